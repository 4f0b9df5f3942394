"""Where a measure is or was printed: lines of words that name it, and places of delivered editions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reckoner.reports.compare.ledgers import Stated
from reckoner.reports.compose.resolve import Resolver
from reckoner.reports.compose.wording import wording_of
from reckoner.reports.content.edition import EditionWords
from reckoner.reports.content.frontmatter import WordsFile
from reckoner.reports.content.placeholder import FigureReference, SlotReference, parse_placeholder
from reckoner.reports.drafts.history import Row
from reckoner.reports.errors import ReckonerError
from reckoner.reports.figures.catalogue import Fact
from reckoner.reports.figures.printed import plain
from reckoner.reports.figures.working import working
from reckoner.reports.kinds.registry import kind_of
from reckoner.reports.modules.library import Library, load_library
from reckoner.reports.recall.printed import Spot
from reckoner.reports.recall.published import Published, published
from reckoner.reports.recall.trial import is_of, jobs
from reckoner.reports.settings.house import House

_PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_BRACKETS = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True)
class Named:
    """A line of an edition's words that names the measure: the placeholder, and what it prints now."""

    edition: str
    state: str  # "open", or "delivered" where a draft of the edition is out
    where: str
    placeholder: str
    now: str


@dataclass(frozen=True)
class Delivered:
    """A figure of a delivered draft: where readers see it, what it printed, and what it would print now."""

    draft: str
    on: str
    name: str
    period: str
    spots: tuple[Spot, ...]
    printed: str
    now: str

    @property
    def differs(self) -> bool:
        """Whether it is another value now."""
        return bool(self.now) and self.now != self.printed


@dataclass(frozen=True)
class Where:
    """Every place of a measure."""

    named: tuple[Named, ...]
    delivered: tuple[Delivered, ...]


class _Finder:
    def __init__(self, house: House, name: str) -> None:
        self.house, self.name = house, name
        self.library: Library = load_library(house.root, under=house.office.small_numbers.under)
        self.wording = wording_of(house)

    def named(self, out: Sequence[str]) -> Iterator[Named]:
        for job in jobs(self.house):
            publication = self.house.publication(job[0])
            try:
                words = kind_of(publication).read(self.house.root, publication, job[1])
            except ReckonerError:
                continue  # an edition that can't be read hides none of the others
            edition = "/".join(job)
            state = "delivered" if edition in out else "open"
            for each in words.editions:
                for where, source, now in self.in_edition(each):
                    yield Named(edition, state, where, source, now)

    def in_edition(self, words: EditionWords) -> Iterator[tuple[str, str, str]]:
        yield from self.in_file(words.file, words, {})
        for section in words.sections:
            yield from self.in_file(section.file, words, section.front.periods)

    def in_file(self, file: WordsFile, words: EditionWords, own: object) -> Iterator[tuple[str, str, str]]:
        periods = {**words.front.periods, **(own if isinstance(own, dict) else {})}
        resolver = Resolver(self.library.catalogue, self.wording, periods)
        for number, line in enumerate(_lines(file), 1):
            for match in _PLACEHOLDER.finditer(line):
                source = " ".join(match[1].split())
                if (now := self.value(source, resolver)) is not None:
                    yield f"{file.shown}:{number}", source, now

    def value(self, source: str, resolver: Resolver) -> str | None:
        """What a placeholder prints; None where it is of something else."""
        try:
            match reference := parse_placeholder(source):
                case FigureReference() if is_of(reference.name, [self.name]):
                    if reference.word:
                        return ""
                    return resolver.wording.word(resolver.figure(reference), reference.style).text
                case SlotReference() if self.shows(reference):
                    return ""
        except ValueError:
            return "" if is_of(source.split()[0], [self.name]) else None
        return None

    def shows(self, reference: SlotReference) -> bool:
        """Whether a chart, its values or a table shows the measure."""
        chart = self.library.charts.get(reference.name)
        if chart:
            declared = chart.declaration
            names = (*declared.measures, *(target.at for target in declared.targets))
            if any(is_of(name, [self.name]) for name in names):
                return True
        return reference.kind == "table" and reference.name.split(".")[0] == self.name

    def delivered(self, out: Published) -> Iterator[Delivered]:
        pages = out.pages
        for stated in out.figures:
            if is_of(stated.name, [self.name]):
                printed, spots = " / ".join(stated.printed), tuple(pages.spots(stated))
                yield Delivered(
                    out.kept.name, out.on, stated.name, stated.period, spots, printed, self.now(stated)
                )

    def now(self, stated: Stated) -> str:
        """What it would print today, compared like with like; nothing where that can't be told."""
        try:
            reference = parse_placeholder(stated.name)
            if not isinstance(reference, FigureReference):
                return ""
            resolver = Resolver(self.library.catalogue, self.wording, {})
            item = self.library.catalogue.entries.get(reference.name)
            period = "" if isinstance(item, Fact) or not stated.period else f" at {stated.period}"
            figure = resolver.figure(parse_placeholder(f"{stated.name}{period}"))  # type: ignore[arg-type]
        except ValueError:
            return ""
        if figure.unit.name != stated.unit or str(figure.period or "") != stated.period:
            return ""
        how = plain(working(figure, self.wording))
        if tuple(_BRACKETS.findall(how)) != stated.bases:
            return ""
        if f"{figure.value:f}" == stated.value:
            return " / ".join(stated.printed)
        return self.wording.word(figure).text


def _lines(file: WordsFile) -> list[str]:
    """The lines of a file, those of its front matter too."""
    return file.front.path.read_text("utf-8").splitlines()


def where(house: House, name: str, rows: Sequence[Row]) -> Where:
    """Where a measure, a fact or a module is named in words and was printed in what is out.

    Raises InputError where the data can't be read.
    """
    finder = _Finder(house, name)
    out = list(published(house.output, rows))
    return Where(
        tuple(finder.named([each.edition for each in out])),
        tuple(each for edition in out for each in finder.delivered(edition)),
    )
