"""What ``reckoner doctor`` says of duties: what the law asks of an edition, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from reckoner.reports.cli.examined import Examined, State, bad
from reckoner.reports.cli.statutory import NONE
from reckoner.reports.compose.statutory import CHECKLIST, Answer, answers_of, read_checklist, unknown_answers
from reckoner.reports.errors import ReckonerError
from reckoner.reports.kinds.registry import read_whole
from reckoner.reports.settings.publication import publication_names, read_publication

_STATES: dict[str, State] = {
    "covered": "good",
    "gap": "poor",
    "missing": "bad",
    "elsewhere": "poor",
    "to do": "poor",
}
_SAID = {
    "covered": "covered in",
    "gap": "a marked gap in",
    "missing": "missing: no section says that it answers this",
    "elsewhere": "not in this report: it has to be published elsewhere",
    "to do": "a step that follows publication",
}
_TODO = {
    "gap": "Supply the figures, and take the box away.",
    "missing": "Write it, and add its id to the section's `answers:`.",
}


def examine(root: Path, publication: str, edition: str) -> Iterator[Examined]:
    """Each requirement of the checklist, and how it stands in the edition."""
    try:
        words = read_whole(root, read_publication(root, publication), edition)
        checklist = read_checklist(root)
    except ReckonerError as problem:
        yield from bad(f"{publication} {edition}", problem.faults)
        return
    if checklist is None or publication not in checklist.publications:
        yield Examined(
            "statutory checklist", "poor", f"there is none for {publication}", f"{CHECKLIST}: {NONE}"
        )
        return
    yield from bad("statutory checklist", tuple(unknown_answers(checklist, words.editions[0])))
    answers = list(answers_of(checklist, words.editions[0]))
    yield from map(_examined, answers)
    covered = sum(answer.state == "covered" for answer in answers)
    todo = f"The list was held against the law on {checklist.checked or 'no day that it names'}."
    yield Examined("statutory checklist", "good", f"{covered} of {len(answers)} are covered here", todo)


def _examined(answer: Answer) -> Examined:
    asked = answer.requirement
    names = ", ".join(Path(file).name for file in answer.files)
    said = " ".join(filter(None, [_SAID[answer.state], names]))
    what = f"{_short(answer.law)}, {asked.at}"
    todo = f"{asked.id}: {_TODO[answer.state]}" if answer.state in _TODO else ""
    return Examined(what, _STATES[answer.state], f"{asked.asks}: {said}", todo)


def _short(law: str) -> str:
    """The law without what follows its year."""
    return law.split(", as amended")[0]


def look(root: Path) -> Iterator[Examined]:
    """A report on a year answers to the law; without a list nobody would see what it leaves out."""

    try:
        checklist, reports = read_checklist(root), _reports(root)
    except ReckonerError as problem:
        yield from bad("duties", problem.faults)
        return
    if checklist is not None:
        number = sum(len(law.requirements) for law in checklist.laws)
        todo = "For an edition: reckoner doctor PUBLICATION EDITION"
        yield Examined("duties", "good", f"{number} for {', '.join(checklist.publications)}", todo)
    elif reports:
        yield Examined("duties", "poor", f"no list for {', '.join(reports)}", f"{CHECKLIST}: {NONE}")


def _reports(root: Path) -> list[str]:
    """The publications on a financial year that can be read."""
    found = []
    for name in publication_names(root):
        try:
            publication = read_publication(root, name)
        except ReckonerError:
            continue  # said of the settings
        if publication.occasion == "financial year":
            found.append(name)
    return found
