"""Sources are numbered as they are listed, each with every place that rests on it."""

from __future__ import annotations

from dataclasses import replace

from reckoner.reports.compose.sourcebook import Cited, SourceBook
from reckoner.reports.document import Mention, SourceMark
from reckoner.reports.figures.arithmetic import change, percent_change
from reckoner.reports.figures.printed import Printed, plain
from reckoner.reports.figures.unit import POUNDS
from reckoner.reports.figures.wording import PLAIN
from tests.small import figure, wording

CITED = {
    "panel": Cited(
        "Crime", "The Force, A paper", ("Rounded.", "Counts of a part year."), "https://example.org"
    ),
    "other": Cited("Staff", "The office, A list", ("Rounded.",)),
    "twin": Cited("Staff", "The office, A list", ("Rounded.",)),
}


def book() -> SourceBook:
    return SourceBook(CITED, wording())


def of(value: int, *origins: str) -> Printed:
    return wording().word(replace(figure(value), origins=origins))


def labels(sources: SourceBook, mark: SourceMark) -> tuple[str, ...]:
    """The numbers of a mark, once the document's sources are listed."""
    sources.sources()
    return mark.labels


def test_sources_are_numbered_as_they_are_first_used() -> None:
    sources = book()
    one = sources.mark([of(5, "other")], "paragraph 1.1", "p1-1")
    two = sources.mark([of(5, "panel"), of(6, "other")], "paragraph 1.2", "p1-2")
    assert (labels(sources, one), labels(sources, two)) == (("1",), ("1", "2"))
    assert [source.topic for source in sources.sources()] == ["Staff", "Crime"]


def test_a_note_on_some_figures_is_listed_where_one_of_them_is_printed() -> None:
    cited = Cited("Money", "The office, A list", ("A draft.",), note_for=(("money.kept", "At the end."),))
    for name, notes in (
        ("money.spent", ("A draft.",)),
        ("money.keptness", ("A draft.",)),
        ("money.kept", ("A draft.", "At the end.")),
        ("money.kept.general", ("A draft.", "At the end.")),
    ):
        sources = SourceBook({"money": cited}, wording())
        printed = wording().word(replace(figure(5), name=name, origins=("money",)))
        sources.mark([printed], "x", "p")
        assert [source.notes for source in sources.sources()] == [notes], name


def test_a_note_on_many_figures_is_listed_once_where_some_of_them_are_printed() -> None:
    both = (("money.*_share", "Of the whole."), ("money.kept", "Of the whole."))
    cited = Cited("Money", "The office, A list", note_for=both)
    for names, notes in (
        (("money.spent",), ()),
        (("money.spent_share",), ("Of the whole.",)),
        (("money.spent_share", "money.lent_share.abroad", "money.kept"), ("Of the whole.",)),
    ):
        sources = SourceBook({"money": cited}, wording())
        figures = [replace(figure(5), name=name, origins=("money",)) for name in names]
        sources.mark(map(wording().word, figures), "x", "p")
        assert [source.notes for source in sources.sources()] == [notes], names


def test_marks_are_in_order_past_nine() -> None:
    cited = {str(n): Cited(f"Topic {n}", "The Force") for n in range(12)}
    sources = SourceBook(cited, wording())
    for n in range(12):
        sources.mark([of(5, str(n))], "x", f"p{n}")
    assert labels(sources, sources.mark([of(5, "10"), of(5, "1")], "x", "p")) == ("2", "11")


def test_what_one_publication_holds_stands_together_and_the_numbers_run_down_the_list() -> None:
    cited = {
        "crime": Cited("Crime", "The Force, A paper", publisher="The Force"),
        "staff": Cited("Staff", "The office, A list", publisher="The office"),
        "calls": Cited("Calls", "The Force, A paper", publisher="The Force"),
    }
    sources = SourceBook(cited, wording())
    marks = [sources.mark([of(5, name)], "x", f"p-{name}") for name in cited]
    assert [labels(sources, mark) for mark in marks] == [("1",), ("3",), ("2",)]
    assert [(source.number, source.topic) for source in sources.sources()] == [
        ("1", "Crime"), ("2", "Calls"), ("3", "Staff"),
    ]  # fmt: skip


def test_what_rests_on_no_source_has_no_mark() -> None:
    sources = book()
    assert labels(sources, sources.mark([], "paragraph 1.1", "p1-1")) == ()
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
    assert labels(sources, sources.mark([of(5, "other"), of(5, "twin")], "x", "p")) == ("1",)


def test_a_computed_figure_is_explained_once_however_often_it_is_printed() -> None:
    sources = book()
    more = wording().word(change(figure(8665), figure(7427)))
    for anchor in ("p1-1", "p1-2"):
        sources.mark([more], anchor, anchor)
    (working,) = sources.sources()[0].workings
    assert [printed.text for printed in working.figures] == ["1,238"]
    assert plain(working.formula) == "8,665 minus 7,427"


