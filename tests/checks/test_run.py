"""All checks together: every dress is read, and what is wrong in each is said once."""

from __future__ import annotations

import json

from reckoner.reports.checks.run import RULES, check_pages, check_pdfs
from reckoner.reports.document import Document
from reckoner.reports.findings import Finding, is_unfit, to_json
from tests.small import document, html, paragraph, wording

CALENDAR = wording().language.calendar


def checked(paper: Document, *pages: str, log: tuple[str, ...] = ()) -> list[str]:
    found = (*check_pages(paper, pages, (), CALENDAR, []), *check_pdfs(paper, {}, {}, log))
    # The PDF that the page leads to is made by a build and looked at there.
    return [finding.rule for finding in found if finding.quote != "This document as a PDF"]


def test_a_sound_document_has_no_findings() -> None:
    paper = document(paragraph("Words."))
    assert checked(paper, html(paper), html(paper, "print")) == []


def test_what_is_wrong_in_both_dresses_is_said_once() -> None:
    paper = document(paragraph("About 512 pupils."))
    assert checked(paper, html(paper), html(paper, "print")) == ["unrecorded-number"]


def test_a_document_that_is_only_printed_is_checked_as_well() -> None:
    paper = document(paragraph("About 512 pupils."))
    assert checked(paper, html(paper, "print")) == ["unrecorded-number"]


def test_what_the_pdf_engine_said_is_an_error() -> None:
    assert checked(document(), log=("Ignored `colour: red`",)) == ["render-log"]


def test_every_finding_is_of_a_rule_that_checks_json_lists() -> None:
    paper = document(paragraph("About 512 {{ pupils }}\u202e."), title="")
    page = html(paper).replace("<main ", '<img src="x"><a href="http://e.org"></a><main ')
    assert set(checked(paper, page, log=("x",))) <= set(RULES)


def test_only_an_error_makes_a_draft_unfit() -> None:
    assert not is_unfit([Finding("warning", "alt-text", "long"), Finding("note", "alt-text", "x")])
    assert is_unfit([Finding("warning", "alt-text", "long"), Finding("error", "alt-text", "none")])


def test_checks_json_holds_the_rules_and_each_finding() -> None:
    found = Finding("error", "alt-text", "no “words”", "#p1-1", "quote", "Describe it.")
    data = json.loads(to_json([found], ["b", "a"]))
    assert data["checked"] == ["a", "b"]
    assert data["findings"][0]["what"] == "no “words”"


def test_a_finding_is_told_in_three_lines() -> None:
    found = Finding("error", "alt-text", "no words", "#p1-1", "quote", "Describe it.")
    assert found.lines() == ["error: #p1-1: no words [alt-text]", "  in: quote", "  Describe it."]
