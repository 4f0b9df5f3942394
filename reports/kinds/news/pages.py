"""The news page: indexes by month and by subject, a page and a sharing card for each story, an Atom feed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import groupby, islice, pairwise, takewhile

from markupsafe import Markup

from reckoner.charts.card import HEIGHT, WIDTH, Card, paint_card
from reckoner.reports.figures.language import Language
from reckoner.reports.kinds.news.document import NewsIndex, Pointer, Story, StoryPage
from reckoner.reports.render.environment import fill, make_environment
from reckoner.reports.render.files import Files, RenderedDocument, chart_pngs, files_beside
from reckoner.reports.render.html import Templates, page_words
from reckoner.reports.render.policy import with_policy
from reckoner.reports.settings.wording import listed as in_a_row

INDEX, SUBJECTS, STORIES, FEED, CARDS = "news.html", "subjects.html", "stories", "feed.atom", "cards"
_IN_FEED = 20
_WORD = re.compile(r"[^\W_]+")
_NEWEST, _FEWEST = 6, 3
_ONE_BY_ONE = 2
_SUBJECTS_LISTED = 10
_RELATED, _NEAR = 3, timedelta(days=731)
_YEARS_IN_FULL = 2
_INDEX, _SUBJECTS, _MOVED = "index.html.jinja", "subjects.html.jinja", "moved.html.jinja"


@dataclass(frozen=True, slots=True)
class Listed:
    """A story as lists name it."""

    title: str
    address: str
    story: Story


@dataclass(frozen=True, slots=True)
class Month:
    """Stories of a month: its anchor, its name and the stories."""

    anchor: str
    name: str
    stories: tuple[Listed, ...]

    @property
    def dated(self) -> bool:
        """Whether more than the year or the winter is known."""
        return self.stories[0].story.exact_to in ("day", "month")


@dataclass(frozen=True, slots=True)
class Year:
    """The months of a year that have stories, newest first; a winter, where the year has nothing else; or two
    years and their winter."""

    anchor: str
    name: str
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject with its stories, newest first."""

    anchor: str
    name: str
    stories: tuple[Listed, ...]

    @property
    def headed(self) -> str:
        """Its name where nothing stands before it."""
        return self.name[:1].upper() + self.name[1:]


def render_news(index: NewsIndex, templates: Templates) -> Files:
    """The index, the stories, newest first, and the feed. Raises SettingsError where a template is wrong."""
    environment = make_environment(templates.folders)
    environment.globals["on_screen"] = True
    common: dict[str, object] = {
        "words": page_words(templates.language),
        "news": _news_words(templates.language),
        "style": Markup(templates.stylesheet("screen")),
        "banner": "",
        "logo": templates.logo,
        "card_size": (str(WIDTH), str(HEIGHT)),
    }
    pages_told = sorted(index.stories, key=lambda page: page.story.order, reverse=True)
    told = [_listed(page) for page in pages_told]
    guides = [item for item in told if item.story.is_guide]
    dated = _dated([item for item in told if not item.story.is_guide])
    listed = _led(dated)
    subjects = _subjects([*listed, *guides])
    common |= {
        "site": index.title, "subjects": subjects, "subjects_page": SUBJECTS,
        "about": {subject.name: subject for subject in subjects}, "cards": f"{index.web_address}{CARDS}/",
    }  # fmt: skip
    cards = _cards(listed)
    more = _of_the_same_month(listed, cards) if listed else []
    earlier = listed[cards + len(more) :]
    archived = [item for item in earlier if _is_archived(item.story, listed[0].story)]
    front = fill(
        environment, _INDEX, **common, document=index, newest=listed[:cards], chips=_most_told(subjects),
        more=more, guides=guides, archive=_by_year(archived, templates.language),
        years=_by_year(earlier[: len(earlier) - len(archived)], templates.language),
        gaps=_gaps(listed, templates.language),
    )  # fmt: skip
    by_subject = fill(environment, _SUBJECTS, **common, document=index, home=INDEX)
    pages = with_policy(front, _INDEX), with_policy(by_subject, _SUBJECTS)
    texts, rendered = dict(zip((INDEX, SUBJECTS), pages, strict=True)), [RenderedDocument(index, pages)]
    places = {item.story.slug: place for place, item in enumerate(dated)}
    for page in index.stories:
        place = places.get(page.story.slug)
        html = fill(
            environment, templates.publication.template, **common, document=page,
            section=page.sections[0], story=page.story, related=_related(page.story, told),
            home=f"../{INDEX}", up="../",
            before=dated[place - 1] if place else None,
            after=dated[place + 1] if place is not None and place + 1 < len(dated) else None,
        )  # fmt: skip
        html = with_policy(html, templates.publication.template)
        texts[f"{STORIES}/{page.story.slug}.html"] = html
        rendered.append(RenderedDocument(page, (html,), STORIES))
        for old in page.story.was:
            moved = fill(environment, _MOVED, **common, document=page, story=page.story)
            texts[f"{STORIES}/{old}.html"] = with_policy(moved, _MOVED)
    by_name = {page.story.slug: page for page in index.stories}
    newest = sorted(dated, key=lambda item: item.story.moment, reverse=True)[:_IN_FEED]
    feed = [by_name[item.story.slug] for item in newest]
    texts[FEED] = fill(environment, "feed.atom.jinja", document=index, stories=feed, news=common["news"])
    contents = {**files_beside(index.documents), **chart_pngs(index.documents)}
    contents.update({f"{CARDS}/{page.story.slug}.png": _card(page, templates) for page in index.stories})
    contents.update({name: text.encode() for name, text in texts.items()})
    return Files(contents, tuple(rendered))


