"""``reckoner build``: one draft, or all, with the findings and the exit code that go with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import Reckoner
from tests.small import FRONT, write
from tests.worked_example import edit

SECTION = "content/panel-paper/2025-11/10-crime.md"


@pytest.fixture(autouse=True)
def _has_an_author(house: Path) -> None:
    edit(house / "templates/panel-paper/publication.yaml", lambda text: f"{text}author: policy\n")


def drafts(house: Path) -> list[str]:
    return sorted(
        path.relative_to(house / "output").as_posix() for path in (house / "output").glob("*/*/draft-*")
    )


def test_a_build_prints_where_the_draft_is(reckoner: Reckoner, house: Path) -> None:
    answer = reckoner("build", "panel-paper", "2025-11", "--house", house)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"{house}/output/panel-paper/2025-11/draft-001/panel-paper.html\n"


def test_paths_are_shown_as_seen_from_here(
    reckoner: Reckoner, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(house)
    answer = reckoner("build", "panel-paper", "2025-11")
    assert answer.out == "output/panel-paper/2025-11/draft-001/panel-paper.html\n"


def test_a_second_build_says_that_nothing_changed(reckoner: Reckoner, house: Path) -> None:
    words = ("build", "panel-paper", "2025-11", "--house", house)
    reckoner(*words)
    answer = reckoner(*words)
    assert answer.out.startswith("Unchanged since draft-001.\n")
    assert drafts(house) == ["panel-paper/2025-11/draft-001"]


def test_again_insists_on_another_draft(reckoner: Reckoner, house: Path) -> None:
    words = ("build", "panel-paper", "2025-11", "--house", house)
    reckoner(*words)
    assert "draft-002" in reckoner(*words, "--again").out


def test_without_an_edition_the_one_now_due_is_built(reckoner: Reckoner, house: Path) -> None:
    assert "panel-paper/2025-11/draft-001" in reckoner("build", "panel-paper", "--house", house).out


def test_without_a_publication_those_of_the_house_are_named(reckoner: Reckoner, house: Path) -> None:
    answer = reckoner("build", "--house", house)
    assert answer.code == 2
    assert answer.err.splitlines() == [
        "name a publication, or --all",
        "  Publications of this house: annual-report, news, newsletter, panel-paper.",
    ]


def test_an_unfit_draft_is_kept_shown_and_ends_with_1(reckoner: Reckoner, house: Path) -> None:
    edit(house / SECTION, lambda text: text + "\nAbout 512 pupils came.\n")
    answer = reckoner("build", "panel-paper", "2025-11", "--house", house)
    assert answer.code == 1
    assert "the number 512 is in no table and in no fact [unrecorded-number]" in answer.out
    assert "  in: About 512 pupils came." in answer.out
    assert "Kept as unfit: 1 finding of severity error." in answer.out
    manifest = json.loads((house / "output" / drafts(house)[0] / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["fit"] is False


def test_a_warning_does_not_make_a_draft_unfit(reckoner: Reckoner, house: Path) -> None:
    front = FRONT.replace("---\n\n", "").rstrip().removesuffix("---")
    write(
        house / SECTION.replace("10-crime", "edition"),
        f'{front}not_figures: [{{text: "999", reason: a call}}]\n---\n',
    )
    answer = reckoner("build", "panel-paper", "2025-11", "--house", house)
    assert answer.code == 0
    assert "warning: content/panel-paper/2025-11/edition.md:4: not_figures lists '999'" in answer.out


def test_a_fault_leaves_no_draft_and_ends_with_65(reckoner: Reckoner, house: Path) -> None:
    edit(house / SECTION, lambda text: text.replace("title:", "titel:"))
    answer = reckoner("build", "panel-paper", "2025-11", "--house", house)
    assert answer.code == 65
    assert answer.out == ""
    assert answer.err.startswith(f"{SECTION}:2: 'title' is missing\n")
    assert not (house / "output").exists()


def test_a_fault_cannot_steer_the_terminal(reckoner: Reckoner, house: Path) -> None:
    edit(house / SECTION, lambda text: text + "\n{{ crime\n.\u200bschool }}\n")
    answer = reckoner("build", "panel-paper", "2025-11", "--house", house)
    assert answer.code == 1
    assert "{{ crime\\n.\\u200bschool }}" in answer.out
    assert "\u200b" not in answer.out


def test_json_tells_each_draft_with_its_findings(reckoner: Reckoner, house: Path) -> None:
    edit(house / SECTION, lambda text: text + "\nAbout 512 pupils came.\n")
    answer = reckoner("build", "panel-paper", "2025-11", "--house", house, "--format", "json")
    (told,) = json.loads(answer.out)
    assert answer.code == 1
    assert (told["publication"], told["edition"], told["new"], told["fit"]) == (
        "panel-paper",
        "2025-11",
        True,
        False,
    )
    assert [finding["rule"] for finding in told["findings"]] == ["unrecorded-number"]
    assert Path(told["draft"]).is_dir()
    assert len(told["hash"]) == 64


@pytest.fixture
def two_editions(house: Path) -> Path:
    """The house with words for another meeting, which have a fault."""
    edit(house / "schedules.yaml", lambda text: text.replace("meetings:\n", MEETING, 1))
    write(house / "content/panel-paper/2025-06/edition.md", FRONT.replace("title:", "titel:"))
    return house


MEETING = "meetings:\n  - {id: 2025-06, name: The Panel, date: 2025-06-27}\n"


@pytest.mark.parametrize("words", [("build", "--all"), ("build", "panel-paper", "--all")])
def test_all_builds_every_edition_though_one_has_faults(
    reckoner: Reckoner, two_editions: Path, words: tuple[str, ...]
) -> None:
    answer = reckoner(*words, "--house", two_editions)
    assert answer.code == 65
    assert answer.err.startswith("panel-paper 2025-06:\n")
    assert drafts(two_editions) == ["panel-paper/2025-11/draft-001"]


def test_all_names_no_edition(reckoner: Reckoner, house: Path) -> None:
    answer = reckoner("build", "panel-paper", "2025-11", "--all", "--house", house)
    assert (answer.code, len(answer.err.splitlines())) == (2, 2)


def test_all_of_a_house_without_words_is_a_wrong_call(reckoner: Reckoner, house: Path) -> None:
    (house / "content/panel-paper/2025-11/edition.md").unlink()
    answer = reckoner("build", "--all", "--house", house)
    assert (answer.code, answer.err.splitlines()[0]) == (2, "this house has no editions")
