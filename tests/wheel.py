"""The program's own wheel, and programs run away from the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

from tests.worked_example import ROOT

SITE = Path(sysconfig.get_path("purelib"))
# The Python below this environment: it has none of the packages in its own folders.
PYTHON = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
_PARTS = ("reports", "charts", "templates", "reckoner")


def run(*command: str | Path, cwd: Path = Path("/"), **surroundings: str) -> str:
    """Run a program that must end well and give its answer; its words are in the failure where it doesn't.

    It runs outside the repository, which a Python that is asked for a module would take it from.
    """
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}
    environment = {**clean, "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", **surroundings}
    return run_in(environment, cwd, *command)


def run_in(environment: Mapping[str, str], cwd: Path, *command: str | Path) -> str:
    """Run a program in these surroundings and no others."""
    done = subprocess.run(
        [str(part) for part in command],
        env=dict(environment), cwd=cwd, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build_wheel(folder: Path) -> Path:
    """The wheel, built from a copy of the sources, so that nothing is left among them."""
    source = folder / "source"
    source.mkdir()
    for name in _PARTS:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, source / name, symlinks=True, ignore=ignored)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy2(ROOT / name, source / name)
    run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "-w", folder, source)
    [built] = folder.glob("*.whl")
    return built


def fresh_environment(folder: Path, wheel: Path) -> Path:
    """A virtual environment with the wheel in it and the libraries beside it; gives its commands' folder."""
    run(PYTHON, "-m", "venv", "--without-pip", folder)
    [own] = folder.glob("lib/python*/site-packages")
    run(sys.executable, "-m", "pip", "--python", folder / "bin/python", "install", "--no-deps", wheel)
    (own / "libraries.pth").write_text(f"{SITE}\n", encoding="utf-8")
    return folder / "bin"
