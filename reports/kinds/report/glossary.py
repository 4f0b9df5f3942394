"""The glossary: abbreviations gathered from the text, with what they stand for and where they are first used.

An abbreviation is explained where the text says "Body-worn video (BWV)", or in ``glossary:`` in front
matter. One that is used and never explained is a fault, and so is one that is explained in two ways.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reckoner.reports.document import ChartSlot, DocumentBlock, Goal, NumberedParagraph, Section
from reckoner.reports.errors import Fault, Place
from reckoner.reports.figures.printed import plain
from reckoner.reports.kinds.report.document import Abbreviation
from reckoner.reports.kinds.report.words import ReportWords
from reckoner.reports.prose import Block, Grid, ItemList, Paragraph, Quotation, Subheading, text_of

_SHORT = r"[A-Z][A-Z&]+"
_EXPLAINED = re.compile(rf"\(({_SHORT})s?\)")
_USED = re.compile(rf"(?<![\w@.-])({_SHORT})s?(?![\w@-])")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|&")
_SMALL = {"a", "an", "and", "&", "for", "in", "of", "on", "the", "to", "with"}


@dataclass
class _Known:
    """What an abbreviation stands for, and who said so."""

    long: str
    where: Place


@dataclass
class _Gathering:
    faults: list[Fault]
    known: dict[str, _Known] = field(default_factory=dict)

    def explain(self, short: str, long: str, where: Place) -> None:
        before = self.known.setdefault(short, _Known(long, where))
        if _same(before.long) != _same(long):
            what = f"{short} is explained as {long!r}, and in {before.where} as {before.long!r}"
            self.faults.append(Fault(what, where, "Use one meaning, or write one of them out."))


def abbreviations_of(
    words: ReportWords, sections: Sequence[Section], faults: list[Fault]
) -> tuple[Abbreviation, ...]:
    """The abbreviations that the sections use, in alphabetical order."""
    gathering = _Gathering(faults)
    for short, long, where in _declared(words):
        gathering.explain(short, long, where)
    used: dict[str, tuple[Goal, Place]] = {}
    for own, section in zip(words.sections, sections, strict=True):
        for text, where in _texts(section, own.file.front.place("title")):
            for short, long in _explained_in(text):
                gathering.explain(short, long, where)
            for short in _USED.findall(text):
                used.setdefault(short, (Goal(plain(section.title), section.anchor), where))
    for short, (_, where) in used.items():
        if short not in gathering.known:
            todo = (
                f"Write its meaning before it, as in: Body-worn video (BWV), or add {short} to `glossary:`."
            )
            faults.append(Fault(f"{short} is not explained", where, todo))
    return tuple(
        Abbreviation(short, _capital(gathering.known[short].long), used[short][0])
        for short in sorted(used.keys() & gathering.known.keys())
    )


def _declared(words: ReportWords) -> Iterator[tuple[str, str, Place]]:
    for file in (words.file, *(section.file for section in words.sections)):
        for short, long in (file.front.data.get("glossary") or {}).items():
            yield str(short), str(long), file.front.place("glossary", short)


def _explained_in(text: str) -> Iterator[tuple[str, str]]:
    """Each abbreviation in brackets with the words before it whose initials it is made of."""
    for match in _EXPLAINED.finditer(text):
        long = _long_form(text[: match.start()], match[1])
        if long:
            yield match[1], long.removesuffix("s") if match[0].endswith("s)") else long


def _long_form(before: str, short: str) -> str:
    """The words just before whose initials spell the abbreviation; small words count only where they must."""
    return _spelt(before, short, _SMALL) or _spelt(before, short, frozenset())


def _spelt(before: str, short: str, left_out: Collection[str]) -> str:
    letters = [letter for letter in reversed(short.lower()) if letter.isalpha()]
    found = list(_WORD.finditer(before))
    at = len(before)
    while letters and found:
        word = found.pop()
        if word[0][0].lower() == letters[0] and word[0].lower() not in left_out:
            letters.pop(0)
            at = word.start()
        elif word[0].lower() not in _SMALL:
            return ""
    return "" if letters else " ".join(before[at:].split())


def _capital(long: str) -> str:
    return long[:1].upper() + long[1:]


def _same(long: str) -> str:
    return " ".join(_WORD.findall(long.lower()))


def _texts(section: Section, head: Place) -> Iterator[tuple[str, Place]]:
    for block in section.blocks:
        yield from _block_texts(block, head)


def _block_texts(block: DocumentBlock, head: Place) -> Iterator[tuple[str, Place]]:
    match block:
        case NumberedParagraph():
            yield from _prose_texts([block.block])
        case Subheading():
            yield text_of(block.runs), block.where
        case ChartSlot():
            for point in (point for series in block.spec.series for point in series.points):
                yield point.label, head


def _prose_texts(blocks: Iterable[Block]) -> Iterator[tuple[str, Place]]:
    for block in blocks:
        match block:
            case Paragraph() | Subheading():
                yield text_of(block.runs), block.where
            case ItemList():
                for item in block.items:
                    yield from _prose_texts(item)
            case Quotation():
                yield from _prose_texts(block.blocks)
            case Grid():
                for row in (block.header, *block.rows):
                    yield from ((text_of(cell), block.where) for cell in row)
