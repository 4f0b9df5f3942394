"""A Word file into a document: its paragraphs, lists, headings and tables, pages where Word left marks."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, cast
from xml.etree import ElementTree

from reckoner.reports.audit.document import Block, BlockKind, Document, Mark, Row, Table
from reckoner.reports.audit.reading.clean import clean, is_note_mark
from reckoner.reports.errors import InputError, Place

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_BODY = "word/document.xml"
_MOST_XML = 96 * 1024 * 1024
_PIECE = 1 << 16


def read_docx(data: bytes, name: str) -> Document:
    """A Word document. Raises InputError where it is none, cut short, or made to fill the memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            info = archive.getinfo(_BODY)
            if info.file_size > _MOST_XML:
                raise InputError("its text is larger than 96 MB", Place(name), "Save it in parts.")
            with archive.open(info) as body:
                return Document(name, tuple(_parts(body, name)))
    except ElementTree.ParseError as problem:
        raise _refusal(f"its text is damaged: {problem}", name) from None
    except KeyError:  # of the archive
        raise _refusal("it is no Word document, or it is damaged", name) from None
    except LookupError:
        raise _refusal("its text is in no encoding that is known", name) from None
    except _DAMAGED:
        raise _refusal("it is no Word document, or it is damaged", name) from None


_DAMAGED = (
    zipfile.BadZipFile, EOFError, OSError, zlib.error, NotImplementedError, RuntimeError, ValueError,
)  # fmt: skip


def _refusal(what: str, name: str) -> InputError:
    return InputError(what, Place(name), "Open it in Word and save it again.")


@dataclass
class _State:
    """What is open while the file goes by."""

    number: int = 1
    page: int = 1
    text: list[str] = field(default_factory=list)
    kind: BlockKind = "text"
    raised: bool = False
    rows: list[list[Row]] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    inner: list[list[str]] = field(default_factory=list)
    paged: bool = False


def _parts(body: IO[bytes], name: str) -> Iterator[Block | Table]:
    parser: ElementTree.XMLPullParser[ElementTree.Element] = ElementTree.XMLPullParser(("start", "end"))
    state = _State()
    size = 0
    while piece := body.read(_PIECE):
        size += len(piece)
        if size > _MOST_XML or b"<!ENTITY" in piece or b"<!DOCTYPE" in piece:
            raise InputError("its text is no Word document's", Place(name))
        parser.feed(piece)
        yield from _events(parser, state)
    parser.close()
    yield from _events(parser, state)


def _events(parser: ElementTree.XMLPullParser[ElementTree.Element], state: _State) -> Iterator[Block | Table]:
    for event in parser.read_events():
        kind, element = cast("tuple[str, ElementTree.Element]", event)
        tag = element.tag.removeprefix(_W).removeprefix(_W_STRICT)
        if kind == "start":
            _start(tag, state)
        else:
            yield from _end(tag, element, state)
            if tag in ("p", "tbl", "tr", "tc"):
                element.clear()


def _start(tag: str, state: _State) -> None:
    match tag:
        case "tbl":
            state.rows.append([])
        case "tr" if state.rows:
            state.cells.append([])
        case "tc" if state.cells:
            state.inner.append([])


def _end(tag: str, element: ElementTree.Element, state: _State) -> Iterator[Block | Table]:
    match tag:
        case "t":
            text = element.text or ""
            state.text += [] if state.raised and is_note_mark(text) else [text]
        case "vertAlign":
            state.raised = "superscript" in element.attrib.values()
        case "r":
            state.raised = False
        case "tab" | "br" | "cr" | "noBreakHyphen":
            state.text.append("-" if tag == "noBreakHyphen" else " ")
        case "lastRenderedPageBreak":
            state.page, state.paged = state.page + 1, True
        case "pStyle" | "numPr":
            state.kind = _kind(tag, element, state.kind)
        case "p":
            yield from _paragraph(state)
        case _:
            yield from _end_of_table(tag, state)


def _kind(tag: str, element: ElementTree.Element, known: BlockKind) -> BlockKind:
    """What a paragraph's properties make of it."""
    if tag == "numPr":
        return "item" if known == "text" else known
    style = next(iter(element.attrib.values()), "").lower()
    if style.startswith(("heading", "title")):
        return "heading"
    return "item" if "list" in style else known


def _end_of_table(tag: str, state: _State) -> Iterator[Table]:
    match tag:
        case "tc" if state.inner and state.cells:
            state.cells[-1].append(" ".join(state.inner.pop()))
        case "tr" if state.cells and state.rows:
            page = state.page if state.paged else None
            state.rows[-1].append(Row(tuple(state.cells.pop()), state.number, page))
        case "tbl" if state.rows:
            rows = state.rows.pop()
            if rows:
                yield Table(tuple(rows))


def _paragraph(state: _State) -> Iterator[Block]:
    text = " ".join(clean("".join(state.text)).split())
    kind, number, page = state.kind, state.number, state.page if state.paged else None
    state.text, state.kind, state.number = [], "text", state.number + 1
    if state.inner:
        state.inner[-1].append(text)
    elif text:
        yield Block(text, kind, (Mark(0, number, page),))
