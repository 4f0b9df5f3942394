"""One postcode, two house numbers in the same street, in several documents: a block of contacts that went
stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from reckoner.reports.audit.document import Block, Document
from reckoner.reports.audit.finding import Finding

_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})\b")
_STREET = re.compile(
    r"\b([0-9]{1,4}) ((?:[A-Z][a-z]{1,20} "
    r"){1,3}(?:Street|Road|Lane|Avenue|Close|Drive|Way|Court|Place|Square|Terrace|Hill))\b"
)
_NEAR = 3

_Place: TypeAlias = tuple[str, int | None, int | None]


def find(documents: Sequence[Document]) -> Iterator[tuple[Finding, str]]:
    """Findings of this rule, each with its document's name."""
    known: dict[tuple[str, str], dict[str, tuple[str, _Place]]] = {}
    for document in documents:
        for code, number, street, place in _addresses(document):
            numbers = known.setdefault((code, street), {})
            numbers.setdefault(number, (document.name, place))
    for (code, street), numbers in known.items():
        for number, (name, (quote, line, page)) in numbers.items() if len(numbers) > 1 else ():
            other = next(other for other in numbers if other != number)
            because = f"{numbers[other][0]} has {other} {street} with the same postcode {code}."
            stated, computed = f"{number} {street}", f"{other} {street}"
            yield Finding("warning", "address", quote, stated, computed, because, line, page), name


def _addresses(document: Document) -> Iterator[tuple[str, str, str, _Place]]:
    blocks = list(document.blocks())
    for at, block in enumerate(blocks):
        for code in _POSTCODE.finditer(block.text):
            near = _street_near(blocks, at, code.start())
            if near:
                yield code[1] + code[2], near[0], near[1], near[2]


def _street_near(blocks: list[Block], at: int, start: int) -> tuple[str, str, _Place] | None:
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
