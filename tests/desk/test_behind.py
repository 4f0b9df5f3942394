"""The desk behind nginx and behind Caddy, with the configuration that docs/desk.md gives, run for real."""

from __future__ import annotations

import os
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse, HTTPSConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import select

from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.server import Listening, serving
from reckoner.reports.desk.store import events
from reckoner.reports.schedule.tables import open_store
from tests.delivery.certificates import Certificates, make_certificates
from tests.delivery.dovecot import free_port
from tests.desk.at_desk import PASSPHRASE, Clock
from tests.web.looking import need

DOCS = Path(__file__).parents[2] / "docs/desk.md"
SOMEWHERE = "127.0.0.9"  # whoever calls comes from here


def documented(language: str, desk: str, port: int, certificates: Certificates) -> str:
    """The configuration of the docs, for these ports and this certificate."""
    found = re.search(rf"```{language}\n(.+?)```", DOCS.read_text("utf-8"), re.DOTALL)
    assert found is not None
    text = found[1].replace("127.0.0.1:8348", desk.removeprefix("http://").rstrip("/"))
    text = text.replace("/etc/ssl/desk.example.org.pem", str(certificates.certificate))
    text = text.replace("/etc/ssl/private/desk.example.org.key", str(certificates.key))
    text = text.replace("listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
    if language == "caddy":
        own = f"localhost:{port} {{\n    tls {certificates.certificate} {certificates.key}"
        text = text.replace("desk.example.org {", own)
    return text.replace("desk.example.org", "localhost")


def nginx(folder: Path, text: str) -> list[str]:
    temporary = "\n".join(
        f"{name}_temp_path {folder};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""  # who may write where the test may
    whole = f"{user}daemon off;\npid {folder}/pid;\nerror_log {folder}/log;\nevents {{}}\n"
    (folder / "conf").write_text(f"{whole}http {{\naccess_log off;\n{temporary}\n{text}}}\n")
    return [
        need("nginx", "nginx-light"),
        "-p",
        str(folder),
        "-c",
        str(folder / "conf"),
        "-e",
        f"{folder}/log",
    ]


def caddy(folder: Path, text: str) -> list[str]:
    (folder / "Caddyfile").write_text(f"{{\n    admin off\n    auto_https disable_redirects\n}}\n{text}")
    return [need("caddy", "caddy"), "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


PROXIES = {"nginx": nginx, "caddy": caddy}


@contextmanager
def running(command: list[str], port: int, folder: Path) -> Iterator[None]:
    places = {"HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)}
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env={**os.environ, **places})
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, (folder / "said").read_text()
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(10)


class Caller:
    """A browser that comes to the proxy by https."""

    def __init__(self, port: int, authority: Path) -> None:
        self.at, self.cookie = f"localhost:{port}", ""
        self.connection = HTTPSConnection(
            "localhost", port, context=ssl.create_default_context(cafile=authority), timeout=30,
            source_address=(SOMEWHERE, 0),
        )  # fmt: skip

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[HTTPResponse, str]:
        given = {"Origin": f"https://{self.at}", "Cookie": self.cookie, **headers}
        self.connection.request(method, path, body, given)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        if found := re.search(r"desk=[^;]+", answer.getheader("Set-Cookie") or ""):
            self.cookie = found[0]
        return answer, text

    def sign_in(self, passphrase: str) -> HTTPResponse:
        form = urlencode({"name": "policy", "passphrase": passphrase, "next": "/"}).encode()
        kind = "application/x-www-form-urlencoded"
        forged = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http"}
        return self.ask("POST", "/sign-in", form, **{"Content-Type": kind, **forged})[0]


@pytest.fixture(params=sorted(PROXIES))
def behind(
    request: pytest.FixtureRequest, house: Path, clock: Clock, tmp_path: Path
) -> Iterator[tuple[Desk, Caller]]:
    """A desk behind a proxy, and somebody who calls."""
    desk = Desk(house, open_store(str(house / "state/schedule.sqlite")), ("localhost",), clock=clock)
    certificates, port, folder = make_certificates(tmp_path / "tls"), free_port(), tmp_path / "proxy"
    folder.mkdir()
    with serving(desk, Listening(port=0, proxies=("127.0.0.1",))) as at:
        command = PROXIES[request.param](folder, documented(request.param, at, port, certificates))
        with running(command, port, folder):
            caller = Caller(port, certificates.authority)
            yield desk, caller
            caller.connection.close()
    desk.engine.dispose()


def test_somebody_signs_in_and_reads_behind_a_proxy(behind: tuple[Desk, Caller]) -> None:
    _, caller = behind
    answer = caller.sign_in(PASSPHRASE)
    assert (answer.status, answer.getheader("Location")) == (303, "/")
    assert "; Secure" in (answer.getheader("Set-Cookie") or "")
    answer, page = caller.ask("GET", "/")
    assert answer.status == 200
    assert "Policy officer" in page
    assert "default-src 'none'" in (answer.getheader("Content-Security-Policy") or "")


def test_whoever_calls_is_known_by_their_own_address(behind: tuple[Desk, Caller]) -> None:
    desk, caller = behind
    assert caller.sign_in("something else entirely").status == 401
    with desk.engine.connect() as connection:
        assert list(connection.scalars(select(events.c.address))) == [SOMEWHERE]


def test_a_large_file_comes_through_and_one_too_large_is_refused(behind: tuple[Desk, Caller]) -> None:
    _, caller = behind
    caller.sign_in(PASSPHRASE)
    token = re.search(r'name="token" value="([^"]+)"', caller.ask("GET", "/check")[1])
    assert token is not None
    for size, status in ((12, 400), (40, 413)):
        parts = (("token", "", token[1].encode()), ("draft", "", b"no/such/draft-001"))
        file = ("document", '; filename="a.txt"', b"a" * (size * 2**20))
        body = b"".join(
            b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
            % (name.encode(), more.encode(), content)
            for name, more, content in (*parts, file)
        )
        kind = "multipart/form-data; boundary=x"
        try:
            answer, text = caller.ask("POST", "/check", body + b"--x--\r\n", **{"Content-Type": kind})
        except (BrokenPipeError, ConnectionResetError, ssl.SSLEOFError):
            caller.connection.close()
            assert status == 413  # refused before it was read whole
            continue
        assert answer.status == status, text[:300]
        assert status == 413 or "There is no draft" in text


def test_how_far_work_is_comes_anew_each_time(behind: tuple[Desk, Caller]) -> None:
    """The page asks again every two seconds; no proxy may answer for the desk."""
    _, caller = behind
    caller.sign_in(PASSPHRASE)
    answer, _ = caller.ask("GET", "/jobs")
    assert answer.getheader("Cache-Control") == "no-store"
