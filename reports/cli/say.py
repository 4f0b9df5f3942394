"""What the command prints: text quoted from files can neither steer the terminal nor flood it."""

from __future__ import annotations

import sys

import typer

_LONGEST = 500
_BLANKS = "\u00a0\u202f"  # no-break spaces


def say(line: str) -> None:
    """Print one line of the command's answer."""
    typer.echo(plainly(line))


def complain(lines: list[str]) -> None:
    """Print what is wrong, beside the answer."""
    for line in lines:
        print(plainly(line, _LONGEST), file=sys.stderr)


def plainly(text: str, longest: int | None = None) -> str:
    """The text with characters that nobody sees written out (``\\x1b``), cut where it is too long."""
    shown = "".join(c if c.isprintable() or c in _BLANKS else _written(c) for c in text)
    return shown if longest is None or len(shown) <= longest else shown[:longest] + "…"


def _written(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")
