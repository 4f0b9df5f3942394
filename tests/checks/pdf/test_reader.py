"""The reader understands what other programs than ours write into a PDF."""

from __future__ import annotations

import io

import pikepdf

from reckoner.reports.checks.pdf.cmap import read_font
from reckoner.reports.checks.pdf.content import font_reader, read_content
from reckoner.reports.checks.pdf.run import check_pdf

CMAP = b"""begincodespacerange <00> <ff> endcodespacerange
2 beginbfrange <01> <03> <0041> <04> <05> [<0066 0069> <D83D DE00>] endbfrange
1 beginbfchar <06> <00E9> endbfchar"""


def font(pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.TrueType,
        BaseFont=pikepdf.Name("/Some"),
        ToUnicode=pdf.make_stream(CMAP),
    )


def test_ranges_lists_ligatures_and_letters_outside_the_basic_plane() -> None:
    pdf = pikepdf.new()
    read = read_font(font(pdf))
    assert read.decode(b"\1\2\3\4\5\6\7") == "ABCfi😀é\ufffd"
    assert not read.embedded


def test_a_font_with_its_file_is_embedded() -> None:
    pdf = pikepdf.new()
    whole = font(pdf)
    whole.FontDescriptor = pikepdf.Dictionary(FontFile2=pdf.make_stream(b"font"))
    assert read_font(whole).embedded


def test_marked_loose_and_furniture_are_told_apart() -> None:
    pdf = pikepdf.new()
    content = b"""/F 9 Tf /P <</MCID 0>> BDC <01> Tj /X BMC [<02> -50 <03>] TJ EMC EMC <04> Tj
        /Artifact BMC <05> Tj /P <</MCID 1>> BDC <06> ' EMC EMC"""
    resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font(pdf)))
    read = read_content(pdf.make_stream(content), resources, font_reader())
    assert read.marked == {0: "ABC", 1: "é"}
    assert (read.loose, read.artifacts, read.nested) == (["fi"], ["😀"], 1)


def test_a_pdf_of_another_program_is_read_to_its_end() -> None:
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    page.Contents = pdf.make_stream(b"BT /F 9 Tf <01> Tj ET")
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font(pdf)))
    written = io.BytesIO()
    pdf.save(written)
    rules = {finding.rule for finding in check_pdf(written.getvalue())}
    assert {"pdf-tags", "pdf-untagged", "pdf-title", "pdf-language", "pdf-claims", "pdf-headings"} <= rules
