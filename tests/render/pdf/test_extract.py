"""The files inside a PDF come out as they went in, and never anywhere else than asked."""

from __future__ import annotations

import io

import pikepdf
import pytest

from reports.errors import InputError
from reports.render.pdf.extract import extract
from tests.render.pdf.paper import FILES, paper, printed


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return printed(paper()).pdf


def changed(pdf: bytes, name: str, old: str = "figures.csv") -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        specification = opened.attachments[old].obj
        specification.UF = specification.F = pikepdf.String(name)
        written = io.BytesIO()
        opened.save(written)
    return written.getvalue()


def test_every_file_comes_out_as_it_went_in(pdf: bytes) -> None:
    assert extract(pdf) == dict(sorted(FILES.items()))


def test_a_pdf_without_files_has_none() -> None:
    assert extract(printed(paper(), {}).pdf) == {}


@pytest.mark.parametrize("name", ["../a.csv", "/etc/a", "a\\b", "..", "C:a", "a\nb", "a\u202eb"])
def test_a_name_that_could_lead_elsewhere_is_refused(name: str, pdf: bytes) -> None:
    with pytest.raises(InputError, match="not a plain one"):
        extract(changed(pdf, name), "paper.pdf")


def test_a_file_cut_short_is_refused(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.attachments["figures.csv"].obj.EF.F.Params.Size = 3
        written = io.BytesIO()
        opened.save(written)
    with pytest.raises(InputError, match=r"paper\.pdf: figures\.csv in the PDF is broken"):
        extract(written.getvalue(), "paper.pdf")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\3\4 no PDF at all"])
def test_what_is_no_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(InputError, match="not a PDF that can be read"):
        extract(content, "paper.pdf")


def test_a_locked_pdf_is_refused(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        written = io.BytesIO()
        opened.save(written, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(InputError, match="locked"):
        extract(written.getvalue())
