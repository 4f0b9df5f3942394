"""What the service does for callers: which commands, with which options, and who may give them.

A command or an option that is not named here is refused, so that a new one gets no rights by being written.
No path of a caller's choosing is opened with the service's rights: a file comes as its content, files go back
as content, and the house is the service's own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reckoner.reports.cli.caller import Caller
from reckoner.reports.errors import UsageError

if TYPE_CHECKING:
    from reckoner.reports.settings.office import Person


@dataclass(frozen=True)
class Errand:
    """A command for callers: the parameters that they may give, by the names that the code has for them.

    ``own`` names those that only the writer may give. ``writes`` says that it needs the right to write,
    ``sends`` which parameter is a file of the caller's, ``brings`` which says where files are to be written.
    """

    options: str
    own: str = ""
    writes: bool = False
    sends: str = ""
    brings: str = ""

    @property
    def allowed(self) -> frozenset[str]:
        """Every parameter that may be given."""
        return frozenset(self.options.split()) | {self.sends, self.brings} - {""}


ERRANDS: Mapping[str, Errand] = {
    "build": Errand(
        "publication edition every again as_approved form strict jobs no_cache", own="on", writes=True
    ),
    "figures": Errand("publication edition only form"),
    "missing": Errand("publication edition form as_json"),
    "new edition": Errand("publication edition dry_run", writes=True, sends="file"),
    "new publication": Errand("name kind title", writes=True),
    "new module": Errand("name", writes=True, sends="file"),
    "new story": Errand("month slug title", writes=True),
    "commission": Errand("publication edition only dry_run", writes=True, brings="to"),
    "board": Errand("publication edition form"),
    "actions list": Errand("everything on form"),
    "actions add": Errand("what raised who by recommendation name dry_run", writes=True),
    "actions answer": Errand("name says by on dry_run", writes=True),
    "actions close": Errand("name says withdrawn on dry_run", writes=True),
    "actions undo": Errand("", writes=True),
    "take": Errand(
        "module sender received target dry_run mapped yes sheet at mark column", writes=True, sends="file"
    ),
    "chart": Errand("name period", brings="to"),
    "deliver": Errand("draft to test dry_run again outcome reason"),
    "word": Errand("draft", writes=True, brings="to"),
    "pack": Errand("meeting supplement draft strict days", own="exempt", brings="out"),
    "return": Errand(
        "accept everything source wording editor dry_run undo of form", writes=True, sends="file"
    ),
    "verify": Errand("head form", own="adopt reason trust"),
    "correct": Errand("edition reason", writes=True),
    "recall": Errand("names reason dry_run form", writes=True),
    "where": Errand("name form as_json"),
    "doctor": Errand("publication edition form"),
    "statutory list": Errand("form"),
    "drafts list": Errand("form"),
    "drafts show": Errand("draft form"),
    "drafts get": Errand("draft", brings="to"),
    "drafts diff": Errand("old new form", brings="page"),
    "drafts approve": Errand("draft role waive digest"),
    "drafts reject": Errand("draft reason"),
    "drafts withdraw": Errand("draft reason"),
    "schedule list": Errand("form", own="state"),
    "schedule next": Errand("months form"),
    "schedule ics": Errand("months"),
    "schedule rehearse": Errand("year form"),
    "schedule run-due": Errand("failed", own="state", writes=True),
}
# Never the service's business: commands that need a house's files here, and commands that need none.
HERE = frozenset(
    {
        "adopt",
        "desk serve",
        "desk passphrase",
        "desk link",
        "desk try",
        "desk forget-passkeys",
        "desk token make",
        "desk token list",
        "desk token revoke",
        "mcp",
        "proposals list",
        "proposals show",
        "proposals accept",
        "proposals refuse",
        "webhooks list",
        "webhooks test",
        "webhooks retry",
        "preview",
        "serve",
        "writer",
        "backup",
        "upgrade",
    }
)
OWN = HERE | {"check", "extract", "init", "restore"}


def admit(name: str, given: Mapping[str, object], caller: Caller, person: Person) -> dict[str, object]:
    """The parameters to run a caller's command with, ``given`` being those that they typed.

    Raises UsageError where the service doesn't do that, or not for this person.
    """
    errand = ERRANDS.get(name)
    if errand is None:
        raise UsageError(f"`reckoner {name}` can't be run through the service", todo=_yourself(name))
    if errand.writes and "write" not in person.may:
        todo = "Ask for `may: [write]` beside that name in office.yaml."
        raise UsageError(f"{person.id} may not `{name}`, which needs the right to write", todo=todo)
    if strange := sorted(given.keys() - errand.allowed - {"house"}):
        option = "--" + strange[0].replace("_", "-")
        raise UsageError(f"{option} can't be used through the service", todo=_yourself(name))
    fixed: dict[str, object] = {"house": caller.house}
    if errand.sends in given:
        fixed[errand.sends] = _sent(caller)
    if name == "take" and set(str(given.get("target", ""))) & {"/", "\\"}:
        raise UsageError("--as names a file in the module's own folder", todo="Leave out the folder.")
    if name == "take" and set(str(given.get("module", ""))) & {"/", "\\", "."}:
        todo = "Name both: reckoner take MODULE FILE."
        raise UsageError("through the service a table is sent after its module's name", todo=todo)
    return fixed


def _sent(caller: Caller) -> Path:
    if not caller.file:
        raise UsageError("the file to take in was not sent along", todo="Use the program of this version.")
    return Path(caller.file)


def _yourself(name: str) -> str:
    return f"Run it as the house's writer: sudo -u WRITER reckoner {name} --house DIR"
