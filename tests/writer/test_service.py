"""A service meets callers who mean it ill, are slow, many, or gone: it answers the next one all the same."""

from __future__ import annotations

import os
import pwd
import random
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from reckoner.reports.drafts.process import started
from reckoner.reports.errors import ServiceError, SettingsError, UsageError
from reckoner.reports.writer import ipc
from reckoner.reports.writer.client import Handlers, ask
from reckoner.reports.writer.peer import peer_user, user_named
from reckoner.reports.writer.request import MOST_BYTES, Request
from reckoner.reports.writer.run import Limits
from reckoner.reports.writer.service import listening
from tests.small import tiny_house
from tests.worked_example import edit

LIMITS = Limits(asking=0.5, sending=0.5, running=30, taking=0.5, ending=2)
ME = pwd.getpwuid(os.getuid()).pw_name
LIST = Request(("drafts", "list"))

Serving = Callable[..., AbstractContextManager[Path]]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house in which the user of the tests is somebody."""
    house = tiny_house(
        tmp_path_factory.mktemp("writer") / "office", "It went to {{ crime.schools }} schools."
    )
    edit(house / "office.yaml", lambda text: text.replace("id: policy,", f"id: policy, user: {ME},", 1))
    return house


@pytest.fixture
def events() -> list[tuple[str, dict[str, Any]]]:
    """What the service logged."""
    return []


@pytest.fixture
def serving(house: Path, tmp_path: Path, events: list[tuple[str, dict[str, Any]]]) -> Serving:
    """The service while a block runs; for each command it starts ``program``, or the real one."""

    @contextmanager
    def served(program: str = "", limits: Limits = LIMITS) -> Iterator[Path]:
        command = [sys.executable, "-P", "-m", "reckoner.reports.cli.errand", str(house)]
        if program:
            command = [sys.executable, "-c", program]
        place = tmp_path / "s"
        with listening(house, place, command, lambda event, **told: events.append((event, told)), limits):
            yield place

    return served


def asked(place: Path, request: Request = LIST, content: bytes = b"") -> tuple[int, str, str]:
    """What a caller gets: the exit code, and what is said."""
    out, err = bytearray(), bytearray()
    code = ask(place, request, content, Handlers(out.extend, err.extend, lambda _: None))
    return code, out.decode(), err.decode()


@contextmanager
def called(place: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as link:
        link.settimeout(20)
        link.connect(str(place))
        yield link


def heard(link: socket.socket) -> bytes:
    """All that comes until the other end leaves."""
    parts = []
    try:
        while part := link.recv(1 << 16):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


def is_over(process: int) -> bool:
    """Whether a process has ended, or does within the next seconds."""
    until = time.monotonic() + 5
    while started(process) and time.monotonic() < until:
        time.sleep(0.01)
    return not started(process)


HOSTILE = {
    "nothing": b"",
    "a letter": b"r",
    "a web browser": b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "a huge message": b"r\xff\xff\xff\xff" + b"x" * 1000,
    "another kind": b"z\0\0\0\x02{}",
    "no JSON": b"r\0\0\0\x02{{",
    "deep JSON": b"r\0\0\xff\xff" + b"[" * 0xFFFF,
    "a list": b"r\0\0\0\x02[]",
    "no text": b"r\0\0\0\x04\xff\xfe\xff\xfe",
}


@pytest.mark.slow
@pytest.mark.parametrize("said", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_request_ends_that_call_alone(serving: Serving, said: bytes) -> None:
    with serving() as place:
        with called(place) as link:
            link.sendall(said)
            begun = time.monotonic()
            heard(link)
            assert time.monotonic() - begun < 5
        assert asked(place) == (0, "", "")


def test_noise_ends_that_call_alone(serving: Serving, chance: random.Random) -> None:
    with serving() as place:
        for _ in range(40):
            with called(place) as link:
                head = chance.choice([b"", b"r", b"r\0\0", b"r\0\0\0\x20"])
                link.sendall(head + chance.randbytes(chance.randrange(200)))
        assert asked(place) == (0, "", "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("serve",), "`reckoner serve` can't be run through the service"),
        (("writer",), "`reckoner writer` can't be run through the service"),
        (("preview", "panel-paper", "2025-11"), "`reckoner preview` can't be run through the service"),
        (("check", "/etc/passwd"), "`reckoner check` can't be run through the service"),
        (("extract", "/etc/passwd"), "`reckoner extract` can't be run through the service"),
        (("schedule", "list", "--state", "/tmp/x"), "--state can't be used through the service"),
        (("take", "crimes", "/etc/passwd"), "the file to take in was not sent along"),
        (("nonsense",), "No such command 'nonsense'"),
    ],
)
def test_a_command_or_option_that_the_service_does_not_do_is_refused(
    serving: Serving, words: tuple[str, ...], said: str
) -> None:
    with serving() as place:
        code, out, err = asked(place, Request(words))
        assert (code, out) == (2, "")
        assert said in err


def test_the_house_is_the_services_own_whatever_a_caller_names(serving: Serving) -> None:
    with serving() as place:
        assert asked(place, Request(("drafts", "list", "--house", "/nowhere"))) == (0, "", "")
        assert asked(place, Request(("--service", "/nowhere", "drafts", "list"))) == (0, "", "")


def test_a_file_of_another_size_or_name_is_not_taken(serving: Serving, house: Path) -> None:
    with serving() as place:
        for content in (b"x" * 9, b"x" * 11):
            with called(place) as link:
                ipc.send(link, ipc.REQUEST, Request(("drafts", "list"), 0, "a.csv", 10).encode())
                ipc.send(link, ipc.DATA, content)
                heard(link)
        for name in ("../a.csv", "a.py", ".csv", "a/b.csv", "a\n.csv", "x" * 300 + ".csv"):
            code, _, err = asked(place, Request(LIST.words, 0, name, 1), b"x")
            assert (code, "is no file of data" in err) == (2, True)
        code, _, err = asked(place, Request(LIST.words, 0, "a.csv", MOST_BYTES + 1))
        assert (code, "larger than 256 MB" in err) == (2, True)
        assert asked(place) == (0, "", "")


def test_a_hundred_idle_connections_keep_nobody_out_for_long(serving: Serving) -> None:
    with serving() as place:
        links = []
        for _ in range(100):
            links.append(socket.socket(socket.AF_UNIX))
            links[-1].connect(str(place))
        time.sleep(LIMITS.asking + 0.5)
        assert asked(place) == (0, "", "")
        for link in links:
            link.close()


def test_one_person_takes_no_more_than_their_places(serving: Serving) -> None:
    waiting = "import sys, time; sys.stdin.read(); print('here', flush=True); time.sleep(60)"
    with serving(waiting) as place:
        with called(place) as first, called(place) as second, called(place) as third, called(place) as fourth:
            for link in (first, second, third, fourth):
                ipc.send(link, ipc.REQUEST, LIST.encode())
                assert ipc.receive(link, time.monotonic() + 20).content.startswith(b"here")
            code, _, err = asked(place)
            assert (code, err.splitlines()[0]) == (69, "too many commands are running through the service")
        time.sleep(0.2)


def test_a_caller_who_leaves_takes_the_command_along(serving: Serving, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    program = (
        "import signal, sys, time\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "try:\n signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})\n"
        " sys.stdin.read(); print('here', flush=True); time.sleep(60)\n"
        f"finally: open({str(mark)!r}, 'w').close()"
    )
    with serving(program) as place:
        with called(place) as link:
            ipc.send(link, ipc.REQUEST, LIST.encode())
            assert ipc.receive(link, time.monotonic() + 20).content.startswith(b"here")
        until = time.monotonic() + 10
        while not mark.exists():
            assert time.monotonic() < until
            time.sleep(0.01)


def test_a_caller_who_takes_nothing_holds_the_command_only_so_long(
    serving: Serving, events: list[tuple[str, dict[str, Any]]]
) -> None:
    with serving("import sys\nwhile True: print('x' * 9999)") as place, called(place) as link:
        ipc.send(link, ipc.REQUEST, LIST.encode())
        until = time.monotonic() + 20
        while "broken_off" not in [event for event, _ in events]:
            assert time.monotonic() < until
            time.sleep(0.01)


def test_a_command_that_does_not_end_is_ended_with_what_it_started(serving: Serving) -> None:
    stubborn = (
        "import signal, subprocess, sys, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "child = subprocess.Popen(['sleep', '60'])\nprint(child.pid, flush=True)\ntime.sleep(60)"
    )
    with serving(stubborn, Limits(running=1, ending=0.2)) as place:
        code, out, err = asked(place)
        assert (code, err) == (69, "Stopped after 0.0166667 minutes; what was not finished was not kept.\n")
    assert is_over(int(out))


def test_a_command_that_leaves_something_running_is_over_when_it_ends(serving: Serving) -> None:
    leaving = "import subprocess; print(subprocess.Popen(['sleep', '60']).pid, flush=True)"
    with serving(leaving) as place:
        code, out, _ = asked(place)
        assert code == 0
        assert is_over(int(out))


def test_a_command_that_is_killed_is_told_as_a_shell_tells_it(serving: Serving) -> None:
    with serving("import os; os.kill(os.getpid(), 9)") as place:
        assert asked(place) == (137, "", "")


def test_a_service_that_is_stopped_ends_its_commands_and_says_so(serving: Serving) -> None:
    answers: list[tuple[int, str, str]] = []
    waiting = "import sys, time; sys.stdin.read(); time.sleep(60)"
    with serving(waiting) as place:
        caller = threading.Thread(target=lambda: answers.append(_asked_beside(place)))
        caller.start()
        time.sleep(0.5)
    caller.join(10)
    [(code, _, err)] = answers
    assert (code, err.startswith("The service is being stopped")) == (69, True)
    assert not place.exists()
    with pytest.raises(ServiceError, match="no service answers at"):
        asked(place)


def _asked_beside(place: Path) -> tuple[int, str, str]:
    """As ``asked``, in a thread, where no signals are heard."""
    said = bytearray()
    with called(place) as link:
        ipc.send(link, ipc.REQUEST, LIST.encode())
        while (message := ipc.receive(link, time.monotonic() + 20)).kind != ipc.CODE:
            said += message.content
        return int(message.content), "", said.decode()


def test_nothing_of_what_a_caller_sends_becomes_the_commands_environment(serving: Serving) -> None:
    shown = "import json, os, sys; json.load(sys.stdin); print(sorted(os.environ), sys.argv[1:])"
    with serving(shown) as place:
        before = asked(place, Request(LIST.words))[1]
        assert "LD_SPY" not in before
        os.environ["LD_SPY"] = "x"  # the service's own, not the caller's, is what a command gets
        try:
            assert "LD_SPY" in asked(place, Request(LIST.words))[1]
        finally:
            del os.environ["LD_SPY"]


def test_settings_that_are_broken_are_told_and_read_anew(serving: Serving, house: Path) -> None:
    with serving() as place:
        text = (house / "office.yaml").read_text("utf-8")
        (house / "office.yaml").write_text("people: [", "utf-8")
        try:
            code, _, err = asked(place)
            assert (code, err.startswith("office.yaml:")) == (78, True)
        finally:
            (house / "office.yaml").write_text(text, "utf-8")
        assert asked(place) == (0, "", "")


def test_a_command_line_that_is_too_long_is_told_before_it_is_sent(serving: Serving) -> None:
    with serving() as place, pytest.raises(UsageError, match="too long for the service"):
        asked(place, Request(("drafts", "reject", "x", "--reason", "y" * ipc.MOST)))


def test_the_kernel_names_who_is_at_the_other_end() -> None:
    near, far = socket.socketpair()
    with near, far:
        assert peer_user(near) == ME


@pytest.mark.parametrize("number", [65534, 3999999999])
def test_whoever_has_no_name_on_this_machine_is_nobody(number: int) -> None:
    with pytest.raises(UsageError, match=f"the user with the number {number} has no name"):
        user_named(number)


def test_a_socket_left_by_a_killed_service_is_taken_over(serving: Serving, tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(tmp_path / "s"))
    with serving() as place:
        assert asked(place) == (0, "", "")


def test_a_place_that_is_taken_is_left_alone(serving: Serving, tmp_path: Path) -> None:
    with serving() as place:
        with pytest.raises(ServiceError, match="another service listens at"), serving():
            pass
        assert asked(place) == (0, "", "")
    (tmp_path / "s").write_text("mine", "utf-8")
    with pytest.raises(SettingsError, match="is there already and is no socket"), serving():
        pass
    assert (tmp_path / "s").read_text("utf-8") == "mine"


def test_a_place_that_can_not_be_is_told(house: Path, tmp_path: Path) -> None:
    for place in (tmp_path / "gone" / "s", tmp_path / ("x" * 120)):
        with pytest.raises(SettingsError, match="can't be made"), listening(house, place, [], print):
            pass
