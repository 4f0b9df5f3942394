"""Proposed words carry numbers by placeholders alone: in no digits, no words, no numerals, no script."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.spelt import Stood, spelt
from reckoner.reports.desk.typed import typed_digits

PLACE = ("panel-paper", "2025-11")


def faults_of(desk: Desk, line: str) -> list[str]:
    shown = "content/panel-paper/2025-11/edition.md"
    file = desk.root / shown
    content = f"{file.read_text('utf-8')}\n{line}\n".encode()
    return [each.what for each in typed_digits(desk.root, *PLACE, shown, content)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    [
        "Police made four hundred and thirty-seven arrests.",
        "Crime fell by twelve per cent.",
        "Crime fell by two per cent.",
        "Two thirds of people agreed.",
        "Three thousand people came.",
        "A dozen arrests were made.",
    ],
)
def test_a_figure_in_words_is_no_way_round_a_placeholder(line: str, desk: Desk) -> None:
    assert any("is a number that isn't named" in each for each in faults_of(desk, line)), line


def test_placeholders_and_what_stood_there_are_no_numbers_that_were_typed(desk: Desk) -> None:
    assert (
        faults_of(desk, "Officers walk with {{ office force }} for the first time, one of them alone.") == []
    )


ONES = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = ["hundred", "thousand", "million", "billion"]
MULTIPLES = [
    "double",
    "doubled",
    "doubling",
    "halved",
    "halving",
    "trebled",
    "tripled",
    "quadrupled",
    "twice",
    "half",
    "twofold",
    "tenfold",
]
SHARES = ["a third", "two-thirds", "one in five", "a fifth", "three quarters", "nine out of ten", "a tenth"]
VAGUE = ["dozens", "hundreds", "thousands", "millions", "nil", "zero", "a couple"]
SIGNS = [chr(n) for n in range(128, sys.maxunicode) if unicodedata.numeric(chr(n), None) is not None]
ELSEWHERE = [
    "двенадцать",
    "δώδεκα",
    "اثنا عشر",
    "बारह",
    "שנים עשר",
    "열둘",
    "十二",
    "じゅうに",
    "สิบสอง",
    "deuddeg",
    "zwölf",
]


def roman(number: int) -> str:
    steps = zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ["M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"],
        strict=True,
    )
    said = ""
    for value, sign in steps:
        said, number = said + sign * (number // value), number % value
    return said


written = st.one_of(
    st.sampled_from([*ONES, *TENS, *MULTIPLES, *SHARES, *VAGUE, *ELSEWHERE]),
    st.builds("{}-{}".format, st.sampled_from(TENS), st.sampled_from(ONES[:8])),
    st.builds("{} {}".format, st.sampled_from(ONES), st.sampled_from(SCALES)),
    st.builds("a {}".format, st.sampled_from(SCALES)),
    st.text(st.sampled_from(SIGNS), min_size=1, max_size=4),
    st.integers(2, 49).map(roman).filter(lambda said: len(said) > 1 and set(said) <= set("IVX")),
    st.integers(1900, 2100).map(roman).filter(lambda said: len(said) > 3),
)


@given(
    written, st.sampled_from(["Crime: {}.", "{} people came", "It was ({}) last year", "{}", "**{}** calls"])
)
def test_no_way_of_writing_a_number_goes_through(number: str, words: str) -> None:
    assert list(spelt(words.format(number))), words.format(number)
    assert list(spelt(words.format(number.upper()))), words.format(number.upper())


@given(st.sampled_from([*ONES, *TENS, *MULTIPLES]), st.data())
def test_a_number_can_not_be_hidden_within_its_own_letters(number: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(number) - 1))
    letter = f"&#{ord(number[at])};"
    between = data.draw(st.sampled_from(["\u200b", "\u00ad", "\u2060", "*", "**", "<b></b>", "\\", "\u0301"]))
    for hidden in (number[:at] + between + number[at:], number[:at] + letter + number[at + 1 :]):
        assert list(spelt(f"Crime: {hidden} more")), hidden
    wide = "".join(chr(ord(each) + 0xFEE0) for each in number)
    assert list(spelt(f"Crime: {wide} more")), wide


PLAIN = [
    "police",
    "officers",
    "walk",
    "mix",
    "mild",
    "DI",
    "DCI",
    "CCTV",
    "first",
    "one",
    "quarter's",
    "unfold",
    "café",
]


@example(["one", "half-year"])
@given(st.lists(st.sampled_from([*PLAIN, "{{ sample.calls }}", "half-year", "percentage"]), min_size=1))
def test_words_without_a_number_are_left_alone(words: list[str]) -> None:
    assert list(spelt(" ".join(words))) == []


@given(st.sampled_from(ONES), st.sampled_from(["officers", "calls"]))
def test_a_number_that_stood_there_stays_and_no_other_takes_its_place(number: str, noun: str) -> None:
    assert list(spelt(f"Now {number} {noun} walk", Stood(f"{number} {noun} ran"))) == []
    assert list(spelt(f"Now {number} {noun} walk", Stood(f"{number} stories"))) == [number]
