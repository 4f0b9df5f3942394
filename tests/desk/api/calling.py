"""A program that calls the desk with a token, and what each operation is exercised with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from httpx2 import Response
from starlette.testclient import TestClient

from reckoner.reports.desk.api.operation import Operation
from reckoner.reports.desk.app import make_app
from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.tokens import SCOPES
from tests.desk.at_desk import HOST
from tests.worked_example import edit

DRAFT = {"publication": "panel-paper", "edition": "2025-11", "draft": "draft-001"}
NAME = "/".join(DRAFT.values())
VALUES = {**DRAFT, "name": "crimes_solved.solved", "module": "crimes_solved", "job": "1", "proposal": "1"}
FILES = {"getFile": "panel-paper.html", "getWords": "edition.md"}
SYSTEM = "system"
ALL = "write, take, approve, waive"
PERSON = f"  - {{id: {SYSTEM}, role: Another system, email: system@example.org, may: [{ALL}]}}\n"


@dataclass
class Program:
    """A program with a token, or without one."""

    desk: Desk
    token: str = ""
    client: TestClient = field(init=False)

    def __post_init__(self) -> None:
        app = make_app(self.desk)
        self.client = TestClient(app, base_url=f"https://{HOST}", raise_server_exceptions=False)

    def call(self, method: str, path: str, **sent: Any) -> Response:
        headers = {
            **({"Authorization": f"Bearer {self.token}"} if self.token else {}),
            **sent.pop("headers", {}),
        }
        return self.client.request(method, f"/api/v1{path}", headers=headers, **sent)

    def get(self, path: str, status: int = 200, **query: Any) -> dict[str, Any]:
        answer = self.call("GET", path, params=query)
        assert answer.status_code == status, answer.text[:2000]
        found: dict[str, Any] = answer.json()
        return found

    def post(
        self, path: str, status: int = 200, body: Any = None, match: str = "", **more: Any
    ) -> dict[str, Any]:
        headers = {"If-Match": match if match == "*" else f'"{match}"'} if match else {}
        sent = {"json": body if body is not None else {}} if "files" not in more else {"data": body or {}}
        answer = self.call("POST", path, headers=headers, **sent, **more)
        assert answer.status_code == status, answer.text[:2000]
        found: dict[str, Any] = answer.json()
        return found


def program(
    desk: Desk,
    *scopes: str,
    person: str = SYSTEM,
    publications: tuple[str, ...] = (),
    lasts: timedelta = timedelta(days=1),
) -> Program:
    """A program with a new token of somebody's; for every scope where none is named."""
    who = desk.house.office.person(person)
    assert who is not None
    _, secret = desk.tokens.make(who, "a test", scopes or tuple(SCOPES), "it", publications, lasts)
    return Program(desk, secret)


def place(operation: Operation, values: Mapping[str, str] = VALUES) -> str:
    """The address of an operation."""
    values = {**values, **({"name": FILES[operation.name]} if operation.name in FILES else {})}
    return re.sub(r"\{(\w+)(?::path)?\}", lambda match: values[match[1]], operation.path)


def with_system(house: Path) -> Path:
    """A house with somebody in whose name a program may do everything."""
    edit(house / "office.yaml", lambda text: text.replace("people:\n", f"people:\n{PERSON}", 1))
    return house
