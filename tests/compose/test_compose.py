"""Words and figures become one frozen Document: numbered, sourced, and with every fault gathered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reckoner.reports.document import ChartSlot, Document, Mention, NumberedParagraph, Table
from reckoner.reports.errors import InputError
from reckoner.reports.figures.printed import plain
from reckoner.reports.periods.period import Period
from reckoner.reports.prose import text_of, words_in
from tests.compose.house import FRONT, PAPER, composed, edition, library, table
from tests.small import house, read_paper, write

CHART = {"kind": "bar", "title": "Solved", "measures": ["crimes.solved"], "periods": ["2024-10", "2025-10"]}


def faults(error: pytest.ExceptionInfo[InputError]) -> list[str]:
    return [f"{fault.where}: {fault.what}" for fault in error.value.faults]


def plain_words(paper: Document) -> str:
    return " ".join(words_in(block.block) for block in paper.blocks() if isinstance(block, NumberedParagraph))


def test_sections_and_paragraphs_are_numbered_in_reading_order(tmp_path: Path) -> None:
    paper = composed(edition(tmp_path, crime="Crime\nOne.\n\nTwo.", office="Office\nThree."))
    blocks = [block for block in paper.blocks() if isinstance(block, NumberedParagraph)]
    assert [(block.number, block.anchor) for block in blocks] == [
        ("1.1", "p1-1"),
        ("1.2", "p1-2"),
        ("2.1", "p2-1"),
    ]
    assert [section.number for section in paper.sections] == ["1", "2"]
    assert [section.anchor for section in paper.sections] == ["crime", "office"]


def test_a_list_goes_on_from_the_paragraph_before_it(tmp_path: Path) -> None:
    paper = composed(edition(tmp_path, crime="Crime\nThe Panel is asked:\n\n- to note\n- to say"))
    first, second = paper.sections[0].blocks
    assert isinstance(first, NumberedParagraph)
    assert isinstance(second, NumberedParagraph)
    assert (second.number, second.label, second.anchor) == ("", first.label, "p1-1-1")


def test_a_publication_without_numbers_has_anchors_only(tmp_path: Path) -> None:
    plain_paper = PAPER.model_copy(update={"numbered": False})
    paper = composed(edition(tmp_path, crime="Crime\nOne."), publication=plain_paper)
    (block,) = paper.sections[0].blocks
    assert isinstance(block, NumberedParagraph)
    assert (paper.sections[0].number, block.number, block.anchor) == ("", "", "p1-1")


def test_the_cover_shows_what_is_known_and_no_empty_field(tmp_path: Path) -> None:
    front = FRONT.replace(
        "title: Progress\n", "title: Progress\ndetails: {Agenda item: '', Purpose: To note}\n"
    )
    paper = composed(edition(tmp_path, front, crime="Crime\nWords."))
    assert paper.cover.details == (("Meeting", "The Panel"), ("Purpose", "To note"))


def test_the_introduction_has_no_numbers(tmp_path: Path) -> None:
    front = "---\ntitle: Progress\nperiods: {latest: 2025-10}\n---\nSolved: {{ crimes.solved }}.\n"
    paper = composed(edition(tmp_path, front, crime="Crime\nOne."))
    (block,) = paper.introduction
    assert isinstance(block, NumberedParagraph)
    assert (block.number, block.label) == ("", "introduction")
    assert [mention.label for mention in paper.sources[0].places] == ["introduction"]


def test_a_paragraph_is_marked_with_the_sources_of_its_figures(tmp_path: Path) -> None:
    words = edition(
        tmp_path,
        crime="Crime\nIn schools: {{ crime.schools }}.\n\nBoth: {{ crimes.solved }} and {{ crime.schools }}.",
    )
    paper = composed(words)
    blocks = [block for block in paper.blocks() if isinstance(block, NumberedParagraph)]
    assert [block.source.labels for block in blocks] == [("1",), ("1", "2")]
    assert [(source.number, source.topic) for source in paper.sources] == [("1", "Schools"), ("2", "Crime")]
    assert [mention.anchor for mention in paper.sources[0].places] == ["p1-1", "p1-2"]


def test_each_entry_of_a_list_has_its_own_mark_where_they_differ(tmp_path: Path) -> None:
    def marks(*entries: str) -> list[tuple[str, ...]]:
        items = "\n".join(f"- {entry}" for entry in entries)
        paper = composed(edition(tmp_path, crime=f"Crime\nSeen: {{{{ crime.schools }}}}.\n\n{items}\n"))
        (block,) = (
            each for each in paper.blocks() if isinstance(each, NumberedParagraph) and not each.number
        )
        return [mark.labels for mark in block.marks]

    assert marks("{{ crimes.solved }} solved", "no figure", "{{ crime.schools }} schools") == [
        ("2",),
        (),
        ("1",),
    ]
    assert marks("{{ crimes.solved }} solved", "no figure") == []


@pytest.mark.parametrize(
    ("lead", "named"),
    [("Seen: {{ crime.schools }}.", ()), ("Seen.", ("1",)), ("Solved: {{ crimes.solved }}.", ("2",))],
)
def test_a_list_names_no_sources_that_the_words_that_lead_to_it_name(
    tmp_path: Path, lead: str, named: tuple[str, ...]
) -> None:
    paper = composed(edition(tmp_path, crime=f"Crime\n{lead}\n\n- {{{{ crime.schools }}}} schools\n"))
    (found,) = (each for each in paper.blocks() if isinstance(each, NumberedParagraph) and not each.number)
    assert found.source.labels == named


def test_a_table_of_words_names_the_source_of_its_section(tmp_path: Path) -> None:
    def paper(source: str) -> Document:
        words = edition(
            tmp_path,
            crime="Crime\nOne.\n\nTable: What comes\n\n| When | What |\n| --- | --- |\n| Soon | It |\n",
        )
        (section,) = words.sections
        stated = replace(section, front=section.front.model_copy(update={"source": (source,)}))
        return composed(replace(words, sections=(stated,)))

    lead, table = paper("office").sections[0].blocks
    assert isinstance(lead, NumberedParagraph)
    assert isinstance(table, NumberedParagraph)
    assert (lead.source.labels, table.source.labels) == ((), ("1",))
    assert [remark.what for remark in paper("ofice").remarks] == ["there is no origin 'ofice'"]


def test_a_computed_figure_shows_its_working_under_its_source(tmp_path: Path) -> None:
    paper = composed(edition(tmp_path, crime="Crime\nMore by {{ crimes.solved.change }}."))
    (working,) = paper.sources[0].workings
    assert [figure.text for figure in working.figures] == ["25"]
    assert plain(working.formula) == "125 (Oct 2025) minus 100 (Oct 2024)"


def test_a_heading_with_a_figure_is_sourced_and_in_the_ledger(tmp_path: Path) -> None:
    paper = composed(edition(tmp_path, crime="Visits to {{ crime.schools }} schools\nOne."))
    assert plain(paper.sections[0].title) == "Visits to 31 schools"
    assert paper.sections[0].source.labels == ("1",)
    assert paper.sources[0].places == (Mention("section 1", "crime"),)
    assert [entry.printed.text for entry in paper.entries()] == ["31"]


def test_a_subheading_cannot_carry_a_figure(tmp_path: Path) -> None:
    [found] = composed(
        edition(tmp_path, crime="Crime\n## Visits to {{ crime.schools }} schools\n\nOne.")
    ).remarks
    assert (found.severity, found.rule) == ("error", "misplaced-words")
    assert "a subheading can't carry a figure" in found.what
    assert "10-crime.md:4" in found.where


def test_a_subheading_may_name_a_period(tmp_path: Path) -> None:
    paper = composed(edition(tmp_path, crime="Crime\n## In {{ period latest }}\n\nOne."))
    assert text_of(paper.sections[0].blocks[0].runs) == "In October 2025"  # type: ignore[union-attr]


def test_dates_of_the_edition_may_be_named(tmp_path: Path) -> None:
    paper = composed(edition(tmp_path, crime="Crime\nThe Panel meets on {{ date meeting }}."))
    (block,) = paper.sections[0].blocks
    assert isinstance(block, NumberedParagraph)
    assert text_of(block.block.runs) == "The Panel meets on 28 November 2025."  # type: ignore[union-attr]


def test_charts_and_tables_take_their_place_and_are_counted(tmp_path: Path) -> None:
    words = edition(
        tmp_path, crime="Crime\n{{ chart crimes.by_year }}\n\nWords.\n\n{{ table crimes.counts }}"
    )
    counts = table((Period.parse("2025-10"), 125), period="period", solved="count")
    paper = composed(words, library(charts={"crimes.by_year": CHART}, tables={"crimes.counts": counts}))
    first, _, last = paper.sections[0].blocks
    assert isinstance(first, ChartSlot)
    assert isinstance(last, Table)
    assert (first.label, last.label) == ("Figure 1", "Table 1")
    assert (first.spec.name, last.name) == ("crimes-by_year", "crimes-counts")
    assert [mention.label for mention in paper.sources[0].places] == ["Figure 1", "Table 1"]


def test_a_charts_values_stand_as_a_table_where_the_words_ask_for_one(tmp_path: Path) -> None:
    words = edition(tmp_path, crime="Crime\nWords.\n\n{{ table crimes.by_year }}")
    paper = composed(words, library(charts={"crimes.by_year": {**CHART, "notes": ["Counted by hand"]}}))
    (found,) = paper.tables()
    assert paper.charts() == ()
    assert (found.name, found.label, plain(found.caption)) == ("crimes-by_year", "Table 1", CHART["title"])
    values = [[plain(cell.content) for cell in row] for row in found.body]
    assert ["Oct 2025", "125"] in values
    assert "Counted by hand" in [plain(note) for note in found.notes]
    assert found.data.count("\n") == len(values) + 1
    assert [mention.label for mention in paper.sources[0].places] == ["Table 1"]
    assert {entry.place for entry in paper.entries() if entry.printed.text == "125"} == {
        "table crimes-by_year"
    }


def test_a_chart_declared_beside_the_words_is_drawn_too(tmp_path: Path) -> None:
    home = tmp_path / "content" / "panel-paper" / "2025-11"
    home.mkdir(parents=True)
    chart = "charts:\n  own:\n    kind: bar\n    title: Solved\n    measures: [crimes.solved]\n"
    (home / "charts.yaml").write_text(chart + "    periods: ['2024-10', '2025-10']\n", encoding="utf-8")
    paper = composed(edition(tmp_path, crime="Crime\n{{ chart own }}"))
    assert [slot.spec.name for slot in paper.charts()] == ["own"]


def test_a_chart_s_name_cannot_lead_out_of_the_draft(tmp_path: Path) -> None:
    home = tmp_path / "content" / "panel-paper" / "2025-11"
    home.mkdir(parents=True)
    chart = "charts:\n  ../../own: {kind: bar, title: Solved, measures: [crimes.solved]}\n"
    (home / "charts.yaml").write_text(chart, encoding="utf-8")
    with pytest.raises(InputError, match=r"'\.\./\.\./own' can't be used as a name"):
        composed(edition(tmp_path, crime="Crime\n{{ chart ../../own }}"))


def test_every_fault_in_the_words_is_gathered_with_its_line(tmp_path: Path) -> None:
    words = edition(
        tmp_path,
        crime="Crime {{ nothing.here }}\n{{ crimes.solve }}\n\n{{ chart crimes.gone }}",
        office="Office\n{{ period lastest }}\n\n{{ table crimes.gone }}",
    )
    paper = composed(words)
    found = [f"{each.where}: {each.what}" for each in paper.remarks]
    assert len(found) == 5
    assert "[no figure: crimes.solve]" in plain_words(paper)
    assert "[no figure: chart crimes.gone]" in plain_words(paper)
    home = "content/panel-paper/2025-11"
    assert any(said.startswith(f"{home}/10-crime.md:2: ") and "nothing.here" in said for said in found)
    assert any(said.startswith(f"{home}/10-crime.md:4: ") and "crimes.solve" in said for said in found)
    assert any(said.startswith(f"{home}/10-crime.md:6: there is no chart") for said in found)
    assert any(said.startswith(f"{home}/20-office.md:4: ") and "lastest" in said for said in found)
    assert any(said.startswith(f"{home}/20-office.md:6: there is no table") for said in found)


def test_the_document_carries_the_office_of_its_own_day(tmp_path: Path) -> None:
    paper = composed(edition(tmp_path, crime="Crime\nOne."))
    assert paper.imprint.office == house().office.on(paper.dated).name
    assert paper.author == house().office.publisher
    assert paper.web_address == "https://www.example.org/reports/panel-paper/2025-11/"
    assert paper.language == "en-GB"


def test_a_publication_without_a_web_version_has_no_address_of_one(tmp_path: Path) -> None:
    words = edition(tmp_path, crime="Crime\nOne.")
    assert composed(words, publication=PAPER.making_all_but(("html",))).web_address == ""


def test_every_printed_figure_is_an_entry_in_reading_order(tmp_path: Path) -> None:
    words = edition(
        tmp_path,
        crime="Crime\nA {{ crimes.solved }}.\n\n> B {{ crime.schools }}.\n\n"
        "- C {{ crimes.solved.before }}\n\n| D |\n| - |\n| **{{ crimes.solved at 2025-09 }}** |",
    )
    entries = [(entry.place, entry.printed.text) for entry in composed(words).entries()]
    assert entries == [
        ("paragraph 1.1", "125"),
        ("paragraph 1.1", "31"),
        ("paragraph 1.1", "100"),
        ("paragraph 1.1", "110"),
    ]


def test_a_section_s_own_periods_go_before_the_edition_s_and_hold_there_alone(tmp_path: Path) -> None:
    words = edition(tmp_path, crime="Crime\n{{ crimes.solved }}", office="Office\n{{ crimes.solved }}")
    first = words.sections[0]
    own = first.front.model_copy(update={"periods": {"latest": Period.parse("2024-10")}})
    words = replace(words, sections=(replace(first, front=own), words.sections[1]))
    assert [entry.printed.text for entry in composed(words).entries()] == ["100", "125"]


def test_a_fault_in_a_heading_names_the_line_of_its_title(tmp_path: Path) -> None:
    edition(tmp_path, crime="Crime\nWords.")
    file = tmp_path / "content/panel-paper/2025-11/10-crime.md"
    write(file, "---\nanchor: crime\ntitle: Crime {{ nothing.here }}\n---\nWords.\n")
    [found] = composed(read_paper(tmp_path)).remarks
    assert found.where.endswith("10-crime.md:3")
