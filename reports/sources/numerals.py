"""Numbers as people write them: commas between thousands, a point before decimals, nothing else."""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", re.ASCII)
_LONGEST = 40
_MINUS = re.compile("\N{MINUS SIGN}|\N{EN DASH}(?=[£\\d])")


def parse_number(text: str) -> Decimal | None:
    """The number that the text writes, or None."""
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        return None
    return Decimal(text.replace(",", ""))


def number_hint(text: str) -> str | None:
    """What to do about a text that is nearly a number."""
    if re.fullmatch(r"[-+]?\d+,\d+", text):
        return "Write decimals with a point; commas stand only between thousands."
    if re.fullmatch(r"£?[\d.,]+ ?[mkbn]+", text, re.IGNORECASE):
        return "Write the number in full."
    return next((hint for pattern, hint in _HINTS if re.fullmatch(pattern, text)), None)


_MAP = "or take the file in with `reckoner take MODULE FILE --map`."
_HINTS = (
    (r"\(£?[\d.,]+\)", f"Write it with a minus instead of brackets, {_MAP}"),
    (r"[-+]?£?\d{1,3}( \d{3})+(\.\d+)?", f"Part thousands with commas, not blanks, {_MAP}"),
    (r".*\d\s?([\[(][a-z]{1,4}[\])]|[*†‡§#]+|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)", f"Something stands beside the number, {_MAP}"),
    (
        r"\[[a-z]{1,4}\]",
        'Declare what may stand there instead of a number: `may_be_missing: ["[c]", "[z]"]`.',
    ),
    (
        r"[-–—:]|\.{1,3}|…|n/?a|\*",
        "Say what it means: in `may_be_missing: [...]` if nothing is known, "
        "or in `zeros: [...]` if it stands for 0.",
    ),
    (r"[^\x00-\x7f]*[^\W\x00-\x7f]+[^\x00-\x7f]*", "Write it with the digits 0 to 9."),
)


def tidy(text: str) -> str:
    """Without the blanks around it; no-break spaces count as blanks, a true minus sign as a hyphen.

    So does a dash before a digit, which people type for a minus.
    """
    text = " ".join(text.split())
    return f"-{text[1:]}" if _MINUS.match(text) else text
