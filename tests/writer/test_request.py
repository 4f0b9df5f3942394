"""What a caller asks for is read strictly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckoner.reports.writer.bundle import Bundle, Unpacked
from reckoner.reports.writer.request import FORMAT, Request

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=50)


@given(st.lists(WORDS, max_size=20), st.integers(0, 500), st.integers(0, 10**6))
def test_a_request_is_read_as_it_was_made(words: list[str], columns: int, size: int) -> None:
    request = Request(tuple(words), columns, "named.xlsx", size)
    assert Request.decode(request.encode()) == request


@given(st.binary(max_size=300))
def test_noise_is_no_request(raw: bytes) -> None:
    with pytest.raises(ValueError, match="that is no request"):
        Request.decode(raw)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"words": ["a\0b"]}, "no request"),
        ({"words": ["\ud800"]}, "no request"),
        ({"words": [1]}, "no request"),
        ({"words": "drafts list"}, "no request"),
        ({"words": ["x"] * 101}, "no request"),
        ({"columns": "wide"}, "no request"),
        ({"size": -1}, "larger than"),
        ({"size": 2**40}, "larger than"),
        ({"file": "/etc/passwd"}, "no file of data"),
        ({"format": FORMAT + 1}, "different versions"),
    ],
)
def test_a_request_that_can_not_be_is_refused(change: dict[str, object], said: str) -> None:
    plain = {"format": FORMAT, "words": ["drafts", "list"], "columns": 80, "file": "", "size": 0}
    with pytest.raises(ValueError, match=said):
        Request.decode(json.dumps(plain | change).encode())


def test_a_terminal_is_as_wide_as_terminals_are() -> None:
    assert Request.decode(Request((), 10**9).encode()).columns == 500


@given(st.lists(st.binary(max_size=200), max_size=5), st.integers(1, 50))
def test_parcels_arrive_whole_however_they_are_cut(contents: list[bytes], step: int) -> None:
    bundles = [Bundle(Path(f"a/{n}.html"), content, n % 2 == 0) for n, content in enumerate(contents)]
    travelling = b"".join(bundle.packed() for bundle in bundles)
    unpacked = Unpacked()
    pieces = [travelling[start : start + step] for start in range(0, len(travelling), step)]
    assert [bundle for piece in pieces for bundle in unpacked.feed(piece)] == bundles
