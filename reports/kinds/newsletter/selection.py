"""Which of a month's stories a newsletter takes, and in what order: by rule, unless its editor says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from reckoner.reports.errors import Place, nearest
from reckoner.reports.findings import Finding, Severity
from reckoner.reports.kinds.news.document import Standing
from reckoner.reports.kinds.news.stories import StoryWords
from reckoner.reports.kinds.newsletter.options import Selection


@dataclass(frozen=True, slots=True)
class Choice:
    """What an edition's editor asks for. ``stories`` are all of them, in order, and set the rule aside."""

    stories: tuple[str, ...] | None
    leave_out: tuple[str, ...]
    where: Place


@dataclass(frozen=True)
class Chosen:
    """The stories in the order in which they stand, and why it is these."""

    stories: tuple[StoryWords, ...]
    remarks: tuple[Finding, ...]


def choose(found: Sequence[StoryWords], rule: Selection, asked: Choice, dated: date) -> Chosen:
    """Choose among the stories of the month (and those the editor names, of whatever month)."""
    remarks: list[Finding] = []
    out = [story for story in found if not _held_back(story, asked, dated, remarks)]
    if asked.stories is not None:
        known = {story.slug: story for story in out}
        held = {story.slug for story in found} - known.keys()
        for slug in asked.stories:
            if slug not in known and slug not in held:
                what = f"there is no story {slug!r}"
                remarks.append(_remark("error", "unknown-story", what, asked.where, nearest(slug, known)))
        ordered = [known[slug] for slug in dict.fromkeys(asked.stories) if slug in known]
    else:
        ordered = _by_rule([story for story in out if _is_for_newsletter(story)], rule, asked, remarks)
    if not ordered:
        remarks.append(
            _remark(
                "error", "no-stories", "there are no stories for this edition", asked.where,
                "Write one in content/news/, or name some under `stories:`.",
            )
        )  # fmt: skip
    return Chosen(tuple(_standing(ordered, asked.stories is None)), tuple(remarks))


def _is_for_newsletter(story: StoryWords) -> bool:
    return story.front.newsletter != "no"


def _is_brief(story: StoryWords) -> bool:
    return story.front.newsletter == "brief"


def _held_back(story: StoryWords, asked: Choice, dated: date, remarks: list[Finding]) -> bool:
    until = story.front.embargo
    if until is None or until <= dated:
        return False
    named = story.slug in (asked.stories or ())
    what = f"the story {story.slug} is under embargo until {until.isoformat()} and is left out"
    place = story.file.front.place("embargo")
    todo = "Take it out of `stories:`, or correct the embargo." if named else ""
    remarks.append(_remark("error" if named else "warning", "embargo", what, place, todo))
    return True


def _by_rule(
    found: list[StoryWords], rule: Selection, asked: Choice, remarks: list[Finding]
) -> list[StoryWords]:
    known = [story.slug for story in found]
    for slug in asked.leave_out:
        if slug not in known:
            what = f"`leave_out` names {slug!r}, which is no story of this edition"
            remarks.append(_remark("warning", "unknown-story", what, asked.where, nearest(slug, known)))
    rest = [story for story in found if story.slug not in asked.leave_out]
    if rule.order == "newest first":
        rest.reverse()
    leads = [story for story in rest if story.front.newsletter == "lead"]
    last = [story for story in rest if story.front.and_finally and story not in leads[:1]]
    for group, name, rule_name in (
        (leads, "newsletter: lead", "two-leads"),
        (last, "and_finally", "two-last"),
    ):
        if len(group) > 1:
            names = " and ".join(f"{s.file.shown}" for s in group)
            what = f"{names} all say `{name}`; {group[0].slug} is taken"
            place = group[1].file.front.place(name.partition(":")[0])
            remarks.append(_remark("error", rule_name, what, place, "Leave it in one of them."))
    first, end = leads[:1], last[:1]
    middle = [story for story in rest if story not in first and story not in end]
    by_weight = sorted(middle, key=_is_brief)
    room = max(0, rule.most - len(first) - len(end))
    for story in by_weight[room:]:
        what = f"{story.slug} is left out: the newsletter has room for {rule.most} stories"
        remarks.append(
            _remark(
                "warning", "no-room", what, story.file.front.place(), "Name what goes in under `stories:`."
            )
        )
    return first + [story for story in middle if story in by_weight[:room]] + end


def _standing(ordered: list[StoryWords], by_rule: bool) -> list[StoryWords]:
    """The first leads and the last ends the letter, where by rule only those marked so do; briefs are brief
    wherever they stand."""
    marked = []
    for place, story in enumerate(ordered):
        standing: Standing = ""
        if place == 0 and (not by_rule or story.front.newsletter == "lead"):
            standing = "lead"
        elif place == len(ordered) - 1 and story.front.and_finally:
            standing = "finally"
        elif _is_brief(story):
            standing = "brief"
        marked.append(replace(story, standing=standing))
    return marked


def _remark(severity: Severity, rule: str, what: str, where: Place, todo: str = "") -> Finding:
    return Finding(severity, rule, what, str(where), todo=todo)
