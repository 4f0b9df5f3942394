"""A mail's headers hold what was meant: nothing that a title can smuggle in."""

from __future__ import annotations

from email import message_from_bytes, policy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckoner.reports.delivery.failure import Undelivered
from reckoner.reports.delivery.mail import mail
from reckoner.reports.delivery.marks import MARK
from reckoner.reports.delivery.payload import Payload, proof, release
from reckoner.reports.drafts.approval import approved
from reckoner.reports.drafts.history import history_of
from tests.delivery.house import NOW, office

SENDER, TO = "office@example.org", ("ann@example.org", "bob@example.org")


def payload(subject: str, to: tuple[str, ...] = TO, text: str = "Words.") -> Payload:
    return Payload("notice", "a/b/draft-001", "ab12", subject, text, SENDER, to, NOW)


@pytest.mark.parametrize(
    "subject",
    [
        "Crime\r\nBcc: x@example.org",
        "Crime\nBcc: x@example.org",
        "=?utf-8?q?a=0ABcc:_x@example.org?=",
        "=?utf-8?b?YQpCY2M6IHhAZXhhbXBsZS5vcmc=?=",
        "=?utf-8?q?harmless?=",
        "Crime \u202e2025",
        "Crime\u2028Bcc: x@example.org",
        "Crime\x00",
        "Crime\t2025",
        "x" * 201,
    ],
)  # fmt: skip
def test_a_title_that_would_smuggle_something_in_is_refused(subject: str) -> None:
    with pytest.raises(Undelivered, match="can't stand in a mail's header") as refusal:
        mail(payload(subject))
    assert refusal.value.permanent


@pytest.mark.parametrize(
    "address",
    ["ann", "ann@example.org, bob@example.org", "ann@example.org\nBcc: x@y.org", "Ann <ann@example.org>"],
)
def test_an_address_is_one_address(address: str) -> None:
    with pytest.raises(Undelivered, match="is no mail address"):
        mail(payload("Crime", (address,)))


@pytest.mark.parametrize("word", ["word", "für", "–x", "police’s", "£9.4m", "extraordinarily"])
def test_a_title_of_any_length_reads_as_it_was_written(word: str) -> None:
    for length in range(1, 130):
        title = " ".join([word] * 60)[:length].strip()
        subject = f"PROOF, not approved: {title} (panel-paper/2025-11/draft-001)"
        raw = mail(payload(subject))
        assert str(message_from_bytes(raw, policy=policy.default)["Subject"]) == subject
        assert max(map(len, raw.split(b"\r\n"))) < 220


@given(subject=st.text(max_size=60), text=st.text(st.characters(codec="utf-8"), max_size=200))
def test_whatever_the_title_the_headers_are_those_meant_or_there_is_no_mail(subject: str, text: str) -> None:
    try:
        raw = mail(payload(subject, text=text))
    except (Undelivered, UnicodeEncodeError):
        return
    found = message_from_bytes(raw, policy=policy.default)
    assert found["Subject"] == subject
    assert [address.addr_spec for address in found["To"].addresses] == list(TO)
    assert found["Bcc"] is None


def test_pounds_and_dashes_arrive() -> None:
    found = message_from_bytes(mail(payload("£1.3 million – Entwürfe")), policy=policy.default)
    assert found["Subject"] == "£1.3 million – Entwürfe"


def test_a_proof_is_marked_in_subject_text_title_and_page(tmp_path: Path) -> None:
    at = office(tmp_path)
    marked = proof(at.draft(errors=1), SENDER, TO, NOW)
    assert marked.subject.startswith(MARK)
    assert marked.text.startswith(MARK)
    assert "It can't be approved yet: 1. paragraph 1.1: 0 is in no table" in marked.text
    page = marked.files["panel-paper.html"].decode()
    assert f"<title>{MARK}: Progress</title>" in page
    assert '<body class="paper"><p class="banner" role="note"' in page
    assert list(marked.attached) == ["PROOF-panel-paper.html"]


def test_a_pdf_that_cannot_be_marked_stays_behind(tmp_path: Path) -> None:
    at = office(tmp_path)
    kept = at.draft()
    assert not any(name.endswith(".pdf") for name in proof(kept, SENDER, TO, NOW).files)


def test_a_release_is_the_approved_bytes_and_nothing_internal(tmp_path: Path) -> None:
    at = office(tmp_path)
    kept = at.approved()
    let_out = approved(kept, history_of(at.house).rows(), at.house.office)
    sent = release(let_out, SENDER, TO, NOW)
    assert dict(sent.files) == {
        name: (kept.folder / name).read_bytes() for name in ("panel-paper.html", "figures-public.csv")
    }
    assert sent.subject == "Progress"
    assert MARK.encode() not in mail(sent)


def test_the_message_id_follows_the_bytes(tmp_path: Path) -> None:
    at = office(tmp_path)
    one, other = (proof(at.draft(text), SENDER, TO, NOW).message_id for text in "12")
    assert one != other
    assert one == proof(at.draft("1"), SENDER, TO, NOW).message_id


def test_a_page_whose_pictures_lie_beside_it_is_not_released_without_them(tmp_path: Path) -> None:
    """A proof has them inside; an approved page can't be changed."""
    at = office(tmp_path)
    kept = at.approved('<img src="charts/crimes.svg" alt="Crimes">')
    sent = release(approved(kept, history_of(at.house).rows(), at.house.office), SENDER, TO, NOW)
    with pytest.raises(Undelivered, match=r"the pictures of panel-paper.html lie beside it") as refusal:
        mail(sent)
    assert refusal.value.permanent
    inside = at.approved('<img src="data:image/png;base64,AA==" alt="Crimes">')
    mail(release(approved(inside, history_of(at.house).rows(), at.house.office), SENDER, TO, NOW))
