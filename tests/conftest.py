"""What every test may ask for, and the three modes the tests run in.

`make test` is for every day: it leaves out what is marked slow, unless files, words or marks narrow it.
RECKONER_NO_SKIPS=1 (`.ci/run`) runs every test, and one that is skipped or expected to fail has failed.
RECKONER_SOAK=1 (`make soak`) runs every test and draws all cases where the others draw a seeded tenth.
"""

from __future__ import annotations

import gc
import os
import random
import shutil
import tempfile
import zlib
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import hypothesis
import pytest

from tests.delivery.certificates import Certificates, make_certificates
from tests.delivery.dovecot import PASSWORD, Dovecot, dovecot
from tests.wheel import build_wheel

SOAK = os.environ.get("RECKONER_SOAK") == "1"
NO_SKIPS = os.environ.get("RECKONER_NO_SKIPS") == "1"

hypothesis.settings.register_profile("test", derandomize=True, database=None, max_examples=50, deadline=None)
hypothesis.settings.register_profile("soak", max_examples=2000, deadline=None, print_blob=True)
hypothesis.settings.load_profile("soak" if SOAK else "test")

# Thousands of houses are made and thrown away: in memory where there is plenty, which halves the time.
_MEMORY, _ENOUGH = Path("/dev/shm"), 8 * 1024**3
if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ENOUGH:
    (_MEMORY / "reckoner-tests").mkdir(exist_ok=True)
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY / "reckoner-tests"))

# The keys of the tests' histories: never among those of whoever runs the tests.
_STATES = tempfile.mkdtemp(prefix="reckoner-states-")
os.environ["XDG_STATE_HOME"] = _STATES

# As where people work, the program is compiled once and not anew by each process that a test starts.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# The same chart isn't drawn by a thousand tests. What is kept is known by the program's code and its inputs;
# a test that changes the program as it runs takes none of it: `using(None)` of cache/remembered.py.
_KEPT = tempfile.mkdtemp(prefix="reckoner-kept-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT"))
os.environ["RECKONER_CACHE"] = _KEPT

# The files that take longest, so that none of them is begun when the other processes have nothing left to do.
_FIRST = (
    "schedule/test_kills.py", "writer/test_people.py", "web/test_pages.py",
    "disasters/audit/test_broken_files.py", "backup/test_backup.py", "starters/test_houses.py",
    "disasters/test_house.py", "desk/test_writing.py", "docs/test_tutorial.py", "test_newsletter.py",
    "web/test_desk_month.py", "upgrade/test_trial.py", "webhooks/test_webhooks.py", "web/test_desk_pages.py",
    "audit/test_links.py", "pack/test_example.py", "drafts/test_makers.py", "checks/pdf/test_generated.py",
    "many/test_afar.py",
)  # fmt: skip


def pytest_configure(config: pytest.Config) -> None:
    narrowed = config.args_source is pytest.Config.ArgsSource.ARGS
    option = config.option
    if not (SOAK or NO_SKIPS or narrowed or option.keyword or option.markexpr):
        option.markexpr = "not slow"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    places = {Path(__file__).parent / name: place for place, name in enumerate(_FIRST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


def pytest_collection_finish() -> None:
    """Ten thousand tests and what they import live to the end: the collector needn't look through them."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    gc.unfreeze()
    for folder in (_STATES, _KEPT):
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def soak_scale() -> Callable[[int], int]:
    """How many cases to draw of those that a soak run draws: all of them there, a tenth here."""
    return lambda cases: cases if SOAK else max(1, cases // 10)


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """Chance that falls the same way in each run of the test; RECKONER_SEED makes it fall another way."""
    seed = os.environ.get("RECKONER_SEED", "")
    return random.Random(zlib.crc32(f"{request.node.nodeid}{seed}".encode()))


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program as it is installed."""
    return build_wheel(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """A certificate authority of the tests' own, and a server's certificate."""
    return make_certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(scope="session")
def imap(certificates: Certificates) -> Iterator[Dovecot]:
    """A running Dovecot."""
    with dovecot(certificates, PASSWORD) as running:
        yield running


def _refuse_to_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turns a report of a test that was not run, or was allowed to fail, into a failure."""
    if NO_SKIPS and (report.skipped or hasattr(report, "wasxfail")):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else getattr(report, "wasxfail", "")
        report.outcome = "failed"
        report.longrepr = (
            f"{report.nodeid}: nothing may be skipped in this run ({reason or 'no reason given'})"
        )
        vars(report).pop("wasxfail", None)


# First of all wrappers, so that it sees the outcome after pytest's own has marked a skip.
@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_to_skip(report)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_to_skip(report)
    return report
