"""PDFs lose nothing: each layout gives the claims that the same page gives as HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest

from reckoner.reports.audit.document import Block, Document
from reckoner.reports.audit.engine import audit
from reckoner.reports.audit.reading.lines import Line, parts_of
from reckoner.reports.audit.reading.read import read_bytes
from tests.audit.made_pdf import pdf

PROSE = (
    "Burglary rose from 400 to 500 offences over the year, an increase of 25%, while thefts in the towns of "
    "the county fell by 10% from 1,000 to 900. "
)
FILL = (
    "Officers were seen in every district and spoke with people about what worries them most in their "
    "streets. "
)
HEAD = ("Area", "2023", "2024", "Change")
ROWS = (("North", "400", "500", "100"), ("South", "100", "150", "50"), ("Total", "500", "650", "150"))
LONG = (
    ("North and the villages along the river", "400", "500", "100"),
    ("South with the two towns on the coast", "100", "150", "50"),
    ("Total of all of the areas", "500", "650", "150"),
)
STYLE = "<style>td,th{padding:0 5pt}</style>"


def table(rows: Sequence[Sequence[str]] = ROWS, style: str = "", cell: str = "") -> str:
    """A table without lines."""
    head = "".join(f"<th>{name}</th>" for name in HEAD)
    body = ("".join(f"<td style='{cell}'>{text}</td>" for text in row) for row in rows)
    return f"<table style='{style}'><tr>{head}</tr>{''.join(f'<tr>{row}</tr>' for row in body)}</table>"


def columns(count: int, body: str, style: str = "") -> str:
    return f"<div lang=en style='column-count:{count};column-gap:1.5em;{style}'>{body}</div>"


LAYOUTS = {
    "two columns": columns(
        2, f"<h2>One</h2><p>{PROSE}{FILL}</p><p>{FILL}{PROSE}</p><h2>Two</h2><p>{PROSE * 2}</p>"
    ),
    "three columns": columns(
        3, f"<p>{PROSE}{FILL}</p><p>{FILL}{PROSE}</p><p>{PROSE * 2}</p>", "font-size:9pt"
    ),
    "justified columns with hyphens": columns(
        2, f"<p>{PROSE}{FILL}</p><p>{FILL}{PROSE}</p><p>{PROSE * 2}</p>", "text-align:justify;hyphens:auto"
    ),
    "a table in each of two columns": columns(
        2, f"<p>{PROSE}{FILL}</p>{table()}<p>{FILL}{PROSE}</p>{table()}<p>{FILL * 3}</p>", "font-size:9pt"
    ),
    "labels of several lines": table(LONG, "width:9cm"),
    "labels of several lines, numbers at the top": table(LONG, "width:9cm", "vertical-align:top"),
    "labels of several lines, numbers at the bottom": table(
        (("North and the villages along the river, with the moors", *LONG[0][1:]), *ROWS[1:]), "width:9cm",
        "vertical-align:bottom",
    ),
    "headings of two rows": (
        "<table><tr><th rowspan=2>Area</th><th colspan=2>Offences</th><th rowspan=2>Change</th></tr>"
        "<tr><th>2023</th><th>2024</th></tr><tr><td>North</td><td>400</td><td>500</td><td>100</td></tr>"
        "<tr><td>South</td><td>100</td><td>150</td><td>50</td></tr></table>"
    ),
    "a listing": (
        "<pre>Area            2023    2024   Change\nNorth            400     500      100\n"
        "South            100     150       50\nTotal            500     650      150</pre>"
    ),
    "numbers at the right, headings in the middle": table(ROWS, "width:12cm", "text-align:right"),
    "cells close together": table(ROWS, "font-size:8pt", "padding:0 3pt"),
    "bullets": (
        "<p>The two areas:</p><ul><li>400 thefts in the north, up from 320 (25%)</li><li>500 thefts in the "
        "south, up from 400, a rise of 25% over the whole of the year that ended in March of this "
        "year</li></ul>"
    ),
    "lost bullets": f"<p>{FILL}</p><p>Over the year:</p>" + "".join(
        f"<p style='margin:0 0 0 2em'>{item}</p>"
        for item in ("burglary rose from 400 to 500, a rise of 25%", "thefts fell from 500 to 400, or by 20%")
    ),
    "boxes side by side": (
        f"<div style='display:flex'><div style='width:30%'><p>400 burglaries</p><p>{PROSE}</p></div>"
        f"<div style='margin-left:2em'><p>{PROSE}{FILL}</p></div></div>"
    ),
    "a table level with the words beside it, above boxes that are drawn first": (
        "<style>p,table{margin:0}body{line-height:15pt}</style>"
        + columns(2, f"<p>{PROSE}{FILL * 5}</p><div style='break-before:column'>{FILL * 4}"
                  f"{table(style='width:100%')}</div>")
        + f"<div style='display:flex;position:relative;z-index:-1'>{f'<p>{FILL}</p>' * 3}</div>"
    ),
    "lines that begin with digits": f"<div style='width:6.3cm'><p>{PROSE * 3}</p></div>",
    "running heads and page numbers": (
        "<style>@page{size:12cm 8cm;margin:1cm;@bottom-center{content:counter(page)}"
        f"@top-left{{content:'Annual report'}}}}</style><p>{PROSE * 4}</p><p>{FILL * 3}</p><p>{PROSE * 3}</p>"
    ),
    "first lines set in": "<div style='text-indent:1.5em;width:10cm'>"
    f"<p style='margin:0'>{PROSE}{FILL}</p><p style='margin:0'>{FILL}{PROSE}</p></div>",
    "two tables side by side": f"<div style='display:flex;gap:2cm'>{table()}{table()}</div>",
    "empty cells": table((*ROWS[:2], ("West", "", "60", ""), ROWS[2])),
    "a caption and a source": (
        f"<p><b>Table 1: Offences by area</b></p>{table()}<p>Source: the force.</p><p>{PROSE}</p>"
    ),
}  # fmt: skip


def claims(document: Document) -> Counter[tuple[str, str, str]]:
    return Counter((w.kind, w.formula, w.verdict) for w in audit(document).workings)


@pytest.mark.slow
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_pdf_gives_the_claims_that_the_page_gives(name: str) -> None:
    page = STYLE + LAYOUTS[name]
    in_page = claims(read_bytes(page.encode(), "a.html"))
    assert in_page.total() > 0
    assert claims(read_bytes(pdf(page), "a.pdf")) == in_page


@pytest.mark.slow
@pytest.mark.parametrize("size", [100, 83, 60, 45])
@pytest.mark.parametrize("raised", [30, 45, 60])
def test_marks_of_notes_are_left_out_however_small_and_high(size: int, raised: int) -> None:
    style = f"<style>sup{{font-size:{size}%;vertical-align:{raised / 100}em;line-height:0}}</style>"
    text = (
        "<p>The force solved 8,665<sup>1</sup> crimes, up from 7,427<sup>2,3</sup>, "
        "a rise of 13%<sup>[4]</sup>.</p>"
    )
    (block,) = read_bytes(pdf(style + text), "a.pdf").parts
    assert isinstance(block, Block)
    assert block.text == "The force solved 8,665 crimes, up from 7,427, a rise of 13%."


def test_a_box_that_was_drawn_late_is_read_where_it_stands() -> None:
    page = (
        "<style>body{position:relative}</style><div style='height:5cm'></div><p>This stands below.</p>"
        "<p style='position:absolute;top:0'>This stands above.</p>"
    )
    parts = read_bytes(pdf(page), "a.pdf").parts
    assert [part.text for part in parts if isinstance(part, Block)] == [
        "This stands above.",
        "This stands below.",
    ]


def test_a_number_that_its_unit_is_tied_to_goes_on_with_the_line_before() -> None:
    """It had no room there with its unit, though it alone had."""
    told = "£256.4 million was spent against £253.5\u00a0million: £2.9\u00a0million over budget."
    for tenths in range(60, 100, 8):
        page = f"<p style='width:{tenths / 10}cm;font:10pt sans-serif'>In all, {told}</p>"
        (part,) = read_bytes(pdf(page), "a.pdf").parts
        assert isinstance(part, Block)
        assert part.text == f"In all, {told}".replace("\u00a0", " "), tenths


def test_a_bracket_goes_on_with_a_long_line_that_is_not_finished() -> None:
    told = [
        Line("8,665 (January to October 2025) minus 7,427", 1),
        Line("", 2),
        Line("(January to October 2024)", 3),
    ]
    assert [part.text for part in parts_of(told) if isinstance(part, Block)] == [
        "8,665 (January to October 2025) minus 7,427 (January to October 2024)"
    ]
