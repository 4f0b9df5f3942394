"""``reckoner new PUBLICATION EDITION --from paper.docx``: a first edition from a Word paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reckoner.reports.cli.say import complain, say
from reckoner.reports.errors import Place, ReckonerError, UsageError

if TYPE_CHECKING:
    from reckoner.reports.settings.house import House

_MOST_MB = 128


def begin_from(house: Path, publication: str, edition: str | None, file: Path, *, dry_run: bool) -> None:
    """Write the words of a Word paper as an edition, and list its numbers. Raises ReckonerError."""
    from reckoner.reports.confined.plainfile import read_file
    from reckoner.reports.returned.first import first_edition
    from reckoner.reports.settings.house import read_house
    from reckoner.reports.word.reading import read_word

    if not edition:
        todo = f"Write: reckoner new {publication} 2026-02 --from {file.name}"
        raise UsageError("a first edition needs its name", todo=todo)
    if not file.exists():
        raise UsageError("there is no such file", Place(str(file)), "Name a Word paper.")
    at_home = read_house(house.resolve())
    read = read_word(read_file(file, str(file), _MOST_MB), file.name)
    begun = first_edition(at_home, at_home.publication(publication), edition, read, file.name)
    if not dry_run:
        begun.write()
    for name in begun.files:
        say(f"{begun.shown}/{name}")
    for what in begun.left_out:
        say(f"Left out: {what}.")
    if dry_run:
        say(f"{publication} {edition}, from {file.name}: nothing is written.")
        return
    _numbers(at_home, publication, edition)
    say("Next:")
    say("  1. Read each file, and take its line `check:` out: no draft is fit before.")
    say(f"  2. reckoner adopt {publication} {edition}    each number: a figure, a fact, or incidental")
    say(f"  3. reckoner build {publication} {edition}")


def _numbers(house: House, publication: str, edition: str) -> None:
    """Each number with the likeliest figure that prints it; the others are facts or incidental."""
    from reckoner.reports.adopt.adopting import Adopting

    adopting = Adopting(house, publication, edition)
    try:
        found = adopting.typed()
    except ReckonerError as problem:  # no meeting is known for it yet, say: the words are there all the same
        complain(["The numbers can't be listed yet:", *problem.lines()])
        return
    library = adopting.library()
    for typed in found.numbers:
        offers = adopting.proposals(typed, library)
        likely = f"{{{{ {offers[0].placeholder} }}}}" if offers else "a fact, or incidental"
        say(f"{typed.place}: {typed.number}: {likely}")
