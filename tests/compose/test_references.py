"""Which modules an edition's words refer to, so that no others need be read."""

from __future__ import annotations

from pathlib import Path

from reckoner.reports.compose.references import names_in
from tests.compose.house import edition
from tests.small import write


def test_names_are_found_in_words_headings_charts_and_tables(tmp_path: Path) -> None:
    words = edition(
        tmp_path,
        "---\ntitle: Progress\n---\nAn {{ one.a }} introduction.\n",
        crime="On {{ two.b }}\n{{ three.c.before at 2025-10 }} and {{four.d}}\n\n"
        "{{ chart five.e }}\n\n{{ table six.f }}",
    )
    assert names_in(words) == {"one", "two", "three", "four", "five", "six"}


def test_periods_and_dates_are_no_names(tmp_path: Path) -> None:
    assert (
        names_in(edition(tmp_path, crime="Crime\n{{ period latest }} and {{ date meeting }}")) == frozenset()
    )


PERFORMANCE = """
performance:
  own:
    title: "x {{ one.a }}"
    rows: [{measure: two.b, target: three.c, note: "x {{ four.d }}"}, {measure: two.e}]
"""


def test_what_the_edition_s_performance_tables_name_is_needed_too(tmp_path: Path) -> None:
    write(tmp_path / "content" / "panel-paper" / "2025-11" / "charts.yaml", PERFORMANCE)
    assert names_in(edition(tmp_path, crime="Crime\nWords.")) == {"one", "two", "three", "four"}


CHARTS = """
charts:
  own: {kind: line, title: "x {{ two.b }}", measures: [one.a], targets: [{at: three.c, label: x}]}
"""


def test_what_the_edition_s_own_charts_show_is_needed_too(tmp_path: Path) -> None:
    home = tmp_path / "content" / "panel-paper" / "2025-11"
    write(home / "charts.yaml", CHARTS)
    assert names_in(edition(tmp_path, crime="Crime\nWords.")) == {"one", "two", "three"}
