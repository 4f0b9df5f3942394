"""The page of the command: what ``--help`` says of each."""

from __future__ import annotations

from collections.abc import Iterator

from typer.core import TyperCommand, TyperGroup
from typer.main import get_group
from typer.testing import CliRunner

from reckoner.reports.cli.main import app


def commands_page() -> str:
    """Every command with its help, in Markdown."""
    lines = ["# Commands", "", "What `reckoner COMMAND --help` says, for each command.", ""]
    for words in commands():
        said = CliRunner().invoke(app, [*words, "--help"], prog_name="reckoner", env={"COLUMNS": "100"})
        depth = "#" * (len(words) + 1)
        lines += [f"{depth} reckoner {' '.join(words)}", "", "```text", said.output.strip(), "```", ""]
    return "\n".join(lines)


def commands() -> Iterator[tuple[str, ...]]:
    """The words of each command, and of those below it."""
    return _below(get_group(app), ())


def _below(group: TyperGroup, words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        if isinstance(command, TyperCommand) and command.hidden:
            continue
        yield (*words, name)
        if isinstance(command, TyperGroup):
            yield from _below(command, (*words, name))
