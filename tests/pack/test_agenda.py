"""agenda.yaml decides which papers a pack holds, and what its front page says of the others."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

from reckoner.reports.drafts.history import Act, history_of
from reckoner.reports.errors import ReckonerError
from reckoner.reports.pack.pack import Pack
from reckoner.reports.pack.plan import days_of
from reckoner.reports.settings.agenda import Host, read_agenda
from reckoner.reports.settings.house import read_house
from tests.cli.calling import Reckoner
from tests.pack.meeting import AGENDA, IN_TIME, LATE, SECRET, agenda, approved, packed
from tests.worked_example import edit

LATE_ITEM = "late: {reason: The audit ended late, agreed_by: Cllr Jane Example, agreed_on: 2025-11-24}"


def said(pack: Pack, page: int = 0) -> str:
    """The words of a page, as another reader has them."""
    document = pypdfium2.PdfDocument(pack.bound.pdf)
    text = document[page].get_textpage().get_text_range()
    document.close()
    return " ".join(text.split())


def labels(pack: Pack) -> list[str]:
    """What a reader's program calls the pages."""
    with pikepdf.open(io.BytesIO(pack.bound.pdf)) as pdf:
        return [str(page.label) for page in pdf.pages]


def refusal(house: Path, **asked: Any) -> str:
    with pytest.raises(ReckonerError) as caught:
        packed(house, **asked)
    return "\n".join(caught.value.lines())


def test_the_front_page_names_the_meeting_and_each_paper_with_its_page(pack: Pack) -> None:
    front = said(pack)
    assert "Friday 28 November 2025" in front
    assert "Meeting held by Anytown Council" in front
    for place in pack.placed:
        assert f"{place.title} {place.first}" in front
        assert f"Pack page {place.first}" in said(pack, place.first - 1)


def test_an_item_s_number_changes_without_a_paper_being_built_anew(house: Path) -> None:
    approved(house, "panel-paper", "second-paper")
    before = packed(house)
    edit(house / "agenda.yaml", lambda text: text.replace("item: 5", "item: 11a"))
    after = packed(house)
    assert [paper.kept.digest for paper in after.plan.papers] == [
        paper.kept.digest for paper in before.plan.papers
    ]
    assert "11a Progress" in said(after)


@pytest.mark.parametrize(
    ("clear", "send", "days"),
    [
        (5, 0, (date(2025, 11, 20), date(2025, 11, 20))),  # Thursday
        (5, 3, (date(2025, 11, 17), date(2025, 11, 20))),  # Monday, over a weekend
        (10, 1, (date(2025, 11, 12), date(2025, 11, 13))),
    ],
)
def test_the_council_s_days_are_counted_back_from_the_meeting(
    clear: int, send: int, days: tuple[date, date], house: Path
) -> None:
    home = read_house(house)
    meeting = home.schedules.meeting("2025-11")
    assert meeting is not None
    found = days_of(home, Host(name="A council", clear_days=clear, send=send), meeting)
    assert (found.send, found.publish) == days


def test_a_paper_that_nobody_approved_is_refused_or_marked(house: Path) -> None:
    approved(house, "panel-paper")
    refused = refusal(house)
    assert "agenda.yaml:6: item 6: no draft of second-paper/2025-11 is approved" in refused
    assert "item 5" not in refused
    proof = packed(house, drafts=True)
    assert said(proof).count("Proof, not approved") == 2  # in the title, and below the paper
    marked = [n for n in range(proof.bound.pages) if "Proof, not approved" in said(proof, n)]
    second = proof.placed[1]
    assert marked == [0, *range(second.first - 1, second.first - 1 + second.pages)]


def test_a_paper_that_changed_after_its_approval_is_refused(house: Path) -> None:
    approved(house, "panel-paper", "second-paper")
    pdf = house / "output/second-paper/2025-11/draft-001/second-paper.pdf"
    pdf.chmod(0o644)
    pdf.write_bytes(pdf.read_bytes() + b"\n%")
    assert "it is not as it was kept" in refusal(house)


def test_a_late_paper_needs_the_chair_s_agreement_which_is_printed(house: Path) -> None:
    approved(house, "panel-paper")
    approved(house, "second-paper", at=LATE)
    refused = refusal(house, now=LATE)
    assert "item 6: second-paper/2025-11 was approved on 2025-11-21, after 2025-11-20" in refused
    assert "100B(4)(b)" in refused
    edit(
        house / "agenda.yaml",
        lambda text: text.replace("second-paper/2025-11}", f"second-paper/2025-11, {LATE_ITEM}}}"),
    )
    front = said(packed(house, now=LATE))
    assert "Late item. Cllr Jane Example, who chairs the meeting, agreed on 24 November 2025" in front
    assert "section 100B(4)(b)" in front
    assert "The audit ended late." in front


def test_a_paper_to_follow_and_one_in_a_supplement_are_named(house: Path) -> None:
    approved(house, "panel-paper", "second-paper")
    agenda(
        house,
        """
        host: {name: Anytown Council}
        agendas:
          - meeting: 2025-11
            items:
              - {item: 5, paper: panel-paper/2025-11}
              - {item: 6, paper: second-paper/2025-11, title: A second paper, supplement: 1}
              - {item: 7, title: Budget, to_follow: {reason: The settlement is awaited, by: 2025-11-25}}
        """,
    )
    first = packed(house)
    assert len(first.placed) == 1
    assert "A second paper In supplement 1" in said(first)
    assert "To follow by 25 November 2025: The settlement is awaited." in said(first)
    second = packed(house, supplement=1)
    assert "Supplement 1: Hertfordshire Police and Crime Panel" in said(second)
    assert "Progress" not in said(second)
    assert "Supplement 1, page 2" in said(second, 1)
    assert labels(second)[0] == "S1-1"
    assert "supplement 2 of the meeting 2025-11 has no paper yet" in refusal(house, supplement=2)


