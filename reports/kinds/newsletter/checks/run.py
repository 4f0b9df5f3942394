"""All checks of a newsletter's mail, in order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from reckoner.reports.checks import characters, numbers, readers
from reckoner.reports.checks.page import read_page
from reckoner.reports.findings import Finding
from reckoner.reports.kinds.newsletter.checks import colours, contents, manners
from reckoner.reports.kinds.newsletter.checks.parts import MailParts
from reckoner.reports.kinds.newsletter.checks.reading import read_mail
from reckoner.reports.kinds.newsletter.document import Newsletter
from reckoner.reports.periods.label import CalendarWords

RULES = (*contents.RULES, *manners.RULES, *colours.RULES)
_FIGURE = re.compile(r'<span class="figure"[^>]*>(.*?)</span>', re.DOTALL)


def check_mail(
    document: Newsletter, parts: MailParts, calendar: CalendarWords, names: Iterable[numbers.Name]
) -> tuple[Finding, ...]:
    """What is wrong with the mail. ``names`` are texts with digits that are no figures."""
    mail = read_mail(parts.html)
    page = read_page(_FIGURE.sub(r'<data class="figure">\1</data>', parts.html))
    shown = replace(document, sources=())  # the mail leads to the list of sources and doesn't hold it
    findings = [f for f in numbers.find([page], shown, calendar, names) if f.rule != "unused-name"]
    findings += characters.find(page)
    findings += readers.find(page)
    findings += contents.list_and_headings(mail, document)
    findings += contents.links(mail)
    findings += contents.alt_texts(mail, document)
    findings += contents.same_figures(page, mail, parts)
    findings += contents.message(parts)
    findings += manners.size(parts)
    findings += manners.subject(document)
    findings += manners.appearance(mail, document)
    findings += manners.tokens(parts)
    findings += colours.find(mail)
    return tuple(dict.fromkeys(findings))
