"""Two drafts beside each other: which words came and went, figures then and now, charts and pages."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from starlette.responses import Response

from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.changed import changed, earlier
from reckoner.reports.desk.pages.drafts import pages_of, seen
from reckoner.reports.drafts.kept import Kept, all_drafts
from reckoner.reports.errors import UsageError


def compared(call: Call) -> Response:
    """A draft beside the one that was chosen, or else beside the likeliest before it."""
    kept = seen(call)
    others = _others(call, kept)
    name = call.asked("with") or next(iter(earlier(call.desk, kept)), "") or next(iter(others), "")
    if name and name not in others:
        raise UsageError(
            f"{kept.name} can't be compared with {name[:80]!r}", todo="Choose one of the same publication."
        )
    other = call.desk.seen(name) if name else None
    found = changed(call.desk, kept, name) if name else None
    return call.page(
        "compare.html.jinja", kept=kept, other=other, others=others, found=found,
        sheets=list(_sheets(call, other, kept)) if other else [], picture=_picture,
    )  # fmt: skip


def _others(call: Call, kept: Kept) -> list[str]:
    """The other drafts of the publication, newest first."""
    root = call.desk.house.output
    names = [each.relative_to(root).as_posix() for each in all_drafts(root)]
    own = f"{kept.manifest.publication}/"
    return [each for each in reversed(names) if each.startswith(own) and each != kept.name]


def _sheets(call: Call, other: Kept, kept: Kept) -> Iterator[tuple[str, int, int]]:
    """Each PDF that either has, with its pages then and now."""
    for name in sorted({name for each in (other, kept) for name in each.plain if name.endswith(".pdf")}):
        yield name, _count(call, other, name), _count(call, kept, name)


def _count(call: Call, kept: Kept, name: str) -> int:
    return pages_of(call, kept, name) if name in kept.hashes else 0


def _picture(svg: bytes) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg).decode()}"


ROUTES = (Route("GET", "/drafts/{publication}/{edition}/{draft}/compare", "read", compared, slow=True),)
