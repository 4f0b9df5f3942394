from __future__ import annotations

import operator
import pickle
from collections.abc import Callable

import pytest

from reckoner.reports.sources.value import SUPPRESSED


@pytest.mark.parametrize(
    "use",
    [
        str,
        bool,
        int,
        float,
        "{}".format,
        "{:,}".format,
        lambda mark: mark + 1,
        lambda mark: 1 + mark,
        lambda mark: sum([1, mark]),
        lambda mark: mark * 2,
        lambda mark: mark == 0,
        lambda mark: mark != 0,
        lambda mark: mark < 5,
        lambda mark: operator.ge(mark, mark),
        lambda mark: sorted([mark, mark]),
        lambda mark: ", ".join([mark]),
    ],
)
def test_a_suppressed_number_cannot_be_printed_added_or_compared(use: Callable[[object], object]) -> None:
    with pytest.raises(TypeError):
        use(SUPPRESSED)


def test_there_is_one_suppressed_mark_in_every_process() -> None:
    assert pickle.loads(pickle.dumps(SUPPRESSED)) is SUPPRESSED


def test_its_representation_for_programmers_says_nothing_of_the_number() -> None:
    assert repr((SUPPRESSED,)) == "(SUPPRESSED,)"
