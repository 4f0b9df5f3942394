"""A handover pack: all that a platform is given, as one ZIP, with a page that says what to do."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from html import escape

from reckoner.reports.figures.language import Language
from reckoner.reports.kinds.newsletter.document import Newsletter
from reckoner.reports.kinds.newsletter.mail.html import mail_html
from reckoner.reports.kinds.newsletter.mail.places import platform_places
from reckoner.reports.kinds.newsletter.mail.platforms.platform import Platform
from reckoner.reports.kinds.newsletter.mail.text import mail_text
from reckoner.reports.kinds.newsletter.mail.words import mail_words
from reckoner.reports.render.html import Templates
from reckoner.reports.settings.mail import Mail

_BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
_STYLES = re.compile(r"<style[^>]*>.*?</style>", re.DOTALL)


def handover(
    document: Newsletter, templates: Templates, mail: Mail, platform: Platform, pictures: Mapping[str, bytes]
) -> bytes:
    """The pack as a ZIP: the same bytes for the same document."""
    files = pack_files(document, templates, mail, platform, pictures)
    return zipped(files, document.dated)


def pack_files(
    document: Newsletter, templates: Templates, mail: Mail, platform: Platform, pictures: Mapping[str, bytes]
) -> dict[str, bytes]:
    """The files of a pack by name."""
    letter, language = document.letter, templates.language
    base = mail.pictures or ""

    def address(name: str) -> str:
        return base + name

    places = platform_places(document, language, platform, address, text=False)
    text_places = platform_places(document, language, platform, address, text=True)
    texts = {
        "read-me-first.html": _steps(document, language, platform),
        "email.html": _fitted(
            mail_html(document, templates, mail, places, body_only=platform.body_only), platform
        ),
        "email.txt": mail_text(document, mail_words(templates.language), text_places),
        "subject.txt": letter.subject + "\n",
        "preheader.txt": letter.preheader + "\n",
    }
    for number, section in enumerate(document.stories, 1):
        html = mail_html(document, templates, mail, places, only=section)
        texts[f"blocks/{number:02}-{section.anchor}.html"] = _fragment(html)
    return {**{name: text.encode() for name, text in texts.items()}, **pictures}


def zipped(files: Mapping[str, bytes], dated: date) -> bytes:
    """A ZIP whose bytes depend on nothing but its files and the edition's day."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, (dated.year, dated.month, dated.day, 9, 0, 0))
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name])
    return out.getvalue()


def _fitted(html: str, platform: Platform) -> str:
    return _fragment(html) if platform.body_only else html


def _fragment(html: str) -> str:
    """What stands between the tags of the body, with the styles that it needs."""
    body = _BODY.search(html)
    styles = "".join(style for style in _STYLES.findall(html) if "@media" in style)
    return styles + (body[1] if body else html) + "\n"


def _steps(document: Newsletter, language: Language, platform: Platform) -> str:
    say = language.say
    steps = language.several(f"handover.steps.{platform.name}")
    title = say("handover.title", title=document.title, platform=platform.title)
    items = "".join(f"<li>{escape(step)}</li>\n" for step in steps)
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n"
        "<style>body { font: 1.125rem/1.5 'Source Sans Pro', Arial, sans-serif; max-width: 40rem; "
        "margin: 2rem auto; padding: 0 1rem; color: #0b0c0c; } h1 { font-size: 1.6rem; line-height: 1.2; } "
        "li { margin-bottom: 0.75rem; }</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n<p>{escape(say('handover.before'))}</p>\n<ol>\n{items}</ol>\n"
        f"<p>{escape(say('handover.after'))}</p>\n</main>\n</body>\n</html>\n"
    )
