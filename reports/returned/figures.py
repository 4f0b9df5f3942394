"""What became of each figure in a passage that was changed, and the words that shall stand there."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reckoner.reports.returned.change import FigureChange
from reckoner.reports.returned.token import Token, Tokens, said, split
from reckoner.reports.word.map import MappedFigure

_VAGUE = re.compile(
    r"\b(about|around|roughly|nearly|almost|approximately|just|over|under|more than|less than|fewer|some|"
    r"several|many|most|few|half|third|quarter|fifth|tenth|dozens?|hundreds|thousands|majority|one in)\b",
    re.IGNORECASE,
)
_THOUSANDS = re.compile(r"(?<=[0-9])[,\s](?=[0-9]{3}(?![0-9]))")
_PER_CENT = re.compile(r"\bper ?cent\b")
_MINUS = str.maketrans({"\N{MINUS SIGN}": "-", "\N{EN DASH}": "-"})
_RETYPED = 9  # tokens that a value may be written with
_SHORT = 12  # tokens that can be what was typed over one figure


@dataclass(frozen=True)
class Passage:
    """The words that shall stand there, with placeholders kept, or ``worded`` with what was typed instead."""

    tokens: Tokens
    worded: Tokens
    figures: tuple[FigureChange, ...]
    numbers: tuple[str, ...]

    def until_answered(self, old: Sequence[Token]) -> Tokens:
        """What shall stand there: words that make a figure vague wait for an answer."""
        kept = {token.placeholder for token in self.tokens if token.placeholder}
        lost = any(figure.asks and figure.placeholder not in kept for figure in self.figures)
        return tuple(old) if lost else self.tokens


Known = Mapping[str, MappedFigure]


def passage(old: Sequence[Token], new: Sequence[Token], known: Known, here: frozenset[str]) -> Passage:
    """Look at a passage. ``known`` are the figures of the sent file by tag, ``here`` those of its own lines.

    ``old`` has a token with its placeholder for each figure; ``new`` has controls as far as they are left.
    """
    lost = [token for token in old if token.placeholder]
    tokens, worded, fates = _controls(new, known, lost, here)
    tokens, lost = _found_again(tokens, lost)
    worded, _ = _found_again(worded, lost)
    tokens, worded, more = _typed_over(tokens, worded, lost, short=len(_solid(old)) <= _SHORT)
    fates += more
    typed = tuple(token.text for token in tokens if token.is_number)
    return Passage(tuple(tokens), tuple(worded), tuple(fates), typed)


def _controls(
    new: Sequence[Token], known: Known, lost: list[Token], here: frozenset[str]
) -> tuple[list[Token], list[Token], list[FigureChange]]:
    """What stands in the controls that are left: the figure as it was, or something typed into it."""
    tokens: list[Token] = []
    worded: list[Token] = []
    fates: list[FigureChange] = []
    for tag, group in groupby(new, key=lambda token: token.figure):
        together = list(group)
        figure = known.get(tag)
        if figure is None or not figure.placeholder:
            tokens += together
            worded += together
            continue
        kept = replace(together[0], text=figure.text, placeholder=figure.placeholder)
        before, together, after = _beside(together, figure.text)
        now = said(together)
        tokens += before
        worded += before
        mine = next((token for token in lost if token.placeholder == figure.placeholder), None)
        if mine:
            lost.remove(mine)
        if _alike(now, figure.text):
            tokens.append(kept)
            worded.append(kept)
            if mine is None and tag not in here:
                fates.append(FigureChange("moved", figure.placeholder, figure.text))
            elif mine is None:
                fates.append(FigureChange("copied", figure.placeholder, figure.text))
        else:
            tokens.append(kept)
            worded += [replace(token, figure="") for token in together]
            fates.append(_fate(figure.placeholder, figure.text, now))
        tokens += after
        worded += after
    return tokens, worded, fates


def _beside(together: list[Token], text: str) -> tuple[list[Token], list[Token], list[Token]]:
    """Words typed at the edge of a control go into it, although the figure was left as it is."""
    keys = [Token(word).key for word in split(text)]
    bare = [replace(token, figure="") for token in together]
    for at in range(len(together) - len(keys) + 1):
        if [token.key for token in together[at : at + len(keys)]] == keys:
            return bare[:at], together[at : at + len(keys)], bare[at + len(keys) :]
    return [], together, []


def _alike(now: str, then: str) -> bool:
    """Whether both say the same, however it was typed: 26000 for 26,000, 14 per cent for 14%."""
    return _plainly(now) == _plainly(then)


def _plainly(text: str) -> str:
    bare = _PER_CENT.sub("%", _THOUSANDS.sub("", text.casefold()))
    return "".join(bare.split()).translate(_MINUS)


def _fate(placeholder: str, old: str, new: str) -> FigureChange:
    vague = not re.search(r"[0-9]", new) and bool(re.search(r"[0-9]", old))
    return FigureChange("made vague" if vague else "overtyped", placeholder, old, new.strip())


def _found_again(tokens: Sequence[Token], lost: list[Token]) -> tuple[list[Token], list[Token]]:
    """Figures without their controls whose printed text still stands there."""
    found, left = list(tokens), []
    for figure in lost:
        wanted = [Token(word).key for word in split(figure.text)]
        exact = ((n, n + len(wanted)) for n in range(len(found)) if _stands(found, n, wanted))
        place = next(exact, None) or _retyped(found, figure.text)
        if place is None:
            left.append(figure)
            continue
        at, end = place
        found[at:end] = [replace(figure, figure="", stamp=found[at].stamp)]
    return found, left


def _retyped(tokens: Sequence[Token], text: str) -> tuple[int, int] | None:
    """Where a figure's value stands as somebody else writes it."""
    for at in (n for n, token in enumerate(tokens) if not token.is_space):
        for end in range(at + 1, min(len(tokens), at + _RETYPED) + 1):
            if not any(token.placeholder for token in tokens[at:end]) and _alike(said(tokens[at:end]), text):
                return at, end
    return None


