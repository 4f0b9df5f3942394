"""No file that readers open acts: no script, form or frame, and nothing fetched from elsewhere."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

from reckoner.reports.findings import Finding
from reckoner.reports.harmless.drawing import read_drawing
from reckoner.reports.harmless.page import find_active

RULE = "active-content"
RULES = (RULE,)
_PAGES = (".html", ".htm", ".xhtml")


def find(files: Mapping[str, bytes], templates: Mapping[str, str], hosted: str = "") -> Iterator[Finding]:
    """Findings of this check. ``templates`` are the texts in which whatever acts is looked for, by name.

    ``hosted`` is the address at which the pictures of a mail stand that a platform sends, if there is one.
    """
    for name, content in files.items():
        if name.endswith(_PAGES):
            yield from _page(name, content, templates)
        elif name.endswith(".svg"):
            for line, what in read_drawing(content).faults:
                yield Finding("error", RULE, what, f"{name}:{line}", todo="Take it out of the drawing.")
        elif name.endswith(".zip"):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                inner = {f"{name}, {each}": archive.read(each) for each in archive.namelist()}
            for each, raw in inner.items():
                yield from _page(each, raw, templates, hosted) if each.endswith(_PAGES) else ()


def _page(name: str, content: bytes, templates: Mapping[str, str], hosted: str = "") -> Iterator[Finding]:
    for active in find_active(content.decode("utf-8", "replace"), hosted):
        where = _where(active.sought, templates)
        todo = f"Take it out of {where}." if where else "Take it out of the template that puts it there."
        yield Finding("error", RULE, active.what, f"{name}:{active.line}", todo=todo)


def _where(sought: str, templates: Mapping[str, str]) -> str:
    """The first template that holds a text, with its line."""
    for name, text in templates.items():
        at = text.lower().find(sought.lower())
        if sought and at >= 0:
            return f"{name}:{text.count(chr(10), 0, at) + 1}"
    return ""