def test_what_words_call_a_fall_is_worked_out_from_the_larger_value() -> None:
    sources = book()
    for less in (change(figure(37), figure(39)), percent_change(figure(37), figure(39))):
        sources.mark([wording().word(less, replace(PLAIN, sign="never"))], "x", "p")
    assert [plain(working.formula) for working in sources.sources()[0].workings] == [
        "39 minus 37", "(39 minus 37) divided by 39",
    ]  # fmt: skip


def test_a_fall_with_its_sign_is_worked_out_as_it_stands() -> None:
    sources = book()
    less = change(figure(37), figure(39))
    sources.mark([wording().word(less, replace(PLAIN, sign="always"))], "x", "p")
    assert plain(sources.sources()[0].workings[0].formula) == "37 minus 39"


def test_one_working_is_listed_with_its_figure_once_as_full_as_it_was_printed() -> None:
    sources = book()
    more = change(figure("10.25"), figure("5.55"))
    two = replace(PLAIN, decimals=2)
    for style in (two, replace(PLAIN, decimals=1), replace(two, sign="always")):
        sources.mark([wording().word(more, style)], "x", "p")
    (working,) = sources.sources()[0].workings
    assert [printed.text for printed in working.figures] == ["+4.70"]


def test_a_working_names_its_figure_with_the_unit_that_a_column_leaves_to_its_head() -> None:
    sources = book()
    over = change(figure("4700000", unit=POUNDS), figure("1800000", unit=POUNDS))
    words = replace(PLAIN, form="£m", decimals=1)
    column = replace(words, form="millions", with_unit=False, sign="always")
    for style in (column, words, column):
        sources.mark([wording().word(over, style)], "x", "p")
    (working,) = sources.sources()[0].workings
    assert [printed.text for printed in working.figures] == ["£2.9 million"]


def test_figures_of_several_values_share_the_words_of_a_published_one() -> None:
    sources = book()
    for value in (16, 12, 16):
        sources.mark([wording().word(replace(figure(value), published=True))], "x", "p")
    (working,) = sources.sources()[0].workings
    assert [printed.text for printed in working.figures] == ["12", "16"]


def test_a_list_of_places_shows_a_paragraph_by_its_number_alone() -> None:
    places = [Mention(label, "x") for label in ("paragraph 1.1", "Table 1", "heading, Crime 2.", "3.4")]
    assert [(place.kind, place.number) for place in places] == [
        ("paragraph ", "1.1"), ("", ""), ("", ""), ("", "3.4"),
    ]  # fmt: skip


def test_a_figure_as_its_source_gives_it_needs_no_working() -> None:
    sources = book()
    sources.mark([of(5, "panel")], "x", "p")
    assert sources.sources()[0].workings == ()


def test_a_published_figure_is_said_to_be_so() -> None:
    sources = book()
    sources.mark([wording().word(replace(figure(16), published=True))], "x", "p")
    assert "as published" in plain(sources.sources()[0].workings[0].formula)


def test_a_figure_of_two_sources_is_explained_under_the_first_alone() -> None:
    sources = book()
    parts = replace(figure(5), origins=("panel",)), replace(figure(3), origins=("other",))
    more = wording().word(change(*parts))
    assert labels(sources, sources.mark([more], "x", "p")) == ("1", "2")
    assert [len(source.workings) for source in sources.sources()] == [1, 0]


def test_what_several_sources_say_alike_is_said_once_with_their_numbers() -> None:
    sources = book()
    sources.mark([of(5, "panel"), of(6, "other")], "paragraph 1.1", "p1-1")
    assert [(note.text, note.source.labels) for note in sources.shared_notes()] == [("Rounded.", ("1", "2"))]
    assert [source.notes for source in sources.sources()] == [("Counts of a part year.",), ()]


def test_a_note_of_one_source_stays_with_it() -> None:
    sources = book()
    sources.mark([of(5, "panel")], "paragraph 1.1", "p1-1")
    assert sources.shared_notes() == ()
    assert [source.notes for source in sources.sources()] == [("Rounded.", "Counts of a part year.")]


def published(value: str, name: str) -> Printed:
    shown = replace(figure(value), origins=("panel",), name=name, published=True, decimals=1)
    return wording().word(shown, replace(PLAIN, sign="negative"))


def test_a_working_is_listed_once_its_figures_in_order_and_a_sign_makes_no_second_one() -> None:
    sources = book()
    figures = [("5", "a.a"), ("1.8", "a.b"), ("-1.8", "a.c"), ("-8", "a.d"), ("5", "a.e")]
    sources.mark([published(*each) for each in figures], "paragraph 1.1", "p1-1")
    [source] = sources.sources()
    [working] = source.workings
    assert [each.text for each in working.figures] == ["−8.0", "−1.8", "5.0"]
    assert plain(working.formula) == "as published"
