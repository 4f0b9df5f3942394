"""A template prints text and worded figures; whatever else it tries stops the build with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup

from reckoner.reports.document import Cell, Imprint
from reckoner.reports.errors import SettingsError
from reckoner.reports.prose import Code, Emphasis, Foreign, LineBreak, Link, Placeholder, Strong, Text
from reckoner.reports.render import allowance
from reckoner.reports.render.environment import BareNumber, fill, make_environment, prose, spans
from tests.small import WHERE, figure, printed, runs


def filled(folder: Path, template: str, **values: Any) -> str:
    (folder / "page.html.jinja").write_text(template, encoding="utf-8")
    given = {"figure": figure(8665), "printed": printed(8665), "day": date(2025, 11, 28)}
    return fill(make_environment([folder]), "page.html.jinja", **given, **values)


@pytest.mark.parametrize(
    "template",
    [
        "{{ 42 }}",
        "{{ 6 * 7 }}",
        "{{ 4.2 }}",
        "{{ true }}",
        "{{ none }}",
        "{{ [1, 2] }}",
        "{{ {'a': 1} }}",
        "{{ day }}",
        "{{ figure }}",
        "{{ figure.value }}",
        "{{ printed.rounded }}",
        "{{ printed.figure }}",
        "{{ [1, 2] | length }}",
        "{{ [1, 2] | sum }}",
        "{{ '7' | int }}",
        "{% for x in 'ab' %}{{ loop.index }}{% endfor %}",
        "{% set x %}{{ 5 }}{% endset %}{{ x }}",
        "{% macro m() %}{{ 5 }}{% endmacro %}{{ m() }}",
        "{% autoescape false %}{{ 5 }}{% endautoescape %}",
        '<p data-x="{{ 5 }}">',
        "{% if true %}{{ 5 }}{% endif %}",
    ],
)
def test_a_bare_number_stops_the_build_with_its_line(tmp_path: Path, template: str) -> None:
    with pytest.raises(SettingsError, match="the template is wrong: a template printed") as refusal:
        filled(tmp_path, f"<p>\n{template}")
    assert str(refusal.value.faults[0].where).endswith("page.html.jinja:2")


@pytest.mark.parametrize(
    "template",
    [
        "{{ figure ~ '' }}",
        "{{ printed ~ '' }}",
        "{{ printed | string }}",
        "{{ printed | upper }}",
        "{{ printed | escape }}",
        "{{ [printed] | join }}",
        "{{ [figure, figure] | join('-') }}",
        "{{ '%s' | format(figure) }}",
        "{{ '{}'.format(printed) }}",
        "{{ '%s' % printed }}",
        "{{ figure | tojson }}",
    ],
)
def test_a_figure_cannot_be_turned_into_text_on_the_way(tmp_path: Path, template: str) -> None:
    with pytest.raises(SettingsError, match="the template is wrong"):
        filled(tmp_path, template)


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ printed.__class__.__mro__ }}",
        "{{ fill.__globals__ }}",
    ],
)
def test_a_template_cannot_reach_the_machine(tmp_path: Path, template: str) -> None:
    with pytest.raises(SettingsError, match="unsafe"):
        filled(tmp_path, template, fill=fill)


def test_a_template_cannot_change_what_it_is_given(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="unsafe"):
        filled(tmp_path, "{{ words.clear() }}", words={"a": "b"})


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{{ nothing }}", "'nothing' is undefined"),
        ("{{ printed.nothing }}", "nothing"),
        ("{{ 1 / 0 }}", "division by zero"),
        ("{{ figure | length }}", "has no len"),
        ("{% include 'gone.jinja' %}", "gone.jinja"),
        ("{% if %}", "Expected an expression"),
        ("{{ 'x' | nofilter }}", "nofilter"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "recursion"),
    ],
)
def test_any_other_mistake_in_a_template_is_told_with_its_line(
    tmp_path: Path, template: str, said: str
) -> None:
    with pytest.raises(SettingsError, match=said) as refusal:
        filled(tmp_path, f"<p>\n{template}")
    assert str(refusal.value.faults[0].where).endswith("page.html.jinja:2")


def test_two_houses_with_the_same_words_share_what_was_compiled_and_neither_its_filters_nor_its_place(
    tmp_path: Path,
) -> None:
    said = []
    for name in ("north", "south"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page.jinja").write_text("{{ 'a' | own }}\n{{ missing }}", "utf-8")
        environment = make_environment([tmp_path / name], {"own": lambda letter, name=name: letter + name})
        said.append(fill(environment, "page.jinja", missing=""))
        with pytest.raises(SettingsError) as refusal:
            fill(environment, "page.jinja")
        assert str(refusal.value.faults[0].where) == f"{tmp_path / name}/page.jinja:2"
    assert [each.strip() for each in said] == ["anorth", "asouth"]


def test_a_template_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"gone\.jinja"):
        fill(make_environment([tmp_path]), "gone.jinja")


def test_a_mistake_of_the_program_is_not_blamed_on_the_template(tmp_path: Path) -> None:
    def broken() -> str:
        raise AssertionError("ours")

    with pytest.raises(AssertionError, match="ours"):
        filled(tmp_path, "{{ broken() }}", broken=broken)


def test_a_printed_figure_carries_its_value_for_machines(tmp_path: Path) -> None:
    assert filled(tmp_path, "{{ printed }}") == '<data class="figure" value="8665">8,665</data>'


def test_every_text_is_escaped(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script>\"'&"
    assert (
        filled(tmp_path, "{{ text }}", text=hostile) == "&lt;script&gt;alert(1)&lt;/script&gt;&#34;&#39;&amp;"
    )


def test_text_is_never_compiled_as_a_template(tmp_path: Path) -> None:
    assert filled(tmp_path, "{{ text }}", text="{{ 6 * 7 }}{% raw %}") == "{{ 6 * 7 }}{% raw %}"


HOSTILE = '"><script>alert(1)</script>'


@pytest.mark.parametrize(
    "run",
    [
        Text(HOSTILE),
        Code(HOSTILE),
        Strong(runs(HOSTILE)),
        Emphasis(runs(HOSTILE)),
        Link(runs(HOSTILE), "https://example.org/" + HOSTILE),
        Foreign(runs(HOSTILE), HOSTILE),
    ],
)
def test_no_run_lets_markup_through(run: Any) -> None:
    html = str(prose([run]))
    assert "<script" not in html
    assert '""' not in html
    assert html.count("&lt;script&gt;") >= 1


def test_runs_become_the_markup_of_their_meaning() -> None:
    html = prose(runs("a ", Strong(runs("b", printed(5))), LineBreak(), Foreign(runs("c"), "cy")))
    assert html == ('a <strong>b<data class="figure" value="5">5</data></strong><br><span lang="cy">c</span>')


def test_a_placeholder_that_was_not_resolved_is_never_printed() -> None:
    with pytest.raises(BareNumber, match="not resolved"):
        prose([Placeholder("crimes.solved", WHERE)])


def test_a_sentence_of_settings_is_escaped_as_well() -> None:
    assert prose(("<b>", printed(5))) == '&lt;b&gt;<data class="figure" value="5">5</data>'


def test_only_cells_that_span_say_so() -> None:
    assert spans(Cell(("x",))) == ""
    assert spans(Cell(("x",), columns=2, rows=3)) == Markup(' colspan="2" rowspan="3"')


GROWS = "{% set own = namespace(x='x' * 999) %}{% for n in range(99) %}"


@pytest.mark.parametrize(
    "template",
    [
        '{{ "x" * 5000000000 }}',
        '{{ 5000000000 * "x" }}',
        "{{ ['x'] * 5000000000 }}",
        '{{ "x" | center(9999999999) }}',
        '{{ "x".ljust(9999999999) }}',
        '{{ "%9999999999d" % 1 }}',
        '{{ "{:9999999999}".format(1) }}',
        "{{ 9 ** (9 ** 9) }}",
        GROWS + "{% set own.x = own.x ~ own.x %}{% endfor %}",
        GROWS + "{% set own.x = own.x + own.x %}{% endfor %}",
    ],
)
def test_a_template_that_makes_too_much_at_once_is_named_with_its_line(tmp_path: Path, template: str) -> None:
    with pytest.raises(SettingsError, match="the template runs away: ") as refusal:
        filled(tmp_path, f"<p>\n{template}")
    assert str(refusal.value.faults[0].where).endswith("page.html.jinja:2")


@pytest.mark.parametrize(
    "template",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% macro f(n) %}{% if n %}{{ f(n - 1) }}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(60) }}",
        "{% for n in range(99999) %}{% for x in 'ab' recursive %}{{ x }}{% endfor %}{% endfor %}" * 9,
    ],
    ids=["loops in loops", "a macro of itself", "loop after loop"],
)
def test_a_template_without_end_is_ended(
    tmp_path: Path, template: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowance, "SECONDS", 0.2)
    with pytest.raises(SettingsError, match=r"works for more than 0\.2 seconds") as refusal:
        filled(tmp_path, f"<p>\n{template}")
    assert str(refusal.value.faults[0].where).endswith("page.html.jinja:2")


def test_a_template_that_fills_the_memory_step_by_step_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowance, "MEGABYTES", 100)
    with pytest.raises(SettingsError, match="needs more than 100 MB of memory"):
        filled(tmp_path, "{% for n in range(99999) %}{{ 'x' * 99999 }}{% endfor %}")


def test_loops_and_what_they_know_of_themselves_are_as_ever(tmp_path: Path) -> None:
    template = (
        "{% for x in 'abc' if x != 'b' %}{{ x }}{{ '' if loop.last else ',' }}{{ 'z' * loop.length }}"
        "{% else %}none{% endfor %}{{ '{:>3}'.format('a') }}{{ '%s' % 'b' }}{{ 'a' ~ 'b' }}"
        "{% for x in [] %}{% else %}none{% endfor %}"
    )
    assert filled(tmp_path, template) == "a,zzczz  ababnone"


@pytest.mark.parametrize("part", ["until 31 March 2026", *runs("until 31 March 2026")])
def test_a_day_keeps_to_its_month(part: Any) -> None:
    assert prose([part]) == "until 31\N{NO-BREAK SPACE}March 2026"
    assert prose(["from 2024 Hertfordshire"]) == "from 2024 Hertfordshire"
    assert prose(["see section 3, Table 2"]) == "see section\N{NO-BREAK SPACE}3, Table\N{NO-BREAK SPACE}2"


def test_a_line_of_an_address_is_kept_together() -> None:
    said = Imprint("The office", ("15 Vaughan Road", "AL5 4GZ"), "", "", "", "").published()
    assert said[0][1].split(" ") == ["The", "office,", "15\xa0Vaughan\xa0Road,", "AL5\xa04GZ"]


def test_a_telephone_number_that_is_linked_is_not_parted() -> None:
    for address, words in (("tel:01707806100", "01707\u00a0806100"), ("https://a.example", "01707 806100")):
        assert prose([Link(runs("Ring 01707 806100"), address)]) == f'<a href="{address}">Ring {words}</a>'
