"""Sources are numbered as they are first used, each with every place that rests on it."""

from __future__ import annotations

from dataclasses import replace

from reckoner.reports.compose.sourcebook import Cited, SourceBook
from reckoner.reports.document import Mention
from reckoner.reports.figures.arithmetic import change
from reckoner.reports.figures.printed import Printed, plain
from tests.small import figure, wording

CITED = {
    "panel": Cited("Crime", "The Force, A paper", "Typed.", "https://example.org"),
    "other": Cited("Staff", "The office, A list"),
    "twin": Cited("Staff", "The office, A list"),
}


def book() -> SourceBook:
    return SourceBook(CITED, wording())


def of(value: int, *origins: str) -> Printed:
    return wording().word(replace(figure(value), origins=origins))


def test_a_source_gets_its_number_where_it_is_first_used() -> None:
    sources = book()
    assert sources.mark([of(5, "other")], "paragraph 1.1", "p1-1").labels == ("1",)
    assert sources.mark([of(5, "panel"), of(6, "other")], "paragraph 1.2", "p1-2").labels == ("1", "2")
    assert [source.topic for source in sources.sources()] == ["Staff", "Crime"]


def test_marks_are_in_order_past_nine() -> None:
    cited = {str(n): Cited(f"Topic {n}", "The Force") for n in range(12)}
    sources = SourceBook(cited, wording())
    for n in range(12):
        sources.mark([of(5, str(n))], "x", f"p{n}")
    assert sources.mark([of(5, "10"), of(5, "1")], "x", "p").labels == ("2", "11")


def test_what_rests_on_no_source_has_no_mark() -> None:
    sources = book()
    assert sources.mark([], "paragraph 1.1", "p1-1").labels == ()
    assert sources.sources() == ()


def test_each_label_is_listed_once_with_its_first_anchor() -> None:
    sources = book()
    for anchor in ("p1-1", "p1-1-1"):
        sources.mark([of(5, "panel")], "paragraph 1.1", anchor)
    sources.mark([of(5, "panel")], "Table 1", "table-crime")
    assert sources.sources()[0].places == (
        Mention("paragraph 1.1", "p1-1"),
        Mention("Table 1", "table-crime"),
    )


def test_origins_that_are_cited_alike_are_one_source() -> None:
    sources = book()
    assert sources.mark([of(5, "other"), of(5, "twin")], "x", "p").labels == ("1",)


def test_a_computed_figure_is_explained_once_however_often_it_is_printed() -> None:
    sources = book()
    more = wording().word(change(figure(8665), figure(7427)))
    for anchor in ("p1-1", "p1-2"):
        sources.mark([more], anchor, anchor)
    (working,) = sources.sources()[0].workings
    assert [printed.text for printed in working.figures] == ["1,238"]
    assert plain(working.formula) == "8,665 minus 7,427"


def test_a_figure_as_its_source_gives_it_needs_no_working() -> None:
    sources = book()
    sources.mark([of(5, "panel")], "x", "p")
    assert sources.sources()[0].workings == ()


def test_a_published_figure_says_that_its_base_is_not_known() -> None:
    sources = book()
    sources.mark([wording().word(replace(figure(16), published=True))], "x", "p")
    assert "not known" in plain(sources.sources()[0].workings[0].formula)


def test_a_figure_of_two_sources_is_explained_under_the_first_alone() -> None:
    sources = book()
    parts = replace(figure(5), origins=("panel",)), replace(figure(3), origins=("other",))
    more = wording().word(change(*parts))
    assert sources.mark([more], "x", "p").labels == ("1", "2")
    assert [len(source.workings) for source in sources.sources()] == [1, 0]
