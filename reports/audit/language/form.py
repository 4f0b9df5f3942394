"""Forms of words over a passage: ``from Q:old ~8 to Q:new``, made into one expression over its outline.

==========  ================================================================================
``word``    this word or sign; ``a|b`` either; a ``?`` behind it where it may be missing
``@NAME``   a word of a class
``Q:name``  a quantity, kept under this name; ``N`` a count, a sum of money or a duration; ``S`` a share
            (per cent or a part in words); ``L`` an ``N`` or a per cent; ``P`` percentage points
``T``       a time
``~8``      up to eight words or times: no quantity, no end of a sentence, no semicolon
``^8``      the same, and no comma, bracket, "and" or "but" either
``‖``       the end of a sentence
==========  ================================================================================
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache

from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.vocabulary import CHANGE_NOUNS, CHANGE_VERBS, COMPARED, words

CLASSES = {
    "CHANGED": CHANGE_VERBS,
    "CHANGE": CHANGE_NOUNS,
    "MORE": COMPARED,
    "IS": words("is was are were represents represented represent represents representing equates equated "
                "equal equals makes made making accounts accounted accounting being equivalent constitutes "
                "constituted gives giving comprised comprises or"),
    "AGAINST": words("compared comparison relative contrasted"),
    "THESE": words("these those them which whom this"),
}  # fmt: skip
_KINDS = {"Q": "[cmkpfo]", "N": "[cmk]", "S": "[pf]", "L": "[cmkp]", "P": "o", "X": "x"}
_ENDS = "§;‖"
_PHRASE = frozenset(
    [
        ",",
        "(",
        ")",
        ":",
        "–",
        "—",
        "and",
        "but",
        "or",
        "while",
        "whilst",
        "which",
        "who",
        "include",
        "includes",
        "including",
        "included",
    ]
)
_NOT_PHRASE = "(?!(?:" + "|".join(map(re.escape, sorted(_PHRASE))) + ") )"


class Form:
    """A form ready to be found."""

    def __init__(self, text: str) -> None:
        parts = text.split()
        self.needed = tuple(frozenset(p.split("|")) for p in parts if _is_word(p) and p[-1] != "?")
        self.numbers = sum(part[1:2] == ":" for part in parts)
        self._parts = parts

    @cached_property
    def _expression(self) -> re.Pattern[str]:
        """Made where the words that it needs stand in a passage: most forms' don't."""
        return re.compile(" " + "".join(map(_expression, self._parts)))

    def find(self, passage: Passage) -> Iterator[Mapping[str, int]]:
        """Every place where the form stands: its names with the items they are, "start" and "end" too."""
        if len(passage.quantities) < self.numbers or any(
            passage.word_set.isdisjoint(choices) for choices in self.needed
        ):
            return
        at = 0
        while (match := self._expression.search(passage.outline, at)) is not None:
            start, end = passage.item_at(match.start() + 1), passage.item_at(match.end())
            yield {**_places(match), "start": start, "end": end}
            at = match.start() + 1

    def find_reduced(self, passage: Passage) -> Iterator[Mapping[str, int]]:
        """The same in the outline without numbers that only say another again."""
        if passage.reduced is passage.outline or len(passage.reduced) == len(passage.outline):
            return
        at = 0
        while (match := self._expression.search(passage.reduced, at)) is not None:
            yield _places(match)
            at = match.start() + 1


def _places(match: re.Match[str]) -> dict[str, int]:
    return {name: int(text[1:]) for name, text in match.groupdict().items() if text is not None}


def _is_word(part: str) -> bool:
    return part[0] not in "~^@" and part[1:2] != ":" and part not in ("T", "T?", "‖")


def _expression(part: str) -> str:
    if part[0] in "~^" and len(part) > 1:
        guard = _NOT_PHRASE if part[0] == "^" else ""
        return f"(?:{guard}(?![{_ENDS}])\\S+ ){{0,{int(part[1:])}}}?"
    if part[1:2] == ":":
        return f"§(?P<{part[2:]}>{_KINDS[part[0]]}\\d+) "
    if part in ("T", "T?"):
        return "(?:¤\\d+ )" + part[1:]
    optional = part[1:] and part.endswith("?")
    part = part.removesuffix("?") if optional else part
    choices = CLASSES[part[1:]] if part[0] == "@" else part.split("|")
    return "(?:(?:" + "|".join(map(re.escape, sorted(choices))) + ") )" + ("?" if optional else "")


@lru_cache(maxsize=1024)
def form(text: str) -> Form:
    """The form for a text, made once."""
    return Form(text)
