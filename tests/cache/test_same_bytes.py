"""With kept results and without, a draft is the same: a house is edited at random, and built both ways."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reckoner.reports.build import build, make
from reckoner.reports.cache.remembered import using
from reckoner.reports.cache.store import Store
from reckoner.reports.drafts.makers import record_built
from reckoner.reports.drafts.manifest import Manifest
from reckoner.reports.errors import ReckonerError
from reckoner.reports.settings.house import read_house
from reckoner.reports.unchanged import Asked, unchanged
from tests.small import tiny_house, write

pytestmark = pytest.mark.slow

PAPER = ("panel-paper", "2025-11")
WORDS = "content/panel-paper/2025-11/10-crime.md"
MODULE = """
title: Schools
origins:
  panel_schools:
    kind: kept
    producer: The Force
    document: A paper
    received: 2025-11-20
    from: The Force
    licence: Public
tables:
  visits:
    file: visits.csv
    origin: panel_schools
    columns:
      period: {type: period, heading: Period}
      visits: {type: count, heading: Visits, minimum: 0}
    key: [period]
measures:
  visits: {table: visits, value: visits, unit: count, noun: visits to schools, over_time: sum}
charts:
  by_month:
    kind: bar
    title: Visits to schools
    subtitle: Visits in each month
    measures: [schools.visits]
"""
TEXT = """
It went to {{ crime.schools }} schools, in {{ schools.visits in 2025-10 }} visits.

{{ chart schools.by_month }}
"""


def lively_house(root: Path) -> Path:
    """A house with a table, a chart, a fact and words."""
    tiny_house(root, TEXT, outputs="[pdf, html]")
    write(root / "data/schools/module.yaml", MODULE)
    write(root / "data/schools/visits.csv", "period,visits\n2025-08,12\n2025-09,15\n2025-10,9\n")
    return root


@dataclass
class Editor:
    """Makes one small change after another, and now and then takes one back."""

    root: Path
    chance: random.Random

    def edit(self) -> str:
        """Change something; the name of what was done."""
        act = self.chance.choice(self.acts)
        act(self)
        return act.__name__

    def _change(self, name: str, old: str, news: tuple[str, ...]) -> None:
        path = self.root / name
        text = path.read_text("utf-8")
        now = max((each for each in (old, *news) if each in text), key=len)  # the old is part of some
        path.write_text(text.replace(now, self.chance.choice((old, *news)), 1), "utf-8")

    def value(self) -> None:
        self._change("data/schools/visits.csv", "2025-09,15\n", ("2025-09,16\n", "2025-09,150\n"))

    def a_row_more(self) -> None:
        self._change("data/schools/visits.csv", "2025-08,12\n", ("2025-07,3\n2025-08,12\n",))

    def title(self) -> None:
        self._change("data/schools/module.yaml", "title: Visits to schools", ("title: What schools saw",))

    def kind_of_chart(self) -> None:
        self._change("data/schools/module.yaml", "kind: bar", ("kind: line",))

    def words(self) -> None:
        self._change(WORDS, "It went to", ("The team went to", "It went, gladly, to"))

    def a_typed_number(self) -> None:
        self._change(WORDS, " visits.", (" visits by 7 officers.",))

    def colour(self) -> None:
        self._change("office.yaml", "primary: ", ('primary: "#333333" # ',))

    def imprint(self) -> None:
        self._change("office.yaml", "telephone: 01707 806100", ("telephone: 01707 806199",))

    def a_comment(self) -> None:
        self._change("schedules.yaml", "meetings:\n", ("# more to come\nmeetings:\n",))

    def a_meeting(self) -> None:
        more = "meetings:\n  - {id: 2026-03, name: The Panel, date: 2026-03-06}\n"
        self._change("schedules.yaml", "meetings:\n", (more,))

    def a_fact(self) -> None:
        self._change("data/facts.yaml", "value: 31", ("value: 32", "value: 3_1".replace("_", "")))

    def a_file_elsewhere(self) -> None:
        write(self.root / f"content/notes/{self.chance.randrange(3)}/edition.md", "Nothing.\n")

    def a_template_of_its_own(self) -> None:
        path = self.root / "templates/shared/imprint.html.jinja"
        if path.exists():
            path.unlink()
        else:
            write(path, "<p>Another imprint.</p>\n")

    def touched(self) -> None:
        (self.root / WORDS).touch()

    def nothing(self) -> None:
        """As often happens."""

    acts = (
        value, a_row_more, title, kind_of_chart, words, a_typed_number, colour, imprint, a_comment, a_meeting,
        a_fact, a_file_elsewhere, a_template_of_its_own, touched, nothing, nothing,
    )  # fmt: skip


def _record(root: Path) -> Callable[[Manifest, str], object]:
    return lambda manifest, name: record_built(
        read_house(root), manifest, name, "ann", datetime(2025, 11, 20, 9, tzinfo=UTC)
    )


def _all_of(folder: Path, manifest: Manifest) -> dict[str, bytes]:
    return {name: (folder / name).read_bytes() for name in manifest.files}


@pytest.mark.soak
def test_a_draft_is_the_same_with_kept_results_and_without(
    tmp_path: Path, chance: random.Random, soak_scale: Callable[[int], int]
) -> None:
    root, store = lively_house(tmp_path / "house"), Store(tmp_path / "kept")
    editor, known, built_anew = Editor(root, chance), 0, 0
    cases = soak_scale(1000)
    for number in range(cases):
        what = editor.edit()
        try:
            with using(None):
                bare = make(root, *PAPER, lambda _step: None).checked()
        except ReckonerError as refused:
            with using(store), pytest.raises(type(refused), match=re.escape(str(refused))):
                build(root, *PAPER, progress=lambda *_: None, record=_record(root))
            continue
        with using(store):
            same = unchanged(Asked(root, *PAPER))
            known += same is not None
            built_anew += same is None
            built = same or build(root, *PAPER, progress=lambda *_: None, record=_record(root))
        kept = Manifest.read((built.saved.folder / "manifest.json").read_bytes())
        assert kept.gives_the_same_as(bare.manifest), (number, what)
        assert _all_of(built.saved.folder, kept) == bare.contents, (number, what)
        assert built.findings == bare.findings, (number, what)
    assert min(known, built_anew) > cases // 10  # a house that is refused for good proves nothing
