"""Changes to files of words and facts: written whole, checked, and kept so that the last can be undone."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from reckoner.reports.drafts.manifest import sha256
from reckoner.reports.errors import Place, ReckonerError, UsageError
from reckoner.reports.whole import write_whole


@dataclass(frozen=True)
class Journal:
    """What was adopted in one edition, newest last."""

    root: Path
    path: Path

    @classmethod
    def of(cls, root: Path, publication: str, edition: str) -> Journal:
        """That of an edition."""
        return cls(root, root / "state" / "adopted" / f"{publication}+{edition}.json")

    def steps(self) -> list[dict[str, Any]]:
        """Every step that can be undone. Raises UsageError where the file can't be read."""
        if not self.path.is_file():
            return []
        try:
            steps: list[dict[str, Any]] = json.loads(self.path.read_bytes())
            return steps
        except ValueError:
            todo = "Move it away; the words stay as they are."
            raise UsageError("what was adopted can't be read", Place(str(self.path)), todo) from None

    def keep(self, steps: list[dict[str, Any]]) -> None:
        """Write them."""
        write_whole(self.path, json.dumps(steps, indent=1, ensure_ascii=False).encode())


def apply(
    journal: Journal, what: str, new: Mapping[Path, str], check: Callable[[], object], now: datetime
) -> None:
    """Write the files, see whether they can be read, and note the step; otherwise all is as before.

    Raises what ``check`` raises, and WriteError.
    """
    before = {path: path.read_bytes() if path.is_file() else None for path in new}
    steps = journal.steps()
    try:
        for path, text in new.items():
            write_whole(path, _as_before(text, before[path]))
        check()
    except ReckonerError:
        for path, content in before.items():
            _put_back(path, content)
        raise
    files = {
        path.relative_to(journal.root).as_posix(): {
            "before": None if content is None else content.decode("utf-8"),
            "after": sha256(path.read_bytes()),
        }
        for path, content in before.items()
    }
    journal.keep([*steps, {"at": now.isoformat(timespec="seconds"), "what": what, "files": files}])


def last_step(journal: Journal) -> dict[str, Any]:
    """The step that ``undo`` takes back, with its files. Raises UsageError as ``undo`` does."""
    steps = journal.steps()
    if not steps:
        raise UsageError("nothing was adopted that could be undone", todo="Edit the words themselves.")
    step = steps[-1]
    for name, kept in step["files"].items():
        path = journal.root / name
        if not path.is_file() or sha256(path.read_bytes()) != kept["after"]:
            what = f"it was edited after this was adopted: {step['what']}"
            raise UsageError(what, Place(name), "Undo it by hand, or take your later edit back first.")
    return step


def undo(journal: Journal) -> str:
    """Take the last step back; gives what it was.

    Raises UsageError where there is none, or a file was edited since.
    """
    step = last_step(journal)
    for name, kept in step["files"].items():
        _put_back(journal.root / name, None if kept["before"] is None else kept["before"].encode("utf-8"))
    journal.keep(journal.steps()[:-1])
    return str(step["what"])


def _as_before(text: str, before: bytes | None) -> bytes:
    """The text with the line ends that the file had."""
    return (text.replace("\n", "\r\n") if before and b"\r\n" in before else text).encode("utf-8")


def _put_back(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink(missing_ok=True)
    else:
        write_whole(path, content)
