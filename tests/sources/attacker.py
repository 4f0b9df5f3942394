"""Somebody who knows every published count and total and wants the withheld ones. Shares no code with us."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction


def by_equations(unknown: Sequence[int], sums: Sequence[tuple[Sequence[int], int]]) -> dict[int, int]:
    """The unknowns that linear equations alone determine: ``sums`` are groups of unknowns with their sum."""
    matrix = [[Fraction(n in members) for n in unknown] + [Fraction(total)] for members, total in sums]
    pivots: list[int] = []
    for column in range(len(unknown)):
        row = next((r for r in range(len(pivots), len(matrix)) if matrix[r][column]), None)
        if row is None:
            continue
        top = len(pivots)
        matrix[top], matrix[row] = matrix[row], matrix[top]
        matrix[top] = [value / matrix[top][column] for value in matrix[top]]
        for other in range(len(matrix)):
            if other != top and matrix[other][column]:
                factor = matrix[other][column]
                matrix[other] = [a - factor * b for a, b in zip(matrix[other], matrix[top], strict=True)]
        pivots.append(column)
    found = {}
    for row, column in enumerate(pivots):
        if not any(matrix[row][c] for c in range(len(unknown)) if c != column):
            found[unknown[column]] = int(matrix[row][-1])
    return found


def by_trying(
    unknown: Sequence[int],
    sums: Sequence[tuple[Sequence[int], int]],
    questions: Sequence[Sequence[int]],
    most: int = 200_000,
) -> list[bool]:
    """For each question (a sum of unknowns), whether whole numbers from zero up leave only one answer.

    Tries all that fit, until each question has two answers. A search that grows beyond ``most`` steps
    gives up and says that nothing is known.
    """
    answers: list[set[int]] = [set() for _ in questions]
    left = [total for _, total in sums]
    open_members = [len(members) for members, _ in sums]
    groups = {n: [g for g, (members, _) in enumerate(sums) if n in members] for n in unknown}
    values: dict[int, int] = {}
    steps = 0

    def guess(position: int) -> None:
        nonlocal steps
        steps += 1
        if steps > most or all(len(found) > 1 for found in answers):
            return
        if position == len(unknown):
            for found, members in zip(answers, questions, strict=True):
                found.add(sum(values[n] for n in members))
            return
        number = unknown[position]
        highest = min((left[g] for g in groups[number]), default=2)
        closing = [g for g in groups[number] if open_members[g] == 1]
        lowest = max((left[g] for g in closing), default=0)
        for value in range(lowest, highest + 1):
            _put(groups[number], value)
            values[number] = value
            guess(position + 1)
            _put(groups[number], -value, back=True)

    def _put(touched: Sequence[int], value: int, *, back: bool = False) -> None:
        for g in touched:
            left[g] -= value
            open_members[g] += 1 if back else -1

    guess(0)
    return [steps <= most and len(found) == 1 for found in answers]


def sums_of_unknown(
    counts: Mapping[int, int], withheld: set[int], groups: Sequence[Sequence[int]]
) -> list[tuple[list[int], int]]:
    """What published totals say of the withheld counts: each total less the counts that are shown."""
    found = []
    for members in groups:
        unknown = [n for n in members if n in withheld]
        if unknown:
            found.append((unknown, sum(counts[n] for n in unknown)))
    return found
