"""The HTML of a newsletter's mail: MJML for a layout that Outlook accepts, styles in the elements."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import css_inline
import mjml
from markupsafe import Markup

from reckoner.reports.cache.remembered import remembered
from reckoner.reports.document import KeyFigure, NumberedParagraph, Section
from reckoner.reports.errors import Place, SettingsError
from reckoner.reports.kinds.newsletter.document import Newsletter
from reckoner.reports.kinds.newsletter.mail.places import Places
from reckoner.reports.kinds.newsletter.mail.words import mail_words
from reckoner.reports.render.environment import fill, make_environment
from reckoner.reports.render.html import Templates
from reckoner.reports.render.unbroken import unbroken
from reckoner.reports.settings.mail import UTM, Mail

TEMPLATE, INLINED = "email.mjml.jinja", "email.css.jinja"
_FALLBACKS = {
    "text": "'Segoe UI', Helvetica, Arial, sans-serif",
    "headings": "Georgia, 'Times New Roman', serif",
}
_DATA = re.compile(r'<data class="figure" value="[^"]*">(.*?)</data>', re.DOTALL)
_TAG = re.compile(r"<[A-Za-z][^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>")
_QUOTED = re.compile(r"\"[^\"]*\"")
_HREF = re.compile(r'href="(https://[^"]*)"')
_STYLE = re.compile(r"<!--.*?-->|<style[^>]*>.*?</style>", re.DOTALL)
_PUT_BY = "reckoner-style"
_KEPT = re.compile(rf'<meta name="{_PUT_BY}" content="([0-9]+)">')
_NO_HEIGHT = ' height="auto"'  # MJML writes it into pictures; it is no height that HTML knows
_BLANKS = re.compile(r">\s*\n\s*<")


def mail_html(
    document: Newsletter,
    templates: Templates,
    mail: Mail,
    places: Places,
    *,
    body_only: bool = False,
    only: Section | None = None,
) -> str:
    """The mail as one HTML text, safe to send as it is.

    ``body_only`` leaves out head and foot, for a platform that adds its own; ``only`` takes one section.
    Raises SettingsError where a template is wrong.
    """
    environment = make_environment(templates.folders)
    environment.globals["on_screen"] = False
    values = _values(document, templates, mail, places)
    source = fill(
        environment, TEMPLATE, **values, framed=not (body_only or only), with_letter=not only,
        sections=(only,) if only else document.sections,
    )  # fmt: skip
    html = _inlined(
        _DATA.sub(r'<span class="figure">\1</span>', unbroken(_laid_out(source).replace(_NO_HEIGHT, ""))),
        fill(environment, INLINED, **values),
    )
    # A place within the mail is none in many readers: links lead to the web version.
    return _tracked(html.replace('href="#', f'href="{escape(document.web_address)}#'), mail, document)


def _laid_out(source: str) -> str:
    """MJML as HTML. Raises SettingsError."""

    def make() -> tuple[bytes, ...]:
        try:
            made = mjml.mjml2html(_BLANKS.sub("><", source), fonts={}, disable_comments=False)
        except ValueError as problem:
            raise SettingsError(f"the template is wrong: {problem}", Place(TEMPLATE)) from None
        return (made.encode(),)

    return remembered("mjml", (source.encode(),), make)[0].decode()


def cited(document: Newsletter, words: Mapping[str, str]) -> str:
    """The publications that the figures of a short mail are from, without their publisher: the web version
    has him, and their parts. A chart says its own."""
    if not document.letter.whole_at:
        return ""
    blocks = (*document.introduction, *(block for section in document.sections for block in section.blocks))
    marks = (block.source for block in blocks if isinstance(block, KeyFigure | NumberedParagraph))
    sources = (source for mark in marks for source in document.sources_of(mark))
    named = dict.fromkeys(source.publication or source.citation for source in sources)
    label = words["sources_label" if len(named) > 1 else "source"]
    return f"{label}: {'; '.join(name.partition(', ')[2] or name for name in named)}" if named else ""


def _values(document: Newsletter, templates: Templates, mail: Mail, places: Places) -> dict[str, object]:
    fonts = templates.design.fonts.model_dump()
    files = [f"charts/{slot.spec.name}.png" for slot in document.charts()]
    files += [picture.path for picture in document.pictures()]
    words = mail_words(templates.language)
    return {
        "document": document,
        "letter": document.letter,
        "words": words,
        "listed": document.stories,
        "cited": cited(document, words),
        "places": places,
        "greeting": places.greeting,
        "sources": {name: places.picture(name) for name in files},
        "arrows": {"up": "▲", "down": "▼", "same": "■", "": ""},
        "colours": templates.design.colours,
        "night": mail.night,
        "fonts": {
            name: Markup("'{}', {}").format(family, Markup(_FALLBACKS[name]))
            for name, family in fonts.items()
        },
    }


def _inlined(html: str, css: str) -> str:
    """With these styles on the elements, and MJML's own style sheets as they were.

    The inliner leaves ``<`` bare in attributes, over which careless readers stumble.
    """
    kept: list[str] = []

    def put_by(match: re.Match[str]) -> str:
        if match[0].startswith("<!--"):
            return match[0]
        kept.append(match[0])
        return f'<meta name="{_PUT_BY}" content="{len(kept) - 1}">'

    inliner = css_inline.CSSInliner(keep_style_tags=False, load_remote_stylesheets=False, extra_css=css)
    inlined = inliner.inline(_STYLE.sub(put_by, html))
    safe = _TAG.sub(lambda tag: _QUOTED.sub(_guarded, tag[0]), inlined)
    return _KEPT.sub(lambda match: kept[int(match[1])], safe)


def _guarded(quoted: re.Match[str]) -> str:
    return quoted[0].replace("<", "&lt;").replace(">", "&gt;")


def _tracked(html: str, mail: Mail, document: Newsletter) -> str:
    tracking = mail.tracking
    if tracking is None:
        return html
    said = (tracking.source, tracking.medium, f"{document.publication}-{document.edition}")
    query = urlencode(dict(zip(UTM, said, strict=True)))
    return _HREF.sub(lambda match: f'href="{escape(_with_query(unescape(match[1]), query))}"', html)


def _with_query(address: str, query: str) -> str:
    """With the query added, unless the link already says by itself where visitors come from."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address  # it leads nowhere, and the checks say so
    if any(name in UTM for name, _ in parse_qsl(parts.query, keep_blank_values=True)):
        return address
    return urlunsplit(parts._replace(query="&".join(part for part in (parts.query, query) if part)))
