"""Words around a number that say how near it is: around, over, just under, up to, or so."""

from __future__ import annotations

from reckoner.reports.audit.language.quantity import Hedge
from reckoner.reports.audit.language.token import Token

# The longest first, so that "just over" is not read as "over" alone.
_BEFORE: tuple[tuple[tuple[str, ...], Hedge], ...] = (
    (("no", "more", "than"), "most"),
    (("not", "more", "than"), "most"),
    (("no", "fewer", "than"), "least"),
    (("no", "less", "than"), "least"),
    (("not", "less", "than"), "least"),
    (("in", "excess", "of"), "over"),
    (("just", "short", "of"), "nearly"),
    (("as", "many", "as"), "most"),
    (("as", "much", "as"), "most"),
    (("in", "the", "region", "of"), "about"),
    (("just", "over"), "about"),
    (("just", "above"), "about"),
    (("slightly", "over"), "about"),
    (("little", "over"), "about"),
    (("more", "than"), "over"),
    (("greater", "than"), "over"),
    (("higher", "than"), "over"),
    (("fewer", "than"), "under"),
    (("less", "than"), "under"),
    (("lower", "than"), "under"),
    (("just", "under"), "nearly"),
    (("just", "below"), "nearly"),
    (("close", "to"), "about"),
    (("at", "least"), "least"),
    (("up", "to"), "most"),
    (("at", "most"), "most"),
    (("an", "estimated"), "about"),
    (("some",), "about"),
    (("around",), "about"),
    (("about",), "about"),
    (("approximately",), "about"),
    (("approx", "."), "about"),
    (("approx",), "about"),
    (("roughly",), "about"),
    (("circa",), "about"),
    (("c", "."), "about"),
    (("estimated",), "about"),
    (("~",), "about"),
    (("≈",), "about"),
    (("nearly",), "nearly"),
    (("almost",), "nearly"),
    (("over",), "over"),
    (("exceeding",), "over"),
    (("above",), "over"),
    ((">",), "over"),
    (("under",), "under"),
    (("below",), "under"),
    (("<",), "under"),
)
_ENDS = {ends for words, _ in _BEFORE if (ends := words[-1])}
_GOES_UP = ("went", "go", "goes", "gone", "going", "is", "was", "rose", "moved", "now")
_AFTER: tuple[tuple[tuple[str, ...], Hedge], ...] = (
    (("or", "so"), "about"),
    (("or", "more"), "least"),
    (("or", "fewer"), "most"),
    (("or", "less"), "most"),
    (("+",), "over"),
)


def hedge_before(tokens: list[Token], at: int) -> tuple[Hedge, int]:
    """The hedge that stands right before a number, and where it starts."""
    end = at
    if end and tokens[end - 1].lower in ("a", "an"):
        end -= 1
    if not end or tokens[end - 1].lower not in _ENDS:
        return "", at
    for words, hedge in _BEFORE:
        start = end - len(words)
        if start >= 0 and all(tokens[start + i].lower == word for i, word in enumerate(words)):
            before = tokens[start - 1].lower if start else ""
            if words == ("up", "to") and (before in _GOES_UP or before.endswith(("ed", "ept"))):
                return "", at
            if words[-1] == "than" and start and _is_number(tokens[start - 1]):
                return "", at
            if words == ("above",) or words == ("below",) or words == ("under",):
                return (
                    (hedge, start)
                    if start
                    and tokens[start - 1].lower in ("was", "is", "of", "to", "just", "well", "fell", "by")
                    else ("", at)
                )
            return hedge, start
    return "", at


def _is_number(token: Token) -> bool:
    """ "14% more than 1,240": the words compare, they do not hedge."""
    return token.kind == "number" or token.lower in (
        "%",
        "cent",
        "percent",
        "points",
        "times",
        "pp",
        "m",
        "million",
    )


def hedge_after(tokens: list[Token], at: int) -> tuple[Hedge, int]:
    """The hedge that stands right after a number, and where it ends."""
    for words, hedge in _AFTER:
        if all(at + i < len(tokens) and tokens[at + i].lower == word for i, word in enumerate(words)):
            if words == ("+",) and not tokens[at].glued:
                continue
            return hedge, at + len(words)
    return "", at
