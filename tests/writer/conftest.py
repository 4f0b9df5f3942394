"""One program for all machines of a run, and a machine for each test that wants one of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.writer.machine import Machine, Program, machine_in, need_root, open_folder, program_in


@pytest.fixture(scope="session")
def program() -> Iterator[Program]:
    need_root()
    with open_folder() as folder:
        yield program_in(folder)


@pytest.fixture
def machine(program: Program) -> Iterator[Machine]:
    with open_folder() as folder:
        yield machine_in(program, folder)
