"""One Word file that came back: its changes, and what somebody says to each of them."""

from __future__ import annotations

import json
import shlex
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from reckoner.reports.adopt.edits import Journal, apply, undo
from reckoner.reports.content.placeholder import FigureReference, parse_placeholder
from reckoner.reports.drafts.manifest import sha256
from reckoner.reports.errors import InputError, Place, UsageError
from reckoner.reports.kinds.registry import read_whole
from reckoner.reports.modules.library import load_library
from reckoner.reports.returned.accept import Accepted, accept
from reckoner.reports.returned.change import Change, FigureChange
from reckoner.reports.returned.compare import Comparison
from reckoner.reports.returned.sent import Sent, returned_lines
from reckoner.reports.returned.shelf import Shelved, folder_of, sent_file, times_sent
from reckoner.reports.returned.token import gone_words
from reckoner.reports.settings.house import House
from reckoner.reports.settings.paths import require_plain
from reckoner.reports.whole import write_whole
from reckoner.reports.word.line import WordLines
from reckoner.reports.word.reading import read_word

Answer = Literal["source", "wording", "editor"]
_ANSWERS, _COMMENTS = "answers.json", "comments.json"
_WORDED = ("overtyped", "made vague")


@dataclass(frozen=True)
class Remark:
    """A comment: who made it, when, on which words, in which place of the sent file; ``file`` holds them."""

    who: str
    when: str
    text: str
    quote: str
    place: str
    file: str


@dataclass(frozen=True)
class Note:
    """What somebody is to be asked about a figure whose source may be wrong."""

    to: str
    email: str
    text: str


