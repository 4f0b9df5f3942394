"""Each kind of file: what is read of it, what is said to be unread, and that what means harm is refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reckoner.reports.audit.document import Block, Document, Table
from reckoner.reports.audit.engine import audit
from reckoner.reports.audit.reading.numberformat import shown
from reckoner.reports.audit.reading.read import DEEPEST, MOST_ATTACHMENTS, read_bytes
from reckoner.reports.audit.reading.reader import read
from reckoner.reports.cli.main import app
from reckoner.reports.errors import InputError
from tests.audit import files

RUN = CliRunner()
RAISED = "The force solved 8,665^1^ crimes, up from 7,427^2,3^, a rise of 13%^[4]^."
HEAD = ("Area", "2023", "2024", "Change")
ROWS = (HEAD, ("North", "400^1^", "500", "20%"), ("South", "100", "150", "50%"))
BOTH = ["change-percent", "table-change"]


def message(*attached: tuple[str, bytes], text: str = "See what is attached.") -> bytes:
    made = EmailMessage()
    made["Subject"] = "Figures"
    made.set_content(text)
    for name, data in attached:
        made.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def csv(rows: Sequence[Sequence[str]], mark: str = ",") -> bytes:
    return "\n".join(mark.join(row) for row in rows).replace("^1^", "").encode()


def html(body: str, raised: str = "<sup>{}</sup>") -> bytes:
    runs = body.split("^")
    return "".join(raised.format(run) if n % 2 else run for n, run in enumerate(runs)).encode()


def html_table(rows: Sequence[Sequence[str]]) -> str:
    return (
        f"<table>{''.join('<tr>' + ''.join(f'<td>{c}</td>' for c in row) + '</tr>' for row in rows)}</table>"
    )


def mht() -> bytes:
    page = html(f"<p>{RAISED}</p>{html_table(ROWS)}").decode()
    made = EmailMessage()
    made["Subject"] = "Kept page"
    made.set_content(page, subtype="html")
    made.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<a>")
    return made.as_bytes()


KINDS: dict[str, Callable[[], bytes]] = {
    "a.docx": lambda: files.docx(files.w_paragraph(RAISED) + files.w_table(ROWS)),
    "a.pptx": lambda: files.pptx(files.slide(RAISED), files.slide("Areas", ROWS)),
    "a.xlsx": lambda: files.xlsx({"Words": [[RAISED]], "Areas": ROWS}),
    "a.odt": lambda: files.odt(files.o_paragraph(RAISED) + files.o_table(ROWS)),
    "a.ods": lambda: files.ods({"Words": [[RAISED]], "Areas": ROWS}),
    "a.rtf": lambda: files.rtf(RAISED + files.rtf_table(ROWS)),
    "a.html": lambda: html(f"<p>{RAISED}</p>{html_table(ROWS)}"),
    "styled.html": lambda: html(
        f"<p>{RAISED}</p>{html_table(ROWS)}", '<span style="font-size:60%; vertical-align: super">{}</span>'
    ),
    "a.mht": mht,
    "a.eml": lambda: message(("a.xlsx", files.xlsx({"Words": [[RAISED]], "Areas": ROWS}))),
}  # fmt: skip


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_gives_the_same_findings_and_raised_marks_are_no_digits(name: str) -> None:
    document = read_bytes(KINDS[name](), name)
    assert sorted(finding.rule for finding in audit(document).findings) == BOTH
    assert document.unread == ()


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_csv_is_a_table_whatever_stands_between_its_cells(mark: str) -> None:
    for name in ("a.csv", "a.tsv"):
        assert [f.rule for f in audit(read_bytes(csv(ROWS, mark), name)).findings] == ["table-change"]
    led = f"sep={mark}\n".encode() + csv(ROWS, mark)
    assert [(f.rule, f.line) for f in audit(read_bytes(led, "a.csv")).findings] == [("table-change", 3)]


PLACES = {
    "a.docx": ["paragraph 1", "table 1, row 2"], "a.pptx": ["slide 1", "slide 2, table 1, row 2"],
    "a.xlsx": ["sheet Words, row 1", "sheet Areas, row 2"], "a.odt": ["paragraph 1", "table 1, row 2"],
    "a.ods": ["sheet Words, row 1", "sheet Areas, row 2"], "a.rtf": ["paragraph 1", "table 1, row 2"],
    "a.eml": ["attachment a.xlsx, sheet Words, row 1", "attachment a.xlsx, sheet Areas, row 2"],
}  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_a_finding_says_where_it_is_as_people_count_in_such_a_file(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(KINDS[name]())
    data = json.loads(RUN.invoke(app, ["check", "--format", "json", str(tmp_path / name)]).output)
    assert [finding["place"] for finding in data["findings"]] == PLACES[name]
    assert [finding["line"] for finding in data["findings"]] == [None, None]


def texts(document: Document) -> list[str]:
    return [part.text for part in document.parts if isinstance(part, Block)]


def test_notes_and_boxes_of_word_are_read_and_what_was_struck_out_is_not() -> None:
    inner = f"<w:txbxContent>{files.w_paragraph('In a box.')}</w:txbxContent>"
    box = f"<w:p><w:r><w:t>Before.</w:t>{inner}</w:r></w:p>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden.</w:t></w:r>"
    gone = f"<w:p><w:del><w:r><w:t>Gone.</w:t></w:r></w:del>{hidden}</w:p>"
    note = f"<w:footnote>{files.w_paragraph('A note.')}</w:footnote>"
    notes = f'<w:footnotes xmlns:w="{files.W}">{note}</w:footnotes>'
    document = read_bytes(files.docx(box + gone, footnotes=notes), "a.docx")
    assert texts(document) == ["In a box.", "Before.", "A note."]
    assert document.where(document.parts[-1].marks[0].line, None) == "footnotes, paragraph 1"  # type: ignore[union-attr]


def test_a_style_of_word_may_raise_a_mark() -> None:
    styles = (
        f'<w:styles xmlns:w="{files.W}"><w:style w:styleId="Ref"><w:rPr><w:vertAlign w:val="superscript"/>'
        "</w:rPr></w:style></w:styles>"
    )
    run = '<w:r><w:rPr><w:rStyle w:val="Ref"/></w:rPr><w:t>1</w:t></w:r>'
    body = f"<w:p><w:r><w:t>There were 20</w:t></w:r>{run}<w:r><w:t> offences.</w:t></w:r></w:p>"
    assert texts(read_bytes(files.docx(body, styles=styles), "a.docx")) == ["There were 20 offences."]


def test_charts_and_diagrams_are_named_as_unread() -> None:
    chart = f'<w:p><w:drawing><c:chart xmlns:c="c" xmlns:r="{files.R}" r:id="r1"/></w:drawing></w:p>'
    document = read_bytes(files.docx(chart * 2 + files.w_paragraph("Words.")), "a.docx")
    assert document.unread == ("2 charts were not read",)


def test_hidden_slides_and_slides_of_pictures_are_named_and_notes_are_read() -> None:
    data = files.pptx(
        files.slide("First."),
        files.slide("Off.", attributes='show="0"'),
        files.slide(""),
        notes="Said aloud.",
    )
    document = read_bytes(data, "a.pptx")
    assert texts(document) == ["First.", "Said aloud."]
    assert document.unread == (
        "slide 2 is hidden and was not read",
        "slide 3 held pictures, no text, and went unread",
    )
    assert document.read == "3 slides"


@pytest.mark.parametrize("make", [files.xlsx, files.ods])
def test_hidden_sheets_are_named_and_those_read_are_listed(
    make: Callable[..., bytes], tmp_path: Path
) -> None:
    name = f"a.{make.__name__}"
    (tmp_path / name).write_bytes(make({"Seen": [["There were 20 offences."]], "Old": ROWS}, hidden=["Old"]))
    done = RUN.invoke(app, ["check", str(tmp_path / name)])
    assert done.exit_code == 65
    assert f"read: {tmp_path / name}: 1 sheet: Seen\n" in done.output
    assert f"not read: {tmp_path / name}: the hidden sheet Old was not read\n" in done.output


SHEET = [["Area", "2025"], ["North", "120"], ["South", "80"], ["East", "100"], ["Total", "300"]]


@pytest.mark.parametrize("make", [files.xlsx, files.ods])
def test_rows_and_columns_that_somebody_hid_are_read_and_named(make: Callable[..., bytes]) -> None:
    data = make({"A": SHEET}, rows_hidden=(3, 4), column_hidden=2)
    document = read_bytes(data, f"a.{make.__name__}")
    (table,) = (part for part in document.parts if isinstance(part, Table))
    assert [row.cells[0] for row in table.rows] == [row[0] for row in SHEET]
    assert document.read == "1 sheet: A (with hidden rows 3 to 4 and column B)"
    assert document.unread == ()


@pytest.mark.parametrize("make", [files.xlsx, files.ods])
def test_rows_that_a_filter_hides_are_left_out_and_named_and_the_total_is_that_of_the_others(
    make: Callable[..., bytes], tmp_path: Path
) -> None:
    shown = [*SHEET[:-1], ["Total", "220"]]
    path = tmp_path / f"a.{make.__name__}"
    path.write_bytes(make({"A": shown}, rows_hidden=(3,), filtered=True))
    done = RUN.invoke(app, ["check", str(path)])
    assert "error:" not in done.output
    assert f"not read: {path}: sheet A: a filter hides row 3\n" in done.output
    path.write_bytes(make({"A": SHEET}, rows_hidden=(3,), filtered=True))
    assert "error:" in RUN.invoke(app, ["check", str(path)]).output


def test_a_formula_that_was_never_worked_out_is_named_with_its_cell() -> None:
    document = read_bytes(files.xlsx({"A": [["Total", "=SUM(B2:B3)"], ["North", "3"]]}), "a.xlsx")
    assert len(document.unread) == 1
    assert document.unread[0].startswith("sheet A: formulas without a value went unread")


FORMATS = (
    '<numFmts><numFmt numFmtId="164" formatCode="0.0%"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'
)


def test_a_number_of_a_sheet_is_read_as_it_is_shown() -> None:
    document = read_bytes(
        files.xlsx({"A": [["Share", "s1:0.1331"], ["Other", "s0:0.30000000000000004"]]}, styles=FORMATS),
        "a.xlsx",
    )
    (table,) = (part for part in document.parts if isinstance(part, Table))
    assert [row.cells for row in table.rows] == [("Share", "13.3%"), ("Other", "0.3")]


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("1234.5", "#,##0", "1,235"), ("1234.5", "#,##0.00", "1,234.50"),
        ("-1234", "#,##0;(#,##0)", "(1,234)"),
        ("0.5", "0%", "50%"), ("1250000", '"£"#,##0,"k"', "£1,250k"), ("12", "[$£-809]#,##0.00", "£12.00"),
        ("45658", "d mmm yyyy", "1 January 2025"), ("45658", "mmm yyyy", "January 2025"),
        ("0.25", "h:mm", "06:00"),
        ("3", "General", "3"), ("1E+2", "General", "100"), ("0", '#,##0;-#,##0;"-"', "-"), ("7", "@", "7"),
        ("-0.4", "0", "0"), ("1500", "0.0,", "1.5"), ("none", "0", "none"),
    ],
)  # fmt: skip
def test_formats_of_numbers(value: str, code: str, text: str) -> None:
    assert shown(value, code) == text


def test_every_part_and_attachment_of_a_message_is_read_also_of_a_message_in_it() -> None:
    inner = message(("b.csv", csv(ROWS)), text="Burglary rose from 400 to 500 offences, a 20% increase.")
    made = EmailMessage()
    made["Subject"] = "All"
    made.set_content("Theft rose from 120 to 110.")
    made.add_attachment(inner, maintype="application", subtype="octet-stream", filename="inner.eml")
    made.add_attachment(
        b"\x00\x01\x02\x03" * 99, maintype="application", subtype="octet-stream", filename="x.bin"
    )
    made.add_attachment(b"\xd0\xcf\x11\xe0" * 9, maintype="application", subtype="msword", filename="old.doc")
    document = read_bytes(made.as_bytes(), "a.eml")
    found = audit(document).findings
    assert {(f.rule, document.where(f.line, f.page)) for f in found} == {
        ("direction", "text, line 1"),
        ("base-swapped", "attachment inner.eml, text, line 1"),
        ("table-change", "attachment inner.eml, attachment b.csv, line 2"),
    }
    assert document.unread == (
        "attachment x.bin: it holds no text that can be read",
        "attachment old.doc: it is a Word file of the old kind",
    )


def test_of_two_forms_of_one_text_the_page_is_read_and_other_numbers_of_the_plain_one_too() -> None:
    made = EmailMessage()
    made.set_content("There were 12 offences.")
    made.add_alternative("<p>There were 12 offences.</p>", subtype="html")
    assert texts(read_bytes(made.as_bytes(), "a.eml")) == ["There were 12 offences."]
    other = EmailMessage()
    other.set_content("There were 13 offences.")
    other.add_alternative("<p>There were 12 offences.</p>", subtype="html")
    assert len(texts(read_bytes(other.as_bytes(), "a.eml"))) == 2


def test_messages_in_messages_have_an_end_and_it_is_told() -> None:
    data = message(text="Deepest.")
    for _ in range(DEEPEST + 2):
        data = message(("m.eml", data))
    assert any("more than 4 deep" in what for what in read_bytes(data, "a.eml").unread)
    many = message(*((f"{n}.csv", b"a,b\n1,2\n") for n in range(MOST_ATTACHMENTS + 2)))
    unread = read_bytes(many, "a.eml").unread
    assert len(unread) == 2
    assert unread[0].endswith(f"it comes after the first {MOST_ATTACHMENTS} attachments, which were read")


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("a.doc", "it is a Word file of the old kind"), ("a.msg", "it is an Outlook message"),
        ("a.zip", "it holds other files packed together"), ("a.jpg", "it is a picture"),
        ("a.pages", "it is a Pages file"), ("a.xls", "it is an Excel file of the old kind"),
    ],
)  # fmt: skip
def test_other_kinds_get_a_true_sentence_alone_and_in_a_folder(name: str, what: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=what) as refusal:
        read_bytes(b"\x00\x01\x02" * 99, name)
    assert refusal.value.faults[0].todo
    (tmp_path / name).write_bytes(b"\x00\x01\x02" * 99)
    (tmp_path / "b.txt").write_text("There were 12 offences.", encoding="utf-8")
    done = RUN.invoke(app, ["check", str(tmp_path)])
    assert done.exit_code == 65
    assert f"not read: {tmp_path / name}: {what}" in done.output


def test_a_file_under_a_wrong_name_is_read_for_what_it_is() -> None:
    assert texts(read_bytes(KINDS["a.rtf"](), "a.txt"))[0].startswith("The force solved 8,665 crimes")
    assert texts(read_bytes(KINDS["a.docx"](), "a.bin"))[0].startswith("The force solved 8,665 crimes")


PACKED = {
    "a.docx": "word/document.xml", "a.pptx": "ppt/presentation.xml", "a.xlsx": "xl/workbook.xml",
    "a.odt": "content.xml", "a.ods": "content.xml",
}  # fmt: skip
HARMFUL = {
    "an entity": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
    "an entity in UTF-16": '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
    "a file of the machine": '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>',
    "nesting": "<x>" * 20_000,
    "no end": "<x>" + " " * 110_000_000,
    "no encoding": "<?xml version='1.0' encoding='UT-8'?><x/>",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", PACKED)
@pytest.mark.parametrize("harm", HARMFUL)
def test_a_package_that_means_harm_is_refused(name: str, harm: str) -> None:
    text = HARMFUL[harm]
    parts: dict[str, str | bytes] = {PACKED[name]: text.encode("utf-16" if "utf-16" in text else "utf-8")}
    with pytest.raises(InputError):
        read_bytes(files.zipped(parts), name)


def test_a_rich_text_without_end_is_refused_and_no_picture_in_it_is_text() -> None:
    with pytest.raises(InputError, match="nested too deeply"):
        read_bytes(b"{\\rtf1 " + b"{" * 5000, "a.rtf")
    picture = b"{\\pict\\pngblip 89504e470d0a1a0a}{\\*\\secret 12 of 20 (10%)}\\bin4 \x00{{\\Words."
    assert texts(read_bytes(b"{\\rtf1 " + picture + b"}", "a.rtf")) == ["Words."]


def test_cells_over_several_columns_and_rows_keep_the_others_in_place() -> None:
    page = (
        "<table><tr><th rowspan=2>Area</th><th colspan=2>Offences</th><th rowspan=2>Change</th></tr>"
        "<tr><th>2023</th><th>2024</th></tr><tr><td>North<td>400<td>500<td>20%</tr></table>"
    )
    document = read_bytes(page.encode(), "a.html")
    (table,) = (part for part in document.parts if isinstance(part, Table))
    assert [row.cells for row in table.rows] == [
        ("Area", "Offences", "", "Change"),
        ("", "2023", "2024", ""),
        ("North", "400", "500", "20%"),
    ]
    assert [finding.rule for finding in audit(document).findings] == ["table-change"]


PROGRAMS = {
    "a.txt": b"\x7fELF\x02\x01", "a.md": b"#!/bin/sh\necho 100\n", "a": b"MZ\x90\0\x03", "b.csv": b"<?php 1;",
    "c.exe": b"MZ\x90\0\x03",
}  # fmt: skip


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_is_refused_whatever_it_is_called(name: str) -> None:
    with pytest.raises(InputError, match="program") as refused:
        read(PROGRAMS[name], name)
    assert ".docx" in (refused.value.faults[0].todo or "")


@pytest.mark.parametrize("name", ["a.exe", "a.json", "notes.rst"])
def test_a_text_called_by_another_kind_is_refused(name: str) -> None:
    with pytest.raises(InputError, match=name.removeprefix("a").removeprefix("notes")):
        read(b"Crimes rose from 100 to 150.", name)


@pytest.mark.parametrize("name", ["a", "minutes 27.11", "a.Final version", "-", "a.txt"])
def test_a_text_whose_name_says_no_kind_is_read(name: str) -> None:
    assert read(b"Crimes rose from 100 to 150.", name).parts
