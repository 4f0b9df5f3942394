"""The finished parts of a newsletter's mail, as the checks are given them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Pack:
    """What one platform is handed. ``tokens`` are those that it fills, ``text_tokens`` those in plain text;
    ``marks`` are what its tokens begin or end with."""

    name: str
    files: Mapping[str, bytes]
    tokens: tuple[str, ...]
    text_tokens: tuple[str, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True)
class MailParts:
    """The mail in HTML, in text and as a message, and the packs. ``headers`` are those that were meant."""

    html: str
    text: str
    message: bytes
    packs: tuple[Pack, ...]
    files: frozenset[str]
