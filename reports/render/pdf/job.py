"""What a PDF is made from: the words about the document, its attachments, and what it may use up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from reckoner.reports.confined.ipc import Message
from reckoner.reports.confined.limits import Limits

Relationship = Literal["Data", "Source", "Supplement"]


@dataclass(frozen=True)
class PdfMeta:
    """What a reader's window and a catalogue show. ``language`` is a BCP 47 tag.

    Every date in the PDF comes from ``dated``, never from the clock.
    """

    title: str
    author: str
    subject: str
    language: str
    dated: date


@dataclass(frozen=True)
class Attachment:
    """A file inside the PDF, and what it is to the document (ISO 19005-3, AFRelationship)."""

    name: str
    content: bytes
    media_type: str
    relationship: Relationship
    description: str


@dataclass(frozen=True)
class Job:
    """One rendering, complete. ``assets`` are the only relative addresses that the page may open.

    ``only`` is the number of the one part to lay out, of those that the page marks with ``data-run``.
    """

    html: str
    assets: Mapping[str, bytes]
    meta: PdfMeta
    attachments: tuple[Attachment, ...] = ()
    limits: Limits = field(default_factory=Limits)
    only: int | None = None


def to_message(job: Job) -> tuple[dict[str, Any], list[bytes]]:
    """The job as a header and its blobs: the page, the assets by name, the attachments."""
    names = sorted(job.assets)
    header = {
        "meta": {**vars(job.meta), "dated": job.meta.dated.isoformat()},
        "limits": vars(job.limits),
        "only": job.only,
        "assets": names,
        "attachments": [
            {key: value for key, value in vars(item).items() if key != "content"} for item in job.attachments
        ],
    }
    blobs = [
        job.html.encode(),
        *(job.assets[name] for name in names),
        *(item.content for item in job.attachments),
    ]
    return header, blobs


def from_message(message: Message) -> Job:
    """The job that ``to_message`` wrote."""
    header, (page, *blobs) = message.header, message.blobs
    names = header["assets"]
    contents = blobs[len(names) :]
    return Job(
        html=page.decode(),
        assets=dict(zip(names, blobs, strict=False)),
        meta=PdfMeta(**{**header["meta"], "dated": date.fromisoformat(header["meta"]["dated"])}),
        attachments=tuple(
            Attachment(content=content, **item)
            for item, content in zip(header["attachments"], contents, strict=True)
        ),
        limits=Limits(**header["limits"]),
        only=header["only"],
    )
