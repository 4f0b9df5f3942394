"""What a newsletter has beyond any document: the letter around its stories."""

from __future__ import annotations

from dataclasses import dataclass

from reckoner.reports.document import Document
from reckoner.reports.kinds.news.document import Pointer, StorySection

TOKEN = "{FIRST_NAME}"  # how words name the reader; each platform has a token of its own


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who signs. A marked place says that a message is still to be supplied where one ``is_awaited``."""

    name: str
    title: str
    message: str = ""
    is_awaited: bool = False


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


@dataclass(frozen=True, kw_only=True)
class Newsletter(Document):
    """A letter with the month's stories. Its sections are the key figures, where it has any, and stories."""

    letter: Letter

    @property
    def stories(self) -> tuple[StorySection, ...]:
        """The sections that are stories, which the list at the top names."""
        return tuple(section for section in self.sections if isinstance(section, StorySection))
