"""Every file of a newsletter's draft: web page and PDF, mail in HTML and text, the message, the packs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from reckoner.reports.kinds.newsletter.checks.parts import MailParts, Pack
from reckoner.reports.kinds.newsletter.document import Newsletter
from reckoner.reports.kinds.newsletter.mail.html import mail_html
from reckoner.reports.kinds.newsletter.mail.message import Draft, content_id, message_bytes
from reckoner.reports.kinds.newsletter.mail.pack import handover
from reckoner.reports.kinds.newsletter.mail.places import own_places
from reckoner.reports.kinds.newsletter.mail.platforms.platform import Platform
from reckoner.reports.kinds.newsletter.mail.platforms.registry import PLATFORMS
from reckoner.reports.kinds.newsletter.mail.text import mail_text
from reckoner.reports.kinds.newsletter.mail.words import mail_words
from reckoner.reports.render.files import chart_pngs
from reckoner.reports.render.html import Templates
from reckoner.reports.settings.mail import Mail


def mail_files(
    document: Newsletter, templates: Templates, mail: Mail, pictures: dict[str, bytes], name: str = ""
) -> dict[str, bytes]:
    """The mail's files by name; ``name`` greets somebody, for a preview.

    Raises InputError for what can't stand in a header, SettingsError where a template is wrong.
    """
    letter, language, words = document.letter, templates.language, mail_words(templates.language)
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
        unsubscribe=within.headers,
        pictures=pictures,
    )
    return {
        "email.html": mail_html(document, templates, mail, beside).encode(),
        "email.txt": text.encode(),
        "email.eml": message_bytes(draft),
    }


def pack_name(document: Newsletter, platform: str) -> str:
    """The name of a platform's pack in a draft."""
    return f"handover/{document.publication}-{document.edition}-{platform}.zip"


def packs(
    document: Newsletter, templates: Templates, mail: Mail, pictures: dict[str, bytes]
) -> dict[str, bytes]:
    """The handover packs of the platforms that office.yaml names, by file name."""
    return {
        pack_name(document, platform): handover(document, templates, mail, PLATFORMS[platform], pictures)
        for platform in mail.platforms
    }


def mail_pictures(document: Newsletter) -> dict[str, bytes]:
    """What the mail shows, by name: charts and tiles as PNG, and the stories' pictures."""
    return {**chart_pngs((document,)), **{picture.path: picture.content for picture in document.pictures()}}


def every_mail_file(
    document: Newsletter, templates: Templates, mail: Mail, name: str = ""
) -> dict[str, bytes]:
    """The mail's files and the packs, by file name; ``name`` greets somebody, for a preview."""
    pictures = mail_pictures(document)
    return {
        **mail_files(document, templates, mail, pictures, name),
        **packs(document, templates, mail, pictures),
    }


def mail_parts(document: Newsletter, contents: Mapping[str, bytes], mail: Mail) -> MailParts:
    """The finished mail of a draft with these files, for its checks."""
    names = {name: pack_name(document, name) for name in mail.platforms}
    return MailParts(
        html=contents["email.html"].decode(),
        text=contents["email.txt"].decode(),
        message=contents["email.eml"],
        packs=tuple(_pack(document, PLATFORMS[name], contents[file]) for name, file in names.items()),
        files=frozenset(contents),
    )


def _pack(document: Newsletter, platform: Platform, content: bytes) -> Pack:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    tokens = platform.tokens(document.letter.default_name)
    return Pack(platform.name, files, tokens, tokens if platform.fills_text else (), platform.marks)
