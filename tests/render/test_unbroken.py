"""What a web page's lines never part."""

from __future__ import annotations

import pytest

from reckoner.reports.render.unbroken import unbroken


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>a limit of 30 mph</p>", "<p>a limit of 30\u00a0mph</p>"),
        ("<p>pages 2 to 33</p>", "<p>pages\u00a02\u00a0to\u00a033</p>"),
        ("<p>see section 2a</p>", "<p>see section\u00a02a</p>"),
        ("<data>36</data> referrals", "<data>36</data>\u00a0referrals"),
        ("<data>36</data> of them", "<data>36</data> of them"),
        ("<p>36 of them</p>", "<p>36 of them</p>"),
        ("<p>less anti-social behaviour</p>", '<p>less <span class="kept">anti-social</span> behaviour</p>'),
        ("<p>out-of-court and well-established</p>", "<p>out-of-court and well-established</p>"),
        ('<a href="a-b.html">on it</a>', '<a href="a-b.html">on it</a>'),
    ],
)  # fmt: skip
def test_a_number_keeps_to_its_unit_and_a_short_word_to_what_it_is_joined_to(written: str, kept: str) -> None:
    assert unbroken(written) == kept


def test_heads_styles_and_drawings_stay_as_they_are() -> None:
    page = "<head><title>anti-social</title></head><svg><style>a-b { }</style><text>anti-social</text></svg>"
    assert unbroken(page) == page
