"""The sources that links are fitted to and tried on: folders, made passages, the repository's sets."""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import slips
from reckoner.reports.audit.document import Table
from reckoner.reports.audit.language.passage import Passage, passages_of
from reckoner.reports.audit.language.sentence import Sentence, sentences_of
from reckoner.reports.audit.reading.plain import read_text
from tools.links import made

# beside the folder of the same name mypy does not see the module
claims: Any = importlib.import_module("benchmarks.claims")
ROOT = Path(__file__).parents[2]
OWN = 4.0  # a passage of the repository's sets counts as so many of other text


@dataclass(frozen=True)
class Wrong:
    """A text with one slip, and what stands where it is."""

    text: str
    slip: str
    of: int = 0  # the number of the text that it was made of


@dataclass
class Source:
    """Texts that are taken to be right, and the same with one slip each where people labelled them."""

    name: str
    right: list[str] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    counts: float = 1.0

    def part(self, which: int, parts: int) -> Source:
        """Some of its texts: of so many parts one."""
        wrong = [one for one in self.wrong if one.of % parts == which]
        return Source(self.name, self.right[which::parts], wrong, self.counts)


def of_folder(folder: Path, most: int) -> Source:
    """The .md and .txt files of a folder."""
    files = sorted([*folder.glob("*.md"), *folder.glob("*.txt")])
    step = max(1, len(files) // most)
    return Source(folder.name, [file.read_text(encoding="utf-8") for file in files[::step]])


def of_made(rounds: int) -> Source:
    """Passages that forms make."""
    return Source("made", made.passages(rounds))


def of_passages() -> Source:
    """The right passages of `passages/`, apart by ``%%``."""
    found = Source("passages", counts=2.0)
    for file in sorted(Path(__file__).with_name("passages").glob("*.txt")):
        found.right += [block.strip() for block in file.read_text(encoding="utf-8").split("\n%%\n")]
    return found


def of_slips(file: Path) -> Source:
    """A file of passages in which slips are marked."""
    found = Source(f"slips {file.stem}", counts=OWN)
    for at, block in enumerate(file.read_text(encoding="utf-8").split("\n%%\n")):
        whole = block.strip("\n")
        found.right.append(slips.right(whole))
        found.wrong += [Wrong(text, slip, at) for slip, text in slips.versions(whole)]
    return found


def of_claims(name: str) -> Source:
    """A set of passages whose numbers are labelled."""
    found = Source(name, counts=OWN)
    for at, passage in enumerate(claims.passages(claims.HERE / f"{name}.txt")):
        if all(claim[2] for claim in passage.claims):
            found.right.append(passage.text)
        for stated, _, holds in passage.claims:
            if holds:
                slip = claims.broken(stated, at)
                found.wrong.append(Wrong(passage.text.replace(stated, slip, 1), slip, len(found.right)))
    return found


def of_open() -> Source:
    """The open half of the unseen set."""
    found = Source("open", counts=OWN)
    for record in claims.records(claims.HERE / "unseen_open.jsonl"):
        if record.format != "prose":
            continue
        if record.errors:
            found.wrong.append(Wrong(record.text, record.errors[0]))
        else:
            found.right.append(record.text)
    return found


def of_cases() -> Source:
    """The cases of the tests of kinds."""
    found = Source("cases", counts=OWN)
    for name in ("correct", "quiet", "kinds"):
        for line in (ROOT / f"tests/audit/cases/{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if "|" in row.get("text", "|"):
                continue
            found.right.append(
                row["text"].replace(row["slip"], row["right"], 1) if "slip" in row else row["text"]
            )
            if "slip" in row:
                found.wrong.append(Wrong(row["text"], row["slip"]))
    return found


def own(without: Sequence[str] = ()) -> list[Source]:
    """The repository's own sets, never the closed half."""
    files = [file for file in sorted(slips.HERE.glob("*.txt")) if "tables" not in file.stem]
    found = [of_passages(), *map(of_claims, ("seen", "held", "fresh")), of_open(), of_cases()]
    found += map(of_slips, files)
    return [source for source in found if source.name not in without]


def passages(text: str) -> Iterator[Passage]:
    """The passages of a text, as the checker reads them."""
    led: list[Sentence] = []
    for part in read_text(text + "\n", "text").parts:
        if isinstance(part, Table):
            led = []
            continue
        sentences = list(sentences_of(part))
        yield from passages_of(led if part.kind == "item" else [], sentences)
        if part.kind != "item":
            led = sentences[-1:] if part.text.rstrip().endswith(":") else []
