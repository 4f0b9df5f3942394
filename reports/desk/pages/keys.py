"""The keys that lead to each part of the desk, as browsers know them by ``accesskey``."""

from __future__ import annotations

from starlette.responses import Response

from reckoner.reports.desk.call import Call, Route


def listed(call: Call) -> Response:
    """Every key."""
    return call.page("keys.html.jinja")


ROUTES = (Route("GET", "/keys", "read", listed),)
