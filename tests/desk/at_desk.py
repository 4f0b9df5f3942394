"""A desk of the worked example, its people with passphrases, and a browser that keeps cookies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient

from reckoner.reports.build import build
from reckoner.reports.desk.app import make_app
from reckoner.reports.desk.desk import Desk
from reckoner.reports.schedule.tables import open_store
from tests.worked_example import PAPER, copy_house, edit

HOST = "desk.example.org"
PASSPHRASE = "seven herons over Bengeo lock"
READER = "  - {id: reader, role: Trainee, email: trainee@example.org}\n"


@contextmanager
def lightly_hashed() -> Iterator[None]:
    """Passphrases hashed in a moment; what an office gets is asked for in test_signing_in.py."""
    with pytest.MonkeyPatch.context() as patch:
        light = partial(PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr("reckoner.reports.desk.accounts.PasswordHasher", light)
        yield


@dataclass
class Clock:
    """A clock that tests set."""

    now: datetime = datetime(2026, 2, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, time: timedelta) -> None:
        self.now += time


@dataclass
class Browser:
    """Somebody at the desk, over https."""

    desk: Desk
    client: TestClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = TestClient(make_app(self.desk), base_url=f"https://{HOST}", follow_redirects=False)

    def get(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, answer.text[:2000]
        return answer.text

    def post(self, path: str, status: int = 303, *, token: str | None = None, **fields: object) -> str:
        data = {"token": self.token() if token is None else token, **fields}
        origin = {"Origin": f"https://{HOST}", "Referer": f"https://{HOST}/"}
        answer = self.client.post(path, data=data, headers=origin)
        assert answer.status_code == status, answer.text[:2000]
        return str(answer.headers["location"]) if status == 303 else answer.text

    def send(self, path: str, status: int, name: str, file: tuple[str, bytes], **fields: object) -> str:
        """Post a form with a file."""
        data = {"token": self.token(), **fields}
        answer = self.client.post(path, data=data, files={name: file}, headers={"Origin": f"https://{HOST}"})
        assert answer.status_code == status, answer.text[:2000]
        return str(answer.headers["location"]) if status == 303 else answer.text

    def token(self) -> str:
        page = self.client.get("/missing").text  # the one that is made soonest
        found = re.search(r'name="token" value="([^"]+)"', page)
        return found[1] if found else ""

    def sign_in(self, person: str) -> Browser:
        assert self.post("/sign-in", name=person, passphrase=PASSPHRASE) == "/"
        return self


def house_with_paper(root: Path) -> Path:
    """The worked example with a trainee and one draft, for the screen alone."""
    house = copy_house(root)
    edit(house / "office.yaml", lambda text: text.replace("people:\n", f"people:\n{READER}", 1))
    edit(house / "templates/panel-paper/publication.yaml", lambda text: text.replace("[pdf, html]", "[html]"))
    build(house, *PAPER, progress=lambda _number, _name: None)
    return house


def desk_of(house: Path, clock: Clock) -> Desk:
    """The desk of a house."""
    return Desk(house, open_store(str(house / "state/schedule.sqlite")), (HOST,), clock=clock)


def give_passphrases(house: Path) -> None:
    """All people of a house get the same one."""
    desk = desk_of(house, Clock())
    for person in desk.house.office.people:
        desk.accounts.set_passphrase(person, PASSPHRASE)
