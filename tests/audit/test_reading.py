"""Each kind of file gives the same findings as the same words in plain text."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from email.message import EmailMessage

import pytest

from reckoner.reports.audit.document import Block, Table
from reckoner.reports.audit.engine import audit
from reckoner.reports.audit.reading.clean import clean
from reckoner.reports.audit.reading.plain import read_text
from reckoner.reports.audit.reading.read import read_bytes
from reckoner.reports.errors import InputError

WRONG = "Burglary rose from 400 to 500 offences, a 20% increase."
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def rules(data: bytes, name: str) -> list[str]:
    return [finding.rule for finding in audit(read_bytes(data, name)).findings]


def docx(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
    return out.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(html: str) -> bytes:
    code = (
        "import sys,weasyprint;sys.stdout.buffer.write(weasyprint.HTML(string=sys.stdin.read()).write_pdf())"
    )
    return subprocess.run(
        [sys.executable, "-c", code], input=html.encode(), capture_output=True, check=True
    ).stdout


def test_text_in_any_encoding() -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert rules(f"£5 – {WRONG}".encode(encoding), "a.txt") == ["base-swapped"]


def test_a_web_page_without_its_scripts() -> None:
    page = (
        f"<html><head><style>p{{}}</style></head><body><script>rose from 1 to 2, "
        f"50%</script><p>{WRONG}</p></body>"
    )
    assert rules(page.encode(), "a.html") == ["base-swapped"]


def test_a_table_of_a_web_page() -> None:
    page = "<table><tr><th>Area</th><th>2023</th><th>2024</th><th>Change</th></tr>"
    page += "<tr><td>North</td><td>400</td><td>500</td><td>20%</td></tr></table>"
    assert rules(page.encode(), "a.html") == ["table-change"]


def test_an_empty_cell_keeps_its_column() -> None:
    page = "<table><tr><td></td><td>Before</td></tr><tr><td>Posts</td><td>39</td></tr></table>"
    table = read_bytes(page.encode(), "a.html").parts[0]
    assert [row.cells for row in table.rows] == [("", "Before"), ("Posts", "39")]  # type: ignore[union-attr]


def test_a_word_document_and_its_table() -> None:
    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("North", "400", "500", "20%"))
    heads = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Area", "2023", "2024", "Change"))
    body = paragraph(WRONG) + f"<w:tbl><w:tr>{heads}</w:tr><w:tr>{cells}</w:tr></w:tbl>"
    assert sorted(rules(docx(body), "a.docx")) == ["base-swapped", "table-change"]


def test_a_word_document_that_defines_entities_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')
    with pytest.raises(InputError):
        read_bytes(out.getvalue(), "a.docx")


def test_a_message_in_plain_words_and_in_html_only() -> None:
    plain = EmailMessage()
    plain["Subject"] = "News"
    plain.set_content(WRONG)
    page = EmailMessage()
    page.set_content(f"<p>{WRONG}</p>", subtype="html")
    assert rules(plain.as_bytes(), "a.eml") == rules(page.as_bytes(), "b.eml") == ["base-swapped"]


def test_a_pdf_with_a_sentence_over_two_pages_and_a_table_without_lines() -> None:
    words = "Burglary rose from 400 in the year before to 500 <p style='break-before:page'></p>"
    table = "<table><tr><th>Area</th><th>2023</th><th>2024</th><th>Change</th></tr>"
    table += "<tr><td>North</td><td>400</td><td>500</td><td>20%</td></tr></table>"
    style = "<style>td,th{padding:0 2em}</style>"
    data = pdf(f"{style}<p>{WRONG}</p>{table}<p>{words}</p>")
    document = read_bytes(data, "a.pdf")
    findings = audit(document).findings
    assert [(finding.rule, finding.page) for finding in findings] == [
        ("base-swapped", 1),
        ("table-change", 1),
    ]


def test_running_heads_and_page_numbers_do_not_break_a_sentence() -> None:
    head = "Annual report of the board\n\n"
    text = (
        f"{head}Burglary rose over the whole of the county from 400 to "
        f"500\n\n2\n\n{head}offences, a 20% increase.\n\n3\n\n{head}End."
    )
    assert [finding.rule for finding in audit(read_text(text, "a")).findings] == ["base-swapped"]


def test_spaces_that_do_not_break_soft_hyphens_and_private_bullets() -> None:
    assert clean("1\u00a0238 re\u00adcord \uf0b7 item") == "1 238 record • item"


@pytest.mark.parametrize("data", [b"\x00\x01\x02\x03" * 99, b"%PDF-1.7 no more", b"PK\x03\x04 cut"])
def test_what_is_no_document_is_said_so(data: bytes) -> None:
    with pytest.raises(InputError):
        read_bytes(data, "a.bin")


@pytest.mark.parametrize(
    "mark", ["<![e[ x ]>", "<![endif-->", "<![if !vml]>", "<![CDATA[x]]>", "<![", "<![" * 9]
)
def test_marked_sections_are_passed_over_in_pages_and_messages(mark: str) -> None:
    page = f"<!doctype html><p>{WRONG}</p>{mark}"
    message = EmailMessage()
    message.set_content(page, subtype="html")
    assert rules(page.encode(), "a.html") == rules(message.as_bytes(), "a.eml") == ["base-swapped"]


def test_a_word_document_in_an_encoding_that_nobody_knows_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<?xml version='1.0' encoding='UT-8'?><x/>")
    with pytest.raises(InputError, match="its text is in no encoding that is known"):
        read_bytes(out.getvalue(), "a.docx")


RAISED = (
    "<p>The force solved 8,665<sup>1</sup> crimes, up from 7,427<sup>2</sup>, a rise of 13%<sup>3</sup>.</p>"
)


def test_raised_marks_of_notes_are_no_digits_in_a_page_a_pdf_and_a_word_file() -> None:
    assert rules(RAISED.encode(), "a.html") == ["change-percent"]
    assert rules(pdf(RAISED), "a.pdf") == ["change-percent"]
    assert rules(_word_file("8,665", "1", " crimes, up from 7,427, a rise of 13%."), "a.docx") == [
        "change-percent"
    ]


def _word_file(before: str, raised: str, after: str) -> bytes:
    """A Word file with one paragraph that has a raised run."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    mark = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{raised}</w:t></w:r>'
    words = f"<w:r><w:t>{before}</w:t></w:r>{mark}<w:r><w:t>{after}</w:t></w:r>"
    body = f'<w:document xmlns:w="{space}"><w:body><w:p>{words}</w:p></w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", body)
    return out.getvalue()


