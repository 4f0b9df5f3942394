"""A Dovecot of our own for a few tests: Debian's, in a temporary folder, on a high port, with TLS."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.delivery.certificates import Certificates

USER, PASSWORD = "communications@example.org", "Pa55-für-Dovecot"
DRAFTS = "Entw&APw-rfe"  # Entwürfe, as IMAP writes it
_BINARY = "/usr/sbin/dovecot"
FLAGGED = """
  mailbox Entwürfe {
    special_use = \\Drafts
    auto = create
  }
"""  # of the mailbox's namespace


@dataclass
class Mailbox:
    """A mailbox on a server, by its port, and as it lies on the disk in ``folder``."""

    port: int
    folder: Path

    def drafts(self) -> list[bytes]:
        """The mails in the drafts folder, read from the disk."""
        box = self.folder / "mail" / f".{DRAFTS}"
        return [path.read_bytes() for part in ("cur", "new") for path in sorted((box / part).glob("*"))]

    def empty(self) -> None:
        """Take all mails out of the drafts."""
        for path in (self.folder / "mail" / f".{DRAFTS}").glob("[cn][ue][rw]/*"):
            path.unlink()


@dataclass
class Dovecot(Mailbox):
    """A running server with its mailbox."""

    process: subprocess.Popen[bytes]

    def pause(self) -> None:
        """Let it hang: connections are taken and nothing is answered."""
        os.killpg(self.process.pid, signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it work again."""
        os.killpg(self.process.pid, signal.SIGCONT)


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def dovecot(
    certificates: Certificates, password: str, boxes: str = FLAGGED, more: str = ""
) -> Iterator[Dovecot]:
    """A server with one mailbox, whose drafts are called Entwürfe; it is gone at the end.

    ``boxes`` are other settings of its namespace, ``more`` others of the server.
    """
    if not Path(_BINARY).exists():
        pytest.fail("this test needs Dovecot: apt-get install dovecot-imapd")
    folder = Path(tempfile.mkdtemp(prefix="reckoner-imap-", dir="/tmp"))
    try:
        port = free_port()
        folder.chmod(0o755)
        (folder / "users").write_text(f"{USER}:{{PLAIN}}{password}\n", "utf-8")
        (folder / "conf").write_text(_configuration(folder, port, certificates, boxes) + more, "utf-8")
        process = subprocess.Popen(
            [_BINARY, "-F", "-c", folder / "conf"], start_new_session=True, stderr=subprocess.DEVNULL
        )
        try:
            _wait_for(port, process, folder)
            yield Dovecot(port, folder, process)
        finally:
            os.killpg(process.pid, signal.SIGCONT)
            process.terminate()
            process.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    """Until it listens: it opens its port before it answers, and a connection waits for the answer."""
    while process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    log = folder / "log"
    pytest.fail(f"Dovecot did not start: {log.read_text('utf-8') if log.exists() else 'no log'}")


def _configuration(folder: Path, port: int, certificates: Certificates, boxes: str) -> str:
    """Everything in one folder, and nobody but us on the machine's own address."""
    root = os.geteuid() == 0
    me, group = pwd.getpwuid(os.geteuid()).pw_name, grp.getgrgid(os.getegid()).gr_name
    owner = ("nobody", "nogroup") if root else (me, group)
    (folder / "mail").mkdir()
    if root:
        shutil.chown(folder / "mail", *owner)
    users = (
        ""
        if root
        else f"default_internal_user = {me}\ndefault_login_user = {me}\ndefault_internal_group = {group}"
    )
    return f"""
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
instance_name = {folder.name}
protocols = imap
listen = 127.0.0.1
{users}
first_valid_uid = 1
first_valid_gid = 1
ssl = required
ssl_cert = <{certificates.certificate}
ssl_key = <{certificates.key}
auth_mechanisms = plain
auth_failure_delay = 0
mail_fsync = never
passdb {{
  driver = passwd-file
  args = {folder}/users
}}
userdb {{
  driver = static
  args = uid={owner[0]} gid={owner[1]} home={folder}/home
}}
mail_location = maildir:{folder}/mail
namespace inbox {{
  inbox = yes
{boxes}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  # No growing delays after a wrong password: the tests come from one address.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
"""
