"""What a news story has beyond its text, worded."""

from __future__ import annotations

from reports.content.edition import SectionWords
from reports.content.stories import StoryWords
from reports.figures.wording import Wording
from reports.letter import Story


def story_of(section: SectionWords, wording: Wording) -> Story | None:
    """The story that a section is, if it is one."""
    if not isinstance(section, StoryWords):
        return None
    return Story(
        slug=section.slug,
        dated=section.dated,
        day=wording.day(section.dated),
        summary=section.front.summary,
        picture=section.picture,
        links=section.links,
        tags=section.front.tags,
        standing=section.standing,
        report=section.front.report,
    )
