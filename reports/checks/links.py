"""Every link leads somewhere and says where; no place in the page is named twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from urllib.parse import urlsplit

from reckoner.reports.checks.page import Page
from reckoner.reports.figures.ledger import PUBLIC_FILE
from reckoner.reports.findings import Finding

RULES = ("broken-link", "empty-link", "double-anchor")
_SCHEMES = {"https", "mailto", "tel"}


def find(page: Page, files: Collection[str]) -> Iterator[Finding]:
    """Findings of this check. ``files`` are the names that stand beside the page."""
    anchors = Counter(page.anchors)
    for anchor, count in anchors.items():
        if count > 1:
            yield Finding("error", "double-anchor", f"{count} places are called #{anchor}")
    for address, words in page.links:
        if not words:
            yield Finding("error", "empty-link", f"the link to {address} has no words")
        if problem := _problem(address, anchors, files):
            yield Finding("error", "broken-link", problem, quote=words)


def _problem(address: str, anchors: Collection[str], files: Collection[str]) -> str | None:
    if address.startswith("#"):
        return None if address[1:] in anchors else f"nothing in the page is called {address}"
    try:
        parts = urlsplit(address)
    except ValueError:
        return f"{address} is not an address"
    if parts.scheme:
        whole = parts.scheme in _SCHEMES and (parts.netloc or parts.scheme != "https") and " " not in address
        return None if whole else f"{address} is not an https, mailto or tel address"
    # The ledger is written once the pages are checked.
    return None if address in (*files, PUBLIC_FILE) else f"there is no file {address} beside the page"
