"""What a PDF has once beside its pages: bookmarks, named places, files inside, layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf

from reckoner.reports.pack.graph import Once, as_array, read_tree, write_tree
from reckoner.reports.pack.source import Taken, places


def top_of(page: Any) -> Any:
    """A place: the top of a page, at whatever size the reader has."""
    return pikepdf.Array([page, pikepdf.Name.XYZ, None, None, None])


def join_bookmarks(pack: pikepdf.Pdf, papers: Sequence[Taken]) -> None:
    """A bookmark for each paper, with its own below it."""
    root = pack.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Outlines))
    heads = []
    for paper in papers:
        head = pack.make_indirect(
            pikepdf.Dictionary(Title=pikepdf.String(paper.title), Dest=top_of(paper.pages[0]))
        )
        inside = list(_chain(paper.root.get("/Outlines")))
        if inside:
            _link(head, inside)
            head.Count = -_open(inside)  # closed: a reader sees the papers first
        heads.append(head)
    _link(root, heads)
    root.Count = len(heads)
    pack.Root.Outlines = root
    pack.Root.PageMode = pikepdf.Name.UseOutlines


def _chain(parent: Any) -> Iterator[Any]:
    once = Once()
    found = parent.get("/First") if isinstance(parent, pikepdf.Dictionary) else None
    while isinstance(found, pikepdf.Dictionary) and once.is_new(found):
        yield found
        found = found.get("/Next")


def _open(items: Sequence[Any]) -> int:
    """How many bookmarks are seen when what holds these is opened."""
    return sum(1 + max(int(item.get("/Count", 0)), 0) for item in items)


def _link(parent: Any, items: Sequence[Any]) -> None:
    for before, item, after in zip([None, *items], items, [*items[1:], None], strict=False):
        item.Parent = parent
        for key, other in (("/Prev", before), ("/Next", after)):
            if other is not None:
                item[key] = other
            elif key in item:
                del item[key]
    parent.First, parent.Last = items[0], items[-1]


def join_places(pack: pikepdf.Pdf, papers: Sequence[Taken]) -> None:
    """The named places of all papers."""
    if found := [place for paper in papers for place in places(paper)]:
        _names(pack).Dests = pack.make_indirect(write_tree(found, "/Names"))


def _names(pack: pikepdf.Pdf) -> Any:
    if "/Names" not in pack.Root:
        pack.Root.Names = pack.make_indirect(pikepdf.Dictionary())
    return pack.Root.Names


def join_files(pack: pikepdf.Pdf, papers: Sequence[Taken]) -> int:
    """The files inside all papers, each named after its paper; how many."""
    files: list[tuple[Any, Any]] = []
    associated: list[Any] = []
    for paper in papers:
        tree = paper.root.get("/Names", pikepdf.Dictionary()).get("/EmbeddedFiles")
        own = as_array(paper.root.get("/AF"))
        listed = {each.objgen for each in own}
        for name, specification in read_tree(tree, "/Names"):
            said = str(specification.get("/UF", specification.get("/F", name)))
            called = pikepdf.String(f"{paper.names}-{said}" if paper.names else said)
            specification.F = specification.UF = called
            if "/AFRelationship" not in specification:
                specification.AFRelationship = pikepdf.Name.Unspecified
            files.append((called, specification))
            if specification.objgen not in listed:
                own.append(specification)
        associated += own
    if files:
        _names(pack).EmbeddedFiles = pack.make_indirect(write_tree(files, "/Names"))
    if associated:
        pack.Root.AF = pikepdf.Array(associated)
    return len(files)


def join_layers(pack: pikepdf.Pdf, papers: Sequence[Taken]) -> None:
    """The layers of all papers, shown or hidden as each paper has them."""
    found = [paper.root.OCProperties for paper in papers if "/OCProperties" in paper.root]
    if not found:
        return
    usual = [each.get("/D", pikepdf.Dictionary()) for each in found]
    shown = pikepdf.Dictionary(Name=pikepdf.String("Layers"))
    for key in ("/Order", "/ON", "/OFF", "/Locked"):
        if layers := [layer for each in usual for layer in as_array(each.get(key))]:
            shown[key] = pikepdf.Array(layers)
    every = [layer for each in found for layer in as_array(each.get("/OCGs"))]
    pack.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array(every), D=shown)
