"""What each HTML element is in a PDF's structure tree (ISO 32000-1, 14.8.4)."""

from __future__ import annotations

# Elements that are not listed add nothing to what a reader hears: their content belongs to their parent.
KINDS = {
    "article": "Art",
    "aside": "Div",
    "blockquote": "BlockQuote",
    "caption": "Caption",
    "code": "Code",
    "dl": "L",
    "figcaption": "P",
    "figure": "Div",
    "footer": "Div",
    "h1": "H1",
    "h2": "H2",
    "h3": "H3",
    "h4": "H4",
    "h5": "H5",
    "h6": "H6",
    "header": "Div",
    "li": "LI",
    "main": "Part",
    "nav": "Div",
    "ol": "L",
    "p": "P",
    "pre": "P",
    "q": "Quote",
    "section": "Sect",
    "table": "Table",
    "tbody": "TBody",
    "td": "TD",
    "tfoot": "TFoot",
    "th": "TH",
    "thead": "THead",
    "tr": "TR",
    "ul": "L",
}
# Elements that hold blocks: a line directly in one of them is a paragraph.
GROUPS = {
    "Document",
    "Part",
    "Art",
    "Sect",
    "Div",
    "BlockQuote",
    "Table",
    "TR",
    "TBody",
    "THead",
    "TFoot",
    "L",
    "LI",
}
# Elements that stay in the tree when nothing is in them: without them a table has holes.
KEPT_EMPTY = {"TD", "TH"}
