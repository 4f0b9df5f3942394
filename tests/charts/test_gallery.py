from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from reckoner.charts.spec import KINDS
from tests.charts.built import WORDING
from tools.gallery.__main__ import build
from tools.gallery.examples import examples
from tools.gallery.vision import WAYS, seen, seen_picture

SHOWN = examples(WORDING)[::5]


class _Tags(HTMLParser):
    """Counts opening tags and checks that each is closed in turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.count: dict[str, int] = {}

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.count[tag] = self.count.get(tag, 0) + 1
        if tag not in ("meta", "path", "use"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self.count[tag] = self.count.get(tag, 0) + 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("gallery"), SHOWN, WORDING)


def test_the_gallery_shows_every_kind() -> None:
    assert {example.kind for example in examples(WORDING)} == set(KINDS)


def test_each_chart_stands_in_it_in_colour_for_a_phone_and_in_every_other_way(page: Path) -> None:
    tags = _Tags()
    tags.feed(page.read_text(encoding="utf-8"))
    assert tags.open == []
    assert tags.count["svg"] == len(SHOWN) * (2 + len(WAYS))


def test_each_chart_has_its_files_beside_the_page(page: Path) -> None:
    names = {path.name for path in page.parent.iterdir()}
    for example in SHOWN:
        assert {f"{example.name}{ending}" for ending in (".svg", ".png", ".csv", "-alone.png")} <= names


def test_a_picture_seen_another_way_keeps_everything_but_its_colours() -> None:
    svg = '<path style="fill: #12436d"/><text>#12</text>'
    assert seen_picture(svg, "grey") == f'<path style="fill: {seen("#12436D", "grey")}"/><text>#12</text>'


def test_red_and_green_come_closer_for_those_who_cannot_tell_them() -> None:
    def apart(way: str) -> float:
        reds, greens = seen("#CC0000", way), seen("#668000", way)
        return sum(abs(int(reds[i : i + 2], 16) - int(greens[i : i + 2], 16)) for i in (1, 3, 5))

    assert apart("deuteranopia") < 100
    assert apart("tritanopia") > 150
