"""Findings that a person accepted: they hold for their words and no longer."""

from __future__ import annotations

from reckoner.reports.audit.finding import Finding
from reckoner.reports.checks.audit import Accepted, settle

WRONG = Finding("error", "truncated", "from 6 to 7, a 16% increase", "16%", "16.67%", "It was cut off.")
ACCEPTED = Accepted("truncated", "from 6 to 7,  a 16% increase", "quoted as published", "A. Officer")


def test_a_finding_is_an_error_of_the_build() -> None:
    assert [(f.severity, f.rule, f.quote) for f in settle([WRONG], [])] == [
        ("error", "figures-agree", WRONG.quote)
    ]


def test_an_accepted_finding_is_let_stand() -> None:
    assert list(settle([WRONG], [ACCEPTED])) == []


def test_an_acceptance_expires_when_the_words_change() -> None:
    changed = Finding(
        "error", "truncated", "from 6 to 7, a mere 16% increase", "16%", "16.67%", "It was cut off."
    )
    assert [f.rule for f in settle([changed], [ACCEPTED])] == ["figures-agree", "accepted-finding"]


def test_an_acceptance_of_what_is_found_no_more_is_told_with_its_name() -> None:
    (finding,) = settle([], [ACCEPTED])
    assert finding.severity == "warning"
    assert "A. Officer" in finding.what
