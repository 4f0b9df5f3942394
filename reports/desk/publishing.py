"""Publications and their editions, each with its newest draft and what is out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.standing import Standing, newest
from reckoner.reports.drafts.history import Row
from reckoner.reports.errors import ReckonerError
from reckoner.reports.kinds.registry import editions_of, kind_of
from reckoner.reports.recall.published import names_out
from reckoner.reports.schedule.edition import edition_due
from reckoner.reports.settings.publication import Publication


@dataclass(frozen=True)
class Edition:
    """An edition: whether it has words, how its newest draft stands, and which draft of it is out."""

    key: str
    has_words: bool
    newest: Standing | None
    out: str


@dataclass(frozen=True)
class Shown:
    """A publication with its editions, the newest first; ``problem`` is why its settings can't be read."""

    name: str
    settings: Publication | None
    editions: tuple[Edition, ...] = ()
    due: str = ""
    problem: str = ""


def shown(desk: Desk, name: str, rows: Sequence[Row]) -> Shown:
    """A publication; one whose settings can't be read says why."""
    try:
        settings = desk.house.publication(name)
        words = list(editions_of(desk.root, settings))
    except ReckonerError as problem:
        return Shown(name, None, problem=" ".join(problem.lines()))
    out = names_out(rows)
    kept = [path.name for path in (desk.root / "output" / name).glob("*") if path.is_dir()]
    editions = (
        Edition(key, key in words, newest(desk, name, key, rows), out.get(f"{name}/{key}", ""))
        for key in sorted({*words, *kept}, reverse=True)
    )
    found = tuple(each for each in editions if each.has_words or each.newest)
    return Shown(name, settings, found, _due(desk, name, settings))


def _due(desk: Desk, name: str, settings: Publication) -> str:
    """The edition that is due now; nothing where nobody can tell."""
    try:
        current = kind_of(settings).current(desk.root)
        return current or edition_due(desk.root, name, desk.today)
    except ReckonerError:
        return ""
