"""Secrets come from safe files and appear nowhere: output, log, error, mail, history, process list."""

from __future__ import annotations

import base64
import logging
import os
import pwd
import socket
import subprocess
import sys
import traceback
from pathlib import Path
from typing import Any

import pytest

from reckoner.reports.delivery.deliver import deliver
from reckoner.reports.delivery.failure import Undelivered
from reckoner.reports.delivery.secret import Secret, read_secret
from reckoner.reports.errors import SettingsError
from tests.delivery.certificates import Certificates
from tests.delivery.dovecot import USER, free_port
from tests.delivery.graphd import CLIENT, TENANT, TOKEN, graph_server
from tests.delivery.house import Office, office, write_secret
from tests.delivery.smtpd import smtp_server
from tests.worked_example import copy_house, edit

PLANTED = "pl4nted-s3cret-0f-the-house"
FORMS = [
    form
    for secret in (PLANTED, TOKEN)
    for form in (
        secret,
        base64.b64encode(secret.encode()).decode(),
        base64.b64encode(f"\0{USER}\0{secret}".encode()).decode(),
    )
]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_file_that_others_may_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = write_secret(tmp_path / "secret", PLANTED)
    path.chmod(mode)
    with pytest.raises(SettingsError, match="others may read the secret") as refusal:
        read_secret(path)
    assert PLANTED not in str(refusal.value)


def test_links_pipes_and_missing_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(write_secret(tmp_path / "secret", PLANTED))
    os.mkfifo(tmp_path / "pipe", 0o600)
    (tmp_path / "empty").touch(mode=0o600)
    for name in ("link", "pipe", "empty", "missing"):
        with pytest.raises(SettingsError):
            read_secret(tmp_path / name)
    assert read_secret(tmp_path / "secret").reveal() == PLANTED


def test_a_file_of_another_user_is_refused(tmp_path: Path) -> None:
    """Root's tests give it away; other users look at a file that root owns alone."""
    path = Path("/etc/shadow")
    if os.geteuid() == 0:
        path = write_secret(tmp_path / "secret", PLANTED)
        os.chown(path, 65534, 65534)
    with pytest.raises(SettingsError):
        read_secret(path)


def test_a_secret_refuses_to_become_text() -> None:
    secret = Secret(PLANTED)
    for use in (str, "{}".format, lambda each: f"{each}"):
        with pytest.raises(TypeError):
            use(secret)
    assert PLANTED not in repr(secret)
    assert secret.scrubbed(f"NO {PLANTED}\r\n{FORMS[1]}") == "NO ... ..."


def servers(root: Path, imap: int, smtp: int, graph: int, authority: Path) -> Office:
    write_secret(root / "secret", PLANTED)
    common: dict[str, Any] = {"secret": "secret", "authority": str(authority), "seconds": 1, "takes": "proof"}
    here, people = f"https://127.0.0.1:{graph}", ["communications"]
    return office(
        root,
        {
            "imap": common | {"kind": "imap-drafts", "server": "127.0.0.1", "port": imap, "mailbox": USER,
                              "people": people},
            "token": common | {"kind": "imap-drafts", "server": "127.0.0.1", "port": imap, "mailbox": USER,
                               "people": people, "sign_in": "xoauth2", "tenant": TENANT, "client": CLIENT,
                               "login": here},
            "smtp": common | {"kind": "smtp", "server": "127.0.0.1", "port": smtp, "sender": USER,
                              "people": people, "security": "starttls"},
            "graph": common | {"kind": "microsoft-graph", "mailbox": USER, "tenant": TENANT, "client": CLIENT,
                               "login": here, "graph": f"{here}/v1.0", "people": people},
        },
    )  # fmt: skip


def test_planted_secrets_are_found_nowhere(
    tmp_path: Path,
    certificates: Certificates,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Each channel once with the right secret and once refused; then every trace is searched."""
    caplog.set_level(logging.DEBUG)
    said: list[str] = []
    with smtp_server(certificates, PLANTED) as inbox, graph_server(certificates, PLANTED) as graph:
        at = servers(tmp_path, free_port(), inbox.port, graph.port, certificates.authority)
        for number, change in enumerate(("", "another")):
            graph.secret = change or PLANTED
            kept = at.draft(str(number))
            for channel in ("imap", "token", "smtp", "graph"):
                try:
                    said.append(deliver(at.order(kept, channel)).where)
                except Undelivered:
                    said.append(traceback.format_exc())
        mails = [raw.decode("latin-1") for _, _, raw in inbox.mails]
        mails += [raw.decode("latin-1") for raw in graph.drafts]
    assert len(said) == 8
    files = [p.read_text("latin-1") for p in tmp_path.rglob("*") if p.is_file() and p.name != "secret"]
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("reports")]
    for form in FORMS:
        for trace in (*said, *mails, *files, *ours, *capfd.readouterr()):
            assert form not in trace


def test_a_running_delivery_shows_no_secret_in_the_process_list(
    tmp_path: Path, certificates: Certificates
) -> None:
    """The command waits for a server that never answers while its arguments and environment are read."""
    user = pwd.getpwuid(os.getuid()).pw_name
    house = copy_house(tmp_path / "house")
    write_secret(house / "secret", PLANTED)
    office(house).draft()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        channel = (
            f"  mailbox: {{kind: imap-drafts, takes: proof, server: 127.0.0.1, port: {port}, secret: secret,"
            " mailbox: communications@example.org, people: [communications], seconds: 1}\n"
        )
        edit(house / "office.yaml", lambda text: text.replace("channels:\n", f"channels:\n{channel}"))
        edit(house / "office.yaml", lambda text: text.replace("id: analyst,", f"id: analyst, user: {user},"))
        command = [sys.executable, "-m", "reckoner", "deliver", "panel-paper/2025-11", "--to", "mailbox"]
        running = subprocess.Popen(
            [*command, "--house", str(house)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        held, _ = silent.accept()
        shown = [
            Path("/proc", str(running.pid), name).read_text("latin-1") for name in ("cmdline", "environ")
        ]
        out, _ = running.communicate()
        held.close()
    assert running.returncode == 69, out
    assert "did not answer in time" in out
    assert not any(form in text for form in FORMS for text in (*shown, out))
