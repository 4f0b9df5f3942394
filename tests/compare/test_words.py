"""Words of two pages, block by block and word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reckoner.reports.compare.words import compare_words, read_blocks

PAGE = "<h2>Crime</h2><p>The Constabulary solved 8,665 crimes.</p><p>It was a good year.</p>"


def lines(old: str, new: str) -> list[str]:
    return [change.line() for change in compare_words(old, new)]


def test_the_same_page_is_no_change() -> None:
    assert lines(PAGE, PAGE) == []


def test_a_changed_word_is_shown_in_its_sentence_under_its_heading() -> None:
    assert lines(PAGE, PAGE.replace("8,665", "8,670")) == [
        "Crime: The Constabulary solved [-8,665-] {+8,670+} crimes."
    ]


def test_a_new_paragraph_beside_a_changed_one_is_kept_apart() -> None:
    new = PAGE.replace("<p>It", "<p>Nothing alike stands here.</p><p>It").replace("solved", "cleared up")
    assert lines(PAGE, new) == [
        "Crime: The Constabulary [-solved-] {+cleared up+} 8,665 crimes.",
        "Crime: {+Nothing alike stands here.+}",
    ]


def test_styles_and_scripts_are_no_words_and_alt_texts_are() -> None:
    page = '<style>p{}</style><p>A<b>B</b></p><script>x</script><img src="a.svg" alt="A line rises.">'
    assert [block.text for block in read_blocks(page)] == ["AB", "A line rises."]


@given(st.lists(st.sampled_from("abcdef"), max_size=8), st.lists(st.sampled_from("abcdef"), max_size=8))
def test_what_is_shown_gives_both_pages_back(old: list[str], new: list[str]) -> None:
    one, other = (f"<p>{' '.join(words)}</p>" if words else "" for words in (old, new))
    changes = compare_words(one, other)
    if old == new:
        assert changes == ()
        return
    assert " ".join(change.old for change in changes if change.old).split() == old
    assert " ".join(change.new for change in changes if change.new).split() == new
