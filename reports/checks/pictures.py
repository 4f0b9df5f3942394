"""Every picture is there, and says in words what it shows; one that is marked as decoration says nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from reckoner.reports.checks.page import DRAWN, Page
from reckoner.reports.findings import Finding

RULES = ("alt-text", "missing-picture")
LONGEST = 250
_FILE_NAME = re.compile(r"\S+\.(svg|png|jpe?g|gif|webp)", re.IGNORECASE)
_TODO = 'Describe what it shows; mark what only decorates by `alt="" class="decoration"`.'


def find(page: Page, files: Collection[str]) -> Iterator[Finding]:
    """Findings of this check. ``files`` are the names that stand beside the page."""
    for picture in page.pictures:
        source, alt = picture.get("src") or "", (picture.get("alt") or "").strip()
        if source not in files and source != DRAWN and not source.startswith("data:image/"):
            yield Finding("error", "missing-picture", f"there is no picture {source!r} beside the page")
        if is_decoration(picture):
            continue
        if not alt:
            yield Finding("error", "alt-text", f"the picture {source} has no alt text", todo=_TODO)
        elif _FILE_NAME.fullmatch(alt):
            yield Finding("error", "alt-text", f"the alt text of {source} is a file name", quote=alt)
        elif len(alt) > LONGEST:
            yield Finding(
                "warning", "alt-text", f"the alt text of {source} has {len(alt)} characters", quote=alt
            )


def is_decoration(attributes: Mapping[str, str | None]) -> bool:
    """Whether a picture says of itself that it shows nothing: an empty alt text alone may be forgotten."""
    return "decoration" in (attributes.get("class") or "").split() and attributes.get("alt") == ""
