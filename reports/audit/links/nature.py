"""The nature of a slip: what could have turned the number that a sum comes to into the one that is stated."""

from __future__ import annotations

from reckoner.reports.audit.links.candidate import Candidate
from reckoner.reports.audit.links.view import Number, View

_FEWEST = 3  # digits in which a slip of the finger is told from another number
_TENS = (10, 100, 1000, 0.1, 0.01, 0.001)


def nature_of(view: View, candidate: Candidate) -> str:
    """The name of the slip; without one, how far the numbers lie apart."""
    number = view.numbers[candidate.target]
    stated, truth = number.value, candidate.truth
    off = abs(stated - truth)
    if off <= candidate.slack + float(number.quantity.ulp):
        return "last place"
    if _other_formula(view, candidate, number):
        return "other sum"
    if fingers(stated, truth, float(number.quantity.ulp)) or _operand(view, candidate):
        return "fingers"
    if any(abs(stated - truth * ten) <= candidate.slack * max(ten, 1) for ten in _TENS):
        return "tens"
    share = off / max(stated, truth, 1e-9)
    return "near" if share < 0.1 else "apart" if share < 0.35 else "far" if share < 0.7 else "beyond"


def fingers(stated: float, truth: float, place: float) -> bool:
    """Two neighbouring digits changed over, or one digit another."""
    one, other = (str(round(value / place)) for value in (stated, truth))
    if len(one) != len(other) or len(one) < _FEWEST:
        return False
    wrong = [at for at in range(len(one)) if one[at] != other[at]]
    if len(wrong) == 1:
        return True
    return (
        len(wrong) == 2
        and wrong[1] == wrong[0] + 1
        and one[wrong[0]] == other[wrong[1]]
        and (one[wrong[1]] == other[wrong[0]])
    )


def _other_formula(view: View, candidate: Candidate, number: Number) -> bool:
    """Worked out on the wrong base, the rest for the share, or points for per cent."""
    if candidate.kind not in ("change", "share"):
        return False
    first, second = (view.numbers[n] for n in candidate.operands)
    slack = candidate.slack
    if candidate.kind == "share":
        return abs(100 - candidate.truth - number.value) <= slack
    wrong = [abs(second.value - first.value) / second.value * 100] if second.value else []
    if first.kind == "p":
        wrong.append(abs(second.value - first.value))
    return any(abs(value - number.value) <= slack for value in wrong)


def _operand(view: View, candidate: Candidate) -> bool:
    """Whether two digits of an operand changed over would make the sum right."""
    if candidate.kind not in ("sum", "difference"):
        return False
    number = view.numbers[candidate.target]
    for place in candidate.operands:
        other = view.numbers[place]
        for sign in (1, -1):
            wanted = other.value + sign * (number.value - candidate.truth)
            if wanted > 0 and abs(wanted - other.value) > 0 and _swapped(other, wanted):
                return True
    return False


def _swapped(number: Number, wanted: float) -> bool:
    place = float(number.quantity.ulp)
    one, other = str(round(number.value / place)), str(round(wanted / place))
    if len(one) != len(other) or len(one) < 2:
        return False
    wrong = [at for at in range(len(one)) if one[at] != other[at]]
    return (
        len(wrong) == 2
        and wrong[1] == wrong[0] + 1
        and one[wrong[0]] == other[wrong[1]]
        and (one[wrong[1]] == other[wrong[0]])
    )
