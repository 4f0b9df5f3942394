"""A claim that words make about numbers, the ways to read it, and what is said where none holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reckoner.reports.audit.finding import Finding, Severity, Working
from reckoner.reports.audit.language.judge import Truth, Verdict
from reckoner.reports.audit.language.passage import Passage
from reckoner.reports.audit.language.quantity import Quantity
from reckoner.reports.audit.language.sentence import Sentence

_LONGEST = 320


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to work a claim out: over which items, what that comes to, and whether it is what is stated."""

    operands: tuple[int, ...]
    truth: Truth
    verdict: Verdict
    formula: str

    @property
    def holds(self) -> bool:
        """The numbers agree, given how each was rounded."""
        return self.verdict in ("agrees", "loosely")


@dataclass(frozen=True, slots=True)
class Claim:
    """What the number ``at`` is claimed to be. ``closed`` are the readings that the words ask for; the first
    is the likeliest. ``open`` are others that the passage allows: if one holds, nothing is said."""

    kind: str
    at: int
    stated: Quantity
    closed: tuple[Reading, ...]
    open: tuple[Reading, ...] = ()
    rule: str = ""
    because: str = ""
    computed: str = ""
    severity: Severity = "error"

    @property
    def holding(self) -> Reading | None:
        """The reading that holds, where one does."""
        return next((reading for reading in (*self.closed, *self.open) if reading.holds), None)


@dataclass
class Claims:
    """The claims that were understood and worked out, and what became of them."""

    workings: list[Working] = field(default_factory=list)

    @property
    def number(self) -> int:
        """How many."""
        return len(self.workings)

    def count(
        self, kind: str = "", quote: str = "", formula: str = "", verdict: str = "",
        line: int | None = None, page: int | None = None,
    ) -> None:  # fmt: skip
        """One more."""
        self.workings.append(Working(kind, quote, formula, verdict, line, page))


def settle(passage: Passage, found: Sequence[Claim], claims: Claims) -> Iterator[Finding]:
    """The findings: for a number of which no reading holds, the first claim that the words surely make."""
    by_number: dict[tuple[int, bool], list[Claim]] = {}
    for claim in _without_echoes(found):
        by_number.setdefault((claim.at, claim.kind == "direction"), []).append(claim)
    for (at, _), ways in by_number.items():
        closed = [claim for claim in ways if claim.closed]
        holding = next((way.holding for way in ways if way.holding), None)
        if not closed and holding is None:
            continue
        shown = holding or closed[0].closed[0]
        kind = next((way.kind for way in ways if way.holding), closed[0].kind if closed else "")
        line, page = passage.place(at)
        verdict = "agrees" if holding else shown.verdict
        quote = passage.quote(at, *shown.operands)[0]
        claims.count(kind, quote, f"{shown.formula}: {ways[0].stated.text}", verdict, line, page)
        if holding is None:
            yield report(passage, closed[0])


def _without_echoes(found: Sequence[Claim]) -> list[Claim]:
    """Without the links that fail over two numbers of a claim that words make and that fails: they say it
    again; and without the sums that add a total to its own parts."""
    held = [{claim.at, *claim.holding.operands} for claim in found if claim.holding]
    plain = [claim for claim in found if claim.kind != "link" and not _adds_a_total(claim, held)]
    wrong = [_numbers(claim) for claim in plain if claim.closed and claim.holding is None]
    return plain + [
        claim
        for claim in found
        if claim.kind == "link"
        and (claim.holding or not any(len(_numbers(claim) & other) > 1 for other in wrong))
    ]


def _adds_a_total(claim: Claim, held: Sequence[set[int]]) -> bool:
    """ "Met on nine occasions, comprised seven, three and two, twelve in all"."""
    if claim.kind != "sum" or claim.holding or not claim.closed:
        return False
    return any(len(numbers) > 2 and numbers <= {*claim.closed[0].operands} for numbers in held)


def _numbers(claim: Claim) -> set[int]:
    return {claim.at, *(operand for reading in claim.closed[:1] for operand in reading.operands)}


def report(passage: Passage, claim: Claim) -> Finding:
    """A claim of which nothing holds, as a finding."""
    places = (claim.at, *(claim.closed[0].operands if claim.closed else ()))
    return in_passage(
        passage, claim.severity, claim.rule or claim.kind, claim.stated.text, claim.computed,
        claim.because, claim.at, *places,
    )  # fmt: skip


def in_passage(
    passage: Passage, severity: Severity, rule: str, stated: str, computed: str, because: str,
    at: int, *places: int,
) -> Finding:  # fmt: skip
    """A finding on item ``at`` that quotes its sentence, and those of the other items."""
    items = passage.items
    quote, start = passage.quote(at, *places)
    mark = (items[at].start - start, items[at].end - start)
    if len(quote) > _LONGEST:
        first = min(items[place].start for place in (at, *places)) - start
        last = max(items[place].end for place in (at, *places)) - start
        cut = max(quote.rfind(" ", 0, max(first - 120, 0)) + 1, 0) if first > 120 else 0
        stop = quote.find(" ", last + 80)
        quote = quote[cut : stop if stop > 0 else len(quote)]
        mark = (mark[0] - cut, mark[1] - cut)
    line, page = passage.place(at)
    because = because[:1].upper() + because[1:]
    return Finding(severity, rule, quote.rstrip(), stated, computed, because, line, page, mark=mark)


def passage(
    sentence: Sentence, severity: Severity, rule: str, stated: str, computed: str, because: str,
    *places: int | tuple[int, int],
) -> Finding:  # fmt: skip
    """A finding that quotes a sentence, or as much of it as holds these items."""
    indexes = [index for place in places for index in ((place,) if isinstance(place, int) else place)]
    told = ((index, sentence.items[index].quantity) for index in indexes)
    named = (index for index, quantity in told if quantity is not None and quantity.text == stated)
    at = next(named, indexes[0] if indexes else 0)
    return in_passage(Passage.of([sentence]), severity, rule, stated, computed, because, at, *indexes)
