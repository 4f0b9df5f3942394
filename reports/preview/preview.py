"""An edition shown while it is being written: made anew on every save, on this machine only, never kept."""

from __future__ import annotations

import json
import mimetypes
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from urllib.parse import unquote, urlsplit

from reckoner.reports.build import laid_out, pages, printed
from reckoner.reports.composed import compose_edition
from reckoner.reports.errors import ReckonerError, WriteError
from reckoner.reports.modules.shelf import Shelf
from reckoner.reports.preview.page import page, sheets
from reckoner.reports.preview.paper import Paper

HOST = "127.0.0.1"
_MISSING = HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"There is no such file.\n"
_WATCHED = ("content", "data", "templates", "office.yaml", "schedules.yaml")


@dataclass
class Preview:
    """One edition, made when asked for and again when a file it may rest on has changed.

    ``reader`` is the name to greet. What is shown is in ``files``; what is wrong, in ``said``, which follows,
    as the pages of its PDF do, in ``paper``.
    """

    root: Path
    publication: str
    edition: str
    reader: str = ""
    files: Mapping[str, bytes] = field(default_factory=dict)
    said: list[str] = field(default_factory=lambda: ["Making it for the first time ..."])
    version: int = 0
    paper: Paper = field(default_factory=Paper)
    _seen: int = 0
    _shelf: Shelf = field(default_factory=lambda: Shelf(_stamp))
    _is_busy: bool = False
    _worker: Thread | None = None
    _lock: Lock = field(default_factory=Lock)

    def refresh(self) -> dict[str, object]:
        """What is shown now; where a file has changed since the last time, it is being made anew."""
        with self._lock:
            if not self._is_busy and (now := _stamp(*(self.root / name for name in _WATCHED))) != self._seen:
                self._seen, self._is_busy = now, True
                self._worker = Thread(target=self._make)
                self._worker.start()
            state = {"version": self.version, "said": self.said, "views": self.views()}
            return {**state, "paper": self.paper.number, "is_coming": self.paper.is_coming}

    def end(self) -> None:
        """Give up what is being made on paper, and wait until what is being made for the screen is shown."""
        self.paper.end()
        if self._worker is not None:
            self._worker.join()

    def _make(self) -> None:
        asked = self.root, self.publication, self.edition
        try:
            composed = compose_edition(*asked, lambda _step: None, load=self._shelf.load)
            self._show(pages(composed, self.reader), ["Checking it ..."])
            self.version += 1
            self.paper.ask(partial(printed, composed))
            if self.paper.is_ended:
                return
            made = laid_out(composed.without(("pdf",)), lambda _step: None, reader=self.reader).checked()
            self._show(made.contents, [line for finding in made.findings for line in finding.lines()])
        except ReckonerError as problem:
            self._show(self.files, problem.lines())
        finally:
            self._is_busy = False

    def _show(self, files: Mapping[str, bytes], said: list[str]) -> None:
        with self._lock:
            self.files, self.said = files, said

    def answer(self, path: str) -> tuple[HTTPStatus, str, bytes]:
        """What a browser is given for a path: the status, the media type and the content."""
        name = unquote(urlsplit(path).path).lstrip("/")
        if name == "":
            return (
                HTTPStatus.OK,
                "text/html; charset=utf-8",
                page(f"{self.publication} {self.edition}").encode(),
            )
        if name == "version":
            return HTTPStatus.OK, "application/json", json.dumps(self.refresh()).encode()
        if name.startswith("paper") and self.paper.number:
            return self._on_paper(name)
        if name in self.files:
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            return (
                HTTPStatus.OK,
                f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
                self.files[name],
            )
        return _MISSING

    def _on_paper(self, name: str) -> tuple[HTTPStatus, str, bytes]:
        """The pages of the PDF as pictures, one of them, or the PDF itself."""
        if name == "paper.html":
            html = sheets(self.paper.sizes(), self.paper.number, self.paper.is_part)
            return HTTPStatus.OK, "text/html; charset=utf-8", html.encode()
        if name == "paper.pdf":
            return HTTPStatus.OK, "application/pdf", self.paper.pdf
        try:
            return HTTPStatus.OK, "image/png", self.paper.picture(int(Path(name).stem))
        except (ValueError, IndexError):
            return _MISSING

    def views(self) -> list[str]:
        """The addresses shown side by side, empty where there is nothing: the mail at a desk, on a phone and
        as text, or the page on both; and the PDF."""
        found = [name for name in self.files if name.endswith(".html") and "/" not in name][:1] or [""]
        mail = ["email.html", "email.html", "email.txt"]
        shown = mail if mail[0] in self.files else [*found * 2, ""]
        paper = self.paper
        place = f"#page-{paper.place}" if paper.place else ""
        on_paper = f"paper.html?{paper.number}{place}" if paper.number else ""
        return [*(name and f"{name}?{self.version}" for name in shown), on_paper]


class _Server(ThreadingHTTPServer):
    """A server that lets browsers come and go: one that is closed during a build is no fault."""

    daemon_threads = False  # closing waits until each has its answer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Anything but a connection that has ended is told, as it is by default."""
        if not isinstance(sys.exception(), ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


def _is_own(host: str) -> bool:
    """Whether the name that a browser asks for is this machine's own: a page elsewhere may not look in."""
    try:
        name = urlsplit(f"//{host}").hostname
    except ValueError:
        return False
    return name in ("localhost", HOST)


def serve(preview: Preview, port: int) -> ThreadingHTTPServer:
    """A server on this machine's own address, not yet running. Raises WriteError where the port is taken."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if not _is_own(self.headers.get("Host", "")):
                self.give(HTTPStatus.FORBIDDEN, "text/plain", b"Ask for localhost.\n")
                return
            self.give(*preview.answer(self.path))

        def give(self, status: HTTPStatus, kind: str, content: bytes) -> None:
            self.send_response(status)
            for name, value in (
                ("Content-Type", kind),
                ("Content-Length", str(len(content))),
                ("Cache-Control", "no-store"),
                ("X-Content-Type-Options", "nosniff"),
            ):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_words: object) -> None:
            """Nothing: the terminal belongs to the command."""

    try:
        return _Server((HOST, port), Handler)
    except OSError as problem:
        what = f"port {port} can't be used: {problem.strerror}"
        raise WriteError(what, todo="Choose another with --port.") from None


def _stamp(*places: Path) -> int:
    """A number that changes when one of these files does, or one below these folders."""
    paths = [path for place in places for path in (place.rglob("*") if place.is_dir() else [place])]
    return hash(tuple((str(path), path.stat().st_mtime_ns) for path in sorted(paths) if path.is_file()))
