"""PDFs of other programs are merged whole, or refused in a sentence that says what they lack."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from reckoner.reports.checks.pdf import vera
from reckoner.reports.errors import InputError
from reckoner.reports.pack.graph import elements
from reckoner.reports.pack.joining import Bound, Leaf, bind, look_at
from reckoner.reports.render.pdf.engine import rendering
from reckoner.reports.render.pdf.job import Job, PdfMeta
from tests.pack.foreign import Change, changed, chromium, libreoffice
from tests.render.pdf.paper import paper, printed
from tests.word.papers import paper_house, sent_from

META = PdfMeta("A pack", "The office", "Papers", "en-GB", date(2025, 11, 28))


def html(body: str) -> bytes:
    page = f'<html lang="en-GB"><head><title>Pack</title></head><body>{body}</body></html>'
    with rendering(Job(page, {}, META)) as finished:
        return finished().pdf


def bound(*papers: bytes) -> Bound:
    """Papers bound behind a front page without links."""
    front = html("<h1>Papers</h1>")
    looks = look_at({f"{number}.pdf": content for number, content in enumerate([front, *papers])})
    pages = sum(look.pages for look in looks)
    sheets = html('<div style="break-after:page"></div>' * (pages - 1) + "<div></div>")
    leaves = [Leaf("front", front, "Papers")]
    leaves += [Leaf(f"{n}.pdf", content, f"Paper {n}", f"paper-{n}") for n, content in enumerate(papers, 1)]
    made = bind(leaves, sheets, META)
    assert made.pages == pages
    assert made.elements == sum(look.elements for look in looks) + 1 + len(leaves)
    return made


def opened(made: Bound) -> Any:
    return pikepdf.open(io.BytesIO(made.pdf))


@pytest.fixture(scope="session")
def ours() -> bytes:
    return printed(paper()).pdf


@pytest.mark.slow
def test_papers_of_three_programs_are_one_file_with_all_their_tags(ours: bytes, tmp_path: Path) -> None:
    word = sent_from(paper_house(tmp_path / "house", "# Words\n\n- one\n- two\n\n## Part\n\nMore.")).content
    theirs = chromium(tmp_path), libreoffice(tmp_path, word)
    made = bound(*theirs, ours)
    pdf = opened(made)
    parts = list(pdf.Root.StructTreeRoot.K.K)
    assert [str(part.Lang) for part in parts] == ["en-GB", "cy", "en-GB", "en-GB"]
    file = tmp_path / "pack.pdf"
    file.write_bytes(made.pdf)
    found = vera.validate([file])
    # Chromium's links have no description: that is all that keeps such a pack from the standard.
    assert {failure.rule.split()[-1] for verdict in found for failure in verdict.failed} <= {
        "7.18.1-2",
        "7.18.5-2",
    }
    assert [verdict.compliant for verdict in found if verdict.flavour == "3a"] == [True]


def _roles(*pairs: tuple[str, str]) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot.RoleMap = pikepdf.Dictionary(
            {name: pikepdf.Name(means) for name, means in pairs}
        )
        for element in elements(pdf.Root.StructTreeRoot.K):
            if element.S == "/P":
                element.S = pikepdf.Name(pairs[0][0])

    return change


def _meanings(pdf: pikepdf.Pdf, part: Any) -> list[str]:
    roles = pdf.Root.StructTreeRoot.get("/RoleMap", pikepdf.Dictionary())
    return [str(roles.get(str(element.S), element.S)) for element in elements(part.K)]


@pytest.mark.parametrize(
    "pairs",
    [
        [("/Text", "/Span"), ("/Own", "/P")],
        [("/Text", "/Middle"), ("/Middle", "/Span")],
        [("/Text", "/Middle"), ("/Middle", "/P"), ("/Round", "/About"), ("/About", "/Round")],
    ],
)
def test_a_type_that_means_two_things_keeps_both(ours: bytes, pairs: list[tuple[str, str]]) -> None:
    first = changed(ours, _roles(("/Text", "/Middle"), ("/Middle", "/P")))
    second = changed(ours, _roles(*pairs))
    pdf = opened(bound(first, second))
    _, one, two = pdf.Root.StructTreeRoot.K.K
    means = "/P" if ("/Middle", "/P") in pairs else "/Span"
    with pikepdf.open(io.BytesIO(ours)) as alone:
        plain = [str(element.S) for element in elements(alone.Root.StructTreeRoot.K)]
    assert _meanings(pdf, one) == plain
    assert _meanings(pdf, two) == [means if kind == "/P" else kind for kind in plain]


def test_classes_of_one_name_stay_apart(ours: bytes) -> None:
    def classed(align: str) -> Change:
        def change(pdf: pikepdf.Pdf) -> None:
            look = pikepdf.Dictionary(O=pikepdf.Name.Layout, TextAlign=pikepdf.Name(align))
            pdf.Root.StructTreeRoot.ClassMap = pikepdf.Dictionary({"/Look": look})
            next(elements(pdf.Root.StructTreeRoot.K)).C = pikepdf.Name.Look

        return change

    pdf = opened(bound(changed(ours, classed("/Start")), changed(ours, classed("/End"))))
    classes = pdf.Root.StructTreeRoot.ClassMap
    found = [
        str(classes[str(element.C[0])].TextAlign)
        for part in pdf.Root.StructTreeRoot.K.K
        for element in elements(part.K)
        if "/C" in element
    ]
    assert found == ["/Start", "/End"]


def test_the_same_paper_twice_keeps_its_names_and_files_apart(ours: bytes) -> None:
    pdf = opened(bound(ours, ours))
    once = pikepdf.open(io.BytesIO(ours))
    assert len(pdf.attachments) == 2 * len(once.attachments)
    names = list(pdf.Root.Names.Dests.Names)[::2]
    assert len(set(map(bytes, names))) == len(names)


def test_a_number_of_the_pack_stands_where_a_turned_page_s_reader_looks(ours: bytes) -> None:
    def turn(pdf: pikepdf.Pdf) -> None:
        for page, turned in zip(pdf.pages, (90, 180, 270), strict=False):
            page.obj.Rotate = turned

    pdf = opened(bound(changed(ours, turn)))
    for page in list(pdf.pages)[1:4]:
        drawn = page.obj.Contents[-1].read_bytes().split()
        a, b, c, d, e, f = map(float, drawn[2:8])
        width, height = float(page.mediabox[2]), float(page.mediabox[3])
        x, y = a * 590 + c * 5 + e, b * 590 + d * 5 + f  # near the sheet's right lower corner
        seen = {
            0: (width - x, y), 90: (height - y, width - x), 180: (x, height - y), 270: (y, x),
        }[int(page.obj.get("/Rotate", 0))]  # fmt: skip
        assert seen == pytest.approx((5.3, 5), abs=0.6)


def _untag(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def _unmark(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=False)


def _forget_page(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page()
    page = pdf.pages[-1].obj
    page.Contents = pdf.make_stream(b"BT /F1 12 Tf (words) Tj ET")


def _hush(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def _ask(pdf: pikepdf.Pdf) -> None:
    field = pdf.make_indirect(pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String("name")))
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))


def _print(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.N = 4


def _nothing(pdf: pikepdf.Pdf) -> None:
    pass


LOCKED = pikepdf.Encryption(owner="x", user="")
SHUT = pikepdf.Encryption(owner="x", user="y")


@pytest.mark.parametrize(
    ("change", "saved", "expected"),
    [
        (_untag, {}, "is not tagged"),
        (_unmark, {}, "is not tagged"),
        (_forget_page, {}, "has text outside its tags"),
        (_hush, {}, "names no language"),
        (_ask, {}, "holds a form or a signature"),
        (_print, {}, "made for a printing press"),
        (_nothing, {"encryption": LOCKED}, "is protected"),
        (_nothing, {"encryption": SHUT}, "locked with a password"),
    ],
)
def test_what_would_lose_something_is_refused(
    change: Change, saved: dict[str, object], expected: str, ours: bytes
) -> None:
    with pytest.raises(InputError, match=expected) as caught:
        look_at({"good.pdf": ours, "theirs.pdf": changed(ours, change, **saved)})
    [fault] = caught.value.faults
    assert fault.where is not None
    assert (fault.where.path, bool(fault.todo)) == ("theirs.pdf", True)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"<html>", b"\0" * 5000])
def test_what_is_no_pdf_is_refused(content: bytes, ours: bytes) -> None:
    with pytest.raises(InputError, match="not a PDF that can be read"):
        look_at({"ours.pdf": ours, "theirs.pdf": content})


def test_a_tree_that_runs_in_a_circle_has_an_end(ours: bytes) -> None:
    def circle(pdf: pikepdf.Pdf) -> None:
        tree = pdf.Root.StructTreeRoot
        first = next(elements(tree.K))
        inner = next(elements(first.K))
        inner.K = pikepdf.Array([first])
        tree.ParentTree.Kids = pikepdf.Array([tree.ParentTree])

    assert look_at({"round.pdf": changed(ours, circle)})[0].elements > 0
