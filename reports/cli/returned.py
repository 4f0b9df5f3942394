"""``reckoner return``: a Word file that came back, change by change."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reckoner.reports.cli.options import CURRENT, UNSEEN, Format, FormatOption, HouseOption
from reckoner.reports.cli.say import complain, say
from reckoner.reports.errors import Place, UsageError

if TYPE_CHECKING:
    from reckoner.reports.returned.accept import Accepted
    from reckoner.reports.returned.change import Change, FigureChange
    from reckoner.reports.returned.returning import Answer, Returned

_MOST_MB = 128


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        "return",
        epilog="Examples: reckoner return paper.docx | reckoner return paper.docx --accept 3 --accept 4 | "
        "reckoner return paper.docx --source 7",
    )(returned)


def returned(
    file: Annotated[Path, typer.Argument(help="The Word file that came back.", **UNSEEN)],
    accept: Annotated[
        list[int] | None, typer.Option("--accept", metavar="N", help="Take change N into the words.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Take every change that has a place.")] = False,
    source: Annotated[
        list[int] | None,
        typer.Option("--source", metavar="N", help="Figure typed over in N: its source may be wrong."),
    ] = None,
    wording: Annotated[
        list[int] | None,
        typer.Option("--wording", metavar="N", help="Figure typed over in N: take the words as typed."),
    ] = None,
    editor: Annotated[
        list[int] | None,
        typer.Option("--editor", metavar="N", help="Figure typed over in N: the figure stays."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be written, and stop.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last step back.")] = False,
    of: Annotated[str, typer.Option("--of", metavar="DRAFT", help="The draft that it was sent of.")] = "",
    house: HouseOption = CURRENT,
    form: FormatOption = Format.text,
) -> int:
    """Show what was changed in a Word file, and take changes into the words with their figures kept.

    A figure that was typed over never becomes text by itself: it asks what is wrong, the source, the wording
    or the editor. Exits with 1 where something is left to decide.
    """
    from reckoner.reports.commission.requests import mark_returned
    from reckoner.reports.confined.plainfile import read_file
    from reckoner.reports.returned.returning import Returned
    from reckoner.reports.settings.house import read_house

    if not file.exists():
        raise UsageError("there is no such file", Place(str(file)), "Name the Word file that came back.")
    data = read_file(file, str(file), _MOST_MB)
    found = Returned(read_house(house.resolve()), data, file.name, of, str(file))
    if not dry_run:
        mark_returned(found.house.root, found.sent.map.id, _now().isoformat(timespec="seconds"))
    if undo:
        return _undo(found)
    answers: dict[Answer, list[int]] = {
        "source": source or [], "wording": wording or [], "editor": editor or [],
    }  # fmt: skip
    if any(answers.values()):
        return _answer(found, answers)
    if accept or everything:
        changes = found.changes if everything else found.chosen(accept or [])
        return _accept(found, changes, dry_run=dry_run)
    found.keep_remarks()
    return _list(found, form)


def _now() -> datetime:
    return datetime.now(UTC)


def _undo(found: Returned) -> int:
    say(f"Undone: {found.undo()}.")
    return 0


def _answer(found: Returned, answers: dict[Answer, list[int]]) -> int:
    for answer, numbers in answers.items():
        for change in found.chosen(numbers):
            notes = found.answer(change, answer, _now())
            say(f"{change.number}: noted: {_SAID[answer]}.")
            for note in notes:
                say(f"  To {note.to or 'whoever owns the data'}{f' <{note.email}>' if note.email else ''}:")
                say(f"  {note.text}")
    return 0


_SAID = {
    "source": "the source may be wrong; the figure stays until the data is corrected",
    "wording": "the words were taken as typed",
    "editor": "the figure is right and stays",
}


def _accept(found: Returned, changes: list[Change], *, dry_run: bool) -> int:
    done = found.try_out(changes) if dry_run else found.accept(changes, _now())
    answers = found.answers()
    asks = [change for change in changes if change.asks and str(change.number) not in answers]
    if dry_run:
        for line in _difference(found, done):
            typer.echo(line, nl=False)
    for name in sorted(done.files):
        say(f"{'would change' if dry_run else 'changed'}: {name}")
    for change in done.already:
        say(f"{change.number}: the words say so already.")
    for change, why in done.left:
        complain([f"{change.number}: not placed: {why}.", f"  {_short(change.new or change.old)}"])
    for change in asks:
        for line in _questions(found, change):
            say(line)
    publication, edition = found.edition
    if typed := [number for change in done.placed for number in change.numbers]:
        say(
            f"New numbers without a source: {', '.join(typed)}. Adopt each as a figure, a fact or incidental:"
        )
        say(f"  reckoner adopt {publication} {edition}")
    if done.files and not dry_run:
        say(f"Next: reckoner build {publication} {edition}    (or take it back: add --undo)")
    return int(bool(done.left or asks))


def _difference(found: Returned, done: Accepted) -> Iterator[str]:
    from difflib import unified_diff

    for name, text in sorted(done.files.items()):
        before = (found.house.root / name).read_text("utf-8-sig").splitlines(keepends=True)
        yield from unified_diff(before, text.splitlines(keepends=True), name, name)


def _list(found: Returned, form: Format) -> int:
    tried = found.try_out(found.changes)
    lost = {change.number: why for change, why in tried.left}
    already = {change.number for change in tried.already}
    answers = found.answers()
    if form is Format.json:
        typer.echo(json.dumps(_data(found, lost, already), indent=1, ensure_ascii=False))
        return int(bool(found.changes))
    say(f"{found.shown} is of {found.shelved.draft}.")
    if found.shelved.likest:
        say("Its hidden id is gone, or another office's: its words told. If they are wrong: --of DRAFT.")
    if found.is_as_sent:
        say("It is the very file that was sent.")
    for change in found.changes:
        given = answers.get(str(change.number), {})
        said = _shown(found, change, lost.get(change.number, ""), given, done=change.number in already)
        for line in said:
            say(line)
    for remark in found.remarks():
        by = f"{remark.who or 'somebody'}{_on(remark.when)}"
        say(f"Comment by {by} on “{_short(remark.quote)}” ({remark.place}):")
        say(f"  {remark.text}")
    _rest(found)
    left = [each for each in found.changes if each.number not in already and str(each.number) not in answers]
    say(_next(found, left))
    return int(bool(left))


def _next(found: Returned, left: list[Change]) -> str:
    if not found.changes:
        return "Nothing was changed."
    if not left:
        return "Every change is in the words or answered."
    return f"Next: reckoner return {found.typed} --accept {left[0].number}, or --all"


def _rest(found: Returned) -> None:
    """What is said and left out."""
    if formats := found.read.formats:
        who = ", ".join(sorted({stamp.who for stamp in formats if stamp.who})) or "somebody"
        say(f"{len(formats)} changes of format by {who} are left out: looks come from the design.")
    elif count := found.restyled:
        lines = "1 line has" if count == 1 else f"{count} lines have"
        say(f"{lines} other words in bold or italic: that is left out, as looks come from the design.")
    for note in dict.fromkeys(found.read.notes):
        say(f"Left out: {note}.")


def _shown(
    found: Returned, change: Change, lost: str, given: Mapping[str, Any], *, done: bool
) -> Iterator[str]:
    from reckoner.reports.returned.change import KIND_WORDS

    said = KIND_WORDS[change.kind]
    state = " (in the words already)" if done else ""
    yield f"{change.number}  {change.place}"
    yield f"   {said}, {change.stamp.who or 'not tracked'}{_on(change.stamp.when)}{state}"
    if change.old:
        yield f"   - {_short(change.old)}"
    if change.new:
        yield f"   + {_short(change.new)}"
    yield from (f"   {note}" for note in change.notes)
    for figure in change.figures:
        yield f"   {_fate(figure)}"
    if change.numbers:
        yield f"   new numbers, to be adopted once they are in the words: {', '.join(change.numbers)}"
    if lost and not given:
        yield f"   not placed: {lost}"
    if change.asks and given:
        yield f"   answered: {_SAID[given['answer']]}"
    elif change.asks:
        yield from _questions(found, change)


def _questions(found: Returned, change: Change) -> Iterator[str]:
    yield f"   What is wrong in {change.number}?"
    yield f"     the source: reckoner return {found.typed} --source {change.number}"
    yield f"     the wording: reckoner return {found.typed} --wording {change.number}"
    yield f"     the editor: reckoner return {found.typed} --editor {change.number}"


def _fate(figure: FigureChange) -> str:
    now = f" by {figure.new}" if figure.new else ""
    return f"figure {figure.old} ({{{{ {figure.placeholder} }}}}): {figure.fate}{now}"


def _on(when: str) -> str:
    return f" on {when[:10]}" if when else ""


def _short(text: str) -> str:
    words = " ".join(text.replace("\t", " | ").split())
    return words if len(words) <= _LONG else f"{words[:_LONG]}…"


_LONG = 400


def _data(found: Returned, lost: dict[int, str], already: set[int]) -> dict[str, Any]:
    return {
        "draft": found.shelved.draft, "by_words": found.shelved.likest,
        "changes": [
            {
                "number": change.number, "kind": change.kind, "place": change.place, "file": change.file,
                "who": change.stamp.who, "when": change.stamp.when, "old": change.old, "new": change.new,
                "figures": [
                    {"fate": f.fate, "placeholder": f.placeholder, "old": f.old, "new": f.new}
                    for f in change.figures
                ],
                "new_numbers": list(change.numbers), "asks": change.asks,
                "not_placed": lost.get(change.number, ""), "already": change.number in already,
            }
            for change in found.changes
        ],
        "comments": [remark.__dict__ for remark in found.remarks()],
        "formats": len(found.read.formats),
        "left_out": list(dict.fromkeys(found.read.notes)),
    }  # fmt: skip