def test_a_pdf_keeps_its_paragraphs_bullets_and_headings_of_two_lines() -> None:
    prose = "<p>" + "Thefts rose over the year in each of the districts of the county. " * 4 + "</p>"
    items = "<ul><li>400 thefts in the north</li><li>500 thefts in the south</li></ul>"
    head = "<tr><th>Area</th><th>Year to June 2023</th><th>Year to June 2024</th><th>Change</th></tr>"
    table = f"<table>{head}<tr><td>North</td><td>400</td><td>500</td><td>100</td></tr></table>"
    style = "<style>@page{size:90mm 200mm} td,th{padding:0 1em;width:8em} table{font-size:6pt}</style>"
    parts = read_bytes(pdf(style + prose + items + table), "a.pdf").parts
    texts = [(part.kind, part.text) for part in parts if isinstance(part, Block)]
    assert texts[0][0] == "text"
    assert texts[0][1].count("Thefts rose over the year in each of the districts of the county.") == 4
    assert [text for kind, text in texts if kind == "item"] == [
        "400 thefts in the north",
        "500 thefts in the south",
    ]
    rows = [row.cells for part in parts if isinstance(part, Table) for row in part.rows]
    assert rows[-1] == ("North", "400", "500", "100")
    assert "".join(rows[0]).replace(" ", "").startswith("AreaYeartoJune2023YeartoJune2024")


def test_a_picture_is_read_as_it_is_described() -> None:
    picture = '<svg role="img" aria-label="Bar chart. It rose from 120 to 110."><text>120</text></svg>'
    assert rules(picture.encode(), "a.html") == ["direction"]


def test_the_way_to_a_page_s_contents_is_not_read() -> None:
    page = b"<nav><a href='#contents'>Contents</a></nav><p>After it.</p>"
    document = read_bytes(page, "page.html")
    assert [part.text for part in document.parts if isinstance(part, Block)] == ["After it."]


def test_a_list_of_other_pages_is_not_read_and_one_of_this_page_is() -> None:
    page = "<nav><p>Contents</p><ul><li><a href='{}'>Money</a></li></ul></nav><p>After it.</p>"
    for address, read in (("money.html", ["After it."]), ("#money", ["Contents", "Money", "After it."])):
        document = read_bytes(page.format(address).encode(), "page.html")
        assert [part.text for part in document.parts if isinstance(part, Block)] == read
