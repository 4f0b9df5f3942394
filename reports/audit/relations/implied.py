"""Values that other numbers imply.

"225 arrests (67% of the 2024/25 total)" says that the total lies between 334 and 338: a total given
elsewhere must meet that. "305 more officers by 2023, an 18.1% increase on 2018/19" says 1,685 became 1,990:
a number of officers above that, told as reached already, can't stand beside it.

For: a share of a total that is given nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.change import Change, changes_of
from reckoner.reports.audit.language.judge import Band, band_of, overlaps
from reckoner.reports.audit.language.mention import Mention
from reckoner.reports.audit.language.quantity import HUNDRED, Quantity, shown
from reckoner.reports.audit.language.sentence import Sentence
from reckoner.reports.audit.relations.claim import Claims, passage

_WHOLES = frozenset(["total", "figure", "number", "level", "all"])


def find(mentions: Sequence[Mention], claims: Claims) -> Iterator[tuple[Finding, str]]:
    """Shares that imply another total than is given; each with its document's name. Of one document or
    several.
    """
    heads: dict[str, list[Mention]] = {}
    for mention in mentions:
        for word in set(mention.noun):
            heads.setdefault(word, []).append(mention)
    for mention in mentions:
        yield from _share_of_total(mention, heads, claims)


def _share_of_total(
    mention: Mention, heads: dict[str, list[Mention]], claims: Claims
) -> Iterator[tuple[Finding, str]]:
    items, at = mention.sentence.items, mention.at
    for index in range(at + 1, min(at + 14, len(items) - 3)):
        share = items[index].quantity
        if items[index].lower in (";", ".") or items[index].kind == "range":
            return
        if share is None:
            continue
        tail = items[index + 1 : index + 5]
        when = next((item.when for item in tail if item.when is not None), None)
        if (
            share.kind != "percent"
            or when is None
            or not any(item.lower in _WHOLES for item in tail)
            or not mention.noun
        ):
            return
        band = _implied(mention.quantity, share)
        for other in heads.get(mention.noun[0], [])[:200]:
            same = (
                other.when is not None and other.when.order == when.order and other.noun[0] == mention.noun[0]
            )
            if (
                same
                and other.sentence is not mention.sentence
                and other.quantity.kind == mention.quantity.kind
            ):
                claims.count("implied", mention.sentence.text)
                if not overlaps(band, band_of(other.quantity)):
                    computed = f"{shown(band[0].to_integral_value())} to {shown(band[1].to_integral_value())}"
                    because = (
                        f"{mention.quantity.text} as {share.text} implies a total of "
                        f"{computed}, but {other.quantity.text} is given for it."
                    )
                    found = passage(
                        mention.sentence, "warning", "implied-total", share.text, computed, because, at, index
                    )
                    yield found, mention.document
        return


def _implied(part: Quantity, share: Quantity) -> Band:
    low, high = band_of(part)
    return low * HUNDRED / share.high, high * HUNDRED / max(share.low, Decimal("0.01"))


def told_twice(sentence: Sentence) -> tuple[Change, Change] | None:
    """The one change of a sentence that is given as a number and in per cent of an earlier time."""
    changes = changes_of(sentence)
    amounts = [c for c in changes if c.quantity.kind == "count" and c.direction == "up"]
    shares = [c for c in changes if c.quantity.kind == "percent" and c.direction == "up"]
    if len(amounts) == 1 and len(shares) == 1 and "on" in sentence.lowers[shares[0].at :][:8]:
        return amounts[0], shares[0]
    return None


def find_reached(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], claims: Claims
) -> Iterator[Finding]:
    """Levels that a change leads to, and that the same document says were passed before."""
    for sentence in sentences:
        told = told_twice(sentence)
        if told:
            yield from _reached_already(*told, sentence, mentions, claims)


def _reached_already(
    amount: Change, share: Change, sentence: Sentence, mentions: Sequence[Mention], claims: Claims
) -> Iterator[Finding]:
    noun = [word for word in sentence.noun(amount.at) if word not in ("more", "extra", "additional")]
    if not noun or not share.quantity.value or "will" not in sentence.lowers:
        return
    base = amount.quantity.value * HUNDRED / share.quantity.value
    reached = base + amount.quantity.value
    for other in mentions:
        speaks = noun[0] in (other.noun or tuple(other.words)) and other.sentence is not sentence
        near = reached < other.quantity.value < reached * Decimal("1.3")
        if speaks and near and other.quantity.kind == "count":
            claims.count("implied", sentence.text)
            computed = f"{shown(base.to_integral_value())} to {shown(reached.to_integral_value())}"
            because = (
                f"{amount.quantity.text} as {share.quantity.text} implies a rise from "
                f"{computed}, yet the text has "
                f"{other.quantity.text} already."
            )
            yield passage(
                sentence,
                "warning",
                "implied-level",
                share.quantity.text,
                computed,
                because,
                amount.at,
                share.at,
            )
            return
