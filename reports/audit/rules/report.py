"""How a rule reports: the passage around the items in question, and a count of what was worked out."""

from __future__ import annotations

from dataclasses import dataclass

from reports.audit.finding import Finding, Severity
from reports.audit.language.sentence import Sentence

_LONGEST = 320


@dataclass
class Claims:
    """How many claims the rules understood and worked out."""

    number: int = 0

    def count(self) -> None:
        """One more."""
        self.number += 1


def passage(
    sentence: Sentence,
    severity: Severity,
    rule: str,
    stated: str,
    computed: str,
    because: str,
    *places: int | tuple[int, int],
) -> Finding:
    """A finding that quotes the sentence, or as much of it as holds these items."""
    indexes = [index for place in places for index in ((place,) if isinstance(place, int) else place)]
    items = sentence.items
    start, end = 0, len(sentence.text)
    first = min((items[index].start for index in indexes), default=0)
    last = max((items[index].end for index in indexes), default=end)
    if end > _LONGEST:
        start = max(0, sentence.text.rfind(" ", 0, max(first - 120, 0)) + 1) if first > 120 else 0
        stop = sentence.text.find(" ", last + 80)
        end = end if stop < 0 else stop
    line, page = sentence.block.place(sentence.start + first)
    quote = sentence.text[start:end].strip()
    return Finding(severity, rule, quote, stated, computed, because[:1].upper() + because[1:], line, page)
