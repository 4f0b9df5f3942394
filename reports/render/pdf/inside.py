"""The names inside WeasyPrint that it promises nobody: all of them are reached through here.

A later WeasyPrint may call them something else. Then a rendering, and the tests before it, end with the
name and the version instead of a fault deep in a page.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from weasyprint.layout import block

# What has them, as WeasyPrint calls it, and their names.
NAMES = (
    ("Page", "_page_box"),
    ("Stream", "_resources"),
    ("Stream", "_fonts"),
    ("Stream", "_tags"),
    ("AbsolutePlaceholder", "_box"),
)


class ChangedInsideError(RuntimeError):
    """WeasyPrint, or a package that it rests on, has no such name any more."""

    def __init__(self, owner: str, name: str, package: str = "WeasyPrint") -> None:
        super().__init__(
            f"{package} {version(package)} has no {owner}.{name}, which Reckoner reads: "
            "install a version that pyproject.toml allows, or find its new name and correct "
            "reports/render/pdf/inside.py"
        )


def put_in_place(name: str, own: Any, ours: Any, within: Any = block) -> None:
    """Have WeasyPrint's layout of blocks, or another module, call ours for its own.

    Raises ChangedInsideError.
    """
    if own is None:
        raise ChangedInsideError(within.__name__.removeprefix("weasyprint."), name)
    setattr(within, name, ours)


def page_box(page: Any) -> Any:
    """The box of a page, with all that is laid out in it."""
    return _held(page, "Page", "_page_box")


def resources(stream: Any) -> Any:
    """What a page's stream draws on, by kind and name."""
    return _held(stream, "Stream", "_resources")


def fonts(stream: Any) -> Any:
    """The fonts of a page's stream, by hash."""
    return _held(stream, "Stream", "_fonts")


def tags(stream: Any) -> Any:
    """The boxes that a page's stream has marked, with their marks."""
    return _held(stream, "Stream", "_tags")


def placed(placeholder: Any) -> Any:
    """The box that stands at the place of an absolute one."""
    return _held(placeholder, "AbsolutePlaceholder", "_box")


def _held(thing: Any, owner: str, name: str) -> Any:
    try:
        return getattr(thing, name)
    except AttributeError:
        raise ChangedInsideError(owner, name) from None
