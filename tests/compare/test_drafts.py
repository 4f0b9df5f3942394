"""A draft and its correction from the command: figures, words, charts, the note, and who else quoted."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from reckoner.reports.compare.drafts import compare
from reckoner.reports.compare.page import to_page
from reckoner.reports.drafts.kept import Kept, read_draft
from tests.worked_example import PAPER, build_paper, copy_house, edit

pytestmark = pytest.mark.slow

EDITION = "/".join(PAPER)
REASON = "The Constabulary revised its figure for October."


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example, delivered, then corrected; another edition quotes the old figure."""
    house = copy_house(tmp_path_factory.mktemp("correct") / "house")
    user = pwd.getpwuid(os.getuid()).pw_name
    edit(
        house / "office.yaml",
        lambda text: text.replace("id: chief-executive,", f"id: chief-executive, user: {user},"),
    )
    edit(
        house / "office.yaml",
        lambda text: text.replace("author_may_approve: false", "author_may_approve: true"),
    )
    edit(house / "templates/panel-paper/publication.yaml", lambda text: text.replace("[pdf, html]", "[html]"))
    edit(
        house / "schedules.yaml",
        lambda text: text.replace(
            "meetings:\n", "meetings:\n  - {id: 2025-12, name: Panel, date: 2025-12-12}\n"
        ),
    )
    edit(
        house / "content" / EDITION / "10-strategic-objectives.md",
        lambda text: f"{text.rstrip()}\n\n{{{{ chart crimes_solved.solved_by_year }}}}\n",
    )
    shutil.copytree(house / "content" / EDITION, house / "content/panel-paper/2025-12")
    for key in ("2025-11", "2025-12"):
        assert reckoner(house, "build", "panel-paper", key).returncode == 0
    assert reckoner(house, "drafts", "approve", EDITION).returncode == 0
    assert reckoner(house, "deliver", EDITION, "--to", "shelf").returncode == 0
    edit(
        house / "data/crimes_solved/solved.csv",
        lambda text: text.replace("8,665", "8,670").replace("8665", "8670"),
    )
    done = reckoner(house, "correct", EDITION, "--reason", REASON)
    assert done.returncode == 0, done.stderr
    (house / "said.txt").write_text(done.stdout, "utf-8")
    return house


def reckoner(house: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reckoner", *words, "--house", str(house)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def drafts(house: Path) -> tuple[Kept, Kept]:
    folder = house / "output" / EDITION
    return read_draft(folder / "draft-001"), read_draft(folder / "draft-002")


def test_the_note_gives_each_changed_figure_as_it_was_and_is(corrected: Path) -> None:
    old, new = drafts(corrected)
    page = (new.folder / "panel-paper.html").read_text("utf-8")
    note = page.partition('id="correction-1"')[2].partition("</section>")[0]
    assert REASON in note
    words = "8,670 crimes solved from January to October 2025"
    assert f"crimes solved, January to October 2025 (“{words}”): 8,665 before, now 8,670" in note
    assert "the rise in crimes solved, January to October 2025 (“1,243 on a year before”)" in note
    assert new.manifest.corrects == old.digest
    assert new.errors == ()


def test_the_old_bytes_stay_and_the_other_edition_is_named(corrected: Path) -> None:
    said = (corrected / "said.txt").read_text("utf-8")
    assert f"{EDITION}/draft-002 supersedes {EDITION}/draft-001" in said
    assert "look at panel-paper/2025-12/draft-001: it prints 8,665 for crimes_solved.solved" in said
    assert said.endswith(f"output/{EDITION}/draft-002/panel-paper.html\n")
    assert drafts(corrected)[0].damage == ()
    assert reckoner(corrected, "verify").returncode == 0


def test_a_later_build_keeps_the_note(corrected: Path) -> None:
    assert not build_paper(corrected).saved.is_new


def test_the_comparison_names_figures_words_charts_and_inputs(corrected: Path) -> None:
    found = compare(*drafts(corrected))
    solved = [change for change in found.figures if change.name == "crimes_solved.solved"]
    assert {(change.kind, change.why) for change in solved} == {
        ("revised", ("source changed: data/crimes_solved/solved.csv",))
    }
    assert any("[-8,665-] {+8,670+}" in change.line() for change in found.words)
    assert ("changed", "crimes_solved-solved_by_year") in [(each.kind, each.name) for each in found.charts]
    assert found.inputs == ("content/panel-paper/2025-11/corrections.yaml", "data/crimes_solved/solved.csv")


def test_the_command_prints_it_as_text_json_and_page(corrected: Path, tmp_path: Path) -> None:
    both = (f"{EDITION}/draft-001", EDITION)
    assert "Figures: 4" in reckoner(corrected, "drafts", "diff", *both).stdout
    data = json.loads(reckoner(corrected, "drafts", "diff", *both, "--format", "json").stdout)
    assert {each["kind"] for each in data["figures"]} == {"revised"}
    page = tmp_path / "page.html"
    done = reckoner(corrected, "drafts", "diff", *both, "--page", str(page))
    assert (done.returncode, done.stdout) == (1, f"{page}\n")
    assert "<ins>" in page.read_text("utf-8")


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_page_can_be_read_by_everyone(corrected: Path) -> None:
    """A language, a title, headings in order, header cells with their scope, pictures with words."""
    outline = _Outline()
    outline.feed(to_page(compare(*drafts(corrected))))
    tags = outline.tags
    assert dict(tags)["html"] == {"lang": "en-GB"}
    levels = [int(tag[1]) for tag, _ in tags if tag in ("h1", "h2", "h3")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(attributes.get("scope") for tag, attributes in tags if tag == "th")
    assert all(attributes.get("alt") for tag, attributes in tags if tag == "img")
    assert [tag for tag, _ in tags].count("caption") == 1
    assert not [tag for tag, _ in tags if tag in ("script", "iframe", "object")]


def test_nothing_delivered_needs_no_correction(corrected: Path) -> None:
    done = reckoner(corrected, "correct", "panel-paper/2025-12", "--reason", REASON)
    assert done.returncode == 2
    assert "no draft of 'panel-paper/2025-12' was delivered" in done.stderr


def test_a_correction_that_cannot_be_built_leaves_no_note(corrected: Path, tmp_path: Path) -> None:
    house = tmp_path / "house"
    shutil.copytree(corrected, house)
    before = (house / "content" / EDITION / "corrections.yaml").read_bytes()
    (house / "data/crimes_solved/solved.csv").write_text("nonsense", "utf-8")
    assert reckoner(house, "correct", EDITION, "--reason", REASON).returncode == 65
    assert (house / "content" / EDITION / "corrections.yaml").read_bytes() == before
