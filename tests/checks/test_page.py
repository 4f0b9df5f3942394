"""A finished page is read back the way a reader meets it."""

from __future__ import annotations

from reckoner.reports.checks.page import FIGURE, Page, read_page


def texts(page: Page) -> list[str]:
    return [block.text for block in page.blocks]


def test_each_block_is_read_with_its_blanks_made_single() -> None:
    page = read_page("<h1>A  paper</h1>\n<p>One\n two.</p><ul><li>three</li><li>four</li></ul>")
    assert texts(page) == ["A paper", "One two.", "three", "four"]


def test_markup_within_a_block_does_not_split_its_text() -> None:
    assert texts(read_page("<p>1<strong>2</strong>3 <em>a</em>b<br>c</p>")) == ["123 ab c"]


def test_text_after_an_inner_block_belongs_to_the_outer_one() -> None:
    page = read_page('<div id="a">before<p id="b">inner</p>after</div>')
    assert [(block.where, block.text) for block in page.blocks] == [
        ("#a", "before"),
        ("#b", "inner"),
        ("#a", "after"),
    ]


def test_a_printed_figure_stands_as_a_mark_and_is_listed() -> None:
    page = read_page('<p>Solved <data class="figure" value="8665">8,665</data> crimes.</p>')
    assert texts(page) == [f"Solved {FIGURE} crimes."]
    assert page.figures == page.blocks[0].figures == ["8,665"]


def test_figures_that_a_first_page_repeats_are_listed_apart() -> None:
    figure = '<data class="figure" value="8665">8,665</data>'
    page = read_page(
        f'<section class="summary again"><p>Solved {figure}.</p></section><p>{figure} crimes.</p>'
    )
    assert (page.again, page.figures) == (["8,665"], ["8,665"])
    assert texts(page) == [f"Solved {FIGURE}.", f"{FIGURE} crimes."]


def test_data_that_is_no_figure_is_text() -> None:
    assert texts(read_page('<p><data value="1">1</data></p>')) == ["1"]


def test_numbers_by_their_markup_are_left_out() -> None:
    page = read_page(
        '<p><span class="number">2.1</span>Words<span class="sources"><a href="#s">[1]</a></span></p>'
    )
    assert texts(page) == ["Words"]


def test_styles_and_scripts_are_not_read() -> None:
    assert texts(read_page("<style>p { margin: 12px }</style><script>var a = 12</script><p>Words</p>")) == [
        "Words"
    ]


def test_escaped_markup_is_text() -> None:
    page = read_page('<p>&lt;data class="figure"&gt;12&lt;/data&gt;</p>')
    assert texts(page) == ['<data class="figure">12</data>']
    assert page.figures == []


def test_each_block_knows_the_places_around_it() -> None:
    (block,) = read_page('<section id="crime"><div id="p1-1"><p>Words</p></div></section>').blocks
    assert block.where == "#p1-1"
    assert block.inside == frozenset({"crime", "p1-1"})


def test_links_are_read_with_their_words_and_anchors_with_their_names() -> None:
    page = read_page('<p id="a"><a href="#b">to <em>the</em> <data class="figure">5</data></a></p>')
    assert page.links == [("#b", "to the 5")]
    assert page.anchors == ["a"]


def test_texts_in_attributes_are_read_too() -> None:
    page = read_page(
        '<meta name="description" content="About 12"><meta name="viewport" content="width=1">'
        '<p title="a 13"><a href="#a" aria-label="a 14">x</a><img src="a.svg" alt="a 15"></p>'
    )
    assert [block.text for block in page.attributes] == ["About 12", "a 13", "a 14", "a 15"]


def test_pictures_are_read_with_all_they_say() -> None:
    assert read_page('<img src="a.svg" alt="A line">').pictures == [{"src": "a.svg", "alt": "A line"}]
