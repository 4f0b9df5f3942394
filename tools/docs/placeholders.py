"""The page of what may stand between the braces, each with what it prints in the worked example."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from inspect import getdoc

from reckoner.reports.compose.occasion import occasion_of
from reckoner.reports.compose.resolve import Resolver
from reckoner.reports.compose.wording import wording_of
from reckoner.reports.content import placeholder
from reckoner.reports.content.markdown import read_markdown
from reckoner.reports.content.placeholder import GRADE_WORDS, STYLE_NAMES, WORD_STEPS
from reckoner.reports.figures.comparison import STEP_NAMES
from reckoner.reports.figures.unit import UNIT_NAMES
from reckoner.reports.kinds.registry import read_whole
from reckoner.reports.modules.library import load_library
from reckoner.reports.periods import period
from reckoner.reports.prose import Paragraph, text_of
from reckoner.reports.settings.house import read_house
from tools.docs.keys import ROOT

EDITION = ("panel-paper", "2025-11")
_COUNT, _SHARE = "crimes_solved.solved", "calls_999.within_10_seconds"
_MONTHS = "recorded_crime.crime at 2024-01..2024-04"
# Nothing in the worked example has a rate or a grade.
_UNSEEN = ("per_1000", "per_100000", GRADE_WORDS)
# What the first example can't show, being a count of a year to date.
_EXAMPLES = {
    "points_change": f"{_SHARE}.points_change",
    "share": _MONTHS.replace(" at", ".burglary.share at"),
    "total": _MONTHS.replace(" at", ".total at"),
    "trend_words": "recorded_crime.crime.trend_words at 2024-04",
    "in words": "police_and_crime_plan.objectives as in words",
    "£m": "office_restructure.savings as £m, 2 dp",
    "millions": "office_restructure.savings as millions, 2 dp",
    "mm:ss": "call_handling.answer_101 as mm:ss",
    "no unit": f"{_SHARE} as no unit",
    "no qualifier": "hotspot.patrol_hours as no qualifier",
    "signed": f"{_COUNT}.change as signed",
}


def placeholders_page() -> str:
    """The grammar, steps, words, styles, names of the office, forms of periods and units, in Markdown."""
    grammar = _indented(getdoc(placeholder) or "")
    forms = [line for line in (getdoc(period) or "").splitlines() if line.startswith("``")]
    styled = [_EXAMPLES.get(name, f"{_SHARE} as {name}") for name in STYLE_NAMES]
    return "\n".join(
        [
            "# Placeholders", "",
            "The whole grammar. [Words and placeholders](../placeholders.md) explains it with examples; what",
            "is printed here is printed by the code, in the worked example's Panel paper of 2025-11.", "",
            "```text", grammar, "```", "",
            *_shown("Steps", STEP_NAMES, [_EXAMPLES.get(each, f"{_COUNT}.{each}") for each in STEP_NAMES]),
            *_shown("Words", WORD_STEPS, [_EXAMPLES.get(each, f"{_COUNT}.{each}") for each in WORD_STEPS]),
            *_shown("Styles", STYLE_NAMES, styled),
            *_shown("Names of the office", _office(), [f"office {name}" for name in _office()]),
            "## Forms of a period", "", "| You write | It is |", "| --- | --- |",
            *(f"| `{form.strip('` ')}` | {what.strip()} |" for form, what in map(_halves, forms)), "",
            "## Units", "", ", ".join(f"`{name}`" for name in UNIT_NAMES) + ".", "",
        ]
    )  # fmt: skip


def printed(text: str) -> str:
    """What Markdown prints in the worked example. Raises ValueError with what is wrong in it."""
    resolver = _example()()
    reading = read_markdown(text, "page.md")
    blocks = [resolver.block(block) for block in reading.blocks]
    if faults := (*reading.faults, *resolver.faults):
        raise ValueError("\n".join(line for fault in faults for line in fault.lines()))
    return " ".join(text_of(block.runs) for block in blocks if isinstance(block, Paragraph))


def _shown(title: str, names: Iterable[str], examples: Iterable[str]) -> list[str]:
    rows = zip(names, examples, strict=True)
    return [
        f"## {title}", "", "| Name | You write | It prints |", "| --- | --- | --- |",
        *(_row(name, text) for name, text in rows), "",
    ]  # fmt: skip


def _row(name: str, text: str) -> str:
    if name in _UNSEEN:
        return f"| `{name}` | `{{{{ NAME.{name} }}}}` | not in the worked example |"
    return f"| `{name}` | `{{{{ {text} }}}}` | {printed(f'{{{{ {text} }}}}')} |"


@cache
def _example() -> Callable[[], Resolver]:
    """Makes resolvers with no faults found yet."""
    house = read_house(ROOT)
    wording, publication = wording_of(house), house.publication(EDITION[0])
    occasion = occasion_of(house, publication, EDITION[1], wording)
    front = read_whole(house.root, publication, EDITION[1]).editions[0].front
    catalogue, names = load_library(ROOT).catalogue, house.office.on(occasion.dated).names
    return lambda: Resolver(catalogue, wording, front.periods, occasion.dates, names)


def _office() -> tuple[str, ...]:
    return tuple(_example()().office)


def _indented(doc: str) -> str:
    return "\n".join(line.removeprefix("    ") for line in doc.splitlines() if line.startswith("    "))


def _halves(line: str) -> tuple[str, str]:
    form, what = line.split("  ", 1)
    return form, what
