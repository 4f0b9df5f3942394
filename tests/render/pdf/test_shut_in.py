"""Nothing that a page says makes the renderer read a file of the machine or call out."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pikepdf
import pytest

from reckoner.reports.errors import InputError
from reckoner.reports.render.pdf.engine import Rendered
from reckoner.reports.render.pdf.job import PdfMeta
from tests.render.pdf.paper import render_pdf

META = PdfMeta("A paper", "The office", "Progress", "en-GB", date(2025, 11, 28))
CANARY = "canary-5417"
PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><rect width="4" height="4"/></svg>'
RECTANGLE = '<rect width="3" height="3"/>'
NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def page(head: str = "", body: str = "") -> str:
    return f'<!DOCTYPE html><html lang="en"><head>{head}</head><body><h1>A</h1>{body}</body></html>'


def style(rules: str) -> str:
    return page(f"<style>{rules}</style>", "<p>Words</p>")


def picture(address: str) -> str:
    return page(body=f'<p><img alt="A map" src="{address}"></p>')


def data(content: str, kind: str = "image/svg+xml") -> str:
    return f"data:{kind},{quote(content)}"


def svg(inside: str) -> str:
    return f'<svg {NAMES} viewBox="0 0 9 9">{inside}</svg>'


# TARGET stands for an address of the canary: a file: address and a socket that listens on this machine.
WAYS = {
    "a picture": picture("TARGET"),
    "a picture in another spelling": picture("FiLe:CANARYPATH"),
    "a picture with three slashes": picture("file:///CANARYPATH"),
    "a picture by its path": picture("CANARYPATH"),
    "a picture up the tree": picture("../../../../../../../../../../CANARYPATH"),
    "a picture up the tree from an asset": picture("charts/../../../../../../../CANARYPATH"),
    "a picture without a scheme": picture("//localhost:PORT/x.png"),
    "a base for relative addresses": page('<base href="TARGET/">', '<p><img alt="A" src="charts/a.svg"></p>'),
    "an object": page(body='<object data="TARGET" type="image/svg+xml"></object>'),
    "an embedded thing": page(body='<embed src="TARGET" type="image/svg+xml">'),
    "a stylesheet": page('<link rel="stylesheet" href="TARGET">'),
    "an import": style('@import url("TARGET");'),
    "an import in a data: stylesheet": page(
        f'<link rel="stylesheet" href="{data("@import url(TARGET);", "text/css")}">', "<p>Words</p>"
    ),
    "a background": style("p { background: url(TARGET) }"),
    "a border picture": style("p { border: 3px solid; border-image: url(TARGET) 1 }"),
    "a list marker": style("p { display: list-item; list-style-image: url(TARGET) }"),
    "generated content": style("p::before { content: url(TARGET) }"),
    "the page's background": style("@page { background: url(TARGET); @top-left { content: url(TARGET) } }"),
    "a font": style('@font-face { font-family: x; src: url(TARGET) } p { font-family: x }'),
    "a font of the machine": style('@font-face { font-family: x; src: local("DejaVu Sans") }'),
    "a colour profile": style("@color-profile --x { src: url(TARGET) } p { color: color(--x 1 0 0) }"),
    "an attached file": page('<link rel="attachment" href="TARGET">'),
    "an attached file in a link": page(body='<p><a rel="attachment" href="TARGET">Take it</a></p>'),
    "an attached file in a relative link": page(body='<p><a rel="attachment" href="CANARYPATH">A</a></p>'),
    "a picture in a picture": picture(data(svg('<image href="TARGET" width="9" height="9"/>'))),
    "an old link in a picture": picture(data(svg('<image xlink:href="TARGET" width="9" height="9"/>'))),
    "a picture drawn in the page": page(body=svg('<title>A</title><image href="TARGET" width="9"/>')),
}  # fmt: skip
# These are not even asked for, so that there is nothing to refuse.
QUIET = {
    "generated content from an attribute": page(
        "<style>p::before { content: attr(data-x url) }</style>", '<p data-x="TARGET">Words</p>'
    ),
    "a use in a picture": picture(data(svg('<use href="TARGET#x"/>'))),
    "a stylesheet in a picture": picture(data(svg(f'<style>@import url("TARGET");</style>{RECTANGLE}'))),
    "a stylesheet above a picture": picture(
        data('<?xml-stylesheet type="text/css" href="TARGET"?>' + svg(RECTANGLE))
    ),
    "a pattern's address in a picture": picture(data(svg('<rect width="3" fill="url(TARGET#x)"/>'))),
    "an entity": picture(data(f'<!DOCTYPE svg [<!ENTITY x SYSTEM "TARGET">]>{svg("<text>&x;</text>")}')),
    "a document type": picture(data(f'<!DOCTYPE svg SYSTEM "TARGET">{svg("<text>A</text>")}')),
    "an include": picture(data(svg('<include xmlns="http://www.w3.org/2001/XInclude" href="TARGET"/>'))),
    "a frame": page(body='<iframe src="TARGET"></iframe>'),
    "a script": page('<script src="TARGET"></script>', "<script>fetch('TARGET')</script>"),
    "a refresh": page('<meta http-equiv="refresh" content="0; url=TARGET">'),
    "an icon": page('<link rel="icon" href="TARGET">'),
    "a picture of several sizes": page(body='<p><img alt="A map" src="charts/a.svg" srcset="TARGET 2x"></p>'),
    "a film": page(body='<video src="TARGET" poster="TARGET"></video><audio src="TARGET"></audio>'),
}  # fmt: skip


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


def was_called(listener: socket.socket) -> bool:
    try:
        connection, _ = listener.accept()
    except BlockingIOError:
        return False
    connection.close()
    return True


def render(html: str, target: str, listener: socket.socket, file: Path) -> Rendered:
    port = str(listener.getsockname()[1])
    for name, value in (("TARGET", target), ("CANARYPATH", file.as_posix()), ("PORT", port)):
        html = html.replace(name, value)
    return render_pdf(html, {"charts/a.svg": PICTURE}, META)


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("secret") / "canary.svg"
    file.write_text(svg(f"<title>{CANARY}</title><text y='5'>{CANARY}</text>"), encoding="utf-8")
    return file


@pytest.mark.parametrize("way", WAYS)
def test_a_page_that_asks_for_a_file_gets_an_error_that_names_it(
    way: str, listener: socket.socket, canary: Path
) -> None:
    with pytest.raises(InputError, match="may not open"):
        render(WAYS[way], f"file://{canary}", listener, canary)


@pytest.mark.parametrize("way", [way for way in WAYS if "TARGET" in WAYS[way]])
def test_a_page_that_calls_out_gets_an_error_and_reaches_nobody(
    way: str, listener: socket.socket, canary: Path
) -> None:
    port = listener.getsockname()[1]
    with pytest.raises(InputError, match="may not open"):
        render(WAYS[way], f"http://127.0.0.1:{port}/x", listener, canary)
    assert not was_called(listener)


@pytest.mark.parametrize("way", QUIET)
def test_what_is_not_even_asked_for_is_neither_read_nor_called(
    way: str, listener: socket.socket, canary: Path
) -> None:
    port = listener.getsockname()[1]
    for target in (f"file://{canary}", f"http://127.0.0.1:{port}/x"):
        rendered = render(QUIET[way], target, listener, canary)
        assert CANARY.encode() not in everything_in(rendered.pdf)
    assert not was_called(listener)


def everything_in(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        streams = [item.read_bytes() for item in opened.objects if isinstance(item, pikepdf.Stream)]
    return pdf + b"".join(streams)


def test_the_pages_own_pictures_are_opened() -> None:
    rendered = render_pdf(picture("charts/a.svg"), {"charts/a.svg": PICTURE}, META)
    assert rendered.log == ()
