"""A fraction in words against the per cent beside it: "three quarters (74%)", "60%, or three fifths".

Words round more than figures do. Only a per cent that lies clearly nearer to another fraction is wrong, and
not where a hedge points its way: "over half (62%)".
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reckoner.reports.audit.language.form import form
from reckoner.reports.audit.language.judge import Truth
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import HUNDRED, Quantity
from reckoner.reports.audit.relations.claim import Claim, Reading

FORMS = (
    "S:words ^6 ( S:figures )",
    "S:words ^6 ( S:figures ,",
    "S:words ^6 ( S:figures ;",
    "S:words ^3 , or S:figures ,",
    "S:figures , or S:words ,",
    "S:figures ^3 ( S:words )",
    "S:words ^3 – S:figures –",
)
# "Most" says more than a half, "a minority" less.
HALVES = (
    ("most of ^7 ( S:figures )", True),
    ("majority ^7 ( S:figures )", True),
    ("majority , S:figures ,", True),
    ("minority ^7 ( S:figures )", False),
)
_LEAST = Decimal(5)
_HALF = Decimal(50)
_FIFTH = Decimal("0.2")


def claims(passage: Passage) -> Iterator[Claim]:
    """The fractions that a passage gives in figures too."""
    for text in FORMS:
        for found in form(text).find(passage):
            words, figures = found["words"], found["figures"]
            if passage.quantity(words).kind != "part" or passage.quantity(figures).kind != "percent":
                continue
            if _leads_on(passage, words, figures):
                continue
            yield _claim(passage, words, figures)
    yield from halves(passage)


def halves(passage: Passage) -> Iterator[Claim]:
    """ "Most of those asked (68%)": more than a half."""
    for text, most in HALVES:
        for found in form(text).find(passage):
            figures = passage.quantity(found["figures"])
            if figures.kind != "percent" or passage.lowers[found["start"] - 1] in ("the", "second", "at"):
                continue
            holds = (figures.value >= _HALF) if most else (figures.value <= _HALF)
            truth = Truth(_HALF, (_HALF, _HALF), (_HALF, _HALF))
            word = passage.lowers[found["start"]]
            reading = Reading((), truth, "agrees" if holds else "wrong", f"{word} beside {figures.text}")
            because = f"{figures.text} is {'no' if most else 'a'} majority."
            computed = f"{'more' if most else 'less'} than 50%"
            yield Claim("fraction", found["figures"], figures, (reading,), (), "fraction", because, computed)


def _leads_on(passage: Passage, words: int, figures: int) -> bool:
    """ "By a quarter to ... (74%)": the bracket speaks of a level."""
    return bool({"to", "from", "than", "not"} & set(passage.between(words, figures)))


def _claim(passage: Passage, words: int, figures: int) -> Claim:
    spoken, written = passage.quantity(words), passage.quantity(figures)
    truth = Truth(spoken.value, (spoken.low, spoken.high), (spoken.low, spoken.high))
    fits = _fits(spoken, written.value)
    reading = Reading((words,), truth, "agrees" if fits else "wrong", f"{spoken.text} beside {written.text}")
    because = f"{spoken.text} is {spoken.value.quantize(Decimal(1))}%, and {written.text} stands beside it."
    computed = f"{spoken.value.quantize(Decimal(1))}%"
    return Claim("fraction", figures, written, (reading,), (), "fraction", because, computed)


def _fits(spoken: Quantity, value: Decimal) -> bool:
    """Near the fraction, or on that side of it to which the hedge points."""
    slack = max(_LEAST, min(spoken.value, HUNDRED - spoken.value) * _FIFTH)
    low, high = spoken.value - slack, spoken.value + slack
    if spoken.hedge in ("over", "least"):
        low, high = spoken.value - 1, spoken.value * 2
    elif spoken.hedge in ("under", "most", "nearly"):
        low, high = low - slack, spoken.value + 1
    return low <= value <= high
