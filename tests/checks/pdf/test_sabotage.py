"""Each way to spoil a PDF is caught by the check that is named for it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pikepdf
import pytest

from reckoner.reports.checks.pdf.expected import Expected
from reckoner.reports.checks.pdf.run import LOOKS, RULES, check_pdf
from reckoner.reports.checks.pdf.vera import RULES as VALIDATOR_RULES
from reckoner.reports.document import Document
from tests.render.pdf.paper import FILES, paper, printed

EXPECTED = Expected(paper(), FILES)


@pytest.fixture(scope="module")
def good() -> bytes:
    return printed(paper()).pdf


def elements(pdf: pikepdf.Pdf, kind: str) -> Iterator[Any]:
    """The structure elements of a kind, in reading order."""
    todo = [pdf.Root.StructTreeRoot.K]
    while todo:
        item = todo.pop(0)
        if isinstance(item, pikepdf.Array):
            todo[:0] = list(item)
        elif isinstance(item, pikepdf.Dictionary) and "/S" in item:
            if f"/{kind}" == item.S:
                yield item
            todo[:0] = [item.K] if "/K" in item else []


def cell(pdf: pikepdf.Pdf, kind: str, place: int) -> Any:
    return list(elements(pdf, kind))[place]


def replaced(stream: Any, old: bytes, new: bytes) -> None:
    content = stream.read_bytes()
    assert old in content
    stream.write(content.replace(old, new, 1))


def packet(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    replaced(pdf.Root.Metadata, old, new)


def page_content(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    replaced(pdf.pages[0].obj.Contents, old, new)


def no_structure(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


def not_marked(pdf: pikepdf.Pdf) -> None:
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=False)


def no_alt(pdf: pikepdf.Pdf) -> None:
    del cell(pdf, "Figure", 0).Alt


def alt_is_a_file_name(pdf: pikepdf.Pdf) -> None:
    cell(pdf, "Figure", 0).Alt = pikepdf.String("solved_by_year.svg")


def another_alt(pdf: pikepdf.Pdf) -> None:
    cell(pdf, "Figure", 0).Alt = pikepdf.String("A picture")


def box_in_pixels_from_the_top(pdf: pikepdf.Pdf) -> None:
    cell(pdf, "Figure", 0).A.BBox = pikepdf.Array([90, 1300, 700, 1500])


def cell_under_another_column(pdf: pikepdf.Pdf) -> None:
    first, second = cell(pdf, "TD", 0), cell(pdf, "TD", 1)
    first.A.Headers, second.A.Headers = second.A.Headers, first.A.Headers


def cell_without_its_row(pdf: pikepdf.Pdf) -> None:
    headers = cell(pdf, "TD", 0).A.Headers
    cell(pdf, "TD", 0).A.Headers = pikepdf.Array(list(headers)[:-1])


def cell_without_its_group(pdf: pikepdf.Pdf) -> None:
    names = {str(head.ID): head for head in elements(pdf, "TH")}
    group = next(name for name, head in names.items() if "/ColSpan" in head.A and head.A.ColSpan == 5)
    headers = cell(pdf, "TD", 0).A.Headers
    cell(pdf, "TD", 0).A.Headers = pikepdf.Array([name for name in headers if str(name) != group])


def header_of_nothing(pdf: pikepdf.Pdf) -> None:
    cell(pdf, "TD", 0).A.Headers = pikepdf.Array([pikepdf.String("nowhere")])


def header_without_scope(pdf: pikepdf.Pdf) -> None:
    del cell(pdf, "TH", 1).A.Scope


def span_too_wide(pdf: pikepdf.Pdf) -> None:
    cell(pdf, "TH", 1).A.ColSpan = 3


def cell_gone(pdf: pikepdf.Pdf) -> None:
    row = list(elements(pdf, "TR"))[3]
    row.K = pikepdf.Array(list(row.K)[:-1])


def rows_swapped(pdf: pikepdf.Pdf) -> None:
    body = cell(pdf, "TBody", 0)
    rows = list(body.K)
    body.K = pikepdf.Array([rows[0], rows[2], rows[1], rows[3]])


def words_without_a_tag(pdf: pikepdf.Pdf) -> None:
    page_content(pdf, b"BDC", b"BDC EMC /Nothing BMC")


def words_left_out_of_the_structure(pdf: pikepdf.Pdf) -> None:
    document = cell(pdf, "Document", 0)
    document.K = pikepdf.Array(list(document.K)[1:])


def paragraphs_swapped(pdf: pikepdf.Pdf) -> None:
    section = cell(pdf, "Sect", 0)
    kids = list(section.K)
    section.K = pikepdf.Array([kids[0], *reversed(kids[1:])])


def parents_mixed_up(pdf: pikepdf.Pdf) -> None:
    parents = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    parents[0], parents[1] = parents[1], parents[0]


def artifact_in_a_paragraph(pdf: pikepdf.Pdf) -> None:
    page_content(pdf, b"BDC", b"BDC /Artifact BMC EMC")


def skipped_heading(pdf: pikepdf.Pdf) -> None:
    cell(pdf, "H3", 0).S = pikepdf.Name.H4


def two_titles(pdf: pikepdf.Pdf) -> None:
    cell(pdf, "H2", 0).S = pikepdf.Name.H1


def no_bookmarks(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Outlines


def no_title(pdf: pikepdf.Pdf) -> None:
    del pdf.trailer.Info.Title


def another_title(pdf: pikepdf.Pdf) -> None:
    packet(pdf, b"Progress on the Plan", b"Document1")


def window_shows_the_file_name(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.ViewerPreferences


def no_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Lang


def wrong_language(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Lang = pikepdf.String("de")


def nonsense_language(pdf: pikepdf.Pdf) -> None:
    next(span for span in elements(pdf, "Span") if "/Lang" in span).Lang = pikepdf.String("Welsh, I think")


def made_today(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info.CreationDate = pikepdf.String("D:20260101120000Z")


def one_claim(pdf: pikepdf.Pdf) -> None:
    packet(pdf, b"<pdfuaid:part>1</pdfuaid:part>", b"")


def claims_in_two_blocks(pdf: pikepdf.Pdf) -> None:
    rdf = b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"></rdf:RDF>'
    packet(pdf, b"</x:xmpmeta>", rdf + b"</x:xmpmeta>")


def font_taken_out(pdf: pikepdf.Pdf) -> None:
    descriptor = next(
        item
        for item in pdf.objects
        if (isinstance(item, pikepdf.Dictionary) and "/FontFile3" in item)
        or (isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item)
    )
    for name in ("/FontFile2", "/FontFile3"):
        if name in descriptor:
            del descriptor[name]


def letters_without_meaning(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/ToUnicode" in item:
            replaced(item.ToUnicode, b"beginbfchar", b"begingone")


def link_says_nothing(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            annotation.Contents = pikepdf.String("")


def link_leads_nowhere(pdf: pikepdf.Pdf) -> None:
    next(a for page in pdf.pages for a in page.obj.get("/Annots", []) if "/Dest" in a).Dest = pikepdf.String(
        "gone"
    )


def link_not_in_the_structure(pdf: pikepdf.Pdf) -> None:
    link = cell(pdf, "Link", 0)
    link.K = pikepdf.Array([kid for kid in link.K if isinstance(kid, int)])


def attachment_changed(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["figures.csv"].obj.EF.F.write(b"figure,value\nsolved,9999\n")


def attachment_gone(pdf: pikepdf.Pdf) -> None:
    del pdf.attachments["figures.csv"]


def attachment_of_no_use(pdf: pikepdf.Pdf) -> None:
    del pdf.attachments["figures.csv"].obj.AFRelationship


def attachment_not_associated(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.AF


def attachment_slipped_in(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["virus.exe"] = b"MZ"


SABOTAGES: dict[Callable[[pikepdf.Pdf], None], str] = {
    no_structure: "pdf-tags",
    not_marked: "pdf-tags",
    no_alt: "pdf-alt-text",
    alt_is_a_file_name: "pdf-alt-text",
    another_alt: "pdf-readback",
    box_in_pixels_from_the_top: "pdf-figure-box",
    cell_under_another_column: "pdf-table-headers",
    cell_without_its_row: "pdf-table-headers",
    cell_without_its_group: "pdf-readback",
    header_of_nothing: "pdf-table-headers",
    header_without_scope: "pdf-table-headers",
    span_too_wide: "pdf-table-grid",
    cell_gone: "pdf-table-grid",
    rows_swapped: "pdf-readback",
    words_without_a_tag: "pdf-untagged",
    words_left_out_of_the_structure: "pdf-untagged",
    paragraphs_swapped: "pdf-readback",
    parents_mixed_up: "pdf-tag-links",
    artifact_in_a_paragraph: "pdf-artifact",
    skipped_heading: "pdf-headings",
    two_titles: "pdf-headings",
    no_bookmarks: "pdf-bookmarks",
    no_title: "pdf-title",
    another_title: "pdf-title",
    window_shows_the_file_name: "pdf-title",
    no_language: "pdf-language",
    wrong_language: "pdf-language",
    nonsense_language: "pdf-language",
    made_today: "pdf-dates",
    one_claim: "pdf-claims",
    claims_in_two_blocks: "pdf-claims",
    font_taken_out: "pdf-fonts",
    letters_without_meaning: "pdf-glyphs",
    link_says_nothing: "pdf-links",
    link_leads_nowhere: "pdf-links",
    link_not_in_the_structure: "pdf-links",
    attachment_changed: "pdf-attachments",
    attachment_gone: "pdf-attachments",
    attachment_of_no_use: "pdf-attachments",
    attachment_not_associated: "pdf-attachments",
    attachment_slipped_in: "pdf-attachments",
}


def test_nothing_is_found_in_a_good_pdf(good: bytes) -> None:
    assert [each for each in check_pdf(good, EXPECTED) if each.rule not in LOOKS] == []


@pytest.mark.parametrize("sabotage", SABOTAGES, ids=lambda sabotage: sabotage.__name__)
def test_a_sabotage_is_caught_by_its_check(sabotage: Callable[[pikepdf.Pdf], None], good: bytes) -> None:
    with pikepdf.open(io.BytesIO(good)) as pdf:
        sabotage(pdf)
        spoilt = io.BytesIO()
        pdf.save(spoilt)
    found = check_pdf(spoilt.getvalue(), EXPECTED)
    assert SABOTAGES[sabotage] in {finding.rule for finding in found if finding.severity == "error"}


def test_each_check_catches_a_sabotage() -> None:
    assert set(SABOTAGES.values()) == set(RULES) - {"pdf"}


def test_what_is_no_pdf_is_said_to_be_none() -> None:
    assert [finding.rule for finding in check_pdf(b"%PDF-1.7 and no more")] == ["pdf"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda paper: replace(paper, cover=replace(paper.cover, title="Another")), "pdf-title"),
        (lambda paper: replace(paper, language="cy"), "pdf-language"),
        (lambda paper: replace(paper, dated=paper.dated.replace(day=1)), "pdf-dates"),
        (lambda paper: replace(paper, sections=paper.sections[::-1]), "pdf-readback"),
    ],
)
def test_another_documents_pdf_is_noticed(
    change: Callable[[Document], Document], rule: str, good: bytes
) -> None:
    found = check_pdf(good, Expected(change(paper()), FILES))
    assert rule in {finding.rule for finding in found}


def test_every_check_has_a_name_of_its_own() -> None:
    assert len({*RULES, *VALIDATOR_RULES}) == len(RULES) + len(VALIDATOR_RULES)
