"""What a news story and a newsletter have beyond the sections of any document: frozen, ready to render."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from reports.picture import Picture

Standing = Literal["", "lead", "finally"]
TOKEN = "{FIRST_NAME}"  # how words name the reader; each platform has a token of its own


@dataclass(frozen=True, slots=True)
class Pointer:
    """A link that asks readers to do something: its words and its address."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Story:
    """What a section is when it is a news story. ``day`` is its date in words; ``report`` is the publication
    and the edition that it tells of, if it tells of one."""

    slug: str
    dated: date
    day: str
    summary: str
    picture: Picture | None
    links: tuple[Pointer, ...]
    tags: tuple[str, ...]
    standing: Standing = ""
    report: str = ""


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who signs. Without a ``message`` a marked place says that it is still to be supplied."""

    name: str
    title: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What makes a newsletter of a document. ``month`` is the line under the masthead's name.

    ``salutation`` may hold ``{FIRST_NAME}``; ``default_name`` greets readers whose name isn't known.
    """

    subject: str
    preheader: str
    month: str
    salutation: str
    default_name: str
    sign_off: SignOff | None
    social: tuple[Pointer, ...]
    sender: str
    sender_address: str

    def greeting(self, name: str) -> str:
        """The salutation with a name, or a platform's token, in the reader's place."""
        return self.salutation.replace(TOKEN, name)
