"""The worked example's pages and mail as readers see them, and each tool on a page with one fault.

Chromium shows each page at eight widths, by day and by night, with all details open, and as it is printed:
every page in a soak, and otherwise one of each kind with a drawn eighth of the rest.
"""

from __future__ import annotations

import json
import os
import random
from base64 import b64encode
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from reckoner.reports.settings.yaml import read_yaml
from tests.conftest import SOAK
from tests.letters import made
from tests.web.looking import HERE, Look, Seen, look
from tests.worked_example import ROOT

pytestmark = pytest.mark.slow

BASELINE = read_yaml(HERE / "mail-baseline.yaml").data
EDITIONS = {"newsletter": "2026-02", "news": "2026-02", "panel-paper": "2025-11", "annual-report": "2023-24"}
LETTER, WEB, NEWS = "newsletter/email.html", "newsletter/web.html", "news/news.html"
SUBJECTS = "news/subjects.html"
POISONED = "planted/all.html"
# Whose focus and paper are those of the reader's own program.
OF_READERS = ("focus", "pale in print")
# What a browser prints of the longest pages, at most: the first had 13 sheets when no item could be parted.
PAPER = "panel-paper/panel-paper.html"
SHEETS = {
    "annual-report/prevention.html": 9,
    "annual-report/confidence.html": 6,
    PAPER: 14,
}
# A page of each kind, and the widest tables.
ALWAYS = [
    "panel-paper/panel-paper.html",
    *(f"annual-report/{name}.html" for name in ("annual-report", "glance", "money", "sources", "priorities")),
]


def picture(width: int, height: int) -> str:
    """The address of a grey picture."""
    out = BytesIO()
    Image.new("L", (width, height), 128).save(out, "PNG")
    return f"data:image/png;base64,{b64encode(out.getvalue()).decode()}"


