"""Digits that are names: telephone numbers, addresses, references, roads, ages, service numbers."""

from __future__ import annotations

from reckoner.reports.audit.language.token import Token
from reckoner.reports.audit.language.vocabulary import CALLING, REFERENCES, SERVICES, STREETS

# "A 12 month programme": a number before the unit's singular describes, it does not count
MEASURED = frozenset(
    [
        "hour",
        "day",
        "week",
        "month",
        "year",
        "minute",
        "second",
        "mile",
        "person",
        "man",
        "bed",
        "storey",
        "star",
        "page",
        "seat",
    ]
)
# The highest number that these are called by: a week 53, but no week 214.
_MOST = {"year": 20, "week": 53, "day": 31, "quarter": 4}
_WHICH = frozenset({"last", "this", "previous", "a", "per", "each", "every", "same", "financial", "prior"})
_AGE = ("aged", "age", "ages", "born")
_AGE_LINKS = ("under", "over", "from", "between", "above", "below", "of", "at", "least", "about", "group")
_UNITS_OF_NAME = (
    "mph",
    "am",
    "pm",
    "km",
    "kg",
    "mm",
    "cm",
    "gb",
    "mb",
    "hrs",
    "ml",
    "st",
    "nd",
    "rd",
    "th",
    "s",
    "g",
    "c",
    "a",
    "b",
    "d",
)


def name_end(tokens: list[Token], at: int) -> int | None:
    """Where the name ends that starts with the number at this token, or None where it may count something."""
    token = tokens[at]
    if not token.is_plain_number:
        return at + 1
    before = tokens[at - 1] if at else None
    if before is not None and token.glued:
        if before.kind == "word" or before.text in ("#", "_", "@"):
            return at + 1
        if (
            before.text in ("-", "–", "/", ".", "(")
            and at > 1
            and tokens[at - 2].kind == "word"
            and before.glued
            and before.text != "("
        ):
            return at + 1
    return _reference(tokens, at) or _unit_or_interval(tokens, at) or _with_what_follows(tokens, at)


def _reference(tokens: list[Token], at: int) -> int | None:
    """ "Priorities 72 & 73", "section 59", "s.12": the numbers after such a word and those joined."""
    back = at - 1
    if back >= 0 and tokens[back].text == "." and back and tokens[back - 1].lower in ("no", "s", "p", "para"):
        back -= 1
    if back < 0 or tokens[back].lower not in REFERENCES or tokens[at].text.count(","):
        return None
    most = _MOST.get(tokens[back].lower)
    if most is not None and (
        _is_per_cent(tokens, at + 1) or _names_a_time(tokens, back) or _exceeds(tokens[at], most)
    ):
        return None
    if tokens[back].lower == "act" or len(tokens[at].text) <= 4 or "." in tokens[at].text:
        return _joined(tokens, at + 1)
    return None


def _is_per_cent(tokens: list[Token], at: int) -> bool:
    """Whether "%" or "per cent" stands here."""
    words = [token.lower for token in tokens[at : at + 2]]
    return words[:1] in (["%"], ["percent"]) or words == ["per", "cent"]


def _exceeds(token: Token, most: int) -> bool:
    return token.is_digits and len(token.text) < 9 and int(token.text) > most


def _names_a_time(tokens: list[Token], at: int) -> bool:
    """ "Last year 62 took part": the year is a time, and no name of what is numbered."""
    return at > 0 and tokens[at - 1].lower in _WHICH


def _unit_or_interval(tokens: list[Token], at: int) -> int | None:
    """The thousand of "8.9 per 1,000", the 95% of a confidence interval, the 1 of "Point 1:", an age."""
    before = tokens[at - 1].lower if at else ""
    follows = [token.lower for token in tokens[at + 1 : at + 4]]
    if before == "per" and tokens[at].is_plain_number:
        scaled = follows[:1] in (["million"], ["thousand"], ["hundred"])
        return at + 2 if scaled else at + 1
    sure = [word for word in follows if word not in ("%", "per", "cent", "statistical")]
    if follows[:1] in (["%"], ["per"]) and sure[:1] in (["confidence"], ["ci"], ["confident"], ["cl"]):
        return at + 2 if follows[0] == "%" else at + 3
    if (
        follows[:1] == [":"]
        and at in (1, 2)
        and tokens[at - 1].kind == "word"
        and tokens[0].text[0].isupper()
    ):
        return at + 1 if tokens[at].is_digits and len(tokens[at].text) <= 2 else None
    back = at - 1
    while back >= 0 and tokens[back].lower in _AGE_LINKS:
        back -= 1
    if back < at - 1 and back >= 0 and tokens[back].lower in _AGE and len(tokens[at].text) <= 3:
        return _joined(tokens, at + 1)
    return None


