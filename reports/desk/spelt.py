"""Numbers in words that no digit gives away: written out, as a share or a multiple, in other scripts.

A proposal carries numbers by placeholders alone, so that nothing that counts goes past the checks unread.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reckoner.reports.audit.language.number import read_number
from reckoner.reports.audit.language.token import Token, tokens_of

_PLACEHOLDER = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_MARKS = re.compile(r"[*_`~\\]")
_ADDRESS = re.compile(r"\]\([^()\s]*\)|<?https?://[^\s>)]+>?")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

_MULTIPLES = re.compile(
    r"(?:re)?doubl(?:e|es|ed|ing)|twice|thrice|trebl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)"
    r"|quadrupl(?:e|es|ed|ing)|quintupl(?:e|es|ed|ing)|sextupl(?:e|es|ed|ing)|halv(?:e|es|ed|ing)|half|halves"
    r"|tenths?|nil|nought|naught|zero|zeroes|zeros|couple|pairs?|trio|quartet|dozens?|scores?|hundreds?"
    r"|thousands?|millions?|billions?|trillions?|hundredfold|thousandfold|[a-z]+fold"
)
_FOLDS = ("manifold", "scaffold", "blindfold", "unfold", "enfold", "refold", "billfold", "fold", "centerfold")
_PERIODS = ("year", "term", "time", "day", "hour", "yearly")  # half-year, half-term: names of a time
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
# What Welsh and other languages in Latin letters count with, but for what is a word of this language too:
# cant, cent, dos, due, elf, opt, pump, sept, tre. Other scripts are found as such.
_ELSEWHERE = (
    "dau dwy tri tair pedwar pedair chwech saith wyth naw deg deuddeg pymtheg ugain hanner mil miliwn "
    "trois quatre cinq huit neuf dix douze vingt trente quarante cinquante soixante quatorze quinze "
    "seize demi mille zwei drei vier fünf sechs sieben acht neun zehn zwölf zwanzig dreissig dreißig "
    "vierzig fünfzig sechzig siebzig achtzig neunzig hundert tausend tres cuatro cinco siete ocho "
    "nueve diez doce veinte treinta cien ciento dwa trzy cztery pięć sześć siedem osiem dziewięć "
    "dziesięć dwanaście dwadzieścia sto tysiąc quattro cinque sette otto nove dieci dodici venti "
    "mille dois três quatro sete oito dez doze vinte doi patru cinci șase șapte nouă zece douăzeci "
    "sută"
)


@dataclass(frozen=True)
class Stood:
    """A text that stood there before: its numbers stay allowed. It is read once for all lines beside it."""

    text: str = ""

    @cached_property
    def pairs(self) -> set[tuple[str, str]]:
        """Each number with the word that follows it."""
        tokens, found = tokens_of(_plain(self.text)), set()
        for at in range(len(tokens)):
            end, said = _number(tokens, at)
            if said:
                found.add((tokens[at].lower, _after(tokens, end)))
        return found

    @cached_property
    def words(self) -> frozenset[str]:
        """Its words."""
        return frozenset(_plain(self.text).split())


def spelt(text: str, before: Stood | None = None) -> Iterator[str]:
    """Each number of a text that isn't written in digits, as it stands; what ``before`` has stays allowed."""
    plain, before = _plain(text), before or Stood()
    yield from _signs(text, before.text)
    tokens = tokens_of(plain)
    at = 0
    while at < len(tokens):
        end, said = _number(tokens, at)
        if said and (tokens[at].lower, _after(tokens, end)) not in before.pairs:
            yield said
        at = max(at + 1, end)
    yield from _other_letters(plain, before.words)


def _plain(text: str) -> str:
    """What is read: entities, marks within words and invisible signs are no way round."""
    text = _ADDRESS.sub("] ", _PLACEHOLDER.sub(" ", text))
    text = _MARKS.sub("", _TAG.sub("", _ENTITY.sub(lambda found: html.unescape(found[0]), text)))
    return _bare(text)


def _bare(text: str) -> str:
    """Letters without accents and without what isn't seen."""
    shown = unicodedata.normalize("NFKD", text)
    return "".join(each for each in shown if unicodedata.category(each) not in ("Cf", "Mn", "Me"))


_FOREIGN = frozenset(_bare(_ELSEWHERE).split())


def _signs(text: str, before: str) -> Iterator[str]:
    """Signs that are numbers by themselves: half, circled twelve, digits of other scripts, Han numerals."""
    unescaped = _ENTITY.sub(lambda found: html.unescape(found[0]), _PLACEHOLDER.sub(" ", text))
    for each in dict.fromkeys(unescaped):
        counts = not each.isascii() and unicodedata.numeric(each, None) is not None
        if counts and unescaped.count(each) > before.count(each):
            yield each
    for found in _ENTITY.findall(text):
        if html.unescape(found).isdecimal():
            yield found


def _number(tokens: list[Token], at: int) -> tuple[int, str]:
    """Where the number that begins at a token ends, and how it is written; nothing where none does."""
    token = tokens[at]
    if token.kind != "word":
        return at + 1, ""
    raw = read_number(tokens, at)
    if raw is not None and _is_of_period(tokens, raw.end - 1):  # one half-year: one of them, not a half
        raw = read_number(tokens[: raw.end - 1], at)
    if raw is not None and not (raw.kind == "count" and raw.value == 1):
        return raw.end, " ".join(each.text for each in tokens[raw.start : raw.end])
    return at + 1, token.text if _is_number(tokens, at) else ""


def _is_number(tokens: list[Token], at: int) -> bool:
    word, lower = tokens[at].text, tokens[at].lower
    if _is_of_period(tokens, at):
        return False
    if _MULTIPLES.fullmatch(lower) and lower not in _FOLDS:
        return True
    return _is_roman(word) or lower in _FOREIGN


def _is_of_period(tokens: list[Token], at: int) -> bool:
    """Whether a half is that of a half-year or a half-term."""
    following = _after(tokens, at + 1 + (_after(tokens, at + 1) == "-"))
    return tokens[at].lower == "half" and following in _PERIODS


def _is_roman(word: str) -> bool:
    """A numeral as people write it. DI, DC and DCI are ranks, and mix and mild are words."""
    if len(word) < 2 or not (word.isupper() or word.islower()) or not _ROMAN.fullmatch(word.upper()):
        return False
    small = set(word.upper()) <= set("IVX")
    return small or (word.isupper() and ("X" in word or len(word) > 3))


def _other_letters(plain: str, had: frozenset[str]) -> Iterator[str]:
    """Words in another script: nobody here reads whether they count something."""
    for word in dict.fromkeys(plain.split()):
        if word not in had and any(each.isalpha() and not _is_latin(each) for each in word):
            yield word


def _is_latin(letter: str) -> bool:
    return letter.isascii() or "LATIN" in unicodedata.name(letter, "") or letter in "ªº"


def _after(tokens: list[Token], at: int) -> str:
    return tokens[at].lower if at < len(tokens) else ""
