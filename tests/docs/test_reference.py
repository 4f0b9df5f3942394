"""The generated pages: nothing of the code is left out of them."""

from __future__ import annotations

import pytest

from reckoner.reports.content.placeholder import STYLE_NAMES, WORD_STEPS
from reckoner.reports.errors import ReckonerError
from reckoner.reports.figures.comparison import STEP_NAMES
from reckoner.reports.settings.office import OfficeSettings
from reckoner.reports.settings.schedules import Schedules
from tools import libraries
from tools.docs import placeholders
from tools.docs.codes import codes_page
from tools.docs.commands import commands, commands_page
from tools.docs.keys import MODELS, ROOT, said_of
from tools.docs.kinds_of_value import value_of
from tools.docs.settings import PAGES, described, settings_page
from tools.docs.tables import DocTable, doc_tables

ALL = {name: settings_page(name) for name in PAGES}


def row(page: str, key: str) -> tuple[str, ...]:
    return next(row for table in doc_tables(ALL[page]) for row in table.rows if row[0] == f"`{key}`")


def test_every_model_that_a_page_of_docs_describes_is_in_the_reference() -> None:
    listed = {model for models in MODELS.values() for model in models}
    bases = {base for model in described() for base in model.__mro__}
    assert listed - bases == set()


def test_every_key_of_every_model_has_its_row() -> None:
    rows = [row[0] for text in ALL.values() for table in doc_tables(text) for row in table.rows]
    for model in described():
        for name, field in model.model_fields.items():
            assert f"`{field.alias or name}`" in rows, (model, name)


def test_each_model_stands_once_on_a_page() -> None:
    for text in ALL.values():
        anchors = [line.rpartition("{ ")[2] for line in text.splitlines() if line.startswith("## ")]
        assert len(anchors) == len(set(anchors))


def test_a_default_and_a_limit_are_those_of_the_code() -> None:
    assert row("office", "percent_decimals")[1:3] == ("a whole number, 0 to 6", "`0`")
    assert row("office", "author_may_approve")[1:3] == ("`true` or `false`", "`false`")
    assert row("schedules", "time_zone")[2] == f"`{Schedules().time_zone}`"
    assert row("office", "web_versions")[2] == "needed"
    assert value_of(OfficeSettings.model_fields["outside"]).endswith("a folder's whole path: `/mnt/share`")


def test_the_meaning_of_a_key_is_that_of_its_page() -> None:
    assert said_of()[Schedules, "time_zone"].meaning == row("schedules", "time_zone")[3]


@pytest.mark.slow
def test_every_command_is_shown_with_an_example() -> None:
    page = commands_page()
    for words in commands():
        said = page.partition(f"# reckoner {' '.join(words)}\n")[2].partition("\n```\n")[0]
        assert f"Usage: reckoner {' '.join(words)}" in said
    assert len(list(commands())) > 40


def test_every_exit_code_is_listed() -> None:
    [table] = doc_tables(codes_page())
    codes = {error.exit_code for error in ReckonerError.__subclasses__()}
    assert {str(code) for code in codes | {0, 1}} <= set(table.column("Code"))


def test_every_step_word_and_style_is_listed() -> None:
    named = [table for table in doc_tables(placeholders.placeholders_page()) if table.header[0] == "Name"]
    listed = [table.column("Name") for table in named]
    assert listed[:3] == [list(STEP_NAMES), list(WORD_STEPS), list(STYLE_NAMES)]


def test_what_is_printed_beside_a_placeholder_comes_from_the_code() -> None:
    assert placeholders.printed("{{ crimes_solved.solved.change as signed }}") == "+1,238"
    with pytest.raises(ValueError, match="nothing is called"):
        placeholders.printed("{{ crimes_solved.nothing }}")


def test_the_page_for_it_names_every_library() -> None:
    page = (ROOT / "docs/machine.md").read_text("utf-8")
    [line] = [line for line in page.splitlines() if line.startswith("apt-get install")]
    assert set(libraries.PACKAGES.values()) <= set(line.split())


def test_a_table_with_a_bar_in_a_cell_stays_a_table() -> None:
    for text in ALL.values():
        tables: list[DocTable] = doc_tables(text.replace("\\|", "/"))
        assert all(len(row) == len(table.header) for table in tables for row in table.rows)
