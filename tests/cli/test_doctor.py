"""``reckoner doctor``: what is wrong with this machine and this house, and how to mend it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from shutil import rmtree

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from reckoner.reports.schedule.hooks import now_utc
from tests.cli.calling import Reckoner
from tests.delivery.house import write_secret
from tests.small import FACTS, due_meeting, write


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    write(path, text.replace(old, new))


def examined(reckoner: Reckoner, house: Path) -> dict[str, dict[str, str]]:
    answer = reckoner("doctor", "--house", house, "--format", "json")
    return {each["what"]: each for each in json.loads(answer.out)}


def test_a_sound_house_is_all_good(reckoner: Reckoner, house: Path) -> None:
    write(house / "data" / "facts.yaml", FACTS.replace("2025-11-20", "2199-01-01"))
    for name in ("annual-report", "news", "newsletter"):  # for which it has no words
        rmtree(house / "templates" / name)
    change(house / "office.yaml", "chief.executive@example.org, may", "c@example.org, user: bob, may")
    write(house / "schedules.yaml", "meetings:\n  - {id: 2025-11, name: The Panel, date: 2199-11-28}\n")
    change(house / "content/panel-paper/2025-11/edition.md", "title: Progress", "title: P\nauthor: policy")
    answer = reckoner("doctor", "--house", house)
    assert (answer.code, answer.err) == (0, "")
    assert {line[:4] for line in answer.out.splitlines()} == {"good"}


def test_libraries_fonts_settings_data_words_and_disk_are_looked_at(reckoner: Reckoner, house: Path) -> None:
    assert {"weasyprint", "duckdb", "fonts", "data", "words of panel-paper 2025-11", "disk"} <= set(
        examined(reckoner, house)
    )


def test_a_fault_in_the_settings_is_bad_and_ends_with_1(reckoner: Reckoner, house: Path) -> None:
    write(house / "schedules.yaml", "meetings: 7\n")
    answer = reckoner("doctor", "--house", house)
    assert answer.code == 1
    assert "bad   office.yaml and schedules.yaml: schedules.yaml:1: meetings" in answer.out


def test_each_fault_has_its_place_and_what_to_do(reckoner: Reckoner, house: Path) -> None:
    write(house / "content/panel-paper/2025-11/10-crime.md", "Words.\n")
    found = examined(reckoner, house)["words of panel-paper 2025-11"]
    assert found["state"] == "bad"
    assert found["said"].startswith("content/panel-paper/2025-11/10-crime.md:1: ")
    assert found["todo"].startswith("Begin with ---")


def test_data_received_long_ago_is_pointed_out_but_does_no_harm(reckoner: Reckoner, house: Path) -> None:
    write(house / "data" / "facts.yaml", FACTS.replace("2025-11-20", "2015-11-20"))
    answer = reckoner("doctor", "--house", house)
    assert answer.code == 0
    assert "poor  age of the data: 1 of 1 were received over 400 days ago, Crime " in answer.out


def test_nobody_who_can_approve_is_pointed_out(reckoner: Reckoner, house: Path) -> None:
    assert examined(reckoner, house)["approval"]["said"].startswith("nobody can approve")


def test_a_schedule_whose_meetings_are_all_past_is_pointed_out(reckoner: Reckoner, house: Path) -> None:
    assert examined(reckoner, house)["schedule panel-paper"]["state"] == "poor"
    change(house / "schedules.yaml", "date: 2025-11-28", "date: 2199-11-28")
    assert "schedule panel-paper" not in examined(reckoner, house)


def test_a_folder_that_is_no_house_is_bad(reckoner: Reckoner, tmp_path: Path) -> None:
    answer = reckoner("doctor", "--house", tmp_path)
    assert answer.code == 1
    assert "this folder is not a house" in answer.out


def test_faults_in_the_data_are_each_shown(reckoner: Reckoner, house: Path) -> None:
    write(house / "data" / "facts.yaml", FACTS.replace("unit: count", "unit: counts"))
    assert "data/facts.yaml:" in examined(reckoner, house)["data"]["said"]


def test_a_house_that_can_make_nothing_is_not_called_good(reckoner: Reckoner, house: Path) -> None:
    rmtree(house / "templates")
    answer = reckoner("doctor", "--house", house)
    assert answer.code == 1
    assert "bad   publications: there is none, so nothing can be made\n" in answer.out


def test_an_author_who_is_nobody_is_bad_before_anything_is_built(reckoner: Reckoner, house: Path) -> None:
    change(house / "templates/news/publication.yaml", "author: communications", "author: comms")
    found = examined(reckoner, house)["author of news"]
    assert (found["state"], found["said"].split(",")[0]) == ("bad", "'comms' is nobody in office.yaml")


def test_the_newest_edition_s_author_is_looked_at_before_anybody_approves(
    reckoner: Reckoner, house: Path
) -> None:
    found = examined(reckoner, house)["author of panel-paper 2025-11"]
    assert (found["state"], found["said"]) == ("poor", "it names no author, so it can't be approved")
    front = house / "content/panel-paper/2025-11/edition.md"
    change(front, "title: Progress", "title: Progress\nauthor: nobody")
    assert examined(reckoner, house)["author of panel-paper 2025-11"]["state"] == "bad"
    change(front, "author: nobody", "author: policy")
    assert "author of panel-paper 2025-11" not in examined(reckoner, house)


def known(house: Path, **more: str) -> None:
    """The chief executive has a user; ``more`` changes lines of office.yaml."""
    change(house / "office.yaml", "chief.executive@example.org, may", "c@example.org, user: bob, may")
    for old, new in more.items():
        change(house / "office.yaml", old, new)


def test_a_schedule_whose_author_alone_may_approve_is_bad(reckoner: Reckoner, house: Path) -> None:
    known(house)
    assert not [what for what in examined(reckoner, house) if what.startswith("approval of")]
    change(house / "schedules.yaml", "author: communications", "author: chief-executive")
    found = examined(reckoner, house)["approval of newsletter"]
    assert found["said"] == "nobody but its author chief-executive could approve it"


def test_an_approver_who_may_not_or_is_not_known_here_is_pointed_out(reckoner: Reckoner, house: Path) -> None:
    known(house)
    change(
        house / "office.yaml",
        "may: [write]}\n  - {id: chief",
        "may: [approve]}\n  - {id: chief",
    )
    for approver in ("analyst", "finance"):
        text = (house / "schedules.yaml").read_text("utf-8")
        write(house / "schedules.yaml", text.replace("approver: chief-executive", f"approver: {approver}", 1))
        found = examined(reckoner, house)["approval of newsletter"]
        said = {"analyst": "may not approve", "finance": "has no `user`"}[approver]
        assert found["said"] == f"its approver {approver} {said}"
        write(house / "schedules.yaml", text)


def test_channels_are_looked_at_without_a_server(reckoner: Reckoner, house: Path) -> None:
    post = (
        "channels:\n  post: {kind: smtp, takes: proof, server: mail.example.org, sender: a@example.org, "
        "secret: none, authority: away.pem, people: [policy]}\n"
    )
    change(house / "office.yaml", "channels:\n", post)
    (house / "output").mkdir()
    write(house / "output" / "released", "a file\n")
    answer = reckoner("doctor", "--house", house)
    said = [line for line in answer.out.splitlines() if "channel " in line]
    states = [line.split(": ")[0] for line in said]
    assert states == ["bad   channel post", "good  channel desk", "bad   channel shelf"]
    assert "the secret can't be read" in said[0]
    assert "output/released" in said[2]
    write_secret(house / "none", "secret")
    assert "away.pem: there is no such certificate file" in reckoner("doctor", "--house", house).out


def test_a_certificate_that_ends_soon_or_has_ended_is_pointed_out(
    reckoner: Reckoner, house: Path, tmp_path: Path
) -> None:
    for days, state in ((300, None), (20, "poor"), (-1, "bad")):
        (house / "ca.pem").write_bytes(authority(days))
        text = (house / "schedules.yaml").read_text("utf-8")
        if "heartbeat" not in text:
            beat = "heartbeat: {address: https://example.org/uuid, authority: ca.pem}\n"
            write(house / "schedules.yaml", text + beat)
        assert examined(reckoner, house).get("certificate ca.pem", {}).get("state") == state


def test_what_failed_and_what_nobody_was_told_is_bad(reckoner: Reckoner, house: Path) -> None:
    change(house / "schedules.yaml", "date: 2025-11-28", f"date: {due_meeting()}")
    (house / "output").mkdir()
    write(house / "output" / "mail", "a file, where notices should go\n")
    rmtree(house / "content" / "panel-paper")
    assert "clock" not in str(examined(reckoner, house))
    assert not (house / "state").exists()
    assert reckoner("schedule", "run-due", "--house", house).code == 1
    found = examined(reckoner, house)
    assert found["clock: build"]["said"].startswith("panel-paper 2025-11: ")
    assert found["clock: build"]["todo"] == "Mend the cause, then: reckoner schedule run-due --failed"
    assert found["clock: notice"]["said"] == "1 notice has not reached anybody yet"
    assert found["heartbeat"]["state"] == "poor"


def authority(days: int) -> bytes:
    """A certificate authority that ends in so many days, in PEM form."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name.from_rfc4514_string("CN=The office's own")
    now = now_utc()
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(now + timedelta(days=days, hours=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM)
