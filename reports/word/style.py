"""The styles of a Word document, from the design that its page and its PDF have too."""

from __future__ import annotations

from reckoner.reports.settings.office import Design
from reckoner.reports.word.xml import Xml, element, part, valued

MARK = "SourceMark"  # characters that the program put there and nobody edits
PROOF = "ProofMark"
ABOVE = ("Caption", "ChartSubtitle")  # stand on the page of what they are about
NUMBERED, TEXT = "NumberedParagraph", "BodyText"
LISTS = {False: "ListBullet", True: "ListNumber"}
_HALF, _TWIPS = 2, 20
_Paragraph = tuple[Xml, ...]


def styles(design: Design, language: str) -> bytes:
    """The part ``styles.xml``."""
    return part(
        "w:styles", _defaults(design, language), *_paragraphs(design), *_characters(design), _table(design)
    )


def twips(millimetres: float) -> str:
    """A length as Word counts it."""
    return str(round(millimetres * 1440 / 25.4))


def _defaults(design: Design, language: str) -> Xml:
    run = (
        _fonts(design.fonts.text),
        valued("w:color", _hex(design.colours.text)),
        valued("w:sz", str(design.sizes.text * _HALF)),
        element("w:lang", {"w:val": language, "w:eastAsia": language, "w:bidi": "ar-SA"}),
    )
    spacing = element("w:spacing", {"w:after": "120", "w:line": "276", "w:lineRule": "auto"})
    return element(
        "w:docDefaults",
        None,
        element("w:rPrDefault", None, element("w:rPr", None, *run)),
        element("w:pPrDefault", None, element("w:pPr", None, spacing)),
    )


def _fonts(family: str) -> Xml:
    return element("w:rFonts", {"w:ascii": family, "w:hAnsi": family, "w:cs": family})


def _hex(colour: str) -> str:
    return colour.removeprefix("#").upper()


def _style(
    name: str,
    ident: str,
    paragraph: _Paragraph = (),
    run: tuple[Xml, ...] = (),
    *,
    following: str = TEXT,
    base: str = "Normal",
    kind: str = "paragraph",
) -> Xml:
    own = {"w:type": kind, "w:styleId": ident}
    own |= {"w:default": "1"} if ident in ("Normal", "DefaultParagraphFont", "TableNormal") else {}
    inside = [valued("w:name", name)]
    if base and base != ident:
        inside.append(valued("w:basedOn", base))
    if kind == "paragraph":
        inside.append(valued("w:next", following))
    inside.append(valued("w:uiPriority", "1"))
    inside.append(element("w:qFormat"))
    inside += [element("w:pPr", None, *paragraph)] if paragraph else []
    inside += [element("w:rPr", None, *run)] if run else []
    return element("w:style", own, *inside)


def _heading(design: Design, level: int, size: int) -> Xml:
    paragraph = (
        element("w:keepNext"),
        element("w:keepLines"),
        element("w:spacing", {"w:before": str(480 - 100 * level), "w:after": "120"}),
        valued("w:outlineLvl", str(level - 1)),
    )
    run = (
        _fonts(design.fonts.headings),
        element("w:b"),
        valued("w:color", _hex(design.colours.primary)),
        valued("w:sz", str(size * _HALF)),
    )
    return _style(f"heading {level}", f"Heading{level}", paragraph, run)


def _paragraphs(design: Design) -> list[Xml]:
    sizes, colours = design.sizes, design.colours
    muted = (valued("w:color", _hex(colours.muted)), _size(sizes.small))
    strong, keep = element("w:b"), element("w:keepNext")
    title = (
        _fonts(design.fonts.headings),
        strong,
        valued("w:color", _hex(colours.primary)),
        _size(sizes.title),
    )
    indent = element("w:ind", {"w:left": "567", "w:right": "567"})
    band = element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": "801650"})
    return [
        _style("Normal", "Normal", following="Normal"),
        _style("Body Text", TEXT),
        _style("Title", "Title", (_spacing("240", "120"),), title),
        _style("Subtitle", "Subtitle", (), (_size(sizes.subheading),)),
        _style("Cover Detail", "CoverDetail", (_spacing("0", "40"),)),
        _heading(design, 1, sizes.heading),
        _heading(design, 2, sizes.subheading),
        _heading(design, 3, sizes.text),
        _style("Numbered Paragraph", NUMBERED, following=NUMBERED, base=TEXT),
        _style("List Bullet", LISTS[False], following=LISTS[False], base=TEXT),
        _style("List Number", LISTS[True], following=LISTS[True], base=TEXT),
        _style("Quote", "Quote", (indent,), (element("w:i"),)),
        _style("caption", "Caption", (keep,), (strong,)),
        _style("Table Text", "TableText", (_spacing("40", "40"),)),
        _style("Note Text", "NoteText", (), muted),
        _style("Chart Subtitle", "ChartSubtitle", (keep,), muted),
        _style("TOC Heading", "TOCHeading", (keep, _spacing("360", "120")), (strong, _size(sizes.heading))),
        _style("toc 1", "TOC1", (_spacing("0", "60"),)),
        _style("header", "Header", (), muted),
        _style("footer", "Footer", (valued("w:jc", "right"),), muted),
        _style(
            "Proof Mark", PROOF, (band, valued("w:jc", "center")), (strong, valued("w:color", "FFFFFF"))
        ),
    ]  # fmt: skip


def _size(points: int) -> Xml:
    return valued("w:sz", str(points * _HALF))


def _spacing(before: str, after: str) -> Xml:
    return element("w:spacing", {"w:before": before, "w:after": after})


def _characters(design: Design) -> list[Xml]:
    colours = design.colours
    link = (valued("w:color", _hex(colours.accent)), valued("w:u", "single"))
    mark = (valued("w:color", _hex(colours.accent)), _size(design.sizes.small))
    return [
        _style("Default Paragraph Font", "DefaultParagraphFont", base="", kind="character"),
        _style("Hyperlink", "Hyperlink", (), link, base="DefaultParagraphFont", kind="character"),
        _style("Source Mark", MARK, (), mark, base="DefaultParagraphFont", kind="character"),
        _style(
            "Quoted Characters",
            "QuotedCharacters",
            (),
            (_fonts("Courier New"),),
            base="DefaultParagraphFont",
            kind="character",
        ),
    ]


def _table(design: Design) -> Xml:
    line = {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": _hex(design.colours.rule)}
    borders = element(
        "w:tblBorders", None, *(element(f"w:{side}", line) for side in ("top", "bottom", "insideH"))
    )
    bold = element("w:rPr", None, element("w:b"))
    parts = [element("w:tblStylePr", {"w:type": kind}, bold) for kind in ("firstRow", "firstCol")]
    margins = element(
        "w:tblCellMar",
        None,
        *(element(f"w:{side}", {"w:w": "85", "w:type": "dxa"}) for side in ("left", "right")),
    )
    return element(
        "w:style",
        {"w:type": "table", "w:customStyle": "1", "w:styleId": "FiguresTable"},
        valued("w:name", "Figures Table"),
        valued("w:uiPriority", "1"),
        element("w:qFormat"),
        element("w:tblPr", None, borders, margins),
        *parts,
    )
