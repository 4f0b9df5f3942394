"""Numbers added: which may be, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reckoner.reports.audit.language.judge import Truth, band_of, overlaps
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.relations.alike import alike
from reckoner.reports.audit.relations.claim import Reading

SPANS = (("year",), ("month",), ("week",), ("day",), ("way",), ("area",), ("borough",))


def addable(passage: Passage, total: int, at: int) -> bool:
    kinds = ("count", "money", "clock")
    spoken = passage.quantity(at).in_words and passage.noun(at)[:1] in SPANS
    kind = passage.quantity(at).kind
    return alike(passage.quantity(total), passage.quantity(at)) and kind in kinds and not spoken


def sum_of(passage: Passage, total: int, parts: Sequence[int]) -> Reading:
    values = [passage.quantity(at) for at in parts]
    bands = [band_of(value) for value in values]
    low, high = (sum((band[end] for band in bands), Decimal(0)) for end in (0, 1))
    common = min(value.rounded_to for value in (*values, passage.quantity(total)))
    if common >= 10 and all(
        value.scale == 1 and value.ulp == 1 for value in values
    ):  # numbers that all end in zeros may have been rounded though nothing says so
        low, high = low - common * len(values) / 2, high + common * len(values) / 2
    truth = Truth(sum((value.value for value in values), Decimal(0)), (low, high), (low, high))
    holds = overlaps(band_of(passage.quantity(total)), (low, high))
    return Reading(tuple(parts), truth, "agrees" if holds else "wrong", " + ".join(v.text for v in values))
