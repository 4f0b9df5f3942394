"""The claims that links make: what a number was most likely meant as, though no form of words says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reckoner.reports.audit.language.judge import comes_to, compute, verdict
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.links.candidate import Candidate
from reckoner.reports.audit.links.formula import formula_of
from reckoner.reports.audit.links.model import Scores, model
from reckoner.reports.audit.links.odds import failing, holding, otherwise, used
from reckoner.reports.audit.links.view import View
from reckoner.reports.audit.relations.claim import Claim, Reading

# Tried on sets they weren't fitted to (docs/checker.md): from where links may be errors
SURE = 0.92
MOST = 30
# Tried on news of others, none of it fitted to: below the first, claims were false, below the second most
UNLIKELY, DOUBTFUL = 0.1, 0.35
WEIGHED = frozenset(["change-percent", "change-amount", "change-points", "percent-for-points", "average"])
_RULES = {
    "change": "change-percent", "growth": "change-percent", "share": "share", "points": "change-points",
    "difference": "change-amount", "sum": "parts-and-total", "quotient": "average",
    "product": "average", "joint": "share", "balance": "reconcile",
}  # fmt: skip


def claims(passage: Passage, told: Sequence[Claim]) -> Iterator[Claim]:
    """The numbers that fail the sum which they were most likely meant as, the surest first, and those that
    come to theirs; none of which words make a claim that was worked out."""
    if not 2 < len(passage.quantities) <= MOST:
        return
    scores = Scores(View(passage), model())
    silent = silent_of(scores.view, told)
    for claim, _ in surest(scores, SURE, silent):
        yield claim
    wrong = failing_of(scores.view, told)
    own = (
        (candidate.target, candidate) for candidate in (*holding(scores, silent), *otherwise(scores, wrong))
    )
    for target, candidate in (*own, *used(scores, wrong)):
        held, number = _claim(scores.view, candidate), scores.view.numbers[target]
        if held is not None and held.holding is not None:
            yield replace(held, at=number.at, stated=number.quantity)


def plausible(passage: Passage, told: Sequence[Claim]) -> list[Claim]:
    """The claims that words make, but for those that fail over numbers which hardly belong together: left
    out, or where it may be, a warning."""
    if not any(_is_weighed(claim) for claim in told) or not 2 < len(passage.quantities) <= MOST:
        return list(told)
    scores, found = Scores(View(passage), model()), []
    for claim in told:
        likely = likelihood(scores, claim) if _is_weighed(claim) else None
        if likely is None or likely >= DOUBTFUL:
            found.append(claim)
        elif likely >= UNLIKELY:
            found.append(replace(claim, severity="warning"))
    return found


def _is_weighed(claim: Claim) -> bool:
    return claim.rule in WEIGHED and claim.severity == "error" and bool(claim.closed) and not claim.holding


def likelihood(scores: Scores, claim: Claim) -> float | None:
    """How likely a number was meant as what a claim makes of it, whichever way that is worked out; None where
    links know no such way."""
    places = {number.at: n for n, number in enumerate(scores.view.numbers)}
    truth = abs(float(claim.closed[0].truth.value))
    at = places.get(claim.at)
    found = [] if at is None else scores.likely(at)
    ways = [(likely, candidate) for likely, candidate in found
            if abs(candidate.truth - truth) <= max(candidate.slack, 1e-6 * truth)]  # fmt: skip
    nearest = min((candidate for _, candidate in ways), key=lambda one: abs(one.truth - truth), default=None)
    if nearest is None or nearest.kind == "growth":
        return None  # an amount that words call the change: no two numbers that happen to stand there
    own = {places[at] for at in (claim.at, *claim.closed[0].operands) if at in places}
    same = [likely for n in own for likely, candidate in scores.likely(n)
            if {candidate.target, *candidate.operands} == own]  # fmt: skip
    return max(sum(likely for likely, _ in ways), *same, 0.0)


def silent_of(view: View, told: Sequence[Claim]) -> list[int]:
    """The numbers of which no claim is worked out."""
    known = {claim.at for claim in told if claim.kind != "direction" and (claim.closed or claim.holding)}
    return [n for n, number in enumerate(view.numbers) if number.at not in known]


def failing_of(view: View, told: Sequence[Claim]) -> list[int]:
    """The numbers of which words make a claim, and none that holds."""
    known = [claim for claim in told if claim.kind != "direction"]
    held = {claim.at for claim in known if claim.holding}
    wrong = {claim.at for claim in known if claim.closed} - held
    return [n for n, number in enumerate(view.numbers) if number.at in wrong]


def surest(scores: Scores, least: float, targets: Sequence[int]) -> Iterator[tuple[Claim, float]]:
    """The links of some numbers that fail, down to the least sure, each with how sure it is."""
    view, told = scores.view, list[set[int]]()
    found = [(one.sure(scores.model.errors), one) for one in failing(view, scores, targets)]
    for sure, one in sorted(found, key=lambda pair: -pair[0]):
        numbers = {one.candidate.target, *one.candidate.operands}
        if sure < least or any(len(numbers & other) > 1 for other in told):
            continue
        claim = _claim(view, one.candidate)
        if claim is not None and claim.holding is None:
            told.append(numbers)
            yield claim, sure


def _claim(view: View, candidate: Candidate) -> Claim | None:
    number = view.numbers[candidate.target]
    reading = _reading(view, candidate)
    if reading is None:
        return None
    computed = comes_to(reading.truth.value, number.quantity)
    because = f"{reading.formula} comes to {computed}, not {number.quantity.text}."
    return Claim(
        "link", number.at, number.quantity, (reading,), (), _RULES[candidate.kind], because, computed
    )


def _reading(view: View, candidate: Candidate) -> Reading | None:
    """The candidate worked out exactly."""
    numbers = [view.numbers[n] for n in candidate.operands]
    quantities = [number.quantity for number in numbers]
    values, texts = [number.value for number in numbers], [quantity.text for quantity in quantities]
    work, formula = formula_of(candidate, values, texts)
    truth = compute(work, *quantities)
    if truth is None:
        return None
    stated = view.numbers[candidate.target].quantity
    return Reading(tuple(number.at for number in numbers), truth, verdict(stated, truth), formula)
