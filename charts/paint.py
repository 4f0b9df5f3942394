"""A scene as a picture; one painted before is not painted again, nor is matplotlib loaded for it."""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType
from typing import Any

from reckoner.charts.look import Look
from reckoner.charts.scene import Scene, Text
from reckoner.reports.cache.remembered import remembered


def paint_svg(scene: Scene, look: Look, title: str) -> bytes:
    """The scene as SVG, whose title is the alt text."""

    def paint() -> tuple[bytes, ...]:
        return (_ink().svg(scene, look, title),)

    return remembered("chart as SVG", _inputs(scene, look, title), paint)[0]


def paint_png(scene: Scene, look: Look, title: str) -> bytes:
    """The scene as PNG at the look's scale."""

    def paint() -> tuple[bytes, ...]:
        return (_ink().png(scene, look, title),)

    return remembered("chart as PNG", _inputs(scene, look, title), paint)[0]


def _ink() -> ModuleType:
    """matplotlib, without the help texts that it writes for each class of artist: a third of its loading."""
    from matplotlib.artist import Artist

    artist: Any = Artist
    artist._update_set_signature_and_docstring = classmethod(lambda _class: None)
    from reckoner.charts import ink

    return ink


def _inputs(scene: Scene, look: Look, title: str) -> tuple[bytes, ...]:
    """All that the ink depends on; of a text, what is written, not the figures that it was written from."""
    marks = [replace(mark, printed=()) if isinstance(mark, Text) else mark for mark in scene.marks]
    return tuple(repr(part).encode() for part in (scene.width, scene.height, marks, look, title))
