"""Received tables: what there is, and a new version sent, tried, looked at and taken in."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from starlette.responses import Response

from reckoner.reports.desk import received
from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.held import stamp_of
from reckoner.reports.desk.jobs import Work
from reckoner.reports.desk.times import Times
from reckoner.reports.desk.trying import before
from reckoner.reports.errors import ReckonerError, UsageError, nearest
from reckoner.reports.modules.library import module_folder, module_names
from reckoner.reports.modules.module import Module, read_module
from reckoner.reports.modules.taking import house_module, take_file
from reckoner.reports.sources.record import read_record
from reckoner.reports.sources.take import Receipt
from reckoner.reports.sources.written import written

_LIMIT = timedelta(minutes=15)
_MOST_ROWS = 500


def listed(call: Call) -> Response:
    """Every module with its title and its tables; one that can't be read says why."""
    found: list[dict[str, Any]] = []
    for name in module_names(call.desk.root):
        try:
            module = _read(call, name)
            found.append(
                {"name": name, "title": module.declared.title, "sources": module.sources, "problem": ""}
            )
        except ReckonerError as problem:
            what = " ".join(problem.lines())
            found.append({"name": name, "title": name, "sources": (), "problem": what})
    return call.page("data.html.jinja", found=found)


def _read(call: Call, name: str) -> Module:
    folder = module_folder(call.desk.root, name)
    return call.desk.held.get(("module", name), stamp_of(folder.path), lambda: read_module(folder))


def module(call: Call) -> Response:
    """One module: each table with its file, its source and the day on which it came."""
    name = _named(call)
    found = house_module(call.desk.root, name)
    record = read_record(found.folder.path, found.folder.shown)
    files = sorted({source.files for source in found.sources if source.origin.kind == "snapshot"})
    return call.page("module.html.jinja", name=name, module=found, record=record.files, files=files)


def table(call: Call) -> Response:
    """A table's rows, each with the place where it was read."""
    name = f"{_named(call)}.{call.path['table']}"
    house = call.desk.house
    library = call.desk.shelf.library(house.office.small_numbers.under)
    loaded = library.tables.get(name)
    if loaded is None:
        raise UsageError(f"there is no table {name!r}", todo=nearest(name, library.tables))
    rows = [
        (str(loaded.table.place(number)), [_cell(loaded.table, number, index) for index in range(len(row))])
        for number, row in enumerate(loaded.table.rows[:_MOST_ROWS])
    ]
    return call.page("table.html.jinja", name=name, table=loaded.table, rows=rows, most=_MOST_ROWS)


def upload(call: Call) -> Response:
    """Put a new version by and try it in a copy of the house; nothing is taken in yet."""
    name, given = _named(call), call.files.get("file")
    if given is None:
        raise UsageError("no file came with the form", todo="Choose the file that was received.")
    sender, target = call.value("sender", 200) or "not said", call.value("target", 200)
    path = received.put_by(call.desk.root, given.name, given.content)
    asked = Work("trial", f"{name} {path.parent.name[:12]}", (name, str(path), sender, target), _LIMIT)
    number = call.desk.jobs.begin(asked, call.who.person.id)
    call.desk.note(call.who.person.id, "sent a file", f"{name} {path.parent.name} job {number}", call.address)
    return call.go(f"/jobs/{number}")


def take(call: Call) -> Response:
    """Take in what was tried: the very bytes, in place of the very file that was there then."""
    name, job = _named(call), call.desk.jobs.get(call.value("job", 20))
    tried = job.result
    if job.kind != "trial" or job.state != "done" or tried.get("module") != name:
        raise UsageError("that is no file that was tried for this module", todo="Send the file first.")
    path = received.fetch(call.desk.root, str(tried["received"]), str(tried["name"]))
    if before(call.desk.root, name, str(tried["file"])) != tried["before"]:
        what = f"{tried['file']} is another one since you looked"
        raise UsageError(what, todo="Send your file again and look at what it would change now.")
    receipt = Receipt(Times.of(call.desk).today, str(tried["sender"]))
    taken = take_file(call.desk.root, name, path, receipt, target=str(tried["target"]) or None)
    call.desk.note(call.who.person.id, "took in", f"{name} {taken.file} {taken.sha256}", call.address)
    kept = f" The version before is kept as {taken.kept_as}." if taken.kept_as else ""
    said = f"{taken.file} is taken in.{kept}" if taken.written else f"{taken.file} was taken in before."
    return call.go(f"/data/{name}", said)


def _named(call: Call) -> str:
    """The module of the address. Raises UsageError where there is none."""
    name, known = call.path["module"], module_names(call.desk.root)
    if name not in known:
        raise UsageError(f"there is no module {name[:80]!r}", todo=nearest(name, known))
    return name


def _cell(found: Any, row: int, index: int) -> str:
    value, column = found.rows[row][index], found.columns[index]
    mark = found.mark(row, column.name)
    if value is None:
        return str(mark) or "missing"
    return f"{written(value, column)} {mark}".rstrip()


ROUTES = (
    Route("GET", "/data", "read", listed),
    Route("GET", "/data/{module}", "read", module),
    Route("GET", "/data/{module}/tables/{table}", "read", table),
    Route("POST", "/data/{module}/upload", "take or write", upload),
    Route("POST", "/data/{module}/take", "take or write", take),
)
