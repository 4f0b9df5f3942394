"""The places in a mail that depend on who sends it: greeting, pictures, the links that the law asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from reckoner.reports.figures.language import Language
from reckoner.reports.kinds.newsletter.document import Newsletter
from reckoner.reports.kinds.newsletter.mail.platforms.platform import Platform


@dataclass(frozen=True, slots=True)
class Places:
    """What stands in them, as plain text and addresses. ``picture`` gives the address of a draft's file.
    ``leave`` says how to unsubscribe where that takes a mail to be written; ``headers`` are the ways to
    it that a mail program reads."""

    greeting: str
    view: str
    sources: str
    unsubscribe: str
    postal: str
    picture: Callable[[str], str]
    leave: str = ""
    headers: tuple[str, ...] = ()


def own_places(
    document: Newsletter, language: Language, picture: Callable[[str], str], name: str = ""
) -> Places:
    """The places of a mail that no platform fills: nothing in it is a token."""
    letter = document.letter
    subject = language.say("mail.unsubscribe_subject")
    by_mail = f"mailto:{letter.sender_address}?subject={quote(subject)}"
    leave = language.say("mail.unsubscribe_by_mail", address=letter.sender_address, subject=subject)
    return Places(
        greeting=letter.greeting(name or letter.default_name),
        view=document.web_address,
        sources=f"{document.web_address}#sources",
        unsubscribe=letter.unsubscribe or by_mail,
        postal=", ".join((document.imprint.office, *document.imprint.address)),
        picture=picture,
        leave="" if letter.unsubscribe else leave,
        headers=tuple(dict.fromkeys((letter.unsubscribe or by_mail, by_mail))),
    )


def platform_places(
    document: Newsletter, language: Language, platform: Platform, picture: Callable[[str], str], *, text: bool
) -> Places:
    """The places as a platform wants them; in a part that it doesn't fill they are our own."""
    own = own_places(document, language, picture)
    if text and not platform.fills_text:
        return own
    letter = document.letter
    return Places(
        greeting=letter.greeting(platform.named(letter.default_name)),
        view=platform.view or own.view,
        sources=own.sources,
        unsubscribe=platform.unsubscribe or own.unsubscribe,
        postal=", ".join((document.imprint.office, platform.postal)) if platform.postal else own.postal,
        picture=picture,
        leave="" if platform.unsubscribe else own.leave,
    )
