"""Received tables, a new version of one, and the check of any document."""

from __future__ import annotations

from pydantic import Field

from reckoner.reports.desk.api.models import Given, Line, Listing, Model, Paged, part_of
from reckoner.reports.desk.api.operation import Asked, Operation, Reply, found
from reckoner.reports.desk.api.work import Job, job_begun
from reckoner.reports.desk.call import Upload
from reckoner.reports.desk.examining import examine
from reckoner.reports.desk.taking import Sent, begin_trial, modules_of, require_module, take_tried


class Module(Model):
    """A module of data; ``problem`` says why it can't be read."""

    module: str
    title: str
    tables: tuple[str, ...]
    problem: str | None


class Modules(Listing[Module]):
    """Modules, by name."""


class Trial(Given):
    """From whom the file came, and which file it replaces where that isn't plain."""

    sender: Line = ""
    target: Line = ""


class Take(Given):
    """The trial whose file is to be taken in."""

    job: int = Field(ge=1)


class Taken(Model):
    """The file that was taken in; ``written`` is false where the same was there already."""

    module: str
    file: str
    sha256: str
    kept_as: str | None
    written: bool


class Check(Given):
    """A draft whose figures the document is held to; none for the document alone."""

    draft: Line = ""


class Passage(Model):
    """One thing that doesn't agree in a document."""

    severity: str
    rule: str
    where: str
    quote: str
    stated: str
    computed: str
    because: str


class Checked(Model):
    """What was found; ``errors`` says that something is certainly wrong."""

    errors: bool
    found: dict[str, int]
    findings: tuple[Passage, ...]


def listed(asked: Asked, given: Paged) -> Modules:
    """Every module with its tables."""
    known = [
        Module(
            module=each["name"], title=each["title"], problem=each["problem"] or None,
            tables=tuple(source.name for source in each["sources"]),
        )
        for each in modules_of(asked.desk)
    ]  # fmt: skip
    return part_of(known, given, lambda each: each.module, Modules)


def try_out(asked: Asked, given: Trial) -> Reply:
    """Send a new version of a table and see what it would change; nothing is taken in yet."""
    file = _file(asked)
    sent = Sent(_module(asked), file.name, file.content, given.sender, given.target)
    return job_begun(asked, begin_trial(asked.desk, asked.who.person.id, sent, asked.address))


def take(asked: Asked, given: Take) -> Taken:
    """Take in what was tried: the very bytes, in place of the very file that was there then."""
    name = _module(asked)
    done = take_tried(asked.desk, asked.who.person.id, name, str(given.job), asked.address)
    return Taken(module=name, file=done.file, sha256=done.sha256, kept_as=done.kept_as, written=done.written)


def check(asked: Asked, given: Check) -> Checked:
    """Check any document: its numbers are worked out again. Nothing of it is kept."""
    file = _file(asked)
    held_to = asked.desk.draft(given.draft, asked.sees) if given.draft else None
    told, _ = examine(asked.desk, file.name, file.content, held_to)
    findings = tuple(Passage(**each) for each in told["findings"])
    return Checked(errors=told["errors"], found=dict(told["found"]), findings=findings)


def _module(asked: Asked) -> str:
    return found(lambda: require_module(asked.desk.root, asked.path["module"]))


def _file(asked: Asked) -> Upload:
    assert asked.file is not None
    return asked.file


_ONE = "/modules/{module}"
OPERATIONS = (
    Operation("listModules", "GET", "/modules", "read", listed, Modules, Paged),
    Operation("tryTable", "POST", f"{_ONE}/trials", "take", try_out, Job, Trial, 202, file=True),
    Operation("takeTable", "POST", f"{_ONE}/takings", "take", take, Taken, Take),
    Operation("checkDocument", "POST", "/checks", "check", check, Checked, Check, file=True),
)
