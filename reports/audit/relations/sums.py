"""A table's totals, as a row or as a column, against the lines that they total.

Which lines a total sums, the numbers say: those since the last total, all but the totals, the totals alone,
or the run right before or behind it; the same in every place. Where one choice holds in a place and fails in
another, that other is wrong. Where none holds anywhere, the line is no sum of what stands there; but in a
plain table of one line of numbers that ends in "Total" there is nothing else that it could be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.quantity import Quantity, shown
from reckoner.reports.audit.relations.claim import Claims
from reckoner.reports.audit.relations.lines import PLAIN, Lines, cell_finding, is_total

_NOT_ADDED = (
    "average",
    "avg",
    "mean",
    "median",
    "rate",
    "rank",
    "target",
    "per ",
    "ratio",
    "year",
    "change",
    "index",
    "score",
    "%",
    "share",
    "proportion",
    "price",
    "age",
    "variance",
    "margin",
    "unit",
)
_SELECTION = (
    "top ",
    "largest",
    "selected",
    "of which",
    "main ",
    "including",
    "most common",
    "highest",
    "top-",
)
_MOST_SUMS = 20_000
_LONGEST_RUN = 40


def find(by_row: Lines, by_column: Lines, claims: Claims) -> Iterator[Finding]:
    """What does not agree in the totals of a table; one wrong cell that spoils two totals is one finding."""
    said = " ".join(cell.lower() for row in by_row.grid.head for cell in row.cells)
    if any(word in said for word in _SELECTION):
        return
    down = dict(_wrong(by_row, claims))
    right = dict(_wrong(by_column, claims))
    crossing = _crossing(down, right)
    if crossing is not None:
        yield _cell(by_row, crossing, down, right)
        return
    for cell, (total, parts, whole, lines) in {**right, **down}.items():
        yield _finding(lines, cell, total, parts, whole)


Wrong = tuple[Quantity, list[Quantity], Decimal, Lines]


def _crossing(
    down: dict[tuple[int, int], Wrong], right: dict[tuple[int, int], Wrong]
) -> tuple[int, int] | None:
    """The cell where the one wrong total of a column and the one wrong total of a row cross."""
    if len(down) != 1 or len(right) != 1:
        return None
    (_, column), (row, _) = next(iter(down)), next(iter(right))
    first, second = next(iter(down.values())), next(iter(right.values()))
    same = first[2] - first[0].value == second[2] - second[0].value
    return (row, column) if same and (row, column) not in down and (row, column) not in right else None


def _cell(
    lines: Lines,
    cell: tuple[int, int],
    down: dict[tuple[int, int], Wrong],
    right: dict[tuple[int, int], Wrong],
) -> Finding:
    total, parts, whole, _ = next(iter(down.values()))
    over, _, _, _ = next(iter(right.values()))
    stated = lines.grid.value(*cell)
    assert stated is not None
    computed = shown(stated.value - (whole - total.value), stated.kind)
    because = (
        f"{_sums(parts)} comes to {shown(whole, total.kind, unit=total.unit)}, not {total.text}, "
        "and its row does not make "
        f"{over.text} either: with {computed} here both do."
    )
    return cell_finding(lines.grid, "error", "table-total", cell, computed, because)


def _wrong(lines: Lines, claims: Claims) -> Iterator[tuple[tuple[int, int], Wrong]]:
    totals = [line for line in range(lines.count) if is_total(lines.label(line)) and any(lines.values[line])]
    for line in totals[:60]:
        choices = _choices(lines, line, totals)
        places = [at for at in range(lines.across) if _is_added(lines, line, at)]
        held = [sum(_state(lines, line, choice, at) == "holds" for at in places) for choice in choices]
        best = max(range(len(choices)), key=lambda n: (held[n], -n), default=None)
        if best is None:
            continue
        proved = held[best] > 0 and held[best] * 2 >= _applies(lines, line, choices[best], places)
        choice = choices[best] if proved else _plain(lines, line, totals, places)
        if choice is not None:
            for cell, wrong in _failing(lines, line, choice, choices, places, claims):
                if not proved or _is_near(wrong[0], wrong[1]):
                    yield cell, wrong


def _applies(lines: Lines, line: int, choice: Sequence[int], places: Sequence[int]) -> int:
    return sum(_state(lines, line, choice, at) != "" for at in places)


def _failing(
    lines: Lines, line: int, choice: Sequence[int], choices: Sequence[Sequence[int]], places: Sequence[int],
    claims: Claims,
) -> Iterator[tuple[tuple[int, int], Wrong]]:  # fmt: skip
    for at in places:
        state = _state(lines, line, choice, at)
        total, parts = lines.value(line, at), _parts(lines, choice, at)
        if not state or total is None or not parts:
            continue
        row = lines.grid.body[lines.cell(line, at)[0]]
        wrong = state == "fails" and not any(_state(lines, line, other, at) == "holds" for other in choices)
        wrong = wrong and not _some_make(total, _around(lines, line, at))
        claims.count(
            "table-total",
            row.text,
            f"{_sums(parts)}: {total.text}",
            "wrong" if wrong else "agrees",
            row.line,
            row.page,
        )
        if wrong:
            yield lines.cell(line, at), (total, parts, sum((p.value for p in parts), Decimal(0)), lines)


def _is_near(total: Quantity, parts: Sequence[Quantity]) -> bool:
    """A total of these lines with a slip in it, and not one of others: half as much, or ten times."""
    whole = sum((part.value for part in parts), Decimal(0))
    if not whole or not total.value:
        return False
    ratio = total.value / whole
    least, most = (
        (Decimal("0.9"), Decimal("1.1")) if total.kind == "percent" else (Decimal("0.65"), Decimal("1.55"))
    )
    return least <= ratio <= most or ratio in (10, 100, Decimal("0.1"))


def _is_added(lines: Lines, line: int, at: int) -> bool:
    """Whether numbers at this place are such as are added: no rates, averages or changes."""
    side, value = lines.side(at), lines.value(line, at)
    if value is None or value.kind not in ("count", "money", "percent"):
        return False
    if value.kind == "percent":
        return value.value == 100
    return not any(word in side for word in _NOT_ADDED)


def _choices(lines: Lines, line: int, totals: Sequence[int]) -> list[list[int]]:
    """The lines that a total may sum, the likeliest first."""
    before = [n for n in range(line) if any(lines.values[n])]
    last = max((n for n in totals if n < line), default=-1)
    plain = [n for n in before if n not in totals]
    found = [
        [n for n in plain if n > last],
        plain,
        [n for n in totals if n < line],
        [n for n in before if n >= last] if last >= 0 else [],
    ]
    found += [before[-length:] for length in range(2, min(len(before), _LONGEST_RUN) + 1)]
    behind = [n for n in range(line + 1, lines.count) if any(lines.values[n])]
    upcoming = min((n for n in totals if n > line), default=lines.count)
    found += [[n for n in behind if n < upcoming], [n for n in behind if n not in totals]]
    unique: list[list[int]] = []
    for choice in found:
        if len(choice) > 1 and choice not in unique:
            unique.append(choice)
    return unique


def _parts(lines: Lines, choice: Sequence[int], at: int) -> list[Quantity]:
    values = [lines.value(n, at) for n in choice]
    return [value for value in values if value is not None]


def _state(lines: Lines, line: int, choice: Sequence[int], at: int) -> str:
    """Whether the lines make the total at a place: "holds", "fails", or nothing where it can't be told."""
    total, parts = lines.value(line, at), _parts(lines, choice, at)
    if total is None or len(parts) < 2 or any(part.kind != total.kind for part in parts):
        return ""
    if sum(part.value != 0 for part in parts) < 2:
        return ""
    if min(p.value for p in parts) <= total.value <= max(p.value for p in parts) and total.value > 0:
        return ""  # one that lies among them is an average, or a level at the end
    if len(parts) < len(choice) and not _blanks_are_nothing(lines, choice, at):
        return ""
    return "holds" if _make(total, parts, lines.is_rounded) else "fails"


