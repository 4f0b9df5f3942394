"""Each number in the finished text is a recorded figure, a date or period, or a name with a reason."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from reckoner.reports.checks.names import ADDRESS, AFTER, BEFORE, blank, without_names
from reckoner.reports.checks.page import FIGURE, Page, TextBlock, around
from reckoner.reports.document import ChartSlot, Document, data_entries
from reckoner.reports.figures.printed import Sentence, plain, printed_in
from reckoner.reports.findings import Finding
from reckoner.reports.periods.label import CalendarWords

RULES = (
    "unrecorded-number", "altered-figure", "year-or-number", "figure-not-in-ledger", "chart-number",
    "unused-name",
)  # fmt: skip
_NUMBER = re.compile(r"[-−+£]?\d[\d,.:/]*\d%?|[-−+£]?\d%?")
_ODD = re.compile(r"[^\x00-\x7f]")  # among them numerals of a single character: "½", "²", "③", "Ⅳ"
_YEAR = r"(?:19|20)[0-9]{2}"
# Characters typed against a figure that would change what it says: a unit, a sign, a letter, another figure.
_ALTERED = re.compile(rf"[£$€+−]{FIGURE}|(?<!\w)-{FIGURE}|[^\W\d]{FIGURE}|{FIGURE}(?: ?%|[^\W\d]|{FIGURE})")


@dataclass(frozen=True, slots=True)
class Name:
    """A text with digits that is no figure. ``within`` is the anchor of the one section where it holds, or
    nothing; ``where`` says where it is listed."""

    text: str
    within: str = ""
    where: str = ""


def find(
    pages: Iterable[Page], document: Document, calendar: CalendarWords, names: Iterable[Name]
) -> Iterator[Finding]:
    """Findings of this check. ``names`` are the edition's texts with digits that are no figures."""
    known, counted = _Known(calendar, names), _counted(document)
    for page in pages:
        for block in (*page.blocks, *_own_attributes(page, document)):
            yield from _unrecorded(block, known)
            yield from _altered(block)
            yield from _year_or_number(block, counted)
        yield from _against_ledger(page, document)
    for chart in document.charts():
        yield from _in_chart(chart, known)
    yield from known.unused()


def _own_attributes(page: Page, document: Document) -> list[TextBlock]:
    """Texts in attributes, but for the charts' alt texts, which are looked at with their figures."""
    alts = {" ".join(chart.alt.split()) for chart in document.charts()}
    return [block for block in page.attributes if block.text not in alts]


