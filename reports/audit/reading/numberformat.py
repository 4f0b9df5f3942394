"""A number as a sheet shows it: its value worded by the cell's format (ECMA-376 part 1, 18.8.30)."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 37: "#,##0;(#,##0)",
    38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
    14: "d mmm yyyy", 15: "d mmm yyyy", 16: "d mmm", 17: "mmm yyyy", 18: "h:mm", 19: "h:mm:ss",
    20: "h:mm", 21: "h:mm:ss", 22: "d mmm yyyy h:mm", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss",
}  # fmt: skip
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+,*)?")
_DATE = re.compile(r"[dyhs]|m", re.IGNORECASE)
_1904, _1900 = (1904, 1, 1), (1899, 12, 30)  # the day before the first
_MOST_DAYS = 2_958_465


def shown(value: str, code: str, since_1904: bool = False) -> str:
    """The text of a number with this format; the number itself where the format is beyond this reader."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not code or code.lower() == "general" or "@" in code:
        return _plain(number)
    parts = code.split(";")
    at = 1 if number < 0 and len(parts) > 1 and parts[1] else 2 if not number and len(parts) > 2 else 0
    bare = _BRACKETS.sub("", _QUOTED.sub("", _CURRENCY.sub("", parts[at])))
    if _DATE.search(bare) and not re.search("[#0]", re.sub(r"[.][0]+", "", bare)):
        return _moment(number, bare, since_1904)
    return _worded(-number if at == 1 else number, parts[at])


def _plain(number: Decimal) -> str:
    """Ten digits are as many as a cell shows."""
    rounded = number.normalize() if len(number.as_tuple().digits) <= 10 else Decimal(f"{number:.10g}")
    return f"{rounded:f}".rstrip("0").rstrip(".") if "." in f"{rounded:f}" else f"{rounded:f}"


def _worded(number: Decimal, part: str) -> str:
    text = _BRACKETS.sub("", _CURRENCY.sub(lambda found: found[1], part))
    literal = _QUOTED.sub(lambda found: "\0" * len(found[1] or found[2] or ""), text)
    slot = _DIGITS.search(literal)
    if slot is None:
        return " ".join(_QUOTED.sub(lambda found: found[1] or found[2] or "", text).split()) or ""
    pattern = slot[0].rstrip(",")
    number = number.scaleb(2 * literal.count("%") - 3 * (len(slot[0]) - len(pattern)))
    places = len(pattern.partition(".")[2])
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    digits = f"{abs(rounded):{',' if ',' in pattern else ''}.{places}f}"
    if "?" in pattern or pattern.partition(".")[2].endswith("#"):
        digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    start, end = _literals(text)
    return f"{'-' if rounded < 0 else ''}{start}{digits}{end}".strip()


def _literals(text: str) -> tuple[str, str]:
    """What stands before and behind the digits."""
    before: list[str] = []
    after: list[str] = []
    seen, at = False, 0
    while at < len(text):
        if found := _QUOTED.match(text, at):
            (after if seen else before).append(found[1] or found[2] or "")
            at = found.end()
        elif found := (None if seen else _DIGITS.match(text, at)):
            seen, at = True, found.end()
        else:
            if text[at] not in "#0?@,":
                (after if seen else before).append(text[at])
            at += 1
    return "".join(before), "".join(after)


def _moment(number: Decimal, code: str, since_1904: bool) -> str:
    """A date or time; as much of it as the format shows."""
    if not 0 <= number <= _MOST_DAYS:
        return _plain(number)
    start = dt.datetime(*(_1904 if since_1904 else _1900), tzinfo=dt.UTC)
    moment = start + dt.timedelta(seconds=round(float(number) * 86_400))
    lower = code.lower()
    month = f"{moment:%B}" if "mmm" in lower or "d" in lower or "y" in lower else ""
    words = [
        str(moment.day) if re.search("d", lower) else "",
        month if "d" in lower or "mmm" in lower or "y" in lower else "",
        str(moment.year) if "y" in lower else "",
        f"{moment:%H:%M:%S}" if "s" in lower and "h" in lower else f"{moment:%H:%M}" if "h" in lower else "",
        f"{moment:%M:%S}" if "s" in lower and "h" not in lower else "",
    ]  # fmt: skip
    return " ".join(word for word in words if word)
