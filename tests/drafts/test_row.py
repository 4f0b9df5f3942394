"""Whatever a history's file or a draft's manifest holds, it is one of these or said not to be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reckoner.reports.drafts.history import faults, history_of
from reckoner.reports.drafts.kept import read_draft
from reckoner.reports.drafts.manifest import Manifest, describe, sha256
from reckoner.reports.drafts.proof import prove
from reckoner.reports.drafts.row import START, read_row
from reckoner.reports.errors import InputError
from tests.delivery.house import Office, office

ROW = {
    "number": 1, "at": "2026-11-27T09:00:00Z", "what": "approved", "draft": "panel-paper/2025-11/draft-001",
    "digest": "1" * 64, "person": "ann", "user": "ann", "details": {}, "before": START, "hash": "",
}  # fmt: skip
MANIFEST = {
    "publication": "panel-paper", "edition": "2025-11", "fit": True,
    "files": {}, "inputs": {}, "versions": {},
}  # fmt: skip
WRONG_ROWS: tuple[dict[str, object], ...] = (
    {"user": "\ud800"},
    {"draft": "\udfff"},
    {"details": {"reason": "\ud800"}},
    {"details": {"x": {"\ud800": 1}}},
    {"at": "0001-01-01T00:00:00+10:00"},
    {"at": "9999-12-31T23:59:59-10:00"},
    {"at": "2026-11-27"},
    {"number": True},
    {"number": 1.0},
    {"details": []},
    {"details": {"files": []}},
    {"details": {"files": {"a": 1}}},
    {"details": {"editors": ["ann"]}},
    {"details": {"owner": 7}},
    {"what": "delivered", "details": {"copy": "output"}},
    {"what": "delivered", "details": {"copy": {"at": 1, "files": {}}}},
    {"what": "delivered", "details": {"copy": {"at": "a\0b", "files": {}}}},
    {"what": "delivered", "details": {"where": None}},
    {"details": {"waived": [{"finding": "1."}]}},
    {"details": {"waived": "all"}},
    {"what": "repaired"},
    {"what": "repaired", "details": {"cut": "1"}},
    {"what": "adopted", "details": {"rows": 1, "missing": "", "key_before": "", "reason": "because"}},
    {"what": "adopted"},
    {"what": "claimed", "details": {"host": "x"}},
)
WRONG_MANIFESTS: tuple[dict[str, object], ...] = (
    {"files": []},
    {"files": None},
    {"files": {"a": 1}},
    {"files": {"../../office.yaml": "1"}},
    {"files": {"/etc/passwd": "1"}},
    {"files": {"": "1"}},
    {"inputs": {"content/../../x": "1"}},
    {"inputs": None},
    {"versions": "1"},
    {"fit": "yes"},
    {"fit": 1},
    {"publication": None},
    {"publication": ".."},
    {"publication": "a/b"},
    {"edition": ["2025-11"]},
    {"edition": "\ud800"},
    {"author": None},
    {"corrects": 1},
)


@pytest.fixture
def at(tmp_path: Path) -> Office:
    return office(tmp_path)


@pytest.mark.parametrize("wrong", WRONG_ROWS, ids=str)
def test_what_is_no_row_is_said_and_stops_no_proof(at: Office, wrong: dict[str, object]) -> None:
    """Its hash may be right: that needs no key."""
    data = {**ROW, **wrong}
    content = {name: value for name, value in data.items() if name != "hash"}
    raw = json.dumps(content, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")
    line = json.dumps({**data, "hash": sha256(raw)}).encode() + b"\n"
    path = history_of(at.house).path
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(line)
    assert list(faults(path)) == [(1, "a line is not a row of a history")]
    assert "a line is not a row" in prove(at.house.output, history_of(at.house), house=at.house).wrong[0].what
    with pytest.raises(InputError, match="a line is not a row"):
        history_of(at.house).rows()


def test_the_row_that_those_are_made_of_is_one() -> None:
    assert read_row(json.dumps(ROW).encode()) is not None
    assert read_row(json.dumps({**ROW, "user": "Zoë \U0001f600"}).encode()) is not None


@pytest.mark.parametrize("wrong", WRONG_MANIFESTS, ids=str)
def test_what_is_no_manifest_is_said_and_stops_no_proof(at: Office, wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"manifest|surrogates"):
        Manifest.read(json.dumps({**MANIFEST, **wrong}).encode())
    kept = at.draft()
    path = kept.folder / "manifest.json"
    path.chmod(0o644)
    path.write_text(json.dumps({**MANIFEST, **wrong}), "utf-8")
    with pytest.raises(InputError, match="its manifest can't be read"):
        read_draft(kept.folder)
    proved = prove(at.house.output, history_of(at.house), house=at.house)
    assert [fault.what for fault in proved.wrong] == ["its manifest can't be read"]


def test_a_manifest_is_read_as_it_was_written() -> None:
    files = {"charts/a b.svg": b"1", "paper.html": b"2"}
    made = Manifest(
        "panel-paper", "2025-11", True, describe(files), {"reckoner/templates/x": "0"}, {"a": "1"}
    )
    assert Manifest.read(made.to_bytes()) == made
    assert Manifest.read(json.dumps(MANIFEST).encode()).files == {}
