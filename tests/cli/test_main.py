"""The command: its help, its exit codes, and how it says what is wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reckoner.reports.cli.main import app
from reckoner.reports.cli.say import plainly
from reckoner.reports.errors import ServiceError
from tests.cli.calling import Reckoner

COMMANDS = (
    "init", "build", "check", "figures", "missing", "adopt", "preview", "take", "chart", "extract", "where",
    "recall",
    "deliver", "verify", "correct", "serve", "writer", "backup", "restore", "upgrade", "doctor",
    "word", "return", "pack", "mcp", "commission", "board",
)  # fmt: skip
GROUPS = ("new", "drafts", "desk", "proposals", "webhooks", "schedule", "statutory", "actions")
HEAVY = (
    "afcharts", "duckdb", "jinja2", "markdown_it", "matplotlib", "numpy", "pikepdf", "pydantic",
    "python_calamine", "reckoner.reports.unchanged", "rich", "sqlalchemy", "weasyprint", "yaml",
)  # fmt: skip


def run(*words: str, **given: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "reckoner", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, **given)  # type: ignore[call-overload, no-any-return]


def seconds(*command: str) -> float:
    """The quickest of five runs: the others were kept waiting by something else."""
    found = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        found.append(time.perf_counter() - begun)
    return min(found)


def test_help_takes_less_than_ten_times_a_bare_python() -> None:
    bare = seconds(sys.executable, "-c", "pass")
    assert seconds(sys.executable, "-m", "reckoner", "--help") < 10 * bare


def test_help_loads_no_heavy_library() -> None:
    program = (
        "import sys; from reckoner.reports.cli.main import app; app(['--help'], standalone_mode=False); "
        f"print('heavy:', *[name for name in {HEAVY!r} if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout
    assert said.splitlines()[-1] == "heavy:"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(reckoner: Reckoner, command: str) -> None:
    answer = reckoner(command, "--help")
    assert answer.code == 0
    assert "Example" in answer.out
    assert f"reckoner {command}" in answer.out
    assert answer.err == ""


def test_help_lists_every_command(reckoner: Reckoner) -> None:
    said = reckoner("--help").out
    assert all(f"  {command} " in said for command in COMMANDS)
    assert all(f"  {group} " in said for group in GROUPS)
    assert {
        command.name or command.callback.__name__ for command in app.registered_commands if command.callback
    } == set(COMMANDS)


def test_python_m_reports_is_the_same_command() -> None:
    assert run("--help").stdout.startswith("Usage: reckoner ")


def test_without_a_command_the_help_is_shown_with_exit_code_2(reckoner: Reckoner) -> None:
    answer = reckoner()
    assert answer.code == 2
    assert answer.err.startswith("Usage: reckoner ")


@pytest.mark.parametrize(
    ("words", "help_of"),
    [
        (("nonsense",), ""),
        (("build", "--nonsense"), " build"),
        (("figures",), " figures"),
        (("doctor", "--format", "xml"), " doctor"),
        (("schedule", "rehearse", "27"), " schedule rehearse"),
    ],
)
def test_a_wrong_call_gets_one_line_and_exit_code_2(
    reckoner: Reckoner, words: tuple[str, ...], help_of: str
) -> None:
    answer = reckoner(*words)
    assert answer.code == 2
    assert len(answer.err.splitlines()) == 1
    assert re.search(rf"[.?] Try: reckoner{help_of} --help\n$", answer.err)


def test_a_folder_that_is_no_house_gets_two_lines_and_exit_code_78(
    reckoner: Reckoner, tmp_path: Path
) -> None:
    answer = reckoner("build", "panel-paper", "--house", tmp_path)
    assert (answer.code, answer.out, len(answer.err.splitlines())) == (78, "", 2)


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_args: object) -> None:
        raise error

    monkeypatch.setattr("reckoner.reports.settings.house.read_house", fail)


def test_a_service_that_does_not_answer_is_exit_code_69(
    reckoner: Reckoner, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, ServiceError("the database does not answer"))
    answer = reckoner("take", "crimes")
    assert (answer.code, answer.err) == (69, "the database does not answer\n")


def test_our_own_fault_is_owned_in_two_lines_with_exit_code_70(
    reckoner: Reckoner, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, RuntimeError("first line\nsecond line"))
    answer = reckoner("take", "crimes")
    assert answer.code == 70
    assert answer.err.splitlines()[0] == "This is our fault: RuntimeError: first line"
    assert len(answer.err.splitlines()) == 2


def test_a_stopped_command_says_so(reckoner: Reckoner, monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, KeyboardInterrupt())
    answer = reckoner("take", "crimes")
    assert (answer.code, answer.err.splitlines()[-1]) == (130, "Stopped; what was begun was not kept.")


def test_a_reader_that_has_read_enough_is_no_failure(house: Path) -> None:
    for command in (["figures", "panel-paper", "2025-11", "--house", str(house)], ["--help"]):
        process = subprocess.Popen(
            [sys.executable, "-m", "reckoner", *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None
        process.stdout.close()
        _, said = process.communicate()
        assert (process.returncode, said) == (0, b"")


def test_in_a_pipe_there_is_no_progress_and_no_colour(house: Path) -> None:
    answer = run("build", "panel-paper", "2025-11", "--house", str(house))
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "\x1b" not in answer.stdout


def test_the_house_is_the_current_folder_unless_named(house: Path) -> None:
    code = Path(__file__).parents[2]
    answer = run("figures", "panel-paper", "2025-11", cwd=house, env={**os.environ, "PYTHONPATH": str(code)})
    assert answer.returncode == 0
    assert answer.stdout.startswith("crime.schools  31")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain “words” – £5 ŵ שלום 😀", "plain “words” – £5 ŵ שלום 😀"),
        ("a\u00a0b", "a\u00a0b"),
        ("\x1b[2J", "\\x1b[2J"),
        ("a\nb\tc\rd", "a\\nb\\tc\\rd"),
        ("\u202e12", "\\u202e12"),
        ("\x9b31m", "\\x9b31m"),
        ("\udcff", "\\udcff"),
    ],
)
def test_quoted_text_cannot_steer_the_terminal(text: str, shown: str) -> None:
    assert plainly(text) == shown


def test_a_very_long_line_is_cut() -> None:
    assert plainly("x" * 1000, 10) == "x" * 10 + "…"
