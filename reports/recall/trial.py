"""What new figures change in every edition, open or delivered; a received file is tried in a copy first."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

from reckoner.reports.compare.corrected import restated
from reckoner.reports.compare.ledgers import FigureChange, read_ledger
from reckoner.reports.compose.references import names_in
from reckoner.reports.composed import Composed, compose_edition
from reckoner.reports.drafts.history import Row
from reckoner.reports.drafts.kept import read_draft
from reckoner.reports.drafts.store import latest
from reckoner.reports.errors import ReckonerError
from reckoner.reports.figures.ledger import LEDGER
from reckoner.reports.kinds.registry import editions_of, kind_of
from reckoner.reports.modules.library import DATA, load_library
from reckoner.reports.recall.effects import Effects, effects
from reckoner.reports.recall.printed import Spot
from reckoner.reports.recall.published import Published, published
from reckoner.reports.settings.house import House
from reckoner.reports.settings.publication import publication_names

Job = tuple[str, str]
_PARTS = ("office.yaml", "schedules.yaml", "languages", DATA, "content", "templates")


@dataclass(frozen=True)
class OldValue:
    """A figure that a delivered edition printed and that is another one now, with where readers see it."""

    change: FigureChange
    spots: tuple[Spot, ...]

    @property
    def turns(self) -> bool:
        """Whether a rise became a fall, or a fall a rise."""
        old, new = self.change.old, self.change.new
        is_change = self.change.name.rpartition(".")[2] in ("change", "percent_change", "points_change")
        return bool(is_change and old and new and Decimal(old.value) * Decimal(new.value) < 0)

    def as_data(self) -> dict[str, object]:
        """The value for JSON."""
        old, new = self.change.old, self.change.new
        assert old is not None
        assert new is not None
        return {
            "name": old.name,
            "period": old.period,
            "unit": old.unit,
            "printed": list(old.printed),
            "now": list(new.printed),
            "turns": self.turns,
            "places": [asdict(spot) for spot in self.spots],
        }

    def lines(self) -> Iterator[str]:
        """For a terminal."""
        old, new = self.change.old, self.change.new
        assert old is not None
        assert new is not None
        period = f", {old.period}" if old.period else ""
        yield f"{old.name}{period}: printed {' / '.join(old.printed)}, now {' / '.join(new.printed)}"
        if self.turns:
            yield "  its direction turns round"
        for spot in self.spots:
            yield f"  {spot.line()}"


@dataclass(frozen=True)
class Reached:
    """A delivered edition that printed old values, or that can't be looked through."""

    out: Published
    values: tuple[OldValue, ...]
    problem: str = ""


@dataclass(frozen=True)
class Consequences:
    """All that a change of figures reaches."""

    open: tuple[Effects, ...]
    delivered: tuple[Reached, ...]


def consequences(
    house: House, module: str, take: Callable[[Path], object], rows: Sequence[Row]
) -> Consequences:
    """What changes where ``take`` has taken a file into the copy of the house that it is given.

    Raises what ``take`` raises.
    """
    out = {each.edition: each for each in published(house.output, rows)}
    with _copy(house.root) as copy:
        take(copy)
        pairs = [
            ("/".join(job), _composed(house.root, job), _composed(copy, job))
            for job in jobs(house)
            if _rests_on(house, job, module)
        ]
    still_open = [_effects(*pair) for pair in pairs if pair[0] not in out]
    delivered = [_reached(out[name], before, after) for name, before, after in pairs if name in out]
    return Consequences(
        tuple(each for each in still_open if each.is_any),
        tuple(each for each in delivered if each.values or each.problem),
    )


def jobs(house: House) -> list[Job]:
    """Every edition of the house that has words."""
    return [
        (name, key)
        for name in publication_names(house.root)
        for key in editions_of(house.root, house.publication(name))
    ]


