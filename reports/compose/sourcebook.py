"""The sources of a document, numbered as they are listed, with every place that rests on them.

What one publication holds stands together, in the order of first use, and the numbers run down the list: a
reader who looks for [7] finds it between 6 and 8.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reckoner.reports.compose.publishers import split
from reckoner.reports.compose.workings import gathered
from reckoner.reports.document import Mention, SharedNote, Source, SourceMark, SourceNumber
from reckoner.reports.figures.printed import Printed, Sentence, plain
from reckoner.reports.figures.wording import Wording
from reckoner.reports.figures.working import explained, working
from reckoner.reports.sources.origin import is_about

_BARE = re.compile(r"[+−-]?[\d.,]+")


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as it is listed: what its figures are about, and how it is cited."""

    topic: str
    citation: str
    notes: tuple[str, ...] = ()
    address: str = ""
    publisher: str = ""
    note_for: tuple[tuple[str, str], ...] = ()
    website: str = ""

    @property
    def document(self) -> str:
        """What the publisher published."""
        return self.citation.removeprefix(f"{self.publisher}, ") if self.publisher else self.citation


@dataclass
class SourceBook:
    """Gathers sources while a document is composed, and lists them at its end."""

    cited: Mapping[str, Cited]
    wording: Wording
    _numbers: dict[Cited, SourceNumber] = field(default_factory=dict)
    _names: dict[Cited, set[str]] = field(default_factory=dict)
    _places: dict[Cited, dict[Mention, None]] = field(default_factory=dict)
    _workings: dict[Cited, dict[str, tuple[Sentence, dict[Decimal, Printed]]]] = field(default_factory=dict)

    def mark(
        self, figures: Iterable[Printed], label: str, anchor: str, origins: Iterable[str] = ()
    ) -> SourceMark:
        """Note that a place prints these figures, or rests on these origins; its mark names their sources."""
        found = dict.fromkeys(self.cited[origin] for origin in origins)
        for printed in figures:
            sources = [self.cited[origin] for origin in printed.figure.origins]
            found.update(dict.fromkeys(sources))
            for source in sources:
                self._names.setdefault(source, set()).add(printed.figure.name)
            for source in sources[:1]:
                self._explain(source, printed)
        return self.cite(found, label, anchor)

    def cite(self, found: Iterable[Cited], label: str, anchor: str) -> SourceMark:
        """Note that a place rests on these sources; its mark names them."""
        found = tuple(found)
        for source in found:
            self._numbers.setdefault(source, SourceNumber())
            self._places.setdefault(source, {})[Mention(label, anchor)] = None
        return SourceMark(tuple(self._numbers[source] for source in found))

    def sources(self) -> tuple[Source, ...]:
        """Every source used, numbered by publication, in order of its number."""
        publications = self._publications()
        shared = {note.text for note in self.shared_notes()}
        return tuple(
            Source(
                number=str(self._numbers[cited].value),
                topic=cited.topic,
                citation=cited.citation,
                publication=publications[cited][0],
                part=publications[cited][1],
                notes=(
                    *(note for note in cited.notes if note not in shared),
                    *dict.fromkeys(self._notes_for(cited)),
                ),
                address=cited.address,
                places=_once(self._places[cited]),
                workings=gathered(self._workings.get(cited, {}).values(), self.wording),
                website=cited.website,
            )
            for cited in self._listed()
        )

    def _notes_for(self, cited: Cited) -> Iterator[str]:
        """The notes on those of its figures that are printed."""
        for wanted, note in cited.note_for:
            if any(is_about(wanted, name) for name in self._names.get(cited, ())):
                yield note

    def shared_notes(self) -> tuple[SharedNote, ...]:
        """The notes that several sources have in the same words, each with the numbers of these."""
        found: dict[str, list[SourceNumber]] = {}
        for cited in self._listed():
            for note in dict.fromkeys(cited.notes):
                found.setdefault(note, []).append(self._numbers[cited])
        return tuple(
            SharedNote(note, SourceMark(tuple(numbers)))
            for note, numbers in found.items()
            if len(numbers) > 1
        )

    def _listed(self) -> list[Cited]:
        """The sources as they are listed, each with its number."""
        names = {each: name or each.citation for each, (name, _) in self._publications().items()}
        order = list(dict.fromkeys(names.values()))
        listed = sorted(self._numbers, key=lambda each: order.index(names[each]))
        for value, cited in enumerate(listed, 1):
            self._numbers[cited].value = value
        return listed

    def _publications(self) -> dict[Cited, tuple[str, str]]:
        """The publication that each source is a part of, and which part, as they are printed."""
        found = split((cited.publisher, cited.document) for cited in self._numbers)
        return {cited: found[cited.publisher, cited.document] for cited in self._numbers}

    def _explain(self, source: Cited, printed: Printed) -> None:
        """Note a working once: to a reader, figures that differ by sign or rounding alone are the same."""
        if not explained(printed):
            return
        formula = working(printed.figure, self.wording)
        _, figures = self._workings.setdefault(source, {}).setdefault(plain(formula), (formula, {}))
        size = abs(printed.figure.value)
        if size not in figures or _fullness(printed) > _fullness(figures[size]):
            figures[size] = printed


def _fullness(printed: Printed) -> tuple[int, bool, bool, int]:
    """How much a printing of a figure tells: its digits, whether it has a unit, its sign where it has one."""
    digits = sum(map(str.isdigit, printed.text))
    return digits, not _BARE.fullmatch(printed.text), printed.text[:1] in "+−", len(printed.text)


def _once(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Each label once, with its first anchor."""
    first: dict[str, Mention] = {}
    for mention in mentions:
        first.setdefault(mention.label, mention)
    return tuple(first.values())
