"""Straight quotes and apostrophes as a typesetter sets them, where words are read that are no Markdown.

Markdown's own words are set by its reader. These are titles, labels and notes in settings, declarations and
tables of data, so that a chart says "Clare's Law" with the apostrophe that the text beside it has.
"""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

_PLACEHOLDER = re.compile(r"(\{\{.*?\}\})", re.DOTALL)
_OPENING = re.compile(r"(?:(?<=^)|(?<=[\s(\[/–—‘“]))(['\"])(?=\S)")
_YEARS = re.compile(r"'(?=\d\ds?\b)")  # the '90s: what is left out stands before the digits


def typographic(text: str) -> str:
    """The text with curly quotes and apostrophes; placeholders in it stay as they are."""
    if "'" not in text and '"' not in text:
        return text
    return "".join(part if part.startswith("{{") else _curled(part) for part in _PLACEHOLDER.split(text))


def _curled(text: str) -> str:
    text = _YEARS.sub("’", text)
    text = _OPENING.sub(lambda match: "‘" if match[1] == "'" else "“", text)
    return text.replace("'", "’").replace('"', "”")


Typeset = Annotated[str, AfterValidator(typographic)]
