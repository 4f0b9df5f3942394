"""Rows as forgers would write them: with hashes that are right, and without the writer's key."""

from __future__ import annotations

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reckoner.reports.drafts.history import Act, Row
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.drafts.row import next_row
from reckoner.reports.drafts.seal import Seal
from tests.delivery.house import NOW


def approval(kept: Kept, when: datetime = NOW) -> Act:
    """What forgers write: the chief executive's approval."""
    details = {"role": "approver", "files": dict(kept.hashes), "waived": []}
    return Act("approved", kept.name, kept.digest, "chief-executive", "bob.jones", when, details)


def stranger() -> Seal:
    return Seal(Ed25519PrivateKey.generate())


def unsigned(rows: tuple[Row, ...], act: Act) -> Row:
    """A row as it was before rows were signed, with the right hashes."""
    row = Row(**{**vars(next_row(rows, act, stranger())), "key": "", "signature": ""})
    return Row(**{**vars(row), "hash": row.computed()})


def hand_made(rows: tuple[Row, ...], act: Act) -> list[Row]:
    return [unsigned(rows, act)]


def with_another_key(rows: tuple[Row, ...], act: Act) -> list[Row]:
    return [next_row(rows, act, stranger())]


def with_the_key_named_and_another_signature(rows: tuple[Row, ...], act: Act) -> list[Row]:
    row = next_row(rows, act, stranger())
    row = Row(**{**vars(row), "key": rows[-1].key})
    return [Row(**{**vars(row), "hash": row.computed()})]


def taken_over(rows: tuple[Row, ...], act: Act) -> list[Row]:
    """The forger hands the history over to a key of their own first."""
    seal = stranger()
    over = Act(
        "adopted", "", "", "", "eve", act.at, {"reason": "x", "rows": 1, "missing": [], "key_before": ""}
    )
    first = next_row(rows, over, seal)
    return [first, next_row([*rows, first], act, seal)]


def written_anew(rows: tuple[Row, ...], act: Act) -> list[Row]:
    """All of it, from the first row on; the test puts these in place of what was there."""
    return [next_row((), act, stranger())]
