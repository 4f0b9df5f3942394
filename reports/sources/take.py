"""Taking a new version of a snapshot in: checked first, compared, the old one kept, then recorded.

The order makes a kill at any moment harmless. First the old version is kept in ``taken/``, then the new
one replaces it, then the record names it. A run cut short leaves either the old state, or the new file
with the old record, which builds refuse until the same command is run again.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from reckoner.reports.confined.plainfile import require_file
from reckoner.reports.errors import Place, ReckonerError, UsageError
from reckoner.reports.sources.atomic import alone_in, copy_whole
from reckoner.reports.sources.changes import Changes, compare_tables
from reckoner.reports.sources.database import Source, fetch_csv
from reckoner.reports.sources.duck import Duck
from reckoner.reports.sources.read import TableSource, checked, is_pattern, read_rows
from reckoner.reports.sources.record import RECORD, Record, Snapshot, hash_file, read_record, record_text
from reckoner.reports.sources.table import Row, SourceFile, Spot, Table

KEPT = "taken"

Reader = Callable[[TableSource, Sequence[tuple[Path, str]], Duck], tuple[list[Row], list[Spot]]]


@dataclass(frozen=True, slots=True)
class Receipt:
    """When a file was received (or a query run), and from whom."""

    received: date
    sender: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a file in did, or would do: the file it becomes, its hash, and what changes in each table.

    ``kept_as`` is where the version before went. ``compared`` is False where that version could not be
    read, so that all rows count as added. ``written`` is False after a dry run, or where nothing differs.
    """

    file: str
    sha256: str
    changes: tuple[Changes, ...]
    compared: bool
    kept_as: str | None
    written: bool


def take(
    sources: Sequence[TableSource],
    incoming: Path,
    receipt: Receipt,
    duck: Duck,
    *,
    target: str | None = None,
    dry_run: bool = False,
    reader: Reader = read_rows,
) -> Taken:
    """Take a file in for the tables of one module. ``target`` names the file it replaces, if not plain.

    Raises InputError where the file can't be used, UsageError where no table wants it, WriteError where
    it can't be written; the house is as before then.
    """
    require_file(incoming, str(incoming))
    if not incoming.is_file():
        raise UsageError("there is no such file", Place(str(incoming)), "Name the file that was received.")
    name = target or _target(sources, incoming)
    if Path(name).name != name:
        raise UsageError(f"{name} is no plain name of a file", todo="Name a file of the module's own folder.")
    users = [source for source in sources if _wants(source, name)]
    _require_snapshot(users, name)
    with tempfile.TemporaryDirectory() as folder:
        staged = Path(folder) / name
        copy_whole(incoming, staged)
        return _take_staged(users, staged, str(incoming), receipt, duck, dry_run, reader)


def take_query(
    source: TableSource, asked: str | Source, receipt: Receipt, duck: Duck, *, dry_run: bool = False
) -> Taken:
    """Run a table's query and take its result in. Raises as ``take`` and ``fetch_csv`` do."""
    if source.query is None:
        raise UsageError(
            f"the table {source.name} comes from a file", source.place, "Name the file to take in."
        )
    data = fetch_csv(source.query, asked, source.schema)
    with tempfile.TemporaryDirectory() as folder:
        staged = Path(folder) / source.files
        staged.write_bytes(data)
        shown = f"database {source.query.database}"
        return _take_staged([source], staged, shown, receipt, duck, dry_run, read_rows)


def _wants(source: TableSource, name: str) -> bool:
    return fnmatchcase(name, source.files) if is_pattern(source.files) else name == source.files


def _target(sources: Sequence[TableSource], incoming: Path) -> str:
    """The file in the module's folder that an incoming file becomes: of its name, or the only one."""
    if any(_wants(source, incoming.name) for source in sources):
        return incoming.name
    files = sorted({source.files for source in sources})
    if (
        len(files) == 1
        and not is_pattern(files[0])
        and incoming.name.endswith("".join(Path(files[0]).suffixes))
    ):
        return files[0]
    known = ", ".join(files) or "none"
    raise UsageError(
        f"no table comes from a file called {incoming.name}", todo=f"The module's files: {known}."
    )


