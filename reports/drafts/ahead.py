"""What will forbid the approval of an edition whoever approves it: known when it is built, so said then."""

from __future__ import annotations

from collections.abc import Iterator

from reckoner.reports.errors import Fault, nearest
from reckoner.reports.settings.office import OfficeSettings


def obstacles(author: str, office: OfficeSettings) -> Iterator[Fault]:
    """Why nobody could approve a draft of this author, with what to do."""
    may = [person.id for person in office.people if person.ever_may("approve")]
    if not may:
        yield Fault(
            "nobody in office.yaml may approve",
            todo="Give somebody there `may: [approve]`, and `user:`, their name on this machine.",
        )
    if office.approval.author_may_approve:
        return
    if not author:
        todo = "Add `author:` to its edition.md or publication.yaml, with an id of office.yaml."
        yield Fault("it names no author, and the author may not approve", todo=todo)
    elif office.person(author) is None:
        known = nearest(author, [person.id for person in office.people], none="Add them under `people`.")
        todo = f"Correct `author:` in its edition.md, or in publication.yaml. {known}"
        yield Fault(f"its author {author!r} is nobody in office.yaml", todo=todo)
    elif may == [author]:
        todo = "Let somebody else approve too: `may: [approve]` in office.yaml."
        yield Fault(f"only its author, {author}, may approve, and the author may not", todo=todo)
