"""One file of words carried over to the next edition: its front matter edited line by line, so that order,
comments and style stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reckoner.reports.content.edition import EditionFront, SectionFront
from reckoner.reports.content.frontmatter import FENCE, WordsFile
from reckoner.reports.periods.period import Period
from reckoner.reports.rollover.series import Series
from reckoner.reports.rollover.shift import Move, moved_on

_KEY = re.compile(r"([A-Za-z_]\w*):")
_PLACEHOLDER = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_BY_HAND = re.compile(r"\b(?:at|since|period) +([0-9][0-9./Q-]*)")


@dataclass(frozen=True)
class CarryOver:
    """A file as it goes on.

    ``names`` are the entries of its ``not_figures``, ``by_hand`` the periods that its placeholders write out,
    which stay, ``dropped`` the keys that its front matter held and that don't go on.
    """

    name: str
    front: tuple[str, ...]
    body: str
    moves: tuple[Move, ...] = ()
    names: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The whole file."""
        return "\n".join([FENCE, *self.front, FENCE, self.body]).rstrip("\n") + "\n"


def carry(
    name: str,
    words: WordsFile,
    front: EditionFront | SectionFront,
    around: EditionFront,
    was: Period,
    now: Period,
    dropped: Sequence[str] = (),
    series: Series = Series(),  # noqa: B008  # frozen, and empty
) -> CarryOver:
    """A file with its periods moved on and without the keys ``dropped``.

    ``around`` is the front matter of edition.md, whose periods hold in sections too. A period moves where
    the ``series`` of its figures go on.
    """
    moves = {
        move.name: move if series.goes_on(move.name, move.new) else replace(move, new=move.old, once=True)
        for move in moved_on({**around.periods, **front.periods}, was, now).values()
    }
    lines = _lines_of(words)
    kept = list(_without(lines, ("check", *dropped)))
    own, unwritten = [moves[each] for each in front.periods], []
    for move in own:
        if move.old != move.new and not _rewrite(kept, move):
            unwritten.append(replace(move, new=move.old, known=False))
    changed = {move.name: move for move in unwritten}
    return CarryOver(
        name,
        tuple(kept),
        words.markdown,
        tuple(changed.get(move.name, move) for move in own),
        tuple(entry.text for entry in front.not_figures),
        written_out("\n".join([*kept, words.markdown])),
        tuple(match[1] for line in lines if (match := _KEY.match(line)) and match[1] in dropped),
    )


def written_out(text: str) -> tuple[str, ...]:
    """The periods that placeholders give in digits and not by name, each once."""
    found = (period for inside in _PLACEHOLDER.findall(text) for period in _BY_HAND.findall(inside))
    return tuple(dict.fromkeys(found))


def _lines_of(words: WordsFile) -> list[str]:
    """The lines of front matter as they stand in the file."""
    text = words.front.path.read_text(encoding="utf-8-sig")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[1 : words.first_line - 2]


def _without(lines: list[str], keys: Sequence[str]) -> Iterator[str]:
    """The lines but for these keys, what stands beneath them, and the comment right above each."""
    comments: list[str] = []
    dropping = False
    for line in lines:
        if line.startswith("#"):
            comments.append(line)
            continue
        if match := _KEY.match(line):
            dropping = match[1] in keys
        if not dropping:
            yield from comments
            yield line
        comments = []
    yield from comments


def _rewrite(lines: list[str], move: Move) -> bool:
    """Put a period's new form in the place of its old one under ``periods:``."""
    value = re.compile(rf"(?<![\w.-]){re.escape(move.name)}:\s*[\"']?([0-9][0-9./Q-]*)")
    inside = False
    for number, line in enumerate(lines):
        if match := _KEY.match(line):
            inside = match[1] == "periods"
        if inside and (found := value.search(line)) and Period.parse(found[1]) == move.old:
            lines[number] = line[: found.start(1)] + str(move.new) + line[found.end(1) :]
            return True
    return False
