"""Papers put together, in a process that may fail: one PDF/UA-1 and PDF/A-3a of several."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import pikepdf

from reckoner.reports.confined.ipc import Message
from reckoner.reports.errors import Fault, InputError, gathering
from reckoner.reports.pack.beside import join_bookmarks, join_files, join_layers, join_places, top_of
from reckoner.reports.pack.graph import elements
from reckoner.reports.pack.joining import PLACE
from reckoner.reports.pack.overlay import lay_over
from reckoner.reports.pack.source import Taken, opened, take, title_of
from reckoner.reports.pack.structure import join_tags
from reckoner.reports.render.pdf.job import PdfMeta
from reckoner.reports.render.pdf.metadata import PROGRAM, pdf_date, xmp

_PRINTED = 4  # the flag that PDF/A asks of each annotation; some programs leave it out


def answer(message: Message) -> Message:
    """What each of the files is, or all of them merged: the header's ``asks`` says which.

    Raises InputError, with all that is wrong with any of them.
    """
    files = list(_parted(message.blobs[0], message.header["sizes"]))
    shown = message.header["names"]
    return _looked_at(files, shown) if message.header["asks"] == "look" else _merged(files, shown, message)


def _parted(joined: bytes, sizes: Sequence[int]) -> Iterator[bytes]:
    at = 0
    for size in sizes:
        yield joined[at : at + size]
        at += size


def _looked_at(files: Sequence[bytes], shown: Sequence[str]) -> Message:
    looks: list[dict[str, object]] = []
    faults: list[Fault] = []
    for content, name in zip(files, shown, strict=True):
        with gathering(faults):
            pdf = opened(content, name)
            count = sum(1 for _ in elements(pdf.Root.StructTreeRoot.K))
            looks.append({"title": title_of(pdf), "pages": len(pdf.pages), "elements": count})
    if faults:
        raise InputError.of(faults)
    return Message({"looks": looks})


def _merged(files: Sequence[bytes], shown: Sequence[str], message: Message) -> Message:
    """The front page comes first, the sheets to lay over the pages last."""
    header = message.header
    meta = PdfMeta(**{**header["meta"], "dated": date.fromisoformat(header["meta"]["dated"])})
    sources = [opened(content, name) for content, name in zip(files, shown, strict=True)]
    pack = pikepdf.Pdf.new()
    papers = [
        take(pack, source, number, title, names)
        for number, (source, title, names) in enumerate(
            zip(sources[:-1], header["titles"], header["files"], strict=True)
        )
    ]
    pages = [page for paper in papers for page in paper.pages]
    count = join_tags(pack, papers, meta.language, meta.title)
    join_places(pack, papers)
    join_bookmarks(pack, papers)
    carried = join_files(pack, papers)
    join_layers(pack, papers)
    _lead(papers)
    lay_over(pack, pages, sources[-1])
    _bind(pack, pages)
    _describe(pack, papers[0], meta, header["label"])
    out = io.BytesIO()
    pack.save(
        out, deterministic_id=True, min_version="1.7", object_stream_mode=pikepdf.ObjectStreamMode.generate
    )
    found = {"pages": len(pages), "elements": count, "files": carried}
    return Message(found, (out.getvalue(),))


def _lead(papers: Sequence[Taken]) -> None:
    """Make the front page's links lead to the first pages of the papers."""
    for page in papers[0].pages:
        for link in page.get("/Annots", ()):
            address = str(link.get("/A", pikepdf.Dictionary()).get("/URI", ""))
            if address.startswith(PLACE):
                del link["/A"]
                link.Dest = top_of(papers[int(address.removeprefix(PLACE))].pages[0])


def _bind(pack: pikepdf.Pdf, pages: Sequence[Any]) -> None:
    tree = pack.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Pages, Kids=pikepdf.Array(pages), Count=len(pages))
    )
    for page in pages:
        page.Parent = tree
        page.Tabs = pikepdf.Name.S
        for annotation in page.get("/Annots", ()):
            if "/F" not in annotation:
                annotation.F = _PRINTED
    pack.Root.Pages = tree


def _describe(pack: pikepdf.Pdf, front: Taken, meta: PdfMeta, label: str) -> None:
    root = pack.Root
    root.Lang = pikepdf.String(meta.language)
    root.MarkInfo = pikepdf.Dictionary(Marked=True)
    root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    root.OutputIntents = front.root.OutputIntents
    first = pikepdf.Dictionary(S=pikepdf.Name.D, St=1)
    if label:
        first.P = pikepdf.String(label)
    root.PageLabels = pikepdf.Dictionary(Nums=pikepdf.Array([0, first]))
    packet = pikepdf.Stream(pack, xmp(meta, PROGRAM))
    packet.Type, packet.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
    root.Metadata = pack.make_indirect(packet)
    said = {
        "Title": meta.title, "Author": meta.author, "Subject": meta.subject, "Creator": PROGRAM,
        "Producer": PROGRAM, "CreationDate": pdf_date(meta), "ModDate": pdf_date(meta),
    }  # fmt: skip
    for key, text in said.items():
        pack.docinfo[f"/{key}"] = pikepdf.String(text)