def _stands(tokens: Sequence[Token], at: int, wanted: Sequence[str]) -> bool:
    here = tokens[at : at + len(wanted)]
    return [t.key for t in here] == list(wanted) and not any(t.placeholder for t in here)


def _solid(tokens: Sequence[Token]) -> list[Token]:
    return [token for token in tokens if not token.is_space]


def _typed_over(
    tokens: list[Token], worded: list[Token], lost: Sequence[Token], *, short: bool
) -> tuple[list[Token], list[Token], list[FigureChange]]:
    """Figures that are gone: another number in their place, vague words, or nothing.

    In a passage that was written anew nothing stands in a figure's place: it is gone, and numbers are new.
    """
    fates = [] if short else [FigureChange("deleted", each.placeholder, each.text) for each in lost]
    for figure in lost if short else ():
        is_number = bool(re.search(r"[0-9]", figure.text))
        at = next((n for n, token in enumerate(tokens) if token.is_number), None) if is_number else None
        if at is not None:
            end = _end(tokens, at, figure.text)
            fates.append(FigureChange("overtyped", figure.placeholder, figure.text, said(tokens[at:end])))
            tokens[at:end] = [replace(figure, figure="")]
        elif is_number and _VAGUE.search(said(tokens)):
            fates.append(FigureChange("made vague", figure.placeholder, figure.text, said(tokens).strip()))
        elif not is_number and _solid(tokens):
            fates.append(FigureChange("overtyped", figure.placeholder, figure.text, said(tokens).strip()))
        else:
            fates.append(FigureChange("deleted", figure.placeholder, figure.text))
    return tokens, worded, fates


def _end(tokens: Sequence[Token], at: int, text: str) -> int:
    """Where a typed value ends: its unit belongs to it where the figure's text had one."""
    end = at + 1
    for word in split(text)[1:]:
        if end < len(tokens) and tokens[end].key == Token(word).key:
            end += 1
    while tokens[end - 1].is_space:
        end -= 1
    percent = text.endswith("%") and _PER_CENT.match(said(tokens[end:]).strip().casefold())
    return end + len(split(f" {percent[0]}")) if percent else end
