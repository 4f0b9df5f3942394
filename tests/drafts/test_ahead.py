"""What will forbid every approval of an edition is known when it is built."""

from __future__ import annotations

import pytest

from reckoner.reports.drafts.ahead import obstacles
from reckoner.reports.settings.office import Approval, OfficeSettings, Person
from tests.small import house

WRITER = Person(id="writer", role="Officer", email="writer@example.org", may=("write",))
CHIEF = Person(id="chief", role="Chief", email="chief@example.org", may=("write", "approve"))


def office(*people: Person, author_may_approve: bool = False) -> OfficeSettings:
    approval = Approval(author_may_approve=author_may_approve)
    return house().office.model_copy(update={"people": people, "approval": approval})


@pytest.mark.parametrize(
    ("author", "people", "what", "todo"),
    [
        ("", (WRITER, CHIEF), "it names no author", "Add `author:`"),
        ("writr", (WRITER, CHIEF), "its author 'writr' is nobody in office.yaml", "Did you mean writer?"),
        ("chief", (WRITER, CHIEF), "only its author, chief, may approve", "Let somebody else approve"),
        ("writer", (WRITER,), "nobody in office.yaml may approve", "Give somebody there"),
    ],
)
def test_each_obstacle_says_what_to_do(author: str, people: tuple[Person, ...], what: str, todo: str) -> None:
    [fault] = obstacles(author, office(*people))
    assert what in fault.what
    assert todo in (fault.todo or "")


def test_where_somebody_else_can_approve_there_is_none() -> None:
    assert list(obstacles("writer", office(WRITER, CHIEF))) == []


def test_where_authors_may_approve_a_missing_author_is_none() -> None:
    assert list(obstacles("", office(WRITER, CHIEF, author_may_approve=True))) == []