def restatements(house: House, rows: Sequence[Row], names: Sequence[str] = ()) -> Iterator[Reached]:
    """Each delivered edition that printed a value that is another one now; of these names alone, if any."""
    known = {"/".join(job): job for job in jobs(house)}
    for out in published(house.output, rows):
        if out.edition not in known:
            if any(is_of(each.name, names) for each in out.figures):
                yield Reached(out, (), "its words are gone, so it can't be set again")
            continue
        after = _composed(house.root, known[out.edition])
        if isinstance(after, Composed):
            values = _old_values(out, after.ledger.csv(), names)
            if values:
                yield Reached(out, values)
        elif any(is_of(each.name, names) for each in out.figures):
            yield Reached(out, (), after)


def waiting_correction(output: Path, reached: Reached) -> str:
    """The newest draft, where it corrects what is out and prints every value as it is now; or nothing."""
    newest = latest(output, *reached.out.edition.split("/"))
    if newest is None or newest == reached.out.kept.folder:
        return ""
    kept = read_draft(newest)
    said = {
        (each.name, each.period, each.value) for each in read_ledger((newest / LEDGER).read_text("utf-8"))
    }
    wanted = {
        (v.change.name, v.change.new.period, v.change.new.value) for v in reached.values if v.change.new
    }
    return kept.name if kept.manifest.corrects == reached.out.kept.digest and wanted <= said else ""


def is_of(name: str, names: Sequence[str]) -> bool:
    """Whether a figure is of one of these measures or modules; all are where none is named."""
    return not names or any(name == each or name.startswith((f"{each}.", f"{each},")) for each in names)


@contextmanager
def _copy(root: Path) -> Iterator[Path]:
    """A copy of the house to try a file in; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="reckoner-trial-") as folder:
        copy = Path(folder) / "house"
        copy.mkdir()
        for name in _PARTS:
            part = root / name
            if part.exists():
                (shutil.copytree if part.is_dir() else shutil.copy2)(part, copy / name)
        yield copy


def _rests_on(house: House, job: Job, module: str) -> bool:
    """Whether an edition's words need a module, by name or through another's shares and charts."""
    publication = house.publication(job[0])
    try:
        words = kind_of(publication).read(house.root, publication, job[1])
        names = frozenset[str]().union(*(names_in(each) for each in words.editions))
        if module in names:
            return True
        library = load_library(house.root, names, under=house.office.small_numbers.under)
    except ReckonerError:
        return False
    return any(path.is_relative_to(house.root / DATA / module) for path in library.paths)


def _composed(root: Path, job: Job) -> Composed | str:
    """The edition with its figures, or in a sentence why it can't be composed."""
    try:
        return compose_edition(root, *job, lambda _step: None, without=("pdf",))
    except ReckonerError as problem:
        first = problem.faults[0]
        return f"it can't be composed: {first.lines()[0]}"


def _effects(name: str, before: Composed | str, after: Composed | str) -> Effects:
    if isinstance(after, str):
        return Effects(name, problem=after)
    if isinstance(before, str):
        return Effects(name)
    return effects(name, before.document, after.document, after.wording)


def _reached(out: Published, before: Composed | str, after: Composed | str) -> Reached:
    """What an edition printed that this file restates: what differed before it is another matter."""
    if isinstance(after, str):
        return Reached(out, (), after)
    values = _old_values(out, after.ledger.csv(), ())
    if isinstance(before, str):
        return Reached(out, values)
    moved = {_key(each) for each in restated(before.ledger.csv(), after.ledger.csv())}
    return Reached(out, tuple(each for each in values if _key(each.change) in moved))


def _key(change: FigureChange) -> tuple[str, str]:
    assert change.old is not None
    return change.name, change.old.period


def _old_values(out: Published, ledger: str, names: Sequence[str]) -> tuple[OldValue, ...]:
    pages = out.pages
    return tuple(
        OldValue(change, tuple(pages.spots(change.old)))
        for change in restated(out.ledger, ledger)
        if change.old is not None and is_of(change.name, names)
    )
