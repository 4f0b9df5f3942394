"""A phone's HEIC made ready as every photograph is, with the library that opens it."""

from __future__ import annotations

import pillow_heif

from reckoner.reports.confined.ipc import Message
from reckoner.reports.content import photograph

pillow_heif.register_heif_opener()


def answer(message: Message) -> Message:
    """The picture of a file's bytes made ready. Raises InputError where they hold none."""
    return photograph.answer(message)
