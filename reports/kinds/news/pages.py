"""The news page: an index by month, a page for each story, and an Atom feed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from reckoner.reports.figures.language import Language
from reckoner.reports.kinds.news.document import NewsIndex, Story, StoryPage
from reckoner.reports.render.environment import fill, make_environment
from reckoner.reports.render.files import Files, RenderedDocument, chart_pngs, files_beside
from reckoner.reports.render.html import Templates, page_words
from reckoner.reports.render.policy import with_policy

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


def render_news(index: NewsIndex, templates: Templates) -> Files:
    """The index, the stories, newest first, and the feed. Raises SettingsError where a template is wrong."""
    environment = make_environment(templates.folders)
    environment.globals["on_screen"] = True
    common = {
        "words": page_words(templates.language),
        "news": _news_words(templates.language),
        "style": Markup(templates.stylesheet("screen")),
        "banner": "",
        "logo": templates.logo,
    }
    listed = [_listed(page) for page in index.stories]
    front = fill(
        environment, _INDEX, **common, document=index, newest=listed[:_NEWEST],
        months=_by_month(listed, templates.language),
    )  # fmt: skip
    front = with_policy(front, _INDEX)
    texts, rendered = {INDEX: front}, [RenderedDocument(index, (front,))]
    for place, page in enumerate(index.stories):
        html = fill(
            environment, templates.publication.template, **common, document=page,
            section=page.sections[0], story=page.story, home=f"../{INDEX}", up="../",
            newer=listed[place - 1] if place else None,
            older=listed[place + 1] if place + 1 < len(listed) else None,
        )  # fmt: skip
        html = with_policy(html, templates.publication.template)
        texts[f"{STORIES}/{page.story.slug}.html"] = html
        rendered.append(RenderedDocument(page, (html,), STORIES))
    texts[FEED] = fill(
        environment, "feed.atom.jinja", document=index, stories=index.stories[:_IN_FEED], news=common["news"]
    )
    contents = {**files_beside(index.documents), **chart_pngs(index.documents)}
    contents.update({name: text.encode() for name, text in texts.items()})
    return Files(contents, tuple(rendered))


def _listed(page: StoryPage) -> Listed:
    return Listed(page.title, f"{page.story.slug}.html", page.story)


def _by_month(listed: Sequence[Listed], language: Language) -> list[tuple[str, str, list[Listed]]]:
    """Months with their stories, newest first: the anchor, the heading, the stories."""
    found = groupby(listed, key=lambda item: (item.story.dated.year, item.story.dated.month))
    return [
        (f"m{year}-{month:02}", f"{language.calendar.months[month - 1]} {year}", list(stories))
        for (year, month), stories in found
    ]


def _news_words(language: Language) -> Mapping[str, str]:
    return {name: language.say(f"news.{name}") for name in language.names("news")}
