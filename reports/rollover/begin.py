"""The next edition begun from the last: its files and words with periods moved on, marked as unread.

Words stay as they are, because nobody but their editor knows what still holds: a program that put another
month into "took effect in September" would write something untrue. So every file says in its front matter
(``check``) that it was carried over, and a draft is unfit until somebody has read them all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from reckoner.reports.content.correction import NAME as CORRECTIONS
from reckoner.reports.content.edition import PICTURES, EditionFront, SectionFront
from reckoner.reports.content.frontmatter import WordsFile, read_words
from reckoner.reports.errors import Fault, InputError, ReckonerError
from reckoner.reports.periods.label import CalendarWords, label_period
from reckoner.reports.rollover.carry import CarryOver, carry
from reckoner.reports.rollover.edition import EDITION, NewEdition, refuse_other
from reckoner.reports.rollover.sequence import EditionSequence, sequence_of
from reckoner.reports.rollover.series import series_of
from reckoner.reports.settings.house import House
from reckoner.reports.settings.paths import require_plain
from reckoner.reports.settings.publication import Publication
from reckoner.reports.settings.yaml import validate

CHARTS = "charts.yaml"
TO_BE_SUPPLIED = "to be supplied"
OWN = ("accepted_findings", "accept_old", "published", "wanted_by", "by")
_PERIOD = re.compile(r"(?<![\w.-])(?:19|20|21)\d\d[-/](?:\d\d|Q\d)(?:\.\.\d{4}-\d\d)?(?![\w-])")
Front = TypeVar("Front", EditionFront, SectionFront)


@dataclass(frozen=True)
class Rules:
    """How a kind's words go on: what front matter they have, which keys of edition.md are the edition's own
    and stay behind, and what else is done with edition.md."""

    front: type[EditionFront] = EditionFront
    section: type[SectionFront] = SectionFront
    own: tuple[str, ...] = ()
    further: Callable[[CarryOver, Path, EditionSequence], CarryOver] = lambda carried, _root, _after: carried


def begin(
    house: House,
    publication: Publication,
    key: str | None,
    calendar: CalendarWords,
    rules: Rules | None = None,
) -> NewEdition:
    """The next edition, or the one called ``key``. Nothing is written.

    Raises UsageError where the edition has words already or has none before it; SettingsError where no
    meeting is meant; InputError where the last edition can't be read.
    """
    after = sequence_of(house, publication, key)
    home = house.root / "content" / publication.name
    shown = f"content/{publication.name}/{after.key}"
    refuse_other(home / after.key, shown)
    require_plain(house.root, home / after.last, error=InputError)
    carried = _carried(house.root, publication, after, rules or Rules())
    last = home / after.last
    files = {each.name: each.text.encode() for each in carried}
    beside = [path for path in (last / CHARTS, *sorted((last / PICTURES).glob("*"))) if path.is_file()]
    files |= {path.relative_to(last).as_posix(): path.read_bytes() for path in beside}
    return NewEdition(
        home / after.key,
        shown,
        after,
        files,
        carried,
        tuple(_left_out(last, carried[0])),
        tuple(_naming_year(carried, after, calendar)) if after.was.shape == "financial year" else (),
        tuple(dict.fromkeys(_PERIOD.findall(files.get(CHARTS, b"").decode()))),
    )


def _carried(
    root: Path, publication: Publication, after: EditionSequence, rules: Rules
) -> tuple[CarryOver, ...]:
    """Every file of words of the last edition. Raises InputError with the faults of all."""
    folder = root / "content" / publication.name / after.last
    faults: list[Fault] = []
    main = _read(folder / EDITION, root, rules.front, faults)
    paths = sorted(path for path in folder.glob("*.md") if path.name != EDITION)
    sections = [found for path in paths if (found := _read(path, root, rules.section, faults))]
    if main is None or faults:
        raise InputError.of(faults)
    words, front = main
    series = series_of(root, [path.read_text("utf-8-sig") for path in (folder / EDITION, *paths)])
    first = carry(EDITION, words, front, front, after.was, after.now, (*OWN, *rules.own), series)
    files = [_unread(rules.further(first, root, after), after)]
    for section, its_front in sections:
        name = Path(section.shown).name
        file = carry(name, section, its_front, front, after.was, after.now, OWN, series)
        files.append(file if its_front.box == TO_BE_SUPPLIED else _unread(file, after))
    return tuple(files)


def _read(path: Path, root: Path, model: type[Front], faults: list[Fault]) -> tuple[WordsFile, Front] | None:
    try:
        words = read_words(path, path.relative_to(root).as_posix())
        return words, validate(model, words.front, InputError)
    except ReckonerError as problem:
        faults.extend(problem.faults)
        return None


def _unread(file: CarryOver, after: EditionSequence) -> CarryOver:
    line = f"check: These are the words of {after.last}. Read them, then take this line out."
    return replace(file, front=(*file.front, line))


def _naming_year(
    carried: tuple[CarryOver, ...], after: EditionSequence, calendar: CalendarWords
) -> Iterator[str]:
    label = label_period(after.was, calendar)
    yield from (file.name for file in carried if label in file.text)


def _left_out(last: Path, first: CarryOver) -> Iterator[str]:
    """What belongs to the last edition alone: notes of corrections, findings let stand, its day."""
    if (last / CORRECTIONS).is_file():
        yield CORRECTIONS
    yield from (f"`{key}:`" for key in first.dropped if key in ("accepted_findings", "published"))
