"""A drawing (SVG) read element by element: its size, and whatever in it is more than a drawing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from reckoner.reports.harmless.address import is_own, is_within, scheme
from reckoner.reports.harmless.style import style_fault

_SVG, _XLINK, _XML = (
    "http://www.w3.org/2000/svg",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
)
_ACTIVE = (
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/1998/Math/MathML",
    "http://www.w3.org/2001/xml-events",
)
STILL = frozenset(
    (
        "svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "path", "rect", "circle",
        "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath", "tref", "image", "marker",
        "pattern", "clipPath", "mask", "linearGradient", "radialGradient", "stop", "style", "filter",
        "switch", "view", "a", "feBlend", "feColorMatrix", "feComponentTransfer", "feComposite",
        "feConvolveMatrix", "feDiffuseLighting", "feDisplacementMap", "feDistantLight", "feDropShadow",
        "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feMerge", "feMergeNode",
        "feMorphology", "feOffset", "fePointLight", "feSpecularLighting", "feSpotLight", "feTile",
        "feTurbulence", "feImage",
    )
)  # fmt: skip
_PICTURES = ("image", "feImage")
_LENGTH = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_VIEW_BOX = re.compile(rf"\s*({_LENGTH})[\s,]+({_LENGTH})[\s,]+({_LENGTH})[\s,]+({_LENGTH})\s*")
_DEEPEST, _LARGEST_SIDE = 200, 100_000


@dataclass
class Drawing:
    """What a drawing says of its size, and its faults, each with its line in the file."""

    width: float = 0
    height: float = 0
    faults: list[tuple[int, str]] = field(default_factory=list)


class _Enough(Exception):
    """Nothing more need be read."""


def read_drawing(content: bytes) -> Drawing:
    """Read a drawing. One that isn't SVG at all has that as its fault."""
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)
    except _Enough:
        pass
    except (expat.ExpatError, ValueError, LookupError) as problem:
        code = getattr(problem, "code", None)
        what = expat.ErrorString(code) if code is not None else "its encoding is not known"
        reader.fault(f"it can't be read as SVG: {what}")
    return reader.drawing


class _Reader:
    def __init__(self) -> None:
        self.drawing = Drawing()
        self.open: list[str] = []
        self.style: list[str] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.ProcessingInstructionHandler = self.instruction
        self.parser.EntityDeclHandler = self.entity

    def fault(self, what: str) -> None:
        self.drawing.faults.append((self.parser.CurrentLineNumber, what))

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not self.open:
            self.root(space, local, attributes)
        if len(self.open) > _DEEPEST:
            self.fault("it is too deep")
            raise _Enough
        self.open.append(local if space in (_SVG, "") else "")
        if space in _ACTIVE or (space in (_SVG, "") and local not in STILL):
            self.fault(f"<{local}> is more than a drawing")
        for key, value in attributes.items():
            for what in _attribute_faults(local, *_split(key), value):
                self.fault(what)

    def root(self, space: str, local: str, attributes: Mapping[str, str]) -> None:
        if local != "svg" or space not in (_SVG, ""):
            self.fault("it is not SVG")
            raise _Enough
        if "viewBox" not in attributes:
            return
        box = _VIEW_BOX.fullmatch(attributes["viewBox"])
        sides = (float(box[3]), float(box[4])) if box else (0.0, 0.0)
        if all(0 < side < _LARGEST_SIDE for side in sides):
            self.drawing.width, self.drawing.height = sides
        else:
            self.fault(f"its viewBox gives no size: {attributes['viewBox'][:40]!r}")

    def end(self, _name: str) -> None:
        if self.open.pop() == "style" and self.style:
            if said := style_fault("".join(self.style)):
                self.fault(said)
            self.style.clear()

    def text(self, text: str) -> None:
        if self.open and self.open[-1] == "style":
            self.style.append(text)

    def instruction(self, target: str, _data: str) -> None:
        self.fault(f"<?{target}?> is an instruction for another program")

    def entity(self, name: str, *_rest: object) -> None:
        self.fault(f"it declares the entity {name[:40]!r}, which stands for other text")
        raise _Enough


def _split(key: str) -> tuple[str, str]:
    space, _, local = key.rpartition(" ")
    return space, local


def _attribute_faults(element: str, space: str, name: str, value: str) -> Iterator[str]:
    if space not in ("", _XLINK, _XML):
        if space in _ACTIVE:
            yield f"{name}= on <{element}> waits for something to happen"
        return  # a drawing program's own notes
    if name.lower().startswith("on"):
        yield f"{name}= on <{element}> runs a script"
    elif space == _XML and name == "base":
        yield "xml:base moves every address in it"
    elif name == "href":
        yield from _href_faults(element, value)
    elif (name == "style" or "(" in value or "\\" in value) and (said := style_fault(value)):
        yield f"{said} (in {name}= on <{element}>)"


def _href_faults(element: str, value: str) -> Iterator[str]:
    if element == "a":
        good = is_within(value) or scheme(value) in ("https", "mailto", "tel")
    elif element in _PICTURES:
        good = is_within(value) or (is_own(value) and scheme(value) == "data")
    else:
        good = is_within(value)
    if not good:
        yield f"<{element}> leads to {value[:80]!r}"
