"""Links of Markdown, moved to where a page stands in the site."""

from __future__ import annotations

import re

_LINK = re.compile(r"\]\((?![a-z]+:|#|/)([^)\s]+)\)")
# Pages of the repository that stand elsewhere in the site.
_MOVED = {"../README.md": "index.md", "../ARCHITECTURE.md": "architecture.md"}


def from_reference(text: str) -> str:
    """Text of a page of docs/ for a page of the folder ``reference`` in it."""
    return _LINK.sub(lambda link: f"](../{link[1]})", text)


def from_top(text: str) -> str:
    """Text of README.md or ARCHITECTURE.md, which stand above docs/, for a page in it."""
    return _LINK.sub(lambda link: f"]({_in_docs(link[1])})", text)


def of_page(text: str) -> str:
    """Text of a page of docs/, with its links to the two pages above."""
    return _LINK.sub(lambda link: f"]({_MOVED.get(link[1], link[1])})", text)


def _in_docs(address: str) -> str:
    return _MOVED.get(f"../{address}", address.removeprefix("docs/"))
