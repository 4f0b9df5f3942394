"""Adopting the typed numbers of one edition: each of the three ways, checked before it counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reckoner.reports.adopt.edits import Journal, apply
from reckoner.reports.adopt.proposals import Proposal, proposals, value_of
from reckoner.reports.adopt.rewrite import NewFact, NewOrigin, linked, with_fact, with_name
from reckoner.reports.adopt.typed import TypedNumber, TypedNumbers, typed_in
from reckoner.reports.compose.resolve import Resolver
from reckoner.reports.compose.wording import wording_of
from reckoner.reports.content.placeholder import BadPlaceholder, FigureReference, parse_placeholder
from reckoner.reports.errors import InputError, Place, UsageError
from reckoner.reports.figures.wording import Wording
from reckoner.reports.kinds.registry import read_whole
from reckoner.reports.modules.facts import FACTS, read_facts
from reckoner.reports.modules.library import DATA, Library, load_library
from reckoner.reports.settings.house import House

_SHORTEST = 3
_HEDGES = ("about", "over", "under", "nearly", "at least", "up to")
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Adopting:
    """One edition whose typed numbers are adopted."""

    house: House
    publication: str
    edition: str

    @property
    def journal(self) -> Journal:
        """What can be undone."""
        return Journal.of(self.house.root, self.publication, self.edition)

    @property
    def wording(self) -> Wording:
        """The house's voice."""
        return wording_of(self.house)

    def library(self) -> Library:
        """Every figure of the house. Raises InputError."""
        return load_library(self.house.root, under=self.house.office.small_numbers.under)

    def typed(self) -> TypedNumbers:
        """The numbers that are left. Raises ReckonerError where the edition can't be made."""
        return typed_in(self.house, self.publication, self.edition, self.wording.language.calendar)

    def origins(self) -> tuple[str, ...]:
        """Who is known to facts.yaml as somebody who says so."""
        return tuple(sorted(read_facts(self.house.root / DATA / FACTS, f"{DATA}/{FACTS}").origins))

    def proposals(self, typed: TypedNumber, library: Library) -> tuple[Proposal, ...]:
        """Placeholders that print what was typed, the likeliest first."""
        return proposals(typed, library.catalogue, self.wording)

    def link(self, typed: TypedNumber, placeholder: str, now: datetime) -> None:
        """Put a placeholder in the number's place. Raises UsageError where it prints another number."""
        inside = placeholder.strip().removeprefix("{{").removesuffix("}}").strip()
        prints = self._prints(typed, inside)
        if value_of(re.sub(r"[^0-9.:,-]", "", prints)) != value_of(re.sub(r"[^0-9.:,-]", "", typed.number)):
            todo = "Link it to a figure that has this value, or correct the words yourself."
            raise UsageError(f"{{{{ {inside} }}}} prints {prints}, not {typed.number}", _place(typed), todo)
        text = linked(_text(typed.path), typed, inside)
        what = f"{typed.number} in {typed.place} became {{{{ {inside} }}}}"
        self._apply(what, {typed.path: text}, now)

    def make_fact(self, typed: TypedNumber, fact: NewFact, origin: NewOrigin | None, now: datetime) -> None:
        """Write a fact, its origin if that is new, and the placeholder in the number's place.

        Raises InputError where facts.yaml can't be read then; UsageError for a name or origin that is wrong.
        """
        path = self.house.root / DATA / FACTS
        known = read_facts(path, f"{DATA}/{FACTS}")
        if any(each.name == fact.name for each in known.facts):
            todo = f"Link the number to it: --link {fact.name}, or choose another name."
            raise UsageError(f"there is a fact {fact.name!r} already", Place(f"{DATA}/{FACTS}"), todo)
        if fact.origin not in known.origins and origin is None:
            todo = "Add --producer and --document: who said so and where; or name one that is known."
            raise UsageError(f"there is no origin {fact.origin!r}", Place(f"{DATA}/{FACTS}"), todo)
        facts = with_fact(_text(path) if path.is_file() else "", fact, origin)
        placeholder = self._fact_placeholder(typed, fact)
        new = {path: facts, typed.path: linked(_text(typed.path), typed, placeholder)}
        self._apply(f"{typed.number} in {typed.place} became the fact {fact.name}", new, now)

    def mark_incidental(self, typed: TypedNumber, reason: str, text: str, now: datetime) -> None:
        """List it under ``not_figures`` of its file, with the words that tell it from other numbers."""
        if len(reason.strip()) < _SHORTEST:
            raise UsageError("an incidental number needs a reason", _place(typed), "Say why it is no figure.")
        if text not in " ".join(typed.text.split()) or typed.number not in text:
            todo = f"Write words of that line with the number in them, such as {typed.with_words()!r}."
            raise UsageError(f"{text!r} does not stand in the line", _place(typed), todo)
        new = {typed.path: with_name(_text(typed.path), text, reason.strip())}
        self._apply(f"{text} in {typed.place} was marked as incidental", new, now)

    def _apply(self, what: str, new: Mapping[Path, str], now: datetime) -> None:
        apply(self.journal, what, new, self._can_be_read, now)

    def _can_be_read(self) -> None:
        """Raises InputError where the words or the facts can't be read any more."""
        read_whole(self.house.root, self.house.publication(self.publication), self.edition)
        read_facts(self.house.root / DATA / FACTS, f"{DATA}/{FACTS}")

    def _prints(self, typed: TypedNumber, inside: str) -> str:
        try:
            reference = parse_placeholder(inside)
            if not isinstance(reference, FigureReference) or reference.word:
                raise BadPlaceholder("it names no figure")
            resolver = Resolver(self.library().catalogue, self.wording, dict(typed.periods))
            return self.wording.word(resolver.figure(reference), reference.style).text
        except ValueError as problem:
            raise UsageError(f"{{{{ {inside} }}}}: {problem}", _place(typed)) from None

    def _fact_placeholder(self, typed: TypedNumber, fact: NewFact) -> str:
        """The fact, written as the number was: without the unit that stands in words beside it."""
        wishes = ["no qualifier"] if fact.qualifier else []
        wishes += ["no unit"] if fact.unit in ("%", "£") and fact.unit not in typed.number else []
        return f"{fact.name} as {', '.join(wishes)}" if wishes else fact.name


