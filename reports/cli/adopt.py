"""``reckoner adopt``: walk through the numbers that an edition's editor typed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from reckoner.reports.cli.clock import today
from reckoner.reports.cli.options import CURRENT, Format, FormatOption, HouseOption, PublicationArgument
from reckoner.reports.cli.say import complain, say
from reckoner.reports.errors import ReckonerError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reckoner.reports.adopt.adopting import Adopting
    from reckoner.reports.adopt.proposals import Proposal
    from reckoner.reports.adopt.rewrite import NewOrigin
    from reckoner.reports.adopt.typed import TypedNumber, TypedNumbers


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        epilog="Examples: reckoner adopt newsletter 2026-03 | reckoner adopt newsletter 2026-03 --list | "
        "reckoner adopt newsletter 2026-03 --number 50,000 --link show.visitors",
    )(adopt)


def adopt(
    publication: PublicationArgument,
    edition: Annotated[str, typer.Argument(help="The edition, such as 2025-11.")],
    only_list: Annotated[bool, typer.Option("--list", help="List them with what they may be.")] = False,
    at: Annotated[str, typer.Option("--at", metavar="FILE:LINE", help="The number in that line.")] = "",
    number: Annotated[str, typer.Option("--number", help="The number as it was typed.")] = "",
    link: Annotated[
        str, typer.Option("--link", metavar="PLACEHOLDER", help="Put a figure in its place.")
    ] = "",
    fact: Annotated[str, typer.Option("--fact", metavar="NAME", help="Make it a fact of that name.")] = "",
    origin: Annotated[str, typer.Option("--origin", help="Who says so: an origin of facts.yaml.")] = "",
    producer: Annotated[str, typer.Option("--producer", help="For a new origin: who said so.")] = "",
    document: Annotated[str, typer.Option("--document", help="For a new origin: where they said it.")] = "",
    noun: Annotated[str | None, typer.Option("--noun", help="What a new fact counts.")] = None,
    unit: Annotated[str, typer.Option("--unit", help="A new fact's unit, such as count or %.")] = "",
    period: Annotated[str, typer.Option("--period", help="A new fact's period, such as 2025-10.")] = "",
    incidental: Annotated[
        str, typer.Option("--incidental", metavar="REASON", help="List it as no figure.")
    ] = "",
    words: Annotated[str, typer.Option("--words", help="With --incidental: the number with words.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Take the last step back.")] = False,
    house: HouseOption = CURRENT,
    form: FormatOption = Format.text,
) -> int:
    """Adopt typed numbers: link each to a figure, make it a fact, or mark it as incidental.

    Without options it asks about one number after the other. Exits with 1 where some are left.
    """
    from reckoner.reports.adopt.adopting import Adopting
    from reckoner.reports.settings.house import read_house

    adopting = Adopting(read_house(house.resolve()), publication, edition)
    if undo:
        return _undo(adopting)
    ways = [
        name for name, value in (("--link", link), ("--fact", fact), ("--incidental", incidental)) if value
    ]
    if len(ways) > 1:
        raise UsageError(f"{' and '.join(ways)} can't be used together", todo="Choose one of them.")
    found = adopting.typed()
    chosen = [each for each in found.numbers if _is_meant(each, at, number)]
    if only_list:
        return _list(adopting, found, chosen, form)
    if not ways:
        return _walk(adopting, chosen, found)
    typed = _one(chosen, found)
    if link:
        adopting.link(typed, link, _now())
    elif incidental:
        adopting.mark_incidental(typed, incidental, words or typed.with_words(), _now())
    else:
        made = (producer, document)
        _make_fact(adopting, typed, fact, origin, made, (unit, noun, period))
    say(f"{adopting.journal.steps()[-1]['what']}.")
    return int(len(found.numbers) > 1)


def _now() -> datetime:
    return datetime.now(UTC)


def _is_meant(typed: TypedNumber, at: str, number: str) -> bool:
    here = not at or typed.place == at or typed.place.endswith(f"/{at}")
    return here and (not number or typed.number == number)


def _one(chosen: Sequence[TypedNumber], found: TypedNumbers) -> TypedNumber:
    if len(chosen) == 1:
        return chosen[0]
    listed = chosen or found.numbers
    said = ", ".join(f"{each.number} in {each.place}" for each in listed[:8]) or "none"
    what = "several numbers are meant" if chosen else "no typed number is meant"
    raise UsageError(what, todo=f"Name one by --at FILE:LINE and --number: {said}.")


def _undo(adopting: Adopting) -> int:
    from reckoner.reports.adopt.edits import undo

    say(f"Undone: {undo(adopting.journal)}.")
    return 0


def _list(adopting: Adopting, found: TypedNumbers, chosen: Sequence[TypedNumber], form: Format) -> int:
    library = adopting.library()
    offers = [(typed, adopting.proposals(typed, library)) for typed in chosen]
    if form is Format.json:
        data = [
            {
                "file": typed.shown,
                "line": typed.line,
                "column": typed.start + 1,
                "number": typed.number,
                "text": typed.text,
                "proposals": [offer.__dict__ for offer in offered],
            }
            for typed, offered in offers
        ]
        typer.echo(json.dumps(data, indent=1, ensure_ascii=False))
        return int(bool(data))
    for typed, offered in offers:
        _show(typed, offered)
    _rest(found)
    return int(bool(chosen))


def _show(typed: TypedNumber, offered: Sequence[Proposal]) -> None:
    say(f"{typed.place}: {typed.number}")
    say(f"  {typed.text.strip()}")
    for count, offer in enumerate(offered, 1):
        about = ", ".join(part for part in (offer.noun, offer.period) if part)
        say(f"  {count}  {{{{ {offer.placeholder} }}}}  {about}")
    if not offered:
        say("  No figure of the house prints this number.")


def _rest(found: TypedNumbers) -> None:
    if not found.numbers:
        say("No typed number is left.")
    for finding in found.elsewhere:
        for line in finding.lines():
            say(line)


def _walk(adopting: Adopting, chosen: Sequence[TypedNumber], found: TypedNumbers) -> int:
    """One after the other, from the end of each line on, so that the places before it hold."""
    left, library = 0, adopting.library()
    ordered = sorted(chosen, key=lambda each: (each.shown, each.line, -each.start))
    for count, typed in enumerate(ordered, 1):
        typed = _as_it_stands(typed)
        offered = adopting.proposals(typed, library)
        say(f"{count} of {len(ordered)}")
        _show(typed, offered)
        answer = _ask(adopting, typed, offered)
        if answer == "q":
            left += len(ordered) - count + 1
            break
        left += answer == "s"
        library = adopting.library() if answer == "f" else library
    _rest(found)
    if left:
        say(f"{left} left. Go on with: reckoner adopt {adopting.publication} {adopting.edition}")
    return int(left > 0 or bool(found.elsewhere))


def _as_it_stands(typed: TypedNumber) -> TypedNumber:
    """The number where it stands after those before it were adopted: front matter may have grown."""
    from dataclasses import replace

    lines = typed.path.read_text("utf-8-sig").splitlines()
    ahead = typed.text[: typed.end]
    for line in sorted(range(len(lines)), key=lambda each: abs(each + 1 - typed.line)):
        if lines[line].startswith(ahead):
            return replace(typed, line=line + 1, text=lines[line])
    raise UsageError(f"{typed.place} was edited meanwhile", todo="Run the command again.")


def _ask(adopting: Adopting, typed: TypedNumber, offered: Sequence[Proposal]) -> str:
    """What a person wants with one number; an answer that can't be carried out is asked for again."""
    numbers = f"1-{len(offered)} link, " if offered else ""
    while True:
        question = f"{numbers}l another figure, f fact, i incidental, s skip, q stop"
        said = str(typer.prompt(question)).strip()
        try:
            if said in ("s", "q"):
                return said
            if said.isdigit() and 0 < int(said) <= len(offered):
                adopting.link(typed, offered[int(said) - 1].placeholder, _now())
            elif said == "l":
                adopting.link(typed, typer.prompt("Placeholder"), _now())
            elif said == "f":
                _ask_fact(adopting, typed)
            elif said == "i":
                text = typer.prompt("Words that name it", default=typed.with_words())
                adopting.mark_incidental(typed, typer.prompt("Why is it no figure"), text, _now())
            else:
                complain([f"{said!r} is none of these."])
                continue
        except ReckonerError as problem:
            complain(problem.lines())
            continue
        say(f"{adopting.journal.steps()[-1]['what']}.")
        return said


