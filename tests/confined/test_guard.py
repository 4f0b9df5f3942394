"""The second wall: what reaches past the fetcher still meets a refusal."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.render.pdf.paper import ROOT

WALL = """
import os, socket, subprocess, sys, urllib.request
from pathlib import Path
from reckoner.reports.confined.guard import shut_in
refused = []
shut_in(sys.argv[1], refused)
try:
    {attempt}
    print("done", refused)
except PermissionError as error:
    print("refused", len(refused))
"""


def attempt(code: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", WALL.format(attempt=code), str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.mark.parametrize(
    "code",
    [
        "open('/etc/passwd')",
        "open(Path(sys.argv[1]) / '..' / 'secret')",
        "open(Path(sys.argv[1]) / 'link')",
        "os.open(b'/etc/passwd', os.O_RDONLY)",
        "open(Path(os.__file__), 'a')",
        "open('office.yaml')",
        "socket.socket()",
        "socket.getaddrinfo('localhost', 80)",
        "socket.create_connection(('127.0.0.1', 9))",
        "urllib.request.urlopen('http://127.0.0.1:9/')",
        "subprocess.run(['true'])",
        "os.system('true')",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.execv('/bin/true', ['true'])",
        "os.fork()",
        "os.remove(Path(sys.argv[1]) / '..' / 'secret')",
        "os.rename(Path(sys.argv[1]) / '..' / 'secret', Path(sys.argv[1]) / 'x')",
        "os.link(Path(sys.argv[1]) / '..' / 'secret', Path(sys.argv[1]) / 'x')",
        "os.truncate(Path(sys.argv[1]) / '..' / 'secret', 0)",
        "os.remove('../secret', dir_fd=os.open(sys.argv[1], os.O_DIRECTORY))",
        "os.mkdir(Path(sys.argv[1]) / '..' / 'new')",
        "os.symlink('x', Path(sys.argv[1]) / '..' / 'new')",
        "os.chmod(Path(sys.argv[1]) / '..' / 'secret', 0o777)",
        "__import__('sqlite3').connect(Path(sys.argv[1]) / '..' / 'secret')",
    ],
)
def test_files_sockets_and_programs_are_refused(code: str, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (folder / "link").symlink_to(tmp_path / "secret")
    assert attempt(code, folder) == "refused 1"


@pytest.mark.parametrize(
    "code",
    [
        "(Path(sys.argv[1]) / 'a').write_text('b')",
        "open(os.__file__)",
        "import xml.dom.minidom",
        "open('/dev/null', 'w')",
        "urllib.request.urlopen('data:,a').read()",
    ],
)
def test_its_own_folder_and_pythons_library_stay_open(code: str, tmp_path: Path) -> None:
    assert attempt(code, tmp_path) == "done []"
