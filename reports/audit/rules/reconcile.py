"""Money that must reconcile within a sentence: income less costs, budget less spending.

Three sums, one of them named as the outcome ("a surplus of", "an overspend of", "leaving"): the outcome is
the difference of the other two.

Against: "income of £5.2m and costs of £4.9m, a surplus of £0.5m". For: an outcome beside sums of other years.
"""

from __future__ import annotations

from collections.abc import Iterator

from reports.audit.finding import Finding
from reports.audit.language.judge import compute, verdict
from reports.audit.language.quantity import shown
from reports.audit.language.sentence import Sentence
from reports.audit.language.vocabulary import words
from reports.audit.rules.report import Claims, passage

_OUTCOMES = words("surplus deficit overspend underspend shortfall")
_LEFT = words("leaving leaves left")
_FLOWS = words(
    "income expenditure costs cost spent spending spend budget budgets receipts outgoings raised opening "
    "balance reserve reserves used expenses outturn"
)


def find(sentence: Sentence, claims: Claims) -> Iterator[Finding]:
    """Findings of this rule in a sentence."""
    sums = [at for at in sentence.quantities if (q := sentence.items[at].quantity) and q.kind == "money"]
    if len(sums) != 3 or not sentence.word_set & _FLOWS:
        return
    outcome = next((at for at in sums if _is_outcome(sentence, at)), None)
    years = {item.when.order for item in sentence.items if item.when is not None}
    if outcome is None or len(years) > 1:
        return
    first, second = (sentence.items[at].quantity for at in sums if at != outcome)
    stated = sentence.items[outcome].quantity
    if first is None or second is None or stated is None:
        return
    claims.count()
    apart, added = compute(lambda a, b: abs(a - b), first, second), compute(lambda a, b: a + b, first, second)
    if apart is None or added is None or "agrees" in (verdict(stated, apart), verdict(stated, added)):
        return
    computed = shown(apart.value, "money")
    because = f"{first.text} and {second.text} are {computed} apart, not {stated.text}."
    yield passage(sentence, "error", "reconcile", stated.text, computed, because, *sums)


def _is_outcome(sentence: Sentence, at: int) -> bool:
    before = sentence.lowers[max(0, at - 3) : at]
    after = sentence.lowers[at + 1 : at + 2]
    named = before[-1:] == ["of"] and bool(set(before) & _OUTCOMES)
    return named or bool(set(after) & _OUTCOMES) or bool(set(before[-2:]) & _LEFT)
