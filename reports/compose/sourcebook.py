"""The sources of a document, numbered as they are first used, with every place that rests on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reckoner.reports.compose.publishers import split
from reckoner.reports.document import Mention, SharedNote, Source, SourceMark, Working
from reckoner.reports.figures.printed import Printed, Sentence, plain
from reckoner.reports.figures.wording import Wording
from reckoner.reports.figures.working import explained, working


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as it is listed: what its figures are about, and how it is cited."""

    topic: str
    citation: str
    notes: tuple[str, ...] = ()
    address: str = ""
    publisher: str = ""

    @property
    def document(self) -> str:
        """What the publisher published."""
        return self.citation.removeprefix(f"{self.publisher}, ") if self.publisher else self.citation


@dataclass
class SourceBook:
    """Gathers sources while a document is composed, and lists them at its end."""

    cited: Mapping[str, Cited]
    wording: Wording
    _numbers: dict[Cited, str] = field(default_factory=dict)
    _places: dict[Cited, dict[Mention, None]] = field(default_factory=dict)
    _workings: dict[Cited, dict[str, tuple[Sentence, dict[Decimal, Printed]]]] = field(default_factory=dict)

    def mark(self, figures: Iterable[Printed], label: str, anchor: str) -> SourceMark:
        """Note that a place prints these figures; its mark names their sources."""
        found: dict[Cited, None] = {}
        for printed in figures:
            sources = [self.cited[origin] for origin in printed.figure.origins]
            found.update(dict.fromkeys(sources))
            for source in sources[:1]:
                self._explain(source, printed)
        for source in found:
            self._numbers.setdefault(source, str(len(self._numbers) + 1))
            self._places.setdefault(source, {})[Mention(label, anchor)] = None
        return SourceMark(tuple(sorted((self._numbers[source] for source in found), key=int)))

    def sources(self) -> tuple[Source, ...]:
        """Every source used, in order of its number."""
        shared = {note.text for note in self.shared_notes()}
        publications = split((cited.publisher, cited.document) for cited in self._numbers)
        return tuple(
            Source(
                number=number,
                topic=cited.topic,
                citation=cited.citation,
                publication=publications[cited.publisher, cited.document][0],
                part=publications[cited.publisher, cited.document][1],
                notes=tuple(note for note in cited.notes if note not in shared),
                address=cited.address,
                places=_once(self._places[cited]),
                workings=tuple(
                    Working(_in_order(figures), formula)
                    for formula, figures in self._workings.get(cited, {}).values()
                ),
            )
            for cited, number in self._numbers.items()
        )

    def shared_notes(self) -> tuple[SharedNote, ...]:
        """The notes that several sources have in the same words, each with the numbers of these."""
        found: dict[str, list[str]] = {}
        for cited, number in self._numbers.items():
            for note in dict.fromkeys(cited.notes):
                found.setdefault(note, []).append(number)
        return tuple(
            SharedNote(note, SourceMark(tuple(numbers)))
            for note, numbers in found.items()
            if len(numbers) > 1
        )

    def _explain(self, source: Cited, printed: Printed) -> None:
        """Note a working once: to a reader, figures that differ by sign or rounding alone are the same."""
        if not explained(printed):
            return
        formula = working(printed.figure, self.wording)
        _, figures = self._workings.setdefault(source, {}).setdefault(plain(formula), (formula, {}))
        size = abs(printed.figure.value)
        if size not in figures or _fullness(printed) > _fullness(figures[size]):
            figures[size] = printed


def _fullness(printed: Printed) -> tuple[int, bool, int]:
    """How much a printing of a figure tells: its digits, its sign where it has one, its unit."""
    digits = sum(map(str.isdigit, printed.text))
    return digits, printed.text[:1] in "+−", len(printed.text)


def _in_order(figures: Mapping[Decimal, Printed]) -> tuple[Printed, ...]:
    """Figures with the same working, the smallest first."""
    return tuple(sorted(figures.values(), key=lambda printed: (printed.figure.unit.name, printed.rounded)))


def _once(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Each label once, with its first anchor."""
    first: dict[str, Mention] = {}
    for mention in mentions:
        first.setdefault(mention.label, mention)
    return tuple(first.values())
