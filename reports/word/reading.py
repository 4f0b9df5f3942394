"""Reads a Word file in a process apart: its lines with all their changes, its comments, its id."""

from __future__ import annotations

from dataclasses import replace

from reckoner.reports.audit.reading.package import Package, opened
from reckoner.reports.confined.ipc import Message
from reckoner.reports.confined.reading import read_apart
from reckoner.reports.errors import InputError, Place
from reckoner.reports.word.follow import MARKED, Follower
from reckoner.reports.word.line import Comment, WordLines
from reckoner.reports.word.parts import Comments, Lists, Properties, Styles, carries_macros, main_part

_NOTES = ("word/footnotes.xml", "word/endnotes.xml")
_KIND = "Word document"


def read_word(data: bytes, shown: str) -> WordLines:
    """What a Word file says. Raises InputError where it is none, damaged, locked, or carries a macro."""
    answer = read_apart("reckoner.reports.word.reading", data, Place(shown))
    return WordLines.of_data(answer.header["read"])


def answer(message: Message) -> Message:
    """What was read of the file in the message."""
    found = lines_of(message.blobs[0], message.header["shown"])
    return Message({"read": found.to_data()})


def lines_of(data: bytes, shown: str) -> WordLines:
    """The same in this process, for a file of our own making. Raises InputError."""
    with opened(data, shown, _KIND) as package:
        if carries_macros(package):
            todo = "Ask for it as .docx: a paper's words need no macro, and one may do anything."
            raise InputError("it carries macros", Place(shown), todo)
        found = WordLines(_id(package))
        styles, lists, comments = Styles(), Lists(), Comments()
        _if_there(package, "word/styles.xml", styles)
        _if_there(package, "word/numbering.xml", lists)
        _if_there(package, "word/comments.xml", comments)
        package.read(main_part(package), Follower(found, styles, lists, comments))
        for part in _NOTES:
            if part in package.names:
                package.read(part, Follower(found, styles, lists, comments, part[5:-4]))
        _settle(found)
        for said in comments.said.values():  # without a place in the text
            found.comments.append(Comment(said.who, said.when, "".join(said.words), -1, ""))
        return found


def _settle(found: WordLines) -> None:
    """A bookmark tells a figure where its control is gone; where that is left, words beside it are words."""
    controls = {atom.figure for line in found.lines for atom in line.atoms}
    for line in found.lines:
        for number, atom in enumerate(line.atoms):
            if atom.figure.startswith(MARKED):
                tag = atom.figure.removeprefix(MARKED)
                line.atoms[number] = replace(atom, figure="" if tag in controls else tag)


def _if_there(package: Package, part: str, reader: Styles | Lists | Comments | Properties) -> None:
    if part in package.names:
        package.read(part, reader)


def _id(package: Package) -> str:
    found = Properties()
    _if_there(package, "docProps/custom.xml", found)
    return found.id.strip()
