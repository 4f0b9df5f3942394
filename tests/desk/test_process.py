"""The desk as a process, alone and beside the clock: it stops cleanly; a kill leaves nothing half done."""

from __future__ import annotations

import os
import pty
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import update

from reckoner.reports.desk.store import jobs
from reckoner.reports.drafts.kept import all_drafts, read_draft
from reckoner.reports.schedule.tables import open_store, transaction
from tests.cli.calling import caller
from tests.delivery.dovecot import free_port
from tests.desk.at_desk import PASSPHRASE, Browser, Clock, desk_of, give_passphrases
from tests.schedule.test_service import due_house, serving, until
from tests.worked_example import PAPER, ROOT, edit

pytestmark = pytest.mark.slow


class Caller:
    """Somebody who reaches a desk by http on this machine."""

    def __init__(self, address: str) -> None:
        self.at, self.cookie = re.sub(r"^http://|/$", "", address), ""

    def ask(self, method: str, path: str, **fields: str) -> tuple[int, str, str]:
        """Status, where it leads, and the page."""
        body = urlencode(fields) if method == "POST" else None
        headers = {"Host": "localhost", "Origin": "http://localhost", "Cookie": self.cookie}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection(self.at, timeout=60)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        page = answer.read().decode("utf-8", "replace")
        connection.close()
        if found := re.search(r"desk=[^;]+", answer.getheader("Set-Cookie") or ""):
            self.cookie = found[0]
        return answer.status, answer.getheader("Location") or "", page

    def sign_in(self, name: str) -> None:
        assert self.ask("POST", "/sign-in", name=name, passphrase=PASSPHRASE, next="/")[0] == 303

    def post(self, path: str, **fields: str) -> str:
        token = re.search(r'name="token" value="([^"]+)"', self.ask("GET", "/jobs")[2])
        assert token is not None
        status, where, page = self.ask("POST", path, token=token[1], **fields)
        assert status == 303, page
        return where


def eventually(ask: Callable[[], bool], seconds: float = 90) -> None:
    until_then = time.monotonic() + seconds
    while not ask():
        assert time.monotonic() < until_then, "it didn't come to that"
        time.sleep(0.1)


@contextmanager
def desk_process(house: Path) -> Iterator[tuple[subprocess.Popen[str], Caller]]:
    port = free_port()
    words = ["desk", "serve", "--insecure", "--port", str(port), "--house", str(house)]
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "reckoner", *words], text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert f"http://localhost:{port}/ is the desk" in process.stdout.readline()
        at = Caller(f"127.0.0.1:{port}")

        def answers() -> bool:
            try:
                return at.ask("GET", "/sign-in")[0] == 200
            except ConnectionRefusedError:
                return False

        eventually(answers)
        yield process, at
    finally:
        process.kill()
        process.communicate()


def test_the_clock_and_the_desk_are_one_process_that_stops_cleanly(tmp_path: Path) -> None:
    house = due_house(tmp_path)
    edit(house / "office.yaml", lambda text: f"{text}\ndesk: {{address: https://localhost}}\n")
    give_passphrases(house)
    with serving(house, "--desk", "--desk-port", "0") as process:
        told = until(process, "desk")
        assert str(told["names"]) == "['localhost']"  # those of office.yaml
        at = Caller(told["address"])
        until(process, "done")
        at.sign_in("policy")
        assert "panel-paper/2025-11/draft-001" in at.ask("GET", "/drafts")[2]
        assert "Made" in at.ask("GET", "/schedule")[2] or "Done" in at.ask("GET", "/schedule")[2]
        process.send_signal(signal.SIGTERM)
        until(process, "stopped")
        assert process.wait(30) == 0
        with pytest.raises(ConnectionRefusedError):
            at.ask("GET", "/sign-in")


def test_the_desk_alone_stops_cleanly(house: Path) -> None:
    with desk_process(house) as (process, _):
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=30)
        assert said == ""


def test_a_port_that_another_program_has_is_said_and_nothing_pretends_to_be_there(house: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for words in (["serve", "--insecure"], ["try"]):
            command = [
                sys.executable,
                "-m",
                "reckoner",
                "desk",
                *words,
                "--port",
                port,
                "--house",
                str(house),
            ]
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
            assert done.returncode == 69, done.stderr
            assert f"port {port} can't be used for the desk: address already in use" in done.stderr
            assert "Name another by --port" in done.stderr
            assert "is the desk" not in done.stdout
            assert "Traceback" not in done.stderr


def test_ctrl_c_at_the_question_for_a_passphrase_is_no_fault_of_ours(house: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "reckoner", "desk", "passphrase", "policy", "--house", str(house)]
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # as at a terminal
    )  # fmt: skip
    asked = b""
    while b"Passphrase:" not in asked:
        asked += os.read(ours, 1000)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 130
    os.set_blocking(ours, False)
    said = os.read(ours, 1000).decode()
    os.close(ours)
    os.close(theirs)
    assert "Stopped; what was begun was not kept." in said
    assert "our fault" not in said


