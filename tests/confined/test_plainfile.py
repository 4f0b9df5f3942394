"""A pipe, a device, a socket and a folder are refused at once, whichever command is given one."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reckoner.reports.cli.main import app
from reckoner.reports.confined.plainfile import read_file, require_file
from reckoner.reports.errors import InputError, ReckonerError
from tests.worked_example import ROOT

RUN = CliRunner()


@pytest.fixture(params=["a pipe", "a device", "a socket"])
def no_file(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, str]:
    """Something that is no file, under a file's name, and what it is."""
    path = tmp_path / "a.pdf"
    if request.param == "a pipe":
        os.mkfifo(path)
    elif request.param == "a socket":
        monkeypatch.chdir(tmp_path)  # a socket's path may not be long
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(path.name)
    else:
        path.symlink_to("/dev/zero")
    return path, request.param


@pytest.mark.parametrize("look", [require_file, lambda path, shown: read_file(path, shown, 1)])
def test_it_is_told_what_it_is(no_file: tuple[Path, str], look: Callable[[Path, str], object]) -> None:
    path, kind = no_file
    with pytest.raises(InputError, match=f"a.pdf: it is {kind}, not a file"):
        look(path, "a.pdf")


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["extract"],
        ["take", "crimes_solved", "--house", str(ROOT)],
        ["check", str(ROOT / "README.md"), "--ledger"],
    ],
    ids=["check", "extract", "take", "check --ledger"],
)
def test_each_command_refuses_it(no_file: tuple[Path, str], words: list[str]) -> None:
    path, kind = no_file
    refusal = RUN.invoke(app, [*words, str(path)]).exception
    assert isinstance(refusal, ReckonerError)
    assert (refusal.exit_code, refusal.what) == (65, f"it is {kind}, not a file")


def test_a_folder_of_documents_is_checked_past_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    (tmp_path / "b.md").write_text(
        "Burglary rose from 400 to 500 offences, a 20% increase.\n", encoding="utf-8"
    )
    done = RUN.invoke(app, ["check", str(tmp_path)])
    assert done.exit_code == 1
    assert "a.md: it is a pipe, not a file" in done.output


def test_a_file_larger_than_allowed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"a" * (2**20 + 1))
    with pytest.raises(InputError, match="it is larger than 1 MB"):
        read_file(tmp_path / "a.md", "a.md", 1)


def test_a_file_that_may_not_be_read_or_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        read_file(tmp_path / "a.md", "a.md", 1)
    require_file(tmp_path / "a.md", "a.md")
