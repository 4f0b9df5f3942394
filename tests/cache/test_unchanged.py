"""What makes a new draft and what doesn't, and how little is loaded to see that nothing changed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reckoner.reports.build import STEPS
from reckoner.reports.build import build as build_edition
from reckoner.reports.cache.remembered import using
from reckoner.reports.cache.store import Store
from reckoner.reports.cli.build import recording
from reckoner.reports.errors import SettingsError
from reckoner.reports.unchanged import Asked, unchanged
from tests.many.houses import many_house
from tests.small import tiny_house, write
from tests.worked_example import ROOT, edit

WORDS = "content/panel-paper/2025-11/10-crime.md"
SAYS = """
import sys
sys.argv = ["reckoner", "build", "panel-paper", "2025-11", "--house", sys.argv[1]]
from reckoner.reports.cli.main import main
try:
    main()
finally:
    print("loaded" if "reckoner.reports.build" in sys.modules else "not loaded")
"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One house for one edit after another."""
    house = tiny_house(tmp_path_factory.mktemp("one") / "house", "It went to {{ crime.schools }} schools.")
    edit(house / "templates/panel-paper/publication.yaml", lambda text: f"{text}author: policy\n")
    return house


@pytest.fixture
def build(house: Path) -> Callable[[], str]:
    """Builds what hasn't changed since a draft was made of it."""

    def run() -> str:
        return subprocess.run(
            [sys.executable, "-c", SAYS, str(house)], cwd=ROOT, capture_output=True, text=True, check=True,
            env={**os.environ, "RECKONER_CACHE": str(house.parent / "kept")},
        ).stdout  # fmt: skip

    run()
    return run


def newest(house: Path) -> str:
    return max(path.name for path in (house / "output/panel-paper/2025-11").glob("draft-*"))


def test_where_nothing_changed_the_program_that_builds_is_not_loaded(
    build: Callable[[], str], house: Path
) -> None:
    said = build()
    assert said.startswith(f"Unchanged since {newest(house)}.\n")
    assert said.endswith("\nnot loaded\n")


ELSEWHERE: dict[str, Callable[[Path], object]] = {
    "a meeting": lambda house: edit(
        house / "schedules.yaml",
        lambda text: text.replace("meetings:\n", "meetings:\n  - {id: 2026-03, name: P, date: 2026-03-06}\n"),
    ),
    "a setting that no draft rests on": lambda house: edit(
        house / "office.yaml", lambda text: f"{text}\noutside: [/srv/www]\n"
    ),
    "a comment in the words": lambda house: edit(
        house / WORDS, lambda text: text.replace("title: Crime\n", "title: Crime  # as ever\n")
    ),
    "a fact that is not printed": lambda house: edit(
        house / "data/facts.yaml",
        lambda text: (
            text.rstrip()
            + "\n  crime.talks: {value: 3, unit: count, noun: talks, period: 2025-10, origin: panel}\n"
        ),
    ),
    "words of another edition": lambda house: write(house / "content/panel-paper/2026-03/edition.md", "x"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", ELSEWHERE)
def test_an_edit_elsewhere_makes_no_new_draft(name: str, build: Callable[[], str], house: Path) -> None:
    ELSEWHERE[name](house)
    assert build().startswith(f"Unchanged since {newest(house)}.\n")


HERE: dict[str, Callable[[Path], object]] = {
    "words": lambda house: edit(house / WORDS, lambda text: text.replace("It went", "They went")),
    "a fact": lambda house: edit(
        house / "data/facts.yaml", lambda text: text.replace("value: 31", "value: 32")
    ),
    "a colour": lambda house: edit(
        house / "office.yaml", lambda text: text.replace("muted: ", 'muted: "#3A3A3A"  # ', 1)
    ),
    "a template of its own": lambda house: write(
        house / "templates/shared/imprint.html.jinja", "<p>Ours.</p>"
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HERE)
def test_an_edit_of_what_a_draft_rests_on_makes_a_new_one(
    name: str, build: Callable[[], str], house: Path
) -> None:
    before = newest(house)
    HERE[name](house)
    build()
    assert newest(house) > before


def test_a_draft_that_was_damaged_is_made_anew(build: Callable[[], str], house: Path) -> None:
    before = newest(house)
    page = house / "output/panel-paper/2025-11" / before / "panel-paper.html"
    page.chmod(0o644)
    page.write_text("something else", "utf-8")
    build()
    assert newest(house) > before


def test_a_draft_of_another_publication_kept_meanwhile_is_not_taken_for_one_that_was_looked_at(
    tmp_path: Path,
) -> None:
    root = many_house(tmp_path / "house")

    def keep_another(number: int, _name: str) -> None:
        if number == len(STEPS):
            build_edition(root, "panel-paper", "2026-01", progress=lambda *_: None, record=recording(root))

    with using(Store(tmp_path / "kept")):
        for progress in (keep_another, lambda *_: None):
            assert unchanged(Asked(root, "briefing", "2025-11")) is None
            build_edition(root, "briefing", "2025-11", progress=progress, record=recording(root))
        assert unchanged(Asked(root, "briefing", "2025-11")) is not None


@pytest.mark.parametrize("key", ["2025-12", "2026-01"])
def test_a_newer_draft_of_another_publication_makes_it_be_looked_at_again(key: str, tmp_path: Path) -> None:
    """Its newest edition is the one that counts."""
    root = many_house(tmp_path / "house")

    def build(publication: str, edition: str, *, again: bool = False) -> None:
        quiet, record = (lambda *_: None), recording(root)
        build_edition(root, publication, edition, progress=quiet, record=record, again=again)

    with using(Store(tmp_path / "kept")):
        build("panel-paper", "2025-12")
        build("briefing", "2025-11")
        assert unchanged(Asked(root, "briefing", "2025-11")) is not None
        build("panel-paper", key, again=True)
        assert unchanged(Asked(root, "briefing", "2025-11")) is None
        build("panel-paper", "2025-11")
        build("briefing", "2025-11")
        build("panel-paper", "2025-11", again=True)
        assert unchanged(Asked(root, "briefing", "2025-11")) is not None


def test_a_folder_that_is_no_house_is_said_so(tmp_path: Path) -> None:
    for name in (".", "not-there"):
        with pytest.raises(SettingsError, match="is not a house"):
            build_edition(tmp_path / name, "panel-paper", "2025-11", progress=lambda *_: None)
