"""Tokens into the value of a number: £1.3m, 8,665, 43.5 per cent, twenty-five, two thirds, 01:30."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from reckoner.reports.audit.language.quantity import HUNDRED, Kind, Quantity
from reckoner.reports.audit.language.token import Token
from reckoner.reports.audit.language.vocabulary import ONES, PARTS, SCALES, TENS

CURRENCIES = ("£", "$", "€")
_POINT_WORDS = ("point", "points")


@dataclass(frozen=True, slots=True)
class Raw:
    """A number before its hedge: where it starts and ends among the tokens."""

    value: Decimal
    ulp: Decimal
    kind: Kind
    start: int
    end: int
    in_words: bool = False
    unit: str = ""
    scale: Decimal = Decimal(1)

    def quantity(self, text: str) -> Quantity:
        """The same as a quantity without hedge."""
        return Quantity(
            self.value, self.kind, self.ulp, text, in_words=self.in_words, unit=self.unit, scale=self.scale
        )


def read_number(tokens: list[Token], at: int) -> Raw | None:
    """The number that starts at a token, with its unit, or None."""
    token = tokens[at]
    if token.text in CURRENCIES:
        if at + 1 < len(tokens) and tokens[at + 1].is_plain_number:
            return _scaled(tokens, at, at + 1, "money")
        return None
    if token.is_plain_number:
        return _clock(tokens, at) or _scaled(tokens, at, at, "count")
    if token.kind == "word":
        return (
            _word_number(tokens, at)
            if _is_half_a_scale(tokens, at)
            else (_part_words(tokens, at) or _word_number(tokens, at))
        )
    return None


def _is_half_a_scale(tokens: list[Token], at: int) -> bool:
    return [t.lower for t in tokens[at : at + 3]][:2] == ["half", "a"] and _lower(tokens, at + 2) in (
        "million",
        "billion",
    )


def _lower(tokens: list[Token], at: int) -> str:
    return tokens[at].lower if at < len(tokens) else ""


def _scaled(tokens: list[Token], start: int, at: int, kind: Kind) -> Raw:
    digits = tokens[at].text.replace(",", "")
    value, end, by = Decimal(digits), at + 1, Decimal(1)
    ulp = Decimal(1).scaleb(-len(digits.partition(".")[2]))
    scale = _lower(tokens, end)
    glued = end < len(tokens) and tokens[end].glued
    if scale in SCALES and scale != "dozen" and (len(scale) > 2 or glued or (kind == "money")):
        by, end = SCALES[scale], end + 1
        if scale == "hundred" and _lower(tokens, end) == "thousand":
            by, end = by * 1000, end + 1
    value, ulp = value * by, ulp * by
    if kind == "money":
        if _lower(tokens, end) == "p" and end < len(tokens) and tokens[end].glued:
            end += 1
        return Raw(value, ulp, kind, start, end, False, tokens[start].text, by)
    return _with_unit(tokens, Raw(value, ulp, kind, start, end, False, "", by))


def _with_unit(tokens: list[Token], raw: Raw) -> Raw:
    """The number with "per cent", "percentage points" or "times" where they follow."""
    end, kind = raw.end, raw.kind
    word = _lower(tokens, end)
    if word in ("%", "percent", "pc") or (word == "per" and _lower(tokens, end + 1) in ("cent", "centage")):
        end += 2 if word == "per" else 1
        kind = "percent"
        if _lower(tokens, end) in _POINT_WORDS:
            end, kind = end + 1, "points"
        elif _lower(tokens, end) == "-" and _lower(tokens, end + 1) in _POINT_WORDS:
            end, kind = end + 2, "points"
    elif word == "percentage" or (word == "-" and _lower(tokens, end + 1) == "percentage"):
        after = end + (2 if word == "-" else 1)
        after += _lower(tokens, after) == "-"
        if _lower(tokens, after) in _POINT_WORDS:
            end, kind = after + 1, "points"
    elif word in ("pp", "ppt", "ppts", "pps", "%pt", "%pts"):
        end, kind = end + 1, "points"
    elif (word == "times" and _multiplies(tokens, raw, end)) or (word == "x" and tokens[end].glued):
        end, kind = end + 1, "times"
    elif word == "p" and tokens[end].glued and not raw.in_words and raw.scale == 1:
        return Raw(raw.value, raw.ulp, "money", raw.start, end + 1, False, "p", raw.scale)
    elif word == "fold" or (word == "-" and _lower(tokens, end + 1) == "fold"):
        end, kind = end + (2 if word == "-" else 1), "times"
    return Raw(raw.value, raw.ulp, kind, raw.start, end, raw.in_words, raw.unit, raw.scale)


_OF_TIMES = frozenset(
    [
        "as",
        "more",
        "the",
        "higher",
        "lower",
        "greater",
        "larger",
        "less",
        "fewer",
        "that",
        "over",
        "its",
        "what",
        "bigger",
        "their",
        "his",
        "her",
        "likelier",
        "faster",
        "increase",
        "rise",
        "a",
    ]
)


def _multiplies(tokens: list[Token], raw: Raw, end: int) -> bool:
    """ "Three times as many", not "called 594 times"."""
    before = _lower(tokens, raw.start - 1) if raw.start else ""
    return _lower(tokens, end + 1) in _OF_TIMES or before in (
        "by",
        "increased",
        "rose",
        "grew",
        "risen",
        "to",
    )


def _clock(tokens: list[Token], at: int) -> Raw | None:
    """Minutes and seconds, 01:30, as seconds; a time of day is told apart by its neighbours."""
    if at + 2 >= len(tokens) or tokens[at + 1].text != ":" or not tokens[at + 1].glued:
        return None
    if not (tokens[at].is_digits and tokens[at + 2].is_digits and tokens[at + 2].glued):
        return None
    if len(tokens[at + 2].text) != 2 or len(tokens[at].text) > 3 or int(tokens[at + 2].text) > 59:
        return None
    seconds, end = int(tokens[at].text) * 60 + int(tokens[at + 2].text), at + 3
    if end + 1 < len(tokens) and tokens[end].text == ":" and tokens[end].glued and tokens[end + 1].is_digits:
        seconds, end = seconds * 60 + int(tokens[end + 1].text[:2]), end + 2
    return Raw(Decimal(seconds), Decimal(1), "clock", at, end)


def _word_number(tokens: list[Token], at: int) -> Raw | None:
    value, end = _small(tokens, at)
    if (
        tokens[at].lower == "half"
        and _lower(tokens, at + 1) == "a"
        and _lower(tokens, at + 2) in ("million", "billion")
    ):
        scale = SCALES[_lower(tokens, at + 2)]
        return Raw(scale / 2, scale / 5, "count", at, at + 3, True, "", scale)
    if value is None:
        if tokens[at].lower == "a" and _lower(tokens, at + 1) in ("hundred", "dozen", "thousand", "million"):
            value, end = Decimal(1), at + 1
        else:
            return None
    ulp = Decimal(1)
    while _lower(tokens, end) in ("hundred", "thousand", "million", "billion", "dozen"):
        ulp = SCALES[_lower(tokens, end)]
        value, end = value * ulp, end + 1
        if _lower(tokens, end) == "and":
            rest, after = _small(tokens, end + 1)
            if rest is not None and rest < ulp:
                value, end, ulp = value + rest, after, Decimal(1)
    return _with_unit(tokens, Raw(value, ulp if ulp <= 12 else Decimal(1), "count", at, end, True))


def _small(tokens: list[Token], at: int) -> tuple[Decimal | None, int]:
    """A number under a hundred in words, and the index after it."""
    word = _lower(tokens, at)
    if word in ONES:
        return ONES[word], at + 1
    if word not in TENS:
        return None, at
    value, end = TENS[word], at + 1
    after = end + 1 if _lower(tokens, end) == "-" else end
    rest = ONES.get(_lower(tokens, after))
    if rest is not None and 0 < rest < 10:
        return value + rest, after + 1
    return value, end


def _part_words(tokens: list[Token], at: int) -> Raw | None:
    """A fifth, two thirds, three-quarters, half, one in five: as per cent."""
    word = tokens[at].lower
    if word == "half" and _lower(tokens, at + 1) not in ("year", "-", "term", "time", "day", "hour", "a"):
        return _part(Decimal(1), 2, at, at + 1)
    top = Decimal(1) if word in ("a", "one") else ONES.get(word)
    if top is None or top == 0:
        return None
    after = at + 1
    if _lower(tokens, after) in ("in", "out") and word != "a":
        after += 1
        after += _lower(tokens, after) == "of"
        after += _lower(tokens, after) == "every"
        below = _below(tokens, after)
        if below is not None and 1 < below <= 100 and below > top and _bare(tokens, after + 1):
            return _part(top, int(below), at, after + 1)
        return None
    after += _lower(tokens, after) == "-"
    name = _lower(tokens, after)
    if name in PARTS and name not in ("second",) and top < PARTS[name]:
        plural = name.endswith("s")
        if plural != (top > 1) or _lower(tokens, after + 1) in ("party", "year", "time", "sector", "quarter"):
            return None
        return _part(top, PARTS[name], at, after + 1)
    return None


def _below(tokens: list[Token], at: int) -> Decimal | None:
    if at >= len(tokens):
        return None
    if tokens[at].is_digits and len(tokens[at].text) <= 3:
        return Decimal(tokens[at].text)
    return ONES.get(tokens[at].lower) or TENS.get(tokens[at].lower)


def _bare(tokens: list[Token], at: int) -> bool:
    """Whether "one in five" is a share: not "one in five minutes" or "one in 10 days"."""
    return _lower(tokens, at) not in ("minutes", "days", "hours", "weeks", "months", "years", "seconds")


def _part(top: Decimal, bottom: int, start: int, end: int) -> Raw:
    value = HUNDRED * top / bottom
    # A fraction in words is rounded to a neighbour worth naming: thirds and quarters to some 3 points.
    ulp = {2: Decimal(4), 3: Decimal(5), 4: Decimal(5), 5: Decimal(4)}.get(
        bottom, HUNDRED / bottom / (bottom + 1) * 2
    )
    return Raw(value, ulp, "part", start, end, True)
