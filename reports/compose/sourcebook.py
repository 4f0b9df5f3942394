"""The sources of a document, numbered as they are first used, with every place that rests on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

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


@dataclass
class SourceBook:
    """Gathers sources while a document is composed, and lists them at its end."""

    cited: Mapping[str, Cited]
    wording: Wording
    _numbers: dict[Cited, str] = field(default_factory=dict)
    _places: dict[Cited, dict[Mention, None]] = field(default_factory=dict)
    _workings: dict[Cited, dict[str, tuple[Sentence, dict[str, Printed]]]] = field(default_factory=dict)

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
        return tuple(
            Source(
                number=number,
                topic=cited.topic,
                citation=cited.citation,
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
        """Note a working once: to a reader, figures that differ by their sign alone are the same."""
        if not explained(printed):
            return
        formula = working(printed.figure, self.wording)
        _, figures = self._workings.setdefault(source, {}).setdefault(plain(formula), (formula, {}))
        size = printed.text.lstrip(_SIGNS)
        if size not in figures or figures[size].text == size:
            figures[size] = printed


_SIGNS = "+−"


def _in_order(figures: Mapping[str, Printed]) -> tuple[Printed, ...]:
    """Figures with the same working, the smallest first."""
    return tuple(sorted(figures.values(), key=lambda printed: (printed.figure.unit.name, printed.rounded)))


def _once(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Each label once, with its first anchor."""
    first: dict[str, Mention] = {}
    for mention in mentions:
        first.setdefault(mention.label, mention)
    return tuple(first.values())
