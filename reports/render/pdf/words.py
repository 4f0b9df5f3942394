"""The words of one paragraph, line or cell as they arrive: the spaces between them, and their exact text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import pydyf

from reckoner.reports.render.pdf.node import Node, Piece
from reckoner.reports.render.pdf.source import Meeting, SourceText

# Letters whose glyph says which letter it is. Others may share a glyph, be drawn right to left, or be
# made of several glyphs: then the page says in ActualText what is written.
_PLAIN = re.compile(r"[ -~¡-¬®-ſ–—‘-‟†-•…‰′″€−]*")
# What is drawn from right to left turns these round, and a glyph has one meaning in the whole file.
_TURNED = re.compile(r"[()<>\[\]{}«»‹›]")
_RIGHT_TO_LEFT = ("R", "AL")


class Words:
    """Puts pieces of text into the tree."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        self.turns = any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in set(source.text))
        # By paragraph: its last piece, the element that it is in, and whether a space follows it.
        self.last: dict[Node, tuple[Piece, Node, bool]] = {}

    def add(self, piece: Piece, box: Any, parent: Node, paragraph: Node, glyphs: Mapping[bytes, str]) -> None:
        """Add a piece to its element, and a space to the one before it where the page has one there."""
        added = "::" in box.element_tag  # by the style sheet
        meeting = Meeting(False) if added else self.source.meet(box.element, box.text)
        piece.text = box.text[:-1] if meeting.hyphen else box.text
        if paragraph in self.last and box.element_tag.endswith("::after"):
            meeting = Meeting(False, self.last[paragraph][2])
        elif paragraph in self.last:
            self._join(*self.last[paragraph], piece, glyphs)
        parent.kids.append(piece)
        if meeting.hyphen or not self._is_plain(piece.text):
            spell_out(piece, parent)
        self.last[paragraph] = (piece, parent, meeting.space)

    def space(self, paragraph: Node, glyphs: Mapping[bytes, str]) -> None:
        """Add the space that the page has here and that was not drawn."""
        if paragraph in self.last:
            piece, parent, _ = self.last[paragraph]
            _add_space(piece, parent, glyphs)

    def _is_plain(self, text: str) -> bool:
        return bool(_PLAIN.fullmatch(text)) and not (self.turns and _TURNED.search(text))

    def _join(
        self, before: Piece, parent: Node, space: bool, piece: Piece, glyphs: Mapping[bytes, str]
    ) -> None:
        if space and not piece.text.startswith(" "):
            _add_space(before, parent, glyphs)


def _add_space(piece: Piece, parent: Node, glyphs: Mapping[bytes, str]) -> None:
    if piece.text.endswith((" ", "\u00a0")):
        return
    piece.text += " "
    if piece not in parent.kids or not piece.marks.add_space(piece.mark, glyphs):
        spell_out(piece, parent)


def spell_out(piece: Piece, parent: Node) -> None:
    """Say in ActualText what a piece says."""
    text = pydyf.String(readable(piece.text))
    for place, kid in enumerate(parent.kids):
        if kid is piece:
            parent.kids[place] = Node("Span", kids=[piece], facts={"ActualText": text})
            return
        if isinstance(kid, Node) and kid.kids == [piece]:
            kid.facts["ActualText"] = text
            return


def readable(text: str) -> str:
    """Text without the hints that say where a line may break."""
    return text.replace("\u00ad", "").replace("\u200b", "")
