"""Precision and recall of the figure checker on labelled passages: ``python -m benchmarks.claims``.

A passage is read as it stands, where each error that is no label's is a false alarm; and once for each
claim that holds, with that claim broken, where an error is a hit. A table is broken cell by cell, in each
column and row that is worked out from others. ``--pdf`` reads all of it from a PDF, a page for each.

The sets ``open`` and ``closed`` hold passages with the errors that people make, planted or published, beside
right ones: each is read as it stands, and an error is a hit where a finding states one of its numbers.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from pathlib import Path

from reckoner.reports.audit.engine import audit
from reckoner.reports.audit.finding import Finding
from reckoner.reports.audit.reading.plain import read_text

PRINTED: dict[str, list[Finding]] = {}
HERE = Path(__file__).with_name("claims")
_NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_WORDS = {
    "a quarter": "a fifth",
    "A quarter": "Half",
    "Two thirds": "Half",
    "trebled": "doubled",
    "doubled": "trebled",
    "halved": "doubled",
    "one in five": "one in three",
    "One in five": "One in three",
    "a third": "a half",
    "a fifth": "a half",
    "Half": "A quarter",
    "three quarters": "a third",
    "quadrupled": "doubled",
    "Three quarters": "A third",
    "A third": "A half",
    "one in four": "one in ten",
    "half": "a quarter",
    "two thirds": "a quarter",
    "A fifth": "A half",
    "two fifths": "three quarters",
    "tripled": "doubled",
    "twice": "three times",
    "double": "three times",
    "a tenth": "a quarter",
    "Nine out of ten": "Three out of ten",
    "One in three": "One in ten",
    "five percentage points": "nine percentage points",
}


@dataclass
class Passage:
    """A text with its claims: what is stated, and whether it holds as published."""

    source: str
    text: str
    claims: list[tuple[str, str, bool]] = field(default_factory=list)


@dataclass
class Score:
    """What was asked and found."""

    broken: int = 0
    found: int = 0
    warned: int = 0
    false: int = 0
    false_warnings: int = 0
    true: int = 0
    by_rule: Counter[tuple[str, bool]] = field(default_factory=Counter)

    def line(self, name: str) -> str:
        """A row of the table."""
        told = self.found + self.true + self.false
        precision = (self.found + self.true) / told if told else 1
        recall = self.found / self.broken if self.broken else 0
        return (
            f"{name:28} broken {self.broken:4}  errors {self.found:4}  recall {recall:6.1%}  "
            f"false {self.false:3}  precision {precision:6.1%}  only warned {self.warned}, "
            f"false warnings {self.false_warnings}"
        )


def passages(path: Path) -> list[Passage]:
    """The passages of a file."""
    found: list[Passage] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.strip().splitlines() if not line.startswith("#")]
        if not lines:
            continue
        text = [line for line in lines[1:] if line[:2] not in ("= ", "! ")]
        claims = [(*_label(line), line[0] == "=") for line in lines[1:] if line[:2] in ("= ", "! ")]
        found.append(Passage(lines[0], "\n".join(text), claims))
    return found


def _label(line: str) -> tuple[str, str]:
    stated, _, formula = line[2:].rpartition(" : ")
    return stated, formula


def value_of(formula: str) -> float:
    """What a label's formula comes to."""
    names = {"pct": lambda a, b: abs(b - a) / a * 100, "share": lambda a, b: a / b * 100}
    return float(eval(formula, {"__builtins__": {}}, names))


def broken(stated: str, seed: int) -> str:
    """The stated number clearly wrong, in the same shape."""
    if stated in _WORDS:
        return _WORDS[stated]
    match = _NUMBER.search(stated)
    assert match is not None, stated
    digits = match[0]
    places = len(digits.partition(".")[2])
    value, ulp = Decimal(digits.replace(",", "")), Decimal(1).scaleb(-places)
    draw = random.Random(f"{stated}{seed}")
    step = max(3 * ulp, (value * Decimal(draw.choice(("0.09", "0.18", "0.3")))).quantize(ulp))
    wrong = value + step if draw.random() < 0.5 or value - step <= 0 else value - step
    return stated[: match.start()] + f"{wrong:,.{places}f}" + stated[match.end() :]


def findings(text: str) -> list[Finding]:
    """What the checker says of a text; of its page of a PDF where one was made."""
    if PRINTED:
        return PRINTED.get(text, [])
    return [f for f in audit(read_text(text + "\n", "case")).findings if f.severity in ("error", "warning")]