def _require_snapshot(users: Sequence[TableSource], name: str) -> None:
    if not users:
        raise UsageError(f"no table comes from a file called {name}", todo="Look at `file:` in module.yaml.")
    kept = [source for source in users if source.origin.kind == "kept"]
    if kept:
        todo = "Edit the file itself: builds note its hash."
        raise UsageError(f"the table {kept[0].name} is kept by the office, not received", kept[0].place, todo)


def _take_staged(
    users: Sequence[TableSource],
    staged: Path,
    shown: str,
    receipt: Receipt,
    duck: Duck,
    dry_run: bool,
    reader: Reader,
) -> Taken:
    """Everything but finding the file: ``staged`` has the name that it gets in the module's folder."""
    first = users[0]
    current, sha256 = first.folder / staged.name, hash_file(staged)
    record = read_record(first.folder, first.shown)
    new = [_read(source, staged, shown, duck, reader) for source in users]
    old, compared = _read_old(users, current, sha256, record, duck, reader)
    changes = tuple(compare_tables(before, after) for before, after in zip(old, new, strict=True))
    known = record.files.get(staged.name)
    kept_as = _kept_name(current, sha256, known)
    done = Taken(staged.name, sha256, changes, compared, kept_as and f"{first.shown}/{kept_as}", False)
    snapshot = Snapshot(sha256=sha256, received=receipt.received, sender=receipt.sender)
    if dry_run or (known == snapshot and current.is_file() and hash_file(current) == sha256):
        return done
    with alone_in(first.folder):
        record = read_record(first.folder, first.shown)  # others may have taken in files meanwhile
        if record.files.get(staged.name) != known:
            what = f"somebody else took in {staged.name} in the meantime"
            todo = "Look at it, then run this again if it is still needed."
            raise UsageError(what, Place(first.shown), todo)
        if kept_as:
            copy_whole(current, first.folder / kept_as)
        if not current.is_file() or hash_file(current) != sha256:
            copy_whole(staged, current)
        _write_record(first.folder, Record({**record.files, staged.name: snapshot}))
    return replace(done, written=True)


def _read(source: TableSource, path: Path, shown: str, duck: Duck, reader: Reader) -> Table:
    rows, spots = reader(source, [(path, shown)], duck)
    # A gap between files that match a pattern is no fault of any one of them.
    return checked(source, rows, spots, (SourceFile(shown, hash_file(path)),))


def _read_old(
    users: Sequence[TableSource], current: Path, sha256: str, record: Record, duck: Duck, reader: Reader
) -> tuple[list[Table | None], bool]:
    """The version before, table by table, from the module's folder or from where it is kept."""
    nothing: list[Table | None] = [None for _ in users]
    if not current.is_file():
        return nothing, True
    known = record.files.get(current.name)
    before = current
    if hash_file(current) == sha256 and known is not None and known.sha256 != sha256:
        # The new version was put in place by hand, or by a run cut short.
        before = current.parent / KEPT / _old_name(known, current.name)
    try:
        return [_read(source, before, str(before), duck, reader) for source in users], True
    except ReckonerError:
        return nothing, False


def _old_name(known: Snapshot | None, name: str, sha256: str = "") -> str:
    if known is None or (sha256 and known.sha256 != sha256):
        return f"unrecorded-{sha256[:8]}-{name}"
    return f"{known.received.isoformat()}-{known.sha256[:8]}-{name}"


def _kept_name(current: Path, sha256: str, known: Snapshot | None) -> str | None:
    """Where the file that is there now has to go, if it isn't the new one already."""
    if not current.is_file():
        return None
    old = hash_file(current)
    return None if old == sha256 else f"{KEPT}/{_old_name(known, current.name, old)}"


def _write_record(folder: Path, record: Record) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        text = Path(scratch) / RECORD
        text.write_text(record_text(record), encoding="utf-8")
        copy_whole(text, folder / RECORD)
