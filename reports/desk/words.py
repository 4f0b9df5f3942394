"""Times and numbers in words, as the pages of the desk print them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

from markupsafe import Markup


def moment(at: datetime | str, zone: tzinfo) -> str:
    """An instant as "Thursday 27 November 2025, 16:05"."""
    local = _local(at, zone)
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M}"


def day(at: datetime | str, zone: tzinfo) -> str:
    """An instant's day as "27 November 2025"."""
    local = _local(at, zone)
    return f"{local.day} {local:%B %Y}"


def _local(at: datetime | str, zone: tzinfo) -> datetime:
    return (datetime.fromisoformat(at) if isinstance(at, str) else at).astimezone(zone)


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 finding", "3 findings"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


# States of drafts and how a tag shows them; the word itself is always there.
_TAGS = {
    "draft": "blue", "unfit": "red", "damaged": "red", "approved": "green", "changed": "orange",
    "look again": "orange", "rejected": "red", "delivered": "turquoise", "superseded": "grey",
    "corrected": "orange", "withdrawn": "grey",
    # runs and jobs
    "running": "blue", "building": "blue", "made": "turquoise", "done": "green", "failed": "red",
    "broken off": "red", "waiting": "grey", "skipped": "orange", "cancelled": "grey",
    # findings
    "error": "red", "warning": "orange", "note": "blue",
    # tokens and proposals
    "open": "blue", "accepted": "green", "refused": "red", "revoked": "grey", "expired": "grey",
    # days of the calendar
    "meeting": "turquoise", "bank holiday": "grey", "closed": "grey", "held back": "orange", "poll": "orange",
}  # fmt: skip


def tag(state: str) -> Markup:
    """A state as a tag."""
    colour = _TAGS.get(state, "grey")
    return Markup('<strong class="govuk-tag govuk-tag--{}">{}</strong>').format(colour, state.capitalize())


def filters(zone: Callable[[], tzinfo]) -> dict[str, Callable[..., Any]]:
    """What templates call; ``zone`` gives the office's clock as its settings have it now."""
    return {
        "moment": lambda at: moment(at, zone()),
        "day": lambda at: day(at, zone()),
        "counted": counted,
        "tag": tag,
    }
