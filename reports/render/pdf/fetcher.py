"""What a page may open: its own assets and data: addresses. All else is refused."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from weasyprint.urls import URLFetcher, URLFetcherResponse

# A name that can't exist (RFC 2606), so that relative addresses have something to be relative to.
BASE = "https://house.invalid/"
# Not from the mimetypes module, whose answers depend on the machine.
_KINDS = {
    ".css": "text/css",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".otf": "font/otf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}


class Refused(ValueError):
    """The page asked for something that it may not open."""


class HouseFetcher(URLFetcher):  # type: ignore[misc]
    """Deny by default. A subclass, because WeasyPrint applies ``fetch`` to redirects too."""

    def __init__(self, assets: Mapping[str, bytes], refused: list[str]) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self.assets, self.refused = assets, refused

    def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:  # noqa: ARG002 - inherited
        """The bytes behind an address that the page may open; raises Refused otherwise."""
        if url[:5].lower() == "data:":
            return super().fetch(url)
        name = asset_name(url)
        if name in self.assets:
            kind = _KINDS.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")
            return URLFetcherResponse(url, self.assets[name], {"Content-Type": kind})
        self.refused.append(url)
        raise Refused(f"the page may not open {url}")


def asset_name(url: str) -> str:
    """The name of an asset in its address; empty for any other address."""
    if not url.startswith(BASE):
        return ""
    return unquote(urlsplit(url).path.removeprefix("/"))
