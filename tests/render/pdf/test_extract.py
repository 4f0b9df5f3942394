"""The files inside a PDF come out as they went in, and never anywhere else than asked."""

from __future__ import annotations

import io
import resource
import zlib
from pathlib import Path

import pikepdf
import pytest
from typer.testing import CliRunner

from reckoner.reports.cli.main import app
from reckoner.reports.errors import InputError, WriteError
from reckoner.reports.render.pdf.extract import extract
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


@pytest.mark.parametrize(
    "name",
    [
        "../a.csv",
        "/etc/a",
        "a\\b",
        "..",
        "C:a",
        "a\nb",
        "a\u202eb",
        ".bashrc",
        "-rf",
        "~",
        "CON",
        "nul.csv",
        "com1",
        "a.csv.",
        "a ",
        "a" * 201,
        "a?",
    ],
)
def test_a_name_that_could_lead_elsewhere_is_refused(name: str, pdf: bytes) -> None:
    with pytest.raises(InputError, match="not a plain one"):
        extract(changed(pdf, name), "paper.pdf")


@pytest.mark.parametrize("size", [3, pikepdf.Name.x, pikepdf.String("7"), -1], ids=str)
def test_a_file_that_is_not_as_long_as_it_says_is_refused(size: object, pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.attachments["figures.csv"].obj.EF.F.Params.Size = size
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


def test_an_attachment_of_three_gigabytes_is_refused_without_its_memory() -> None:
    opened = pikepdf.new()
    opened.add_blank_page()
    opened.attachments["b.csv"] = pikepdf.AttachedFileSpec(
        opened, b"x", filename="b.csv", description="", mime_type="", creation_date="", mod_date=""
    )
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    block = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    checked = (3072 * 2**20 % 65521) << 16 | 1  # Adler-32 of so many zeros
    packed = b"\x78\xda" + 3072 * block + b"\x03\x00" + checked.to_bytes(4, "big")
    for key in opened.attachments["b.csv"].obj.EF.keys():  # noqa: SIM118 - not a dict
        opened.attachments["b.csv"].obj.EF[key].write(packed, filter=pikepdf.Name.FlateDecode)
    written = io.BytesIO()
    opened.save(written, compress_streams=False)
    with pytest.raises(InputError, match="unpacks to more than can be read"):
        extract(written.getvalue())
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 1024 * 1024  # kB, and of everything so far


def test_the_command_writes_over_nothing_and_through_no_link(pdf: bytes, tmp_path: Path) -> None:
    (tmp_path / "paper.pdf").write_bytes(pdf)
    (tmp_path / "to").mkdir()
    (tmp_path / "to" / "figures.csv").symlink_to(tmp_path / "elsewhere")
    done = CliRunner().invoke(app, ["extract", str(tmp_path / "paper.pdf"), "--to", str(tmp_path / "to")])
    assert isinstance(done.exception, WriteError)
    assert not (tmp_path / "elsewhere").exists()
