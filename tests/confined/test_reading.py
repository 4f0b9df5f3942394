"""Whatever a file makes its reader do is told as a fault of that file, and the next one is read."""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from reckoner.reports.confined import reading
from reckoner.reports.confined.limits import Limits
from reckoner.reports.confined.reading import read_apart
from reckoner.reports.errors import InputError, InternalError, Place

READER = "tests.confined.deeds"
LIMITS = Limits(memory_mb=300, cpu_seconds=1, wall_seconds=60, answer_mb=1, file_mb=1)
HASTY = replace(LIMITS, wall_seconds=0.5)
WHERE = Place("inbox/a.pdf", 3)


def done(deed: str, limits: Limits = LIMITS) -> str:
    """What the fault says, or what was read."""
    try:
        return str(read_apart(READER, deed.encode(), WHERE, limits).header["said"])
    except InputError as error:
        return error.lines()[0]


@pytest.mark.parametrize(
    ("deed", "what"),
    [
        ("eat", "reading it takes more than 300 MB of memory"),
        ("eat and die", "reading it takes more than 300 MB of memory"),
        ("work", "reading it takes more than 1 seconds of work"),
        ("nest", "it is nested too deeply"),
        ("raise", "it is damaged: it can't be read"),
        ("panic", "it is damaged: it can't be read"),
        ("die", "it is damaged: it can't be read"),
        ("leave", "it is damaged: it can't be read"),
        ("look", "it is damaged: it can't be read"),
    ],
)
def test_what_a_reader_does_is_a_fault_of_its_file_and_the_next_is_read(deed: str, what: str) -> None:
    assert done(deed) == f"inbox/a.pdf:3: {what}"
    assert done("nothing") == "inbox/a.pdf"


def test_a_reader_that_waits_is_not_waited_for() -> None:
    assert done("wait", HASTY) == "inbox/a.pdf:3: reading it takes longer than 0.5 seconds"
    assert done("nothing") == "inbox/a.pdf"


def test_an_answer_longer_than_allowed_is_not_taken() -> None:
    with pytest.raises(InputError, match="it unpacks to more than 1 MB"):
        read_apart("tests.confined.echo", b"a" * 2**21, WHERE, LIMITS)


def test_what_a_reader_prints_is_no_part_of_its_answer() -> None:
    assert done("say") == "inbox/a.pdf"


def test_the_faults_that_a_reader_knows_arrive_whole() -> None:
    with pytest.raises(InputError) as refusal:
        read_apart(READER, b"refuse", WHERE, LIMITS)
    assert refusal.value.lines() == [
        "a.xlsx, cell B7: it is hidden", "  Show it.", "it is empty", "2 faults in all.",
    ]  # fmt: skip


def test_a_fault_names_what_it_is_about() -> None:
    with pytest.raises(InputError, match=r"the picture p\.png is damaged"):
        read_apart(READER, b"raise", WHERE, LIMITS, subject="the picture p.png")


def test_whoever_looks_for_our_own_faults_is_shown_where_it_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECKONER_DEBUG", "1")
    with pytest.raises(InternalError, match="in _raise"):
        read_apart(READER, b"raise", WHERE, LIMITS)


def test_a_process_that_died_while_it_waited_is_replaced() -> None:
    assert done("nothing") == "inbox/a.pdf"
    running = reading._READERS._running
    assert running is not None
    os.kill(running.process.pid, signal.SIGKILL)
    running.process.wait()
    assert done("nothing") == "inbox/a.pdf"


def test_threads_that_read_at_once_get_each_its_own(tmp_path: Path) -> None:
    heard: dict[int, str] = {}

    def read(number: int) -> None:
        place = Place(f"{number}.pdf")
        heard[number] = read_apart(READER, b"nothing", place, LIMITS).header["said"]

    threads = [threading.Thread(target=read, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == {number: f"{number}.pdf" for number in range(12)}
