"""The commands of the clock as they run in earnest, two at once and in trouble: no secret shows anywhere."""

from __future__ import annotations

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tests.delivery.certificates import Certificates
from tests.delivery.dovecot import USER, dovecot
from tests.delivery.house import write_secret
from tests.delivery.scripted import Parrot, scripted
from tests.delivery.smtpd import USER as OFFICE
from tests.delivery.smtpd import smtp_server
from tests.schedule.test_service import due_house, reckoner
from tests.sources.postgres import dump
from tests.worked_example import ROOT, edit

PLANTED = "pl4nted-s3cret-0f-the-clock"
FORMS = [
    PLANTED,
    *(
        base64.b64encode(form.encode()).decode()
        for form in (PLANTED, f"\0{USER}\0{PLANTED}", f"\0{OFFICE}\0{PLANTED}")
    ),
]


def house_with(folder: Path, port: int, authority: Path, smtp: int = 1) -> Path:
    """A house whose paper is due, whose proofs go to a mailbox and whose notices go out by mail."""
    house = due_house(folder)
    write_secret(house / "secret", PLANTED)
    common = "takes: proof, server: 127.0.0.1, secret: secret, people: [communications], seconds: 9"
    common += f", authority: {authority}"
    channels = (
        f"channels:\n  mailbox: {{kind: imap-drafts, port: {port}, mailbox: {USER}, {common}}}\n"
        f"  post: {{kind: smtp, port: {smtp}, security: starttls, sender: {OFFICE}, {common}}}\n"
    )
    edit(house / "office.yaml", lambda text: text.replace("channels:\n", channels))
    edit(house / "schedules.yaml", lambda text: text.replace("proof: [desk]", "proof: [mailbox]"))
    return house


def traces(house: Path) -> Iterator[str]:
    """Every file of a house but the secret's own."""
    for path in house.rglob("*"):
        if path.is_file() and path.name != "secret":
            yield path.read_text("latin-1")


def shown(*processes: int) -> Iterator[str]:
    """Arguments and environment of these processes and of those that they started."""
    wanted = set(processes)
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text("latin-1").rpartition(")")[2].split()[1])
            if int(folder.name) in wanted or parent in wanted:
                yield (folder / "cmdline").read_text("latin-1")
                yield (folder / "environ").read_text("latin-1")
        except OSError:
            continue  # it has ended meanwhile


@contextmanager
def services(house: Path, state: str, number: int) -> Iterator[tuple[list[subprocess.Popen[str]], int]]:
    """Several services on one house; their logs come out of one pipe, line by line."""
    out, end = os.pipe()
    command = [sys.executable, "-W", "error", "-m", "reckoner", "serve", "--port", "0", "--state", state]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT)}
    running = [
        subprocess.Popen([*command, "--house", house], stdout=end, stderr=end, text=True, env=surroundings)
        for _ in range(number)
    ]
    os.close(end)
    try:
        yield running, out
    finally:
        for process in running:
            process.kill()
            process.wait()


@pytest.mark.slow
def test_two_services_on_one_house_make_one_draft_one_proof_and_one_mail_and_show_no_secret(
    tmp_path: Path, server: str, certificates: Certificates
) -> None:
    with ExitStack() as stack:
        mailbox = stack.enter_context(dovecot(certificates, PLANTED))
        inbox = stack.enter_context(smtp_server(certificates, PLANTED))
        house = house_with(tmp_path, mailbox.port, certificates.authority, inbox.port)
        edit(house / "office.yaml", lambda text: text.replace("notices: desk", "notices: post"))
        running, out = stack.enter_context(services(house, server, 2))
        log = list[str]()
        with os.fdopen(out, encoding="utf-8") as lines:
            for line in lines:
                log.append(line)
                events = [json.loads(each)["event"] for each in log]
                if events.count("started") == 2 and "notice_sent" in events:
                    break
            processes = list(shown(*(process.pid for process in running)))
            for process in running:
                process.send_signal(signal.SIGTERM)
            log += lines
        assert [process.wait(30) for process in running] == [0, 0]
        mails = [raw for _, _, raw in inbox.mails]
        drafts = mailbox.drafts()
    assert [path.name for path in (house / "output" / "panel-paper" / "2025-11").iterdir()] == ["draft-001"]
    assert len(drafts) == 1
    subjects = [str(message_from_bytes(raw, policy=policy.default)["Subject"]) for raw in mails]
    assert subjects.count("panel-paper 2025-11: a draft is ready") == 1
    assert len(subjects) == len(set(subjects))
    assert [json.loads(line)["event"] for line in log].count("stopped") == 2
    said = [raw.decode("latin-1") for raw in (*mails, *drafts)]
    assert len(processes) >= 4
    for trace in (*log, *processes, *said, *traces(house), dump(server)):
        assert not any(form in trace for form in FORMS)


@pytest.mark.slow
def test_refused_and_quoted_by_a_server_the_secret_is_still_nowhere(
    tmp_path: Path, certificates: Certificates
) -> None:
    """First the password is wrong, then a server lets us in and quotes all that it heard."""
    with dovecot(certificates, "another") as mailbox:
        house = house_with(tmp_path, mailbox.port, certificates.authority)
        refused = reckoner("schedule", "run-due", house=house)
    with scripted(certificates, "", Parrot) as parrot:
        ports = f"port: {mailbox.port},", f"port: {parrot.port},"
        edit(house / "office.yaml", lambda text: text.replace(*ports))
        quoted = reckoner("schedule", "run-due", "--failed", house=house)
    assert [refused.returncode, quoted.returncode] == [1, 1]
    assert "refused to sign" in refused.stdout
    assert "the mail was not taken: heard" in quoted.stdout
    assert any(PLANTED in base64.b64decode(each).decode() for each in parrot.heard if " " not in each)
    for trace in (refused.stdout, refused.stderr, quoted.stdout, quoted.stderr, *traces(house)):
        assert not any(form in trace for form in FORMS)
