"""Which stories a newsletter takes, and in what order."""

from __future__ import annotations

from pathlib import Path

from reckoner.reports.kinds.newsletter.options import Selection
from reckoner.reports.kinds.newsletter.words import LetterWords, read_letter
from tests.letters import LETTER, letter_house, story

LEAD, LAST = "newsletter: lead", "and_finally: true"


def chosen(
    tmp_path: Path, stories: dict[str, str], letter: str = LETTER, rule: Selection | None = None
) -> LetterWords:
    return read_letter(
        letter_house(tmp_path / "h", stories, letter), "newsletter", "2026-02", rule or Selection()
    )


def names(words: LetterWords) -> list[str]:
    return [section.anchor for section in words.sections]


def test_the_lead_comes_first_and_and_finally_last(tmp_path: Path) -> None:
    stories = {"a": story(day="2026-02-01"), "b": story(day="2026-02-02", more=LAST)}
    stories |= {"c": story(day="2026-02-03", more=LEAD), "d": story(day="2026-02-04")}
    assert names(chosen(tmp_path, stories)) == ["c", "a", "d", "b"]


def test_newest_first_turns_the_middle_round(tmp_path: Path) -> None:
    stories = {name: story(day=f"2026-02-0{day}") for day, name in enumerate("abc", 1)}
    assert names(chosen(tmp_path, stories, rule=Selection(order="newest first"))) == ["c", "b", "a"]


def test_a_story_that_says_no_stays_out(tmp_path: Path) -> None:
    assert names(chosen(tmp_path, {"a": story(), "b": story(more="newsletter: no")})) == ["a"]


def test_a_story_for_which_there_is_no_room_is_named(tmp_path: Path) -> None:
    words = chosen(tmp_path, {name: story() for name in "abc"}, rule=Selection(most=2))
    assert names(words) == ["a", "b"]
    assert [(r.severity, r.rule) for r in words.remarks] == [("warning", "no-room")]


def test_an_editor_s_list_sets_the_rule_aside(tmp_path: Path) -> None:
    letter = LETTER.replace("sign_off", "stories: [c, old]\nsign_off")
    stories = {"a": story(), "c": story(), "old": story(day="2025-11-01")}
    assert names(chosen(tmp_path, stories, letter)) == ["c", "old"]


def test_a_story_left_out_by_its_editor_stays_out(tmp_path: Path) -> None:
    letter = LETTER.replace("sign_off", "leave_out: [a]\nsign_off")
    assert names(chosen(tmp_path, {"a": story(), "b": story()}, letter)) == ["b"]


def test_a_brief_stands_by_its_day_and_is_left_out_first(tmp_path: Path) -> None:
    stories = {name: story(day=f"2026-02-0{day}") for day, name in ((1, "a"), (3, "c"))}
    stories["b"] = story(day="2026-02-02", more="newsletter: brief")
    assert names(chosen(tmp_path / "all", stories)) == ["a", "b", "c"]
    assert names(chosen(tmp_path / "two", stories, rule=Selection(most=2))) == ["a", "c"]
