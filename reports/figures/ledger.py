"""The ledger: every figure that a document prints, where, from what source, and how it was computed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal

from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.printed import Printed, plain
from reckoner.reports.figures.wording import Wording
from reckoner.reports.figures.working import working

COLUMNS = (
    "number", "place", "printed", "name", "value", "unit", "period", "qualifier",
    "how", "sources", "origin ids", "noun", "notes",
)  # fmt: skip
LEDGER, PUBLIC_FILE = "figures.csv", "figures-public.csv"
PUBLIC_COLUMNS = ("number", "place", "printed", "unit", "what", "period", "how", "sources")


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure in one place, such as "paragraph 2.3" or "chart disclosures, alt text".

    ``shown`` is the place as readers know it, such as "Figure 1, alt text", where that is another.
    """

    place: str
    printed: Printed
    shown: str = ""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One figure in one place, as a draft's ``figures.csv`` has it."""

    place: str
    printed: str
    name: str
    value: str
    unit: str
    period: str
    how: str
    origins: str
    noun: str


def read_rows(text: str, optional: Collection[str] = ()) -> list[LedgerRow]:
    """The rows of a ``figures.csv``. Raises KeyError with the names of missing columns, but for those
    that are ``optional`` and then empty."""
    names = ("place", "printed", "name", "value", "unit", "period", "how", "origin ids", "noun")
    rows = csv.DictReader(io.StringIO(text))
    missing = set(names) - set(rows.fieldnames or ()) - set(optional)
    if missing:
        raise KeyError(", ".join(sorted(missing)))
    return [LedgerRow(*(row.get(name) or "" for name in names)) for row in rows]


@dataclass(frozen=True)
class Ledger:
    """Entries in the document's order. ``citations`` maps origin ids to the source as it is cited."""

    entries: tuple[Entry, ...]
    citations: Mapping[str, str]
    wording: Wording

    def csv(self) -> str:
        """Everything, for the office, as ``LEDGER``."""
        return write_csv(COLUMNS, (self._row(number, entry) for number, entry in enumerate(self.entries, 1)))

    def public_csv(self) -> str:
        """What may be published of it, as ``PUBLIC_FILE``: nothing unrounded, suppressed or internal."""
        rows = (self._public_row(number, entry) for number, entry in enumerate(self.entries, 1))
        return write_csv(PUBLIC_COLUMNS, rows)

    def _how(self, figure: Figure) -> str:
        return plain(working(figure, self.wording))

    def _when(self, figure: Figure) -> str:
        """Its period, or what stands for one that is no date."""
        inputs = figure.computed.inputs if figure.computed else ()
        named = [each.called for each in (figure, *inputs) if each.called and each.period == figure.period]
        return named[0] if named else self.wording.period(figure.period) if figure.period else ""

    def _sources(self, figure: Figure) -> str:
        return "; ".join(self.citations[origin] for origin in figure.origins)

    def _row(self, number: int, entry: Entry) -> tuple[str, ...]:
        figure = entry.printed.figure
        return (
            str(number), entry.place, entry.printed.text, figure.name,
            digits(figure.value), figure.unit.name,
            str(figure.period or ""), figure.qualifier, self._how(figure), self._sources(figure),
            " ".join(figure.origins), figure.noun, "; ".join(figure.notes),
        )  # fmt: skip

    def _public_row(self, number: int, entry: Entry) -> tuple[str, ...]:
        figure = entry.printed.figure
        signed = entry.printed.text[:1] in "−-"
        how = plain(working(figure, self.wording, falls=figure.value < 0 and not signed))
        unit = self.wording.language.say(f"unit.{figure.unit.name}") or figure.noun
        return (
            str(number), entry.shown or entry.place, entry.printed.text, unit, figure.noun,
            self._when(figure), how, self._sources(figure),
        )  # fmt: skip


def digits(value: Decimal) -> str:
    """A value in plain digits; what is longer than 20 of them, such as a quotient, is rounded there."""
    return f"{_DIGITS.plus(value):f}"


_DIGITS = Context(prec=20)
# With what a spreadsheet takes a cell for a formula, in letters as wide as Chinese ones too; tabs and line
# ends before it are passed over by some.
_FORMULA = re.compile(r"[\t\n\r]|\s*[-=+@＝＋－＠]")
_SIGNED_NUMBER = re.compile(r"[-+]£?[0-9][0-9.,:]*%?")


def write_csv(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """CSV with commas and LF line ends; text that a spreadsheet would run as a formula is quoted.

    Every CSV file that leaves the program is written here; what it keeps of a database for itself is not.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([_inert(cell) for cell in row] for row in (columns, *rows))
    return out.getvalue()


def _inert(cell: str) -> str:
    """A cell no spreadsheet takes for a formula: numbers stay, other text gets an apostrophe in front."""
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    if not _FORMULA.match(cell) or _SIGNED_NUMBER.fullmatch(cell):
        return cell
    return "'" + cell
