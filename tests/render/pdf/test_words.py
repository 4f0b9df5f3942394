"""The words that are heard are the words that were written: spaces, hyphens and letters that look alike."""

from __future__ import annotations

import pytest

from tests.render.pdf.heard import outline, read

NARROW = "p { width: 24mm }"


def heard(words: str, style: str = "") -> str:
    return read(f"<p>{words}</p>", style).tree.text


@pytest.mark.parametrize(
    "words",
    [
        "police officer " * 8,
        "state-of-the-art well-known " * 4,
        "https://www.example.org/a/very/long/address/that/must/be/cut " * 2,
        "a" * 36 + " " + "b" * 36,
        "10\u00a0000 and 20\u00a0000 " * 4,
        "non\u2011breaking hyphen\u2011ated " * 4,
        "é e\u0301 x\u0302 ﬁ fi ffi ﬃ " * 4,
    ],
)
@pytest.mark.parametrize(
    "style", [NARROW, NARROW + "p { overflow-wrap: anywhere }", NARROW + "p { text-align: justify }"]
)
def test_a_lines_end_neither_joins_nor_parts_words(words: str, style: str) -> None:
    assert heard(words, style) == " ".join(words.replace("\u00a0", " ").split())


def test_a_word_cut_with_a_hyphen_is_whole() -> None:
    words = "accommodation internationalisation responsibilities misunderstandings"
    page = read(f"<p>{words}</p>", NARROW + "p { hyphens: auto }")
    assert page.tree.text == words
    assert "\u2010" in "".join(page.pages[0].marked.values())


def test_a_soft_hyphen_is_not_heard() -> None:
    assert heard("soft\u00adhyphen\u00adated\u00adwords\u00adthat\u00adbreak soft\u00adly", NARROW) == (
        "softhyphenatedwordsthatbreak softly"
    )


@pytest.mark.parametrize(
    "words",
    [
        "<b>a</b> <i>b</i>",
        "<b>a</b>\n<i>b</i>",
        "<b>a</b><br><i>b</i>",
        "a<br>b",
        '<span style="display: inline-block">a</span> b',
        '<a href="#">a</a> <a href="#">b</a>',
    ],
)
def test_elements_with_a_space_between_them_are_two_words(words: str) -> None:
    assert heard(words, "p { width: 200mm }") == "a b"


@pytest.mark.parametrize(
    "words", ["<b>a</b>b", "a<sup>b</sup>", '<span style="display: inline-block">a</span>b']
)
def test_elements_without_a_space_between_them_are_one_word(words: str) -> None:
    assert heard(words) == "ab"


def test_letters_from_right_to_left_are_heard_in_their_order() -> None:
    assert heard("Names: שלום עולם, محمد الفارسي 2025 (end).") == "Names: שלום עולם, محمد الفارسي 2025 (end)."


def test_letters_outside_the_basic_plane_are_heard() -> None:
    assert heard("a 😀 b") == "a 😀 b"


def test_quotation_marks_of_the_style_sheet_stand_close() -> None:
    style = "span::before { content: '“' } span::after { content: '”' }"
    assert heard("he <span>said</span> so <q>too</q>, twice", style) == "he “said” so “too”, twice"


def test_words_in_capitals_by_style_are_heard_as_drawn() -> None:
    assert heard("one two " * 8, NARROW + "p { text-transform: uppercase }") == ("ONE TWO " * 8).strip()


def test_plain_words_carry_no_second_text() -> None:
    assert outline("<p>The office’s £1.3 million – “quoted” – café 50%…</p>") == [
        "P The office’s £1.3 million – “quoted” – café 50%…"
    ]


@pytest.mark.parametrize("name", ["שלום", "محمد"])
def test_brackets_are_heard_as_they_stand_beside_words_from_right_to_left(name: str) -> None:
    words = f"{name} (12) [3] {name} and then 45 (up 6%), <b> {{x}}"
    page = read(f"<p>{words.replace('<', '&lt;')}</p><p>Calls (of all kinds)</p>")
    assert page.tree.text.split() == [*words.split(), "Calls", "(of", "all", "kinds)"]
