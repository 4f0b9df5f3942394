"""The next edition of a newsletter: the last one's structure with new dates, its words to be written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from reports.content.edition import advanced, edition_keys
from reports.content.frontmatter import FENCE, WordsFile, read_words
from reports.content.letter import TO_BE_SUPPLIED, LetterFront
from reports.content.stories import read_stories
from reports.errors import InputError, Place, UsageError
from reports.periods.label import CalendarWords, label_period
from reports.periods.period import Period
from reports.settings.yaml import validate

TO_BE_WRITTEN = "To be written"
_OWN = ("subject", "preheader", "stories", "leave_out", "periods")


def next_letter(house: Path, publication: str, key: str, calendar: CalendarWords) -> dict[Path, str]:
    """The files of a new edition by path. Raises UsageError where there is one, or none to start from."""
    try:
        month = Period.parse(key.partition("+")[0])
    except ValueError as problem:
        raise UsageError(f"{publication} has no edition {key!r}: {problem}") from None
    if month.shape != "month":
        raise UsageError(f"{publication} appears for each month; {key} is a {month.shape}")
    folder = house / "content" / publication / key
    if (folder / "edition.md").exists():
        raise UsageError(
            f"{publication} {key} has words already", Place(f"content/{publication}/{key}/edition.md")
        )
    earlier = [known for known in edition_keys(house / "content", publication) if known < key]
    if not earlier:
        raise UsageError(
            f"there is no earlier {publication} to start from", todo="Write its edition.md by hand."
        )
    last = house / "content" / publication / earlier[-1]
    words = read_words(last / "edition.md", f"content/{publication}/{earlier[-1]}/edition.md")
    files = {folder / "edition.md": _edition(words, earlier[-1], month, calendar, house)}
    if (last / "charts.yaml").is_file():
        files[folder / "charts.yaml"] = (last / "charts.yaml").read_text(encoding="utf-8")
    return files


def _edition(words: WordsFile, last: str, month: Period, calendar: CalendarWords, house: Path) -> str:
    front = validate(LetterFront, words.front, InputError)
    was = Period.parse(last.partition("+")[0])
    source = words.front.path.read_text(encoding="utf-8-sig").splitlines()
    kept = _without(source[1 : source.index(FENCE, 1)], _OWN)
    lines = [
        FENCE,
        f'subject: "{TO_BE_WRITTEN}"',
        f'preheader: "{TO_BE_WRITTEN}"',
        *_periods(front, month),
        *_moved(kept, was, month, calendar),
        *_in_hand(house, month),
        FENCE,
        *_moved(words.markdown.splitlines(), was, month, calendar),
    ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _without(lines: list[str], keys: tuple[str, ...]) -> Iterator[str]:
    """The lines of front matter but for these keys and what stands beneath them."""
    dropping = False
    for line in lines:
        if re.match(r"[A-Za-z_]", line):
            dropping = line.partition(":")[0] in keys
        if not dropping:
            yield re.sub(r"^(\s+message:).*", rf"\1 {TO_BE_SUPPLIED}", line)


def _periods(front: LetterFront, month: Period) -> Iterator[str]:
    if not front.periods:
        return
    if "latest" in front.periods:
        moved, remark = advanced(front.periods, month), ""
    else:
        moved, remark = front.periods, "  # as in the last edition: do they still hold?"
    yield f"periods:{remark}"
    for name, period in moved.items():
        yield f"  {name}: {period}"


def _moved(lines: object, was: Period, month: Period, calendar: CalendarWords) -> Iterator[str]:
    """The lines with the last edition's month named anew."""
    old, new = label_period(was, calendar), label_period(month, calendar)
    assert isinstance(lines, list | Iterator)
    for line in lines:
        yield re.sub(rf"\b{old.split()[0]}\b", new.split()[0], line.replace(old, new))


def _in_hand(house: Path, month: Period) -> Iterator[str]:
    def wanted(day: date) -> bool:
        return month.start <= day < month.end

    stories = read_stories(house, wanted).stories
    yield f"# Stories in hand for {month}, taken by rule; name some under `stories:` to choose others."
    for story in stories:
        yield f"#   {story.slug}: {story.front.title}"
    if not stories:
        yield "#   none yet"
