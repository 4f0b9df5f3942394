"""What the tests of the sources may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reckoner.reports.sources.duck import Duck
from tests.sources.sheets import a_duck


@pytest.fixture(scope="module")
def duck() -> Iterator[Duck]:
    """One DuckDB connection for a file of tests."""
    with a_duck() as connection:
        yield connection
