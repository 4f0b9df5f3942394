"""A small house with a draft, a history, a store and a secret, and its backups."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from reckoner.reports.backup.backup import BackedUp, backup
from reckoner.reports.drafts.history import Act, History
from reckoner.reports.drafts.manifest import Manifest, describe
from reckoner.reports.drafts.safe import safe_of
from reckoner.reports.drafts.store import save

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
OFFICE = "channels:\n  mail:\n    kind: smtp\n    secret: state/mail.secret\n"
FILES = {"paper.html": b"<p>1</p>"}


def make_house(root: Path) -> Path:
    """The house; its settings hold only what a backup reads."""
    (root / "state").mkdir(parents=True)
    (root / "office.yaml").write_text(OFFICE, "utf-8")
    (root / "schedules.yaml").write_text("schedules: {}\n", "utf-8")
    (root / "state/mail.secret").write_text("hunter2\n", "utf-8")
    words = root / "content/paper" / ("a-long-name-" * 12) / "edition.md"
    words.parent.mkdir(parents=True)
    words.write_text("Words with é\n", "utf-8")
    with closing(sqlite3.connect(root / "state/schedule.sqlite")) as store, store:
        store.execute("create table runs (id integer)")
        store.execute("insert into runs values (1)")
    keep(root)
    return root


def keep(root: Path) -> None:
    """Another draft, and a row about it."""
    saved = save(
        root / "output", Manifest("paper", "2025-11", True, describe(FILES), {}, {}), FILES, "", again=True
    )
    hashes = {path.name: digest for path, digest in _hashes(saved.folder)}
    act = Act("approved", f"paper/2025-11/{saved.name}", saved.digest, "a", "a", NOW, {"files": hashes})
    history_for(root).append(act)


def history_for(root: Path) -> History:
    """The history with its writer's key; the settings hold too little to be read as a house."""
    return History(root / "state/history.jsonl", safe_of(root))


def _hashes(folder: Path) -> list[tuple[Path, str]]:
    from reckoner.reports.drafts.manifest import sha256

    return [(path, sha256(path.read_bytes())) for path in folder.iterdir()]


def back_up(root: Path, path: Path) -> BackedUp:
    """Its backup."""
    return backup(root, path, NOW, lambda _name: None)


def files(root: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }
