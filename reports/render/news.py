"""The news page: an index by month, a page for each story, and an Atom feed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from reports.document import Document
from reports.figures.language import Language
from reports.letter import Story
from reports.render.environment import fill, make_environment
from reports.render.html import Templates, page_words
from reports.render.policy import with_policy

INDEX, STORIES, FEED = "news.html", "stories", "feed.atom"
_IN_FEED = 20
_NEWEST = 6
_INDEX = "index.html.jinja"


@dataclass(frozen=True, slots=True)
class Listed:
    """A story as lists name it."""

    title: str
    address: str
    story: Story


@dataclass(frozen=True)
class NewsPages:
    """The texts by file name; and of each page its document, its HTML and the folder where it lies."""

    texts: dict[str, str]
    pages: tuple[tuple[Document, tuple[str, ...], str], ...]


def render_news(documents: Sequence[Document], templates: Templates) -> NewsPages:
    """Render the index (the first document) and the stories, newest first. Raises SettingsError."""
    index, *stories = documents
    environment = make_environment(templates.folders)
    environment.globals["on_screen"] = True
    common = {
        "words": page_words(templates.language),
        "news": _news_words(templates.language),
        "style": Markup(templates.stylesheet("screen")),
        "banner": "",
    }
    listed = [_listed(document) for document in stories]
    front = fill(
        environment, _INDEX, **common, document=index, newest=listed[:_NEWEST],
        months=_by_month(listed, templates.language),
    )  # fmt: skip
    front = with_policy(front, _INDEX)
    texts, pages = {INDEX: front}, [(index, (front,), "")]
    for place, document in enumerate(stories):
        html = fill(
            environment, templates.publication.template, **common, document=document,
            section=document.sections[0], story=listed[place].story, home=f"../{INDEX}", up="../",
            newer=listed[place - 1] if place else None,
            older=listed[place + 1] if place + 1 < len(listed) else None,
        )  # fmt: skip
        html = with_policy(html, templates.publication.template)
        texts[f"{STORIES}/{listed[place].story.slug}.html"] = html
        pages.append((document, (html,), STORIES))
    texts[FEED] = fill(
        environment, "feed.atom.jinja", document=index, stories=stories[:_IN_FEED], news=common["news"]
    )
    return NewsPages(texts, tuple(pages))


def _listed(document: Document) -> Listed:
    [section] = document.sections
    assert section.story
    return Listed(document.title, f"{section.story.slug}.html", section.story)


def _by_month(listed: Sequence[Listed], language: Language) -> list[tuple[str, str, list[Listed]]]:
    """Months with their stories, newest first: the anchor, the heading, the stories."""
    found = groupby(listed, key=lambda item: (item.story.dated.year, item.story.dated.month))
    return [
        (f"m{year}-{month:02}", f"{language.calendar.months[month - 1]} {year}", list(stories))
        for (year, month), stories in found
    ]


def _news_words(language: Language) -> Mapping[str, str]:
    return {name: language.say(f"news.{name}") for name in language.names("news")}
