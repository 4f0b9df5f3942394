"""``reckoner statutory list``, and what ``reckoner doctor PUBLICATION EDITION`` says: what the law asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import typer

from reckoner.reports.cli.examined import Examined, State, bad
from reckoner.reports.cli.options import CURRENT, Format, FormatOption, HouseOption
from reckoner.reports.cli.say import say
from reckoner.reports.compose.statutory import (
    CHECKLIST,
    Answer,
    Where,
    answers_of,
    read_checklist,
    unknown_answers,
)
from reckoner.reports.errors import Place, ReckonerError, SettingsError
from reckoner.reports.kinds.registry import read_whole
from reckoner.reports.settings.publication import read_publication

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


NONE = "Write it with a line such as `of: police-and-crime-commissioner` (docs/starting.md)."


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="What the law asks of the office's publications.", no_args_is_help=True)
    group.command("list", epilog="Example: reckoner statutory list")(list_duties)
    app.add_typer(group, name="statutory")


def list_duties(house: HouseOption = CURRENT, form: FormatOption = Format.text) -> None:
    """Each thing that the law asks of the office: where it has to stand, and the id that `answers:` takes."""
    checklist = read_checklist(house.resolve())
    if checklist is None:
        raise SettingsError("there is no list of duties", Place(CHECKLIST.as_posix()), NONE)
    if form is Format.json:
        typer.echo(checklist.model_dump_json(indent=1))
        return
    for law in checklist.laws:
        say(law.law)
        for asked in law.requirements:
            say(f"  {asked.id:10} {asked.at} ({_WHERE[asked.where]}): {asked.asks}")
    say(f"For: {', '.join(checklist.publications) or 'no publication; name one under `publications`'}.")
    if checklist.applies:
        say(f"The list applies {checklist.applies}")
    if checklist.checked:
        say(f"It was held against the law on {checklist.checked.isoformat()}. It is not legal advice.")


_WHERE: dict[Where, str] = {"report": "in the report", "website": "on the website", "after": "a step after"}


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