def typed_numbers(text: str, calendar: CalendarWords, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the numbers stand in a text that are neither dates nor names: the start and the end of each."""
    for pattern in (_pattern(name) for name in sorted(names, key=len, reverse=True)):
        text = pattern.sub(blank, text)
    text = without_names(_dates(calendar).sub(blank, text))
    yield from (match.span() for match in _NUMBER.finditer(text))


class _Known:
    """Takes out of a text what may hold digits (names, dates, years), and remembers which names it met."""

    def __init__(self, calendar: CalendarWords, names: Iterable[Name]) -> None:
        self.dates = _dates(calendar)
        self.names = [(name, _pattern(name.text)) for name in sorted(names, key=lambda name: -len(name.text))]
        self.met: set[Name] = set()

    def numbers(self, text: str, inside: Collection[str] | None = None) -> Iterator[str]:
        """The numbers left in a text; ``inside`` are the places around it, or None where all names hold."""
        for name, pattern in self.names:
            if name.within and inside is not None and name.within not in inside:
                continue
            text, count = pattern.subn(blank, text)
            self.met.update([name] if count else [])
        text = without_names(self.dates.sub(blank, text))
        yield from (match[0] for match in _NUMBER.finditer(text))
        yield from (letter for letter in _ODD.findall(text) if unicodedata.category(letter) in ("No", "Nl"))

    def unused(self) -> Iterator[Finding]:
        for name, _ in self.names:
            if name not in self.met:
                what = f"not_figures lists {name.text!r}, which doesn't occur"
                yield Finding("warning", "unused-name", what, name.where, todo="Remove the entry.")


def _unrecorded(block: TextBlock, known: _Known) -> Iterator[Finding]:
    for number in known.numbers(block.text, block.inside):
        yield Finding(
            "error",
            "unrecorded-number",
            f"the number {number} is in no table and in no fact",
            block.where,
            around(block.text, number),
            "Adopt it: `reckoner adopt` proposes figures with this value, writes a fact in data/facts.yaml "
            "with who says so, or lists it under not_figures with a reason.",
        )


def _altered(block: TextBlock) -> Iterator[Finding]:
    for match in _ALTERED.finditer(block.text):
        quote = _with_figures(block, max(0, match.start() - 40), match.end() + 40)
        what = "characters that touch a figure change what it says"
        todo = "Leave signs, units and endings to the placeholder, and put a space between."
        yield Finding("error", "altered-figure", what, block.where, quote, todo)


def _counted(document: Document) -> re.Pattern[str] | None:
    """A year right before a word for what the document counts: "2000 officers"."""
    figures = [entry.printed.figure for entry in document.entries()]
    nouns = {word for figure in figures if figure.unit.kind == "count" for word in figure.noun.split()[:1]}
    return re.compile(rf"{BEFORE}{_YEAR} ({'|'.join(map(re.escape, sorted(nouns)))})\b") if nouns else None


def _year_or_number(block: TextBlock, counted: re.Pattern[str] | None) -> Iterator[Finding]:
    for match in counted.finditer(block.text) if counted else ():
        what = f"{match[0]!r} may be read as a count, and passes for a year"
        todo = f"Use a placeholder for a count; after a year write a comma: {match[0].replace(' ', ', ', 1)}."
        yield Finding("warning", "year-or-number", what, block.where, around(block.text, match[0]), todo)


def _against_ledger(page: Page, document: Document) -> Iterator[Finding]:
    recorded = Counter(
        entry.printed.text for entry in document.entries() if not entry.place.startswith("chart ")
    )
    for slot in document.charts():
        recorded.update(part.text for part in printed_in(slot.spec.title))
    yield from _compared(Counter(page.figures), recorded, "on the page")
    for text in dict.fromkeys(page.again):
        if text not in recorded:
            what = f"{text} stands among what is repeated and not in the ledger"
            yield Finding("error", "figure-not-in-ledger", what)
    if page.data:
        below = (entry for slot in document.charts() if slot.table for entry in data_entries(slot))
        recorded = Counter(entry.printed.text for entry in below)
        yield from _compared(Counter(page.data), recorded, "in the data below charts")


def _compared(printed: Counter[str], recorded: Counter[str], where: str) -> Iterator[Finding]:
    for text in dict.fromkeys([*printed, *recorded]):
        if printed[text] != recorded[text]:
            what = f"{text} stands {where} {printed[text]} times and in the ledger {recorded[text]} times"
            yield Finding("error", "figure-not-in-ledger", what)


def _in_chart(chart: ChartSlot, known: _Known) -> Iterator[Finding]:
    for sentence in _words_of(chart):
        typed = " ".join(part for part in sentence if isinstance(part, str))
        for number in known.numbers(typed):
            what = f"a text of chart {chart.spec.name} holds {number}, which is no recorded figure"
            yield Finding("error", "chart-number", what, f"#chart-{chart.spec.name}", plain(sentence))


def _words_of(chart: ChartSlot) -> Iterator[Sentence]:
    """The words inside the picture and those that stand for it; its title is on the page."""
    yield from (chart.drawing.alt, chart.drawing.description)
    for series in chart.spec.all_series:
        yield (series.name,)
        yield from ((point.label,) for point in series.points)
    yield from ((target.label,) for target in chart.spec.targets)


def _dates(calendar: CalendarWords) -> re.Pattern[str]:
    """Dates, months, years, financial years: what a period is called; and addresses, which may hold one."""
    to = f"(?:{re.escape(calendar.to)}|and)"
    day = r"(?:3[01]|[12][0-9]|0?[1-9])(?:[a-z]{2})?"
    month = "|".join(sorted(map(re.escape, _month_names(calendar)), key=len, reverse=True))
    year = _YEAR
    two_years = "|".join(f"{y}[/–-](?:{y + 1}|{(y + 1) % 100:02})" for y in range(1900, 2100))
    forms = (
        ADDRESS,
        rf"{day}(?: {to} {day})? (?:{month})(?: {year})?",
        rf"{year}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])",
        two_years,
        year,
    )
    return re.compile(f"{BEFORE}(?:{'|'.join(forms)}){AFTER}")


def _month_names(calendar: CalendarWords) -> set[str]:
    """The months, and every way to shorten one: "Sep", "Sept"."""
    pairs = zip(calendar.months, calendar.short_months, strict=True)
    return {month[:letters] for month, short in pairs for letters in range(len(short), len(month) + 1)}


def _pattern(name: str) -> re.Pattern[str]:
    """The name as it stands in the finished text, whose blanks are single and whose apostrophes are curly."""
    words = re.escape(" ".join(name.split())).replace("'", "['’]")
    return re.compile(f"{BEFORE}{words}{AFTER}")


def _with_figures(block: TextBlock, start: int, end: int) -> str:
    """A part of a block's text with its figures as they are printed."""
    figures = iter(block.figures[block.text.count(FIGURE, 0, start) :])
    return "".join(next(figures, "") if c == FIGURE else c for c in block.text[start:end]).strip()
