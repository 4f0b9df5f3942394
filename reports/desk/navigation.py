"""The parts of the desk as its navigation lists them: one line for each, with the right that it needs."""

from __future__ import annotations

from dataclasses import dataclass

from reckoner.reports.desk.sessions import Session


@dataclass(frozen=True)
class Entry:
    """A part of the desk. Whatever lies under ``address`` belongs to it."""

    address: str
    label: str
    needs: str = "read"

    def holds(self, url: str) -> bool:
        """Whether an address belongs to this part."""
        path = url.split("?", 1)[0]
        return path == self.address or (self.address != "/" and path.startswith(f"{self.address}/"))


ENTRIES = (
    Entry("/", "What waits"),
    Entry("/publications", "Publications"),
    Entry("/drafts", "Drafts"),
    Entry("/write", "Write", "write"),
    Entry("/proposals", "Proposed words", "write"),
    Entry("/calendar", "Calendar"),
    Entry("/schedule", "Schedule"),
    Entry("/figures", "Figures"),
    Entry("/missing", "Missing"),
    Entry("/data", "Data"),
    Entry("/check", "Check a document"),
    Entry("/jobs", "Work in hand"),
    Entry("/people", "People", "administer"),
    Entry("/tokens", "Programs", "administer"),
    Entry("/you", "Your sign-in"),
)


def entries(session: Session) -> list[Entry]:
    """The parts that somebody may open."""
    return [entry for entry in ENTRIES if session.may(entry.needs)]
