"""A sentence's tokens into items: quantities with their hedges, ranges, times, names and words."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from reckoner.reports.audit.language.hedge import hedge_after, hedge_before
from reckoner.reports.audit.language.item import Item, ItemKind
from reckoner.reports.audit.language.names import MEASURED, name_end, phone_end
from reckoner.reports.audit.language.number import CURRENCIES, Raw, read_number
from reckoner.reports.audit.language.quantity import Quantity
from reckoner.reports.audit.language.token import Token, tokens_of
from reckoner.reports.audit.language.vocabulary import HALVINGS, MEASURES, MULTIPLES, SPEAKING
from reckoner.reports.audit.language.when import When, between, find_when

_CHUNK = re.compile(r"\S+")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b")
_NOTE_MARK = re.compile(r"\[\^?[0-9a-z]{1,2}\]")
_YEARLY = frozenset(
    [
        "figures",
        "levels",
        "results",
        "prices",
        "values",
        "data",
        "statistics",
        "accounts",
        "estimates",
        "numbers",
        "totals",
        "seasons",
        "budgets",
        "elections",
        "census",
        "returns",
        "rates",
        "terms",
    ]
)
_TIME_WORDS = frozenset(
    [
        "in",
        "since",
        "of",
        "for",
        "during",
        "by",
        "from",
        "to",
        "until",
        "between",
        "and",
        "the",
        "year",
        "at",
        "end",
        ",",
        "(",
        "–",
        "-",
        "before",
        "after",
        "early",
        "late",
        "mid",
    ]
)


def items_of(text: str) -> list[Item]:
    """The items of one sentence, in order."""
    tokens = tokens_of(text)
    masked = _masked(text)
    items: list[Item] = []
    at = 0
    while at < len(tokens):
        while masked and masked[0][1] <= tokens[at].start:
            masked.pop(0)
        if masked and masked[0][0] <= tokens[at].start:
            items.append(Item("name", "", tokens[at].start, tokens[at].end))
            at += 1
            continue
        at = _next(text, tokens, at, items)
    return _shared_scale(_in_points(_spans(text, items)))


def _in_points(items: list[Item]) -> list[Item]:
    """ "11.4%, 1.3 points lower than the 12.7%": beside per cents, points are those of a percentage."""
    if not any(item.quantity is not None and item.quantity.kind == "percent" for item in items):
        return items
    for at, item in enumerate(items[:-1]):
        quantity = item.quantity
        pointed = items[at + 1].lower in ("points", "point") and item.kind == "quantity"
        if quantity is not None and pointed and quantity.kind == "count":
            items[at] = replace(item, quantity=replace(quantity, kind="points"))
    return items


def _spans(text: str, items: list[Item]) -> list[Item]:
    """ "Between April 2021 and March 2022" is one time."""
    at = 0
    while at + 3 < len(items):
        first, last = items[at + 1].when, items[at + 3].when
        joined = items[at].lower == "between" and items[at + 2].lower in ("and", "to")
        if joined and first is not None and last is not None:
            start, end = items[at].start, items[at + 3].end
            span = Item("when", text[start:end].lower(), start, end, when=between(first, last))
            items[at : at + 4] = [span]
        at += 1
    return items


def _shared_scale(items: list[Item]) -> list[Item]:
    """ "From 8.7 to 9.6 million": the scale of the second is the first's too."""
    for at in range(len(items) - 2):
        first, joint, second = items[at], items[at + 1].lower, items[at + 2]
        if first.quantity is None or second.quantity is None or joint not in ("to", "and"):
            continue
        one, other = first.quantity, second.quantity
        if (
            other.kind == "percent"
            and one.kind == "count"
            and not one.in_words
            and one.value <= 100
            and joint == "to"
        ):
            items[at] = Item(
                first.kind, first.lower, first.start, first.end, replace(one, kind="percent"), first.when
            )
            continue
        scale = other.scale
        if one.scale != 1 or scale == 1 or one.in_words or one.kind not in ("count", "money"):
            continue
        if other.kind not in (one.kind, "count"):
            continue
        near = other.value / scale
        if near and Decimal("0.05") <= one.value / near <= 20:
            scaled = replace(one, value=one.value * scale, ulp=one.ulp * scale, scale=scale)
            items[at] = Item(first.kind, first.lower, first.start, first.end, scaled, first.when)
    return items


def _masked(text: str) -> list[tuple[int, int]]:
    """Addresses of mail and web, and postcodes: their digits are no figures."""
    spans = [match.span() for match in _POSTCODE.finditer(text)]
    spans += [match.span() for match in _NOTE_MARK.finditer(text)]
    for match in _CHUNK.finditer(text):
        chunk = match[0]
        if "@" in chunk or "://" in chunk or "www." in chunk or ".gov.uk" in chunk or ".co.uk" in chunk:
            spans.append(match.span())
    return sorted(spans)


