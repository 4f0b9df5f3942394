"""One postcode, two house numbers in the same street, in several documents: a block of contacts that went stale."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reports.audit.document import Block, Document
from reports.audit.finding import Finding

_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})\b")
_STREET = re.compile(
    r"\b([0-9]{1,4}) ((?:[A-Z][a-z]{1,20} ){1,3}(?:Street|Road|Lane|Avenue|Close|Drive|Way|Court|Place|Square|Terrace|Hill))\b"
)
_NEAR = 3


def find(documents: Sequence[Document]) -> Iterator[tuple[Finding, str]]:
    """Findings of this rule, each with its document's name."""
    known: dict[tuple[str, str], tuple[str, str]] = {}
    for document in documents:
        for code, number, street, finding in _addresses(document):
            first = known.setdefault((code, street.lower()), (number, document.name))
            if first[0] != number:
                because = f"{first[1]} has {first[0]} {street} with the same postcode {code}."
                yield Finding("warning", "address", *finding[:1], f"{number} {street}", f"{first[0]} {street}", because, *finding[1:]), document.name


def _addresses(document: Document) -> Iterator[tuple[str, str, str, tuple[str, int | None, int | None]]]:
    blocks = list(document.blocks())
    for at, block in enumerate(blocks):
        for code in _POSTCODE.finditer(block.text):
            near = _street_near(blocks, at, code.start())
            if near:
                yield code[1] + code[2], near[0], near[1], near[2]


def _street_near(blocks: list[Block], at: int, start: int) -> tuple[str, str, tuple[str, int | None, int | None]] | None:
    """The last street with a number before the postcode, in its block or just above."""
    for back in range(_NEAR + 1):
        if at - back < 0:
            return None
        block = blocks[at - back]
        end = start if back == 0 else len(block.text)
        begin = max(0, end - 160)
        streets = list(_STREET.finditer(block.text[begin:end]))
        if streets:
            last = streets[-1]
            line, page = block.place(begin + last.start())
            quote = block.text[begin + last.start() : begin + last.end() + 30].strip()
            return last[1], last[2], (quote, line, page)
    return None
