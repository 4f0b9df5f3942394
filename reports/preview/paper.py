"""An edition on paper, made while it is read on a screen: first the part that was changed, then the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Lock, Thread
from typing import Any

import pypdfium2

from reckoner.reports.errors import ReckonerError
from reckoner.reports.render.pdf.engine import rendering, stop
from reckoner.reports.render.pdf.job import Job
from reckoner.reports.render.pdf.painted import painted
from reckoner.reports.render.pdf.parts import changed_part


@dataclass
class Paper:
    """The pages of an edition's PDF.

    ``number`` is that of the newest PDF, 0 before the first; ``is_part`` says whether it is one part alone,
    ``place`` on which page of the whole the part begins that was shown before it, 0 where none was.
    """

    number: int = 0
    pdf: bytes = field(default=b"", repr=False)
    is_part: bool = False
    place: int = 0
    is_ended: bool = False
    _printed: Callable[[], Job | None] = field(default=lambda: None, repr=False)
    _asked: int = 0
    _answered: int = 0
    _job: Job | None = field(default=None, repr=False)
    _is_busy: bool = False
    _worker: Thread | None = None
    _lock: Lock = field(default_factory=Lock)
    _painting: Lock = field(default_factory=Lock)

    @property
    def is_coming(self) -> bool:
        """Whether a newer one is being made."""
        return self._asked > self._answered

    def ask(self, printed: Callable[[], Job | None]) -> None:
        """Have it made anew, in a thread of its own. Of several wishes only the newest is met.

        ``printed`` says what the PDF is made from, if the edition has one.
        """
        with self._lock:
            self._printed = printed
            self._asked += 1
            if not self._is_busy and not self.is_ended:
                self._is_busy = True
                self._worker = Thread(target=self._work)
                self._worker.start()

    def end(self) -> None:
        """Make no more; what is being made is given up."""
        self.is_ended = True
        stop()
        if self._worker is not None:
            self._worker.join()

    def sizes(self) -> list[tuple[float, float]]:
        """Width and height of each page, in points."""
        with self._opened(self.pdf) as pdf:
            return [page.get_size() for page in pdf]

    def picture(self, page: int) -> bytes:
        """A page as PNG, counted from 1. Raises IndexError where there is none."""
        with self._opened(self.pdf) as pdf:
            return painted(pdf, page)

    def _work(self) -> None:
        while True:
            with self._lock:
                if self.is_ended or not self.is_coming:
                    self._is_busy = False
                    return
                wish, printed = self._asked, self._printed
            try:
                for job in self._jobs(wish, printed):
                    with rendering(job) as finished:
                        self._show(finished().pdf, job.only is not None)
            except ReckonerError:
                pass  # the preview says what is wrong
            self._answered = wish

    def _jobs(self, wish: int, printed: Callable[[], Job | None]) -> Iterator[Job]:
        """The part that was changed, if only one was, and the whole, unless that has changed again."""
        before, job = self._job, printed()
        if job is None or self.is_ended:
            return
        self._job = job
        part = None if before is None else changed_part(before.html, job.html)
        if part is not None:
            yield replace(job, only=part, attachments=())
        if self._asked == wish and not self.is_ended:
            yield job

    def _show(self, pdf: bytes, is_part: bool) -> None:
        place = 0 if is_part or not self.is_part else self._found(self.pdf, pdf)
        self.pdf, self.is_part, self.place = pdf, is_part, place
        self.number += 1

    def _found(self, part: bytes, whole: bytes) -> int:
        """The page of the whole that has most words of the part's first page."""
        with self._opened(part) as pdf:
            first = _words(pdf[0])
        with self._opened(whole) as pdf:
            shared = [len(first & _words(page)) for page in pdf]
        return shared.index(max(shared)) + 1

    @contextmanager
    def _opened(self, pdf: bytes) -> Iterator[Any]:
        """PDFium works for one thread at a time."""
        with self._painting, pypdfium2.PdfDocument(pdf) as opened:
            yield opened


def _words(page: Any) -> set[str]:
    return set(page.get_textpage().get_text_bounded().split())
