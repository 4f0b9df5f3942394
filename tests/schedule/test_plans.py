"""schedules.yaml held against the rest of the house: every fault with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.errors import SettingsError
from reckoner.reports.schedule.plans import read_plans
from tests.worked_example import copy_house, edit

SCHEDULE = """\
meetings:
  - {id: 2026-03, name: Panel, date: 2026-03-20}
schedules:
  - name: paper
    publication: panel-paper
    for: current meeting
    when: 12 clear days before panel_meeting at 08:00
    deadlines:
      publish: 5 clear days before panel_meeting
    catch_up: 2 weeks
    tell: [policy]
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    copied = copy_house(tmp_path / "house")
    (copied / "schedules.yaml").write_text(SCHEDULE, encoding="utf-8")
    return copied


def test_the_worked_example_holds_together(tmp_path: Path) -> None:
    plans = read_plans(copy_house(tmp_path / "house"))
    named = {plan.name for plan in plans.plans} | {schedule.name for schedule in plans.paused}
    assert named == {"newsletter", "panel-paper", "annual-report"}


def test_a_house_as_it_should_be_is_taken(house: Path) -> None:
    assert [plan.name for plan in read_plans(house).plans] == ["paper"]


AT = "schedules.yaml:"
AGAIN = "  - {name: paper, publication: x, for: previous month, when: the 5th}\n"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("12 clear", "12 clean", f"{AT}7: when: '12 clean days before panel"),
        ("5 clear days before panel_meeting", "at dawn", f"{AT}9: publish: 'at dawn' is not a time"),
        ("before panel_meeting at", "before panel_meting at", f"{AT}7: when: there are no meetings of"),
        ("12 clear days before panel_meeting", "last Friday", f"{AT}7: when: `for: current meeting`"),
        ("current meeting", "previous month", f"{AT}6: for: panel-paper is made for a meeting"),
        (
            "current meeting",
            "last month",
            f"{AT}6: for: 'last month' is not known here\n  Write previous day",
        ),
        ("panel-paper", "panel-papers", f"{AT}5: there is no publication 'panel-papers'"),
        ("[policy]", "[polly]", f"{AT}11: tell: office.yaml has nobody with the id 'polly'"),
        ("2 weeks", "a fortnight", f"{AT}10: catch_up: 'a fortnight' is not a length of time"),
        ("catch_up", "catchup", f"{AT}10: unknown key 'catchup'"),
        ("meetings:", "time_zone: Europe/Londn\nmeetings:", f"{AT}1: time_zone: there is no time zone"),
        (
            "meetings:",
            "calendar: {pre_election: [{poll: 2035-05-03, name: far}]}\nmeetings:",
            f"{AT}1: bank holidays of England and Wales are known from",
        ),
        (
            "meetings:",
            "calendar: {closures: [{from: 2026-01-05, to: 2026-01-01, reason: x}]}\nmeetings:",
            "a closure can't end before it starts",
        ),
        ("    tell: [policy]\n", AGAIN, "two schedules have the name paper"),
    ],
)
def test_a_fault_is_told_with_its_line(house: Path, old: str, new: str, said: str) -> None:
    edit(house / "schedules.yaml", lambda text: text.replace(old, new, 1))
    with pytest.raises(SettingsError) as refusal:
        read_plans(house)
    assert said in str(refusal.value)


def test_all_faults_are_told_together(house: Path) -> None:
    edit(
        house / "schedules.yaml", lambda text: text.replace("12 clear", "12 clean").replace("policy", "polly")
    )
    with pytest.raises(SettingsError) as refusal:
        read_plans(house)
    assert len(refusal.value.faults) == 2


def test_a_paused_schedule_may_name_what_is_not_there_yet(house: Path) -> None:
    edit(
        house / "schedules.yaml",
        lambda text: text.replace("panel-paper", "a-new-one") + "    paused: its templates come in May\n",
    )
    plans = read_plans(house)
    assert (plans.plans, [schedule.paused for schedule in plans.paused]) == (
        (),
        ["its templates come in May"],
    )
