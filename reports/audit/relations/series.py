"""A part of a year at the end of a series of whole years.

"76 (2023) → 334 (2024) → 304 (Jan-Aug 2025)" looks like a fall; at the same pace the year would end higher. A
finding only where the pace points the other way from the plain numbers: then a reader is misled.

For: a part year that already exceeds the year before; a part year beside the same months of the year before.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.language.change import changes_of
from reckoner.reports.audit.language.item import Item
from reckoner.reports.audit.language.quantity import shown
from reckoner.reports.audit.language.sentence import Sentence
from reckoner.reports.audit.language.time_of import bind_times
from reckoner.reports.audit.language.when import When
from reckoner.reports.audit.relations.claim import Claims, passage


def find(sentence: Sentence, claims: Claims) -> Iterator[Finding]:
    """Findings of this rule in a sentence."""
    items = sentence.items
    taken = frozenset(change.at for change in changes_of(sentence))
    times = {**bind_times(items, taken), **_bracketed(items)}
    levels = [at for at in sentence.quantities if at in times and at not in taken and _is_level(items[at])]
    for before, after in itertools.pairwise(levels):
        old, new = items[before].quantity, items[after].quantity
        first, last = times[before], times[after]
        if old is None or new is None or old.kind != new.kind or not _is_partial(first, last):
            continue
        months = last.months or 12
        claims.count("part-year", sentence.text)
        pace = new.value * 12 / months
        if new.value < old.value < pace:
            computed = f"about {shown(pace.to_integral_value(), new.kind)} a year"
            because = (
                f"{last.text} is {months} months beside a whole year; at that pace the year "
                f"comes to {computed}, a rise and no fall."
            )
            yield passage(sentence, "warning", "part-year", new.text, computed, because, before, after)


def _is_level(item: Item) -> bool:
    return item.quantity is not None and item.quantity.kind in ("count", "money")


def _is_partial(first: When, last: When) -> bool:
    return first.is_whole_year and last.is_part_year and (last.months or 0) >= 2 and last.order >= first.order


def _bracketed(items: list[Item]) -> dict[int, When]:
    """ "304 (2025 Jan-Aug)": of the times in the bracket behind a number, the narrowest."""
    found: dict[int, When] = {}
    for at, item in enumerate(items):
        if item.kind != "quantity" or at + 1 >= len(items) or items[at + 1].lower != "(":
            continue
        whens: list[When] = []
        for inside in items[at + 2 : at + 8]:
            if inside.lower == ")" or inside.kind == "quantity":
                break
            if inside.when is not None:
                whens.append(inside.when)
        if whens:
            narrow = min(whens, key=lambda when: when.months or 99)
            order = max(when.order for when in whens)
            found[at] = When(narrow.shape, order, narrow.months, text=" ".join(when.text for when in whens))
    return found