def test_a_server_that_is_killed_in_the_middle_of_a_build_leaves_nothing_half_written(house: Path) -> None:
    folder = house / "output" / "/".join(PAPER)
    with desk_process(house) as (process, at):
        at.sign_in("policy")
        job = at.post(f"/publications/{PAPER[0]}/build", edition=PAPER[1], again="again")
        eventually(lambda: bool(re.search("Step [2-9] of", at.ask("GET", job)[2])))
        process.kill()
        process.wait(30)
    time.sleep(1)  # its child hears that nobody listens
    assert [path.name for path in all_drafts(house / "output")] == ["draft-001"]
    assert not read_draft(folder / "draft-001").damage
    with desk_process(house) as (process, at):
        at.sign_in("policy")
        engine = open_store(str(house / "state/schedule.sqlite"))
        with transaction(engine) as connection:  # half a minute later
            connection.execute(update(jobs).values(seen=Clock().now - timedelta(days=1)))
        page = at.ask("GET", job)[2]
        assert "Broken off" in page
        again = at.post(f"/publications/{PAPER[0]}/build", edition=PAPER[1], again="again")
        assert again != job
        eventually(lambda: "data-running" not in at.ask("GET", again)[2])
        assert "Done" in at.ask("GET", again)[2]
        engine.dispose()
    assert all(not read_draft(path).damage for path in all_drafts(house / "output"))


def test_the_command_gives_a_link_and_takes_passkeys_away(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reckoner = caller(monkeypatch, capsys)
    refused = reckoner("desk", "link", "policy", "--house", house)
    assert refused.code == 2
    assert "desk: {address: https://desk.example.org}" in refused.err
    edit(house / "office.yaml", lambda text: f"{text}\ndesk: {{address: https://desk.example.org}}\n")
    given = reckoner("desk", "link", "policy", "--house", house)
    assert given.code == 0
    desk = desk_of(house, Clock())
    link = given.out.strip().removeprefix("https://desk.example.org")
    desk.clock = desk.links.clock
    browser = Browser(desk)
    browser.client.cookies.clear()
    page = browser.client.get(link)
    assert page.status_code == 200, page.text
    assert "Policy officer" in page.text
    taken = reckoner("desk", "forget-passkeys", "policy", "--house", house)
    assert (taken.code, taken.out) == (0, "policy has no passkey any more (0 went).\n")
    nobody = reckoner("desk", "forget-passkeys", "polcy", "--house", house)
    assert nobody.code == 2
    assert "policy" in nobody.err


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=lambda how: how.name)
def test_a_desk_that_was_tried_leaves_nothing_however_it_ends(how: signal.Signals, tmp_path: Path) -> None:
    around = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "reckoner", "desk", "try", "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, env=around, stdout=subprocess.PIPE, text=True) as tried:
        assert tried.stdout is not None
        for line in tried.stdout:
            if "(may approve" in line:
                break
        assert list(tmp_path.glob("reckoner-desk-*"))
        tried.send_signal(how)
        assert "what was tried is gone" in tried.stdout.read()
    assert tried.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_a_newcomer_goes_all_the_way_at_a_desk_that_is_tried(tmp_path: Path) -> None:
    around = {**os.environ, "TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-W", "error", "-m", "reckoner", "desk", "try", "--port", "0"]
    with subprocess.Popen(command, cwd=tmp_path, env=around, stdout=subprocess.PIPE, text=True) as tried:
        assert tried.stdout is not None
        address, accounts = "", dict[str, str]()
        for line in tried.stdout:
            address = address or (found[0] if (found := re.search(r"http://\S+?(?=/? is)", line)) else "")
            if given := re.fullmatch(r"  (\S+) \(may .*\): (.+)\n", line):
                accounts[given[1]] = given[2]
            if "approve it" in line:
                break
        try:
            _tour(address, accounts)
        finally:
            tried.send_signal(signal.SIGINT)
            tried.stdout.read()


def _tour(address: str, accounts: dict[str, str]) -> None:
    writer, approver = next(iter(accounts)), list(accounts)[-1]
    first, second = Caller(address), Caller(address)
    for who, name in ((first, writer), (second, approver)):
        assert who.ask("POST", "/sign-in", name=name, passphrase=accounts[name], next="/")[0] == 303
    link = re.search(r'href="(/drafts/newsletter/[^"]+/draft-001)"', first.ask("GET", "/drafts")[2])
    assert link is not None
    draft, page = link[1], first.ask("GET", link[1])[2]
    digest = re.search(r"[0-9a-f]{64}", page)
    assert digest is not None
    assert "invented figures" not in page
    assert first.post(f"{draft}/comments", text="Who counted the files?").startswith(draft)
    assert "Who counted the files?" in second.ask("GET", draft)[2]
    assert "counted when it was begun" in second.ask("GET", f"{draft}/figures")[2]
    assert second.post(f"{draft}/approve", hash=digest[0], role="approver").startswith(draft)
    assert second.post(f"{draft}/deliver", hash=digest[0], to="shelf").startswith(draft)
    done = second.ask("GET", draft)[2]
    for what in ("built", "approved", "delivered"):
        assert re.search(rf"<li>[^<]*: {what}", done), what
    assert "is out" in done
