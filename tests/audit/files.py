"""Small files of each kind, made by hand, so that a test's input is text that can be read."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Mapping, Sequence

_MAIN = "http://schemas.openxmlformats.org/"
W = _MAIN + "wordprocessingml/2006/main"
A = _MAIN + "drawingml/2006/main"
P = _MAIN + "presentationml/2006/main"
S = _MAIN + "spreadsheetml/2006/main"
R = _MAIN + "officeDocument/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
ODF = " ".join(
    f'xmlns:{short}="{_ODF}{name}:1.0"'
    for short, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
    )
)  # fmt: skip


_A_RAISED = '<a:rPr baseline="30000"/>'
_X_RAISED = '<rPr><vertAlign val="superscript"/></rPr>'
_HIDDEN = ' state="hidden"'
_UNSEEN = ' hidden="1"'
_OFF = ' table:style-name="Off"'


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _links(targets: Mapping[str, str]) -> str:
    rows = "".join(f'<Relationship Id="{key}" Target="{target}"/>' for key, target in targets.items())
    return f"<Relationships>{rows}</Relationships>"


def docx(body: str, **others: str) -> bytes:
    """A Word file; ``others`` are further parts of it by the start of their names."""
    parts = {"word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'}
    return zipped(parts | {f"word/{name}.xml": text for name, text in others.items()})


def w_paragraph(text: str) -> str:
    """A paragraph of Word; what stands between ^ and ^ is raised."""
    runs = text.split("^")
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    made = (
        f'<w:r>{raised if n % 2 else ""}<w:t xml:space="preserve">{run}</w:t></w:r>'
        for n, run in enumerate(runs)
    )
    return f"<w:p>{''.join(made)}</w:p>"


def w_table(rows: Sequence[Sequence[str]]) -> str:
    """A table of Word."""
    made = ("".join(f"<w:tc>{w_paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in made)}</w:tbl>"


def pptx(*slides: str, notes: str = "") -> bytes:
    """A presentation with these slides; the notes are those of the first."""
    ids = "".join(f'<p:sldId id="{256 + n}" r:id="s{n}"/>' for n in range(len(slides)))
    parts: dict[str, str] = {
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{P}" xmlns:r="{R}">{ids}</p:presentation>',
        "ppt/_rels/presentation.xml.rels": _links({f"s{n}": f"slides/{n}.xml" for n in range(len(slides))}),
    }
    parts |= {f"ppt/slides/{n}.xml": slide for n, slide in enumerate(slides)}
    if notes:
        parts["ppt/slides/_rels/0.xml.rels"] = _links({"n": "../notesSlides/0.xml"})
        parts["ppt/notesSlides/0.xml"] = slide(notes)
    return zipped(parts)


def slide(text: str, table: Sequence[Sequence[str]] = (), attributes: str = "") -> str:
    """A slide with a paragraph and a table; what stands between ^ and ^ is raised."""
    shape = f"<p:sp>{_a_paragraph(text)}</p:sp>" if text else "<p:pic/>"
    rows = (
        "".join(f"<a:tc><a:txBody>{_a_paragraph(cell)}</a:txBody></a:tc>" for cell in row) for row in table
    )
    tbl = f"<a:tbl>{''.join(f'<a:tr>{row}</a:tr>' for row in rows)}</a:tbl>" if table else ""
    return f'<p:sld xmlns:p="{P}" xmlns:a="{A}" {attributes}>{shape}{tbl}</p:sld>'


def _a_paragraph(text: str) -> str:
    runs = (
        f"<a:r>{_A_RAISED if n % 2 else ''}<a:t>{run}</a:t></a:r>" for n, run in enumerate(text.split("^"))
    )
    return f"<a:p>{''.join(runs)}</a:p>"


def xlsx(
    sheets: Mapping[str, Sequence[Sequence[str]]],
    hidden: Sequence[str] = (),
    styles: str = "",
    *,
    rows_hidden: Collection[int] = (),
    column_hidden: int = 0,
    filtered: bool = False,
) -> bytes:
    """A workbook. A cell is a number, ``=formula``, ``s1:0.2`` for a style, or text with raised parts."""
    column = f'<cols><col min="{column_hidden}" max="{column_hidden}" hidden="1"/></cols>'
    ids = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="s{n}"{_HIDDEN if name in hidden else ""}/>'
        for n, name in enumerate(sheets)
    )
    targets = {f"s{n}": f"worksheets/{n}.xml" for n in range(len(sheets))} | {"st": "styles.xml"}
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets>{ids}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _links(targets),
        "xl/styles.xml": f'<styleSheet xmlns="{S}">{styles}</styleSheet>',
    }
    for n, rows in enumerate(sheets.values()):
        made = (
            f'<row r="{at}"{_UNSEEN if at in rows_hidden else ""}>{"".join(map(_cell, row))}</row>'
            for at, row in enumerate(rows, 1)
        )
        ends = f'<autoFilter ref="A1:B{len(rows)}"/>' if filtered else ""
        parts[f"xl/worksheets/{n}.xml"] = (
            f'<worksheet xmlns="{S}">{column if column_hidden else ""}'
            f"<sheetData>{''.join(made)}</sheetData>{ends}</worksheet>"
        )
    return zipped(parts)


def _cell(text: str) -> str:
    if text.startswith("="):
        return f"<c><f>{text[1:]}</f></c>"
    style, _, value = text.rpartition(":")
    if value.replace(".", "").isdigit():
        return f'<c s="{style[1:] or 0}"><v>{value}</v></c>'
    runs = (f"<r>{_X_RAISED if n % 2 else ''}<t>{run}</t></r>" for n, run in enumerate(text.split("^")))
    return f'<c t="inlineStr"><is>{"".join(runs)}</is></c>' if text else "<c/>"


_SUPER = (
    '<office:automatic-styles><style:style style:name="Up"><style:text-properties '
    'style:text-position="super 58%"/></style:style><style:style style:name="Off"><style:table-properties '
    'table:display="false"/></style:style></office:automatic-styles>'
)


def _opendocument(kind: str, body: str) -> bytes:
    content = (
        f"<office:document-content {ODF}>{_SUPER}<office:body>{body}</office:body></office:document-content>"
    )
    return zipped({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


def odt(body: str) -> bytes:
    """An OpenDocument text."""
    return _opendocument("text", f"<office:text>{body}</office:text>")


def ods(
    sheets: Mapping[str, Sequence[Sequence[str]]],
    hidden: Sequence[str] = (),
    *,
    rows_hidden: Collection[int] = (),
    column_hidden: int = 0,
    filtered: bool = False,
) -> bytes:
    """An OpenDocument spreadsheet."""
    seen = f'<table:table-column table:number-columns-repeated="{column_hidden - 1}"/>'
    columns = f'{seen}<table:table-column table:visibility="collapse"/>' if column_hidden else ""
    unseen = dict.fromkeys(rows_hidden, "filter" if filtered else "collapse")
    made = (
        o_table(rows, f'table:name="{name}"{_OFF if name in hidden else ""}', columns, unseen)
        for name, rows in sheets.items()
    )
    return _opendocument("spreadsheet", f"<office:spreadsheet>{''.join(made)}</office:spreadsheet>")


def o_paragraph(text: str) -> str:
    """A paragraph of OpenDocument; what stands between ^ and ^ is raised."""
    runs = (
        f'<text:span text:style-name="Up">{run}</text:span>' if n % 2 else run
        for n, run in enumerate(text.split("^"))
    )
    return f"<text:p>{''.join(runs)}</text:p>"


def o_table(
    rows: Sequence[Sequence[str]],
    attributes: str = "",
    columns: str = "",
    unseen: Mapping[int, str] | None = None,
) -> str:
    """A table of OpenDocument; ``unseen`` has the visibility of rows that nobody sees."""
    made = (
        "".join(f"<table:table-cell>{o_paragraph(cell)}</table:table-cell>" for cell in row) for row in rows
    )
    marks = {at: f' table:visibility="{kind}"' for at, kind in (unseen or {}).items()}
    rows_made = "".join(
        f"<table:table-row{marks.get(at, '')}>{row}</table:table-row>" for at, row in enumerate(made, 1)
    )
    return f"<table:table {attributes}>{columns}{rows_made}</table:table>"


def rtf(body: str) -> bytes:
    """A Rich Text file; what stands between ^ and ^ is raised."""
    runs = body.split("^")
    text = "".join(rf"{{\super {run}}}" if n % 2 else run for n, run in enumerate(runs))
    return (rf"{{\rtf1\ansi\ansicpg1252{{\fonttbl{{\f0 Arial 12;}}}}\pard {text}\par}}").encode()


def rtf_table(rows: Sequence[Sequence[str]]) -> str:
    """A table of Rich Text."""
    made = ("".join(rf"\intbl {cell}\cell" for cell in row) for row in rows)
    return r"\par" + "".join(rf"\trowd\cellx1\pard {row}\row" for row in made) + r"\pard "
