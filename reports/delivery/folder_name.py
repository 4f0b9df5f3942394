"""Names of folders as IMAP writes them, in a UTF-7 of its own (RFC 3501, 5.1.3): Entwürfe is Entw&APw-rfe."""

from __future__ import annotations

import binascii
import re

_SHIFTED = re.compile(r"&([A-Za-z0-9+,]*)-")


def decoded(written: str) -> str:
    """A name as people write it; what isn't in that form stays as it is."""
    return _SHIFTED.sub(_letters, written)


def _letters(match: re.Match[str]) -> str:
    if not match[1]:
        return "&"
    coded = match[1].replace(",", "/")
    try:
        return binascii.a2b_base64(coded + "=" * (-len(coded) % 4)).decode("utf-16-be")
    except ValueError:
        return match[0]
