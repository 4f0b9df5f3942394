"""A publication or a news story begun in a house: a few files, never over what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from reckoner.reports.errors import Place, UsageError, WriteError
from reckoner.reports.periods.period import Period
from reckoner.reports.starters.begin import filled, write_files
from reckoner.reports.starters.values import date_values

_SLUG = re.compile(r"[a-z][a-z0-9-]{0,59}")
_TAKEN = ("edition", "publication", "module", "story", "shared")


def new_publication(root: Path, name: str, kind: str, title: str, author: str, today: date) -> Iterator[str]:
    """Write its settings and a first edition's words; give each file's name. ``author`` answers for both.

    Raises UsageError where the name can't be used or is taken, WriteError.
    """
    _require_slug(name)
    if name in _TAKEN:
        todo = "Give it another, such as quarterly-bulletin."
        raise UsageError(f"{name} is a word of the program's own, so it can't be a name", todo=todo)
    called = _title(title or name.replace("-", " ").capitalize())
    values = {"name": name, "title": called, "author": author or '""'}
    files = filled(f"publications/{kind}", values | date_values(today))
    for folder in dict.fromkeys("/".join(Path(file).parts[:2]) for file in files):
        _require_absent(root, folder)
    return _written(root, files)


def new_story(root: Path, month: str, slug: str, title: str, today: date) -> str:
    """Write a story's file and give its name. Raises UsageError, WriteError."""
    _require_slug(slug)
    day = _day(month, today)
    values = {"day": day.isoformat(), "slug": slug, "title": _title(title or "To be written")}
    files = filled("publications/story", values)
    for name in files:
        _require_absent(root, name)
    return next(_written(root, files))


def _day(month: str, today: date) -> date:
    """The day that was said, or today in a month that holds it, or the month's first."""
    try:
        period = Period.parse(month)
    except ValueError:
        period = None
    if re.fullmatch(r"\d{4}-\d\d-\d\d", month):
        try:
            return date.fromisoformat(month)
        except ValueError:
            period = None
    if period is None or period.shape != "month":
        raise UsageError(f"{month!r} is neither a month nor a day", todo="Write 2026-03 or 2026-03-14.")
    return today if period.start <= today < period.end else period.start


def _require_slug(name: str) -> None:
    if not _SLUG.fullmatch(name):
        todo = "Use small letters, digits and - only, a letter first: extra-patrols."
        raise UsageError(f"{name!r} can't be used as a name", todo=todo)


def _title(text: str) -> str:
    if not text.isprintable() or any(letter in text for letter in '"\\{}'):
        todo = "Leave out quotation marks, backslashes and braces; they can be written into the file."
        raise UsageError(f"the title {text!r} can't be used", todo=todo)
    return text


def _require_absent(root: Path, name: str) -> None:
    if (root / name).exists() or (root / name).is_symlink():
        raise UsageError("it is there already, and nothing is overwritten", Place(name), "Give another name.")


def _written(root: Path, files: Mapping[str, bytes]) -> Iterator[str]:
    try:
        write_files(root, files)
    except OSError as problem:
        raise WriteError(f"it could not be written: {problem.strerror}", Place(next(iter(files)))) from None
    return iter(files)
