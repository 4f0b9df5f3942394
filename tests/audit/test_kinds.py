"""Each kind of relation: a claim of it that is wrong is found, the same claim put right is not, and the kind
is what found it: with the kind emptied the finding is gone."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

import pytest

from reckoner.reports.audit import engine
from reckoner.reports.audit.engine import audit
from reckoner.reports.audit.reading.plain import read_text
from tests.audit.cases_file import rows

_ALL = (
    engine.PASSAGE_KINDS, engine.AFTER_KINDS, engine.SENTENCE_KINDS, engine.NEIGHBOUR_KINDS,
    engine.BESIDE_KINDS, engine.TABLE_KINDS, engine.DOCUMENT_KINDS, engine.MENTION_KINDS,
)  # fmt: skip
REGISTRIES: dict[str, dict[str, Any]] = {
    name: cast(dict[str, Any], kinds) for kinds in _ALL for name in kinds
}


class Case(NamedTuple):
    """A text with a slip, the number or word to put in its place, and what the finding is called."""

    kind: str
    text: str
    slip: str
    right: str
    rule: str


CASES = tuple(Case(**row) for row in rows("kinds.jsonl"))


def rules(text: str) -> list[str]:
    return [finding.rule for finding in audit(read_text(text + "\n", "case")).findings]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}: {case.text[:40]}")
def test_a_wrong_claim_is_found(case: Case) -> None:
    assert case.rule in rules(case.text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}: {case.text[:40]}")
def test_the_same_claim_put_right_is_not(case: Case) -> None:
    assert case.slip in case.text
    assert rules(case.text.replace(case.slip, case.right, 1)) == []


@pytest.mark.parametrize("kind", REGISTRIES)
def test_an_emptied_kind_is_missed(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [case for case in CASES if case.kind == kind]
    assert cases, f"no test shows what {kind} finds"
    monkeypatch.setitem(REGISTRIES[kind], kind, lambda *_: iter(()))
    assert any(case.rule not in rules(case.text) for case in cases)