def print_all(texts: list[str]) -> None:
    """Makes one PDF of all texts, a narrow page for each, and keeps what the checker says of each page."""
    from weasyprint import HTML

    from reckoner.reports.audit.reading.pdf import read_pdf

    style = "@page{size:105mm 297mm;margin:12mm} body{font:10pt serif} "
    style += "td,th{padding:0 1.2em 0 0} table{font-size:7pt}"
    pages = "".join(f"<section style='break-after:page'>{_markup(text)}</section>" for text in texts)
    laid = HTML(string=f"<style>{style}</style>{pages}").render()
    assert len(laid.pages) == len(texts), "a text runs over its page"
    for text in texts:
        PRINTED[text] = []
    for finding in audit(read_pdf(laid.write_pdf(), "case")).findings:
        if finding.severity in ("error", "warning") and finding.page is not None:
            PRINTED[texts[finding.page - 1]].append(finding)


def _markup(text: str) -> str:
    return "".join(_block(block) for block in text.split("\n\n"))


def _block(text: str) -> str:
    if not text.startswith("|"):
        return f"<p>{escape(text)}</p>"
    rows = [line.strip("|").split("|") for line in text.splitlines() if not set(line) <= set("|-: ")]
    cells = ["".join(f"<td>{escape(cell.strip())}</td>" for cell in row) for row in rows]
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def score(found: list[Passage], show: bool) -> Score:
    """The passages as they stand, and broken claim by claim."""
    total = Score()
    for number, passage in enumerate(found):
        wrong = [stated for stated, _, holds in passage.claims if not holds]
        for finding in findings(passage.text):
            right = any(part in finding.stated or finding.stated in part for part in wrong)
            _count(total, finding, right)
            if show and not right and finding.severity == "error":
                print(f"FALSE {finding.rule}: {finding.because} | {finding.quote[:200]}")
        for stated, _, holds in passage.claims:
            if holds:
                _one(total, passage, stated, number, show)
    return total


def _count(total: Score, finding: Finding, right: bool) -> None:
    total.by_rule[(finding.rule, right)] += finding.severity == "error"
    if right:
        total.true += finding.severity == "error"
    elif finding.severity == "error":
        total.false += 1
    else:
        total.false_warnings += 1


def _one(total: Score, passage: Passage, stated: str, number: int, show: bool) -> None:
    wrong = broken(stated, number)
    assert stated in passage.text, (stated, passage.text)
    text = passage.text.replace(stated, wrong, 1)
    found = findings(text)
    errors = [f for f in found if f.severity == "error"]
    total.broken += 1
    total.found += bool(errors)
    total.warned += bool(found) and not errors
    for finding in errors[:1]:
        total.by_rule[(finding.rule, True)] += 1
    if show and not errors:
        print(f"MISSED {wrong!r} for {stated!r}: {text[:300]}")


def tables(path: Path, show: bool) -> Score:
    """The tables as they stand, and broken cell by cell."""
    total = Score()
    for number, passage in enumerate(passages(path)):
        for finding in findings(passage.text):
            _count(total, finding, False)
            if show:
                print(f"FALSE {finding.rule} ({finding.severity}): {finding.because} | {passage.text[:80]}")
        for text, wrong in _broken_cells(passage.text, number):
            found = findings(text)
            errors = [f for f in found if f.severity == "error"]
            total.broken += 1
            total.found += bool(errors)
            total.warned += bool(found) and not errors
            if show and not errors:
                print(f"MISSED {wrong} in {passage.source}: {text[:90]!r}")
    return total


_DERIVED = (
    "change",
    "diff",
    "variance",
    "%",
    "per cent",
    "share",
    "total",
    "all",
    "average",
    "closing",
    "per 1,000",
    "rate",
    "year",
    "both",
    "net ",
    "overall",
    "sum",
    "gross",
)


def _broken_cells(text: str, seed: int) -> Iterator[tuple[str, str]]:
    """The table once for each number of a column or row that is worked out, that number broken."""
    rows = [line.strip("|").split("|") for line in text.splitlines()]
    head = [cell.strip().lower() for cell in rows[0]]
    for at, row in enumerate(rows[2:], 2):
        derived = any(word in row[0].lower() for word in _DERIVED)
        for column in range(1, len(row)):
            named = any(word in head[column] for word in _DERIVED)
            if (
                not (derived or named)
                or not _NUMBER.search(row[column])
                or row[column].strip() in ("100.0", "100")
            ):
                continue
            wrong = broken(row[column], seed + at * 7 + column)
            changed = [list(line) for line in rows]
            changed[at][column] = wrong
            yield (
                "\n".join("|" + "|".join(line) + "|" for line in changed),
                f"{row[0].strip()}/{head[column]} {wrong.strip()}",
            )


@dataclass
class Record:
    """A passage as published or with a slip: its kind of source, and the numbers that are wrong."""

    id: str
    kind: str
    format: str
    text: str
    errors: list[str]
    also: list[str]
    slip: str

    def answered_by(self, finding: Finding) -> bool:
        """Whether a finding states a wrong number, or one that does not agree because of it."""
        told, labels = set(_NUMBER.findall(finding.stated)), (*self.errors, *self.also)
        words = [label.lower() for label in labels if not _NUMBER.search(label)]
        named = {number for label in labels for number in _NUMBER.findall(label)}
        return bool(told & named) or any(word in finding.stated.lower() for word in words)


