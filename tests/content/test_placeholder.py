"""What stands between the braces: one page of grammar, and a helpful refusal of all else."""

from __future__ import annotations

import pytest

from reckoner.reports.content.placeholder import (
    BadPlaceholder,
    DateReference,
    FigureReference,
    PeriodReference,
    SlotReference,
    parse_placeholder,
)
from reckoner.reports.figures.wording import NumberStyle


def test_a_name_alone() -> None:
    assert parse_placeholder(" crimes.solved ") == FigureReference("crimes.solved")


def test_millions_are_bare_for_a_column_whose_head_names_them() -> None:
    reference = parse_placeholder("finance.spent as millions")
    assert isinstance(reference, FigureReference)
    assert (reference.style.form, reference.style.with_unit) == ("millions", False)


def test_steps_words_period_and_style_are_told_apart() -> None:
    reference = parse_placeholder(
        "hotspot.violence.st_albans.before.percent_change at 2024-25 as 1 dp, signed"
    )
    assert reference == FigureReference(
        "hotspot.violence.st_albans",
        ("before", "percent_change"),
        None,
        "2024-25",
        style=NumberStyle(decimals=1, sign="always"),
    )


def test_a_word_step_comes_last() -> None:
    reference = parse_placeholder("crimes.solved.rose_or_fell")
    assert isinstance(reference, FigureReference)
    assert (reference.steps, reference.word) == ((), "rose_or_fell")


def test_periods_dates_charts_and_tables() -> None:
    assert parse_placeholder("period latest") == PeriodReference("latest")
    assert parse_placeholder("date meeting") == DateReference("meeting")
    assert parse_placeholder("chart a.b") == SlotReference("chart", "a.b")
    assert parse_placeholder("table a.b") == SlotReference("table", "a.b")


@pytest.mark.parametrize(
    "source",
    [
        "",
        "solved",
        "a.b + 1",
        "a.b()",
        "a.b|upper",
        "__class__.x",
        "a.b as loud",
        "period a b",
        "a..b",
        "a.b at",
        "1 + 1",
    ],
)
def test_anything_else_is_refused_in_a_sentence(source: str) -> None:
    with pytest.raises(BadPlaceholder) as refusal:
        parse_placeholder(source)
    assert len(str(refusal.value)) > 20


def test_an_unknown_style_names_the_nearest() -> None:
    with pytest.raises(BadPlaceholder, match="in words"):
        parse_placeholder("a.b as in word")
