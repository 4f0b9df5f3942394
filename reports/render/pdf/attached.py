"""Files inside the PDF, each with what it is to the document (PDF/A-3 associated files)."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import md5

import pydyf

from reckoner.reports.render.pdf.job import Attachment, PdfMeta
from reckoner.reports.render.pdf.metadata import pdf_date


def attach(pdf: pydyf.PDF, attachments: Sequence[Attachment], meta: PdfMeta) -> None:
    """Put the files in, in the order of their names, and tell the catalogue."""
    if not attachments:
        return
    names, associated = pydyf.Array(), pydyf.Array()
    for attachment in sorted(attachments, key=lambda item: item.name):
        specification = _specification(pdf, attachment, meta)
        names.extend([pydyf.String(attachment.name), specification.reference])
        associated.append(specification.reference)
    tree = pydyf.Dictionary({"Names": names})
    pdf.add_object(tree)
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = tree.reference
    pdf.catalog["AF"] = associated


def _specification(pdf: pydyf.PDF, attachment: Attachment, meta: PdfMeta) -> pydyf.Dictionary:
    checksum = md5(attachment.content, usedforsecurity=False).hexdigest()
    facts = {
        "Size": len(attachment.content),
        "ModDate": pydyf.String(pdf_date(meta)),
        "CheckSum": f"<{checksum}>",
    }
    kind = "/" + attachment.media_type.replace("/", "#2f").replace("+", "#2b")
    stream = pydyf.Stream(
        [attachment.content],
        {"Type": "/EmbeddedFile", "Subtype": kind, "Params": pydyf.Dictionary(facts)},
        compress=True,
    )
    pdf.add_object(stream)
    specification = pydyf.Dictionary(
        {
            "Type": "/Filespec",
            "F": pydyf.String(attachment.name),
            "UF": pydyf.String(attachment.name),
            "Desc": pydyf.String(attachment.description),
            "AFRelationship": f"/{attachment.relationship}",
            "EF": pydyf.Dictionary({"F": stream.reference, "UF": stream.reference}),
        }
    )
    pdf.add_object(specification)
    return specification
