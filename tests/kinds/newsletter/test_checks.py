"""Each check of the mail finds what it is for, in a finished mail with one thing broken."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from reckoner.reports.checks.agreement import Quoted
from reckoner.reports.checks.agreement import find as disagreements
from reckoner.reports.document import Section
from reckoner.reports.kinds.news.document import StorySection
from reckoner.reports.kinds.newsletter.checks.contents import alt_texts
from reckoner.reports.kinds.newsletter.checks.manners import size_findings
from reckoner.reports.kinds.newsletter.checks.parts import MailParts, Pack
from reckoner.reports.kinds.newsletter.checks.reading import read_mail
from reckoner.reports.kinds.newsletter.checks.run import check_mail
from reckoner.reports.kinds.newsletter.document import Newsletter
from reckoner.reports.kinds.newsletter.mail.files import mail_files, mail_pictures
from tests.disasters.newsletter.test_injection import letter_with, mail, templates
from tests.small import wording

TEXT = "Officers walked through the town centre and talked to shopkeepers, who asked for more of it. " * 4


@cache
def whole() -> Newsletter:
    document = letter_with(TEXT.strip())
    preheader = "Patrols in town centres, a new camera and how to reach us"
    letter = replace(document.letter, preheader=preheader, sender="An office")
    return replace(document, letter=letter)


@cache
def parts() -> MailParts:
    files = mail_files(whole(), templates(), mail(), mail_pictures(whole()))
    return MailParts(
        files["email.html"].decode(), files["email.txt"].decode(), files["email.eml"], (), frozenset(files)
    )


def found(given: MailParts) -> set[tuple[str, str]]:
    findings = check_mail(whole(), given, wording().language.calendar, [])
    return {(finding.severity, finding.rule) for finding in findings}


def broken(old: str, new: str) -> MailParts:
    assert old in parts().html
    return replace(parts(), html=parts().html.replace(old, new))


def test_a_sound_mail_has_no_findings() -> None:
    assert found(parts()) == set()


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ('id="walk"', 'id="wolk"', "list-and-headings"),
        ('href="https://b.example/"', 'href="#walk"', "mail-link"),
        ('href="https://b.example/"', 'href="http://b.example/"', "mail-link"),
        ('href="https://b.example/"', 'href="/b"', "mail-link"),
        (">Unsubscribe<", "><", "mail-link"),
        (">Unsubscribe<", ">https://other.example<", "mail-link"),
        ('alt="', 'alt="" title="', "mail-alt-text"),
        ("color:#0B0C0C", "color:#999999", "mail-contrast"),
        ("color: #F2F4F6 !important", "color: #333333 !important", "mail-contrast"),
        ("font-size:16px", "font-size:1px", "small-text"),
        ("Follow us:", 'Follow us: <b style="display:none">cheap</b>', "hidden-text"),
        ("Follow us:", "Follow us {FIRST_NAME}:", "raw-token"),
        ("Follow us:", "Follow us *|UNSUB|*:", "raw-token"),
        ("Follow us:", "Follow us 47 times:", "text-and-html"),
        ("Follow us:", "Follow us 47 times:", "unrecorded-number"),
    ],
)
def test_a_fault_in_the_html_is_found(old: str, new: str, rule: str) -> None:
    assert ("error", rule) in found(broken(old, new))


def test_decoration_needs_no_words_in_the_mail() -> None:
    given = broken('alt="', 'alt="" title="')
    shown = {picture.path for picture in whole().pictures()}
    assert shown, "the letter has no picture"
    sections = tuple(_silent(section) for section in whole().sections)
    page, silent = read_mail(given.html), replace(whole(), sections=sections)
    assert {rule.rule for rule in alt_texts(page, whole())} == {"mail-alt-text"}
    left = [finding.what for finding in alt_texts(page, silent)]
    assert not any(path in what for what in left for path in shown)


def _silent(section: Section) -> Section:
    if not isinstance(section, StorySection) or section.story.picture is None:
        return section
    picture = replace(section.story.picture, is_decoration=True)
    return replace(section, story=replace(section.story, picture=picture))


TRACKED = "utm_source=paper&amp;utm_medium=email&amp;utm_campaign=newsletter-2026-02"


@pytest.mark.parametrize(
    ("shown", "address", "is_fraud"),
    [
        ("https://b.example", f"https://b.example?{TRACKED}", False),
        ("https://b.example", f"https://b.example/?{TRACKED}#top", False),
        ("https://B.example/a", f"https://b.example/a/?{TRACKED}", False),
        ("https://b.example/a", f"https://b.example/a/b?{TRACKED}", False),
        ("https://b.example/a?x=1", f"https://b.example/a?x=1&amp;{TRACKED}", False),
        ("https://b.example/a.", "https://b.example/a", False),
        ("https://b.example/a", "https://b.example/other", True),
        ("https://b.example/a?x=1", f"https://b.example/a?x=2&amp;{TRACKED}", True),
        ("https://b.example", "https://b.example.evil.example/", True),
        ("https://b.example", "https://other.example/?b.example", True),
        ("https://b.example", "https://[b.example", True),
    ],
)
def test_a_link_may_be_tracked_and_must_lead_where_it_says(shown: str, address: str, is_fraud: bool) -> None:
    story = f'<a href="{address}">{shown}</a>'
    assert (("error", "mail-link") in found(broken("Follow us:", f"Follow us: {story}"))) is is_fraud


def test_a_number_only_in_the_text_is_found() -> None:
    assert ("error", "text-and-html") in found(replace(parts(), text=parts().text + "\n36 more\n"))


def test_a_picture_that_the_message_lacks_is_found() -> None:
    files = mail_files(whole(), templates(), mail(), {})
    assert ("error", "mail-pictures") in found(replace(parts(), message=files["email.eml"]))


@pytest.mark.parametrize(
    ("count", "severities"),
    [(69_999, []), (70_000, ["warning"]), (90_000, ["warning"]), (90_001, ["error"]), (102_000, ["error"])],
)
def test_html_is_unfit_over_90_kb_and_warned_of_from_70(count: int, severities: list[str]) -> None:
    assert [finding.severity for finding in size_findings(count)] == severities


@pytest.mark.parametrize(
    ("files", "sound"),
    [
        ({"email.html": b"Dear <*NAME*>"}, True),
        ({"email.html": b"Dear <*NAME*> <*OTHER*>"}, False),
        ({"email.txt": b"Dear <*NAME*>"}, False),
        ({"subject.txt": b"News for <*NAME*>"}, False),
        ({"email.html": b"Dear {FIRST_NAME}"}, False),
    ],
)
def test_a_token_stands_only_where_the_platform_fills_it(files: dict[str, bytes], sound: bool) -> None:
    pack = Pack("a platform", files, ("<*NAME*>",), (), ("<*", "*>"))
    assert (("error", "raw-token") not in found(replace(parts(), packs=(pack,)))) == sound


def quoted(
    document: str, name: str, value: str, period: str = "2024-25", noun: str = "patrol hours"
) -> Quoted:
    return Quoted(document, f"a place in the {document}", name, noun, "hours", period, value, value)


def test_one_measure_with_two_values_is_found_and_both_places_are_named() -> None:
    [finding] = disagreements(
        [quoted("letter", "hotspot.hours", "25000")], [quoted("paper", "hotspot.hours", "26000")]
    )
    assert finding.rule == "documents-disagree"
    assert "a place in the letter" in finding.quote
    assert "a place in the paper" in finding.quote


def test_two_facts_that_count_the_same_are_held_against_each_other() -> None:
    ours, theirs = quoted("letter", "hotspot.hours_a", "25000"), quoted("paper", "hotspot.hours_b", "26000")
    assert len(list(disagreements([ours], [theirs]))) == 1


@pytest.mark.parametrize(
    "theirs",
    [
        quoted("paper", "hotspot.hours", "25000"),
        quoted("paper", "hotspot.hours", "26000", period="2025-26"),
        quoted("paper", "hotspot.arrests", "26000", noun="arrests"),
        quoted("paper", "hotspot.hours.watford", "26000"),
    ],
)
def test_what_may_differ_is_not_found(theirs: Quoted) -> None:
    assert list(disagreements([quoted("letter", "hotspot.hours", "25000")], [theirs])) == []
