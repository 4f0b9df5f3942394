"""The parts of the desk as its navigation lists them: one line for each, with the right that it needs."""

from __future__ import annotations

from dataclasses import dataclass

from reckoner.reports.desk.sessions import Session


@dataclass(frozen=True)
class Entry:
    """A part of the desk, with the key that leads there. Whatever lies under ``address`` belongs to it."""

    address: str
    label: str
    key: str
    needs: str = "read"
    often: bool = False  # stands in the menu on a phone too; the rest opens there

    def holds(self, url: str) -> bool:
        """Whether an address belongs to this part."""
        path = url.split("?", 1)[0]
        return path == self.address or (self.address != "/" and path.startswith(f"{self.address}/"))


ENTRIES = (
    Entry("/", "What waits", "1", often=True),
    Entry("/publications", "Publications", "2", often=True),
    Entry("/drafts", "Drafts", "3", often=True),
    Entry("/write", "Write", "4", "write", often=True),
    Entry("/proposals", "Proposed words", "w", "write"),
    Entry("/calendar", "Calendar", "5"),
    Entry("/schedule", "Schedule", "6"),
    Entry("/figures", "Figures", "7"),
    Entry("/missing", "Missing", "8"),
    Entry("/data", "Data", "9"),
    Entry("/check", "Check a document", "k"),
    Entry("/jobs", "Work in hand", "j"),
    Entry("/people", "People", "p", "administer"),
    Entry("/tokens", "Programs", "t", "administer"),
    Entry("/audit", "Audit", "a", "administer"),
    Entry("/you", "Your sign-in", "y"),
)


def entries(session: Session) -> list[Entry]:
    """The parts that somebody may open."""
    return [entry for entry in ENTRIES if session.ever_may(entry.needs)]
