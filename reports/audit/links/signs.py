"""The closed list of words and signs that a link is told by; any other word is only a word."""

from __future__ import annotations

from reckoner.reports.audit.language.item import Item
from reckoner.reports.audit.language.vocabulary import (
    CHANGE_NOUNS,
    CHANGE_VERBS,
    COMPARED,
    DOWN,
    EITHER_COMPARED,
    EITHER_NOUNS,
    EITHER_VERBS,
    words,
)

_PLAIN = words(
    "of from to in at on by than for with and or which that was were is are be been had has have as but not "
    "against versus compared while over under above below out between per a an the its their our this these "
    "them it those up down i.e. equal equivalent about so when made up being same half"
) | frozenset(["(", ")", ",", ";", ":", ".", "–", "—", "-", "/", "=", "+", "?", "!"])
_CLASSES = {
    "TOTAL": words("total totals totalling totalled totaling altogether together combined overall all sum "
                   "both whole aggregate every"),
    "PART": words("including includes included include comprising comprised comprises consisting consists "
                  "made consist split divided respectively"),
    "REST": words("remaining remainder rest other others another leaving leaves left balance further"),
    "EACH": words("each average averages averaging averaged mean every apiece"),
    "BEFORE": words("previous last earlier before ago prior then preceding previously former formerly past"),
    "NOW": words("now currently current present today latest new"),
    "AIM": words("target budget plan forecast estimate planned budgeted expected goal limit standard "
                 "allocation"),
    "SHARE": words("rate share proportion percentage fraction ratio margin yield return represents "
                   "representing represented accounts accounted accounting accounts constitutes "
                   "equates equating"),
    "NET": words("surplus deficit overspend underspend shortfall overspent underspent profit loss net excess "
                 "difference gap variance lead saving savings short balance"),
    "TIME": words("year years month months week weeks day days quarter quarters hour hours minutes annual "
                  "monthly weekly daily period time"),
    "SOME": words("who whom whose where respondents said were"),
}  # fmt: skip
_BY_WORD = {word: word for word in _PLAIN} | {word: name for name, some in _CLASSES.items() for word in some}


def sign_of(item: Item) -> str:
    """What an item is for a link: a word of the list, a class of words, a number with its kind, a time."""
    if item.kind == "quantity" and item.quantity is not None:
        return f"#{item.quantity.kind}"
    if item.kind in ("when", "range", "multiple"):
        return f"#{item.kind}"
    lower = item.lower
    if lower in COMPARED:
        return "BETTER" if lower in EITHER_COMPARED else "FEWER" if lower in DOWN else "MORE"
    if lower in CHANGE_NOUNS:
        return "MOVE" if lower in EITHER_NOUNS else "RISE"
    if lower in CHANGE_VERBS and lower not in ("up", "down"):
        return "MOVED" if lower in EITHER_VERBS else "ROSE"
    return _BY_WORD.get(lower, "word")
