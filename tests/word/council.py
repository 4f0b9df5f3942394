"""A council's Word template as its Word wrote it: own styles, controls, a bookmark, headings, a header.

Written by hand and not by the program, with what Word puts into files and nobody asks for.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_P = "http://schemas.openxmlformats.org/package/2006"
_CT = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_ROOT = (
    f'xmlns:w="{W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w14 w15"'
)
_HINT = '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>Click to enter text.</w:t></w:r>'


def heading(words: str, level: int = 1) -> str:
    """A heading in the council's own style."""
    return f'<w:p w14:paraId="1A2B3C4D"><w:pPr><w:pStyle w:val="Rubrik{level}"/></w:pPr>{run(words)}</w:p>'


def run(words: str) -> str:
    return f'<w:r w:rsidR="00AB12CD"><w:t xml:space="preserve">{words}</w:t></w:r>'


def line(words: str) -> str:
    return f'<w:p w:rsidR="00AB12CD"><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def control(tag: str, *, more: str = "", inside: str = "") -> str:
    """A control that holds paragraphs, with its hint showing."""
    held = f'<w:alias w:val="The {tag}"/><w:tag w:val="{tag}"/><w:id w:val="77"/>{more}<w:showingPlcHdr/>'
    content = inside or f"<w:p>{_HINT}</w:p>"
    return f"<w:sdt><w:sdtPr>{held}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def within(before: str, tag: str) -> str:
    """A control within a line, bound to a store of the file's that would write over it."""
    bound = '<w:dataBinding w:xpath="/a" w:storeItemID="{1}"/><w:text/>'
    return f"<w:p>{run(before)}{control(tag, more=bound, inside=_HINT)}{run('.')}</w:p>"


def bookmark(name: str, inside: str, before: str = "") -> str:
    marked = f'<w:bookmarkStart w:id="3" w:name="{name}"/>{run(inside)}<w:bookmarkEnd w:id="3"/>'
    return f"<w:p>{run(before) if before else ''}{marked}</w:p>"


BODY = "".join(
    [
        control("Title", inside='<w:p><w:pPr><w:pStyle w:val="Rubrik"/></w:pPr>' + _HINT + "</w:p>"),
        within("Report of: ", "Author"),
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid><w:tr>",
        f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>{line("Contact officer")}</w:tc>',
        '<w:tc><w:tcPr><w:tcW w:w="7000" w:type="dxa"/></w:tcPr>' + bookmark("Contact", "name") + "</w:tc>",
        "</w:tr></w:tbl>",
        heading("Purpose"),
        line("Say here in two sentences what the report is for."),
        heading("Recommendations"),
        control("Recommendations"),
        heading("Report"),
        line("Set the report out here."),
        line("Number its paragraphs."),
        heading("Implications"),
        heading("Legal implications", 2),
        line("Ask the monitoring officer."),
        heading("Background papers"),
        line("List them here &amp; say where they are."),
        '<w:sectPr><w:headerReference w:type="default" r:id="rId9"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" '
        'w:gutter="0"/></w:sectPr>',
    ]
)
STYLES = (
    f"<w:styles {_ROOT}>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/></w:style>'
    + "".join(
        f'<w:style w:type="paragraph" w:styleId="{ident}"><w:name w:val="{name}"/>'
        f'<w:rPr><w:b/><w:sz w:val="{size}"/></w:rPr></w:style>'
        for ident, name, size in (
            ("Rubrik", "Title", 40), ("Rubrik1", "heading 1", 30), ("Rubrik2", "heading 2", 24),
        )
    )
    + '<w:style w:type="paragraph" w:styleId="Punkt"><w:name w:val="List Bullet"/></w:style>'
    '<w:style w:type="character" w:styleId="PlaceholderText"><w:name w:val="Placeholder Text"/></w:style>'
    "</w:styles>"
)  # fmt: skip
NUMBERING = (
    f'<w:numbering {_ROOT}><w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num></w:numbering>'
)


def template(
    body: str = BODY, more: Mapping[str, bytes] | None = None, without: tuple[str, ...] = ()
) -> bytes:
    """The template's file; ``more`` are parts that it has beside or in place of its own."""
    parts: dict[str, bytes] = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_P}/content-types"><Default Extension="rels" ContentType="application/vnd.'
            'openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_CT}.document.main+xml"/>'
            f'<Override PartName="/word/styles.xml" ContentType="{_CT}.styles+xml"/>'
            f'<Override PartName="/word/numbering.xml" ContentType="{_CT}.numbering+xml"/>'
            f'<Override PartName="/word/header1.xml" ContentType="{_CT}.header+xml"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{_P}/relationships"><Relationship Id="rId1" Type="{_R}/officeDocument" '
            'Target="word/document.xml"/><Relationship Id="rId2" Target="docProps/core.xml" '
            f'Type="{_P}/relationships/metadata/core-properties"/></Relationships>'
        ).encode(),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{_P}/relationships"><Relationship Id="rId9" Type="{_R}/header" '
            f'Target="header1.xml"/><Relationship Id="rId3" Type="{_R}/styles" Target="styles.xml"/>'
            f'<Relationship Id="rId4" Type="{_R}/numbering" Target="numbering.xml"/></Relationships>'
        ).encode(),
        "word/document.xml": f"<w:document {_ROOT}><w:body>{body}</w:body></w:document>".encode(),
        "word/styles.xml": STYLES.encode(),
        "word/numbering.xml": NUMBERING.encode(),
        "word/header1.xml": (
            f"<w:hdr {_ROOT}><w:p>{run('Anytown Council: ')}{control('Title', inside=_HINT)}</w:p></w:hdr>"
        ).encode(),
        "docProps/core.xml": (
            f'<cp:coreProperties xmlns:cp="{_P}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Report template</dc:title>'
            "</cp:coreProperties>"
        ).encode(),
        **(more or {}),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            if name not in without:
                declared = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
                archive.writestr(name, declared + content if name.endswith((".xml", ".rels")) else content)
    return made.getvalue()