def guessed_unit(typed: TypedNumber) -> str:
    """The unit that the text shows."""
    after = typed.text[typed.end :].lstrip().lower()
    if "%" in typed.number or after.startswith(("per cent", "percent")):
        return "%"
    return "£" if "£" in typed.number else "seconds" if ":" in typed.number else "count"


def guessed_qualifier(typed: TypedNumber) -> str:
    """The hedge that was typed before the number: "over 50,000" is no exact 50,000."""
    before = " ".join(typed.text[: typed.start].lower().split())
    return next((hedge for hedge in _HEDGES if re.search(rf"\b{hedge}$", before)), "")


def guessed_noun(typed: TypedNumber) -> str:
    """The word after the number, if it counts that."""
    match = re.match(r"\s+([a-z][a-z’'-]+)", typed.text[typed.end :])
    return match[1] if match and match[1] not in ("per", "of", "and", "in", "to", "percent") else ""


def guessed_name(typed: TypedNumber) -> str:
    """A name for a fact: the file's, without its number or day, and what is counted."""
    words = _WORD.findall(typed.path.stem.lower()) or ["words"]
    last = _WORD.findall(guessed_noun(typed)) or ["number"]
    return f"{'_'.join(words)}.{last[0]}"


def value_for(typed: TypedNumber) -> str:
    """The number as facts.yaml has it. Raises InputError where it can't be a fact's value."""
    value = value_of(typed.number)
    if value is None:
        what = f"{typed.number} can't be the value of a fact"
        raise InputError(what, _place(typed), "Mark it as incidental, or write it in another way.")
    return f"{value:f}"


def _place(typed: TypedNumber) -> Place:
    return Place(typed.shown, typed.line)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
