"""Asks the process that merges: what each paper is, and all of them as one PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from reckoner.reports.confined.limits import Limits
from reckoner.reports.confined.reading import read_apart
from reckoner.reports.errors import Place
from reckoner.reports.render.pdf.job import PdfMeta

PLACE = "https://pack.invalid/"  # where the front page's links lead until the papers have pages
_MERGER = "reckoner.reports.pack.merge"
_LIMITS = Limits(memory_mb=2048, cpu_seconds=300, wall_seconds=600, answer_mb=512, file_mb=1)


@dataclass(frozen=True)
class Look:
    """What a paper's PDF says of itself: its title, its pages, how many elements its tags have."""

    title: str
    pages: int
    elements: int


@dataclass(frozen=True)
class Bound:
    """One PDF of several: how many pages, elements and files inside it has."""

    pdf: bytes
    pages: int
    elements: int
    files: int


@dataclass(frozen=True)
class Leaf:
    """A PDF to be bound: what messages call it, its title in bookmarks, what goes before its files' names."""

    shown: str
    content: bytes
    title: str = ""
    names: str = ""


def look_at(papers: Mapping[str, bytes]) -> list[Look]:
    """What each PDF is, in this order. Raises InputError with all that keeps any from being merged."""
    given = list(papers.values())
    found = read_apart(
        _MERGER, b"".join(given), Place("the papers"), _LIMITS,
        subject="the papers", asks="look", sizes=[len(each) for each in given], names=list(papers),
    )  # fmt: skip
    return [Look(**look) for look in found.header["looks"]]


def bind(leaves: Sequence[Leaf], sheets: bytes, meta: PdfMeta, label: str = "") -> Bound:
    """All as one PDF, the front page first; ``sheets`` are laid over the pages.

    ``label`` goes before page numbers. The same arguments give the same bytes. Raises InputError where
    one of them can't be merged.
    """
    given = [*(leaf.content for leaf in leaves), sheets]
    found = read_apart(
        _MERGER, b"".join(given), Place("the papers"), _LIMITS, subject="the papers", asks="join",
        sizes=[len(each) for each in given], names=[*(leaf.shown for leaf in leaves), "the sheets"],
        titles=[leaf.title for leaf in leaves], files=[leaf.names for leaf in leaves],
        meta={**asdict(meta), "dated": meta.dated.isoformat()}, label=label,
    )  # fmt: skip
    head = found.header
    return Bound(found.blobs[0], head["pages"], head["elements"], head["files"])
