"""The site of docs/, built as `make docs` builds it: links, what it loads, and how it reads in a browser."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.web.looking import look
from tests.worked_example import ROOT

pytestmark = pytest.mark.slow

# A page of prose, one of generated tables, one of code.
IN_A_STYLE = re.compile(r"(?:@import|url\()\s*[\"']?((?:https?:)?//[^\"')]+)")
LOOKED_AT = ("tutorial.html", "reference/office.html", "reference/commands.html")


def build(target: Path, *, config: Path = ROOT / "mkdocs.yml") -> subprocess.CompletedProcess[str]:
    options = ["--strict", "--config-file", str(config), "--site-dir", str(target)]
    command = [sys.executable, "-m", "mkdocs", "build", *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("site")
    done = build(target)
    assert done.returncode == 0, done.stderr
    return target


class Links(HTMLParser):
    """What a page links to and loads, and the names in it that links may end with."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids |= {found[key] or "" for key in ("id", "name") if key in found}
        if tag == "a" and found.get("href"):
            self.links.append(found["href"] or "")
        if tag == "link" and found.get("rel") not in ("canonical", "next", "prev"):
            self.loaded.append(found["href"] or "")
        if found.get("src"):
            self.loaded.append(found["src"] or "")


def pages(site: Path) -> dict[Path, Links]:
    return {path: Links(path.read_text("utf-8")) for path in site.rglob("*.html") if path.name != "404.html"}


def test_every_link_within_the_site_leads_to_a_page_and_a_place_in_it(site: Path) -> None:
    read = pages(site)
    astray = []
    for path, page in read.items():
        for address in (*page.links, *page.loaded):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            place = unquote(parts.fragment)
            if not target.is_file() or (place and target in read and place not in read[target].ids):
                astray.append(f"{path.relative_to(site)}: {address}")
    assert len(read) > 20
    assert astray == []


def test_nothing_is_loaded_from_another_server(site: Path) -> None:
    abroad = {address for page in pages(site).values() for address in page.loaded if urlsplit(address).netloc}
    for sheet in site.rglob("*.css"):
        abroad |= set(IN_A_STYLE.findall(sheet.read_text("utf-8")))
    assert abroad == set()


def test_pages_are_easy_on_every_reader(site: Path) -> None:
    """axe at two widths, and what the browser could not load from anywhere else."""
    seen = look([("page", site / name) for name in LOOKED_AT])
    faults = [(name, each) for name, found in zip(LOOKED_AT, seen, strict=True) for each in found]
    assert [(name, each) for name, each in faults if is_fault(each.rule, each.what)] == []


def is_fault(rule: str, what: str) -> bool:
    """The theme's drawer lies off the page on purpose; axe asks for style sheets a second time, and gets none
    from a disk; a box that scrolls can be scrolled by keyboard in today's browsers."""
    if rule == "loading":
        return "file://" not in what
    return rule.startswith("axe ") and rule != "axe scrollable-region-focusable"


def test_a_link_that_leads_nowhere_stops_the_build(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("# Page\n\n[gone](gone.md) and [here](#nowhere)\n", encoding="utf-8")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").partition("nav:\n  - ")[0]
    settings = re.sub(r"^hooks:.*\n", "", settings, flags=re.MULTILINE).replace("build/site", "out")
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    done = build(tmp_path / "out", config=tmp_path / "mkdocs.yml")
    assert done.returncode == 1
    assert "'gone.md'" in done.stderr
    assert "'#nowhere'" in done.stderr
