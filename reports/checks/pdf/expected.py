"""What a PDF should say, for checks that compare."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reckoner.reports.document import Document


@dataclass(frozen=True)
class Expected:
    """The document that a PDF was made from and the files that were put into it, by name."""

    document: Document
    attachments: Mapping[str, bytes]
