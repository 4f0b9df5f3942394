"""The labelled cases: what is right stays unmarked, what is broken is found."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.audit.cases_file import all_broken, correct, found, rows
from tests.audit.mutator import Claim

ENOUGH = 0.95


@pytest.mark.parametrize("claim", correct(), ids=lambda claim: claim.id)
def test_a_correct_claim_raises_nothing(claim: Claim) -> None:
    assert [finding.because for finding in found(claim.text)] == []


@pytest.mark.parametrize("row", rows("quiet.jsonl"), ids=lambda row: row["id"])
def test_what_must_not_be_flagged_is_left_alone(row: dict[str, str]) -> None:
    assert [finding.because for finding in found(row["text"])] == []


def test_nineteen_of_twenty_broken_claims_are_found_and_each_way_of_breaking_mostly() -> None:
    cases = all_broken()
    missed = Counter(case.how for case in cases if not found(case.text))
    drawn = Counter(case.how for case in cases)
    assert len(cases) > 500
    assert len(drawn) >= 10
    assert missed.total() <= (1 - ENOUGH) * len(cases)
    assert [how for how, count in missed.items() if count > drawn[how] / 5] == []


def test_most_broken_claims_are_found_as_errors() -> None:
    cases = all_broken()
    errors = sum(any(finding.severity == "error" for finding in found(case.text)) for case in cases)
    assert errors >= 0.9 * len(cases)


def test_there_are_more_than_a_hundred_passages_that_must_not_be_flagged() -> None:
    assert len(rows("quiet.jsonl")) > 100
