"""Every file of a newsletter's draft: web page and PDF, mail in HTML and text, the message, the packs."""

from __future__ import annotations

from reports.document import Document
from reports.render.email.html import mail_html
from reports.render.email.message import Draft, content_id, message_bytes
from reports.render.email.pack import handover
from reports.render.email.places import letter_of, own_places
from reports.render.email.platforms.registry import PLATFORMS
from reports.render.email.text import mail_text
from reports.render.html import Templates, mail_words
from reports.settings.mail import Mail


def mail_files(
    document: Document, templates: Templates, mail: Mail, pictures: dict[str, bytes], name: str = ""
) -> dict[str, bytes]:
    """The mail's files by name; ``name`` greets somebody, for a preview.

    Raises InputError for what can't stand in a header, SettingsError where a template is wrong.
    """
    letter, language, words = letter_of(document), templates.language, mail_words(templates.language)
    beside = own_places(document, language, lambda file: file, name)
    within = own_places(document, language, lambda file: f"cid:{content_id(file)}", name)
    text = mail_text(document, words, beside)
    draft = Draft(
        publication=document.publication,
        edition=document.edition,
        subject=letter.subject,
        sender=letter.sender,
        sender_address=letter.sender_address,
        dated=document.dated,
        text=text,
        html=mail_html(document, templates, mail, within),
        pictures=pictures,
    )
    return {
        "email.html": mail_html(document, templates, mail, beside).encode(),
        "email.txt": text.encode(),
        "email.eml": message_bytes(draft),
    }


def pack_name(document: Document, platform: str) -> str:
    """The name of a platform's pack in a draft."""
    return f"handover/{document.publication}-{document.edition}-{platform}.zip"


def packs(
    document: Document, templates: Templates, mail: Mail, pictures: dict[str, bytes]
) -> dict[str, bytes]:
    """The handover packs of the platforms that office.yaml names, by file name."""
    return {
        pack_name(document, platform): handover(document, templates, mail, PLATFORMS[platform], pictures)
        for platform in mail.platforms
    }


def mail_pictures(document: Document) -> dict[str, bytes]:
    """What the mail shows, by name: charts and tiles as PNG, and the stories' pictures."""
    charts = {f"charts/{slot.spec.name}.png": slot.drawing.png for slot in document.charts()}
    return {**charts, **{picture.path: picture.content for picture in document.pictures()}}
