"""A house of several publications with several editions each, and what its drafts are."""

from __future__ import annotations

import shutil
from pathlib import Path

from reckoner.reports.drafts.manifest import Manifest
from tests.small import FRONT, tiny_house, write
from tests.worked_example import edit

PUBLICATIONS = ("briefing", "panel-paper")
KEYS = ("2025-11", "2025-12", "2026-01")
EDITIONS = [(name, key) for name in PUBLICATIONS for key in KEYS]
MEETINGS = """meetings:
  - {id: 2025-12, name: The Panel, date: 2025-12-05}
  - {id: 2026-01, name: The Panel, date: 2026-01-30}
"""
_OTHER = """  crime.academies: {value: 12, unit: count, noun: schools, period: 2025-10, origin: panel}
"""


def many_house(root: Path) -> Path:
    """Two publications with three editions each, whose words print one measure, with two values."""
    tiny_house(root, "It went to {{ crime.schools }} schools.")
    edit(root / "schedules.yaml", lambda text: text.replace("meetings:\n", MEETINGS))
    edit(root / "templates/panel-paper/publication.yaml", lambda text: f"{text}author: policy\n")
    edit(root / "data/facts.yaml", lambda text: text + _OTHER)
    shutil.copytree(root / "templates/panel-paper", root / "templates/briefing")
    settings = root / "templates/briefing/publication.yaml"
    edit(settings, lambda text: text.replace("panel-paper", "briefing"))
    for name, key in EDITIONS:
        write(root / "content" / name / key / "edition.md", FRONT)
        fact = "schools" if name == PUBLICATIONS[0] else "academies"
        words = f"---\ntitle: Crime\n---\nIn {name}, it went to {{{{ crime.{fact} }}}} schools.\n"
        write(root / "content" / name / key / "10-crime.md", words)
    return root


def drafts_of(root: Path) -> dict[str, str]:
    """The hash of each draft by its name; a draft has no files but those of its manifest."""
    found = {}
    for path in sorted(root.glob("output/*/*/draft-*/manifest.json")):
        manifest = Manifest.read(path.read_bytes())
        files = (each for each in path.parent.rglob("*") if each.is_file())
        names = {each.relative_to(path.parent).as_posix() for each in files}
        assert names == {*manifest.files, "manifest.json", "log.txt"}
        found[path.parent.relative_to(root / "output").as_posix()] = manifest.digest
    return found
