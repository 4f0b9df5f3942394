"""Placeholders become the figure or the words that they stand for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reckoner.reports.compose.resolve import Resolver
from reckoner.reports.content.markdown import read_markdown
from reckoner.reports.figures.catalogue import Catalogue, Fact
from reckoner.reports.figures.figure import Figure
from reckoner.reports.figures.measure import Measure, Observation, OverTime
from reckoner.reports.figures.printed import Gap, Printed, plain, printed_in
from reckoner.reports.figures.unit import COUNT, PERCENT, Unit
from reckoner.reports.periods.period import Period
from reckoner.reports.prose import ItemList, Paragraph, Strong, text_of
from tests.small import WHERE, wording


def measure(name: str, values: dict[str, str], unit: Unit = COUNT, default: str | None = "latest") -> Measure:
    observations = tuple(Observation(Period.parse(at), Decimal(value)) for at, value in values.items())
    rule = OverTime("sum") if unit == COUNT else OverTime()
    return Measure(name, unit, observations, ("panel",), rule, default_period=default)


CATALOGUE = Catalogue.of(
    [
        measure("crimes.solved", {"2024-09": "90", "2024-10": "100", "2025-09": "110", "2025-10": "125"}),
        measure("crimes.flat", {"2024-10": "100", "2025-10": "100"}),
        measure("crimes.down", {"2024-10": "100", "2025-10": "75"}),
        measure("crimes.total", {"2025-10": "500"}),
        measure("crimes.unset", {"2025-09": "1", "2025-10": "2"}, default=None),
        measure("calls.share", {"2024-10": "90.5", "2025-10": "94.08"}, PERCENT),
        measure("calls.nearly", {"2024-10": "90.5", "2025-10": "90.6"}, PERCENT),
        Fact(Figure(Decimal(31), COUNT, "crime.schools", Period.parse("2025-10"), ("office",))),
    ]
)
PERIODS = {"latest": Period.parse("2025-10"), "both": Period.parse("2025-09..2025-10")}


def resolver() -> Resolver:
    return Resolver(CATALOGUE, wording(), PERIODS, {"meeting": date(2025, 11, 28)})


def said(source: str) -> str:
    """What a placeholder prints."""
    resolving = resolver()
    text = plain(resolving.sentence(f"{{{{ {source} }}}}", WHERE))
    assert resolving.faults == []
    return text


def fault(source: str) -> str:
    """What is wrong with a placeholder."""
    resolving = resolver()
    (mark,) = resolving.sentence(f"{{{{ {source} }}}}", WHERE)
    assert mark == Gap(f"[no figure: {source.strip()}]")
    (found,) = resolving.faults
    assert found.where == WHERE
    return found.what


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("crimes.solved", "125"),
        ("crimes.solved.before", "100"),
        ("crimes.solved.change", "25"),
        ("crimes.solved.percent_change", "25%"),
        ("crimes.solved at 2025-09", "110"),
        ("crimes.solved at both", "235"),
        ("crimes.solved.change at both", "45"),
        ("crimes.solved.change since 2025-09", "15"),
        ("crimes.solved.before since 2024-09", "90"),
        ("crimes.solved as in words", "125"),
        ("crimes.unset as in words", "two"),
        ("crimes.unset", "2"),
        ("crimes.total", "500"),
        ("calls.share", "94.08%"),
        ("calls.share as 0 dp, no unit", "94"),
        ("calls.share.points_change", "3.58 percentage points"),
        ("crime.schools", "31"),
        ("period latest", "October 2025"),
        ("period both", "September to October 2025"),
        ("period 2023-24", "2023/24"),
        ("date meeting", "28 November 2025"),
    ],
)
def test_a_placeholder_prints_what_it_asks_for(source: str, text: str) -> None:
    assert said(source) == text


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("crimes.solved.rose_or_fell", "rose"),
        ("crimes.down.rose_or_fell", "fell"),
        ("crimes.flat.rose_or_fell", "did not change"),
        ("crimes.down.more_or_fewer", "fewer"),
        ("crimes.down.percent_change.up_or_down", "down"),
        ("crimes.solved.up_or_down at 2025-10", "up"),
        ("crimes.solved.rose_or_fell since 2025-09", "rose"),
        ("calls.share.higher_or_lower", "higher"),
        ("calls.nearly.rose_or_fell as 0 dp", "did not change"),
        ("calls.nearly.rose_or_fell", "rose"),
    ],
)
def test_a_word_follows_the_sign_of_the_change_as_it_is_printed(source: str, word: str) -> None:
    assert said(source) == word


def test_a_figure_keeps_the_name_that_the_editor_wrote() -> None:
    (printed,) = printed_in(resolver().sentence("{{ crimes.solved.before at 2025-09 }}", WHERE))
    assert printed.figure.name == "crimes.solved.before"


def test_a_category_may_be_called_like_a_step() -> None:
    assert said("crimes.total") == "500"


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("crimes.solve", "nothing is called 'crimes.solve'. Did you mean crimes.solved"),
        ("crimes.solved at lastest", "the edition names no period 'lastest'. Did you mean latest"),
        ("crimes.solved at 2025-13", "'2025-13' is not a period"),
        ("crimes.solved at 2023-10", "has no value for 2023-10"),
        ("crimes.solved as loud", "there is no style 'loud'"),
        ("crimes.solved as mm:ss", "doesn't fit"),
        ("crimes.solved.points_change", "use change"),
        ("calls.share.percent_change", "use points_change"),
        ("calls.share at both", "can't be added or averaged"),
        ("crimes.solved.share", "has no share"),
        ("crime.schools.change", "one-off fact"),
        ("crime.schools at 2025-10", "it has no other period"),
        ("crime.schools.rose_or_fell", "one-off fact"),
        ("crimes.solved since 2024-10", "`since` needs something to compare, such as crimes.solved.change"),
        ("period lastest", "names no period 'lastest'"),
        ("date launch", "the edition has no date 'launch'"),
        ("chart crimes.by_year", "a chart or a table needs a paragraph of its own"),
        ("7 * 7", "is not a placeholder"),
        ("crimes.solved.__class__", "is not a name"),
        ("", "is not a placeholder"),
    ],
)
def test_a_placeholder_that_means_nothing_is_a_fault_in_a_sentence(source: str, what: str) -> None:
    assert what in fault(source)


@pytest.mark.parametrize("text", ["{{ crimes.solved", "crimes.solved }}", "{{ crimes.solved }} }}", "{{"])
def test_braces_left_over_in_a_setting_are_a_fault(text: str) -> None:
    resolving = resolver()
    resolving.sentence(text, WHERE)
    assert "braces are left over" in resolving.faults[0].what


def test_every_fault_is_gathered() -> None:
    resolving = resolver()
    resolving.sentence("{{ a.b }} and {{ c.d }}", WHERE)
    assert len(resolving.faults) == 2


def test_placeholders_are_resolved_in_bold_text_and_lists() -> None:
    resolving = resolver()
    reading = read_markdown("**{{ crimes.solved }}** solved\n\n- {{ crimes.down }}\n", "words.md")
    bold, items = (resolving.block(block) for block in reading.blocks)
    assert isinstance(bold, Paragraph)
    assert isinstance(bold.runs[0], Strong)
    assert isinstance(bold.runs[0].runs[0], Printed)
    assert text_of(bold.runs) == "125 solved"
    assert isinstance(items, ItemList)
    (item,) = items.items[0]
    assert isinstance(item, Paragraph)
    assert text_of(item.runs) == "75"


def test_what_a_value_says_is_never_read_again() -> None:
    """A period's or a figure's text can't bring in a placeholder of its own."""
    resolving = resolver()
    assert (
        plain(resolving.sentence("{{ crimes.solved }}{ { crimes.down } }", WHERE)) == "125{ { crimes.down } }"
    )
    assert resolving.faults == []
