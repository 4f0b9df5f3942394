"""A page is heard in the order and the shape in which it was written, whatever the layout made of it."""

from __future__ import annotations

from tests.render.pdf.heard import links, outline, read

LONG = "words that go on and on " * 60


def test_headings_paragraphs_and_sections() -> None:
    assert outline("<main><h1>A</h1><section><h2>B</h2><p>c <strong>d</strong> e</p></section></main>") == [
        "Part", "  H1 A", "  Sect", "    H2 B", "    P c d e",
    ]  # fmt: skip


def test_words_beside_a_paragraph_are_a_paragraph() -> None:
    assert outline("<section>a<p>b</p>c</section><blockquote>d</blockquote>") == [
        "Sect", "  P a", "  P b", "  P c", "BlockQuote", "  P d",
    ]  # fmt: skip


def test_a_list_has_labels_and_bodies_and_holds_the_lists_in_its_items() -> None:
    assert outline("<ul><li>a<ol><li>b</li></ol></li><li><p>c</p></li></ul>") == [
        "L", "  LI", "    Lbl •", "    LBody a",
        "      L", "        LI", "          Lbl 1.", "          LBody b",
        "  LI", "    Lbl •", "    LBody", "      P c",
    ]  # fmt: skip


def test_terms_are_the_labels_of_what_is_said_of_them() -> None:
    assert outline("<dl><dt>a</dt><dd>b</dd><dd>c</dd><div><dt>d</dt><dt>e</dt><dd>f</dd></div></dl>") == [
        "L", "  LI", "    Lbl a", "    LBody b", "    LBody c",
        "  LI", "    Lbl d", "    Lbl e", "    LBody f",
    ]  # fmt: skip


def test_a_paragraph_on_three_pages_is_one() -> None:
    assert outline(f"<p>{LONG}") == [f"P {LONG.strip()}"]


def test_loose_words_on_three_pages_are_one_paragraph() -> None:
    assert outline(f"<div>{LONG}<p>b</p></div>") == [f"P {LONG.strip()}", "P b"]


def test_words_in_columns_are_one_paragraph() -> None:
    assert outline("<div>" + "word " * 50 + "<p>b</p></div>", "div { columns: 3 }") == [
        "P " + ("word " * 50).strip(),
        "P b",
    ]


def test_a_table_on_three_pages_is_one_and_its_headers_are_heard_once() -> None:
    rows = "".join(f"<tr><th scope=row>r{n}<td>{n}" for n in range(40))
    table = f"<table><thead><tr><th>A<th>B</thead><tbody>{rows}</tbody><tfoot><tr><td>x<td>y</tfoot></table>"
    reading = read(table)
    assert len(reading.pages) > 2
    assert len(list(reading.tree.all("Table"))) == 1
    assert len(list(reading.tree.all("TR"))) == 42
    assert reading.tree.text.count("A B r0 0") == 1
    assert {"A", "B"} <= set(reading.pages[1].artifacts)


def test_a_cell_split_by_a_pages_end_is_one_cell() -> None:
    reading = read(f"<table><tr><td>{LONG}<td>beside</table>")
    assert [cell.text for cell in reading.tree.all("TD")] == [LONG.strip(), "beside"]


def test_running_headers_page_numbers_and_fixed_boxes_are_artifacts() -> None:
    style = """@page { @top-left { content: element(title) } @bottom-right { content: counter(page) } }
        .title { position: running(title) } .mark { position: fixed; top: 0; right: 0 }"""
    reading = read(f'<div class="title">Running</div><div class="mark">Draft</div><p>{LONG}', style)
    assert reading.tree.text == f"Draft {LONG.strip()}"
    assert reading.pages[1].artifacts == ["Draft", "Running", "2"]


def test_leader_dots_are_furniture_and_leave_a_space() -> None:
    style = "a::after { content: leader('.') target-counter(attr(href), page) }"
    reading = read('<p><a href="#b">Solved</a></p><h1 id="b">Crimes solved</h1>', style)
    assert reading.tree.text == "Solved 1 Crimes solved"
    assert "." in reading.pages[0].artifacts


def test_decoration_is_not_heard() -> None:
    reading = read('<p>a <img alt="" src="a.svg"></p>', "p { background: url(a.svg); border: 1px solid }")
    assert reading.tree.text == "a"


def test_a_picture_has_its_words_and_its_box_on_the_page() -> None:
    reading = read('<p><img alt="A  square" src="a.svg" style="width: 20mm; height: 20mm">')
    figure = next(reading.tree.all("Figure"))
    assert figure.fact("/Alt") == "A square"
    left, bottom, right, top = (float(value) for value in figure.attribute("/BBox"))
    assert round(right - left) == round(top - bottom) == round(20 / 25.4 * 72)
    assert round(left) == round(10 / 25.4 * 72)


def test_a_drawing_in_the_page_speaks_by_its_title() -> None:
    reading = read('<p>a <svg viewBox="0 0 9 9"><title>A map</title><text>b</text></svg>')
    assert reading.tree.text == "a A map"


def test_a_passage_in_another_language_says_so() -> None:
    reading = read('<p>a <span lang="cy">heddlu</span></p><p lang="fr">b</p><p lang="en-GB">c</p>')
    assert {element.text: element.language for element in reading.tree.all("P", "Span")} == {
        "a heddlu": "en-GB", "heddlu": "cy", "b": "fr", "c": "en-GB",
    }  # fmt: skip


def test_an_abbreviation_says_what_it_stands_for() -> None:
    reading = read('<p><abbr title="Police and Crime Panel">PCP</abbr>')
    assert next(reading.tree.all("Span")).fact("/E") == "Police and Crime Panel"


def test_a_footnote_is_heard_where_it_is_called() -> None:
    assert outline("<p>a<span>b</span> c</p>", "span { float: footnote }") == [
        "P a1 c", "  Note b", "    Lbl 1.",
    ]  # fmt: skip


def test_what_is_drawn_with_opacity_is_heard_in_its_place() -> None:
    assert outline("<p>a</p><p style='opacity: .5'>b</p><p>c</p>") == ["P a", "P b", "P c"]


def test_what_floats_or_is_placed_is_heard_where_it_was_written() -> None:
    body = '<p>a</p><div style="float: right">b</div><div style="position: absolute; top: 0">c</div><p>d</p>'
    assert outline(body) == ["P a", "P b", "P c", "P d"]


def test_a_link_says_where_it_goes() -> None:
    reading = read(
        '<h2 id="b">Crimes <em>solved</em></h2><p><a href="#b">see there</a> <a href="#b">Crimes solved</a>'
        ' <a href="https://example.org/x">the plan</a> <a href="mailto:a@example.org">a@example.org</a>'
        ' <a href="#b"><strong>a</strong> <em>map</em></a> <a href="#b"><img alt="A map" src="a.svg"></a>'
    )
    assert links(reading) == [
        "see there: Crimes solved", "Crimes solved", "the plan: https://example.org/x", "a@example.org",
        "a map: Crimes solved", "A map: Crimes solved", "A map: Crimes solved",
    ]  # fmt: skip


def test_a_link_over_two_lines_is_one_link() -> None:
    reading = read(f'<p><a href="https://example.org/">{"words " * 20}</a>')
    assert len(links(reading)) > 1
    assert [link.text for link in reading.tree.all("Link")] == [("words " * 20).strip()]


def test_a_link_in_a_running_header_is_no_link() -> None:
    style = "@page { @top-left { content: element(t) } } div { position: running(t) }"
    assert links(read('<div><a href="https://example.org/">x</a></div><p>a', style)) == []
