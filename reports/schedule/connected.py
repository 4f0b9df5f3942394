"""The hooks of a house in earnest: its build, the machine's clock, and where proofs and notices go."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

from reports.schedule.building import build_of
from reports.schedule.hooks import Hooks, Log, Proof, now_utc
from reports.schedule.notices import Notice
from reports.schedule.runner import Runner, Stop
from reports.schedule.tables import open_store
from reports.settings.schedules import read_schedules

_STATE = "state/schedule.sqlite"


def state_address(house: Path, given: str = "") -> str:
    """Where the state is kept: as given, as schedules.yaml says, or in the house's folder ``state``.

    A path is taken from the house on. Raises SettingsError.
    """
    address = given or read_schedules(house).state or _STATE
    return address if "://" in address else str(house / address)


def open_state(house: Path, given: str = "") -> Engine:
    """The store of a house. Raises SettingsError, ServiceError or WriteError."""
    return open_store(state_address(house, given))


def runner_of(house: Path, engine: Engine, log: Log, stop: Stop | None = None) -> Runner:
    """A runner that builds the house's editions."""
    return Runner(engine, hooks_of(house, log), stop=stop)


def hooks_of(house: Path, log: Log) -> Hooks:
    """The house's own hooks. Until channels are connected, proofs and notices are lines in the log."""

    def proof(asked: Proof) -> None:
        if asked.channels:
            log("proof", publication=asked.publication, edition=asked.edition, channels=asked.channels)

    def notify(notice: Notice) -> None:
        fields = {"kind": notice.kind, "people": notice.people, "text": notice.text}
        log("notice", publication=notice.publication, edition=notice.edition, **fields)

    return Hooks(build_of(house), now_utc, log, proof, notify)
