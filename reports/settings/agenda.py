"""agenda.yaml: what goes to each meeting, under which item, and what the council that holds it asks for.

An item's number is written here alone. It may change until the last day: editions are called after their
meeting, so that no paper is built anew for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, PrivateAttr, field_validator, model_validator

from reckoner.reports.errors import Place, SettingsError, nearest
from reckoner.reports.settings.form import Wrong, form
from reckoner.reports.settings.paths import require_plain
from reckoner.reports.settings.schedules import MeetingId, twice
from reckoner.reports.settings.typographer import Typeset
from reckoner.reports.settings.yaml import Settings, YamlFile, read_yaml, validate

AGENDA = "agenda.yaml"
_FIRST = (
    "Begin it: `host: {name: Anytown Council}` and `agendas: [{meeting: 2026-02, items: "
    "[{item: 5, paper: panel-paper/2026-02}]}]`."
)


def _text(value: object) -> object:
    return str(value) if isinstance(value, int) else value


Number = Annotated[
    str,
    BeforeValidator(_text),
    form(r"[0-9]{1,3}[a-z]?(\([a-z]\))?", "the number of an item", "5, 5a or 5(a)"),
]
Edition = Annotated[
    str,
    form(r"([a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9+-]*)?", "an edition of a publication", "panel-paper/2026-02"),
]
Reason = Annotated[Typeset, Field(min_length=10)]


class Late(Settings):
    """Why a paper comes after the last day, and who agreed to take it all the same.

    The Local Government Act 1972, section 100B(4)(b), asks for special circumstances and the chair's opinion
    that the item is urgent; the pack prints both. ``agreed_by`` is the chair's name.
    """

    reason: Reason
    agreed_by: Annotated[Typeset, Field(min_length=3)]
    agreed_on: date


class ToFollow(Settings):
    """A paper that is not there yet: why, and the day by which it comes."""

    reason: Reason
    by: date


class Exempt(Settings):
    """Why the public may not have a paper.

    ``paragraph`` is that of Part 1 of Schedule 12A to the Local Government Act 1972; ``reason`` says why the
    public interest in keeping it outweighs that in telling, and is printed where everyone can read it.
    """

    paragraph: int = Field(ge=1, le=7)
    reason: Reason


class Item(Settings):
    """An item of the agenda with its paper: the edition whose newest approved draft is taken.

    ``title`` is for an item without a paper yet, for an exempt one, or in place of the paper's own title.
    ``supplement`` is the number of the pack that comes after the first and holds this paper.
    """

    item: Number
    paper: Edition = ""
    title: Typeset = ""
    supplement: int = Field(default=0, ge=0, le=99)
    late: Late | None = None
    to_follow: ToFollow | None = None
    exempt: Exempt | None = None

    @model_validator(mode="after")
    def _says_what_it_is(self) -> Item:
        if bool(self.paper) is bool(self.to_follow):
            what = f"item {self.item} needs either a paper or the reason why it is to follow"
            todo = "Write `paper: panel-paper/2026-02`, or `to_follow: {reason: ..., by: ...}`."
            raise Wrong(what, "item", todo=todo)
        if (self.to_follow or self.exempt) and not self.title:
            what = f"item {self.item} needs a title that everyone may read"
            raise Wrong(what, "item", todo="Add `title:`, as it stands on the agenda.")
        return self


class Agenda(Settings):
    """What goes to one meeting. ``meeting`` is its id in schedules.yaml; ``items`` stand in their order."""

    _file: YamlFile | None = PrivateAttr(default=None)
    _path: tuple[str | int, ...] = PrivateAttr(default=())

    meeting: MeetingId
    items: tuple[Item, ...] = Field(min_length=1)

    @field_validator("items")
    @classmethod
    def _each_once(cls, items: tuple[Item, ...]) -> tuple[Item, ...]:
        Wrong.raise_for([*_twice(items, "item"), *_twice(items, "paper")])
        return items

    def place(self, number: int) -> Place:
        """Where an item is written, by its place in the list."""
        return self._file.place(*self._path, "items", number) if self._file else Place(AGENDA)


def _twice(items: tuple[Item, ...], key: str) -> Iterator[Wrong]:
    for number, value in twice([getattr(item, key) for item in items]):
        if value:
            what = f"two items have the {'number' if key == 'item' else 'paper'} {value}"
            yield Wrong(what, number, key, todo="Correct one of them, or take it out.")


class Host(Settings):
    """The council that holds the meetings, and by when it wants papers.

    ``clear_days`` lie between its publication and the meeting; it wants papers ``send`` working days before
    it publishes.
    """

    name: Typeset
    clear_days: int = Field(default=5, ge=0, le=30)
    send: int = Field(default=0, ge=0, le=30)


class AgendaFile(Settings):
    """All of agenda.yaml."""

    host: Host
    agendas: tuple[Agenda, ...] = ()

    @field_validator("agendas")
    @classmethod
    def _one_for_each(cls, agendas: tuple[Agenda, ...]) -> tuple[Agenda, ...]:
        for number, meeting in twice([agenda.meeting for agenda in agendas]):
            what = f"two agendas are for the meeting {meeting}"
            raise Wrong(what, number, "meeting", todo="Put their items into one.")
        return agendas

    def of(self, meeting: str) -> Agenda:
        """The agenda of a meeting. Raises SettingsError where it has none."""
        known = [agenda.meeting for agenda in self.agendas]
        if meeting not in known:
            what = f"there is no agenda for the meeting {meeting!r}"
            raise SettingsError(what, Place(AGENDA), nearest(meeting, known, none=_FIRST))
        return self.agendas[known.index(meeting)]


def read_agenda(house: Path) -> AgendaFile:
    """Read agenda.yaml of a house. Raises SettingsError with lines."""
    path = house / AGENDA
    if not path.is_file():
        raise SettingsError("there is no such file", Place(AGENDA), _FIRST)
    require_plain(house, path)
    file = read_yaml(path, AGENDA)
    found = validate(AgendaFile, file)
    for number, agenda in enumerate(found.agendas):
        agenda._file, agenda._path = file, ("agendas", number)
    return found
