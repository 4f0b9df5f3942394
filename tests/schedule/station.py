"""A house whose paper is due, its clock, its channels, and the mailbox that takes its proofs."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from reckoner.reports.delivery.deliver import Order
from reckoner.reports.drafts.approval import Identity, approve, reject
from reckoner.reports.drafts.kept import find_draft, read_draft
from reckoner.reports.drafts.manifest import Manifest, describe
from reckoner.reports.drafts.store import save
from reckoner.reports.schedule.adapters import runner_of
from reckoner.reports.schedule.hooks import Made, Step
from reckoner.reports.schedule.plans import read_plans
from reckoner.reports.schedule.run import Run
from reckoner.reports.settings.house import read_house
from tests.delivery.certificates import Certificates
from tests.delivery.dovecot import PASSWORD, USER, Dovecot
from tests.delivery.house import write_secret
from tests.schedule.offices import at
from tests.small import tiny_house, write
from tests.worked_example import edit

PAPER = ("panel-paper", "2025-11")
NOW = at("2025-11-12 09:00")  # a Wednesday, a day after the paper fell due
PAGE = b"<body>" + b"<p>8,665 crimes.</p>" * 2000
SCHEDULES = """
meetings:
  - {id: 2025-11, name: Panel, date: 2025-11-28}
schedules:
  - {name: paper, publication: panel-paper, for: current meeting, tell: [policy],
     when: 12 clear days before panel_meeting at 08:00, proof: [mailbox], release: [shelf]}
"""


@dataclass(repr=False)
class Station:
    """A house whose paper is due, its clock, and the mailbox that takes its proofs."""

    house: Path
    engine: Engine
    mailbox: Dovecot
    now: datetime = NOW
    page: bytes = PAGE
    log: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    def look(self, minutes: float = 0) -> Run:
        """What the service does at an alarm, so much later; the paper's run after it."""
        self.now += timedelta(minutes=minutes)
        runner = runner_of(self.house, self.engine, self._note, lambda pdf, _: pdf, clock=lambda: self.now)
        runner.hooks = replace(runner.hooks, build=self.build)
        runner.reconcile(read_plans(self.house))
        return runner.runs.all()[PAPER]

    def _note(self, event: str, /, **fields: Any) -> None:
        self.log.append((event, fields))

    def build(self, publication: str, edition: str, _step: Step, /) -> Made:
        files = {f"{publication}.html": self.page, "checks.json": b'{"findings": []}'}
        manifest = Manifest(publication, edition, True, describe(files), {}, {}, "policy")
        saved = save(self.house / "output", manifest, files, "log\n")
        return Made(saved.folder, saved.digest, True)

    def try_anew(self) -> None:
        """What `reckoner schedule run-due --failed` does first."""
        runner = runner_of(self.house, self.engine, self._note, lambda pdf, _: pdf)
        assert runner.runs.put_back(PAPER, self.now)

    def order(self, channel: str) -> Order:
        """The newest draft on its way out, by the chief executive's hand."""
        house = read_house(self.house)
        person = house.office.person("chief-executive")
        assert person is not None
        kept = read_draft(find_draft(house.output, "/".join(PAPER)))
        return Order(house, kept, channel, Identity(person, "ce"), self.now)

    def approve(self) -> None:
        """The chief executive approves the newest draft."""
        order = self.order("")
        approve(order.history, order.kept, order.who, order.house.office, self.now)

    def reject(self) -> None:
        """The chief executive takes that back."""
        order = self.order("")
        reject(order.history, order.kept, order.who, order.house.office, self.now, "not yet: there is a poll")

    def change(self, old: str, new: str) -> None:
        """Another word in office.yaml."""
        edit(self.house / "office.yaml", lambda text: text.replace(old, new))

    @property
    def drafts(self) -> list[str]:
        """The drafts that were kept, and whatever else lies beside them."""
        return sorted(path.name for path in (self.house / "output" / "panel-paper").glob("*/*"))

    @property
    def shelf(self) -> list[str]:
        """What is out."""
        return sorted(path.name for path in (self.house / "output" / "released").glob("*/*/*"))

    def notices(self, words: str) -> int:
        """How many mails with these words in the subject lie on the station."""
        mails = [path.read_bytes() for path in (self.house / "output" / "mail").glob("notice-*.eml")]
        return sum(words in str(message_from_bytes(raw, policy=policy.default)["Subject"]) for raw in mails)


def station_in(folder: Path, engine: Engine, imap: Dovecot, certificates: Certificates) -> Station:
    """One whose mailbox is on that server."""
    house = tiny_house(folder / "house", "Words.")
    write(house / "schedules.yaml", SCHEDULES)
    write_secret(house / "secret", PASSWORD)
    mailbox = (
        f"  mailbox: {{kind: imap-drafts, takes: proof, server: 127.0.0.1, port: {imap.port}, seconds: 2,"
        f" secret: secret, mailbox: {USER}, authority: {certificates.authority}, people: [communications]}}\n"
    )
    edit(house / "office.yaml", lambda text: text.replace("channels:\n", f"channels:\n{mailbox}"))
    imap.empty()
    return Station(house, engine, imap)
