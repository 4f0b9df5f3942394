"""The lines of a note of correction: each figure that was put right, named as a reader met it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from reckoner.reports.compare.ledgers import FigureChange, Stated
from reckoner.reports.compare.passages import Passage
from reckoner.reports.figures.printed import Part, Printed
from reckoner.reports.figures.wording import Wording
from reckoner.reports.periods.period import Period

_STOP = re.compile(r"[,;:.?!()–|]")
_MOST_WORDS = 9
_SIGNED = ("change", "percent_change", "points_change")
_STEPS = (*_SIGNED, "share")


def note_lines(
    changes: Iterable[FigureChange], spoken: Sequence[Passage], wording: Wording
) -> tuple[str, ...]:
    """A line for each change: what it is of, the words that it stands in, and its values before and now.

    What is printed twice with the same words, as in a chart and its table, is said once.
    """
    return tuple(dict.fromkeys(_line(change, spoken, wording) for change in changes))


def _line(change: FigureChange, spoken: Sequence[Passage], wording: Wording) -> str:
    assert change.old is not None
    say, old = wording.language.say, _value(change.old, change.new, wording)
    what = named(change.old, change.new, wording)
    if change.new is None:
        return say("document.no_longer_printed", what=what, old=old)
    words = words_around(change.new, spoken)
    if words:
        what = say("correction.as_printed", what=what, words=words)
    return say("document.was_printed", what=what, old=old, new=_value(change.new, change.old, wording))


def named(old: Stated, new: Stated | None, wording: Wording) -> str:
    """What a figure is of: "crimes solved, October 2025", "the rise in crimes solved, October 2025"."""
    noun, step = old.noun or old.name, old.name.rpartition(".")[2]
    if step in _STEPS:
        noun = wording.language.say(f"correction.{step}.{_direction(old, new, step)}", noun=noun)
    try:
        return f"{noun}, {wording.period(Period.parse(old.period))}" if old.period else noun
    except ValueError:
        return noun


def _direction(old: Stated, new: Stated | None, step: str) -> str:
    if step not in _SIGNED:
        return "same"
    signs = {(value > 0) - (value < 0) for value in (Decimal(each.value) for each in (old, new) if each)}
    moved = signs - {0}
    return "up" if moved == {1} else "down" if moved == {-1} else "same"


def _value(one: Stated, other: Stated | None, wording: Wording) -> str:
    """As it was printed; of a change that turned round, with its direction: "a fall of 9"."""
    text, step = " / ".join(one.printed), one.name.rpartition(".")[2]
    if other is None or step not in _SIGNED or Decimal(one.value) * Decimal(other.value) >= 0:
        return text
    return wording.language.say(f"correction.turned.{_direction(one, None, step)}", number=text)


def words_around(stated: Stated, spoken: Iterable[Passage]) -> str:
    """The figure and the words that follow it in the text; nothing where no sentence has it."""
    for passage in spoken:
        for at, part in enumerate(passage.sentence):
            if isinstance(part, Printed) and _is(part, stated):
                return _clause(part.text, passage.sentence[at + 1 :])
    return ""


def _is(printed: Printed, stated: Stated) -> bool:
    figure = printed.figure
    return figure.name == stated.name and str(figure.period or "") == stated.period


def _clause(figure: str, after: Sequence[Part]) -> str:
    """From the figure to the next mark, or so many words."""
    words = [figure]
    for part in after:
        text = part if isinstance(part, str) else part.text
        before, *rest = _STOP.split(text, maxsplit=1) if isinstance(part, str) else [text]
        words += before.split()
        if rest or len(words) > _MOST_WORDS:
            break
    cut = words[:_MOST_WORDS]
    return " ".join(cut) + ("…" if len(words) > len(cut) else "") if len(words) > 1 else ""
