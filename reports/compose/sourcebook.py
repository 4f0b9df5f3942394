"""The sources of a document, numbered as they are first used, with every place that rests on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from reckoner.reports.document import Mention, Source, SourceMark, Working
from reckoner.reports.figures.printed import Printed, Sentence
from reckoner.reports.figures.wording import Wording
from reckoner.reports.figures.working import explained, working


@dataclass(frozen=True, slots=True)
class Cited:
    """A source as it is listed: what its figures are about, and how it is cited."""

    topic: str
    citation: str
    notes: str = ""
    address: str = ""


@dataclass
class SourceBook:
    """Gathers sources while a document is composed, and lists them at its end."""

    cited: Mapping[str, Cited]
    wording: Wording
    _numbers: dict[Cited, str] = field(default_factory=dict)
    _places: dict[Cited, dict[Mention, None]] = field(default_factory=dict)
    _workings: dict[Cited, dict[Sentence, dict[str, Printed]]] = field(default_factory=dict)

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
        return tuple(
            Source(
                number=number,
                topic=cited.topic,
                citation=cited.citation,
                notes=cited.notes,
                address=cited.address,
                places=_once(self._places[cited]),
                workings=tuple(
                    Working(tuple(figures.values()), formula)
                    for formula, figures in self._workings.get(cited, {}).items()
                ),
            )
            for cited, number in self._numbers.items()
        )

    def _explain(self, source: Cited, printed: Printed) -> None:
        if explained(printed):
            formulas = self._workings.setdefault(source, {})
            formulas.setdefault(working(printed.figure, self.wording), {}).setdefault(printed.text, printed)


def _once(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Each label once, with its first anchor."""
    first: dict[str, Mention] = {}
    for mention in mentions:
        first.setdefault(mention.label, mention)
    return tuple(first.values())