SECOND = "{item: 6, paper: second-paper/2025-11}"
REASON = "reason: Bidders would learn what others asked"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (AGENDA.replace("item: 6", "item: 5"), ":6: two items have the number 5"),
        (AGENDA.replace("second-", "panel-"), ":6: two items have the paper panel-paper/2025-11"),
        (AGENDA.replace(SECOND, "{item: 6, title: X}"), ":6: item 6 needs either a paper or the reason"),
        (
            AGENDA.replace(SECOND, "{item: 6, to_follow: {reason: It is not ready, by: 2025-11-25}}"),
            "a title",
        ),
        (AGENDA.replace("meeting: 2025-11", "meeting: 2025-12"), "no agenda for the meeting '2025-11'"),
        (
            AGENDA.replace("second-paper", "other-paper"),
            ":6: item 6: there is no draft of other-paper/2025-11",
        ),
        (AGENDA + SECRET.replace("paragraph: 3", "paragraph: 8"), ":11: "),
        (AGENDA + SECRET.replace("paragraph: 3", "paragraph: 0"), ":11: "),
        (AGENDA + SECRET.replace("paragraph: 3, ", ""), ":11: "),
        (AGENDA + SECRET.replace(REASON, "reason: secret"), ":11: "),
        (AGENDA + SECRET.replace(f", {REASON}", ""), ":11: "),
        (
            AGENDA + SECRET.replace("        title: Award of a contract\n", ""),
            "a title that everyone may read",
        ),
    ],
)
def test_what_is_wrong_with_an_agenda_is_said_with_its_line(text: str, expected: str, house: Path) -> None:
    approved(house, "panel-paper", "second-paper")
    agenda(house, text)
    refused = refusal(house)
    assert expected in refused
    assert refused.startswith("agenda.yaml")


def test_days_after_the_meeting_and_a_cancelled_meeting_are_refused(house: Path) -> None:
    approved(house, "panel-paper", "second-paper")
    late = LATE_ITEM.replace("2025-11-24", "2025-11-29")
    agenda(house, AGENDA.replace("second-paper/2025-11", f"second-paper/2025-11, {late}"))
    assert ":6: item 6: the chair agreed on 2025-11-29, and the meeting is on 2025-11-28" in refusal(house)
    follow = "{item: 6, title: X, to_follow: {reason: It is not ready, by: 2025-12-01}}"
    agenda(house, AGENDA.replace(SECOND, follow))
    assert ":6: item 6: its paper is to follow by 2025-12-01" in refusal(house)
    edit(
        house / "schedules.yaml",
        lambda text: text.replace("date: 2025-11-28", "date: 2025-11-28\n    cancelled: No quorum"),
    )
    assert "the meeting 2025-11 is cancelled: No quorum" in refusal(house)


def test_the_correction_of_a_paper_that_was_out_in_time_is_not_late(house: Path) -> None:
    approved(house, "panel-paper")
    out = Act("delivered", "second-paper/2025-11/draft-000", "0" * 64, "policy", "policy", IN_TIME, {})
    history_of(read_house(house)).append(out)
    approved(house, "second-paper", at=LATE)
    assert len(packed(house, now=LATE).placed) == 2


def test_before_an_election_the_monitoring_officer_decides(house: Path) -> None:
    approved(house, "panel-paper", "second-paper")
    held = refusal(house, now=datetime(2026, 4, 20, 9, tzinfo=UTC))
    assert held.count("pre-election period before the elections of 7 May 2026") == 2
    assert len(packed(house).placed) == 2


def test_doctor_reads_the_agenda(house: Path, reckoner: Reckoner) -> None:
    agenda(house, AGENDA.replace("item: 6", "item: 5"))
    answer = reckoner("doctor", "--house", house)
    assert "bad   agenda.yaml: agenda.yaml:6: two items have the number 5" in answer.out


def test_a_house_without_an_agenda_says_how_one_begins(house: Path) -> None:
    (house / "agenda.yaml").unlink()
    assert "Begin it: `host:" in refusal(house)


@pytest.mark.slow
def test_the_command_writes_the_pack_and_tells_its_hash(
    house: Path, reckoner: Reckoner, tmp_path: Path
) -> None:
    approved(house, "panel-paper", "second-paper")
    out = tmp_path / "pack.pdf"
    answer = reckoner("pack", "2025-11", "-o", out, "--house", house, "--strict")
    assert answer.code == 0, answer.err
    assert "Anytown Council publishes by 2025-11-20 and wants the papers by 2025-11-18." in answer.out
    assert "5  Progress: from page 2" in answer.out
    days = reckoner("pack", "2025-11", "--days", "--house", house)
    assert (days.code, len(days.out.splitlines())) == (0, 1)
    assert out.read_bytes().startswith(b"%PDF-1.7")
    again = reckoner("pack", "2025-11", "-o", out, "--house", house)
    assert (again.code, again.out) == (0, answer.out)
    out.write_bytes(b"another file")
    assert reckoner("pack", "2025-11", "-o", out, "--house", house).code == 73


def test_every_item_of_the_agenda_is_read(house: Path) -> None:
    assert [item.item for item in read_agenda(house).of("2025-11").items] == ["5", "6"]
