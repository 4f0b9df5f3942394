"""What is wrong with proposed words: typed numbers above all, each of which is a figure to be named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reckoner.reports.adopt.proposals import proposals
from reckoner.reports.adopt.typed import TypedNumber, typed_in
from reckoner.reports.compose.wording import wording_of
from reckoner.reports.desk.spelt import Stood, spelt
from reckoner.reports.desk.trial import copy_of
from reckoner.reports.errors import Fault, Place
from reckoner.reports.figures.catalogue import Catalogue
from reckoner.reports.figures.wording import Wording
from reckoner.reports.modules.library import load_library
from reckoner.reports.settings.house import read_house

_MOST = 3


def typed_digits(root: Path, publication: str, edition: str, shown: str, content: bytes) -> list[Fault]:
    """What is typed, or wrong otherwise, in a file with this content and wasn't before. Raises ReckonerError.

    The edition is made from it in a copy of the house, and its checks say which numbers are of no record.
    """
    before = dict.fromkeys((root / shown).read_text("utf-8-sig").splitlines())
    with copy_of(root, {shown: content}) as copy:
        house = read_house(copy)
        wording = wording_of(house)
        found = typed_in(house, publication, edition, wording.language.calendar)
        new = [each for each in found.numbers if each.shown == shown and each.text not in before]
        catalogue = load_library(copy, under=house.office.small_numbers.under).catalogue if new else None
        faults = [_fault(each, catalogue, wording) for each in new if catalogue is not None]
    mine = (each for each in (*found.elsewhere, *found.others) if each.where.rpartition(":")[0] == shown)
    wrong = [each for each in mine if each.severity == "error" and _line(content, each.where) not in before]
    lines, stood = enumerate(content.decode().splitlines(), 1), Stood("\n".join(before))
    written = [
        Fault(f"{said} is a number that isn't named", Place(shown, number), _NAME)
        for number, line in lines
        if line not in before
        for said in spelt(line, stood)
    ]
    return [*faults, *written, *(Fault(each.what, Place(each.where), each.todo or _NAME) for each in wrong)]


_NAME = "Name the figure between {{ and }}, or leave the number out."


def _line(content: bytes, where: str) -> str:
    """The line of a file that a finding is about."""
    number, lines = where.rpartition(":")[2], content.decode().splitlines()
    return lines[int(number) - 1] if number.isdecimal() and 0 < int(number) <= len(lines) else ""


def _fault(each: TypedNumber, catalogue: Catalogue, wording: Wording) -> Fault:
    names = list(_names(each, catalogue, wording))
    todo = f"Write {' or '.join(names)}." if names else f"{_NAME} A person can add it as a fact."
    why = "a measure holds it" if names else "it is in no table and no fact"
    return Fault(f"{each.number} is typed, and {why}", Place(each.shown, each.line), todo)


def _names(each: TypedNumber, catalogue: Catalogue, wording: Wording) -> Iterator[str]:
    for number, proposal in enumerate(proposals(each, catalogue, wording)):
        if number < _MOST:
            yield f"{{{{ {proposal.placeholder} }}}}"
