"""A budget's outcome told twice: an overspend, underspend, deficit or surplus of one year with two values.

Only outcomes of the whole are compared: those with no other budget named behind them ("on the police budget
delegated to ...", "on ICT"), told as the outcome and not as a forecast. At the precision stated, the two
must meet.

Against: "an overspend of £2.9m on the net budget in 2023/24" and "a 2023/24 overspend of about £4m".
For: an overspend of one department beside another's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.judge import band_of, overlaps
from reckoner.reports.audit.language.mention import Mention
from reckoner.reports.audit.language.vocabulary import words
from reckoner.reports.audit.relations.claim import Claims, passage

_OUTCOMES = words("overspend underspend deficit surplus shortfall")
_WHOLE = words(
    "net gross revenue total overall whole budget budgets the its our draft final year end "
    "outturn annual general "
    "fund this position a an agreed approved full"
)
# Of what it is the outcome: of one kind of fund, or before some costs.
_FUNDS = words("unrestricted restricted endowment endowments designated operating pension group")
_NOT_OUTCOMES = words(
    "forecast projected expected predicted anticipated estimated quarter planned potential risk "
    "capital reduce"
)


def find(mentions: Sequence[Mention], claims: Claims) -> Iterator[Finding]:
    """Findings of this rule over the mentions of one document."""
    groups: dict[tuple[str, float, frozenset[str]], list[Mention]] = {}
    for mention in mentions:
        outcome = _outcome(mention)
        if outcome and mention.when is not None and mention.when.is_whole_year:
            funds = _FUNDS & mention.sentence.word_set
            groups.setdefault((outcome, mention.when.order, funds), []).append(mention)
    for (name, _, _), found in groups.items():
        first = found[0]
        for other in found[1:]:
            if other.sentence is first.sentence:
                continue  # two outcomes in one sentence are of two things
            claims.count("two-values", other.sentence.text)
            if not overlaps(band_of(first.quantity), band_of(other.quantity)):
                because = (
                    f"the document also gives an {name} of {first.quantity.text} for that year "
                    f"(line {first.sentence.block.place(first.sentence.start)[0]})."
                )
                stated = other.quantity.text
                yield passage(
                    other.sentence, "error", "two-values", stated, first.quantity.text, because, other.at
                )


def _outcome(mention: Mention) -> str:
    """The outcome that a sum of money is, where it is one of the whole budget."""
    items, at = mention.sentence.items, mention.at
    if mention.quantity.kind != "money" or set(mention.sentence.lowers) & _NOT_OUTCOMES:
        return ""
    after = [item.lower for item in items[at + 1 : at + 4]]
    before = [item.lower for item in items[max(0, at - 6) : at]]
    name = next((word for word in after if word in _OUTCOMES), "")
    if not name and before and before[-1] in ("of", "was", "is", "totalled", "by", "at"):
        name = next((word for word in reversed(before) if word in _OUTCOMES), "")
    return name if name and _is_whole(mention, at) else ""


def _is_whole(mention: Mention, at: int) -> bool:
    """Nothing narrower than the budget stands behind "on", "in" or "against"."""
    items = mention.sentence.items
    for index in range(at + 1, min(at + 10, len(items))):
        item = items[index]
        if item.lower in ("on", "against", "for", "in", "by", "within") and item.kind == "word":
            following = items[index + 1 : index + 6]
            noun = []
            for word in following:
                if word.kind != "word" or word.lower in (
                    "of",
                    "and",
                    "at",
                    "which",
                    "due",
                    "is",
                    "was",
                    "in",
                    "for",
                ):
                    break
                noun.append(word.lower)
            return set(noun) <= _WHOLE or (bool(following) and following[0].kind == "when")
        if item.lower in (".", ";", ","):
            return True
    return True