def _card(page: StoryPage, templates: Templates) -> bytes:
    colours, picture = templates.design.colours, page.story.picture
    return paint_card(
        Card(
            title=page.title,
            notice=page.imprint.notice,
            publisher=page.imprint.by,
            day=page.story.headed,
            ground=colours.primary,
            band=colours.secondary,
            ink=colours.paper,
            picture=picture.content if picture else b"",
        )
    )


def _dated(listed: Sequence[Listed]) -> list[Listed]:
    """Newest first. Of those with the date of the newest story that leads, as far as it is known, that one
    comes first, as it does on the front page."""
    lead = _lead(listed)
    if lead is None:
        return list(listed)
    place = next(place for place, item in enumerate(listed) if item.story.stamp == lead.story.stamp)
    rest = [item for item in listed if item is not lead]
    return [*rest[:place], lead, *rest[place:]]


def _led(listed: Sequence[Listed]) -> list[Listed]:
    """With the one that leads first."""
    lead = _lead(listed)
    return [*([lead] if lead else []), *(item for item in listed if item is not lead)]


def _lead(listed: Sequence[Listed]) -> Listed | None:
    """The newest story that leads, if it is among the newest."""
    return next((item for item in listed[:_NEWEST] if item.story.leads), None)


def _is_archived(story: Story, newest: Story) -> bool:
    """Whether it is of a year so long before that of the newest that its title will do."""
    return story.years[-1] < newest.dated.year - _YEARS_IN_FULL


def _related(story: Story, told: Sequence[Listed]) -> tuple[Pointer, ...]:
    """What leads on from a story: its own links, and up to three with them stories on one of its subjects, of
    about its time, as a guide is of any."""
    known = {f"{story.slug}.html", *(link.address for link in story.links)}
    alike = (
        item
        for item in told
        if item.address not in known and {*item.story.tags} & {*story.tags} and _near(item.story, story)
    )
    room = max(0, _RELATED - len(story.leads_on))
    return (*story.leads_on, *(Pointer(item.title, item.address) for item in islice(alike, room)))


def _near(one: Story, other: Story) -> bool:
    return one.is_guide or other.is_guide or abs(one.dated - other.dated) <= _NEAR


def _listed(page: StoryPage) -> Listed:
    return Listed(page.title, f"{page.story.slug}.html", page.story)


def _subjects(listed: Sequence[Listed]) -> tuple[Subject, ...]:
    """Every subject, in the order of the alphabet."""
    names = sorted({tag for item in listed for tag in item.story.tags}, key=str.casefold)
    return tuple(
        Subject(_anchor(name), name, tuple(item for item in listed if name in item.story.tags))
        for name in names
    )


