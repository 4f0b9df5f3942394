"""The tags of all papers as one tree: under the pack's document a part for each, with its own language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pikepdf

from reckoner.reports.pack.graph import Once, as_array, elements, read_tree, write_tree
from reckoner.reports.pack.source import Taken, move_marks

# The types of ISO 32000-1, 14.8.4: what they mean is not for a file to say.
STANDARD = frozenset(
    {
        "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index",
        "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody",
        "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note", "Reference",
        "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT", "WP", "Figure",
        "Formula", "Form",
    }
)  # fmt: skip
_LONGEST_CHAIN = 20


def join_tags(pack: pikepdf.Pdf, papers: Iterable[Taken], language: str, title: str) -> int:
    """Give the pack its tree of tags; how many elements it has."""
    tree: Any = pack.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    document = pack.make_indirect(_element("Document", tree, language, title))
    roles, classes = pikepdf.Dictionary(), pikepdf.Dictionary()
    parents: list[tuple[Any, Any]] = []
    spaces: list[Any] = []
    parts, free = [], 0
    for paper in papers:
        tags, first = paper.tags, free
        _add_roles(roles, paper)
        _add_classes(classes, paper)
        free = move_marks(paper, first)
        parents += [(int(key) + first, found) for key, found in read_tree(tags.ParentTree, "/Nums")]
        spaces += as_array(tags.get("/Namespaces"))
        parts.append(_part(pack, document, paper))
    document.K = pikepdf.Array(parts)
    tree.K = document
    tree.ParentTree = pack.make_indirect(write_tree(parents, "/Nums"))
    tree.ParentTreeNextKey = free
    for key, found in (("/RoleMap", roles), ("/ClassMap", classes)):
        if len(found):
            tree[key] = found
    if spaces:
        tree.Namespaces = pikepdf.Array(spaces)
    tagged = list(elements(tree.K))
    if named := [(each.ID, each) for each in tagged if "/ID" in each]:
        tree.IDTree = pack.make_indirect(write_tree(named, "/Names"))
    pack.Root.StructTreeRoot = tree
    return len(tagged)


def _element(kind: str, parent: Any, language: str, title: str) -> Any:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.StructElem, S=pikepdf.Name(f"/{kind}"), P=parent,
        Lang=pikepdf.String(language), T=pikepdf.String(title),
    )  # fmt: skip


def _part(pack: pikepdf.Pdf, document: Any, paper: Taken) -> Any:
    part = pack.make_indirect(_element("Part", document, paper.language, paper.title))
    kids = as_array(paper.tags.K)
    for kid in kids:
        kid.P = part
    part.K = pikepdf.Array(kids)
    return part


def _add_roles(roles: Any, paper: Taken) -> None:
    """Add a paper's own types; one that is a standard one, or means something else already, is renamed."""
    own = {name: str(means) for name, means in paper.tags.get("/RoleMap", pikepdf.Dictionary()).items()}
    renamed: dict[str, str] = {}
    for name in sorted(own):
        means = _meaning(name, own)
        if name[1:] in STANDARD or str(roles.get(name, means)) != means:
            renamed[name] = f"/{paper.prefix}{name[1:]}"
        roles[renamed.get(name, name)] = pikepdf.Name(means)
    for element in elements(paper.tags.K) if renamed else ():
        if str(element.S) in renamed:
            element.S = pikepdf.Name(renamed[str(element.S)])


def _meaning(name: str, own: Mapping[str, str]) -> str:
    """The type at the end of a chain: each link of it could mean something else in another paper."""
    found = own[name]
    for _ in range(_LONGEST_CHAIN):
        if found[1:] in STANDARD or found not in own:
            break
        found = own[found]
    return found


def _add_classes(classes: Any, paper: Taken) -> None:
    """Add a paper's classes of attributes under names of its own."""
    own = dict(paper.tags.get("/ClassMap", pikepdf.Dictionary()).items())
    new = {name: pikepdf.Name(f"/{paper.prefix}{name[1:]}") for name in sorted(own)}
    for name, called in new.items():
        classes[called] = own[name]
    once = Once()
    for element in elements(paper.tags.K) if new else ():
        if "/C" in element and once.is_new(element):
            element.C = pikepdf.Array(list(_renamed(as_array(element.C), new)))


def _renamed(found: Iterable[Any], new: dict[str, Any]) -> Iterator[Any]:
    for each in found:  # a name, or the number of its revision
        yield new.get(str(each), each) if isinstance(each, pikepdf.Name) else each
