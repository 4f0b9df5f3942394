"""Where the words of a finding are written: the file and line that an editor opens, not the page's anchor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from reckoner.reports.document import Document, NumberedParagraph
from reckoner.reports.errors import Place
from reckoner.reports.findings import Finding
from reckoner.reports.prose import (
    Block,
    Grid,
    ItemList,
    Paragraph,
    Quotation,
    Runs,
    Subheading,
    sentence_of,
    text_of,
)

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})


@dataclass(frozen=True)
class Written:
    """Some words, where they are written, and the anchor of the section or paragraph that they came into."""

    text: str
    where: Place
    anchor: str = ""


def written_in(document: Document) -> Iterator[Written]:
    """The words of a document's blocks, the smallest pieces first, then the paragraphs that hold them."""
    sections = [("", document.introduction), *((s.anchor, s.blocks) for s in document.sections)]
    for section, blocks in sections:
        for block in blocks:
            if isinstance(block, NumberedParagraph):
                yield from (replace(piece, anchor=block.anchor) for piece in _pieces(block.block))
                yield Written("", block.block.where, block.anchor)
            elif isinstance(block, Subheading):
                yield from (replace(piece, anchor=section) for piece in _pieces(block))


def _pieces(block: Block) -> Iterator[Written]:
    match block:
        case Paragraph() | Subheading():
            yield from _both(block.runs, block.where)
        case ItemList():
            for item in block.items:
                for inner in item:
                    yield from _pieces(inner)
        case Quotation():
            for inner in block.blocks:
                yield from _pieces(inner)
        case Grid():
            yield from _both(block.title, _below(block.where, -2))
            for number, row in enumerate((block.header, (), *block.rows)):  # the second line divides the two
                for cell in row:
                    yield from _both(cell, _below(block.where, number))


def _below(where: Place, lines: int) -> Place:
    return where if where.line is None else replace(where, line=where.line + lines)


def _both(runs: Runs, where: Place) -> Iterator[Written]:
    """A text as findings quote it: with its figures, and with a mark in place of each."""
    yield Written(_flat("".join(p if isinstance(p, str) else "…" for p in sentence_of(runs))), where)
    yield Written(_flat(text_of(runs)), where)


def placed(findings: Iterable[Finding], written: Iterable[Written]) -> Iterator[Finding]:
    """The findings with file and line in place of an anchor or of nothing, where the words can be found."""
    known = tuple(written)
    for finding in findings:
        anchored = finding.where.startswith("#")
        found = _find(finding, known) if anchored or not finding.where else None
        yield replace(finding, where=str(found)) if found else finding


def _find(finding: Finding, written: tuple[Written, ...]) -> Place | None:
    quote, anchor = _flat(finding.quote), finding.where.removeprefix("#").removesuffix("-heading")
    here = [each for each in written if each.anchor == anchor] if anchor else []
    for group in (here, written) if quote else ():
        for each in group:
            if quote in each.text:
                return each.where
    return here[-1].where if here else None


def new_in_mail(findings: Iterable[Finding], before: Iterable[Finding]) -> Iterator[Finding]:
    """Those of the mail's findings that the page has not: the same words wrong in both are wrong once."""
    known = list(before)
    quoted = {(each.rule, each.what, _flat(each.quote)) for each in known}
    left = Counter((each.rule, each.what) for each in known)
    for finding in findings:
        told = (finding.rule, finding.what)
        if (*told, _flat(finding.quote)) in quoted:
            continue
        if finding.quote and left[told] and not finding.where:
            left[told] -= 1
            continue
        yield finding


def _flat(text: str) -> str:
    return " ".join(text.split()).translate(_STRAIGHT)
