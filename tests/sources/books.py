"""Small spreadsheets written by hand, so that a test shows every cell that its file holds."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PKG = "http://schemas.openxmlformats.org/package/2006"
_STYLES = {"general": 0, "percent": 10, "time": 20, "date": 14, "elapsed": 46, "own percent": 164}


@dataclass(frozen=True)
class Styled:
    """A number shown as a percentage, a clock time, a date or an elapsed time; or an error value."""

    value: float | int | str
    style: str


Cell = str | int | float | Styled | None
Rows = Sequence[Sequence[Cell]]


def letters(column: int) -> str:
    """Column 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _cell(value: Cell, row: int, column: int) -> str:
    ref = f"{letters(column)}{row}"
    if value is None:
        return ""
    if isinstance(value, str):
        return f'<c r="{ref}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    if isinstance(value, Styled):
        if value.style == "error":
            return f'<c r="{ref}" t="e"><v>{value.value}</v></c>'
        return f'<c r="{ref}" s="{list(_STYLES).index(value.style)}"><v>{value.value}</v></c>'
    return f'<c r="{ref}"><v>{value!r}</v></c>'


def _sheet(rows: Rows, merged: Iterable[str], hidden: Iterable[int], hidden_columns: Iterable[int]) -> str:
    cols = "".join(f'<col min="{n}" max="{n}" width="9" hidden="1"/>' for n in hidden_columns)
    body = "".join(
        f'<row r="{number}"{" hidden=" + quoteattr("1") if number in set(hidden) else ""}>'
        + "".join(_cell(value, number, column) for column, value in enumerate(row))
        + "</row>"
        for number, row in enumerate(rows, start=1)
    )
    merges = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    return (
        f'<worksheet xmlns="{_MAIN}">'
        + (f"<cols>{cols}</cols>" if cols else "")
        + f"<sheetData>{body}</sheetData>"
        + (f"<mergeCells>{merges}</mergeCells>" if merges else "")
        + "</worksheet>"
    )


def _styles() -> str:
    xfs = "".join(f'<xf numFmtId="{number}" applyNumberFormat="1"/>' for number in _STYLES.values())
    return (
        f'<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
        '<numFmt numFmtId="164" formatCode="0.00\\%"/></numFmts>'
        "<fonts><font/></fonts><fills><fill/></fills><borders><border/></borders>"
        f"<cellStyleXfs><xf/></cellStyleXfs><cellXfs>{xfs}</cellXfs></styleSheet>"
    )


def write_xlsx(
    path: Path,
    sheets: Mapping[str, Rows],
    *,
    merged: Iterable[str] = (),
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[int] = (),
    hidden_sheets: Iterable[str] = (),
) -> Path:
    """An XLSX file; merged ranges, hidden rows and columns apply to every sheet."""
    names = list(sheets)
    entries = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"'
        f"{' state=' + quoteattr('hidden') if name in set(hidden_sheets) else ''}/>"
        for n, name in enumerate(names, start=1)
    )
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_REL}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(names) + 1)
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for n in range(1, len(names) + 1)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PKG}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        f"{kinds}</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PKG}/relationships"><Relationship Id="rId1" '
        f'Type="{_REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_REL}">'
        f"<sheets>{entries}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PKG}/relationships">{relations}'
        f'<Relationship Id="rId99" Type="{_REL}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": _styles(),
    }
    for n, rows in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{n}.xml"] = _sheet(rows, merged, hidden_rows, hidden_columns)
    return write_zip(
        path, {name: f'<?xml version="1.0" encoding="UTF-8"?>{text}' for name, text in parts.items()}
    )


def write_ods(path: Path, sheets: Mapping[str, str]) -> Path:
    """An ODS file; each sheet is its ``table:table-row`` elements as text."""
    spaces = (
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    )
    tables = "".join(
        f"<table:table table:name={quoteattr(name)}>{rows}</table:table>" for name, rows in sheets.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0"?>'
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    )
    return write_zip(path, {"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest})


def ods_row(*cells: str, extra: str = "") -> str:
    """A row of cells made with ``ods_text``, ``ods_value`` and ``ods_time``."""
    return f"<table:table-row {extra}>{''.join(cells)}</table:table-row>"


def ods_text(text: str) -> str:
    """A cell of text."""
    return f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'


def ods_value(value: float | int, kind: str = "float") -> str:
    """A number, or a percentage when the kind says so."""
    return f'<table:table-cell office:value-type="{kind}" office:value="{value!r}"/>'


def ods_time(value: str) -> str:
    """A clock time such as PT01H30M00S."""
    return f'<table:table-cell office:value-type="time" office:time-value="{value}"/>'


def write_zip(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """A zip with fixed dates."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return path
