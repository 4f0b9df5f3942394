"""A machine with several users: a house that its writer alone may read, and people who only have the program.

Users are those that every Debian has; changing to one of them takes root.
"""

from __future__ import annotations

import compileall
import os
import pwd
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.small import tiny_house
from tests.worked_example import ROOT, edit

WRITER, ANN, BOB, STRANGER = "news", "games", "mail", "irc"
PEOPLE = f"""people:
  - {{id: policy, role: Policy officer, email: policy@example.org, user: {ANN}, may: [write]}}
  - {{id: chief-executive, role: Chief executive, email: ce@example.org, user: {BOB}, may: [approve, waive]}}
  - {{id: communications, role: Communications officer, email: c@example.org, may: [write]}}
  - {{id: performance, role: Performance analyst, email: p@example.org, may: [write]}}
  - {{id: monitoring, role: Monitoring officer, email: m@example.org, may: [waive]}}
"""


@dataclass(frozen=True)
class Program:
    """Reckoner where everybody may read it, as under /opt."""

    python: Path
    path: str

    def command(self, *words: object) -> list[str]:
        return [str(self.python), "-P", "-m", "reckoner", *map(str, words)]

    def surroundings(self, home: Path, **more: str) -> dict[str, str]:
        libraries = {"LD_LIBRARY_PATH": str(self.python.parents[1] / "lib")}
        plain = {
            "PATH": os.defpath,
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "PYTHONPATH": self.path,
            "XDG_STATE_HOME": str(home / "state"),
        }
        return {**plain, **libraries, **more}


@dataclass(frozen=True)
class Machine:
    """A house of the writer's own, its socket, and a folder for each of the people."""

    program: Program
    root: Path
    editors: tuple[str, ...] = ()

    @property
    def house(self) -> Path:
        return self.root / "office"

    @property
    def socket(self) -> Path:
        return self.root / "run" / "office.sock"

    @property
    def log(self) -> str:
        return (self.root / "log").read_text("utf-8")

    def home(self, user: str) -> Path:
        return self.root / user

    def popen(self, user: str, *words: object, **given: object) -> subprocess.Popen[str]:
        """The command as a user of the machine, in their own folder."""
        known, home = pwd.getpwnam(user), self.home(user)
        more = given.pop("env", {})
        assert isinstance(more, dict)
        return subprocess.Popen(  # type: ignore[call-overload, no-any-return]
            self.program.command(*words),
            **{"cwd": home, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, **given},
            env=self.program.surroundings(home, **more),
            stdin=subprocess.DEVNULL,
            user=known.pw_uid,
            group=known.pw_gid,
            extra_groups=[pwd.getpwnam(WRITER).pw_gid] if user in self.editors else [],
            umask=0o007 if user == WRITER else 0o022,
        )

    def run(self, user: str, *words: object, **given: object) -> subprocess.CompletedProcess[str]:
        """Such a command at its end."""
        process = self.popen(user, *words, **given)
        out, err = process.communicate(timeout=300)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def shell(self, user: str, line: str) -> subprocess.CompletedProcess[str]:
        """What a user does without Reckoner."""
        known = pwd.getpwnam(user)
        groups = [pwd.getpwnam(WRITER).pw_gid] if user in self.editors else []
        return subprocess.run(
            ["sh", "-c", line], user=known.pw_uid, group=known.pw_gid, extra_groups=groups, cwd="/",
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    def call(self, user: str, *words: object, **given: object) -> subprocess.CompletedProcess[str]:
        """The same through the service."""
        return self.run(user, "--service", self.socket, *words, **given)

    @contextmanager
    def serving(self, *words: object) -> Iterator[subprocess.Popen[str]]:
        """The service as the writer."""
        words = words or ("writer", "--house", self.house, "--socket", self.socket)
        with (self.root / "log").open("a", encoding="utf-8") as log:
            before = self.log.count('"listening"')
            # Whatever the service's own environment says of users must count for as little as a caller's.
            service = self.popen(WRITER, *words, stderr=log, stdout=log, env={"USER": BOB, "LOGNAME": BOB})
        try:
            _await(lambda: self.log.count('"listening"') > before or service.poll() is not None)
            assert service.poll() is None, self.log
            yield service
        finally:
            service.send_signal(signal.SIGTERM)
            assert service.wait(60) == 0, self.log


def _await(happened: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.02)


def need_root() -> None:
    if os.geteuid() != 0:
        pytest.skip("several users of one machine: only root can be each of them, as in .ci/run")


@contextmanager
def open_folder() -> Iterator[Path]:
    """A temporary folder that everybody may enter; pytest's own may not be."""
    with tempfile.TemporaryDirectory(prefix="reckoner-machine-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def program_in(folder: Path) -> Program:
    """This environment's Python and packages, linked into a folder where they are under a closed one."""
    python = Path(sys.base_prefix, "bin", f"python{sys.version_info[0]}.{sys.version_info[1]}")
    packages = Path(sysconfig.get_path("purelib"))
    if not _everybody_reaches(python):
        skipped = shutil.ignore_patterns("site-packages", "test", "tests", "share", "include", "*.a")
        _linked(Path(sys.base_prefix), folder / "python", skipped)
        python = folder / "python" / "bin" / python.name
    if not _everybody_reaches(packages):
        packages = _linked(packages, folder / "packages")
    code = ROOT
    # Nobody but root may keep what is compiled here: each of their processes would compile it anew.
    compileall.compile_dir(ROOT / "reports", quiet=2)
    compileall.compile_dir(ROOT / "charts", quiet=2)
    if not _everybody_reaches(ROOT):
        code = folder / "code"
        for name in ("reports", "charts"):
            _linked(ROOT / name, code / name)
    return Program(python, f"{code}{os.pathsep}{packages}")


def _everybody_reaches(path: Path) -> bool:
    return all(each.stat().st_mode & 0o005 == 0o005 for each in (path, *path.parents))


def _linked(source: Path, target: Path, skipped: Any = None) -> Path:
    shutil.copytree(source, target, symlinks=True, copy_function=_link, ignore=skipped)
    return target


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copy2(source, target)


def machine_in(program: Program, root: Path) -> Machine:
    """A machine whose house has a paper that builds, and in which nobody but the writer may look."""
    machine = Machine(program, root)
    house = tiny_house(machine.house, "It went to {{ crime.schools }} schools.")
    text = (house / "office.yaml").read_text("utf-8")
    start = text.index("people:\n")
    end = next(n for n in range(start + 8, len(text)) if text[n - 1] == "\n" and not text[n].isspace())
    (house / "office.yaml").write_text(text[:start] + PEOPLE + text[end:], "utf-8")
    for user in (WRITER, ANN, BOB, STRANGER, "nobody"):
        known = pwd.getpwnam(user)
        machine.home(user).mkdir(mode=0o700)
        os.chown(machine.home(user), known.pw_uid, known.pw_gid)
    machine.socket.parent.mkdir(mode=0o755)
    own(machine.socket.parent, WRITER)
    own(house, WRITER)
    house.chmod(0o700)
    return machine


def own(folder: Path, user: str) -> None:
    known = pwd.getpwnam(user)
    for path in (folder, *folder.rglob("*")):
        os.chown(path, known.pw_uid, known.pw_gid)


def told_of_writer(machine: Machine) -> None:
    """The house's settings name its writer and socket, and everybody may read them."""
    line = f"writer: {{user: {WRITER}, socket: {machine.socket}}}\n"
    edit(machine.house / "office.yaml", lambda text: text + line)
    machine.house.chmod(0o755)
