"""Words of an edition to be read, and words proposed for one of its files."""

from __future__ import annotations

from datetime import datetime

from pydantic import Field

from reckoner.reports.desk import proposals
from reckoner.reports.desk.api.models import Given, Line, Listing, Model, Nothing, Paged, Text, part_of
from reckoner.reports.desk.api.operation import Asked, Operation, found
from reckoner.reports.desk.placeholders import names_of
from reckoner.reports.desk.word_files import Edition, edition_of, hashed
from reckoner.reports.desk.word_files import Text as Body


class WordsFile(Model):
    """A file of words. ``unread`` says that nobody has read it for this edition."""

    file: str
    title: str
    unread: bool


class WordsFiles(Listing[WordsFile]):
    """The files of an edition's words."""


class Words(Model):
    """What stands in a file: ``words`` below its settings; ``hash`` of all of it."""

    file: str
    words: str
    hash: str


class Placeholder(Model):
    """A name that words of an edition can use between {{ and }}, and what it prints there."""

    name: str
    prints: str
    unit: str
    period: str
    noun: str
    source: str


class Placeholders(Listing[Placeholder]):
    """The names that words of an edition can use."""


class Wanted(Paged):
    """Words that name, noun or source hold; every one must."""

    search: Line = ""


class NewProposal(Given):
    """Words in place of all that stand in a file below its settings, with figures named and never typed."""

    file: Line = Field(min_length=1)
    words: Text
    note: Line = ""


class Proposal(Model):
    """A proposal and what became of it: "open", "accepted" or "refused"."""

    proposal: int
    publication: str
    edition: str
    file: str
    words: str
    note: str
    person: str
    at: datetime
    state: str
    settled_by: str
    reason: str


class Proposals(Listing[Proposal]):
    """Proposals, the newest first."""


def files(asked: Asked, given: Paged) -> WordsFiles:
    """The files of words that an edition is made of."""
    known = [
        WordsFile(file=each.name, title=each.title, unread=each.is_unread) for each in _edition(asked).files
    ]
    return part_of(known, given, lambda each: each.file, WordsFiles)


def words(asked: Asked, _given: Nothing) -> Words:
    """What stands in a file of words."""
    file = found(lambda: _edition(asked).file(asked.path["name"]))
    content = file.read()
    return Words(file=file.name, words=Body.of(content).body, hash=hashed(content))


def placeholders(asked: Asked, given: Wanted) -> Placeholders:
    """The names that words of an edition can use, with what each prints there."""
    names = names_of(asked.desk, _edition(asked))
    known = [
        Placeholder(
            name=each.name, prints=each.prints, unit=each.unit, period=each.period, noun=each.noun,
            source=each.source,
        )
        for each in names.found(given.search)
    ]  # fmt: skip
    return part_of(known, given, lambda each: each.name, Placeholders)


def propose(asked: Asked, given: NewProposal) -> Proposal:
    """Propose words for a file: a person accepts or refuses them. A typed number is refused at once."""
    edition = _edition(asked)
    done = proposals.propose(
        asked.desk, asked.who, edition.publication, edition.key, given.file, given.words, given.note
    )
    return _proposal(done)


def listed(asked: Asked, given: Paged) -> Proposals:
    """Every proposal, and what became of it."""
    known = [_proposal(each) for each in proposals.all_of(asked.desk) if asked.sees(each.publication)]
    return part_of(known, given, lambda each: str(each.proposal), Proposals)


def _edition(asked: Asked) -> Edition:
    return found(lambda: edition_of(asked.desk, asked.path["publication"], asked.path["edition"]))


def _proposal(each: proposals.Proposal) -> Proposal:
    told = {name: getattr(each, name) for name in Proposal.model_fields if name != "proposal"}
    return Proposal(proposal=each.id, **told)


_ONE = "/publications/{publication}/editions/{edition}"
OPERATIONS = (
    Operation("listWords", "GET", f"{_ONE}/words", "read", files, WordsFiles, Paged),
    Operation("getWords", "GET", f"{_ONE}/words/{{name:path}}", "read", words, Words),
    Operation("listPlaceholders", "GET", f"{_ONE}/placeholders", "read", placeholders, Placeholders, Wanted),
    Operation("propose", "POST", f"{_ONE}/proposals", "propose", propose, Proposal, NewProposal, 201),
    Operation("listProposals", "GET", "/proposals", "read", listed, Proposals, Paged),
)
