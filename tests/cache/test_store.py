"""The folder of kept results: damage, limits, other processes and full disks cost time, never truth."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from reckoner.reports.cache.remembered import key_of, remembered, using
from reckoner.reports.cache.store import Store, is_ours

KEY = "ab" + "0" * 62


def keys(count: int) -> list[str]:
    return [f"{number:064x}" for number in range(count)]


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "kept")


def test_what_was_put_is_there_for_another_process_too(store: Store) -> None:
    store.put(KEY, (b"one", b"", b"three" * 1000))
    assert Store(store.folder).get(KEY) == (b"one", b"", b"three" * 1000)


def test_nothing_is_there_before(store: Store) -> None:
    assert store.get(KEY) is None


@pytest.mark.parametrize("content", [b"", b"short", b"\0" * 5000, None])
def test_a_damaged_entry_is_none_and_is_taken_away(store: Store, content: bytes | None) -> None:
    store.put(KEY, (b"sound" * 100,))
    [path] = files(store.folder)
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + b"?" if content is None else content)
    assert store.get(KEY) is None
    assert files(store.folder) == []


def test_what_was_not_asked_for_longest_goes_first(store: Store) -> None:
    store.most = 10_000
    for number, key in enumerate(keys(9)):
        store.put(key, (b"x" * 1000,))
        os.utime(store.folder / key[:2] / key, ns=(number, number))
    assert store.get(keys(9)[0]) is not None  # and so it was asked for last
    store.most = 5000
    store.make_room()
    left = [key for key in keys(9) if store.get(key)]
    assert left == [keys(9)[0], *keys(9)[7:]]


def test_it_stays_within_its_limit_however_much_is_put(tmp_path: Path) -> None:
    store = Store(tmp_path / "kept", most=200_000)
    for key in keys(300):
        store.put(key, (b"y" * 10_000,))
        held = sum(path.stat().st_size for path in files(store.folder))
        assert held <= 200_000 + 64 * 11_000  # what is put between two looks


def test_what_is_larger_than_the_folder_may_be_is_not_kept(tmp_path: Path) -> None:
    store = Store(tmp_path / "kept", most=1000)
    store.put(KEY, (b"z" * 2000,))
    assert store.get(KEY) is None


def test_what_a_killed_process_left_is_never_read_and_goes(store: Store) -> None:
    store.put(KEY, (b"a",))
    left = store.folder / KEY[:2] / ".making-x"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    store.make_room()
    assert not left.exists()
    assert store.get(KEY) == (b"a",)


WRITER = """
import sys
from pathlib import Path
from reckoner.reports.cache.store import Store
store, number = Store(Path(sys.argv[1])), 0
print("writing", flush=True)
while True:
    store.put(f"{number % 40:064x}", (bytes([number % 40]) * 200_000,))
    number += 1
"""


def test_a_killed_writer_leaves_whole_entries_only(store: Store) -> None:
    for pause in (0.02, 0.05, 0.08):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(store.folder)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        with writer.stdout as said:
            said.readline()
            time.sleep(pause)
            writer.send_signal(signal.SIGKILL)
            writer.wait()
        found = [store.get(key) for key in keys(40)]
        assert any(found)
        for number, blobs in enumerate(found):
            assert blobs in (None, (bytes([number]) * 200_000,))


def test_many_may_write_and_make_room_at_once(tmp_path: Path) -> None:
    stores = [Store(tmp_path / "kept", most=50_000) for _ in range(8)]

    def work(store: Store) -> None:
        for number, key in enumerate(keys(60)):
            store.put(key, (bytes([number]) * 2000,))
            assert store.get(key) in (None, (bytes([number]) * 2000,))
            store.make_room()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, stores))


def test_a_full_disk_means_only_that_nothing_is_kept(store: Store) -> None:
    """The limit on a file's size stands for the disk's: a write fails in the same place."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        store.put(KEY, (b"x" * 100_000,))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
    assert store.get(KEY) is None
    assert files(store.folder) == []


def test_a_folder_that_can_not_be_made_means_only_that_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    store = Store(tmp_path / "file" / "kept")
    store.put(KEY, (b"x",))
    assert store.get(KEY) is None


def test_nobody_else_may_read_or_write_it(store: Store) -> None:
    store.put(KEY, (b"x",))
    modes = {path.stat().st_mode & 0o777 for path in (store.folder, *store.folder.rglob("*"))}
    assert modes == {0o700, 0o600}
    assert is_ours(store.folder)


def test_a_folder_that_others_may_write_to_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o777)
    assert not is_ours(shared)
    link = tmp_path / "link"
    link.symlink_to(shared)
    assert not is_ours(link)
    assert is_ours(tmp_path / "not yet there")


def test_a_result_is_made_once_for_the_same_inputs(store: Store) -> None:
    made: list[int] = []

    def make() -> tuple[bytes, ...]:
        made.append(1)
        return (b"result",)

    with using(store):
        for _ in range(3):
            assert remembered("a thing", (b"in", b"put"), make) == (b"result",)
        assert len(made) == 1
        for other in ((b"inp", b"ut"), (b"input",), (b"in", b"put", b"")):
            remembered("a thing", other, make)
        remembered("another thing", (b"in", b"put"), make)
    assert len(made) == 5


def test_without_a_store_everything_is_made(store: Store) -> None:
    made: list[int] = []

    def make() -> tuple[bytes, ...]:
        made.append(1)
        return (b"",)

    with using(None):
        remembered("a thing", (b"x",), make)
        remembered("a thing", (b"x",), make)
    assert len(made) == 2


ASKS = """
from reckoner.reports.cache.remembered import current
print(current().folder if current() else None)
"""


@pytest.mark.parametrize(
    ("surroundings", "folder"),
    [
        ({"HOME": "/home/ann"}, "/home/ann/.cache/reckoner"),
        ({"HOME": "/home/ann", "XDG_CACHE_HOME": "/var/tmp/c"}, "/var/tmp/c/reckoner"),
        ({"HOME": "/home/ann", "RECKONER_CACHE": "/srv/kept"}, "/srv/kept"),
        ({"HOME": "/home/ann", "RECKONER_CACHE": "off"}, "None"),
        ({}, "None"),
    ],
)
def test_the_folder_is_the_users_own_unless_another_is_named(
    surroundings: dict[str, str], folder: str
) -> None:
    root = Path(__file__).parents[2]
    said = subprocess.run(
        [sys.executable, "-c", ASKS], env=surroundings, capture_output=True, text=True, check=True, cwd=root
    )
    assert said.stdout.strip() == folder


def test_other_code_has_other_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    before = key_of("a thing", (b"x",))
    monkeypatch.setattr("reckoner.reports.cache.remembered.code", lambda: b"another")
    assert key_of("a thing", (b"x",)) != before