def _most_told(subjects: Sequence[Subject]) -> list[Subject]:
    """The subjects that the front page has room for: those with most stories, by the alphabet."""
    most = sorted(subjects, key=lambda subject: len(subject.stories), reverse=True)[:_SUBJECTS_LISTED]
    return [subject for subject in subjects if subject in most]


def _anchor(subject: str) -> str:
    """What links call a subject: the same however many there are beside it."""
    return "-".join(("about", *_WORD.findall(subject.lower())))


def _cards(listed: Sequence[Listed]) -> int:
    """How many of the newest stories stand on cards: the last ones are listed where they have no picture."""
    pictured = [place for place, item in enumerate(listed[:_NEWEST], 1) if item.story.picture]
    return pictured[-1] if pictured and pictured[-1] >= _FEWEST else min(_NEWEST, len(listed))


def _of_the_same_month(listed: Sequence[Listed], cards: int) -> list[Listed]:
    """What follows the cards and is of the month of the last of them: no month stands twice."""

    def month(item: Listed) -> tuple[object, ...]:
        return item.story.years, item.story.stamp[:7]

    return list(takewhile(lambda item: month(item) == month(listed[cards - 1]), listed[cards:]))


def _gaps(listed: Sequence[Listed], language: Language) -> str:
    """Which years between the oldest story and the newest have none, in words."""
    years = sorted({year for item in listed for year in item.story.years})
    missing = [range(before + 1, after) for before, after in pairwise(years)]
    names = [name for years in missing for name in _named(years, language)]
    named = [language.say("news.from_year", year=name) for name in names]
    return language.say("news.gaps", years=in_a_row(named, language.say("news.or"))) if named else ""


def _named(years: range, language: Language) -> list[str]:
    """Years one by one, or many as a span."""
    if len(years) <= _ONE_BY_ONE:
        return [str(year) for year in years]
    return [language.say("news.years", first=str(years[0]), last=str(years[-1]))]


def _by_year(listed: Sequence[Listed], language: Language) -> list[Year]:
    """Years with their months, in the order of the stories. A winter stands in the year in which it begins.
    Where one of its months is named with a year, all are."""

    def known(item: Listed) -> str | int:
        exact_to = item.story.exact_to
        return item.story.headed if exact_to in ("year", "winter") else item.story.dated.month

    def month_of(is_of: str | int, items: Iterator[Listed]) -> Month:
        stories = tuple(items)
        first = stories[0].story
        if isinstance(is_of, int):
            return Month(f"m{first.stamp[:7]}", language.calendar.months[is_of - 1], stories)
        if first.exact_to == "winter":
            return Month(f"winter{first.years[0]}", is_of, stories)
        no_month = language.say("news.no_month", year=first.stamp)
        anchor = "-".join((f"m{first.stamp}", *_WORD.findall(is_of.lower())))
        return Month(anchor, no_month if is_of == first.stamp else is_of, stories)

    def year_of(year: int, items: Iterator[Listed]) -> Year:
        months = tuple(month_of(is_of, each) for is_of, each in groupby(items, key=known))
        winter = next((month for month in months if month.stories[0].story.exact_to == "winter"), None)
        if winter and len(months) == 1:
            return Year(winter.anchor, winter.name, months)
        if any(str(year) in month.name for month in months):
            months = tuple(_of_year(month, year) for month in months)
        return Year(f"y{year}", f"{year}/{(year + 1) % 100:02}" if winter else str(year), months)

    return [year_of(year, items) for year, items in groupby(listed, key=lambda item: item.story.years[0])]


def _of_year(month: Month, year: int) -> Month:
    """A month named with its year."""
    return month if str(year) in month.name else replace(month, name=f"{month.name} {year}")


def _news_words(language: Language) -> Mapping[str, object]:
    filled = (
        "then", "as_of", "no_month", "no_day", "gaps", "from_year", "years", "winter", "closed_call",
    )  # fmt: skip
    said: dict[str, object] = {
        name: language.say(f"news.{name}") for name in language.names("news") if name not in filled
    }
    known = ("month", "winter", "year")
    return {**said, "no_day": {exact: language.say(f"news.no_day.{exact}") for exact in known}}
