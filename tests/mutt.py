"""A mail read with mutt, as one of its users would: what it shows, and what it says is attached."""

from __future__ import annotations

import os
import pty
import re
import select
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

_SETTINGS = """
set folder="{box}" header_cache="" wait_key=no quit=yes pipe_decode=yes mark_old=no
set mailcap_path="/dev/null" charset=utf-8 menu_scroll=no help=no arrow_cursor=yes
set attach_format="{{%d|%m/%M}}"
unset pager_stop confirmappend
push "{keys}"
"""
_ESCAPES = re.compile(rb"\x1b(?:\[[0-9;?]*[A-Za-z]|[()][A-Z0-9]|[=>])")
_ENTRY = re.compile(r"\{([^{|}]*)\|([a-z]+/[a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Read:
    """``shown`` is the mail as mutt lays it out, ``parts`` the names and types in its list of parts.

    ``contents`` are those parts, unpacked by mutt.
    """

    shown: str
    parts: tuple[tuple[str, str], ...]
    contents: tuple[bytes, ...]


def read_with_mutt(mail: bytes, folder: Path, count: int) -> Read:
    """Open a mail with ``count`` parts, those that only hold others included."""
    if shutil.which("mutt") is None:
        pytest.fail("this test needs mutt: apt-get install mutt")
    for name in ("new", "cur", "tmp"):
        (folder / "box" / name).mkdir(parents=True)
    (folder / "box" / "cur" / "1.eml:2,S").write_bytes(mail)
    steps = [f"<pipe-message>cat > {folder}/shown<enter>", "<view-attachments><first-entry>"]
    steps += [f"<pipe-entry>cat > {folder}/{number}<enter><next-entry>" for number in range(count)]
    (folder / "muttrc").write_text(
        _SETTINGS.format(box=folder / "box", keys="".join([*steps, "<first-entry>"]))
    )
    screen = _run(["mutt", "-n", "-R", "-F", f"{folder}/muttrc", "-f", f"{folder}/box"], folder)
    contents = tuple((folder / str(number)).read_bytes() for number in range(count))
    listed = dict.fromkeys(_ENTRY.findall(screen))
    return Read((folder / "shown").read_text(encoding="utf-8"), tuple(listed), contents)


def _run(words: list[str], home: Path) -> str:
    """What a program wrote to its terminal of 60 lines until it was told to quit, once its list was there."""
    ours, theirs = pty.openpty()
    environment = {"HOME": str(home), "TERM": "xterm", "LANG": "C.UTF-8", "LINES": "60", "COLUMNS": "160"}
    process = subprocess.Popen(
        words, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        env={**environment, "PATH": os.environ["PATH"]},
    )  # fmt: skip
    os.close(theirs)
    try:
        written = _heard(ours, until=b"Attachments")
        os.write(ours, b"qq")
        written += _heard(ours)
        assert process.wait(30) == 0
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    return _ESCAPES.sub(b" ", written).decode("utf-8", "replace")


def _heard(terminal: int, until: bytes = b"") -> bytes:
    """What is written until these words, or until the other side is closed, which is told by an error."""
    written = b""
    while not (until and until in written):
        ready, _, _ = select.select([terminal], [], [], 30)
        assert ready, f"nothing more after: {written[-400:]!r}"
        try:
            written += os.read(terminal, 65536)
        except OSError:
            break
    return written
