"""What may leave the house: each kind of file of a draft, how a proof of it is marked, and if it is public.

A kind that isn't in this table can't leave. Whoever makes a new kind of file adds a line that says how it is
marked, or that it goes with a release alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from reckoner.reports.delivery.marks import Marking, marked_mail, marked_page, marked_pdf, marked_text
from reckoner.reports.delivery.wordmark import marked_word
from reckoner.reports.drafts.manifest import LOG, NAME
from reckoner.reports.errors import InputError, Place

Marker = Callable[[str, bytes, Marking], bytes | None]


@dataclass(frozen=True)
class Kind:
    """The files of these names. ``mark`` makes a proof of one, or None where it can't.

    Without a ``mark`` a file stays at home until it is released; ``why`` says so. Not ``is_public``: always.
    """

    names: tuple[str, ...]
    why: str = ""
    mark: Marker | None = None
    is_public: bool = True


KINDS = (
    Kind(("figures.csv",), "it holds unrounded values", is_public=False),
    Kind(("checks.json", "UNFIT.txt", "word.json", NAME, LOG), "it is for the office alone", is_public=False),
    Kind(("email.eml",), "it holds a document that can't be marked", marked_mail),
    Kind(("email.txt",), mark=marked_text),
    Kind(("*.html",), mark=marked_page),
    Kind(("*.docx",), mark=marked_word),
    Kind(("*.pdf",), "nothing here can stamp a PDF", marked_pdf),
    Kind(
        ("charts/*.svg", "charts/*.png", "pictures/*.svg", "pictures/*.png", "pictures/*.jpg"),
        "it is in the marked pages",
    ),
    Kind(
        ("charts/*.csv", "tables/*.csv", "figures-public.csv"), "a table for machines has no place for a mark"
    ),
    Kind(("cards/*.png",), "other sites would show it as news"),
    Kind(("handover/*.zip",), "a platform would send it as it is"),
    Kind(("feed.atom",), "readers would take it up as news"),
)
UNKNOWN = "nothing says how this kind of file is marked"


def kind_of(name: str) -> Kind | None:
    """The kind of a file, by the first line of the table that fits its name."""
    return next((kind for kind in KINDS if any(fnmatchcase(name, each) for each in kind.names)), None)


def marked(marking: Marking) -> tuple[dict[str, bytes], dict[str, str]]:
    """The files of a proof, each with its mark; and what stays at home, with the reason."""
    files, left = dict[str, bytes](), dict[str, str]()
    for name, raw in marking.contents.items():
        kind = kind_of(name)
        made = kind.mark(name, raw, marking) if kind and kind.mark else None
        if made is None:
            left[name] = kind.why if kind else UNKNOWN
        else:
            files[name] = made
    return files, left


def public(contents: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, str]]:
    """The files of a release, as they are; and what stays at home, with the reason.

    Raises InputError for a kind of file about which nothing is said: it was approved, and might be internal.
    """
    files, left = dict[str, bytes](), dict[str, str]()
    for name, raw in contents.items():
        kind = kind_of(name)
        if kind is None:
            todo = "Add its kind to the table in reports/delivery/kinds.py."
            raise InputError("nothing says whether this kind of file may leave", Place(name), todo)
        if kind.is_public:
            files[name] = raw
        else:
            left[name] = kind.why
    return files, left
