"""A Word file of ours: as other programs read it, as Word's checker of accessibility looks at it."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from itertools import islice, pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pypandoc  # type: ignore[import-untyped]
import pytest

from reckoner.reports.composed import compose_edition
from reckoner.reports.docx import word_file
from reckoner.reports.word.columns import shares
from reckoner.reports.word.reading import lines_of, read_word
from reckoner.reports.word.write import WordFile
from tests.word.ooxml import W, q, said
from tests.word.papers import sent_from
from tests.worked_example import ROOT


@pytest.fixture(scope="session")
def example() -> WordFile:
    """The worked example's Panel paper."""
    composed = compose_edition(ROOT, "panel-paper", "2025-11", lambda _step: None)
    return word_file(composed, composed.document)


def part(file: WordFile, name: str = "word/document.xml") -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        return ET.fromstring(archive.read(name))


def test_the_map_holds_every_line_that_a_reader_finds(example: WordFile, word_file: WordFile) -> None:
    for file in (example, word_file):
        read = ["".join(atom.text for atom in line.atoms) for line in lines_of(file.content, "x").lines]
        found = ["".join(text.split()) for text in read if text.strip()]
        assert found == ["".join(line.text.split()) for line in file.map.lines]


def test_every_figure_stands_in_a_rich_control_with_tag_alias_id_and_a_bookmark_round_it(
    example: WordFile,
) -> None:
    root = part(example)
    controls = list(root.iter(q("sdt")))
    names = {mark.get(q("name")) for mark in root.iter(q("bookmarkStart"))}
    assert len(controls) == len(example.map.figures) > 150
    for number, (control, figure) in enumerate(zip(controls, example.map.figures, strict=True)):
        properties = control.find(q("sdtPr"))
        assert properties is not None
        assert [child.tag for child in properties] == [q("alias"), q("tag"), q("id")]
        assert properties[1].get(q("val")) == f"rk-{example.map.id}-{number}"
        assert all(len(child.get(q("val"), "")) <= 64 for child in properties)
        assert f"_rk_{example.map.id}_{number}" in names
        assert said(control) == figure.text.replace("\n", "")


def test_ids_are_unique_and_bookmarks_end(example: WordFile) -> None:
    root = part(example)
    for name in ("bookmarkStart", "bookmarkEnd"):
        ids = [mark.get(q("id")) for mark in root.iter(q(name))]
        assert len(ids) == len(set(ids))
    starts = {mark.get(q("id")) for mark in root.iter(q("bookmarkStart"))}
    assert starts == {mark.get(q("id")) for mark in root.iter(q("bookmarkEnd"))}
    named = [mark.get(q("name"), "") for mark in root.iter(q("bookmarkStart"))]
    assert len(named) == len(set(named))
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,39}", name) for name in named)


def test_a_paper_that_is_not_on_the_web_names_no_address_of_it() -> None:
    composed = compose_edition(ROOT, "panel-paper", "2025-11", lambda _step: None, without=("html",))
    made = word_file(composed, composed.document)
    assert "Web version" not in "".join(part(made).itertext())


def test_every_link_within_leads_somewhere(example: WordFile) -> None:
    root = part(example)
    names = {mark.get(q("name")) for mark in root.iter(q("bookmarkStart"))}
    anchors = {link.get(q("anchor")) for link in root.iter(q("hyperlink"))} - {None}
    assert anchors - names == set()


def test_tables_have_header_rows_titles_and_descriptions(example: WordFile) -> None:
    tables = list(part(example).iter(q("tbl")))
    assert len(tables) >= 3
    for table in tables:
        looks = table.find(q("tblPr"))
        assert looks is not None
        assert (looks.find(q("tblLook")) or ET.Element("x")).get(q("firstRow"), "1") == "1"
        for name in ("tblCaption", "tblDescription"):
            words = looks.find(q(name))
            assert words is not None
            assert words.get(q("val"), "").strip()
        first = table.find(q("tr"))
        assert first is not None
        assert first.find(f"{q('trPr')}/{q('tblHeader')}") is not None


def test_the_second_line_of_a_cell_is_a_line_of_its_own(example: WordFile) -> None:
    cells = ["".join(_told(cell)) for cell in part(example).iter(q("tc"))]
    assert "Average wait on 101|lower is better" in cells
    assert "42 s|Sep\N{NO-BREAK SPACE}2025" in cells
    assert "90%|\N{CHECK MARK}\N{NO-BREAK SPACE}met" in cells
    assert "none stated" in cells


def _told(cell: ET.Element) -> Iterator[str]:
    for each in cell.iter():
        if each.tag in (q("t"), q("br")):
            yield each.text or "|"


def test_a_column_is_as_wide_as_its_longest_word_asks_for(example: WordFile) -> None:
    """A period that may not break ("Jan to Oct 2025") was cut in the middle of its year. A cell that spans
    several columns has the width of all."""
    for table in part(example).iter(q("tbl")):
        grid = [int(column.get(q("w"), "0")) for column in table.iter(q("gridCol"))]
        assert abs(sum(grid) - 9411) < 10
        for row in table.iter(q("tr")):
            columns = iter(grid)
            for cell in row.iter(q("tc")):
                span = cell.find(f".//{q('gridSpan')}")
                wide = sum(islice(columns, 1 if span is None else int(span.get(q("val"), "1"))))
                told = "".join(_told(cell))
                assert wide >= 105 * max(map(len, re.split("[ |]", told))), told
            assert list(columns) == []