@dataclass
class Tally:
    """Of labelled records: passages, those with an error, how they were found, what was raised beside."""

    passages: int = 0
    wrong: int = 0
    found: int = 0
    warned: int = 0
    true: int = 0
    false: int = 0
    true_warnings: int = 0
    false_warnings: int = 0

    def add(self, record: Record, raised: list[Finding]) -> None:
        """Counts one passage and what was raised on it."""
        right = [f for f in raised if record.answered_by(f)]
        errors = [f for f in raised if f.severity == "error"]
        sure = [f for f in right if f.severity == "error"]
        self.passages += 1
        self.wrong += bool(record.errors)
        self.found += bool(sure)
        self.warned += bool(right) and not sure
        self.true += len(sure)
        self.false += len(errors) - len(sure)
        self.true_warnings += len(right) - len(sure)
        self.false_warnings += len(raised) - len(errors) - (len(right) - len(sure))

    def line(self, name: str) -> str:
        """A row of the table."""
        found = f"found {self.found:3} ({_part(self.found, self.wrong)}), only warned {self.warned}"
        errors = f"errors {self.true} right, {self.false} false ({_part(self.true, self.true + self.false)})"
        told = self.true_warnings + self.false_warnings
        warnings = f"warnings {self.true_warnings} right, {self.false_warnings} false"
        return (
            f"{name:10} {self.passages:4} passages, {self.wrong:3} wrong: {found}; {errors}; "
            f"{warnings} ({_part(self.true_warnings, told)})"
        )


def _part(some: int, whole: int) -> str:
    return f"{some / whole:.0%}" if whole else "-"


def records(path: Path) -> list[Record]:
    """The labelled records of a file, one JSON object a line."""
    fields = Record.__dataclass_fields__
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [Record(**{name: line[name] for name in fields}) for line in lines]


def labelled(name: str, found: list[Record], show: bool) -> None:
    """Prints the table of a labelled set: in all, by format and by kind of source."""
    groups: dict[str, Tally] = {}
    for record in found:
        raised = findings(record.text)
        for group in (name, record.format, record.kind):
            groups.setdefault(group, Tally()).add(record, raised)
        if show:
            _explain(record, raised)
    for group in (name, "prose", "table", *sorted({record.kind for record in found})):
        print(groups[group].line(group))


def _explain(record: Record, raised: list[Finding]) -> None:
    for finding in raised:
        if not record.answered_by(finding):
            print(
                f"FALSE {finding.severity} {record.id}: {finding.rule}: {finding.stated}: {finding.because}"
            )
    answers = [finding.severity for finding in raised if record.answered_by(finding)]
    if record.errors and "error" not in answers:
        how = "WARNED" if answers else "MISSED"
        print(f"{how} {record.id}: {record.slip}: {record.errors}: {record.text[:160]!r}")


def _every_text(prose: list[Passage], path: Path) -> list[str]:
    """Each text as it stands and each broken one."""
    texts = [passage.text for passage in prose]
    for number, passage in enumerate(prose):
        for stated, _, holds in passage.claims:
            if holds:
                texts.append(passage.text.replace(stated, broken(stated, number), 1))
    for number, passage in enumerate(passages(path)):
        texts += [passage.text, *(text for text, _ in _broken_cells(passage.text, number))]
    return list(dict.fromkeys(texts))


def main() -> None:
    """Print the table; ``--show`` names each miss and each false alarm, ``--set`` chooses the half."""
    ask = argparse.ArgumentParser()
    ask.add_argument("--set", choices=("seen", "held", "fresh", "open", "closed"), default="seen")
    ask.add_argument("--show", action="store_true")
    ask.add_argument("--check", action="store_true", help="only hold the labels to their own sums")
    ask.add_argument("--pdf", action="store_true", help="read all of it from a PDF")
    args = ask.parse_args()
    if args.set in ("open", "closed"):
        if args.set == "closed" and args.show:
            ask.error("the closed set is counted, never shown")
        found = records(HERE / f"unseen_{args.set}.jsonl")
        if args.pdf:
            print_all([record.text for record in found])
        labelled(args.set, found, args.show)
        return
    prose = passages(HERE / f"{args.set}.txt")
    if args.check:
        for passage in prose:
            for stated, formula, holds in passage.claims:
                note = "" if holds else "wrong as published"
                print(f"{stated:24} {formula:40} {value_of(formula):14.3f} {note}")
        return
    if args.pdf:
        print_all(_every_text(prose, HERE / f"{args.set}_tables.txt"))
    text = score(prose, args.show)
    print(text.line(f"{args.set}: {len(prose)} passages"))
    table = tables(HERE / f"{args.set}_tables.txt", args.show)
    print(table.line(f"{args.set}: tables"))
    for (rule, right), times in sorted(text.by_rule.items()):
        print(f"    {rule:24} {'right' if right else 'false'} {times}")


if __name__ == "__main__":
    main()
