"""Received tables: which there are, a new version tried in a copy of the house, and taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from reckoner.reports.desk import received
from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.held import stamp_of
from reckoner.reports.desk.jobs import Work
from reckoner.reports.desk.times import Times
from reckoner.reports.desk.trying import before
from reckoner.reports.errors import ReckonerError, UsageError, nearest
from reckoner.reports.modules.library import module_folder, module_names
from reckoner.reports.modules.module import Module, read_module
from reckoner.reports.modules.taking import take_file
from reckoner.reports.sources.take import Receipt, Taken

_LIMIT = timedelta(minutes=15)


@dataclass(frozen=True)
class Sent:
    """A file for a module. ``target`` is the file that it replaces, where that isn't plain."""

    module: str
    name: str
    content: bytes
    sender: str = ""
    target: str = ""


def modules_of(desk: Desk) -> list[dict[str, Any]]:
    """Every module with its title and its tables; one that can't be read says why."""
    found: list[dict[str, Any]] = []
    for name in module_names(desk.root):
        try:
            module = _read(desk, name)
            title, sources = module.declared.title, module.sources
            found.append({"name": name, "title": title, "sources": sources, "problem": ""})
        except ReckonerError as problem:
            what = " ".join(problem.lines())
            found.append({"name": name, "title": name, "sources": (), "problem": what})
    return found


def _read(desk: Desk, name: str) -> Module:
    folder = module_folder(desk.root, name)
    return desk.held.get(("module", name), stamp_of(folder.path), lambda: read_module(folder))


def require_module(root: Path, name: str) -> str:
    """The name of a module. Raises UsageError where there is none of that name."""
    if name not in (known := module_names(root)):
        raise UsageError(f"there is no module {name[:80]!r}", todo=nearest(name, known))
    return name


def begin_trial(desk: Desk, person: str, sent: Sent, address: str) -> int:
    """Put a file by and try it in a copy of the house; the number of the job. Nothing is taken in yet.

    Raises UsageError and WriteError.
    """
    path = received.put_by(desk.root, sent.name, sent.content)
    given = (sent.module, str(path), sent.sender or "not said", sent.target)
    asked = Work("trial", f"{sent.module} {path.parent.name[:12]}", given, _LIMIT)
    number = desk.jobs.begin(asked, person)
    desk.note(person, "sent a file", f"{sent.module} {path.parent.name} job {number}", address)
    return number


def take_tried(desk: Desk, person: str, module: str, number: str, address: str) -> Taken:
    """Take in what was tried: the very bytes, in place of the very file that was there then.

    Raises UsageError where it was not tried or another file is there now, and what ``take_file`` raises.
    """
    job = desk.jobs.get(number)
    tried = job.result
    if job.kind != "trial" or job.state != "done" or tried.get("module") != module:
        raise UsageError("that is no file that was tried for this module", todo="Send the file first.")
    path = received.fetch(desk.root, str(tried["received"]), str(tried["name"]))
    if before(desk.root, module, str(tried["file"])) != tried["before"]:
        what = f"{tried['file']} is another one since you looked"
        raise UsageError(what, todo="Send your file again and look at what it would change now.")
    receipt = Receipt(Times.of(desk).today, str(tried["sender"]))
    taken = take_file(desk.root, module, path, receipt, target=str(tried["target"]) or None)
    desk.note(person, "took in", f"{module} {taken.file} {taken.sha256}", address)
    return taken
