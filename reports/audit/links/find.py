"""The claims that links make: what a number was most likely meant as, though no form of words says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reckoner.reports.audit.finding import Severity
from reckoner.reports.audit.language.judge import comes_to, compute, percent_change, share, verdict
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.links.candidate import Candidate
from reckoner.reports.audit.links.model import Scores, model
from reckoner.reports.audit.links.odds import failing, holding
from reckoner.reports.audit.links.view import View
from reckoner.reports.audit.relations.claim import Claim, Reading

# Tried on sets they weren't fitted to (docs/checker.md): from where links may be errors, and warnings
ERROR = 0.98
WARNING = 0.95
MOST = 30
_RULES = {
    "change": "change-percent", "growth": "change-percent", "share": "share", "points": "change-points",
    "difference": "change-amount", "sum": "parts-and-total", "quotient": "average",
    "product": "average",
}  # fmt: skip


def claims(passage: Passage, told: Sequence[Claim]) -> Iterator[Claim]:
    """The numbers that fail the sum which they were most likely meant as, the surest first, and those that
    come to theirs; none of which words make a claim that was worked out."""
    if not 2 < len(passage.quantities) <= MOST:
        return
    scores = Scores(View(passage), model())
    silent = silent_of(scores.view, told)
    for claim, _ in surest(scores, WARNING, silent):
        yield claim
    for candidate in holding(scores, silent):
        held = _claim(scores.view, candidate, "error")
        if held is not None and held.holding is not None:
            yield held


def silent_of(view: View, told: Sequence[Claim]) -> list[int]:
    """The numbers of which no claim is worked out."""
    known = {claim.at for claim in told if claim.kind != "direction" and (claim.closed or claim.holding)}
    return [n for n, number in enumerate(view.numbers) if number.at not in known]


def surest(scores: Scores, least: float, targets: Sequence[int]) -> Iterator[tuple[Claim, float]]:
    """The links of some numbers that fail, down to the least sure, each with how sure it is."""
    view, told = scores.view, list[set[int]]()
    found = [(one.sure(scores.model.errors), one) for one in failing(view, scores, targets)]
    for sure, one in sorted(found, key=lambda pair: -pair[0]):
        numbers = {one.candidate.target, *one.candidate.operands}
        if sure < least or any(len(numbers & other) > 1 for other in told):
            continue
        claim = _claim(view, one.candidate, "error" if sure >= ERROR else "warning")
        if claim is not None and claim.holding is None:
            told.append(numbers)
            yield claim, sure


def _claim(view: View, candidate: Candidate, severity: Severity) -> Claim | None:
    number = view.numbers[candidate.target]
    reading = _reading(view, candidate)
    if reading is None:
        return None
    computed = comes_to(reading.truth.value, number.quantity)
    because = f"{reading.formula} comes to {computed}, not {number.quantity.text}."
    return Claim(
        "link", number.at, number.quantity, (reading,), (), _RULES[candidate.kind], because, computed,
        severity,
    )  # fmt: skip


def _reading(view: View, candidate: Candidate) -> Reading | None:
    """The candidate worked out exactly."""
    numbers = [view.numbers[n] for n in candidate.operands]
    quantities = [number.quantity for number in numbers]
    stated = view.numbers[candidate.target].quantity
    texts = [quantity.text for quantity in quantities]
    first, second = texts[0], texts[1]
    match candidate.kind:
        case "change":
            truth = compute(lambda a, b: abs(percent_change(a, b)), *quantities)
            formula = f"({second} - {first}) / {first}"
        case "share":
            truth, formula = compute(share, *quantities), f"{first} / {second}"
        case "growth":
            grown = candidate.truth > float(numbers[0].value / numbers[1].value * 100)
            truth = compute(
                lambda moved, new: moved / (new - moved if grown else new + moved) * 100, *quantities
            )
            formula = f"{first} / ({second} {'-' if grown else '+'} {first})"
        case "quotient":
            truth, formula = compute(lambda a, b: a / b, *quantities), f"{first} / {second}"
        case "product":
            truth, formula = compute(lambda a, b: a * b, *quantities), f"{second} x {first}"
        case "sum":
            truth, formula = compute(lambda *parts: sum(parts, Decimal(0)), *quantities), " + ".join(texts)
        case _ if candidate.truth > max(numbers[0].value, numbers[1].value):
            truth, formula = compute(lambda a, b: a + b, *quantities), f"{first} + {second}"
        case _:
            truth = compute(lambda a, b: abs(a - b), *quantities)
            larger, smaller = (first, second) if numbers[0].value > numbers[1].value else (second, first)
            formula = f"{larger} - {smaller}"
    if truth is None:
        return None
    places = tuple(number.at for number in numbers)
    return Reading(places, truth, verdict(stated, truth), formula)