# What is put into a sound page, and what must then be said about it.
FAULTS: dict[str, tuple[Look, str, str]] = {
    "a wide table": ("page", "sideways", '<table style="width:900px"><tr><td>Wide</td></tr></table>'),
    "text beside the page": ("page", "off the page", '<p style="margin-left:-30px">Left</p>'),
    "text in too small a box": ("page", "cut", '<p style="height:20px;overflow:hidden">One<br>Two</p>'),
    "text on text": ("page", "overlap", '<p style="margin-bottom:-40px">One</p><p>Two</p>'),
    "text on a picture": (
        "page", "overlap",
        f'<img alt="x" src="{picture(90, 90)}"><p style="margin-top:-60px">On it</p>',
    ),
    "measures that scroll": (
        "page", "measures out of sight",
        '<div style="overflow-x:auto;width:99px"><table><tr><td data-head="Latest" style="min-width:400px">1'
        "</table>",
    ),
    "a missing picture": ("page", "picture", '<img alt="x" src="missing.png">'),
    "a squeezed picture": ("page", "picture", f"<img alt=x width=90 height=90 src={picture(90, 30)}>"),
    "a picture from elsewhere": ("page", "loading", '<img alt="x" src="https://a.example/x.png">'),
    "a script": ("page", "loading", "<script>alert(1)</script>"),
    "a number out of its card": (
        "page", "out of its box",
        '<div style="display:grid;grid-template-columns:90px 1fr"><p style="background:#eee;font-size:40px;'
        'white-space:nowrap">£1,000</p><p>beside</p></div>',
    ),
    "a focus that is not seen": (
        "page", "focus",
        "<style>a { color: #fff; background: #801650 } a:focus-visible { outline: 3px solid #801650 }"
        " nav { background: #801650 }</style><nav><a href='#x' id='x'>Here</a></nav>",
    ),
    "no focus at all": ("page", "focus", "<style>a:focus { outline: 0 }</style><a href='#x' id='x'>Here</a>"),
    "white words in print": (
        "page", "pale in print", '<p style="background:#12436d;color:#fff">White on a ground</p>',
    ),
    "no alt text": ("page", "axe image-alt", f'<img src="{picture(90, 90)}">'),
    "pale by night": (
        "page", "axe color-contrast",
        "<style>@media (prefers-color-scheme: dark) { p { color: #eee } }</style><p>Pale</p>",
    ),
    "a block in a paragraph": ("markup", "element-permitted-content", "<p><span><div>x</div></span></p>"),
    "an unclosed element": ("mail markup", "close-order", "<div><b>x</div>"),
    "a layout of today": ("mail", "display:flex", '<div style="display:flex">x</div>'),
    "a film": ("mail", "<video> element", "<video></video>"),
}  # fmt: skip
# What is put into a finished page, which its policy must keep out: by which rule, and what.
_RAN = "(window.ran ??= []).push(1)"
PLANTED = {
    "a script": ("script-src-elem inline", f"<script>{_RAN}</script>"),
    "a script of a site": ("script-src-elem https://a.example/x.js", '<script src="https://a.example/x.js"></script>'),
    "a handler": ("script-src-attr inline", f'<img alt="x" src="data:," onerror="{_RAN}">'),
    "a frame": ("frame-src https://a.example", '<iframe title="x" src="https://a.example/"></iframe>'),
    "a picture of a site": ("img-src https://a.example/x.png", '<img alt="x" src="https://a.example/x.png">'),
    "a style": ("style-src-elem inline", "<style>p { color: red }</style>"),
    "a stylesheet of a site": (
        "style-src-elem https://a.example/x.css",
        '<link rel="stylesheet" href="https://a.example/x.css">',
    ),
    "an object": ("object-src https://a.example", '<object data="https://a.example/x.swf"></object>'),
    "a film": ("media-src https://a.example/x.mp4", '<video src="https://a.example/x.mp4"></video>'),
    "a base": ("base-uri https://a.example/", '<base href="https://a.example/">'),
    "a style's picture": ("img-src https://a.example/y.png", '<p style="background: url(https://a.example/y.png)">x</p>'),
}  # fmt: skip
PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>A page</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>A page</h1>{}</main></body>
</html>
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every publication of the worked example and the pages with faults."""
    folder = tmp_path_factory.mktemp("pages")
    texts = {f"faults/{name}.html": PAGE.format(fault).encode() for name, (_, _, fault) in FAULTS.items()}
    for publication, edition in EDITIONS.items():
        contents = made(ROOT, publication, edition=edition).contents
        texts |= {f"{publication}/{name}": each for name, each in contents.items()}
    # Made without PDFs, for speed: the way to one is put where a build puts it.
    to_pdf = '<p class="formats"><a href="newsletter.pdf">This document as a PDF</a></p></header>'
    texts[WEB] = texts[WEB].replace(b"</header>", to_pdf.encode(), 1)
    sound = texts["panel-paper/panel-paper.html"].decode()
    assert "<main" in sound
    planted = "".join(more for _, more in PLANTED.values())
    texts[POISONED] = sound.replace("<main", f"{planted}<main", 1).encode()
    for name, content in {**texts, "faults/none.html": PAGE.format("<p>Sound.</p>").encode()}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def drawn() -> random.Random:
    """Chance that RECKONER_SEED alone changes."""
    return random.Random(f"pages{os.environ.get('RECKONER_SEED', '')}")


@pytest.fixture(scope="module")
def seen(pages: Path, drawn: random.Random) -> dict[tuple[Look, str], list[Seen]]:
    """All that the tools remarked, by look and page, from one Node and one browser."""
    others = ("news/stories", "panel-paper", "annual-report")
    found = sorted(path for folder in others for path in (pages / folder).glob("*.html"))
    more = [path.relative_to(pages).as_posix() for path in found]
    if not SOAK:
        rest = [name for name in more if name not in ALWAYS]
        more = [*ALWAYS, *drawn.sample(rest, len(rest) // 8)]
    jobs: list[tuple[Look, str]] = [("mail", LETTER), ("mail markup", LETTER), ("page", LETTER)]
    jobs += [(kind, name) for name in (WEB, NEWS, SUBJECTS, *more) for kind in ("page", "policy", "markup")]
    jobs += [("sheets", name) for name in SHEETS]
    jobs += [("contents", PAPER)]
    jobs += [("policy", POISONED)]
    jobs += [(kind, f"faults/{name}.html") for name, (kind, _, _) in FAULTS.items()]
    jobs += [(kind, "faults/none.html") for kind in ("page", "markup", "mail markup", "mail")]
    answers = look((kind, pages / name) for kind, name in jobs)
    return dict(zip(jobs, answers, strict=True))


def _readers_own(name: str, found: Seen) -> bool:
    return name == LETTER and found.rule in OF_READERS


def test_on_no_page_is_anything_cut_covered_missing_or_too_wide(
    seen: dict[tuple[Look, str], list[Seen]],
) -> None:
    found = {
        name: [each for each in them if not each.rule.startswith("axe ") and not _readers_own(name, each)]
        for (kind, name), them in seen.items()
        if kind == "page" and "faults" not in name
    }
    assert len(found) >= (30 if SOAK else 12)
    assert {name: them for name, them in found.items() if them} == {}


def test_the_longest_pages_print_on_few_sheets(seen: dict[tuple[Look, str], list[Seen]]) -> None:
    found = {name: int(seen["sheets", name][0].what) for name in SHEETS}
    assert all(count > 1 for count in found.values())
    assert {name: count for name, count in found.items() if count > SHEETS[name]} == {}


def test_contents_are_folded_on_a_phone_and_at_a_desk_show_where_the_reader_is(
    seen: dict[tuple[Look, str], list[Seen]],
) -> None:
    phone, bar, *desk = ((each.at, each.rule, json.loads(each.what)) for each in seen["contents", PAPER])
    assert (phone[0], phone[2]["shown"]) == ("phone", 0)
    assert bar[2]["down"][0] == 0 < bar[2]["down"][1]  # in view wherever one reads
    assert (bar[2]["open"], bar[2]["then"]) == (len(desk), 0)
    assert bar[2]["below"] >= 0  # what is gone to isn't under it
    assert len(desk) > 28
    for at, goal, found in desk:
        assert at == "desk"
        assert found["shown"] >= 8
        assert not found["more"], f"at {goal} the list is longer than the window"
        assert found["scrolls"] == "auto"  # where it is longer, as in a low window
    marked = [goal in found["marked"] for _, goal, found in desk]
    assert all(marked[:20])
    assert all(len(found["marked"]) == 1 for _, _, found in desk)


def test_axe_finds_nothing_on_a_web_page(seen: dict[tuple[Look, str], list[Seen]]) -> None:
    found = {name: them for (kind, name), them in seen.items() if kind == "page" and "faults" not in name}
    del found[LETTER]
    assert {name: them for name, them in found.items() if them} == {}


def test_axe_finds_in_the_mail_what_is_recorded_and_no_more(
    seen: dict[tuple[Look, str], list[Seen]],
) -> None:
    found = {e.rule.removeprefix("axe ") for e in seen["page", LETTER] if not _readers_own(LETTER, e)}
    assert found == set(BASELINE["axe"])


def test_the_markup_of_every_page_and_of_the_mail_is_sound(
    seen: dict[tuple[Look, str], list[Seen]],
) -> None:
    found = {name: them for (kind, name), them in seen.items() if "markup" in kind and "faults" not in name}
    assert {name: them for name, them in found.items() if them} == {}


def test_mail_readers_understand_the_mail_but_for_what_is_recorded(
    seen: dict[tuple[Look, str], list[Seen]],
) -> None:
    recorded = {feature for group in BASELINE["caniemail"] for feature in group["features"]}
    assert {each.rule for each in seen["mail", LETTER]} == recorded


def test_no_page_s_policy_keeps_out_anything_of_its_own(seen: dict[tuple[Look, str], list[Seen]]) -> None:
    found = {name: them for (kind, name), them in seen.items() if kind == "policy" and name != POISONED}
    assert len(found) >= 11
    assert {name: them for name, them in found.items() if them} == {}


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_in_a_page_neither_runs_nor_loads(
    name: str, seen: dict[tuple[Look, str], list[Seen]]
) -> None:
    found = seen["policy", POISONED]
    what, _ = PLANTED[name]
    kept = {each.at for each in found if each.rule == "kept out" and each.what.startswith(f"{what} ")}
    assert kept == {"disk", "site"}
    assert [each for each in found if each.rule == "ran"] == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_page_with_a_fault_is_told_from_a_sound_one(
    name: str, seen: dict[tuple[Look, str], list[Seen]]
) -> None:
    kind, rule, _ = FAULTS[name]
    assert rule in {each.rule for each in seen[kind, f"faults/{name}.html"]}
    assert rule not in {each.rule for each in seen[kind, "faults/none.html"]}


def test_the_lock_file_names_no_host_to_fetch_from() -> None:
    packages = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert len(packages) > 4
    assert [name for name, each in packages.items() if "resolved" in each] == []
