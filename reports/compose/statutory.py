"""What the law asks of a publication, and where an edition answers it: ``data/statutory/checklist.yaml``.

The lists themselves are data: each kind of office has one that comes with the program, and the house's file
names it with ``of``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from reckoner.reports.content.edition import EditionWords
from reckoner.reports.errors import Fault, SettingsError, nearest
from reckoner.reports.settings.paths import require_plain
from reckoner.reports.settings.yaml import Settings, YamlFile, read_yaml, validate
from reckoner.reports.starters.profile import duties_file, profile_names

CHECKLIST = Path("data") / "statutory" / "checklist.yaml"
Where = Literal["report", "website", "after"]
State = Literal["covered", "gap", "missing", "elsewhere", "to do"]


class Requirement(Settings):
    """One thing that is asked: in the report itself, on the website, or after publication."""

    id: str
    at: str
    where: Where
    asks: str


class Law(Settings):
    """A law with its requirements."""

    law: str
    requirements: tuple[Requirement, ...]


class Checklist(Settings):
    """The whole list, when it was last held against the law, and the publications it is for.

    ``of`` names the kind of office whose list goes before it, ``applies`` says how far it binds this one.
    """

    of: str = ""
    applies: str = ""
    checked: date | None = None
    publications: tuple[str, ...] = ()
    laws: tuple[Law, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A requirement, how it stands, and the files that answer it or leave a gap."""

    law: str
    requirement: Requirement
    state: State
    files: tuple[str, ...]


def read_checklist(root: Path) -> Checklist | None:
    """The house's checklist, after that of its kind of office, if it has one. Raises SettingsError."""
    path = root / CHECKLIST
    require_plain(root, path)
    return _whole(read_yaml(path, CHECKLIST.as_posix())) if path.is_file() else None


def _whole(file: YamlFile) -> Checklist:
    own = validate(Checklist, file)
    if not own.of:
        return own
    if own.of not in profile_names():
        what = f"there is no kind of office {own.of!r}"
        raise SettingsError(what, file.place("of"), nearest(own.of, profile_names()))
    shipped = _whole(read_yaml(duties_file(own.of), f"{own.of}/duties.yaml"))
    # Who applies a list to another office has not held it against that office's law by that.
    joined = {
        "laws": (*shipped.laws, *own.laws),
        "checked": own.checked or (None if own.applies else shipped.checked),
        "applies": own.applies or shipped.applies,
    }
    return own.model_copy(update=joined)


def answers_of(checklist: Checklist, words: EditionWords) -> Iterator[Answer]:
    """How each requirement stands in an edition, in the order of the list."""
    for law in checklist.laws:
        for asked in law.requirements:
            mine = [section for section in words.sections if asked.id in section.front.answers]
            full = [section for section in mine if not section.is_gap]
            files = tuple(section.file.shown for section in full or mine)
            yield Answer(law.law, asked, _state(asked.where, bool(full), bool(mine)), files)


def _state(where: Where, covered: bool, named: bool) -> State:
    if covered:
        return "covered"
    if named:
        return "gap"
    match where:
        case "report":
            return "missing"
        case "website":
            return "elsewhere"
        case "after":
            return "to do"


def unknown_answers(checklist: Checklist, words: EditionWords) -> Iterator[Fault]:
    """Each section that says it answers something the list doesn't have."""
    known = [asked.id for law in checklist.laws for asked in law.requirements]
    for section in words.sections:
        for place, name in enumerate(section.front.answers):
            if name not in known:
                where = section.file.front.place("answers", place)
                yield Fault(f"the checklist has no {name!r}", where, nearest(name, known))
