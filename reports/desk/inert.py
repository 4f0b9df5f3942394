"""Files that the desk shows though it didn't write them: a page of them can run nothing and reach nothing."""

from __future__ import annotations

import mimetypes

from starlette.responses import Response

_POLICY = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src 'self' data:; font-src data:"
)


def inert(name: str, content: bytes) -> Response:
    """A file as a browser shows it."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    text = "; charset=utf-8" if kind.startswith("text/") else ""
    return Response(content, media_type=f"{kind}{text}", headers={"Content-Security-Policy": _POLICY})