def test_columns_share_the_width_by_what_stands_in_them() -> None:
    even = shares([["ab"], ["ab"]], 100)
    assert even == [0.5, 0.5]
    assert shares([[], []], 100) == [0.5, 0.5]
    label, number = shares([["a label of some words"], ["12"]], 100)
    assert label > 3 * number
    long, short = shares([["word " * 99], ["unbreakable"]], 60)
    assert 60 * short > len("unbreakable") * 1.9
    assert long > short
    first, second = shares([["x" * 300], ["y" * 100]], 60)
    assert 2.5 < first / second < 3.5


def test_pictures_have_alternative_text_a_png_and_an_svg(example: WordFile) -> None:
    root = part(example)
    drawings = [each for each in root.iter() if each.tag.endswith("}docPr")]
    assert len(drawings) >= 1
    assert all(each.get("descr", "").strip() for each in drawings)
    assert sum(each.tag.endswith("}svgBlip") for each in root.iter()) == len(drawings)


def test_headings_skip_no_level_and_the_language_is_said(example: WordFile) -> None:
    styles = [style.get(q("val"), "") for style in part(example).iter(q("pStyle"))]
    levels = [int(style[-1]) for style in styles if style.startswith("Heading")]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in pairwise(levels))
    assert styles.count("Title") == 1
    lang = part(example, "word/styles.xml").find(f".//{q('lang')}")
    assert lang is not None
    assert lang.get(q("val")) == "en-GB"


def test_a_passage_in_another_language_says_so(word_file: WordFile) -> None:
    runs = [run for run in part(word_file).iter(q("r")) if said(run) == "bore da"]
    lang = runs[0].find(f"{q('rPr')}/{q('lang')}")
    assert lang is not None
    assert lang.get(q("val")) == "cy"


def test_word_asks_nothing_on_opening_it(example: WordFile) -> None:
    root = part(example, "word/settings.xml")
    assert root.find(q("updateFields")) is None


def test_the_same_words_give_the_same_bytes(paper: Path, word_file: WordFile) -> None:
    assert sent_from(paper).content == word_file.content


ORDER = {
    "pPr": "pStyle keepNext keepLines numPr shd spacing ind jc outlineLvl rPr",
    "rPr": "rStyle rFonts b i noProof color sz u lang",
    "tblPr": "tblStyle tblW tblBorders tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "tcW gridSpan vMerge",
    "trPr": "cantSplit tblHeader",
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr p",
    "sectPr": "headerReference footerReference pgSz pgMar",
    "style": "name basedOn next uiPriority qFormat pPr rPr tblPr tblStylePr",
    "lvl": "start numFmt lvlText lvlJc pPr",
    "num": "abstractNumId lvlOverride",
    "numbering": "abstractNum num",
    "settings": "defaultTabStop compat themeFontLang",
}


@pytest.mark.parametrize("name", ["document", "styles", "numbering", "settings", "header1", "footer1"])
def test_elements_stand_in_the_order_of_the_schema(example: WordFile, name: str) -> None:
    """Word calls a file damaged that has them in another."""
    for element in part(example, f"word/{name}.xml").iter():
        order = ORDER.get(element.tag.removeprefix(f"{{{W}}}"), "").split()
        if order and element.tag.startswith(f"{{{W}}}"):
            places = [order.index(child.tag.removeprefix(f"{{{W}}}")) for child in element]
            assert places == sorted(places), ET.tostring(element)[:300]


def test_python_docx_reads_it(example: WordFile) -> None:
    document = docx.Document(io.BytesIO(example.content))
    assert document.core_properties.title == "Progress on the Police and Crime Plan"
    assert document.core_properties.language == "en-GB"
    headings = [p.text for p in document.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings[0] == "Summary"
    cover = [p.text for p in document.paragraphs[:8]]
    assert "This is a worked example. It is not an official publication of the office." in cover


def test_pandoc_reads_the_same_words(word_file: WordFile, tmp_path: Path) -> None:
    file = tmp_path / "paper.docx"
    file.write_bytes(word_file.content)
    text = pypandoc.convert_file(str(file), "markdown", format="docx", extra_args=["--wrap=none"])
    assert "the police solved 2,370 crimes, and 2,249 in September." in text
    assert "-   a first point of 1,401 crimes" in text or "- a first point of 1,401 crimes" in text
    assert "**second**" in text
    assert "https://example.org/page" in text


def test_libreoffice_opens_it_and_shows_the_words(word_file: WordFile, tmp_path: Path) -> None:
    file = tmp_path / "paper.docx"
    file.write_bytes(word_file.content)
    to_pdf(file, tmp_path)
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "paper.pdf", "-"], capture_output=True, text=True, check=True
    ).stdout
    assert re.search(r"1\.1\s+In October 2025 the police solved 2,370 crimes", text)
    assert "Page 1 of" in text


def to_pdf(file: Path, folder: Path, kind: str = "pdf") -> None:
    """Have LibreOffice write a file anew."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", str(folder), str(file)],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip


def test_a_child_of_the_process_reads_the_same(word_file: WordFile) -> None:
    assert read_word(word_file.content, "x") == lines_of(word_file.content, "x")
