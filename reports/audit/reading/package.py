"""A zip of XML parts, as the files of office programs are: each part read as a stream, within bounds.

No part is unpacked whole, no document type is taken (so no entity is ever defined), and nesting has an end.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from xml.parsers import expat

from reckoner.reports.errors import InputError, Place

MOST_XML = 96 * 1024 * 1024
"""Bytes of XML that are read of one file; a report of a thousand pages has some 20 MB."""
MOST_PARTS = 20_000
_DEEPEST = 500
_PIECE = 1 << 16
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # what holds the rest of a file with a password
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, NotImplementedError,
    RuntimeError, ValueError, OverflowError,
)  # fmt: skip
Attributes = dict[str, str]


class Reader(Protocol):
    """What follows a part: names come without their prefix; elements in ``skipped`` are passed over whole."""

    skipped: frozenset[str]

    def start(self, name: str, given: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text, in pieces."""


class Package:
    """An opened file; ``kind`` is what it is called in refusals: "Word document"."""

    def __init__(self, archive: zipfile.ZipFile, shown: str, kind: str) -> None:
        self.shown, self.kind = shown, kind
        self._archive = archive
        self._left = MOST_XML
        self.names = frozenset(archive.namelist())

    def read(self, part: str, reader: Reader) -> None:
        """Follow a part. Raises InputError where it is missing, damaged, or made to fill the memory."""
        if part not in self.names:
            raise self.refusal()
        parser = _Parser(reader)
        try:
            with self._archive.open(part) as body:
                while piece := body.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        what = f"its text is larger than {MOST_XML >> 20} MB"
                        raise InputError(what, Place(self.shown), "Save it in parts.")
                    parser.feed(piece)
            parser.close()
        except expat.ExpatError as problem:
            raise self.refusal(f"its text is damaged: {problem}") from None
        except LookupError:
            raise self.refusal("its text is in no encoding that is known") from None

    def refusal(self, what: str = "") -> InputError:
        """What is raised where the file is not what it is called."""
        what = what or f"it is no {self.kind}, or it is damaged"
        return InputError(what, Place(self.shown), "Open it in the program it comes from and save it again.")

    def linked(self, part: str) -> dict[str, str]:
        """The parts that a part of an Office file names, by their ids."""
        folder, name = posixpath.split(part)
        where = f"{folder}/_rels/{name}.rels"
        links = _Links(folder)
        if where in self.names:
            self.read(where, links)
        return links.found


class _Links:
    """The relations of a part."""

    skipped: frozenset[str] = frozenset()

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self.found: dict[str, str] = {}

    def start(self, name: str, given: Attributes) -> None:
        if name == "Relationship" and given.get("TargetMode") != "External":
            target = posixpath.join("/", self._folder, given.get("Target", ""))
            self.found[given.get("Id", "")] = posixpath.normpath(target).lstrip("/")

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


class _Refused(Exception):
    pass


class _Parser:
    """Gives a part's elements to a reader."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._depth = self._passing = 0
        self._expat = expat.ParserCreate()
        self._expat.buffer_text = True
        self._expat.StartElementHandler = self._start
        self._expat.EndElementHandler = self._end
        self._expat.CharacterDataHandler = self._text
        self._expat.StartDoctypeDeclHandler = _refuse

    def feed(self, piece: bytes) -> None:
        self._expat.Parse(piece, False)

    def close(self) -> None:
        self._expat.Parse(b"", True)

    def _start(self, name: str, given: Attributes) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Refused
        local = name.rpartition(":")[2]
        if self._passing or local in self._reader.skipped:
            self._passing += 1
            return
        attributes: Attributes = {}
        for key, value in given.items():  # of two with one local name the second keeps its prefix
            local_key = key.rpartition(":")[2]
            attributes[key if local_key in attributes else local_key] = value
        self._reader.start(local, attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._passing:
            self._passing -= 1
        else:
            self._reader.end(name.rpartition(":")[2])

    def _text(self, text: str) -> None:
        if not self._passing:
            self._reader.text(text)


def _refuse(*_: object) -> None:
    raise _Refused


@contextmanager
def opened(data: bytes, shown: str, kind: str) -> Iterator[Package]:
    """The package in these bytes. Raises InputError where it is none, damaged, locked, or made to harm."""
    if data.startswith(_OLD_OFFICE):
        if _LOCKED in data:
            raise InputError("it is protected with a password", Place(shown), "Save it without one.")
        what = "it is of an older format, such as .doc or .xls, whatever its name says"
        raise InputError(what, Place(shown), "Save it again in the format of today, as .docx or .xlsx.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            package = Package(archive, shown, kind)
            if len(package.names) > MOST_PARTS:
                raise package.refusal(f"it has {len(package.names):,} parts")
            if any(entry.flag_bits & 1 for entry in archive.infolist()):
                raise InputError("it is protected with a password", Place(shown), "Save it without one.")
            yield package
    except _Refused:
        raise InputError(
            f"its text is no {kind}'s", Place(shown), "Save it again in the program it comes from."
        ) from None
    except _DAMAGED:
        raise InputError(
            f"it is no {kind}, or it is damaged", Place(shown), "Save or fetch it again."
        ) from None
