"""The Word files that were sent, each kept with its map in the house, to be known when it comes back."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from reckoner.reports.drafts.kept import all_drafts
from reckoner.reports.drafts.manifest import sha256
from reckoner.reports.errors import InputError, Place, UsageError
from reckoner.reports.returned.sent import Sent, sent_of
from reckoner.reports.returned.token import final_lines
from reckoner.reports.settings.house import House
from reckoner.reports.whole import write_whole
from reckoner.reports.word.line import WordLines
from reckoner.reports.word.map import NAME as MAP
from reckoner.reports.word.map import WordMap
from reckoner.reports.word.reading import lines_of

STATE = ("state", "word")
_FILE, _ABOUT = "sent.docx", "sent.json"
_LEAST = 0.5  # how much of its words a file without an id must share with one that was sent


@dataclass(frozen=True)
class Shelved:
    """A file that was sent: its bytes without a proof's mark, its map, and which draft it is.

    ``likest`` says that no id told it, only that most of its words are in the file that came back.
    """

    draft: str
    content: bytes
    map: WordMap
    likest: bool = False

    def read(self) -> Sent:
        """Its lines with what is known of them. Raises InputError."""
        return sent_of(lines_of(self.content, self.draft), self.map, self.draft)


def folder_of(root: Path, ident: str) -> Path:
    """Where what belongs to a sent file is kept."""
    return root.joinpath(*STATE, ident)


def shelve(root: Path, draft: str, content: bytes, known: WordMap, sent: bytes, at: str) -> None:
    """Keep a file that is sent; ``sent`` are its bytes as they go out, marked or not. Raises WriteError."""
    folder = folder_of(root, known.id)
    about = _about(folder)
    about.append({"draft": draft, "at": at, "sha256": sha256(sent)})
    write_whole(folder / _FILE, content)
    write_whole(folder / MAP, known.to_bytes())
    write_whole(folder / _ABOUT, json.dumps(about, indent=1).encode())


def times_sent(root: Path, ident: str) -> list[dict[str, str]]:
    """When a file was sent, of which draft, with the hash of its bytes."""
    return _about(folder_of(root, ident))


def _about(folder: Path) -> list[dict[str, str]]:
    try:
        found: list[dict[str, str]] = json.loads((folder / _ABOUT).read_bytes())
        return found
    except (OSError, ValueError):
        return []


def sent_file(house: House, read: WordLines, shown: str, named: str = "") -> Shelved:
    """The file that one which came back was made from: by its id, by its figures' tags, or by its words.

    ``named`` is a draft that somebody says it is of. Raises UsageError where none is found.
    """
    known = list(_shelved(house))
    if named:
        wanted = named.rstrip("/").removeprefix("output/")
        found = [each for each in known if each.draft == wanted or each.draft.rpartition("/")[0] == wanted]
        if found:
            return found[-1]
        todo = "Name a draft that was sent as a Word file: reckoner word DRAFT."
        raise UsageError(f"no Word file was sent of {named!r}", todo=todo)
    ids = {read.id, *_tagged(read)} - {""}
    if by_id := [each for each in known if each.map.id in ids]:
        return by_id[-1]
    if by_words := _likest(known, read):
        return by_words
    todo = "Say which draft it was sent of: reckoner return FILE.docx --of DRAFT."
    raise UsageError("it is no copy of a Word file that was sent from here", Place(shown), todo)


def _tagged(read: WordLines) -> list[str]:
    tags = Counter(atom.figure[3:11] for line in read.lines for atom in line.atoms if atom.figure)
    return [tag for tag, _ in tags.most_common(3)]


def _shelved(house: House) -> Iterator[Shelved]:
    """Every file that was sent by itself, then those that drafts hold, each of them the newest last."""
    seen: set[str] = set()
    for folder in all_drafts(house.output):
        word = next(iter(sorted(folder.glob("*.docx"))), None)
        if word and (folder / MAP).is_file():
            found = _read(folder.relative_to(house.output).as_posix(), word, folder / MAP)
            seen.add(found.map.id)
            yield found
    home = house.root.joinpath(*STATE)
    for folder in sorted(path for path in home.glob("*") if (path / _FILE).is_file()):
        if folder.name not in seen:
            about = _about(folder)
            yield _read(about[-1]["draft"] if about else folder.name, folder / _FILE, folder / MAP)


def _read(draft: str, file: Path, known: Path) -> Shelved:
    try:
        return Shelved(draft, file.read_bytes(), WordMap.read(known.read_bytes()))
    except (OSError, ValueError) as problem:
        what = f"what was kept of a Word file can't be read: {problem}"
        raise InputError(what, Place(str(known)), "Bring it back from the backup.") from None


def _likest(known: list[Shelved], read: WordLines) -> Shelved | None:
    """The one that shares most words with it, where that is at least half of them."""
    words = Counter(word for line in final_lines(read) for word in line.text.split())
    best: tuple[float, Shelved | None] = (0.0, None)
    for each in known:
        own = Counter(word for line in each.map.lines for word in line.text.split())
        share = (own & words).total() / max(own.total(), 1)
        if share >= _LEAST and share >= best[0]:
            best = (share, replace(each, likest=True))
    return best[1]
