"""PDFs that other programs made: Chromium prints, LibreOffice exports, and ours with something taken away."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf

from tests.word.test_written import to_pdf

PAGE = """<!DOCTYPE html><html lang="cy"><head><title>Papur</title>
<style>@page{size:A4 landscape}</style></head>
<body><h1>Papur</h1><p><a href="#t">To the table</a></p><h2>Dau</h2><ul><li>one<li>two</ul>
<h2 id="t" style="break-before:page">Tabl</h2>
<table><tr><th scope="col">A<th scope="col">B<tr><td>1<td>2</table></body></html>"""
_TAGGED = (
    'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"PDFUACompliance":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
)
Change = Callable[[pikepdf.Pdf], object]


def chromium(folder: Path) -> bytes:
    """A page printed by Chromium, tagged and with bookmarks."""
    (folder / "page.html").write_text(PAGE, "utf-8")
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--export-tagged-pdf"]
    command += ["--generate-pdf-document-outline", f"--print-to-pdf={folder}/chromium.pdf"]
    subprocess.run([*command, f"file://{folder}/page.html"], check=True, capture_output=True, timeout=120)
    return (folder / "chromium.pdf").read_bytes()


def libreoffice(folder: Path, word: bytes) -> bytes:
    """A Word file exported by LibreOffice as a tagged PDF."""
    (folder / "paper.docx").write_bytes(word)
    to_pdf(folder / "paper.docx", folder, _TAGGED)
    return (folder / "paper.pdf").read_bytes()


def changed(pdf: bytes, change: Change, **saved: object) -> bytes:
    """A PDF after a change."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        opened.save(out, **saved)  # type: ignore[arg-type]
    return out.getvalue()
