"""Mutated, cut and random files of each kind end in findings or in a clear refusal, never in a traceback."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from email.message import EmailMessage
from functools import cache

import pytest

from reckoner.reports.audit.engine import audit
from reckoner.reports.audit.ledger import read_ledger
from reckoner.reports.audit.reading.read import read_bytes
from reckoner.reports.errors import InputError
from tests.audit import files
from tests.mutation import in_a_part, mutated

CASES = 2000
TEXT = (
    "Burglary rose from 400 to 500 offences, a 20% "
    "increase.\n\nArea\t2023\t2024\tChange\nNorth\t12\t15\t25%\n\n"
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def text() -> bytes:
    return (TEXT * 3 + "| a | b |\n|---|---|\n| 1 | 2 |\n- one: £1.2m (3.4%)\n").encode()


def html() -> bytes:
    return f"<html><body><h1>A</h1><p>{TEXT}</p><table><tr><td>1<td>2%</tr></table></body></html>".encode()


def docx() -> bytes:
    out = io.BytesIO()
    body = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
    return out.getvalue()


def mail() -> bytes:
    message = EmailMessage()
    message["Subject"] = "Figures"
    message.set_content(TEXT)
    message.add_alternative(f"<p>{TEXT}</p>", subtype="html")
    message.add_attachment(b"x" * 40, maintype="application", subtype="pdf", filename="a.pdf")
    return message.as_bytes()


@cache
def pdf() -> bytes:
    code = "import sys,weasyprint as w;sys.stdout.buffer.write(w.HTML(string=sys.stdin.read()).write_pdf())"
    made = subprocess.run([sys.executable, "-c", code], input=html(), capture_output=True, check=True)
    return made.stdout


ROWS = (("Area", "2023", "2024"), ("North", "12", "15"))
PACKED = (".docx", ".pptx", ".xlsx", ".odt", ".ods")


def rich() -> bytes:
    return files.rtf("Words^1^ \\u8364?\\'a3 {\\footnote Note.}" + files.rtf_table(ROWS))


SLOW = ("1", "1,", "a ", "(", "from 1 ", "12 of 30 (40%) ", "1\t", "@", "£", "1.1.", "- ", "|1")
KINDS: dict[str, Callable[[], bytes]] = {
    ".txt": text, ".md": text, ".html": html, ".docx": docx, ".eml": mail, ".pdf": pdf, ".rtf": rich,
    ".csv": lambda: b"Area,2023,2024\nNorth,12,15\n" * 4, ".mht": mail,
    ".pptx": lambda: files.pptx(files.slide(TEXT, ROWS), files.slide("b"), notes="c"),
    ".xlsx": lambda: files.xlsx({"A": ROWS, "B": [["=B1", "s0:1.5", "x^1^"]]}),
    ".odt": lambda: files.odt(files.o_paragraph(TEXT) + files.o_table(ROWS)),
    ".ods": lambda: files.ods({"A": ROWS, "B": ROWS}, hidden=["B"]),
}  # fmt: skip


def outcome(data: bytes, name: str) -> str:
    try:
        audit(read_bytes(data, name))
    except InputError:
        return "refused"
    return "read"


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.parametrize("kind", KINDS)
def test_a_mutated_file_is_read_or_refused(
    kind: str, chance: random.Random, soak_scale: Callable[[int], int]
) -> None:
    whole = KINDS[kind]()
    half = 0.5 if kind in PACKED else 0
    files = (
        (in_a_part if chance.random() < half else mutated)(whole, chance) for _ in range(soak_scale(CASES))
    )
    assert {outcome(data, f"a{kind}") for data in files} <= {"read", "refused"}


def test_messages_nested_a_thousand_deep_end() -> None:
    data = b"".join(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (i, i) for i in range(1500))
    assert outcome(data + b"\nhello", "a.eml") in ("read", "refused")


def test_tables_nested_a_thousand_deep_end() -> None:
    assert outcome(b"<table><tr><td>" * 3000 + b"1", "a.html") == "read"


def test_a_zip_that_unpacks_without_end_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (100 * 1024 * 1024))
    assert outcome(out.getvalue(), "a.docx") == "refused"


def test_fifty_megabytes_of_text_are_refused_at_once() -> None:
    assert outcome(b"rose from 1 to 2, 3%. " * 2_400_000, "a.txt") == "refused"


@pytest.mark.slow
@pytest.mark.parametrize("unit", SLOW)
def test_a_text_made_to_be_slow_is_not(unit: str) -> None:
    assert outcome((unit * 5_000).encode(), "a.txt") == "read"


@pytest.mark.soak
def test_a_mutated_ledger_is_read_or_refused(chance: random.Random, soak_scale: Callable[[int], int]) -> None:
    whole = b'name,value,unit,period,noun\na.b,12,count,2024-01,"crimes, solved"\na.c,1.5,%,2023-24,share\n'
    for _ in range(soak_scale(CASES)):
        with suppress(InputError):
            read_ledger(mutated(whole, chance).decode("utf-8", "replace"), "figures.csv")
