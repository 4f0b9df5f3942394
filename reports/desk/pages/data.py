"""Received tables: what there is, and a new version sent, tried, looked at and taken in."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.taking import Sent, begin_trial, modules_of, require_module, take_tried
from reckoner.reports.errors import UsageError, nearest
from reckoner.reports.modules.taking import house_module
from reckoner.reports.sources.record import read_record
from reckoner.reports.sources.written import written

_MOST_ROWS = 500


def listed(call: Call) -> Response:
    """Every module with its title and its tables; one that can't be read says why."""
    return call.page("data.html.jinja", found=modules_of(call.desk))


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
    library = call.desk.shelf.load(call.desk.root, under=house.office.small_numbers.under)
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
    sent = Sent(name, given.name, given.content, call.value("sender", 200), call.value("target", 200))
    return call.go(f"/jobs/{begin_trial(call.desk, call.who.person.id, sent, call.address)}")


def take(call: Call) -> Response:
    """Take in what was tried: the very bytes, in place of the very file that was there then."""
    name = _named(call)
    taken = take_tried(call.desk, call.who.person.id, name, call.value("job", 20), call.address)
    kept = f" The version before is kept as {taken.kept_as}." if taken.kept_as else ""
    said = f"{taken.file} is taken in.{kept}" if taken.written else f"{taken.file} was taken in before."
    return call.go(f"/data/{name}", said)


def _named(call: Call) -> str:
    """The module of the address. Raises UsageError where there is none."""
    return require_module(call.desk.root, call.path["module"])


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
