"""A publication and a story begun in a house: built at once, unfit until read, never over what is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reckoner.reports.kinds.registry import KINDS
from reckoner.reports.kinds.report.kind import ReportKind
from tests.cli.calling import Reckoner, caller


@pytest.fixture
def reckoner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reckoner:
    return caller(monkeypatch, capsys)


@pytest.fixture
def house(reckoner: Reckoner, tmp_path: Path) -> Path:
    """A house just begun."""
    reckoner("init", tmp_path / "office", "--yes")
    return tmp_path / "office"


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_publication_of_each_kind_can_be_built_and_is_unfit_until_it_is_read(
    reckoner: Reckoner, house: Path, kind: str
) -> None:
    begun = reckoner(
        "new",
        "publication",
        "bulletin",
        "--kind",
        kind,
        "--title",
        "The bulletin: new & 'old'",
        "--house",
        house,
    )
    assert (begun.code, begun.err) == (0, "")
    assert "templates/bulletin/publication.yaml" in begun.out.splitlines()
    for path in (line for line in begun.out.splitlines() if line.endswith(".md")):
        file = house / path
        lines = [line for line in file.read_text("utf-8").split("\n") if not line.startswith("check:")]
        file.write_text("\n".join(lines).replace("To be written", "What is new"), "utf-8")
    built = reckoner("build", "bulletin", "--all", "--house", house)
    errors = [line for line in built.out.splitlines() if line.startswith("error")]
    assert errors == [], built.out
    assert built.err == ""


def test_a_first_edition_is_unfit_while_it_says_check(reckoner: Reckoner, house: Path) -> None:
    reckoner("new", "publication", "bulletin", "--house", house)
    built = reckoner("build", "bulletin", "--all", "--house", house)
    assert built.code == 1
    assert "the words were carried over and have not been read" in built.out


def test_a_kind_that_is_none_and_a_name_of_the_programs_own_are_refused(
    reckoner: Reckoner, house: Path
) -> None:
    kind = reckoner("new", "publication", "bulletin", "--kind", "papers", "--house", house)
    assert (kind.code, kind.err.splitlines()) == (
        2, ["there is no kind of publication 'papers'", "  Did you mean paper?"],
    )  # fmt: skip
    for name in ("story", "../x", "A"):
        assert reckoner("new", "publication", name, "--house", house).code == 2
    again = reckoner("new", "publication", "news", "--kind", "news", "--house", house)
    assert "templates/news: it is there already" in again.err


@pytest.mark.parametrize(
    ("month", "name"),
    [("2026-03", "2026-03-01-walks"), ("2026-03-14", "2026-03-14-walks")],
)
def test_a_story_is_a_file_of_its_month(reckoner: Reckoner, house: Path, month: str, name: str) -> None:
    begun = reckoner("new", "story", month, "walks", "--house", house)
    assert begun.out.splitlines()[0] == f"content/news/{name}.md"
    assert "check: to be written" in (house / f"content/news/{name}.md").read_text("utf-8")
    again = reckoner("new", "story", month, "walks", "--house", house)
    assert (again.code, "nothing is overwritten" in again.err) == (2, True)


@pytest.mark.parametrize("month", ["March", "2026", "2026-13", "2026-02-30", "2026-Q1"])
def test_what_is_no_month_is_refused(reckoner: Reckoner, house: Path, month: str) -> None:
    answer = reckoner("new", "story", month, "walks", "--house", house)
    assert answer.code == 2
    assert "is neither a month nor a day" in answer.err


def test_new_with_a_publication_still_begins_the_next_edition(reckoner: Reckoner, house: Path) -> None:
    last = next((house / "content/newsletter").iterdir()).name
    begun = reckoner("new", "newsletter", "--house", house)
    assert begun.code == 0
    assert f"begun from {last}" in begun.out


def test_tiles_bring_their_figures_where_no_story_names_any(reckoner: Reckoner, house: Path) -> None:
    """The module of a tile is read though no placeholder of the words names it."""
    for story in (house / "content/news").glob("*extra-patrols.md"):
        story.unlink()
    shutil.rmtree(house / "content/panel-paper")
    built = reckoner("build", "newsletter", "--all", "--house", house)
    assert (built.code, built.err) == (0, "")


def test_build_all_goes_past_a_fault_and_ends_with_a_line_for_each(reckoner: Reckoner, house: Path) -> None:
    [first] = (house / "content/annual-report").glob("*/10-offences.md")
    first.write_text("no front matter", "utf-8")
    built = reckoner("build", "--all", "--house", house)
    assert built.code == 65
    ends = built.out.splitlines()[-4:]
    assert ends[0].startswith("annual-report ")
    assert ": no draft: content/annual-report/" in ends[0]
    assert all(": clean, draft-001" in line for line in ends[1:])


def test_build_all_goes_past_a_fault_of_ours_too(
    reckoner: Reckoner, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("nobody foresaw it")

    monkeypatch.delenv("RECKONER_DEBUG", raising=False)
    monkeypatch.setattr(ReportKind, "compose", broken)
    built = reckoner("build", "--all", "--house", house)
    assert built.code == 70
    assert ": no draft: this is our fault: ZeroDivisionError: nobody foresaw it" in built.out
    assert built.out.count(": clean, draft-001") == 3
