"""Beginning a build or a correction: in a process of its own, with who asked for it."""

from __future__ import annotations

from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.jobs import Work
from reckoner.reports.drafts.approval import Identity
from reckoner.reports.errors import UsageError, nearest
from reckoner.reports.kinds.registry import editions_of
from reckoner.reports.recall.published import names_out

_SHORTEST = 10


def begin_build(desk: Desk, who: Identity, publication: str, edition: str, again: bool, address: str) -> int:
    """Build an edition; the number of the job. Raises UsageError and SettingsError."""
    known = list(editions_of(desk.root, desk.house.publication(publication)))
    if edition not in known:
        none = "Write its words first: content/ holds a folder for each edition."
        what = f"{publication} has no words for an edition {edition!r}"
        raise UsageError(what, todo=nearest(edition, known, none=none))
    given = (who.user, publication, edition, "again" if again else "")
    asked = Work("build", f"{publication}/{edition}", given, desk.house.schedules.build_within)
    return _begun(desk, who, asked, address)


def begin_correction(
    desk: Desk, who: Identity, publication: str, edition: str, reason: str, address: str
) -> int:
    """Draft the correction of what is out; the number of the job. Raises UsageError and SettingsError."""
    name, reason = f"{publication}/{edition}", " ".join(reason.split())
    if name not in names_out(desk.history.rows()):
        raise UsageError(f"no draft of {name} is out", todo="Nothing needs a correction: build it again.")
    if len(reason) < _SHORTEST:
        todo = "Say in a sentence what was wrong; it is printed."
        raise UsageError("a correction needs a reason", todo=todo)
    given = (who.user, who.person.id, name, reason)
    return _begun(desk, who, Work("correction", name, given, desk.house.schedules.build_within), address)


def _begun(desk: Desk, who: Identity, asked: Work, address: str) -> int:
    number = desk.jobs.begin(asked, who.person.id)
    desk.note(who.person.id, f"began {asked.kind}", f"{asked.about} job {number}", address)
    return number
