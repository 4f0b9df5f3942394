"""Telephone numbers with a wrong count of digits.

A number of the United Kingdom has eleven digits with its leading 0; a few areas and some freephone numbers
have ten (Ofcom, the National Telephone Numbering Plan). 0800 1111 (Childline) and 0845 46 4x are shorter
still.

Against: "01707 80610". For: "01707 806100", "0800 555111", "+44 20 7946 0000".
"""

from __future__ import annotations

from collections.abc import Iterator

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.sentence import Sentence
from reckoner.reports.audit.language.vocabulary import words
from reckoner.reports.audit.relations.claim import Claims, passage

_CALLED = words(
    "call calls calling phone phones telephone tel ring dial fax mobile text freephone helpline hotline line "
    "contact contacting desk office switchboard anonymously free number on"
)
_TEN = ("0800", "0500", "01")
_SHORT = ("08001111", "0845464")


def find(sentence: Sentence, claims: Claims) -> Iterator[Finding]:
    """Findings of this rule in a sentence."""
    for at, item in enumerate(sentence.items):
        if item.kind != "phone" or not _is_called(sentence, at):
            continue
        claims.count("telephone", sentence.text)
        digits = "".join(character for character in item.lower if character.isdigit())
        if digits.startswith("44"):
            digits = "0" + digits[2:].removeprefix("0")
        text = sentence.text[item.start : item.end]
        if not _is_right(digits):
            because = f"it has {len(digits)} digits; a telephone number here has eleven."
            yield passage(sentence, "warning", "telephone", text, f"{len(digits)} digits", because, at)


def _is_called(sentence: Sentence, at: int) -> bool:
    """It is a number to call, and one of this country: "ring 01992 555600", "+44 ..."."""
    item = sentence.items[at]
    if item.lower.startswith("+44"):
        return True
    return bool(_CALLED & set(sentence.lowers[max(0, at - 9) : at]))


def _is_right(digits: str) -> bool:
    if digits.startswith(_SHORT) or len(digits) == 11:
        return True
    return len(digits) == 10 and digits.startswith(_TEN)
