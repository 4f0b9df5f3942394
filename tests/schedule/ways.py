"""The ways out of the kill harness's office: proofs into a real mailbox, what is approved onto a shelf."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

from reckoner.reports.drafts.approval import Identity, approve
from reckoner.reports.drafts.history import faults, history_of
from reckoner.reports.drafts.kept import find_draft, read_draft
from reckoner.reports.schedule import adapters
from reckoner.reports.schedule.run import Key
from reckoner.reports.settings.house import House
from tests.delivery.dovecot import USER, Mailbox
from tests.delivery.house import office


@dataclass(frozen=True)
class Ways:
    """A mailbox of a running Dovecot, the authority behind its certificate, and its password's file."""

    mailbox: Mailbox
    authority: str
    secret: str

    def house(self, root: Path) -> House:
        """A house with both channels; its drafts name no author, so that anybody who may can approve."""
        people, seconds = ["communications"], 20
        mailbox = {
            "kind": "imap-drafts", "takes": "proof", "server": "127.0.0.1", "port": self.mailbox.port,
            "mailbox": USER, "secret": self.secret, "authority": self.authority, "seconds": seconds,
            "people": people,
        }  # fmt: skip
        shelf = {"kind": "folder", "takes": "release", "folder": "shelf"}
        return office(root, {"mailbox": mailbox, "shelf": shelf}, approval={"author_may_approve": True}).house

    def house_adapters(self, root: Path, now: datetime) -> adapters.Adapters:
        """The clock's own adapters in that house, whose settings are read already."""
        house = self.house(root)
        adapters.read_house = lambda _: house  # type: ignore[attr-defined, assignment]
        return adapters.Adapters(root, lambda *_, **__: None, lambda pdf, _: pdf, lambda: now)

    def approve(self, root: Path, edition: str, now: datetime) -> None:
        """The chief executive approves the draft of an edition."""
        house = self.house(root)
        person = house.office.person("chief-executive")
        assert person is not None
        kept = read_draft(find_draft(house.output, edition))
        approve(history_of(house), kept, Identity(person, "ce"), house.office, now)

    def faults(self, root: Path, made: Sequence[Key]) -> Iterator[str]:
        """Each edition's proof is in the drafts once, and the history is whole."""
        mails = [message_from_bytes(raw, policy=policy.default) for raw in self.mailbox.drafts()]
        there = Counter(
            (str(mail["Subject"]), *(str(part.get_filename()) for part in mail.iter_attachments()))
            for mail in mails
        )
        names = {name: f"{name}/{edition}" for name, edition in made}
        expected = Counter(
            (f"PROOF, not approved: {full} ({full}/draft-001)", f"PROOF-{name}.html")
            for name, full in names.items()
        )
        if there != expected:
            yield f"the mailbox holds {there}"
        yield from self._said(root, "proofed", made)

    def release_faults(self, root: Path, made: Sequence[Key]) -> Iterator[str]:
        """Each approved draft lies on the shelf once and whole, and the mailbox is as it was."""
        yield from self.faults(root, made)
        yield from self._said(root, "delivered", made)
        shelf = root / "shelf"
        there = sorted(path.relative_to(shelf).as_posix() for path in shelf.glob("*/*/*"))
        if there != sorted(f"{'/'.join(key)}/draft-001" for key in made):
            yield f"the shelf holds {there}"
        for name in there:
            page = f"{name.partition('/')[0]}.html"
            public = {page: (root / "output" / name / page).read_bytes()}
            if {path.name: path.read_bytes() for path in (shelf / name).iterdir()} != public:
                yield f"{name} is not whole on the shelf"

    def _said(self, root: Path, what: str, made: Sequence[Key]) -> Iterator[str]:
        history = history_of(self.house(root))
        yield from (f"history, line {number}: {fault}" for number, fault in faults(history.path))
        said = Counter(row.draft for row in history.rows() if row.what == what)
        if said != Counter({f"{'/'.join(key)}/draft-001": 1 for key in made}):
            yield f"the history says {what} of {said}"
