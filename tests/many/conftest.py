"""The house that builds of many are held against."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.many.houses import many_house
from tests.worked_example import ROOT


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house of which every edition was built by one process, one after another."""
    root = many_house(tmp_path_factory.mktemp("alone") / "house")
    command = [sys.executable, "-m", "reckoner", "build", "--all", "--house", str(root)]
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
    return root
