"""The text of ``data/actions.yaml`` with an action or a step put in; the rest stays as it was written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date

from reckoner.reports.actions.record import KEY, ActionEntry, StepEntry
from reckoner.reports.settings.yaml import YamlFile

HEAD = "# What earlier meetings asked for, and what became of it: docs/actions.md.\n"


def with_action(text: str, entry: ActionEntry) -> str:
    """The file with an action at its end."""
    text = text if text.strip() else f"{HEAD}{KEY}:\n"
    given = {
        "id": entry.id, "kind": entry.kind if entry.kind != "action" else None, "what": entry.what,
        "raised": entry.raised, "who": entry.who, "by": entry.by,
    }  # fmt: skip
    lines = [f"{key}: {_scalar(value)}" for key, value in given.items() if value is not None]
    text = f"{text.rstrip()}\n".replace(f"{KEY}: []\n", f"{KEY}:\n")
    return text + "".join(f"  {'  ' if n else '- '}{line}\n" for n, line in enumerate(lines))


def with_step(text: str, file: YamlFile, number: int, step: StepEntry) -> str:
    """The file with a step at the end of an action, whose place in ``file`` is ``number``.

    Where its history is not the last of its keys, or stands on one line, what comes out can't be read.
    """
    lines = text.splitlines(keepends=True)
    place = file.lines.get((KEY, number + 1))
    end = len(lines) if place is None else place - 1
    while end and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    if end and not lines[end - 1].endswith("\n"):
        lines[end - 1] += "\n"
    key = _column(lines[file.lines[KEY, number, "id"] - 1])
    made = [] if (KEY, number, "history") in file.lines else [f"{key}history:\n"]
    given: Mapping[str, object] = {"on": step.on, "state": step.state, "by": step.by, "says": step.says}
    inside = ", ".join(f"{name}: {_scalar(value)}" for name, value in given.items() if value is not None)
    made.append(f"{key}  - {{{inside}}}\n")
    return "".join([*lines[:end], *made, *lines[end:]])


def next_id(entries: tuple[ActionEntry, ...], meeting: str) -> str:
    """The next free id of a meeting's actions: 2026-02-3."""
    taken = {entry.id for entry in entries}
    number = 1
    while f"{meeting}-{number}" in taken:
        number += 1
    return f"{meeting}-{number}"


def _column(line: str) -> str:
    """The space before an action's keys, whether or not this line begins the action."""
    bare = line.replace("-", " ", 1) if line.lstrip().startswith("- ") else line
    return bare[: len(bare) - len(bare.lstrip())]


def _scalar(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(str(value), ensure_ascii=False)
