"""The parts of a report: which there are, which sections are in each, what is amiss with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reckoner.reports.errors import Fault, Place, nearest
from reckoner.reports.kinds.report.document import Part
from reckoner.reports.kinds.report.words import CONTACT, OPENING, PartEntry, ReportWords


def parts_of(words: ReportWords, colours: Mapping[str, str], faults: list[Fault]) -> tuple[Part, ...]:
    """The parts, numbered; ``faults`` gathers what is wrong with them and with what sections say of them."""
    faults += [*_of_parts(words, colours), *_of_sections(words)]
    return tuple(
        Part(
            entry.id, str(number), entry.title, entry.over, colours.get(entry.colour, ""), entry.opener,
            entry.about,
        )
        for number, entry in enumerate(words.front.parts, 1)
    )  # fmt: skip


def _of_parts(words: ReportWords, colours: Mapping[str, str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, entry in enumerate(words.front.parts):
        place = words.file.front.place("parts", number)
        if entry.id in seen:
            yield Fault(f"two parts are called {entry.id!r}", place, "Give one of them another id.")
        seen.add(entry.id)
        if entry.colour not in colours:
            what = f"the part {entry.id!r} asks for a colour {entry.colour!r} that publication.yaml lacks"
            yield Fault(what, place, nearest(entry.colour, colours))
        yield from _of_words(words, entry, place)


def _of_words(words: ReportWords, entry: PartEntry, place: Place) -> Iterator[Fault]:
    mine = [section for section in words.sections if section.front.part == entry.id]
    opening = [section for section in mine if section.front.box == OPENING]
    if len(mine) == len(opening):
        todo = f"Give a section the line `part: {entry.id}`, or take the part out."
        yield Fault(f"the part {entry.id!r} has no items", place, todo)
    if entry.opener and not opening:
        todo = f"Add a section with `part: {entry.id}` and `box: opening`, or say `opener: false`."
        yield Fault(f"the words that open the part {entry.id!r} are missing", place, todo)
    for section in opening:
        if section.front.title != entry.title:
            what = f"what opens the part {entry.title!r} is called {section.front.title!r}"
            yield Fault(what, section.file.front.place("title"), "Give both the same title.")
    for section in opening[1:] if entry.opener else opening:
        todo = "One section opens a part, and only a part that has an opener."
        yield Fault(f"the part {entry.id!r} is opened by {section.file.shown} too", place, todo)


def _of_sections(words: ReportWords) -> Iterator[Fault]:
    known = [entry.id for entry in words.front.parts]
    for section in words.sections:
        front, file = section.front, section.file.front
        if front.part is not None and front.part not in known:
            yield Fault(f"there is no part {front.part!r}", file.place("part"), nearest(front.part, known))
        if front.part is None and front.box != CONTACT:
            yield Fault("the section is in no part", file.place(), "Add a line `part: ...`.")
        if not section.blocks and not front.numbers and not front.cards:
            yield Fault("the section has no words", Place(section.file.shown, section.file.first_line),
                        "Write some below its front matter, or remove the file.")  # fmt: skip
