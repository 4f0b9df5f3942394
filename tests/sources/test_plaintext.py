"""A text looked through piece by piece is judged as the whole text is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reckoner.reports.errors import InputError
from reckoner.reports.sources import plaintext
from reckoner.reports.sources.plaintext import Survey, read_plaintext, survey_plaintext

LINES = st.lists(st.sampled_from([b"", b"a", b'"a,a"', "é€".encode()]), max_size=6)
ENDS = st.sampled_from([b"\n", b"\r\n"])
ODD = st.sampled_from([b"", b"", b"\0", b"\r", b"\n", b"\r\n", b"\xe9", b"\xe2\x82", b"\n\n\n"])


@st.composite
def texts(draw: st.DrawFn) -> bytes:
    """Lines with one end, and something odd among them."""
    text, at = draw(ENDS).join(draw(LINES)), draw(st.integers(0, 12))
    return text[:at] + draw(ODD) + text[at:]


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=texts(), piece=st.integers(1, 7), largest=st.sampled_from([5, 100]))
def test_pieces_tell_what_the_whole_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: bytes, piece: int, largest: int
) -> None:
    monkeypatch.setattr(plaintext, "_PIECE", piece)
    path = tmp_path / "text.csv"
    path.write_bytes(text)
    whole = told(read_plaintext, path, largest)
    survey = told(survey_plaintext, path, largest)
    if isinstance(whole, bytes):
        assert survey == Survey(whole[:piece], whole.rstrip(b"\r\n").count(b"\n"))
    else:
        assert survey == whole


def told(read: Callable[[Path, str, int], bytes | Survey], path: Path, largest: int) -> object:
    """What is read, or the faults found."""
    try:
        return read(path, path.name, largest)
    except InputError as error:
        return tuple(error.faults)
