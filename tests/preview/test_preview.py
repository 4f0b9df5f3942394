"""The preview's server: whoever leaves early is no fault, and only this machine's own names are answered."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from reckoner.reports.modules.library import Library, load_library
from reckoner.reports.preview.preview import Preview, serve
from tests.word.papers import SECTION, paper_house


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    return Preview(tmp_path, "newsletter", "2026-02")


def test_figures_are_read_again_where_data_changed_and_not_for_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = paper_house(tmp_path / "house", "It was {{ crimes.solved at 2025-10 }}.\n", "[html]")
    loaded = []

    def counted(*given: Any, **named: Any) -> Library:
        loaded.append(given)
        return load_library(*given, **named)

    monkeypatch.setattr("reckoner.reports.modules.shelf.load_library", counted)
    shown = Preview(house, "panel-paper", "2025-11")
    try:
        assert ">2,370<" in page_of(shown)
        replace_in(house / SECTION, "It was", "Crimes: they were")
        assert "Crimes: they" in page_of(shown)
        assert len(loaded) == 1
        replace_in(next(house.glob("data/*/*.csv")), "2370", "2371")
        assert ">2,371<" in page_of(shown)
        assert len(loaded) == 2
    finally:
        shown.end()


def page_of(shown: Preview) -> str:
    """The page as it is once it is made anew."""
    before = shown.version
    shown.refresh()
    while shown.version == before or shown._is_busy:
        time.sleep(0.02)
    return shown.files["panel-paper.html"].decode()


def replace_in(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")


@pytest.fixture
def server(preview: Preview) -> Iterator[ThreadingHTTPServer]:
    """The server, running; at its end every request has been worked off."""
    running = serve(preview, 0)
    running.daemon_threads = False  # so that closing waits for them
    thread = threading.Thread(target=running.serve_forever, args=(0.02,))
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


def status(server: ThreadingHTTPServer, host: str) -> int:
    connection = HTTPConnection("127.0.0.1", server.server_address[1])
    connection.putrequest("GET", "/", skip_host=True)
    if host:
        connection.putheader("Host", host)
    connection.endheaders()
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def test_a_browser_that_is_closed_during_a_build_leaves_no_traceback(
    preview: Preview, server: ThreadingHTTPServer, capfd: pytest.CaptureFixture[str]
) -> None:
    with preview._lock:  # as while a build goes on
        for count in range(1, 4):
            with socket.create_connection(("127.0.0.1", server.server_address[1])) as browser:
                browser.sendall(b"GET /version HTTP/1.1\r\nHost: localhost\r\n\r\n")
                while sum("process_request" in thread.name for thread in threading.enumerate()) < count:
                    time.sleep(0.01)
                # Closed with a reset, as by a browser whose window is closed.
                browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    server.shutdown()
    server.server_close()
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("host", ["localhost", "localhost:8321", "127.0.0.1", "127.0.0.1:8321", "LOCALHOST"])
def test_this_machine_s_own_names_are_answered_with_a_port_or_without(
    server: ThreadingHTTPServer, host: str
) -> None:
    assert status(server, host) == 200


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "localhost.evil.example", "evil@localhost.example", "0.0.0.0", "[::1]", "["],
)
def test_other_names_are_not(server: ThreadingHTTPServer, host: str) -> None:
    assert status(server, host) == 403
