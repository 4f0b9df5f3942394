"""Two times of a measure that count different stages: applied for in one year, granted in the next.

Neighbouring sentences that set one noun's numbers of two times side by side invite a comparison. Where one
counts what was asked for and the other what was got, the two can't be compared.

Against: "27 orders were applied for in 2022/23. In 2023/24, 197 were secured".
For: "27 were applied for and 20 of them secured", which has one time.
"""

from __future__ import annotations

from collections.abc import Iterator

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.sentence import Sentence
from reckoner.reports.audit.language.time_of import bind_times
from reckoner.reports.audit.language.vocabulary import words
from reckoner.reports.audit.relations.claim import Claims, passage

_STAGES = (
    words("applied requested sought submitted"),
    words("secured granted obtained approved awarded issued"),
    words("reported"),
    words("recorded"),
    words("arrested"),
    words("charged prosecuted"),
    words("convicted sentenced"),
    words("referred"),
    words("completed closed resolved finalised"),
    words("recruited appointed"),
    words("funded budgeted"),
)
_NEAR = 14


def find(first: Sentence, second: Sentence, claims: Claims) -> Iterator[Finding]:
    """Findings of this rule in two neighbouring sentences of a block."""
    one, other = _staged(first), _staged(second)
    for at, stage, noun, order in one:
        for at2, stage2, noun2, order2 in other:
            if order == order2 or not noun & noun2:
                continue
            claims.count("different-measures", first.text)
            if any(stage in group and stage2 in group for group in _STAGES):
                continue
            a, b = first.items[at].quantity, second.items[at2].quantity
            if a is None or b is None:
                continue
            whole = Sentence(
                first.block.text[first.start : second.start + len(second.text)], first.block, first.start
            )
            because = (
                f"{a.text} counts what was {stage}, {b.text} what was {stage2}: the two are not one measure."
            )
            yield passage(whole, "warning", "different-measures", f"{a.text}; {b.text}", "", because)
            return


def _staged(sentence: Sentence) -> list[tuple[int, str, frozenset[str], float]]:
    times = bind_times(sentence.items)
    found = []
    for at in sentence.quantities:
        quantity = sentence.items[at].quantity
        verb = next(
            (i.lower for i in sentence.items[at + 1 : at + _NEAR] if any(i.lower in s for s in _STAGES)), ""
        )
        noun = frozenset(word for word in sentence.noun(at) if not any(word in stage for stage in _STAGES))
        if (
            quantity
            and quantity.kind == "count"
            and at in times
            and verb
            and noun
            and not times[at].is_relative
        ):
            found.append((at, verb, noun, times[at].order))
    return found