def _joined(tokens: list[Token], at: int) -> int:
    """The index after the last number of a list such as ", 5 & 6"."""
    end = at
    while end < len(tokens) and tokens[end].lower in (",", "&", "and", "to", "-", "–", "or"):
        after = end + 1
        while after < len(tokens) and tokens[after].lower in ("&", "and", ","):
            after += 1
        if after >= len(tokens) or tokens[after].kind != "number":
            break
        if after + 1 < len(tokens) and (tokens[after + 1].text == "%" or tokens[after + 1].lower == "per"):
            break
        end = after + 1
    return end


def _with_what_follows(tokens: list[Token], at: int) -> int | None:
    token, before = tokens[at], tokens[at - 1].lower if at else ""
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    if follows is None:
        return at + 1 if before in _AGE else None
    if follows.glued and follows.lower in _UNITS_OF_NAME:
        return at + 2
    if follows.lower in MEASURED and token.text != "1" and "," not in token.text:
        return at + 1
    if before in _AGE:
        return _joined(tokens, at + 1)
    if token.text in SERVICES and (
        follows.lower in CALLING or before in CALLING or follows.text in (",", ".", ")")
    ):
        return at + 1
    if follows.text == "-" and follows.glued and at + 2 < len(tokens) and tokens[at + 2].kind == "word":
        return _hyphened(tokens, at)
    if follows.text == "/" and follows.glued and at + 2 < len(tokens) and tokens[at + 2].glued:
        return at + 3 if tokens[at + 2].kind == "number" else None
    if follows.text == ":" and follows.glued and at + 2 < len(tokens) and tokens[at + 2].is_digits:
        return _time_of_day(tokens, at)
    return _street(tokens, at)


def _hyphened(tokens: list[Token], at: int) -> int | None:
    """ "30-day", "18-year-old": a describing word; but "3-fold" and "10-percentage" count."""
    if tokens[at + 2].lower in ("fold", "percentage", "point", "points"):
        return None
    end = at + 3
    while end + 1 < len(tokens) and tokens[end].text == "-" and tokens[end].glued and tokens[end + 1].glued:
        end += 2
    return end


def _time_of_day(tokens: list[Token], at: int) -> int | None:
    end = at + 3
    follows = tokens[end].lower if end < len(tokens) else ""
    before = tokens[at - 1].lower if at else ""
    if follows in ("am", "pm", "hrs", "hours") or before in ("at", "until", "till"):
        return end
    round_time = tokens[at + 2].text in ("00", "15", "30", "45")
    return end if round_time and before in ("from", "by", "between") else None


def _street(tokens: list[Token], at: int) -> int | None:
    """ "10 Downing Street": a number, one to three words with capitals, the last a kind of street."""
    for ahead in range(at + 2, min(at + 5, len(tokens))):
        between = tokens[at + 1 : ahead + 1]
        if any(word.kind != "word" or not word.text[0].isupper() for word in between):
            return None
        if tokens[ahead].lower in STREETS:
            return ahead + 1
    return None


def phone_end(tokens: list[Token], at: int) -> tuple[str, int] | None:
    """The digits of a telephone number that starts here, and the index after it."""
    token = tokens[at]
    start = at
    digits = ""
    if token.text == "+" and at + 1 < len(tokens) and tokens[at + 1].text.startswith("44"):
        start, digits = at + 1, ""
    elif token.text == "(" and at + 1 < len(tokens) and tokens[at + 1].text.startswith("0"):
        start = at + 1
    elif not (token.is_digits and token.text.startswith("0") and len(token.text) >= 3):
        return None
    end = start
    while end < len(tokens):
        here = tokens[end]
        if here.is_digits and len(here.text) <= 11:
            digits += here.text
        elif not (here.text in ("-", ")", "(") and end + 1 < len(tokens) and tokens[end + 1].is_digits) or (
            here.text == "(" and end > start + 1
        ):
            break
        end += 1
        if len(digits) > 13:
            break
    return (digits, end) if len(digits) >= 8 else None
