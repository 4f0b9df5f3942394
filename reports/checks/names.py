"""Digits that are names by their form: times, telephone numbers, postcodes, roads, ages, sections of a law.

What only looks like a name and counts something must stay a number: "issue 12 notices" is no issue 12, and
"it rose to 101" no telephone number. So a word that may be a verb, or a number that may be a count, is a name
only where the words after it leave no other reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reckoner.reports.checks.page import FIGURE

# What may not touch a name, since it would make another number of it: "£999", "2025%", "x2025".
BEFORE = rf"(?<![\w£$€%.,+−{FIGURE}])(?<!\W-)(?<!^-)"
AFTER = rf"(?![\w%{FIGURE}]| %|[.,]\d)"
ADDRESS = r"(?:https?://|www\.)\S+"
_SMALL = (
    "a about after also and any as at be because before by can do for from had has have if in into is it may "
    "must near next of on online or please shall should so that the to under until was we were when where "
    "which while who will with you"
)
# The end of the text, a mark, or a word that counts nothing: then the number before it was a name.
_ENDS = rf"(?=\s*(?:[.,;:!?)’”\"]|$)|\s(?:{'|'.join(_SMALL.split())})\b)"
_CODE = r"\d{1,4}[A-Z]{0,2}(?:\(\w{1,4}\))*"
_SHORT = r"(?:999|101|111|112|105|119)"
_HOUR = r"(?:[01]?\d|2[0-3])"
_CLOCK = rf"{_HOUR}[:.][0-5]\d"
_TO = r"(?: to | and | until |\s?[-–]\s?)"
_AGE = r"(?:1[01]\d|\d{1,2})"
_SPAN = rf"{_AGE}(?:(?: to | and | or |[-–]){_AGE})?"
_STREET = (
    "Road|Street|Lane|Avenue|Close|Drive|Way|Court|Place|Square|Terrace|Hill|Gardens|Crescent|House|Park|Row|"
    "Green|Grove|Mews|Walk|Parade|Broadway|St|Rd|Ave"
)
_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}"
# Heads that nothing but a name follows, and their plurals, after which several may stand.
_SURE = (
    "[Ss]ection [Jj]unction [Pp]aragraph [Pp]age [Cc]hapter [Aa]rticle [Rr]egulation [Cc]lause Schedule Year "
    "Room Unit Flat Suite Platform Gate Bay Terminal Phase Tier Level Band Category Stage Grade Part Option "
    "Objective Route Zone Ward Recommendation Lot Strand Pillar"
)
_ALONE = (
    "[Aa]nnex [Aa]ppendix PO[ ]Box Key[ ]Stage KS Priority Channel Radio Formula Windows Agenda[ ]item "
    "[Nn]os?\\. No Junctions?[ ]of"
)
_GUARDED = (
    "form Form issue Issue rule Rule table Table figure Figure item Item question Question step Step stage "
    "phase level tier band category grade part option objective priority route zone room unit gate platform "
    "schedule note Note volume Volume version Version leaflet Leaflet lot strand pillar box Box"
)
_TIMED = re.compile(
    r"\b(?:average|mean|median|minutes?|seconds?|waits?|waited|took|takes?|answer\w*|respon\w+|rose|fell)\b"
)


def _heads(words: str) -> str:
    return "|".join(word.replace("[ ]", " ") for word in re.findall(r"(?:\[ \]|\S)+", words))


def _forms() -> Iterable[str]:
    # Addresses first: they may hold anything.
    yield rf"{ADDRESS}|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?:[\w-]+\.)+[a-z]{{2,}}/\S*|[#@][A-Za-z]\w*"
    # Telephone numbers, long and short.
    yield r"(?:\+44 ?(?:\(0\) ?)?|\(?0)\d(?:[ ()-]{0,2}\d){6,10}"
    yield r"(?:999(?:/| and | or |, )101|101(?:/| and | or |, )999)"
    by = "[Cc]all|[Dd]ial|[Rr]ing|[Pp]hone|[Tt]elephone|[Cc]alls? to|on|via"
    yield rf"(?:{by}) {_SHORT}(?: or {_SHORT})?{_ENDS}"
    yield rf"{_SHORT} (?:service|number|line|emergency|non-emergency)\b|999 calls?\b|emergency 999"
    yield r"116 123|[Tt]ext (?:us (?:on|at) )?\d{5,6}"
    # Times of day.
    yield (
        rf"(?:{_HOUR}(?:[:.][0-5]\d)? ?(?:[ap]\.?m\.?)?{_TO})?"
        rf"{_HOUR}(?:[:.][0-5]\d)? ?(?:[ap]m|[ap]\.m\.?|noon|midnight|o[’']clock)(?:{_TO}noon|{_TO}midnight)?"
    )
    # Places: postcodes, houses in a street, roads and other codes with capitals.
    yield _POSTCODE
    yield (
        rf"\d{{1,4}}[A-Za-z]?(?:[-–/]\d{{1,4}})? (?:[A-Z][\w’'.-]* ){{1,3}}(?:{_STREET})\b"
        rf"(?:{_ENDS}|(?=(?:,? [A-Z][\w’'-]+){{0,4}},? {_POSTCODE}))"
    )
    yield r"(?!GBP|USD|EUR|CHF)[A-Z]{1,4}\d{1,5}(?:\(M\)|[A-Z])?|[A-Z]{2,6}-\d{1,3}|(?i:covid)[- ]?\d{2}"
    yield r"[2-6]G|[23]D|4x4"
    # Parts of laws and documents, forms, rooms, school years, ranks.
    yield rf"(?:{_heads(_SURE)}) {_CODE}(?:[-–/]{_CODE})?s?"
    several = rf"{_CODE}(?:(?:, | and | & | or | to |[-–]){_CODE})*"
    yield rf"(?:{_heads(_SURE)}|[Pp]rioritie|[Aa]ppendice)s {several}"
    yield rf"(?:{_heads(_ALONE)}) {_CODE}"
    yield rf"(?:{_heads(_GUARDED)}) {_CODE}(?:[-–/]{_CODE})?{_ENDS}"
    yield rf"(?<![’'])(?:ss?\.|pp?\.|para\.?) ?{_CODE}(?:[-–]{_CODE})?|(?<![’'])s\d{{1,3}}[A-Z]?"
    yield r"(?:PC|PCSO|PS|DC|DS|TDC|Sgt|Sergeant|Constable) \d{2,5}"
    yield (
        r"(?:[Rr]ef(?:erence)?|[Rr]egistered charity|[Cc]harity|(?:[Cc]ase|[Ii]ncident|[Cc]rime|[Cc]ompany|"
        r"[Cc]harity|[Rr]egistration|[Ll]og|[Aa]ccount|[Rr]eference|VAT|[Ff]orm) "
        r"(?:number|no\.?|ref\.?|reference))"
        r":? [A-Z]{0,3}[\dA-Z]*\d[\dA-Z/-]*"
    )
    # Ages.
    about = "(?: (?:between|from|over|under|of|up to|at least))*"
    yield rf"(?<!average )(?<!mean )(?:[Aa]ged?|[Aa]ges){about} {_SPAN}\+?"
    yield rf"(?:[Uu]nder|[Oo]ver)[- ]{_AGE}s|(?:[Uu]nder|[Oo]ver)-{_AGE}"
    yield rf"{_SPAN}[- ]years?[- ]olds?|(?:[Uu]nder|[Oo]ver) the age of {_AGE}"
    yield (
        r"(?:[Pp]eople|[Tt]hose|[Cc]hildren|[Aa]nyone|[Ee]veryone|[Ww]omen|[Mm]en|[Gg]irls|[Bb]oys|[Aa]dults|"
        rf"[Rr]esidents|[Dd]rivers)(?: who are)? (?:under|over) {_AGE}{_ENDS}"
    )
    # Fixed expressions.
    yield r"24/7(?:/365)?|24-hour|24 hours a day|7 days a week|365 days a year|1-2-1|1-to-1|1:1"
    yield (
        r"\d{1,3}(?:st|nd|rd|th)(?=[- ](?:anniversary|birthday|century|floor|annual|edition|battalion|avenue|"
        r"street|jubilee|meeting)\b)"
    )
    yield r"[Tt]op (?:5|10|20|25|50|100)(?! per ?cent\b)"
    yield r"\d{2} ?mph(?= (?:zone|limit|speed|area|road|street|scheme|sign)s?\b)"
    yield r"(?:limit|zone)s? (?:of|at) \d{2} ?mph|20[’']s [Pp]lenty"
    yield r"(?:[Aa]|[Tt]he) 20 ?mph(?! (?:fall|drop|rise|cut|increase|decrease|difference))"
    yield r"\d{1,2}[-–]\d{1,2}(?= (?:win|victory|defeat|draw|loss)\b)"
    yield r"(?:won|lost|drew|beat(?: [A-Z]\w+){1,3}) \d{1,2}[-–]\d{1,2}"


_DIGIT = re.compile(r"\d")
_NAMES = re.compile("|".join(f"{BEFORE}(?:{form}){AFTER}" for form in _forms()))
_AT = "[Aa]t|[Uu]ntil|[Tt]ill|[Bb]y|[Ff]rom|[Bb]etween|[Bb]efore|[Aa]fter"
_TIMES = re.compile(rf"{BEFORE}(?:{_AT}) {_CLOCK}(?:{_TO}{_CLOCK})?{AFTER}")


def without_names(text: str) -> str:
    """The text with blanks in place of digits that are a name by their form; its length stays as it was.

    "At 10:30" is a time of day unless the text speaks of how long something took.
    """
    if not _DIGIT.search(text):
        return text
    text = _NAMES.sub(blank, text)
    return text if _TIMED.search(text) else _TIMES.sub(blank, text)


def blank(match: re.Match[str]) -> str:
    """Blanks of the same length."""
    return " " * len(match[0])
