"""The command as a user calls it, in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from reckoner.reports.cli.main import main


@dataclass(frozen=True)
class Answer:
    """The exit code, and what was printed."""

    code: int
    out: str
    err: str


Reckoner = Callable[..., Answer]


def caller(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reckoner:
    """``reckoner(*words)``."""

    def reckoner(*words: object) -> Answer:
        monkeypatch.setattr("sys.argv", ["reckoner", *map(str, words)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main()
        said = capsys.readouterr()
        assert isinstance(left.value.code, int)
        assert "Traceback" not in said.out + said.err
        return Answer(left.value.code, said.out, said.err)

    return reckoner
