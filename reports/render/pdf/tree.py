"""The structure tree as PDF objects: elements, the parent tree, the tree of IDs."""

from __future__ import annotations

from typing import Any

import pydyf

from reckoner.reports.render.pdf.kinds import KEPT_EMPTY
from reckoner.reports.render.pdf.node import Area, Node, Piece


def write_tree(pdf: pydyf.PDF, root: Node) -> None:
    """Replace the structure tree of a PDF by this one."""
    _Writer(pdf).write(root)


class _Writer:
    def __init__(self, pdf: pydyf.PDF) -> None:
        self.pdf = pdf
        self.page_references = pdf.page_references
        self.top = pdf.objects[_number(pdf.catalog["StructTreeRoot"])]
        self.document = pdf.objects[_number(self.top["K"][0])]
        self.marks: dict[int, dict[int, bytes]] = {}
        self.groups: dict[Any, dict[int, bytes]] = {}
        self.areas: list[tuple[Any, bytes]] = []
        self.ids: list[tuple[str, bytes]] = []

    def write(self, root: Node) -> None:
        _prune(root)
        self.document["K"] = pydyf.Array()
        for kid in root.kids:
            assert isinstance(kid, Node)
            self.document["K"].append(self.element(kid, self.document.reference))
        self.parents()
        if self.ids:
            names = pydyf.Array()
            for name, reference in sorted(self.ids):
                names.extend([pydyf.String(name), reference])
            self.top["IDTree"] = pydyf.Dictionary({"Names": names})

    def element(self, node: Node, parent: bytes) -> bytes:
        written = pydyf.Dictionary({"S": f"/{node.kind}", "P": parent})
        self.pdf.add_object(written)
        reference: bytes = written.reference
        home = _home(node)
        if home is not None:
            written["Pg"] = self.page_references[home]
        written.update(node.facts)
        if "ID" in node.facts:
            self.ids.append((node.facts["ID"].string, reference))
        kids = pydyf.Array()
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(self.element(kid, reference))
            elif isinstance(kid, Piece):
                kids.append(self.piece(kid, home, reference))
            else:
                kids.append(self.area(kid, reference))
        if kids:
            written["K"] = kids[0] if len(kids) == 1 else kids
        return reference

    def piece(self, piece: Piece, home: int | None, parent: bytes) -> Any:
        group = piece.marks.group_of(piece.mark)
        if group is not None:
            self.groups.setdefault(group, {})[piece.mark] = parent
            page = self.page_references[piece.page]
            return pydyf.Dictionary({"Type": "/MCR", "Pg": page, "Stm": group.reference, "MCID": piece.mark})
        self.marks.setdefault(piece.page, {})[piece.mark] = parent
        if piece.page == home:
            return piece.mark
        return pydyf.Dictionary({"Type": "/MCR", "Pg": self.page_references[piece.page], "MCID": piece.mark})

    def area(self, area: Area, parent: bytes) -> Any:
        self.areas.append((area.annotation, parent))
        page = self.page_references[area.page]
        return pydyf.Dictionary({"Type": "/OBJR", "Obj": area.annotation.reference, "Pg": page})

    def parents(self) -> None:
        """The parent tree: from marked content and annotations back to elements."""
        numbers = pydyf.Array()
        count = len(self.page_references)
        for page in range(count):
            numbers.extend([page, _by_mark(self.marks.get(page, {}))])
        for group, marks in self.groups.items():
            group.extra["StructParents"] = count
            numbers.extend([count, _by_mark(marks)])
            count += 1
        for annotation, reference in self.areas:
            annotation["StructParent"] = count
            numbers.extend([count, reference])
            count += 1
        self.pdf.objects[_number(self.top["ParentTree"])]["Nums"] = numbers
        self.top["ParentTreeNextKey"] = count


def _prune(node: Node) -> bool:
    """Drop elements with nothing in them; whether this one is to stay."""
    node.kids = [kid for kid in node.kids if not isinstance(kid, Node) or _prune(kid)]
    return bool(node.kids) or node.kind in KEPT_EMPTY


def _home(node: Node) -> int | None:
    """The page of its first own content."""
    return next((kid.page for kid in node.kids if isinstance(kid, Piece | Area)), None)


def _by_mark(marks: dict[int, bytes]) -> pydyf.Array:
    return pydyf.Array(marks.get(mark, "null") for mark in range(max(marks, default=-1) + 1))


def _number(reference: bytes) -> int:
    return int(reference.split()[0])
