"""What a structure element says about itself: language, spans and headers, a picture's words and place."""

from __future__ import annotations

from typing import Any

import pydyf

from reckoner.reports.render.pdf.grid import GridCell

_LANGUAGE = ("lang", "{http://www.w3.org/XML/1998/namespace}lang")
_NUMBERING = {"ol": "/Decimal", "ul": "/Disc"}


def language_of(element: Any) -> str:
    """The language that an HTML element says it is in; empty where it says nothing."""
    return next((element.get(name) for name in _LANGUAGE if element.get(name)), "")


def expansion_of(element: Any) -> str:
    """What an abbreviation stands for."""
    return (element.get("title") or "") if element.tag == "abbr" else ""


def list_facts(element: Any) -> dict[str, Any]:
    """How the items of a list are labelled."""
    numbering = _NUMBERING.get(element.tag, "/None")
    return {"A": pydyf.Dictionary({"O": "/List", "ListNumbering": numbering})}


def cell_facts(cell: GridCell) -> dict[str, Any]:
    """A cell's spans and headers; of a header also its ID and what it heads."""
    attributes = pydyf.Dictionary({"O": "/Table"})
    facts = {"A": attributes}
    if cell.scope:
        facts["ID"] = _name_of(cell)
        attributes["Scope"] = f"/{cell.scope}"
    if cell.right - cell.left > 1:
        attributes["ColSpan"] = cell.right - cell.left
    if cell.bottom - cell.top > 1:
        attributes["RowSpan"] = cell.bottom - cell.top
    if cell.headers:
        attributes["Headers"] = pydyf.Array(_name_of(head) for head in cell.headers)
    return facts


def alternative_of(element: Any) -> str | None:
    """What a picture says instead of itself; empty for decoration, None where nobody said."""
    if element.tag == "img":
        said = element.get("alt")
    else:
        title = element.find("{http://www.w3.org/2000/svg}title")
        said = None if title is None else title.text
    return None if said is None else " ".join(said.split())


def figure_facts(alternative: str | None, corners: tuple[float, float, float, float]) -> dict[str, Any]:
    """A picture's words, and its box in points from the bottom left of the page."""
    box = pydyf.Array(round(corner, 3) for corner in corners)
    facts: dict[str, Any] = {"A": pydyf.Dictionary({"O": "/Layout", "Placement": "/Block", "BBox": box})}
    if alternative is not None:
        facts["Alt"] = pydyf.String(alternative)
    return facts


def _name_of(cell: GridCell) -> pydyf.String:
    return pydyf.String(f"table-{cell.table}-row-{cell.top + 1}-column-{cell.left + 1}")
