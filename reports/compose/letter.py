"""The letter around a newsletter's stories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from charts.look import Look
from reports.compose.occasion import look_of
from reports.content.letter import TO_BE_SUPPLIED, LetterFront, LetterWords
from reports.document import Document
from reports.errors import Place, SettingsError
from reports.figures.wording import Wording
from reports.letter import Letter, Pointer, SignOff
from reports.periods.period import Period
from reports.settings.mail import Mail
from reports.settings.office import Design, OfficeSettings

_WIDTH_MM = 100.0  # between a phone's column and a newsletter's: read well on both
_TEXT = 10.5


def letter_look(design: Design) -> Look:
    """The look of charts that are read on a phone as well as on a desk."""
    return replace(look_of(design), width_mm=_WIDTH_MM, text=_TEXT)


def with_letter(document: Document, words: LetterWords, office: OfficeSettings, wording: Wording) -> Document:
    """The document as a newsletter. Raises SettingsError where office.yaml has no `mail`."""
    if office.mail is None:
        what = "a newsletter needs to know from whom it comes"
        raise SettingsError(
            what, Place("office.yaml"), "Add `mail:`, with `from: {name: ..., address: name@example.org}`."
        )
    return replace(document, letter=_letter(document, words.front, office, office.mail, wording))


def _letter(
    document: Document, front: LetterFront, office: OfficeSettings, mail: Mail, wording: Wording
) -> Letter:
    month = wording.period(Period.months(document.dated.year, document.dated.month))
    title = office.on(document.dated).title
    return Letter(
        subject=front.subject,
        preheader=front.preheader,
        month=wording.language.say("mail.month_line", month=month, title=title),
        salutation=front.salutation,
        default_name=mail.default_name,
        sign_off=_sign_off(front),
        social=tuple(Pointer(link.name, link.address) for link in mail.social),
        sender=mail.from_.name,
        sender_address=mail.from_.address,
    )


def _sign_off(front: LetterFront) -> SignOff | None:
    if front.sign_off is None:
        return None
    message = "" if front.sign_off.message == TO_BE_SUPPLIED else front.sign_off.message
    return SignOff(front.sign_off.name, front.sign_off.title, message)


def story_addresses(document: Document, elsewhere: Callable[[str], str]) -> Document:
    """The document with ``#story`` links led to the story: here where it stands here, or ``elsewhere``."""
    here = {section.story.slug: f"#{section.anchor}" for section in document.sections if section.story}

    def led(link: Pointer) -> Pointer:
        slug = link.address.removeprefix("#")
        return link if slug == link.address else replace(link, address=here.get(slug) or elsewhere(slug))

    sections = tuple(
        replace(section, story=replace(story, links=tuple(map(led, story.links)))) if story else section
        for section in document.sections
        for story in (section.story,)
    )
    return replace(document, sections=sections)
