"""Each folder here is a data module with one thing wrong, which the folder is named for.

``says.txt`` holds what the user is shown, word for word; ``facts.yaml`` goes beside the module.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reckoner.reports.errors import InputError
from reckoner.reports.modules.library import load_library

FAULTS = sorted(path.parent for path in Path(__file__).parent.glob("*/says.txt"))
MOST_LINES = 5


def house_with(fault: Path, root: Path) -> Path:
    """A house whose only module is the faulty one."""
    module = root / "data" / "solved"
    shutil.copytree(fault, module, ignore=shutil.ignore_patterns("says.txt", "facts.yaml"))
    if (fault / "facts.yaml").is_file():
        shutil.copy(fault / "facts.yaml", root / "data")
    return root


@pytest.mark.parametrize("fault", FAULTS, ids=[path.name for path in FAULTS])
def test_a_fault_in_the_data_is_explained(fault: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError) as error:
        load_library(house_with(fault, tmp_path))
    assert error.value.exit_code == 65
    assert error.value.lines() == (fault / "says.txt").read_text(encoding="utf-8").splitlines()
    assert len(error.value.faults) > 1 or len(error.value.lines()) <= MOST_LINES
