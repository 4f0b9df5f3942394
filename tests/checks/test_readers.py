"""Names of the program's insides, straight quotes and skipped headings are found on a page."""

from __future__ import annotations

import pytest

from reckoner.reports.checks.page import read_page
from reckoner.reports.checks.readers import find

PAGE = (
    "<!DOCTYPE html><html><head><title>A paper</title></head>"
    "<body><main><h1>A paper</h1>{}</main></body></html>"
)


def found(body: str) -> list[tuple[str, str]]:
    html = PAGE.format(body)
    return [(finding.rule, finding.what) for finding in find(read_page(html))]


@pytest.mark.parametrize(
    "name",
    [
        "facts.yaml", "calls_999.target_seconds", "target_urban", "charts.yaml", "module.yaml", "figures.csv",
        "panel_2025_11_office", "web.html.jinja", "crimes_solved", "hotspot.no_such_thing",
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "place",
    [
        "<p>The rest is in {} alone.</p>",
        '<p class="note citation">Kept ({}).</p>',
        '<section class="imprint"><p>{}</p></section>',
        "<table><tr><td>{}</td></tr></table>",
        '<svg role="img" aria-label="A chart of {}"></svg>',
        '<img src="a.png" alt="{}">',
        "<h2>{}</h2>",
        '<p>It <data class="figure">5</data> <span class="sources">{}</span></p>',
    ],
)
def test_a_machine_s_name_is_found(name: str, place: str) -> None:
    [(rule, what)] = found(place.format(name))
    assert rule == "machine-name"
    assert repr(name) in what


@pytest.mark.parametrize(
    "text",
    [
        "See https://www.example.org/a_b/data.csv for more.",
        "Write to chief_executive@example.org.",
        "Rows of <code>facts.yaml</code>.",
        'It is <mark class="to-come">[no figure: crimes_solved.sloved]</mark> more.',
        "At 3 p.m. and/or e.g. the Constabulary’s own.",
        "Download the data (CSV).",
        "A version of 1.2.3 and well-known words, 2024/25.",
    ],
)
def test_an_address_or_what_is_typed_as_code_is_none(text: str) -> None:
    assert found(f"<p>{text}</p>") == []


def test_what_no_reader_sees_is_passed_over() -> None:
    assert found("<style>.a_b { color: red }</style><p><a href='tables/a_b.csv' id='p_q'>Data</a></p>") == []


@pytest.mark.parametrize("place", ["<p>{}</p>", "<h2>{}</h2>", '<img src="a.png" alt="{}">'])
@pytest.mark.parametrize("quoted", ["Clare's Law", "&quot;better&quot;"])
def test_a_straight_quote_is_found(quoted: str, place: str) -> None:
    assert [rule for rule, _ in found(place.format(quoted))] == ["straight-quote"]


def test_a_set_quote_is_none() -> None:
    assert found("<p>Clare’s Law is “better”.</p>") == []


@pytest.mark.parametrize(
    ("body", "what"),
    [
        ("<h2>One</h2><h4>Two</h4>", "a heading of level 4 follows one of level 2"),
        (
            "<section><h2>One</h2></section><section><h2>Two</h2><h3>a</h3></section><h5>b</h5>",
            "5 follows one of level 3",
        ),
    ],
)
def test_a_skipped_heading_is_found_across_sections(body: str, what: str) -> None:
    [(rule, said)] = found(body)
    assert rule == "heading-order"
    assert what in said


def test_each_page_of_a_document_begins_with_its_own_first_heading() -> None:
    pages = PAGE.format("<h2>One</h2>") + PAGE.replace("h1", "h2").format("<h3>Two</h3>")
    [finding] = find(read_page(pages))
    assert (finding.rule, finding.what) == ("heading-order", "the first heading is of level 2")
    assert list(find(read_page(PAGE.format("<h2>a</h2><h3>b</h3><h2>c</h2>")))) == []
