"""The folder of a mailbox that holds its drafts: as it is named in office.yaml, flagged, or commonly called.

Servers flag it in three ways: in a list that asks for special uses (RFC 6154), in a plain list, or not at
all. It may be called Entwürfe, and may lie below INBOX.
"""

from __future__ import annotations

import imaplib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reckoner.reports.delivery.failure import Undelivered
from reckoner.reports.delivery.folder_name import decoded
from reckoner.reports.errors import nearest

# One line of LIST: (flags) delimiter name, the name quoted or not; a literal comes as a pair.
_LISTED = re.compile(
    rb'\((?P<flags>[^)]*)\) (?:"(?P<delimiter>(?:[^"\\]|\\.)*)"|NIL) ?(?P<name>.*)', re.DOTALL
)
# What may go back to the server in a command: a line break in it would be another command.
_NAME = re.compile(rb'"(?:[^"\\\x00\r\n\x80-\xff]|\\[\\"])*"|[^\x00-\x20\x7f-\xff(){%*"\\]+')
_ESCAPED = re.compile(r'\\([\\"])')
_SPECIAL = '"*" RETURN (SPECIAL-USE)'
_NO_FOLDER = frozenset({b"\\noselect", b"\\nonexistent"})
# How mail programs call it: English, Welsh, and the languages whose programs are met here.
_COMMON = frozenset(
    {
        "drafts",
        "draft",
        "drafftiau",
        "entwürfe",
        "brouillons",
        "borradores",
        "bozze",
        "concepten",
        "rascunhos",
    }
)


@dataclass(frozen=True)
class Listed:
    """A folder of the list: its flags, its name for people, and as it is written to the server."""

    flags: frozenset[bytes]
    delimiter: str
    name: str
    written: str

    @property
    def last(self) -> str:
        """The last part of its name, for comparing."""
        return (self.name.rpartition(self.delimiter)[2] if self.delimiter else self.name).casefold()


def drafts_folder(server: imaplib.IMAP4_SSL, named: str = "") -> Listed:
    """The drafts. ``named`` is the channel's own word for them. Raises Undelivered where that isn't one."""
    listed = tuple(_read(_lists(server)))
    if named:
        return _named(listed, named)
    flagged = [each for each in listed if b"\\drafts" in each.flags]
    found = flagged or [each for each in listed if each.last in _COMMON]
    if len(found) == 1:
        return found[0]
    names = ", ".join(each.name for each in found or listed)
    what = f"the server has several folders for drafts: {names}"
    if not found:
        what = f"the server has no folder for drafts that can be recognised, only {names or 'none'}"
    raise Undelivered(what, todo="Name it in office.yaml: `folder:` of the channel.", permanent=True)


def _named(listed: Sequence[Listed], named: str) -> Listed:
    found = [each for each in listed if each.name == named]
    if len(found) == 1:
        return found[0]
    what = f"the mailbox has no folder {named!r}"
    raise Undelivered(what, todo=nearest(named, [each.name for each in listed]), permanent=True)


def _lists(server: imaplib.IMAP4_SSL) -> Iterable[object]:
    """The lines of the server's list; special uses are asked for where it knows them."""
    if b"SPECIAL-USE" in b" ".join(_bytes(server.capability()[1])).upper().split():
        kind, lines = server.list('""', _SPECIAL)
        if kind == "OK":
            return lines
    kind, lines = server.list('""', '"*"')
    return lines if kind == "OK" else ()


def _read(lines: Iterable[object]) -> Iterator[Listed]:
    """Each folder whose name can be written back. Raises Undelivered where the flagged one is none."""
    for line in lines:
        head, literal = line if isinstance(line, tuple) else (line, None)
        match = _LISTED.match(head) if isinstance(head, bytes) else None
        if match is None:
            continue
        flags = frozenset(match["flags"].lower().split())
        if flags & _NO_FOLDER:
            continue
        name = match["name"] if literal is None else _quoted(literal)
        if _NAME.fullmatch(name):
            delimiter = _ESCAPED.sub(r"\1", (match["delimiter"] or b"").decode("ascii", "replace"))
            written = name.decode("ascii")
            bare = _ESCAPED.sub(r"\1", written[1:-1]) if written.startswith('"') else written
            yield Listed(flags, delimiter, decoded(bare), written)
        elif b"\\drafts" in flags:
            raise Undelivered("the name of the server's drafts folder can't be read", permanent=True)


def _quoted(literal: bytes) -> bytes:
    return b'"' + re.sub(rb'([\\"])', rb"\\\1", literal) + b'"'


def _bytes(said: Sequence[object]) -> list[bytes]:
    return [each for each in said if isinstance(each, bytes)]
