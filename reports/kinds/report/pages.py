"""A long report for the screen: a web page for each part, with contents, and a way on and back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reckoner.reports.figures.language import Language
from reckoner.reports.figures.printed import plain
from reckoner.reports.kinds.report.document import Part, Report
from reckoner.reports.render.html import TemplateRenderer, Templates
from reckoner.reports.render.pages import linked
from reckoner.reports.render.unbroken import unbroken

TEMPLATE = "web-page.html.jinja"
Kind = Literal["front", "part", "priorities", "glossary", "sources", "contact"]


@dataclass(frozen=True, slots=True)
class WebPage:
    """One page: its file's name without ``.html``, what it holds, its title."""

    stem: str
    kind: Kind
    title: str
    part: Part | None = None

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.stem}.html"


def render_pages(document: Report, templates: Templates) -> dict[str, str]:
    """The pages by file name, in order, each link led to the page where its goal stands.

    Raises SettingsError where a template is wrong.
    """
    pages = list(_web_pages(document, templates.language))
    renderer = TemplateRenderer(document, templates, "screen")
    around = zip([None, *pages], pages, [*pages[1:], None], strict=False)
    return linked(
        {
            page.file: unbroken(renderer.fill(TEMPLATE, page=page, pages=pages, before=before, after=after))
            for before, page, after in around
        }
    )


def _web_pages(document: Report, language: Language) -> Iterator[WebPage]:
    say = language.say
    yield WebPage(document.publication, "front", say("document.contents"))
    for part in document.parts:
        yield WebPage(part.id, "part", part.title, part)
    if document.priorities:
        yield WebPage("priorities", "priorities", say("document.priority_table"))
    if document.abbreviations:
        yield WebPage("glossary", "glossary", say("document.glossary"))
    if document.sources:
        yield WebPage("sources", "sources", say("document.sources"))
    contact = next((plain(s.title) for s in document.sections if s.box == "contact"), say("document.imprint"))
    yield WebPage("contact", "contact", contact)
