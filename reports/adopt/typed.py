"""The numbers that an edition's editor typed, each with its file, line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reckoner.reports.build import make
from reckoner.reports.checks.numbers import typed_numbers
from reckoner.reports.checks.page import FIGURE
from reckoner.reports.content.edition import EditionWords
from reckoner.reports.content.frontmatter import WordsFile
from reckoner.reports.findings import Finding
from reckoner.reports.kinds.registry import kind_of
from reckoner.reports.periods.label import CalendarWords
from reckoner.reports.periods.period import Period
from reckoner.reports.settings.house import House

RULE = "unrecorded-number"
_PLACE = re.compile(r"(.+):([0-9]+)")
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}")


@dataclass(frozen=True)
class TypedNumber:
    """A number as it stands in a file of words; ``periods`` are those that placeholders may name there."""

    path: Path
    shown: str
    line: int
    start: int
    end: int
    text: str  # the whole line
    periods: tuple[tuple[str, Period], ...]

    @property
    def number(self) -> str:
        """As it was typed."""
        return self.text[self.start : self.end]

    @property
    def place(self) -> str:
        """File and line."""
        return f"{self.shown}:{self.line}"

    def with_words(self) -> str:
        """The number with the word after it or before it, so that it can be told from others like it.

        A word such as "of" tells nothing, and would be missed by the number on its other side.
        """
        after = re.match(r" ([A-Za-z’'-]{4,})", self.text[self.end :])
        if after:
            return self.number + after[0]
        before = re.search(r"([A-Za-z’'-]{4,}) $", self.text[: self.start])
        return (before[0] if before else "") + self.number


@dataclass(frozen=True)
class TypedNumbers:
    """Those that can be adopted, and the findings whose words lie in no line of a file."""

    numbers: tuple[TypedNumber, ...]
    elsewhere: tuple[Finding, ...]
    others: tuple[Finding, ...] = ()  # what the checks found beside numbers


def typed_in(house: House, publication: str, edition: str, calendar: CalendarWords) -> TypedNumbers:
    """Every number of an edition that its checks find in no table and in no fact.

    Raises ReckonerError where the edition can't be made.
    """
    made = make(house.root, publication, edition, lambda _step: None, without=("pdf", "mail")).checked()
    findings = [finding for finding in made.findings if finding.rule == RULE]
    words = kind_of(house.publication(publication)).read(house.root, house.publication(publication), edition)
    found: dict[tuple[str, int, int], TypedNumber] = {}
    elsewhere = []
    for finding in findings:
        here = [each for e in words.editions for each in _at(finding, e, house, calendar)]
        found.update({(each.shown, each.line, each.start): each for each in here})
        elsewhere += [] if here else [finding]
    others = tuple(finding for finding in made.findings if finding.rule != RULE)
    return TypedNumbers(tuple(found[key] for key in sorted(found)), tuple(elsewhere), others)


def _at(
    finding: Finding, edition: EditionWords, house: House, calendar: CalendarWords
) -> Iterator[TypedNumber]:
    """The typed numbers of the block that a finding is about."""
    place = _PLACE.fullmatch(finding.where)
    files = [(edition.file, edition.front.periods)]
    files += [(each.file, {**edition.front.periods, **each.front.periods}) for each in edition.sections]
    for file, periods in files:
        if place and file.shown == place[1]:
            names = [each.text for each in edition.not_figures] + list(house.office.names_with_digits)
            yield from _in_block(file, int(place[2]), tuple(periods.items()), names, calendar)


def _in_block(
    file: WordsFile,
    first: int,
    periods: tuple[tuple[str, Period], ...],
    names: list[str],
    calendar: CalendarWords,
) -> Iterator[TypedNumber]:
    """The numbers from a line to the end of its block; in front matter, of that line."""
    path = file.front.path
    lines = path.read_text("utf-8-sig").splitlines()
    last = first if first < file.first_line else next(
        (number for number in range(first, len(lines)) if not lines[number].strip()), len(lines)
    )  # fmt: skip
    # As one text, since a name may go on in the next line; its length stays, so that places hold.
    text = "\n".join(lines[first - 1 : last])
    hidden = _PLACEHOLDER.sub(lambda match: FIGURE * len(match[0]), text).replace("\n", " ")
    hidden = re.sub(r"^(\s*)[0-9]+([.)] )", lambda match: " " * len(match[0]), hidden)
    for start, end in typed_numbers(hidden, calendar, names):
        above = text.count("\n", 0, start)
        begin = text.rfind("\n", 0, start) + 1
        line = first + above
        yield TypedNumber(path, file.shown, line, start - begin, end - begin, lines[line - 1], periods)
