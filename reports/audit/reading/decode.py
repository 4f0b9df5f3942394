"""Bytes into text: the byte order mark, UTF-8, or the code page of Windows."""

from __future__ import annotations

import codecs

MOST_TEXT = 16 * 1024 * 1024  # some 6,000 pages: more would keep a person waiting for minutes


def decode(data: bytes) -> str:
    """The text of a file, whatever it was written with; no byte makes it fail."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return data[len(mark) :].decode(name, errors="replace")
    half = data[:2000]
    if len(half) > 8 and half.count(0) > len(half) // 4:
        name = "utf-16-le" if half[1::2].count(0) >= half[::2].count(0) else "utf-16-be"
        return data.decode(name, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def is_binary(data: bytes) -> bool:
    """Whether bytes hold no text: many control characters that are neither UTF-16 nor layout."""
    head = data[:4096]
    if not head or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE)):
        return False
    zeros = head.count(0)
    if zeros > len(head) // 4 and (not any(head[1:200:2]) or not any(head[:200:2])):
        return False
    control = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return control > len(head) // 20 or zeros > 0
