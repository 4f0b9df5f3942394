"""What every PDF is: the same bytes everywhere, dated by its edition, set in the house's fonts."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pikepdf
import pytest

from reckoner.reports.checks.pdf.cmap import read_font
from reckoner.reports.confined.pool import WorkerPool
from reckoner.reports.errors import InternalError
from reckoner.reports.render.pdf import engine
from reckoner.reports.render.pdf.fonts import fallback_files, font_files
from reckoner.reports.render.pdf.job import Attachment, Job, PdfMeta
from tests.render.pdf.paper import ROOT, paper, printed, render_pdf

META = PdfMeta("A & B <C>", "The office", "שלום", "en-GB", date(2025, 11, 28))
PRINT_HASH = """
import hashlib
from tests.render.pdf.paper import paper, printed
print(hashlib.sha256(printed(paper()).pdf).hexdigest())
"""


def page(body: str, style: str = "") -> str:
    head = (
        f"<head><title>Not this</title><style>html {{ font-family: Source Sans Pro }} {style}</style></head>"
    )
    return f'<!DOCTYPE html><html lang="en">{head}<body><h1>A</h1>{body}</body></html>'


def fonts_of(pdf: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fonts = [read_font(item) for item in opened.objects if _is_font(item)]
    assert all(font.embedded for font in fonts)
    return {font.name.partition("+")[2] for font in fonts}


def _is_font(item: object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/ToUnicode" in item


def test_another_process_in_another_folder_makes_the_same_bytes(tmp_path: Path) -> None:
    surroundings = {
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "12345",
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
        "HOME": str(tmp_path),
    }
    elsewhere = subprocess.run(
        [sys.executable, "-c", PRINT_HASH],
        cwd=tmp_path,
        env={**os.environ, **surroundings},
        capture_output=True,
        text=True,
        check=True,
    )
    assert elsewhere.stdout.strip() == hashlib.sha256(printed(paper()).pdf).hexdigest()


def test_what_the_pdf_says_about_itself_comes_from_the_edition() -> None:
    with pikepdf.open(io.BytesIO(render_pdf(page(""), {}, META).pdf)) as opened:
        info = opened.trailer.Info
        assert str(info.Title) == "A & B <C>"
        assert str(info.Author) == "The office"
        assert str(info.Subject) == "שלום"
        assert str(info.CreationDate) == str(info.ModDate) == "D:20251128000000Z"
        assert str(opened.Root.Lang) == "en-GB"
        with opened.open_metadata() as metadata:
            assert metadata["dc:title"] == "A & B <C>"
            assert metadata["xmp:CreateDate"] == "2025-11-28T00:00:00Z"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")


def test_text_is_set_in_the_packaged_fonts_and_nothing_else() -> None:
    words = '<p>A <b>b</b> <i>c</i> <b style="font-weight: 600">d</b></p><p style="font-family: serif">e</p>'
    fonts = fonts_of(render_pdf(page(words), {}, META).pdf)
    assert {name.partition("-Pro")[0] for name in fonts} == {"Source-Sans", "Source-Serif"}


def test_letters_that_those_lack_come_from_a_packaged_font_too() -> None:
    rendered = render_pdf(page("<p>שלום محمد 😀"), {}, META)
    assert rendered.log == ()
    assert any(name.startswith("DejaVu-Sans") for name in fonts_of(rendered.pdf))


def test_a_letter_that_no_font_has_is_said_in_the_log() -> None:
    rendered = render_pdf(page("<p>\U00013153\U0001f9ec\U000e0100\U0002ebf0"), {}, META)
    assert any("U+2EBF0" in line for line in rendered.log)


def test_the_font_files_are_there() -> None:
    assert len(font_files()) == 12
    assert all(file.is_file() for file in (*font_files(), *fallback_files()))


def test_each_attached_file_says_what_it_is_to_the_document() -> None:
    files = [
        Attachment("b.csv", b"1", "text/csv", "Data", "The data"),
        Attachment("a (1) é.csv", b"2", "text/csv", "Source", "The ledger"),
        Attachment("same.csv", b"1", "text/csv", "Supplement", "The same bytes"),
    ]
    with pikepdf.open(io.BytesIO(render_pdf(page(""), {}, META, files).pdf)) as opened:
        said = {name: str(file.obj.AFRelationship) for name, file in opened.attachments.items()}
        assert said == {"b.csv": "/Data", "a (1) é.csv": "/Source", "same.csv": "/Supplement"}
        assert len(opened.Root.AF) == 3


def test_an_unknown_style_is_said_in_the_log() -> None:
    assert any("colour" in line for line in render_pdf(page("", "p { colour: red }"), {}, META).log)


def test_a_picture_without_words_is_said_in_the_log() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><rect width="4" height="4"/></svg>'
    rendered = render_pdf(
        page('<img src="a.svg"><svg viewBox="0 0 4 4"><rect width="4" height="4"/></svg>'),
        {"a.svg": svg},
        META,
    )
    assert sum("no alt text" in line for line in rendered.log) == 2


def test_the_renderer_can_be_started_early_and_twice() -> None:
    engine.warm()
    engine.warm()
    assert render_pdf(page(""), {}, META).pages == 1


def test_a_renderer_that_dies_is_an_error_and_the_next_one_works() -> None:
    pool = WorkerPool("reckoner.reports.render.pdf.worker", "makes PDFs")
    with (
        pytest.raises(InternalError, match="ended without an answer"),
        pool.asking(b"\0\0\0\0\0\0\0\1x") as answer,
    ):
        answer()
    pool.start()
    pool.stop()


def test_a_page_that_was_waited_for_is_the_same_page() -> None:
    with engine.rendering(Job(page("<p>One"), {}, META)) as finished:
        waited_for = finished()
    assert waited_for == render_pdf(page("<p>One"), {}, META)


def test_who_stops_waiting_for_a_page_gets_the_next_one_all_the_same() -> None:
    with pytest.raises(KeyboardInterrupt), engine.rendering(Job(page("<p>One"), {}, META)):
        raise KeyboardInterrupt
    assert render_pdf(page("<p>Two"), {}, META).pages == 1
