"""A draft's state is told in one of the desk's colours."""

from __future__ import annotations

from typing import get_args

import pytest

from reckoner.reports.desk.words import tag
from reckoner.reports.drafts.state import State


@pytest.mark.parametrize("state", get_args(State))
def test_each_state_of_a_draft_has_a_tag_with_its_word(state: str) -> None:
    shown = tag(state)
    assert f">{state.capitalize()}</strong>" in shown
    assert ("govuk-tag--grey" in shown) == (state in ("superseded", "withdrawn"))
