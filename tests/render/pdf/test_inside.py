"""WeasyPrint's private names: in one place, there in this version, and named where one is gone."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
import weasyprint
from weasyprint.layout.absolute import AbsolutePlaceholder

from reckoner.reports.render.pdf import inside
from reckoner.reports.render.pdf.inside import NAMES, ChangedInsideError
from tests.render.pdf.paper import ROOT

PAGE = '<html lang="en"><title>T</title><p>One</p><p style="position: absolute">Two</p>'
READERS = (inside.page_box, inside.resources, inside.fonts, inside.tags, inside.placed)


class Overseen:
    """A page that keeps the stream it is painted on."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.stream: Any = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.page, name)

    def paint(self, stream: Any, scale: float = 1) -> None:
        self.stream = stream
        self.page.paint(stream, scale)


def placeholders(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if isinstance(child, AbsolutePlaceholder):
            yield child
        else:
            yield from placeholders(child)


@pytest.fixture(scope="module")
def things() -> dict[str, Any]:
    """A page, a stream and a placeholder of the WeasyPrint that is installed."""
    document = weasyprint.HTML(string=PAGE).render(pdf_tags=True)
    page = Overseen(document.pages[0])
    document.pages = [page]
    document.write_pdf(pdf_tags=True)
    [placeholder] = placeholders(inside.page_box(page.page))
    return {"Page": page.page, "Stream": page.stream, "AbsolutePlaceholder": placeholder}


@pytest.mark.parametrize(("owner", "name"), NAMES, ids=[name for _, name in NAMES])
def test_the_installed_version_has_every_name(things: dict[str, Any], owner: str, name: str) -> None:
    assert hasattr(things[owner], name), str(ChangedInsideError(owner, name))


def test_each_name_is_read_where_it_is(things: dict[str, Any]) -> None:
    for (owner, name), read in zip(NAMES, READERS, strict=True):
        assert read(things[owner]) is getattr(things[owner], name)


@pytest.mark.parametrize(("at", "read"), list(zip(NAMES, READERS, strict=True)), ids=[n for _, n in NAMES])
def test_a_name_that_is_gone_is_named_with_the_version(at: tuple[str, str], read: Any) -> None:
    with pytest.raises(ChangedInsideError) as caught:
        read(object())
    assert f"WeasyPrint {version('weasyprint')} has no {'.'.join(at)}" in str(caught.value)


def test_no_other_file_reads_a_private_name() -> None:
    for path in sorted((ROOT / "reports" / "render" / "pdf").rglob("*.py")):
        assert path.name == "inside.py" or not list(private(path)), path


def private(path: Path) -> Iterator[str]:
    """The private attributes that a file reads of anything but its own objects and the operating system."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__"):
            own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls", "os")
            if not own:
                yield node.attr
