"""One amount with two units of time: "£1 a month" in one place, "£1 a week" in another, of the same thing.

The rarer of the two is asked about. The sentences must share two words or more that say what is paid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.mention import Mention
from reckoner.reports.audit.language.vocabulary import words
from reckoner.reports.audit.relations.claim import Claims, passage

_UNITS = words("day week fortnight month quarter year")
_ALIKE = 2


def find(mentions: Sequence[Mention], claims: Claims) -> Iterator[Finding]:
    """Findings of this rule over the mentions of one document."""
    amounts: dict[Decimal, dict[str, list[Mention]]] = {}
    for mention in mentions:
        unit = _unit(mention)
        if unit and mention.quantity.kind == "money":
            amounts.setdefault(mention.quantity.value, {}).setdefault(unit, []).append(mention)
    for units in amounts.values():
        if len(units) < 2:
            continue
        usual = max(units, key=lambda unit: len(units[unit]))
        for unit, found in units.items():
            for mention in found if unit != usual else ():
                claims.count("unit-of-time", mention.sentence.text)
                if any(len(mention.words & other.words) >= _ALIKE for other in units[usual]):
                    because = (
                        f"elsewhere the document says {mention.quantity.text} a {usual}: is it one proposal?"
                    )
                    stated = f"{mention.quantity.text} a {unit}"
                    computed = f"{mention.quantity.text} a {usual}"
                    yield passage(
                        mention.sentence, "warning", "unit-of-time", stated, computed, because, mention.at
                    )


def _unit(mention: Mention) -> str:
    following = mention.sentence.items[mention.at + 1 : mention.at + 3]
    if (
        len(following) == 2
        and following[0].lower in ("a", "per", "each", "every")
        and following[1].lower in _UNITS
    ):
        return following[1].lower
    return ""