def _next(text: str, tokens: list[Token], at: int, items: list[Item]) -> int:
    """Appends the item that starts at a token; returns the index after it."""
    token = tokens[at]
    if token.kind == "word" and token.lower not in SPEAKING:
        items.append(Item("word", token.lower, token.start, token.end))
        return at + 1
    phone = phone_end(tokens, at) if token.text in ("+", "(") or token.text.startswith("0") else None
    if phone and not read_clock_like(tokens, at):
        items.append(_item("phone", text, tokens, at, phone[1]))
        return phone[1]
    when = find_when(tokens, at)
    if when and not _is_count(tokens, at, when[0], when[1]):
        items.append(_item("when", text, tokens, at, when[1], when=when[0]))
        return when[1]
    if token.kind == "number" and not _currency_before(tokens, at):
        end = name_end(tokens, at)
        if end is not None:
            items.append(_item("name", text, tokens, at, end))
            return end
    raw = read_number(tokens, at)
    if raw is not None and not _is_pronoun(tokens, raw):
        return _quantity(text, tokens, raw, items)
    if token.lower in MULTIPLES or token.lower in HALVINGS:
        items.append(Item("multiple", token.lower, token.start, token.end))
        return at + 1
    items.append(Item("word" if token.kind == "word" else "sign", token.lower, token.start, token.end))
    return at + 1


def read_clock_like(tokens: list[Token], at: int) -> bool:
    """Whether the digits belong to a time such as 00:42."""
    return at + 1 < len(tokens) and tokens[at + 1].text == ":"


def _currency_before(tokens: list[Token], at: int) -> bool:
    return at > 0 and tokens[at - 1].text in CURRENCIES


def _is_pronoun(tokens: list[Token], raw: Raw) -> bool:
    """ "One" alone is seldom a number, nor is the four of "the four hour target"."""
    if not raw.in_words or raw.kind != "count":
        return False
    follows = tokens[raw.end].lower if raw.end < len(tokens) else ""
    return raw.value <= 1 or follows in MEASURED


def _is_count(tokens: list[Token], at: int, when: When, end: int) -> bool:
    """ "2024 officers": four digits in the range of years, but nothing near says that it is a year."""
    if when.shape != "year" or not tokens[at].is_digits:
        return False
    before = tokens[at - 1].lower if at else "("
    if before in CURRENCIES:
        return True
    follows = tokens[end] if end < len(tokens) else None
    if follows is None or before in _TIME_WORDS or follows.lower in _YEARLY:
        return False
    if follows.text == "%" or (
        follows.lower == "per" and end + 1 < len(tokens) and tokens[end + 1].lower == "cent"
    ):
        return True
    return (
        follows.kind == "word"
        and follows.lower.endswith("s")
        and follows.text.islower()
        and len(follows.lower) > 4
    )


def _quantity(text: str, tokens: list[Token], raw: Raw, items: list[Item]) -> int:
    ranged = _range(tokens, raw)
    hedge, start = hedge_before(tokens, raw.start)
    end = ranged[1] if ranged else raw.end
    sign_before = tokens[raw.start - 1] if raw.start else None
    kind: ItemKind = "quantity"
    if not hedge:
        hedge, end = hedge_after(tokens, end)
    if hedge and tokens[start].lower == "some" and raw.value > 12 and raw.quantity("").rounded_to == raw.ulp:
        hedge, start = "", raw.start  # "some 47 schools" is 47 and not about 47
    value = raw.quantity(text[tokens[start].start : tokens[end - 1].end])
    sign = _sign(tokens, raw, sign_before)
    upper = None
    if ranged:
        kind, upper = "range", ranged[0].value
        value = Quantity(raw.value, ranged[0].kind, raw.ulp, value.text)
    measured = end < len(tokens) and tokens[end].lower in MEASURES
    value = Quantity(
        value.value, value.kind, value.ulp, value.text, hedge, raw.in_words, sign, upper, measured,
        raw.unit, raw.scale,
    )  # fmt: skip
    begin = tokens[start].start
    while items and items[-1].start >= begin:
        items.pop()
    if sign and items and items[-1].lower == tokens[raw.start - 1].lower:
        items.pop()
    items.append(Item(kind, "", begin, tokens[end - 1].end, value))
    return end


def _sign(tokens: list[Token], raw: Raw, before: Token | None) -> Literal["", "+", "-"]:
    if before is None or not tokens[raw.start].glued or raw.in_words:
        return ""
    if before.text == "+":
        return "+"
    if before.text in ("-", "−", "–") and (
        not before.glued or raw.start < 2 or tokens[raw.start - 2].text in ("(", "+", "/")
    ):
        return "-"
    return ""


def _range(tokens: list[Token], raw: Raw) -> tuple[Raw, int] | None:
    """The upper end of "84-89%" or "between 84 and 89%", in the unit of the whole."""
    end = raw.end
    if end >= len(tokens) or raw.kind == "clock":
        return None
    before = tokens[raw.start - 1].lower if raw.start else ""
    dash = tokens[end].text in ("-", "–", "—") and end + 1 < len(tokens)
    joined = before == "between" and tokens[end].lower in ("and", "to")
    if not (dash or joined):
        return None
    upper = read_number(tokens, end + 1) if end + 1 < len(tokens) else None
    if upper is None or upper.in_words != raw.in_words or upper.kind == "clock":
        return None
    if dash and tokens[end].glued != tokens[end + 1].glued:
        return None
    if raw.kind not in (upper.kind, "count") or not raw.value < upper.value:
        return None
    if joined and raw.kind == "count" and upper.kind == "count" and _is_year_like(tokens, raw):
        return None
    return upper, upper.end


def _is_year_like(tokens: list[Token], raw: Raw) -> bool:
    return tokens[raw.start].is_digits and 1900 <= raw.value < 2100


def _item(
    kind: ItemKind, text: str, tokens: list[Token], at: int, end: int, when: When | None = None
) -> Item:
    start, stop = tokens[at].start, tokens[end - 1].end
    return Item(kind, text[start:stop].lower(), start, stop, when=when)
