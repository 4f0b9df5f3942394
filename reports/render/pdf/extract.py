"""The files inside a PDF, read out again."""

from __future__ import annotations

from reckoner.reports.confined.limits import Limits
from reckoner.reports.confined.reading import read_apart
from reckoner.reports.errors import Place

MOST_MB = 256
_LIMITS = Limits(memory_mb=768, cpu_seconds=60, wall_seconds=120, answer_mb=MOST_MB, file_mb=1)


def extract(pdf: bytes, path: str = "the file") -> dict[str, bytes]:
    """The names and contents of the files inside a PDF, in the order of their names.

    ``path`` is what errors call the PDF. Raises InputError where it can't be read, where what it carries
    is more than ``MOST_MB``, where a file in it is broken, or where a name is not plain: it could lead out of
    the folder to write to, or be more than a file there.
    """
    found = read_apart("reckoner.reports.render.pdf.carried", pdf, Place(path), _LIMITS)
    return dict(zip(found.header["names"], found.blobs, strict=True))
