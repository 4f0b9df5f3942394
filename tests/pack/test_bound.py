"""Nothing of a paper is lost when it is bound: tags, ids, headers, languages, places, bookmarks, files."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reckoner.reports.checks.pdf import vera
from reckoner.reports.pack.pack import Pack
from tests.pack.meeting import packed
from tests.pack.test_agenda import labels

PAPERS = ("panel-paper", "second-paper")


def tags(element: Any) -> Iterator[Any]:
    """The elements below one, read by code of the tests' own."""
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from tags(kid)


def kinds(root: Any) -> Counter[str]:
    return Counter(str(each.S) for each in tags(root))


def _mark(kid: Any) -> int:
    return kid if isinstance(kid, int) else int(kid.get("/MCID", -1))


def paper(house: Path, name: str) -> pikepdf.Pdf:
    return pikepdf.open(house / f"output/{name}/2025-11/draft-001/{name}.pdf")


@pytest.fixture
def merged(pack: Pack) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pack.bound.pdf))


def parts(merged: pikepdf.Pdf) -> list[Any]:
    """What lies under the pack's one document."""
    document = merged.Root.StructTreeRoot.K
    assert document.S == "/Document"
    return list(document.K)


def test_each_paper_has_the_tags_that_it_had(ready: Path, merged: pikepdf.Pdf) -> None:
    front, *others = parts(merged)
    assert kinds(front)["/Link"] == 2
    for name, part in zip(PAPERS, others, strict=True):
        assert kinds(part) == kinds(paper(ready, name).Root.StructTreeRoot)
        assert part.Lang == "en-GB"


def test_every_mark_leads_to_its_element_and_back(merged: pikepdf.Pdf) -> None:
    numbers = merged.Root.StructTreeRoot.ParentTree.Nums
    found = dict(zip(map(int, list(numbers)[::2]), list(numbers)[1::2], strict=True))
    assert list(found) == sorted(found)
    marks = [page.obj.StructParents for page in merged.pages]
    assert len(set(marks)) == len(marks)
    for page in merged.pages:
        for mark, element in enumerate(found[int(page.obj.StructParents)]):
            if element is None:
                continue
            kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
            assert mark in [_mark(kid) for kid in kids]
        for link in page.obj.get("/Annots", ()):
            element = found[int(link.StructParent)]
            assert element.S == "/Link"
            assert any(
                isinstance(kid, pikepdf.Dictionary) and kid.get("/Obj") == link for kid in list(element.K)
            )


def test_cells_name_the_headers_of_their_own_paper(merged: pikepdf.Pdf) -> None:
    names = list(merged.Root.StructTreeRoot.IDTree.Names)[::2]
    assert len(set(map(bytes, names))) == len(names) > 0
    named = 0
    for part in parts(merged)[1:]:
        inside = list(tags(part))
        own = {bytes(each.ID) for each in inside if "/ID" in each}
        for cell in inside:
            given = cell.get("/A", pikepdf.Array())
            for attributes in given if isinstance(given, pikepdf.Array) else [given]:
                headers = [bytes(each) for each in attributes.get("/Headers", [])]
                assert set(headers) <= own
                named += len(headers)
    assert named > 0


def test_links_lead_into_their_own_paper(ready: Path, merged: pikepdf.Pdf, pack: Pack) -> None:
    pages = {page.obj.objgen: number for number, page in enumerate(merged.pages, 1)}
    names = list(merged.Root.Names.Dests.Names)
    places = dict(zip(map(bytes, names[::2]), names[1::2], strict=True))
    for place in pack.placed:
        inside = range(place.first, place.first + place.pages)
        followed = 0
        for number in inside:
            for link in merged.pages[number - 1].obj.get("/Annots", ()):
                goal = link.get("/Dest", link.get("/A", pikepdf.Dictionary()).get("/D"))
                if isinstance(goal, pikepdf.String):
                    target = places[bytes(goal)]
                    array = target if isinstance(target, pikepdf.Array) else target.D
                    assert pages[array[0].objgen] in inside
                    followed += 1
        assert followed > 2


def test_the_front_page_leads_to_each_paper(merged: pikepdf.Pdf, pack: Pack) -> None:
    pages = {page.obj.objgen: number for number, page in enumerate(merged.pages, 1)}
    led = [pages[link.Dest[0].objgen] for link in merged.pages[0].obj.Annots]
    assert led == [place.first for place in pack.placed]
    assert b"pack.invalid" not in pack.bound.pdf


def test_bookmarks_begin_with_the_papers_and_keep_their_own(merged: pikepdf.Pdf, ready: Path) -> None:
    with merged.open_outline() as outline:
        assert [item.title for item in outline.root][1:] == ["5 Progress", "6 Second paper"]
        own = [item.title for item in outline.root[1].children]
    with paper(ready, "panel-paper") as alone, alone.open_outline() as outline:
        assert own == [item.title for item in outline.root]


def test_files_inside_are_kept_under_their_paper_s_name(merged: pikepdf.Pdf, ready: Path) -> None:
    for name in PAPERS:
        own = paper(ready, name)
        before = {key: file.get_file().read_bytes() for key, file in own.attachments.items()}
        after = {key: file.get_file().read_bytes() for key, file in merged.attachments.items()}
        assert {f"{name}-2025-11-{key}": raw for key, raw in before.items()}.items() <= after.items()
    assert len(merged.Root.AF) == len(merged.attachments) > 0


def test_pages_are_counted_through(pack: Pack) -> None:
    assert labels(pack) == [str(number) for number in range(1, pack.bound.pages + 1)]


@pytest.mark.slow
def test_it_conforms_to_both_standards(pack: Pack, tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    path.write_bytes(pack.bound.pdf)
    assert list(vera.find(vera.validate([path]))) == []


def test_the_same_papers_give_the_same_bytes(ready: Path, pack: Pack) -> None:
    assert packed(ready).bound.pdf == pack.bound.pdf
