"""An edition that a newcomer can take all the way: its figures are counted, not invented.

What `reckoner init` begins prints samples, which nobody may approve. This letter prints what the program
counted in the example itself, on the day on which it was begun.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from reckoner.reports.kinds.registry import STORIES
from reckoner.reports.starters.begin import write_files

PUBLICATION = "newsletter"


def prints_samples(house: Path) -> bool:
    """Whether a house is as it was begun: with sample figures, and no other ones beside them."""
    data = house / "data"
    is_begun = (data / "sample").is_dir() and (house / "templates" / PUBLICATION).is_dir()
    return is_begun and not (data / "facts.yaml").exists()


def add_tour(house: Path, today: date) -> None:
    """Add the edition of this month to an example. Raises OSError."""
    month, files = f"{today:%Y-%m}", [path for path in house.rglob("*") if path.is_file()]
    counts = {"files": len(files), "words": sum(path.suffix == ".md" for path in files)}
    written = {
        "data/facts.yaml": _FACTS.format(day=today.isoformat(), month=month, **counts),
        f"content/{PUBLICATION}/{month}/edition.md": _LETTER.format(month=month),
        f"{STORIES}/{today}-a-desk-to-be-tried.md": _STORY.format(day=today.isoformat(), month=month),
    }
    write_files(house, {name: text.encode() for name, text in written.items()})


_FACTS = """\
# Counted by `reckoner desk try` in this folder before it wrote this file.
origins:
  counted_here:
    kind: kept
    producer: reckoner desk try
    document: The files of this example, counted when it was begun
    address: null
    received: {day}
    from: reckoner desk try
    licence: None needed
    notes: This file, the letter that prints its figures and the letter's story are not counted.
facts:
  example.files:
    value: {files}
    unit: count
    noun: files
    period: {month}
    origin: counted_here
    says: Every file of the example as it was begun.
  example.words:
    value: {words}
    unit: count
    noun: files of words
    period: {month}
    origin: counted_here
    says: Its files that end in .md.
"""

_LETTER = """\
---
title: "A letter to take all the way"
subject: "A letter to take all the way"
preheader: Its figures are counted in this example, so it can be approved
periods:
  latest: {month}
salutation: "Dear {{FIRST_NAME}}"
sign_off:
  name: "The desk"
  title: "An example to be tried"
  message: Nothing that is done here leaves this machine.
---
Welcome. This letter is there to be tried: read it, comment on a paragraph, approve it as the
second person, and carry it out to a folder.

The example that you are looking at began with {{{{ example.files }}}} files, of which
{{{{ example.words }}}} hold words. Click on a number to see who counted it.
"""

_STORY = """\
---
title: Why one letter can be approved and the others can't
date: {day}
summary: What the other editions print was invented for the start.
tags: [example]
periods:
  latest: {month}
---
The other editions of this example print sample figures. Nobody may approve those, so that no invented
figure goes out. This letter prints what the program counted in its own files.
"""
