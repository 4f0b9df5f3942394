from __future__ import annotations

import string
from pathlib import Path
from typing import Any, get_args

import pytest

from reckoner.reports.errors import SettingsError
from reckoner.reports.figures.figure import Operation, Qualifier
from reckoner.reports.figures.language import SHIPPED, Language, load_language
from reckoner.reports.figures.printed import plain, printed_in
from reckoner.reports.figures.unit import UNIT_NAMES
from reckoner.reports.figures.wording import Wording
from reckoner.reports.settings.yaml import parse_yaml
from tests.figures.drawn import figure

ENGLISH = load_language("en")


def language(text: str) -> Language:
    return Language("xx", parse_yaml(text, Path("xx.yaml"), "xx.yaml"))


def texts(data: Any) -> list[str]:
    if isinstance(data, dict | list):
        return [text for part in (data.values() if isinstance(data, dict) else data) for text in texts(part)]
    return [data]


def test_words_are_found_by_their_path_and_filled_in() -> None:
    speech = language("step:\n  fell: fell by {number}\n")
    assert speech.say("step.fell", number="3") == "fell by 3"


def test_one_and_several_have_their_own_words() -> None:
    assert ENGLISH.plural("number.points", "1", is_one=True) == "1 percentage point"
    assert ENGLISH.plural("number.points", "1.0", is_one=False) == "1.0 percentage points"


def test_a_sentence_keeps_its_figures() -> None:
    printed = Wording(ENGLISH).word(figure(31))
    sentence = language("visits: '{count} schools'\n").sentence("visits", count=(printed,))
    assert plain(sentence) == "31 schools"
    assert printed_in(sentence) == (printed,)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("other: x", "the words for 'a.b' are missing"),
        ("a: x", "the words for 'a.b' are missing"),
        ("a: {c: x}", "the words for 'a.b' are missing\n  Known names: c."),
        ("a: {b: [x]}", "'a.b' is not a text"),
        ("a: {b: 5}", "'a.b' is not a text"),
        ("a: {b: 'by {other}'}", "'a.b' asks for 'other', which isn't given"),
        ("a: {b: 'by {}'}", "'a.b' asks for '', which isn't given"),
        ("a: {b: 'by {number.__class__}'}", "'a.b' asks for 'number.__class__', which isn't given"),
        ("a: {b: 'by {number'}", "'a.b' has a brace without its partner"),
        ("a: {b: 'by }'}", "'a.b' has a brace without its partner"),
    ],
)
def test_words_that_cannot_be_said_are_named_with_their_place(words: str, fault: str) -> None:
    with pytest.raises(SettingsError) as caught:
        language(words).say("a.b", number="3")
    assert str(caught.value).startswith(("xx.yaml: " + fault, "xx.yaml:1: " + fault))


def test_a_width_in_the_words_is_not_obeyed() -> None:
    assert language("a: '{number:>999999999}'").say("a", number="3") == "3"


@pytest.mark.parametrize(
    "calendar", ["{months: [a], short_months: [b], weekdays: [c], to: to}", "{months: x}"]
)
def test_a_calendar_needs_all_its_names(calendar: str) -> None:
    with pytest.raises(SettingsError, match=r"a calendar needs 12 months and 7 days|is not a list"):
        _ = language(f"calendar: {calendar}").calendar


def test_a_house_has_its_own_language(tmp_path: Path) -> None:
    (tmp_path / "cy.yaml").write_text("calendar: {to: i}\n", encoding="utf-8")
    assert load_language("cy", tmp_path).say("calendar.to") == "i"
    assert load_language("en", tmp_path).say("calendar.to") == "to"


def test_an_unknown_language_is_named_beside_those_that_ship() -> None:
    with pytest.raises(SettingsError, match=r"no words for the language 'tlh'\n  Shipped: .*en"):
        load_language("tlh")


# What ships


@pytest.mark.parametrize("code", sorted(path.stem for path in SHIPPED.glob("*.yaml")))
def test_a_language_that_ships_has_words_for_all_that_the_program_knows(code: str) -> None:
    speech = load_language(code)
    for name in UNIT_NAMES:
        speech.say(f"unit.{name}")
    for qualifier in get_args(Qualifier):
        assert "3" in speech.say(f"qualifier.{qualifier}", number="3")
    for operation in get_args(Operation):
        assert speech.say(
            f"computed.{operation}",
            first="1",
            second="2",
            all="1",
            sum="1",
            values="1",
            weights="2",
            range="1",
        )
    for step in speech.names("step"):
        assert set(speech.names(f"step.{step}")) == {"up", "down", "same"}
    assert len(set(speech.calendar.months)) == 12


def test_every_brace_of_the_words_that_ship_has_its_partner() -> None:
    for text in texts(ENGLISH.file.data):
        assert isinstance(text, str)
        assert list(string.Formatter().parse(text)) or text == ""
