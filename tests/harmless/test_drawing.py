"""A drawing is read element by element; whatever in it is more than a drawing has its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckoner.reports.content.pictures import read_drawing as made_ready
from reckoner.reports.errors import InputError, Place
from reckoner.reports.harmless.drawing import read_drawing
from tests.worked_example import ROOT

SVG = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 120 80"'


def faults(inner: str, head: str = "") -> list[tuple[int, str]]:
    return read_drawing(f"{head}<svg {SVG}>\n{inner}\n</svg>".encode()).faults


ACTIVE = [
    "<script>alert(1)</script>",
    "<SCRIPT>alert(1)</SCRIPT>",
    "<script xmlns='http://www.w3.org/1999/xhtml'>alert(1)</script>",
    "<x:script xmlns:x='http://www.w3.org/2000/svg'>alert(1)</x:script>",
    "<x:iframe xmlns:x='http://www.w3.org/1999/xhtml' src='x'/>",
    "<foreignObject><p>x</p></foreignObject>",
    "<circle r='9' onclick='x()'/>",
    "<circle r='9' ONLOAD='x()'/>",
    "<a href='javascript:alert(1)'><circle r='9'/></a>",
    "<a xlink:href='javascript:alert(1)'><circle r='9'/></a>",
    "<a xlink:href=' java&#10;script:alert(1)'><circle r='9'/></a>",
    "<a href='data:text/html,x'><circle r='9'/></a>",
    "<image href='https://e.org/x.png'/>",
    "<image href='//e.org/x.png'/>",
    "<image xlink:href='x.png'/>",
    "<image href='data:image/svg+xml,x'/>",
    "<use href='https://e.org/x.svg#a'/>",
    "<use href='x.svg#a'/>",
    "<feImage href='http://e.org/x.png'/>",
    "<pattern href='http://e.org/x.svg#a'/>",
    "<animate attributeName='href' values='javascript:alert(1)'/>",
    "<set attributeName='onclick' to='alert(1)'/>",
    "<handler>alert(1)</handler>",
    "<video src='x'/>",
    "<style>@import 'http://e.org/x.css';</style>",
    "<style>rect { fill: url(http://e.org/x) }</style>",
    "<style>rect { fill: u\\72l(http://e.org/x) }</style>",
    "<style>rect { fill: u/**/rl(x) } @im/**/port 'x'; @\\69mport 'x';</style>",
    "<style><![CDATA[@import url(//e.org/x.css);]]></style>",
    "<rect fill='url(http://e.org/x#a)'/>",
    "<rect style='fill: url(\"//e.org/x\")'/>",
    "<g xml:base='https://e.org/'/>",
    "<?xml-stylesheet href='http://e.org/x.css'?>",
    "<g xmlns:ev='http://www.w3.org/2001/xml-events' ev:event='click'/>",
]


@pytest.mark.parametrize("inner", ACTIVE)
def test_whatever_acts_or_reaches_out_is_a_fault_with_its_line(inner: str) -> None:
    found = faults(f"<rect width='9' height='9'/>\n{inner}")
    assert found != []
    assert {line for line, _ in found} == {3}


@pytest.mark.parametrize(
    ("head", "what"),
    [
        ("<!DOCTYPE svg [<!ENTITY a 'x'>]>", "it declares the entity"),
        ("<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>", "it declares the entity"),
        ("<!DOCTYPE svg [<!ENTITY % a SYSTEM 'http://e.org/x'>]>", "it declares the entity"),
        ("<?xml-stylesheet href='x.css'?>", "is an instruction for another program"),
        ("<?xml version='1.0' encoding='UT-8'?>", "it can't be read as SVG: its encoding is not known"),
    ],
)
def test_what_stands_before_the_drawing_is_looked_at_too(head: str, what: str) -> None:
    assert what in str(faults("", head))


@pytest.mark.parametrize(
    "inner",
    [
        "<g id='a'><rect style='fill: url(#g); stroke: #fff'/></g><use href='#a'/><use xlink:href='#a'/>",
        "<style>.a { fill: #12436D; clip-path: url(#c) } /* url(http://e.org) */</style>",
        "<image href='data:image/png;base64,AAAA'/>",
        "<a href='https://e.org/'><circle r='9'/></a>",
        "<metadata><r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' r:about=''/></metadata>",
        "<s:namedview xmlns:s='http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd' s:docname='x.svg'/>",
        "<!-- made with Inkscape --><title>x</title>",
    ],
)
def test_what_drawing_programs_write_is_taken(inner: str) -> None:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x.dtd">\n'
    assert faults(inner, head) == []


@pytest.mark.parametrize("path", sorted((ROOT / "content").rglob("*.svg")), ids=lambda path: path.name)
def test_every_drawing_of_the_worked_example_is_harmless(path: Path) -> None:
    drawing = read_drawing(path.read_bytes())
    assert drawing.faults == []
    assert drawing.width > 0


@pytest.mark.parametrize(
    "content", [b"", b"<p>x</p>", b"\x89PNG", b"<svg", b"<svg>" * 500, b"\xff\xfe<\0s\0"]
)
def test_what_is_no_drawing_is_a_fault(content: bytes) -> None:
    assert read_drawing(content).faults != []


@given(st.text(alphabet="<>/svg ='\"&;![]-?xo(\\", max_size=60))
def test_no_text_breaks_the_reader(inner: str) -> None:
    faults(inner)


def read(folder: Path, text: str) -> str:
    path = folder / "pictures" / "lamps.svg"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        made_ready(path, Place("content/annual-report/2023-24/10-lamps.md", 5))
    return str(error.value)


def test_a_drawing_that_acts_is_refused_with_its_own_file_and_line(tmp_path: Path) -> None:
    """The review's lamps.svg: a script, a handler and a link that runs one."""
    said = read(
        tmp_path,
        f"<svg {SVG}>\n<rect width='9' height='9'/>\n<script>alert(1)</script>"
        "<a href='javascript:alert(1)'><circle r='9' onclick='x()'/></a></svg>",
    )
    place = "content/annual-report/2023-24/pictures/lamps.svg:3"
    assert said.splitlines() == [
        f"{place}: <script> is more than a drawing",
        "  Take it out: save it as plain SVG from the drawing program, or as PNG.",
        f"{place}: <a> leads to 'javascript:alert(1)'",
        "  Take it out: save it as plain SVG from the drawing program, or as PNG.",
        f"{place}: onclick= on <circle> runs a script",
        "  Take it out: save it as plain SVG from the drawing program, or as PNG.",
        "3 faults in all.",
    ]


def test_a_drawing_without_a_size_is_refused(tmp_path: Path) -> None:
    said = read(tmp_path, "<svg xmlns='http://www.w3.org/2000/svg'/>")
    assert said.startswith(
        "content/annual-report/2023-24/10-lamps.md:5: the drawing lamps.svg has no viewBox"
    )


def test_a_size_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    said = read(tmp_path, "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1.2.3 5'/>")
    assert said.startswith(
        "content/annual-report/2023-24/pictures/lamps.svg:1: its viewBox gives no size: '0 0 1.2.3 5'"
    )
