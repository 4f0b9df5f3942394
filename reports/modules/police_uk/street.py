"""One street file of data.police.uk (``2024-01-hertfordshire-street.csv``) as counts.

Each row is one crime or incident, placed at a point near where it happened. Older files have fewer columns
(no Context, no Last outcome category). Some have stray quotation marks: such a row is read once more
without them, and if its values still don't fit the columns it is a fault with its line.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path

from reckoner.reports.cache.remembered import remembered
from reckoner.reports.errors import Fault, InputError, Place, nearest
from reckoner.reports.sources.csv import CsvText, open_csv, scan
from reckoner.reports.sources.duck import Duck, fetch
from reckoner.reports.sources.raw import shortened
from reckoner.reports.sources.table import SourceFile

NEEDED = ("Month", "Falls within", "Crime type")
LSOA = "LSOA name"
CRIME_ID = "Crime ID"
COLUMNS = (
    CRIME_ID, "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location",
    "LSOA code", LSOA, "Crime type", "Last outcome category", "Context",
)  # fmt: skip
_CODE = r"\s+[0-9]{3}[A-Z]$"
"""What follows the district in the name of an LSOA: "St Albans 012B"."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What the rows of one count have in common; ``district`` is empty where it isn't asked for or known."""

    month: str
    force: str
    crime_type: str
    district: str = ""


@dataclass
class Street:
    """The counts of one file. ``mended`` rows had stray quotation marks; ``repeated`` share a Crime ID."""

    shown: str
    counts: Counter[Kind] = field(default_factory=Counter)
    mended: int = 0
    repeated: int = 0

    def to_bytes(self) -> bytes:
        """The counts, to be kept."""
        rows = [[*astuple(kind), number] for kind, number in self.counts.items()]
        return json.dumps([self.mended, self.repeated, rows]).encode()

    @classmethod
    def from_bytes(cls, shown: str, kept: bytes) -> Street:
        """What ``to_bytes`` wrote."""
        mended, repeated, rows = json.loads(kept)
        return cls(shown, Counter({Kind(*row[:-1]): row[-1] for row in rows}), mended, repeated)


def read_street(duck: Duck, path: Path, file: SourceFile, with_districts: bool) -> Street:
    """A file's counts, kept from an earlier reading of the same bytes if there was one.

    Raises InputError with every fault, by line where a row can't be read.
    """

    def count() -> tuple[bytes]:
        return (_read(duck, path, file.path, with_districts).to_bytes(),)

    inputs = (file.sha256, path.suffix, str(with_districts))
    [kept] = remembered("street", [text.encode() for text in inputs], count)
    return Street.from_bytes(file.path, kept)


def _read(duck: Duck, path: Path, shown: str, with_districts: bool) -> Street:
    text = open_csv(path, shown, COLUMNS, counted=True)
    faults = list(_header_faults(text, with_districts))
    if faults:
        raise InputError.of(faults)
    rejected = scan(duck, path, text, "street", _wanted(text, with_districts), grouped=True)
    if rejected or _rows_span_lines(duck, text):
        return _read_by_line(text, with_districts)
    return _counted(duck, text, with_districts)


def _header_faults(text: CsvText, with_districts: bool) -> Iterator[Fault]:
    where = Place(text.shown, text.header_line)
    for name in (*NEEDED, *([LSOA] if with_districts else [])):
        if name not in text.headings:
            todo = nearest(name, text.headings)
            yield Fault(f"the column {name!r} is missing", where, todo)
    for name, times in Counter(text.headings).items():
        if times > 1:
            yield Fault(f"the column {name!r} stands {times} times", where, "Fetch the file again.")


def _rows_span_lines(duck: Duck, text: CsvText) -> bool:
    """Whether the rows are not the lines: a stray quotation mark can swallow the lines up to the next one."""
    [(rows,)] = fetch(duck, "select coalesce(sum(rows), 0)::bigint from street")
    return bool(rows != text.feeds)


def _wanted(text: CsvText, with_districts: bool) -> str:
    """The counts by what is counted; of identities their hashes, which say what stands there twice."""
    places = [text.headings.index(name) for name in (*NEEDED, *([LSOA] if with_districts else []))]
    known = f"c{text.headings.index(CRIME_ID)}" if CRIME_ID in text.headings else "null"
    columns = ", ".join(f"c{place} as k{number}" for number, place in enumerate(places))
    return f"{columns}, count(*) as rows, list(hash({known})) filter ({known} is not null) as identities"


def _counted(duck: Duck, text: CsvText, with_districts: bool) -> Street:
    kinds = "k0, k1, k2" + (f", regexp_replace(k3, '{_CODE}', '')" if with_districts else "")
    street = Street(text.shown)
    for *values, number in fetch(duck, f"select {kinds}, sum(rows)::bigint from street group by all"):
        month, force, crime_type, *district = ((value or "").strip() for value in values)
        street.counts[Kind(month, force, crime_type, *(re.sub(_CODE, "", name) for name in district))] += (
            number
        )
    each = "select unnest(identities) as identity from street"
    [(street.repeated,)] = fetch(duck, f"select count(*) - count(distinct identity) from ({each})")
    return street


def _read_by_line(text: CsvText, with_districts: bool) -> Street:
    """Count line by line: slower, but a stray quotation mark spoils its own line alone."""
    street = Street(text.shown)
    places = [text.headings.index(name) for name in (*NEEDED, *([LSOA] if with_districts else []))]
    identity = text.headings.index(CRIME_ID) if CRIME_ID in text.headings else None
    seen: Counter[str] = Counter()
    faults: list[Fault] = []
    for number, line in enumerate(text.data.decode().splitlines()[text.header_line :], text.header_line + 1):
        if not line.strip():
            continue
        values, mended = _values(line, len(text.headings))
        if values is None:
            what = "its values don't fit the columns, with or without its quotation marks"
            faults.append(Fault(what, Place(text.shown, number), "Mend the line, or fetch the file again."))
            continue
        street.mended += mended
        month, force, crime_type, *lsoa = (values[place].strip() for place in places)
        street.counts[Kind(month, force, crime_type, *(re.sub(_CODE, "", name) for name in lsoa))] += 1
        if identity is not None and values[identity]:
            seen[values[identity]] += 1
    if faults:
        raise InputError.of(shortened(faults, text.shown))
    street.repeated = seen.total() - len(seen)
    return street


def _values(line: str, width: int) -> tuple[Sequence[str] | None, bool]:
    """A line's values, and whether stray quotation marks had to be passed over."""
    try:
        values = next(csv.reader([line], strict=True))
    except csv.Error:
        values = []
    if len(values) == width:
        return values, False
    plain = line.replace('"', "").split(",")
    return (plain, True) if len(plain) == width else (None, False)
