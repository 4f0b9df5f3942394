"""A PDF into a document: the lines of its pages, and what of it holds no text that can be read."""

from __future__ import annotations

import pypdfium2
from pypdfium2 import raw

from reckoner.reports.audit.document import Document
from reckoner.reports.audit.reading.layout import lines_of
from reckoner.reports.audit.reading.letters import descriptions_of, letters_of
from reckoner.reports.audit.reading.lines import Line, parts_of
from reckoner.reports.audit.reading.sent import message_of
from reckoner.reports.confined.ipc import Message
from reckoner.reports.errors import InputError, Place

MOST_PAGES = 2500
_DRAWN = 100  # lines and curves of which letters may be made; a rule, a box or a ground has fewer


def answer(message: Message) -> Message:
    """The document of a file's bytes. Raises InputError where they hold none."""
    return message_of(read_pdf(message.blobs[0], message.header["shown"]))


def read_pdf(data: bytes, name: str) -> Document:
    """A PDF's text. Raises InputError where it can't be read, needs a password, or holds pictures only."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise InputError(
            f"it is no PDF that can be read: {problem}", Place(name), "Open it and save it again."
        ) from None
    lines: list[Line] = []
    left: dict[str, list[int]] = {}
    empty: list[int] = []
    for number in range(1, min(len(pdf), MOST_PAGES) + 1):
        found, why = _page(pdf, number)
        lines += [Line(text, None, number) for text in (*found, "")]
        if why:
            left.setdefault(why, []).append(number)
        elif not any(found):
            empty.append(number)
    if lines and not any(line.text.strip() for line in lines):
        what = "its pages are pictures without text" if left else "there is nothing on its pages"
        raise InputError(what, Place(name), "If they were scanned, run it through text recognition first.")
    unread = [f"{_pages(numbers)} {why}" for why, numbers in left.items()]
    if len(pdf) > MOST_PAGES:
        unread.append(f"the pages after page {MOST_PAGES:,} were not read, {len(pdf) - MOST_PAGES:,} of them")
    return Document(name, tuple(parts_of(lines)), tuple(unread), read=_read(min(len(pdf), MOST_PAGES), empty))


def _read(count: int, empty: list[int]) -> str:
    """How many pages there were, and which of them hold nothing at all."""
    said = f"{count:,} page{'' if count == 1 else 's'}"
    if not empty:
        return said
    return f"{said}, of which {_pages(empty)} {'is' if len(empty) == 1 else 'are'} empty"


def _page(pdf: pypdfium2.PdfDocument, number: int) -> tuple[list[str], str]:
    """The lines of a page; what is to be said where not all of it was read."""
    try:
        page = pdf[number - 1]
    except pypdfium2.PdfiumError:
        return [], "could not be read"
    text = page.get_textpage()
    try:
        letters = letters_of(text)
        lines = lines_of(letters.letters)
        shown = bool(lines)
        for words in descriptions_of(page):
            lines += [words, ""]
        if not letters.whole:
            return lines, "held more than can be read"
        return lines, "" if shown or not _shows_something(page) else "held pictures, no text, and went unread"
    finally:
        text.close()
        page.close()


def _shows_something(page: pypdfium2.PdfPage) -> bool:
    """Whether a page without text holds a picture, or as much drawing as letters turned into curves make."""
    drawn = 0
    for thing in page.get_objects(max_depth=3):
        if thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            return True
        drawn += thing.type == raw.FPDF_PAGEOBJ_PATH
        if drawn > _DRAWN:
            return True
    return False


def _pages(numbers: list[int]) -> str:
    """``pages 2 and 7``; pages that follow one another as ``4 to 9``."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and spans[-1][-1] == number - 1:
            spans[-1].append(number)
        else:
            spans.append([number])
    shown = [str(span[0]) if len(span) == 1 else f"{span[0]} to {span[-1]}" for span in spans]
    said = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    return f"page{'' if len(numbers) == 1 else 's'} {said}"
