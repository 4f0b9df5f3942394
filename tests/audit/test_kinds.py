"""Each kind of relation: a claim of it that is wrong is found, the same claim put right is not, and the kind
is what found it: with the kind emptied the finding is gone."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from reports.audit import engine
from reports.audit.engine import audit
from reports.audit.reading.plain import read_text

REGISTRIES = {
    name: registry for registry in (
        engine.PASSAGE_KINDS, engine.SENTENCE_KINDS, engine.NEIGHBOUR_KINDS, engine.BESIDE_KINDS, engine.TABLE_KINDS,
        engine.DOCUMENT_KINDS, engine.MENTION_KINDS,
    ) for name in registry
}  # fmt: skip


class Case(NamedTuple):
    """A text with a slip, the number or word to put in its place, and what the finding is called."""

    kind: str
    text: str
    slip: str
    right: str
    rule: str


CASES = (
    Case("change", "Thefts rose from 400 to 500, an increase of 20%.", "20%", "25%", "base-swapped"),
    Case("change", "Calls fell by 9%, from 2,410 to 2,049.", "9%", "15%", "change-percent"),
    Case("change", "Calls reached 7,427, up 17% on 6,148 last year.", "17%", "21%", "base-swapped"),
    Case("change", "The fee goes up by £14.00, or 5.95%, to £291.50.", "5.95%", "5.05%", "change-percent"),
    Case("change", "There were 43,523 crimes, 170 fewer (3.4%) than in the year before.", "3.4%", "0.4%", "change-percent"),
    Case("change", "Thefts were down one per cent to 38,212 (40,654).", "one per cent", "six per cent", "change-percent"),
    Case("change", "We closed 1,153 cases, compared with 987 in 2023, an increase of 176.", "176", "166", "change-amount"),
    Case("change", "Satisfaction rose from 71% to 78%, up 9 percentage points.", "9 percentage", "7 percentage", "change-points"),
    Case("change", "Satisfaction rose from 70% to 77%, up 7%.", "7%.", "7 percentage points.", "percent-for-points"),
    Case("change", "Thefts rose from 120 to 110.", "rose", "fell", "direction"),
    Case("change", "Burglary fell from 523 in 2023 to 431 in 2024. This is a reduction of 21%.", "21%", "17.6%", "base-swapped"),
    Case("share", "Of 264 respondents, 163 (52%) felt safe.", "52%", "62%", "share"),
    Case("share", "There were 9,434 cases: 2,030 (32%) were upheld, 6,849 (73%) refused.", "32%", "22%", "share"),
    Case("share", "We heard 1,228 cases. Of these, 853 (73%) were closed.", "73%", "69%", "share"),
    Case("share", "We searched 1,286 people; 244 of them were arrested, which is 13 per cent.", "13", "19", "share"),
    Case("share", "There are 800 officers. There are 60 women officers, 9.5% of the total.", "9.5%", "7.5%", "share"),
    Case("share", "Two thirds of the schools (61 of 181) signed up.", "Two thirds", "A third", "share-of-the-rest"),
    Case("total", "We made 95 visits in total, made up of 41 to homes, 29 to shops and 23 to schools.", "95", "93", "parts-and-total"),
    Case("total", "North 126, East 154, West 320, total 610.", "610", "600", "parts-and-total"),
    Case("total", "Of the 84 appeals heard, 53 failed and the remaining 33 succeeded.", "33", "31", "parts-and-total"),
    Case("total", "There were 1,333 cases: 482 (36%) got help, 783 (58%) advice and 87 (6%) nothing.", "1,333", "1,352", "parts-and-total"),
    Case("total", "The panel visited 609 people. Four could not be seen, leaving 505 visits.", "505", "605", "reconcile"),
    Case("total", "Income of £4.8m and costs of £4.6m left a surplus of £0.4m.", "£0.4m", "£0.2m", "reconcile"),
    Case("times", "Referrals trebled from 143 in 2022 to 288 in 2023.", "trebled", "doubled", "times"),
    Case("times", "Stops halved from 640 to 518.", "518", "318", "times"),
    Case("mean", "The line took 2,256 calls over 12 months, an average of 198 a month.", "198", "188", "average"),
    Case("mean", "Our 312 volunteers gave 18,720 hours, 70 hours each on average.", "70", "60", "average"),
    Case("points", "The outcome rate rose by 1.5 per cent to 13.2 per cent.", "1.5 per cent", "1.5 percentage points", "percent-or-points"),
    Case("date", "The panel meets on Friday 27 November 2025.", "Friday", "Thursday", "weekday"),
    Case("date", "The scheme opened on 31 June 2025.", "31", "30", "no-such-day"),
    Case("telephone", "Ring the desk on 01992 5556.", "01992 5556", "01992 555600", "telephone"),
    Case("months", "In the nine months from April to October 2025 we made 214 arrests.", "nine", "seven", "months"),
    Case("part year", "Disclosures: 76 (2023) → 334 (2024) → 304 (Jan-Aug 2025)", "304 (Jan-Aug 2025)", "304 (2025)", "part-year"),
    Case("list in a sentence", "There are five priorities: prevention; enforcement; victims; trust.", "five", "four", "list-count"),
    Case("list", "The plan has four aims:\n\n- prevent crime\n- support victims\n- build trust", "four", "three", "list-count"),
    Case("stages", "In 2022/23 just 27 orders were applied for. In 2023/24, 197 orders were secured.", "secured", "applied for",
         "different-measures"),
    Case("sentence and table", "The office lost 7 posts.\n\n| | Before | After |\n|---|---|---|\n| Number of posts | 39 | 37 |",
         "7", "2", "sentence-and-table"),
    Case("sentence and table", "Answered in time is normally 84-89%.\n\n| Year | Sept | Oct |\n|---|---|---|\n| 2022 | 79.46% | 77.53% |\n"
         "| 2023 | 78.26% | 79.95% |\n| 2024 | 81.05% | 78.38% |", "84-89%", "77-82%", "range-and-table"),
    Case("worked out line", "| Area | 2024 | 2025 | Change |\n|---|---|---|---|\n| North | 412 | 455 | 53 |\n| South | 389 | 350 | -39 |",
         "53", "43", "table-change"),
    Case("worked out line", "| Area | 2024 | 2025 | Change |\n|---|---|---|---|\n| North | 4,421 | 4,425 | 2 |\n| South | 1,242 | 1,243 | 1 |",
         "| 2 |", "| 4 |", "table-change"),
    Case("worked out line", "| Area | 2024 | 2025 |\n|---|---|---|\n| North | 412 | 455 |\n| South | 389 | 350 |\n| Both | 801 | 815 |",
         "815", "805", "table-total"),
    Case("worked out line", "| Grade | Calls | In time | % in time |\n|---|---|---|---|\n| One | 1,240 | 1,106 | 81.2% |\n"
         "| Two | 2,011 | 1,436 | 71.4% |\n| Three | 603 | 410 | 68.0% |", "81.2%", "89.2%", "table-share"),
    Case("worked out line", "| Area | Crimes | People | Per 1,000 |\n|---|---|---|---|\n| Ashby | 4,102 | 61,240 | 67.0 |\n"
         "| Barton | 7,911 | 121,870 | 74.9 |\n| Corley | 2,214 | 44,130 | 50.2 |", "74.9", "64.9", "table-rate"),
    Case("worked out line", "| Team | April | May | June | Average |\n|---|---|---|---|---|\n| Red | 120 | 141 | 132 | 151 |\n"
         "| Blue | 98 | 87 | 103 | 96 |\n| Green | 201 | 222 | 216 | 213 |", "151", "131", "table-average"),
    Case("table total", "| Kind | Cases |\n|---|---|\n| Burglary | 412 |\n| Robbery | 389 |\n| Total | 811 |", "811", "801", "table-total"),
    Case("table total", "| Area | Theft | Arson | Total |\n|---|---|---|---|\n| North | 412 | 38 | 460 |\n| South | 389 | 41 | 430 |\n"
         "| West | 248 | 17 | 265 |", "460", "450", "table-total"),
    Case("contents", "In this edition:\n\n- More patrols in town\n- Money for victims\n- Meeting held in public\n\n"
         "## More patrols in town\n\nWords.\n\n## Money for victims\n\nWords.", "- Meeting held in public\n", "", "contents"),
    Case("outcome told twice", "There was an overspend of £2.9m on the net budget in 2023/24.\n\nThis led to a budget overspend in 2023/24 of £4.1m.",
         "£4.1m", "£2.9m", "two-values"),
    Case("measure told twice", "In 2023/24 the force recorded 5,210 shoplifting offences.\n\nThere were 5,120 shoplifting offences in 2023/24.",
         "5,120", "5,210", "two-values"),
    Case("unit of time", "Households pay £1 a month more for policing.\n\nThe policing rise is £1 a week for households.\n\n"
         "Policing costs households £1 a month more.", "£1 a week", "£1 a month", "unit-of-time"),
    Case("implied", "There were 225 arrests in the half year (67% of the 2024/25 total).\n\nIn 2024/25 there were 412 arrests.",
         "412", "336", "implied-total"),
)  # fmt: skip


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
    monkeypatch.setitem(REGISTRIES[kind], kind, lambda *_: iter(()))  # type: ignore[index]
    assert any(case.rule not in rules(case.text) for case in cases)
