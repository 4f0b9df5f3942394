"""What other figures do to an edition: the sentences, charts, tables and totals that come out otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher

from reckoner.reports.compare.passages import Passage, passages
from reckoner.reports.document import Cell, ChartSlot, Document, Table, block_entries
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.printed import Printed, plain
from reckoner.reports.figures.wording import Wording

_UP = frozenset(
    [
        "rose",
        "rise",
        "risen",
        "rising",
        "increase",
        "increased",
        "increases",
        "up",
        "more",
        "higher",
        "grew",
        "grown",
        "growth",
    ]
)
_DOWN = frozenset(
    [
        "fell",
        "fall",
        "fallen",
        "falling",
        "decrease",
        "decreased",
        "down",
        "fewer",
        "less",
        "lower",
        "dropped",
        "drop",
    ]
)
_CHANGES = ("change", "percent change", "points change")


@dataclass(frozen=True)
class SentenceChange:
    """A sentence as it was and will be. ``turns`` are words that change of themselves, such as "rose" to
    "fell"; ``contradicted`` are typed words that the new figures contradict."""

    place: str
    where: str
    old: str
    new: str
    turns: tuple[tuple[str, str], ...] = ()
    contradicted: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """For a terminal."""
        yield f"{self.place}" + (f" ({self.where})" if self.where else "")
        yield f"  was: {self.old}"
        yield f"  now: {self.new}"
        for old, new in self.turns:
            yield f'  its direction turns: "{old}" becomes "{new}"'
        for word in self.contradicted:
            yield f'  its direction turns: "{word}" is typed and will be wrong: mend the words'


@dataclass(frozen=True)
class ValueChange:
    """A value of a chart, a table or a total that comes out otherwise."""

    what: str
    old: str
    new: str

    def line(self) -> str:
        """For a terminal."""
        return f"{self.what}: {self.old} -> {self.new}"


@dataclass(frozen=True)
class Effects:
    """All that changes in one edition."""

    edition: str
    sentences: tuple[SentenceChange, ...] = ()
    charts: tuple[ValueChange, ...] = ()
    tables: tuple[ValueChange, ...] = ()
    totals: tuple[ValueChange, ...] = ()
    problem: str = ""

    @property
    def is_any(self) -> bool:
        """Whether a reader would see anything else."""
        return bool(self.sentences or self.charts or self.tables or self.totals or self.problem)


def effects(edition: str, old: Document, new: Document, wording: Wording) -> Effects:
    """What differs between an edition composed from one set of figures and from another."""
    return Effects(
        edition,
        tuple(_sentences(old, new)),
        tuple(_charts(old, new, wording)),
        tuple(_tables(old, new)),
        tuple(_totals(old, new, wording)),
    )


def _sentences(old: Document, new: Document) -> Iterator[SentenceChange]:
    before = _in_order(old)
    for key, passage in _in_order(new).items():
        was = before.get(key)
        if was is None or was.text == passage.text:
            continue
        where = str(passage.where) if passage.where else ""
        turns = tuple(_turns(was, passage))
        typed = () if turns else tuple(_contradicted(was, passage))
        yield SentenceChange(passage.place, where, was.text, passage.text, turns, typed)


def _in_order(document: Document) -> dict[tuple[str, int], Passage]:
    """Sentences by their place and their number in it."""
    seen: dict[str, int] = defaultdict(int)
    found = {}
    for passage in passages(document):
        seen[passage.place] += 1
        found[passage.place, seen[passage.place]] = passage
    return found


def _turns(old: Passage, new: Passage) -> Iterator[tuple[str, str]]:
    """Words outside the figures that differ: those that follow the sign of a change."""
    one, other = _words(old), _words(new)
    for kind, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "replace" and "\ufffc" not in one[i:j]:
            yield " ".join(one[i:j]), " ".join(other[k:m])


def _words(passage: Passage) -> list[str]:
    return "".join(part if isinstance(part, str) else " \ufffc " for part in passage.sentence).split()


def _contradicted(old: Passage, new: Passage) -> Iterator[str]:
    """Typed words of direction in a sentence whose change, or whose two values, turned round."""
    was, is_now = _directions(old), _directions(new)
    turned = {is_now[at] for at in was.keys() & is_now.keys() if was[at] * is_now[at] < 0}
    wrong = frozenset[str]().union(*(_UP if sign < 0 else _DOWN for sign in turned))
    for word in _words(new):
        if word.strip(".,;:()").lower() in wrong:
            yield word.strip(".,;:()")


def _directions(passage: Passage) -> dict[tuple[int, int], int]:
    """The sign of each change in a sentence, and of the difference of each two values of one measure."""
    figures = [each.figure for each in passage.figures]
    found = {}
    for at, figure in enumerate(figures):
        if figure.computed and figure.computed.operation in _CHANGES:
            found[at, at] = _sign(figure.value)
        for other in range(at):
            if _same_measure(figures[other], figure):
                later, earlier = _in_time(figures[other], figure)
                found[other, at] = _sign(later.value - earlier.value)
    return found


def _same_measure(one: Figure, other: Figure) -> bool:
    heads = [figure.name.removesuffix(".before") for figure in (one, other)]
    return heads[0] == heads[1] and one.unit == other.unit and one.period != other.period


def _in_time(one: Figure, other: Figure) -> tuple[Figure, Figure]:
    if one.period and other.period and one.period.start > other.period.start:
        return one, other
    return other, one


def _sign(value: Decimal) -> int:
    return int(value > 0) - int(value < 0)


def _charts(old: Document, new: Document, wording: Wording) -> Iterator[ValueChange]:
    before = {slot.spec.name: slot for slot in _slots(old)}
    for slot in _slots(new):
        was = before.get(slot.spec.name)
        for change in _moved(was, slot, wording) if was else ():
            what = f"{slot.label or 'chart'} ({slot.spec.name}), {change.what}"
            yield ValueChange(what, change.old, change.new)


def _slots(document: Document) -> Iterator[ChartSlot]:
    for each in document.documents:
        yield from each.charts()


def _moved(old: ChartSlot, new: ChartSlot, wording: Wording) -> Iterator[ValueChange]:
    before, after = ({_key(e.printed.figure): e.printed for e in block_entries(slot)} for slot in (old, new))
    for key, printed in after.items():
        was = before.get(key)
        if was is not None and was.text != printed.text:
            yield ValueChange(_called(printed.figure, wording), was.text, printed.text)


def _key(figure: Figure) -> tuple[str, str, str]:
    return figure.name, str(figure.period or ""), figure.unit.name


def _called(figure: Figure, wording: Wording) -> str:
    period = f", {wording.period(figure.period)}" if figure.period else ""
    return f"{figure.name}{period}"


def _tables(old: Document, new: Document) -> Iterator[ValueChange]:
    before = {table.name: table for each in old.documents for table in each.tables()}
    for each in new.documents:
        for table in each.tables():
            if was := before.get(table.name):
                yield from _cells(was, table)


def _cells(old: Table, new: Table) -> Iterator[ValueChange]:
    columns = [plain(cell.content) for cell in new.header[-1]] if new.header else []
    for was, row in zip(old.body, new.body, strict=False):
        for number, (cell, other) in enumerate(zip(was, row, strict=False)):
            if _differ(cell, other):
                column = columns[number] if number < len(columns) else str(number + 1)
                what = f"{new.label or 'table'} ({new.name}), {plain(row[0].content)}, {column}"
                yield ValueChange(what, plain(cell.content), plain(other.content))


def _differ(one: Cell, other: Cell) -> bool:
    return plain(one.content) != plain(other.content)


def _totals(old: Document, new: Document, wording: Wording) -> Iterator[ValueChange]:
    """Sums over periods or categories, each once, wherever they stand."""
    before = dict(_sums(old))
    for key, printed in dict(_sums(new)).items():
        if (was := before.get(key)) and was.text != printed.text:
            yield ValueChange(_called(printed.figure, wording), was.text, printed.text)


def _sums(document: Document) -> Iterator[tuple[tuple[str, str, str], Printed]]:
    for each in document.documents:
        for entry in each.entries():
            figure = entry.printed.figure
            if figure.computed and figure.computed.operation == "total":
                yield _key(figure), entry.printed
