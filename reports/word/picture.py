"""Pictures of a Word document: drawn as SVG where Word can, as PNG elsewhere, always with words for them."""

from __future__ import annotations

from reckoner.reports.word.body import Body
from reckoner.reports.word.xml import Xml, element, valued

_EMU = 12_700  # of a point
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_USE = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
_DECORATIVE_USE = "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"
_FALLBACK = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg"}


def write_picture(
    body: Body, content: bytes, kind: str, alt: str, width: float, height: float, svg: bytes = b""
) -> None:
    """Put a picture in a paragraph of its own; ``width`` and ``height`` are in points.

    Without words it is decoration, and marked so: Word's own checker then misses none.
    """
    related = body.picture(content, kind)
    drawn = element(
        "a:blip",
        {"r:embed": related},
        *([_with_svg(body.picture(svg, "svg"))] if svg else []),
    )
    number = str(len(body.pictures))
    size = {"cx": str(round(width * _EMU)), "cy": str(round(height * _EMU))}
    about = {"id": number, "name": f"Picture {number}", "descr": alt}
    silent = [] if alt else [_decoration()]
    shape = element(
        "pic:pic",
        {"xmlns:pic": _PICTURE},
        element("pic:nvPicPr", None, element("pic:cNvPr", about, *silent), element("pic:cNvPicPr")),
        element("pic:blipFill", None, drawn, element("a:stretch", None, element("a:fillRect"))),
        element(
            "pic:spPr",
            None,
            element("a:xfrm", None, element("a:off", {"x": "0", "y": "0"}), element("a:ext", size)),
            element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
        ),
    )
    graphic = element("a:graphic", None, element("a:graphicData", {"uri": _PICTURE}, shape))
    locks = element("a:graphicFrameLocks", {"noChangeAspect": "1"})
    inline = element(
        "wp:inline",
        {"distT": "0", "distB": "0", "distL": "0", "distR": "0"},
        element("wp:extent", size),
        element("wp:docPr", about, *silent),
        element("wp:cNvGraphicFramePr", None, locks),
        graphic,
    )
    run = element("w:r", None, element("w:drawing", None, inline))
    body.parts.append(
        element(
            "w:p", None, element("w:pPr", None, valued("w:pStyle", "BodyText"), element("w:keepNext")), run
        )
    )


def is_drawn(name: str) -> str:
    """The kind of a picture that Word shows without a fallback, by its file's name; else nothing."""
    return _FALLBACK.get(name.rpartition(".")[2].lower(), "")


def _decoration() -> Xml:
    said = element("adec:decorative", {"xmlns:adec": _DECORATIVE, "val": "1"})
    return element("a:extLst", None, element("a:ext", {"uri": _DECORATIVE_USE}, said))


def _with_svg(related: str) -> Xml:
    use = element("asvg:svgBlip", {"xmlns:asvg": _SVG, "r:embed": related})
    return element("a:extLst", None, element("a:ext", {"uri": _SVG_USE}, use))
