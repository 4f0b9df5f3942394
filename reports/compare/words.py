"""Words of two pages side by side, block by block and word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from reckoner.reports.markup import BLOCKS, HEADINGS, Element, MarkupReader

Part = tuple[Literal["same", "old", "new"], str]
_ALIKE = 0.4  # blocks less alike than this are one gone and one new


@dataclass(frozen=True)
class Block:
    """The text of one block, under the nearest heading above it."""

    heading: str
    text: str


@dataclass(frozen=True)
class WordChange:
    """A block that differs: its words as they were and are, in order."""

    heading: str
    parts: tuple[Part, ...]

    @property
    def old(self) -> str:
        """The block as it was."""
        return "".join(text for kind, text in self.parts if kind != "new").strip()

    @property
    def new(self) -> str:
        """The block as it is."""
        return "".join(text for kind, text in self.parts if kind != "old").strip()

    def line(self) -> str:
        """The change in one line: [-what went-] {+what came+}."""
        marks = {"same": "{}", "old": "[-{}-] ", "new": "{{+{}+}} "}
        said = "".join(
            text if kind == "same" else marks[kind].format(text.strip()) for kind, text in self.parts
        )
        return f"{self.heading}: {said.strip()}"


def compare_words(old: str, new: str) -> tuple[WordChange, ...]:
    """Every block of two HTML pages whose words differ, in order."""
    before, after = read_blocks(old), read_blocks(new)
    matcher = SequenceMatcher(None, [b.text for b in before], [b.text for b in after], autojunk=False)
    return tuple(
        change
        for kind, i, j, k, m in matcher.get_opcodes()
        if kind != "equal"
        for change in _stretch(before[i:j], after[k:m])
    )


def _stretch(before: Sequence[Block], after: Sequence[Block]) -> Iterator[WordChange]:
    """A stretch that differs: each new block beside the first old one that is like it."""
    left = list(before)
    for block in after:
        like = next((n for n, old in enumerate(left) if _are_alike(old.text, block.text)), None)
        if like is None:
            yield WordChange(block.heading, (("new", block.text),))
            continue
        for gone in left[:like]:
            yield WordChange(gone.heading, (("old", gone.text),))
        yield WordChange(block.heading, tuple(_parts(left[like].text, block.text)))
        del left[: like + 1]
    for gone in left:
        yield WordChange(gone.heading, (("old", gone.text),))


def _are_alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    return (
        matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
    )


def _parts(old: str, new: str) -> Iterator[Part]:
    one, other = old.split(), new.split()
    for kind, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", _joined(other[k:m])
            continue
        if i < j:
            yield "old", _joined(one[i:j])
        if k < m:
            yield "new", _joined(other[k:m])


def _joined(words: Sequence[str]) -> str:
    """Each word with the space after it, so that parts can follow one another."""
    return "".join(f"{word} " for word in words)


def read_blocks(html: str) -> list[Block]:
    """The blocks of text of a page, in reading order."""
    reader = _Reader()
    reader.read(html)
    reader.end()
    return reader.blocks


class _Reader(MarkupReader):
    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self.heading, self.words, self.in_heading = "", "", False

    def started(self, element: Element) -> None:
        if element.tag in BLOCKS:
            self.end()
            self.in_heading = element.tag in HEADINGS
        if element.tag == "img" and (alt := element.attributes.get("alt")):
            self.end()
            self.words = alt
            self.end()

    def ended(self, tag: str) -> None:
        if tag in BLOCKS:
            self.end()

    def text(self, data: str) -> None:
        if not self.is_silent and "nav" not in self.around:
            self.words += data

    def end(self) -> None:
        """A block is over."""
        text, self.words = " ".join(self.words.split()), ""
        if not text:
            return
        if self.in_heading:
            self.heading, self.in_heading = text, False
        self.blocks.append(Block(self.heading, text))
