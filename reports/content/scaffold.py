"""The next edition begun from the last: its files and words with periods moved on, marked as unread.

Words stay as they are, because nobody but their editor knows what still holds: a program that put another
month into "took effect in September" would write something untrue. So every file says in its front matter
(``check``) that it was carried over, and a draft is unfit until somebody has read them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from reports.content.begun import EDITION, Begun, refuse_other
from reports.content.carried import Carried, carry
from reports.content.correction import NAME as CORRECTIONS
from reports.content.edition import PICTURES, EditionFront, SectionFront
from reports.content.frontmatter import WordsFile, read_words
from reports.content.letter import TO_BE_SUPPLIED, LetterFront
from reports.content.nextletter import OWN, next_letter
from reports.content.report import ItemFront, ReportFront
from reports.content.succession import Succession, succession
from reports.errors import Fault, InputError, ReckonerError, UsageError
from reports.periods.label import CalendarWords, label_period
from reports.periods.period import Period
from reports.settings.house import House
from reports.settings.paths import require_plain
from reports.settings.publication import Publication
from reports.settings.yaml import validate

CHARTS = "charts.yaml"
_FRONTS: dict[str, tuple[type[EditionFront], type[SectionFront]]] = {
    "sections": (EditionFront, SectionFront),
    "parts": (ReportFront, ItemFront),
    "letter and stories": (LetterFront, SectionFront),
}
_LETTER, _REPORT = "letter and stories", "parts"
_PERIOD = re.compile(r"(?<![\w.-])(?:19|20|21)\d\d[-/](?:\d\d|Q\d)(?:\.\.\d{4}-\d\d)?(?![\w-])")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?:([/-])(\d\d))?(?!\d)")
Front = TypeVar("Front", EditionFront, SectionFront)


def begin(house: House, publication: Publication, key: str | None, calendar: CalendarWords) -> Begun:
    """The next edition, or the one called ``key``. Nothing is written.

    Raises UsageError where the edition has words already, has none before it or is not made of files of its
    own; SettingsError where no meeting is meant; InputError where the last edition can't be read.
    """
    if publication.made_from not in _FRONTS:
        todo = (
            "Write content/news/YEAR-MONTH-DAY-name.md, with `title:` and `summary:` between two lines ---."
        )
        raise UsageError(f"{publication.name} has no editions to begin: each story is a file", todo=todo)
    after = succession(house, publication, key)
    home = house.root / "content" / publication.name
    shown = f"content/{publication.name}/{after.key}"
    refuse_other(home / after.key, shown)
    require_plain(house.root, home / after.last, error=InputError)
    carried = _carried(house.root, publication, after, calendar)
    last = home / after.last
    files = {each.name: each.text.encode() for each in carried}
    beside = [path for path in (last / CHARTS, *sorted((last / PICTURES).glob("*"))) if path.is_file()]
    files |= {path.relative_to(last).as_posix(): path.read_bytes() for path in beside}
    return Begun(
        home / after.key,
        shown,
        after,
        files,
        carried,
        tuple(_left_out(last, carried[0])),
        tuple(_naming_year(carried, after, calendar)) if publication.made_from == _REPORT else (),
        tuple(dict.fromkeys(_PERIOD.findall(files.get(CHARTS, b"").decode()))),
    )


def _carried(
    root: Path, publication: Publication, after: Succession, calendar: CalendarWords
) -> tuple[Carried, ...]:
    """Every file of words of the last edition. Raises InputError with the faults of all."""
    folder = root / "content" / publication.name / after.last
    faults: list[Fault] = []
    model, section_model = _FRONTS[publication.made_from]
    main = _read(folder / EDITION, root, model, faults)
    paths = sorted(path for path in folder.glob("*.md") if path.name != EDITION)
    sections = [found for path in paths if (found := _read(path, root, section_model, faults))]
    if main is None or faults:
        raise InputError.of(faults)
    words, front = main
    own = ("accepted_findings", "published", *(OWN if publication.made_from == _LETTER else ()))
    first = carry(EDITION, words, front, front, after.was, after.now, own)
    if publication.made_from == _LETTER:
        first = next_letter(first, root, after, calendar)
    elif publication.made_from == _REPORT:
        first = _retitled(first, after.was, after.now)
    files = [_unread(first, after)]
    for section, its_front in sections:
        name = Path(section.shown).name
        file = carry(name, section, its_front, front, after.was, after.now)
        files.append(file if its_front.box == TO_BE_SUPPLIED else _unread(file, after))
    return tuple(files)


def _read(path: Path, root: Path, model: type[Front], faults: list[Fault]) -> tuple[WordsFile, Front] | None:
    try:
        words = read_words(path, path.relative_to(root).as_posix())
        return words, validate(model, words.front, InputError)
    except ReckonerError as problem:
        faults.extend(problem.faults)
        return None


def _unread(file: Carried, after: Succession) -> Carried:
    line = f"check: These are the words of {after.last}. Read them, then take this line out."
    return replace(file, front=(*file.front, line))


def _retitled(file: Carried, was: Period, now: Period) -> Carried:
    """A report on a year names its year in its title and subtitle, which move with it."""
    on, years = now.start.year - was.start.year, (was.start.year, was.last.year)

    def moved(match: re.Match[str]) -> str:
        year, joint, short = match.groups()
        if int(year) not in years:
            return match[0]
        return f"{int(year) + on}{joint}{(int(short) + on) % 100:02}" if joint else str(int(year) + on)

    front = (
        _YEAR.sub(moved, line) if line.startswith(("title:", "subtitle:")) else line for line in file.front
    )
    return replace(file, front=tuple(front))


def _naming_year(carried: tuple[Carried, ...], after: Succession, calendar: CalendarWords) -> Iterator[str]:
    label = label_period(after.was, calendar)
    yield from (file.name for file in carried if label in file.text)


def _left_out(last: Path, first: Carried) -> Iterator[str]:
    """What belongs to the last edition alone: notes of corrections, findings let stand, its day."""
    if (last / CORRECTIONS).is_file():
        yield CORRECTIONS
    yield from (f"`{key}:`" for key in first.dropped if key in ("accepted_findings", "published"))
