"""What earlier meetings asked for, in a document: its table, its counts as facts, what is past its date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from reckoner.reports.actions.record import FILE, read_actions
from reckoner.reports.actions.standing import Followed, Standing, date_after, follow
from reckoner.reports.compose.references import groups_in
from reckoner.reports.compose.resolve import Resolver
from reckoner.reports.compose.sourcebook import SourceBook
from reckoner.reports.compose.tables import data_of, figures_of
from reckoner.reports.document import Cell, Table
from reckoner.reports.errors import InputError
from reckoner.reports.figures.catalogue import Catalogue, Fact
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.printed import Sentence
from reckoner.reports.figures.typographer import typographic_sentence
from reckoner.reports.figures.unit import COUNT
from reckoner.reports.figures.wording import Wording
from reckoner.reports.findings import Finding
from reckoner.reports.modules.library import KnownOrigin, Library
from reckoner.reports.settings.house import House
from reckoner.reports.settings.office import OfficeSettings
from reckoner.reports.sources.origin import Origin

NAME = "actions"  # of the table, of the group of counts, and of their origin
OVERDUE = "overdue-action"
_HEADS = ("what", "raised", "who", "by", "state", "news")
_USED = re.compile(rf"\{{\{{\s*(?:table\s+{NAME}\s*\}}|{NAME}\.[a-z])")


def names_actions(texts: Iterable[str]) -> bool:
    """Whether words ask for the table or a count."""
    return any(_USED.search(text) for text in texts)


def followed_in(house: House, edition: str, dated: date) -> Followed:
    """What earlier meetings of an edition's body asked for. Raises InputError where that can't be read."""
    meeting = house.schedules.meeting(edition)
    series = meeting.series if meeting else None
    return follow(read_actions(house), house.schedules.meetings, dated, series)


def named_in(followed: Followed) -> frozenset[str]:
    """The groups that the actions' own texts name."""
    entries = [each.action.entry for each in followed.standings]
    texts = [entry.what for entry in entries]
    texts += [step.says for entry in entries for step in entry.history if step.says]
    return groups_in(texts)


def with_counts(library: Library, followed: Followed, office: OfficeSettings, wording: Wording) -> Library:
    """The library with the counts as facts, kept by the office. Raises InputError where a name is taken."""
    if taken := [each.name for each in library.catalogue if each.name.startswith(f"{NAME}.")]:
        what = f"{taken[0]} is a name of your own, and of a count of {FILE}"
        raise InputError(what, todo="Rename yours.")
    publisher = office.on(followed.dated)
    counts = {
        "open": followed.count("open", "overdue"),
        "overdue": followed.count("overdue"),
        "done": followed.count("done"),
        "withdrawn": followed.count("withdrawn"),
        "new": sum(each.is_new for each in followed.standings),
        "listed": len(followed.standings),
    }
    facts = [_fact(name, count, wording) for name, count in counts.items()]
    title = wording.language.say("actions.title")
    origin = Origin(NAME, "kept", publisher.name, title, followed.dated, publisher.name, "not said")
    return replace(
        library,
        catalogue=Catalogue.of([*library.catalogue, *facts]),
        origins={**library.origins, NAME: KnownOrigin(origin, title)},
        paths=(*library.paths, *dict.fromkeys(each.action.file.path for each in followed.standings)),
    )


def _fact(name: str, count: int, wording: Wording) -> Fact:
    noun = wording.language.say(f"actions.count_{name}")
    return Fact(Figure(Decimal(count), COUNT, f"{NAME}.{name}", origins=(NAME,), noun=noun), FILE)


@dataclass(frozen=True)
class ActionsTable:
    """Writes the table for one edition."""

    followed: Followed
    resolver: Resolver
    book: SourceBook
    office: OfficeSettings

    @property
    def wording(self) -> Wording:
        """How its days are worded."""
        return self.resolver.wording

    def table(self, label: str) -> Table:
        """The table: a row for each action, those of the oldest meeting first."""
        header = tuple(Cell((self._head(name),), "col") for name in _HEADS)
        body = tuple(self._row(each) for each in self.followed.standings)
        body = body or ((Cell((self._say("none"),), "row", columns=len(_HEADS)),),)
        figures = figures_of(body)
        return Table(
            name=NAME,
            caption=(self._say("title"),),
            header=(header,),
            body=body,
            source=self.book.mark(figures, label, f"table-{NAME}"),
            data=data_of(header, body),
            label=label,
        )

    def _say(self, key: str, **parts: str) -> str:
        return self.wording.language.say(f"actions.{key}", **parts)

    def _head(self, name: str) -> str:
        if name == "news" and self.followed.since:
            return self._say("since", day=self.wording.day(self.followed.since))
        return self._say(name)

    def _row(self, standing: Standing) -> tuple[Cell, ...]:
        entry = standing.action.entry
        person = self.office.person(entry.who)
        return (
            Cell(self._sentence(standing, entry.what, "what"), "row"),
            Cell((self.wording.day(standing.action.meeting.date),)),
            Cell((person.role if person else entry.who,)),
            Cell((self.wording.day(standing.by),)),
            Cell((self._say(standing.state),)),
            Cell(self._news(standing)),
        )

    def _news(self, standing: Standing) -> Sentence:
        """What changed since the last meeting, from the steps that are kept."""
        parts: list[Sentence] = [(self._say("is_new"),)] if standing.is_new else []
        history = standing.action.entry.history
        for step in standing.news:
            number, day = history.index(step), self.wording.day(step.on)
            if step.state is not None:
                parts.append((self._say(f"became_{step.state}", day=day),))
            if step.by is not None:
                before = date_after(standing.action, history[:number])
                old, new = self.wording.day(before), self.wording.day(step.by)
                parts.append((self._say("moved", day=day, old=old, new=new),))
            if step.says is not None:
                said = self._sentence(standing, step.says, "history", number, "says")
                alone = step.state is None and step.by is None
                parts.append((self._say("answered", day=day), " ", *said) if alone else said)
        if not parts:
            return (self._say("no_change"),)
        return tuple(piece for n, part in enumerate(parts) for piece in ((" ", *part) if n else part))

    def _sentence(self, standing: Standing, text: str, *path: str | int) -> Sentence:
        file, number = standing.action.file, standing.action.number
        return typographic_sentence(self.resolver.sentence(text, file.place(NAME, number, *path)))


def overdue(followed: Followed) -> Iterator[Finding]:
    """What is open past its date on the document's day."""
    for each in followed.standings:
        if each.state == "overdue":
            entry = each.action.entry
            what = f"{entry.id} was to be done by {each.by}, before this document's day, and is open"
            todo = (
                f'Close it: reckoner actions close {entry.id} --says "...". Or give it another date: '
                f'reckoner actions answer {entry.id} --by 2026-03-31 --says "...".'
            )
            yield Finding("error", OVERDUE, what, each.action.place("by"), entry.what, todo)
