"""The words of one paragraph, line or cell as they arrive: the spaces between them, and their exact text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pydyf

from reports.render.pdf.node import Node, Piece
from reports.render.pdf.source import Meeting, SourceText

# Letters whose glyph says which letter it is. Others may share a glyph, be drawn right to left, or be
# made of several glyphs: then the page says in ActualText what is written.
_PLAIN = re.compile(r"[ -~¡-¬®-ſ‐‘-‟†-•…‰′″€−]*")


class Words:
    """Puts pieces of text into the tree."""

    def __init__(self, source: SourceText) -> None:
        self.source = source
        # By paragraph: its last piece, the element that it is in, and whether a space follows it.
        self.last: dict[Node, tuple[Piece, Node, bool]] = {}

    def add(self, piece: Piece, box: Any, parent: Node, paragraph: Node, glyphs: Mapping[bytes, str]) -> None:
        """Add a piece to its element, and a space to the one before it where the page has one there."""
        meeting = self.source.meet(box.element, box.text) if "::" not in box.element_tag else Meeting(False)
        piece.text = box.text[:-1] if meeting.hyphen else box.text
        if paragraph in self.last:
            self._join(*self.last[paragraph], piece, glyphs)
        parent.kids.append(piece)
        if meeting.hyphen or not _PLAIN.fullmatch(piece.text):
            spell_out(piece, parent)
        self.last[paragraph] = (piece, parent, meeting.space)

    def space(self, paragraph: Node) -> None:
        """Note a space that was not drawn."""
        if paragraph in self.last:
            piece, parent, _ = self.last[paragraph]
            self.last[paragraph] = (piece, parent, True)

    def _join(self, before: Piece, parent: Node, space: bool, piece: Piece, glyphs: Mapping[bytes, str]) -> None:
        if not space or before.text.endswith((" ", "\u00a0")) or piece.text.startswith(" "):
            return
        before.text += " "
        if before in parent.kids and before.marks.add_space(before.mark, glyphs):
            return
        spell_out(before, parent)


def spell_out(piece: Piece, parent: Node) -> None:
    """Say in ActualText what a piece says."""
    text = pydyf.String(piece.text.replace("\u00ad", "").replace("\u200b", ""))
    for place, kid in enumerate(parent.kids):
        if kid is piece:
            parent.kids[place] = Node("Span", kids=[piece], facts={"ActualText": text}, page=piece.page)
            return
        if isinstance(kid, Node) and kid.kids == [piece]:
            kid.facts["ActualText"] = text
            return
