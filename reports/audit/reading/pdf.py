"""A PDF into a document: the worker's lines, with their pages."""

from __future__ import annotations

import json
import subprocess
import sys

from reports.audit.document import Document
from reports.audit.reading.lines import Line, parts_of
from reports.errors import InputError, Place

_SECONDS = 120
_WORKER = "reports.audit.reading.pdf_worker"


def read_pdf(data: bytes, name: str) -> Document:
    """A PDF's text. Raises InputError where it can't be read, needs a password, or holds pictures only."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", _WORKER], input=data, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise InputError(f"it took longer than {_SECONDS} seconds to read", Place(name)) from None
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        what = said[-1][:160] if said else "the reader stopped"
        raise InputError(f"it is no PDF that can be read: {what}", Place(name), "Open it and save it again.")
    return document_of(json.loads(done.stdout), name)


def document_of(pages: list[list[str]], name: str) -> Document:
    """The document of the worker's pages. Raises InputError where they hold no letters."""
    lines = [Line(text, None, number) for number, page in enumerate(pages, 1) for text in (*page, "")]
    if pages and not any(line.text.strip() for line in lines):
        raise InputError(
            "its pages are pictures without text", Place(name), "Run it through text recognition first."
        )
    return Document(name, tuple(parts_of(lines)))