def _blanks_are_nothing(lines: Lines, choice: Sequence[int], at: int) -> bool:
    for n in choice:
        if lines.value(n, at) is None:
            row, column = lines.cell(n, at)
            cells = lines.grid.body[row].cells
            if column < len(cells) and cells[column].strip(" -–—."):
                return False
    return True


def _slack(total: Quantity, parts: Sequence[Quantity], rounded: bool = False) -> Decimal:
    """What rounding may add up to: of decimals, of money in thousands, of numbers that end in zeros."""
    ulp = max(total.ulp, *(part.ulp for part in parts))
    common = min(value.rounded_to for value in (total, *parts) if value.value) if total.value else ulp
    if rounded or total.kind in ("money", "percent") or ulp != 1 or common >= 10:
        return max(ulp, common if common >= 10 else ulp) * len(parts) / 2
    return Decimal(0)


def _make(total: Quantity, parts: Sequence[Quantity], rounded: bool) -> bool:
    whole = sum((part.value for part in parts), Decimal(0))
    return abs(whole - total.value) <= _slack(total, parts, rounded)


def _around(lines: Lines, line: int, at: int) -> list[Quantity]:
    """Every number that stands with the total at its place."""
    return [value for n in range(lines.count) if n != line and (value := lines.value(n, at)) is not None]


def _some_make(total: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether some of the numbers make the total: sub-rows beside their parent, or another sum's rows."""
    if len(parts) > 14:
        return False
    sums = {Decimal(0)}
    for part in parts:
        sums |= {value + part.value for value in sums}
        if len(sums) > _MOST_SUMS:
            return False
    sums -= {part.value for part in parts} | {Decimal(0)}
    slack = _slack(total, parts) if parts else Decimal(0)
    return any(abs(value - total.value) <= slack for value in sums)


def _plain(lines: Lines, line: int, totals: Sequence[int], places: Sequence[int]) -> list[int] | None:
    """The lines above the only total of a plain table of one line of numbers."""
    others = [n for n in range(lines.count) if n != line and any(lines.values[n])]
    last = others and line > others[-1]
    if len(places) != 1 or len(totals) != 1 or not last or lines.label(line).strip(" :*") not in PLAIN:
        return None
    values = [lines.value(n, places[0]) for n in others]
    total = lines.value(line, places[0])
    if total is None or any(v is None or v.value < 0 or v.kind != total.kind for v in values):
        return None
    least, most = (end(v.value for v in values if v) for end in (min, max))
    return others if not least <= total.value <= most else None  # one among them is their average


def _sums(parts: Sequence[Quantity]) -> str:
    return " + ".join(part.text for part in parts[:12]) + (" + …" if len(parts) > 12 else "")


def _finding(
    lines: Lines, cell: tuple[int, int], total: Quantity, parts: list[Quantity], whole: Decimal
) -> Finding:
    computed = shown(whole, total.kind, unit=total.unit)
    because = f"{_sums(parts)} comes to {computed}, not {total.text}."
    rounding = len(parts) > 2 and abs(whole - total.value) <= _slack(total, parts, True)
    return cell_finding(
        lines.grid, "warning" if rounding else "error", "table-total", cell, computed, because
    )