def _ask_fact(adopting: Adopting, typed: TypedNumber) -> None:
    from reckoner.reports.adopt.adopting import guessed_name, guessed_noun, guessed_unit

    name = typer.prompt("Name of the fact", default=guessed_name(typed))
    unit = typer.prompt("Unit", default=guessed_unit(typed))
    noun = typer.prompt("What it counts", default=guessed_noun(typed))
    period = typer.prompt("Period, such as 2025-10 (may stay empty)", default="")
    known = adopting.origins()
    say(f"Known origins: {', '.join(known) or 'none'}")
    origin = typer.prompt("Who says so: a known origin, or a new short name")
    new = ("", "") if origin in known else (typer.prompt("Who said it"), typer.prompt("In which document"))
    _make_fact(adopting, typed, name, origin, new, (unit, noun, period))


def _make_fact(
    adopting: Adopting,
    typed: TypedNumber,
    name: str,
    origin: str,
    made: tuple[str, str],
    told: tuple[str, str | None, str],
) -> None:
    from reckoner.reports.adopt.adopting import guessed_noun, guessed_qualifier, guessed_unit, value_for
    from reckoner.reports.adopt.rewrite import NewFact

    if not origin:
        todo = "Add --origin ID, and for one that is new --producer and --document."
        raise UsageError("a fact needs somebody who says so", todo=todo)
    unit, noun, period = told
    counted = guessed_noun(typed) if noun is None else noun
    hedge = guessed_qualifier(typed)
    new = NewFact(name, value_for(typed), unit or guessed_unit(typed), counted, origin, period, hedge)
    adopting.make_fact(typed, new, _new_origin(adopting, origin, made), _now())


def _new_origin(adopting: Adopting, name: str, made: tuple[str, str]) -> NewOrigin | None:
    from reckoner.reports.adopt.rewrite import NewOrigin

    producer, document = made
    return NewOrigin(name, producer, document, today(adopting.house)) if producer and document else None
