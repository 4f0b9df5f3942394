"""The command, which must do as asked."""

from __future__ import annotations

from pathlib import Path

from tests.cli.calling import Reckoner


def run(reckoner: Reckoner, house: Path, *words: object, code: int = 0) -> str:
    """The command in the house; what it printed."""
    answer = reckoner(*words, "--house", house)
    assert answer.code == code, answer.out + answer.err
    return answer.out
