"""A Document as HTML, in the dress of the page and of the screen, whatever stands in it."""

from __future__ import annotations

import re
from base64 import b64encode
from contextlib import ExitStack
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from reckoner.reports.document import (
    Cell,
    Document,
    Mention,
    Section,
    SharedNote,
    Source,
    SourceMark,
    SourceNumber,
    Working,
)
from reckoner.reports.errors import SettingsError
from reckoner.reports.prose import Grid, ItemList, Quotation, Subheading
from reckoner.reports.render.files import Rendering, render_document
from reckoner.reports.render.html import Medium, Templates, render_html
from reckoner.reports.settings.office import Logo
from tests.small import (
    WHERE,
    a_table,
    chart,
    document,
    house,
    html,
    numbered,
    paragraph,
    printed,
    prose,
    runs,
    tiny_house,
    wording,
)
from tests.worked_example import ROOT

HOSTILE = "</p></title></style>\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7 }}{% raw %}&amp;"
MEDIA: tuple[Medium, ...] = ("screen", "print")


class _Tags(HTMLParser):
    """The tags of a page, and those that are left open or closed twice."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.attributes.update(name for name, _ in attrs)
        if tag not in ("meta", "link", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, tag


def hostile_document() -> Document:
    """A document in which each text is hostile."""
    grid = numbered(Grid((runs(HOSTILE),), ((runs(HOSTILE),),), ("start",), WHERE), "1.2")
    subheading = Subheading(runs(HOSTILE), 1, WHERE)
    slot = chart((HOSTILE,), notes=(HOSTILE,), title=(HOSTILE,), subtitle=HOSTILE, source=HOSTILE)
    table = a_table((HOSTILE,), ((Cell((HOSTILE,), "row"),),), ((HOSTILE,),))
    paper = document(paragraph(HOSTILE), grid, subheading, slot, table, heading=(HOSTILE,))
    source = Source("1", HOSTILE, HOSTILE, (HOSTILE,), "", (Mention(HOSTILE, "crime"),), ())
    details = ((HOSTILE, HOSTILE),)
    cover = replace(paper.cover, title=HOSTILE, subtitle=HOSTILE, marking=HOSTILE, details=details)
    imprint = replace(paper.imprint, office=HOSTILE, address=(HOSTILE,), email=HOSTILE, statement=HOSTILE)
    imprint = replace(imprint, notice=HOSTILE)
    paper = replace(paper, cover=cover, imprint=imprint, sources=(source,))
    return replace(paper, author=HOSTILE, subject=HOSTILE, web_address=HOSTILE)


@pytest.mark.parametrize("dress", MEDIA)
def test_hostile_text_stays_text_wherever_it_stands(dress: Medium) -> None:
    tags = _Tags(html(hostile_document(), dress, banner=HOSTILE))
    assert "script" not in tags.seen
    assert "onerror" not in tags.attributes
    assert tags.seen.count("img") + tags.seen.count("svg") == 1
    assert tags.open == []


def test_hostile_text_is_shown_as_it_was_written() -> None:
    page = html(document(paragraph(HOSTILE))).replace("\u00a0", " ")  # the last word keeps to the one before
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7 }}{% raw %}&amp;amp;" in page


@pytest.mark.parametrize("dress", MEDIA)
def test_every_tag_is_closed_where_it_was_opened(dress: Medium) -> None:
    inner = ItemList(((prose("d"),),), True, WHERE)
    items = ItemList(((prose("a"), prose("b")), (prose("c"),), (inner,)), False, WHERE)
    said = Quotation((prose("e"), items), WHERE)
    tags = _Tags(html(document(numbered(items), numbered(said, "1.2"), chart(), a_table()), dress))
    assert tags.open == []


@pytest.mark.parametrize(("columns", "aligned"), [(3, "start"), (2, "start"), (3, "end")])
def test_a_row_of_words_in_three_columns_or_more_is_a_card_on_a_phone(columns: int, aligned: str) -> None:
    cells = tuple(runs(word) for word in ("When", "What & why", "Who"))[:columns]
    grid = Grid(cells, (cells,), (aligned,) * columns, WHERE)  # type: ignore[arg-type]
    screen, page = (html(document(numbered(grid)), dress) for dress in MEDIA)
    is_card = columns == 3 and aligned == "start"
    assert ("stacks" in screen.split("<main")[1]) == is_card
    assert ('data-label="What &amp; why"' in screen) == is_card
    assert "data-label" not in page


def test_a_value_after_a_cell_of_two_columns_is_named_by_its_own_column() -> None:
    header = (tuple(Cell((head,), "col") for head in ("Measure", "Latest", "Before", "Change")),)
    fall = (
        Cell(("Robbery", " ", "lower is better"), "row", below=1),
        Cell(("only the fall is given",), columns=2),
        Cell(("6%", " ", "better"), below=1),
    )
    page = html(document(replace(a_table(), header=header, body=(fall,))))
    assert re.findall(r'data-head="([^"]+)"', page) == ["Latest, Before", "Change"]


def test_the_paragraphs_of_a_list_item_keep_apart() -> None:
    items = ItemList(((prose("First."), prose("Second.")), (prose("Alone."),)), False, WHERE)
    page = re.sub(r"\s*\n\s*", "", html(document(numbered(items))))
    assert "<li><p>First.</p><p>Second.</p></li><li>Alone.</li>" in page


def test_a_list_within_a_quotation_stands_in_no_paragraph() -> None:
    said = Quotation((prose("Said."), ItemList(((prose("a"),),), True, WHERE)), WHERE)
    page = re.sub(r"\s*\n\s*", "", html(document(numbered(said))))
    assert "<blockquote><p>Said.</p><ol><li>a</li></ol></blockquote>" in page


def test_both_dresses_print_the_same_figures_in_the_same_order() -> None:
    paper = document(paragraph("Of ", printed(8665), " and ", printed(7427), "."), a_table(), chart())
    first, second = (re.findall(r"<data.*?</data>", html(paper, dress)) for dress in MEDIA)
    assert (
        first
        == second
        == [
            '<data class="figure" value="8665">8,665</data>',
            '<data class="figure" value="7427">7,427</data>',
        ]
    )


def test_the_screen_alone_has_a_way_past_the_head_and_the_data_of_charts() -> None:
    screen, page = (html(document(chart()), dress) for dress in MEDIA)
    assert 'class="skip" href="#main"' in screen
    assert 'href="charts/crimes-solved.csv"' in screen
    assert "skip" not in page.split("</style>")[1]
    assert "crimes-solved.csv" not in page


def test_the_printed_page_carries_the_address_of_its_web_version() -> None:
    assert "https://example.org/reports/" in html(document(), "print").split("<main")[0]


def test_a_paper_that_is_not_on_the_web_names_no_address_of_it() -> None:
    assert "Web version" not in html(replace(document(), web_address=""), "print")


def test_an_office_without_a_telephone_has_no_gap_in_its_imprint() -> None:
    paper = document()
    silent = replace(paper, imprint=replace(paper.imprint, telephone=""))
    for dress in MEDIA:
        contact = re.sub(r"<.*?>", "", html(silent, dress)).rpartition("other formats: ")[2].splitlines()[0]
        assert contact == f"{paper.imprint.email}, {paper.imprint.website}"


def test_an_office_that_is_not_the_publisher_is_not_asked_for_other_formats() -> None:
    paper = document()
    example = replace(paper, imprint=replace(paper.imprint, publisher="the makers"))
    for dress in MEDIA:
        assert "other formats" in html(paper, dress)
        assert "other formats" not in html(example, dress)
        assert "The office’s contact: <a" in html(example, dress)


def test_an_office_s_notice_stands_before_the_title_and_without_one_there_is_none() -> None:
    paper = document()
    noticed = replace(paper, imprint=replace(paper.imprint, notice="This is an example."))
    for dress in MEDIA:
        assert '<p class="notice">This is an example.</p>' in html(noticed, dress).partition("<h1")[0]
        assert 'class="notice"' not in html(paper, dress)


def test_who_publishes_instead_of_the_office_is_named_and_the_office_apart_from_it() -> None:
    paper = document()
    place = f"{paper.imprint.office}, A\u00a0street"
    elsewhere = replace(paper, imprint=replace(paper.imprint, publisher="a bureau"))
    for dress in MEDIA:
        assert f"Published by: {place}." in html(paper, dress)
        assert "Published by: a bureau." in html(elsewhere, dress)
        assert f"The office: {place}." in html(elsewhere, dress)


def test_a_banner_marks_the_page() -> None:
    assert '<p class="banner">Draft, not approved</p>' in html(document(), banner="Draft, not approved")
    assert 'class="banner"' not in html(document())


def test_a_paragraph_and_its_source_are_linked_both_ways() -> None:
    block = replace(paragraph("Of ", printed(8665), "."), source=SourceMark((SourceNumber(1),)))
    source = Source("1", "Crime", "The Force, A paper", (), "", (Mention("paragraph 1.1", "p1-1"),), ())
    page = html(replace(document(block), sources=(source,)))
    assert 'id="p1-1"' in page
    assert 'href="#source-1"' in page
    assert 'id="source-1"' in page
    assert '<a href="#p1-1"><span class="unseen">paragraph </span>1.1</a>' in page


def test_a_heading_with_a_figure_shows_its_source_beneath() -> None:
    section = Section("1", "crime", (printed(31), " schools"), (), "", SourceMark((SourceNumber(1),)))
    source = Source("1", "Schools that took part", "The Force, A paper", (), "", (), ())
    page = html(replace(document(), sections=(section,), sources=(source,)))
    assert 'value="31">31</data> schools</h2>' in page
    [line] = re.findall(r'<p class="sources-line">(.*?)</p>', page)
    assert re.sub(r"<.*?>", "", line) == "Source: [1], Schools that took part"


@pytest.mark.parametrize(
    ("addresses", "unlinked"),
    [(("", ""), "all"), (("https://a.example", ""), "some"), (("https://a.example",) * 2, "")],
)
def test_a_list_of_sources_says_only_what_is_so_of_them(addresses: tuple[str, str], unlinked: str) -> None:
    sources = [
        Source(str(n), "Crime", "The Force, A paper", (), at, (), ()) for n, at in enumerate(addresses, 1)
    ]
    working = Working((printed(1238),), (printed(8665), " minus ", printed(7427)))
    plain_list = replace(document(), sources=tuple(sources))
    worked = replace(document(), sources=(replace(sources[0], workings=(working,)), sources[1]))
    assert (plain_list.unlinked, plain_list.shows_workings, worked.shows_workings) == (unlinked, False, True)
    assert "that we calculated" not in html(plain_list)
    assert "that we calculated" in html(worked)


def test_a_list_of_sources_says_once_where_each_body_is_found() -> None:
    site = "https://www.example.org/"
    first = Source("1", "Crime", "The Force, A paper", (), "", (), (), "The Force, A paper", website=site)
    second = replace(first, number="2", citation="The Force, A list", publication="The Force, A list")
    other = Source("3", "Staff", "The office, A list", (), "", (), ())
    page = html(replace(document(), sources=(first, second, other)))
    assert page.count(f'<p class="website citation"><a href="{site}">www.example.org</a></p>') == 1
    assert 'class="website' not in html(replace(document(), sources=(other,)))


def test_the_working_of_a_figure_is_printed_with_its_inputs() -> None:
    working = Working((printed(1238),), (printed(8665), " minus ", printed(7427)))
    source = Source("1", "Crime", "The Force, A paper", (), "https://example.org", (), (working,))
    page = html(replace(document(), sources=(source,)))
    assert re.search(r"1,238</data>: <data.*?>8,665</data> minus <data.*?>7,427</data>", page)


@pytest.mark.parametrize(("holds_for", "above"), [((1, 2), False), ((1,), True), ((1, 2, 3), True)])
def test_a_note_on_all_sources_of_one_publication_alone_stands_below_its_name(
    holds_for: tuple[int, ...], above: bool
) -> None:
    sources = tuple(
        Source(number, "Crime", "", (), "", (), (), publication=name)
        for number, name in (("1", "A paper"), ("2", "A paper"), ("3", "Another"))
    )
    note = SharedNote("Rounded.", SourceMark(tuple(map(SourceNumber, holds_for))))
    page = html(replace(document(), sources=sources, source_notes=(note,)))
    assert page.count("Rounded.") == 1
    assert ('citation shared">' in page) == above
    assert bool(re.search(r'A paper</h3>\s*<p class="note citation">Rounded\.', page)) != above


def test_every_text_that_the_program_adds_comes_from_the_language_file() -> None:
    words = wording().language
    page = html(document(chart()))
    assert all(
        words.say(f"document.{name}") in page for name in ("published_by", "imprint_page", "skip", "as_pdf")
    )


def test_the_tokens_of_the_office_stand_in_the_style() -> None:
    assert "--colour-primary: #12436D;" in html(document())


def test_an_unknown_stylesheet_is_named(tmp_path: Path) -> None:
    publication = house().publication("panel-paper").model_copy(update={"stylesheets": ("gone.css",)})
    templates = Templates(tmp_path, publication, house().office.design, wording().language)
    with pytest.raises(SettingsError, match=r"there is no stylesheet 'gone\.css'"):
        render_html(document(), templates, "print")


def test_a_house_s_own_template_wins_over_the_shared_one(tmp_path: Path) -> None:
    root = tiny_house(tmp_path / "house", "Words.")
    own = root / "templates" / "panel-paper" / "imprint.html.jinja"
    own.write_text("<p>Our own.</p>", encoding="utf-8")
    publication = house().publication("panel-paper")
    page = render_html(
        document(), Templates(root, publication, house().office.design, wording().language), "screen"
    )
    assert "<p>Our own.</p>" in page


@pytest.mark.slow
def test_hostile_text_becomes_a_pdf_without_a_word_from_the_engine() -> None:
    publication = house().publication("panel-paper")
    templates = Templates(house().root, publication, house().office.design, wording().language)
    long_word = numbered(prose("Donaudampfschifffahrtsgesellschaft" * 200), "2.1")
    paper = replace(hostile_document(), introduction=(long_word,), web_address="https://example.org/")
    with ExitStack() as making:
        files = render_document(paper, Rendering(templates, house().office, "number,place\n", making))
        assert b'</a><span class="pdf-facts"></span>' in files.contents["panel-paper.html"]
        assert files.finish() == ()
    pdf, page = files.contents["panel-paper.pdf"], files.contents["panel-paper.html"].decode()
    assert pdf.startswith(b"%PDF-")
    with pikepdf.open(BytesIO(pdf)) as opened:
        said = f"({len(opened.pages)} pages, {-(-len(pdf) // 1024)} KB)"
    assert page.count(f'This document as a PDF</a><span class="pdf-facts"> {said}</span>') == 2
    assert [len(each.pages) for each in files.documents] == [2]


def test_the_running_head_of_a_section_is_its_words_without_its_number() -> None:
    assert 'data-head="Crime &amp; order"' in html(document(heading=("Crime & order",)), "print")
    css = (ROOT / "templates/shared/print.css").read_text("utf-8")
    assert "h2[data-head] { string-set: section-title attr(data-head); }" in css


def test_a_document_of_many_sections_lists_its_contents_by_group() -> None:
    sections = tuple(
        Section(str(number), f"s{number}", (f"Subject {number}",), (), group="Money" if number > 2 else "")
        for number in range(1, 8)
    )
    page = html(replace(document(), sections=sections))
    listed = page.split('<nav class="contents beside unfolds"')[1].split("</nav>")[0]
    assert re.findall(r'href="#(s[0-9])"', listed) == [f"s{number}" for number in range(1, 8)]
    assert listed.count("Money") == 1
    assert page.count('-heading">Money</h2>') == 1
    assert '<nav class="contents' not in html(replace(document(), sections=sections[:6]))


def test_page_one_is_for_what_stands_before_the_first_group_and_contents_follow_it_on_paper() -> None:
    sections = tuple(
        Section(str(number), f"s{number}", (f"Subject {number}",), (), group="Money" if number > 2 else "")
        for number in range(1, 8)
    )
    grouped, flat = (replace(document(), sections=each) for each in (sections, _ungrouped(sections)))

    def order(page: str) -> list[str]:
        return re.findall(r'(?:section|nav)[^>]* id="(contents|s1|s2|group-[0-9]|s7)"', page)

    assert order(html(grouped, "print")) == ["s1", "s2", "contents", "group-2", "s7"]
    assert order(html(grouped)) == ["contents", "s1", "s2", "group-2", "s7"]
    assert order(html(flat, "print")) == ["contents", "s1", "s2", "s7"]


def _ungrouped(sections: tuple[Section, ...]) -> tuple[Section, ...]:
    return tuple(replace(section, group="") for section in sections)


def test_contents_unfold_from_a_bar_on_the_screen_alone_and_name_their_groups_as_links() -> None:
    sections = tuple(Section(str(n), f"s{n}", ("Subject",), (), group="Money") for n in range(1, 8))
    screen, paper = (html(replace(document(), sections=sections), dress) for dress in MEDIA)
    assert '<nav class="bar" aria-label="Back to contents"><a href="#contents">Contents</a></nav>' in screen
    assert '<nav class="contents beside unfolds" id="contents"' in screen
    assert '<a class="head" href="#group-1">Money</a>' in screen
    assert 'class="bar"' not in paper
    assert '<nav class="contents beside" id="contents"' in paper
    assert '<span class="head">Money</span>' in paper


@pytest.mark.parametrize("dress", ["screen", "print"])
@pytest.mark.parametrize("name", ["mark.svg", "mark.png"])
def test_an_office_s_mark_stands_at_the_head_with_its_words_and_clear_space(
    name: str, dress: Medium, tmp_path: Path
) -> None:
    (tmp_path / "templates/shared").mkdir(parents=True)
    (tmp_path / "templates/shared" / name).write_bytes(b"drawn")
    mark = Logo(file=name, alt="Crest of the office", height=20, clear=6)
    design = house().office.design.model_copy(update={"logo": mark})
    page = render_html(
        document(), Templates(tmp_path, house().publication("panel-paper"), design, wording().language), dress
    )
    kind = "image/svg+xml" if name.endswith("svg") else "image/png"
    assert (
        f'<img src="data:{kind};base64,{b64encode(b"drawn").decode()}" alt="Crest of the office" '
        'style="height: 20mm; margin: 6mm 6mm 6mm 0">'
    ) in page
    assert page.index("Crest of the office") < page.index("<h1>")


def test_a_mark_that_is_nowhere_is_refused(tmp_path: Path) -> None:
    design = house().office.design.model_copy(update={"logo": Logo(file="mark.svg", alt="Crest")})
    templates = Templates(tmp_path, house().publication("panel-paper"), design, wording().language)
    with pytest.raises(SettingsError, match=r"there is no file 'mark\.svg'"):
        render_html(document(), templates, "print")


@pytest.mark.parametrize("name", ["plain-sans", "high-contrast"])
def test_a_house_style_adds_its_rules_after_the_others(name: str) -> None:
    design = house().office.design.model_copy(update={"style": name})
    templates = Templates(house().root, house().publication("panel-paper"), design, wording().language)
    rules = (ROOT / f"templates/shared/styles/{name}.css").read_text(encoding="utf-8")
    assert templates.stylesheet("print").endswith(rules)
    assert templates.stylesheet("screen").endswith(rules)
