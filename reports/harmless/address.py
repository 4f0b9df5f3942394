"""Addresses as a browser reads them: where one leads, or what it would fetch."""

from __future__ import annotations

import re

# A browser leaves out these at the ends, and line ends and tabs anywhere.
_EDGES = "".join(map(chr, range(0x21)))
_LEFT_OUT = re.compile(r"[\t\n\r]")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_RASTER = re.compile(r"data:image/(png|jpe?g|gif|webp)[;,]", re.IGNORECASE)
_FONT = re.compile(r"data:(font|application/font)[/-][\w-]+[;,]", re.IGNORECASE)
_DRAWING = re.compile(r"data:image/svg\+xml[;,]", re.IGNORECASE)
_LED_TO = ("https", "http", "mailto", "tel")


def plain(address: str) -> str:
    """The address as a browser would take it."""
    return _LEFT_OUT.sub("", address).strip(_EDGES).replace("\\", "/")


def scheme(address: str) -> str:
    """Its scheme in small letters; ``//`` where it names a server without one; nothing for a relative one."""
    clean = plain(address)
    if clean.startswith("//"):
        return "//"
    match = _SCHEME.match(clean)
    return match[1].lower() if match else ""


def leads_well(address: str) -> bool:
    """Whether a reader may be led there by a link: another page, a mail, a call, a place in this page."""
    return scheme(address) in ("", *_LED_TO)


def is_own(address: str) -> bool:
    """Whether it fetches nothing from elsewhere: a file beside the page, or a picture in itself."""
    return scheme(address) in ("", "cid") or bool(_RASTER.match(plain(address)))


def is_within(address: str) -> bool:
    """Whether it is a place in the same file."""
    return plain(address).startswith("#")


def is_own_of_style(address: str) -> bool:
    """Whether a stylesheet may use it: what it holds itself. A drawing as a background can't act."""
    clean = plain(address)
    return clean.startswith("#") or any(kind.match(clean) for kind in (_RASTER, _FONT, _DRAWING))