class Returned:
    """A file that came back, held against the one that was sent."""

    def __init__(self, house: House, data: bytes, shown: str, named: str = "", path: str = "") -> None:
        """``path`` is what commands call it. Raises InputError for a file that can't be read, UsageError
        where it isn't one of ours.
        """
        self.house, self.shown = house, shown
        self.typed = shlex.quote(path or shown)
        self.digest = sha256(data)
        self.read: WordLines = read_word(data, shown)
        self.shelved: Shelved = sent_file(house, self.read, shown, named)
        self.sent: Sent = self.shelved.read()
        self.lines = returned_lines(self.read, self.sent)

    @property
    def edition(self) -> tuple[str, str]:
        """The publication and the edition that it is of."""
        return self.sent.map.publication, self.sent.map.edition

    @property
    def journal(self) -> Journal:
        """What can be undone."""
        publication, edition = self.edition
        return journal_of(self.house.root, publication, edition)

    @cached_property
    def changes(self) -> list[Change]:
        """Every change, numbered in the order of the text."""
        return self._comparison.changes()

    @property
    def restyled(self) -> int:
        """In how many lines nothing was changed but what is bold or italic."""
        return self._comparison.restyled()

    @cached_property
    def _comparison(self) -> Comparison:
        return Comparison(self.sent, self.lines, gone_words(self.read))

    @property
    def is_as_sent(self) -> bool:
        """Whether these are the very bytes that were sent."""
        return any(each["sha256"] == self.digest for each in times_sent(self.house.root, self.sent.map.id))

    def remarks(self) -> list[Remark]:
        """The comments, each with its place."""
        found = []
        for said in self.read.comments:
            near = [line for line in self.lines if said.line >= 0 and line.number <= said.line]
            place, file = self._of(near[-1].text) if near else ("", "")
            found.append(Remark(said.who, said.when, said.text, said.quote, place, file))
        return found

    def _of(self, text: str) -> tuple[str, str]:
        """The line of the sent file that is most like one, as a place and a file."""
        words = set(text.split())
        counted = [(len(words & set(each.line.text.split())), -n) for n, each in enumerate(self.sent.lines)]
        number = -max(counted)[1]
        return self.sent.place(number), self.sent.lines[number].mapped.file

    def chosen(self, numbers: Collection[int]) -> list[Change]:
        """The changes of these numbers. Raises UsageError where there is none."""
        known = {change.number: change for change in self.changes}
        if missing := sorted(set(numbers) - known.keys()):
            most = f"They go from 1 to {len(known)}." if known else "Nothing was changed."
            raise UsageError(f"there is no change {missing[0]}", Place(self.shown), most)
        return [known[number] for number in sorted(set(numbers))]

    def try_out(self, changes: Sequence[Change], worded: Collection[int] = ()) -> Accepted:
        """What accepting these would do; nothing is written."""
        return accept(self.sent, changes, self._words, frozenset(worded))

    def accept(self, changes: Sequence[Change], now: datetime, worded: Collection[int] = ()) -> Accepted:
        """Write these into the words. Raises InputError where the words can't be read then."""
        done = self.try_out(changes, worded)
        if done.files:
            numbers = ", ".join(str(change.number) for change in done.placed)
            new = {self.house.root / name: text for name, text in done.files.items()}
            apply(self.journal, f"{self.shown}: {numbers}", new, self._can_be_read, now)
        return done

    def answer(self, change: Change, answer: Answer, now: datetime) -> list[Note]:
        """Say of an overtyped figure what is wrong: its source, the wording, or the editor.

        The source: notes to whoever owns the data. Raises UsageError where the change asks nothing.
        """
        asked = [figure for figure in change.figures if figure.fate in _WORDED]
        if not asked:
            todo = f"Accept it: reckoner return {self.typed} --accept {change.number}"
            raise UsageError(f"change {change.number} types over no figure", Place(self.shown), todo)
        notes = [self._note(change, figure) for figure in asked] if answer == "source" else []
        if answer == "wording":
            if not change.file:
                todo = "Change the settings or the data that it comes from."
                raise UsageError(f"change {change.number}: {change.why}", Place(self.shown), todo)
            done = self.accept([change], now, [change.number])
            if done.left:
                raise InputError(f"change {change.number}: {done.left[0][1]}", Place(change.file))
        self._keep_answer(change, answer, notes, now)
        return notes

    def undo(self) -> str:
        """Take the last step back, and the answer that it followed from. Raises UsageError."""
        what = undo(self.journal)
        path = self._beside(_ANSWERS)
        kept = _read(path)
        mine = kept.get(self.digest, {})
        for number in what.removeprefix(f"{self.shown}: ").split(", "):
            if mine.get(number, {}).get("answer") == "wording":
                del mine[number]
        if mine or path.is_file():
            _write(path, kept)
        return what

    def answers(self) -> dict[str, dict[str, Any]]:
        """What was answered so far, by the change's number."""
        found: dict[str, dict[str, Any]] = _read(self._beside(_ANSWERS)).get(self.digest, {})
        return found

    def keep_remarks(self) -> list[Remark]:
        """Keep the comments beside what was sent, so that they outlast the file. Raises WriteError."""
        found = self.remarks()
        if found:
            path = self._beside(_COMMENTS)
            _write(path, _read(path) | {self.digest: [remark.__dict__ for remark in found]})
        return found

    def _keep_answer(self, change: Change, answer: Answer, notes: Sequence[Note], now: datetime) -> None:
        path = self._beside(_ANSWERS)
        kept = _read(path)
        said = {
            "answer": answer,
            "at": now.isoformat(timespec="seconds"),
            "old": change.old,
            "new": change.new,
            "notes": [note.__dict__ for note in notes],
        }
        kept.setdefault(self.digest, {})[str(change.number)] = said
        _write(path, kept)

    def _beside(self, name: str) -> Path:
        return folder_of(self.house.root, self.sent.map.id) / name

    def _note(self, change: Change, figure: FigureChange) -> Note:
        owner = self._owner(figure.placeholder)
        person = self.house.office.person(owner)
        who = change.stamp.who or "Somebody"
        text = (
            f"{who} typed {figure.new} over {figure.old} ({figure.placeholder}) in {self.shelved.draft}, "
            f"{change.place}. The document prints {figure.old} from the data. Is the source wrong? "
            "If so, please send the corrected table."
        )
        return Note(person.role if person else owner, person.email if person else "", text)

    def _owner(self, placeholder: str) -> str:
        """The person who owns the measure behind a placeholder; nobody where it names none."""
        try:
            reference = parse_placeholder(placeholder)
        except ValueError:
            return ""
        if not isinstance(reference, FigureReference):
            return ""
        catalogue = load_library(self.house.root, under=self.house.office.small_numbers.under).catalogue
        names = [reference.name, *reference.steps]
        called = (".".join(names[:count]) for count in range(len(names), 0, -1))
        found = next((catalogue.find(name) for name in called if name in catalogue), None)
        return str(getattr(found, "owner", ""))

    def _words(self, name: str) -> str:
        path = self.house.root / name
        require_plain(self.house.root, path, error=InputError)
        try:
            return path.read_text("utf-8-sig").replace("\r\n", "\n")
        except OSError:
            return ""

    def _can_be_read(self) -> None:
        publication, edition = self.edition
        read_whole(self.house.root, self.house.publication(publication), edition)


def _read(path: Path) -> dict[str, Any]:
    try:
        found: object = json.loads(path.read_bytes())
        return found if isinstance(found, dict) else {}
    except (OSError, ValueError):
        return {}


def _write(path: Path, kept: Mapping[str, Any]) -> None:
    write_whole(path, json.dumps(kept, indent=1, ensure_ascii=False).encode())


def journal_of(root: Path, publication: str, edition: str) -> Journal:
    """What was accepted from Word files in an edition, to be undone."""
    return Journal(root, root / "state" / "word" / f"{publication}+{edition}.json")
