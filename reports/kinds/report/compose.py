"""A report in parts composed: its items, its parts, its table of priorities and its glossary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from reckoner.charts.look import Look, in_steps
from reckoner.reports.compose.compose import Composer
from reckoner.reports.compose.task import Task
from reckoner.reports.content.edition import SectionWords
from reckoner.reports.document import ChartSlot, DocumentBlock, NumberedParagraph, Section, extended
from reckoner.reports.figures.printed import printed_in
from reckoner.reports.kinds.report.document import ItemSection, Report
from reckoner.reports.kinds.report.glossary import abbreviations_of
from reckoner.reports.kinds.report.items import Items
from reckoner.reports.kinds.report.options import ReportOptions
from reckoner.reports.kinds.report.parts import parts_of
from reckoner.reports.kinds.report.priorities import OUTCOMES, counted, priority_rows, said_of
from reckoner.reports.kinds.report.words import ItemWords, ReportWords
from reckoner.reports.prose import Grid, ItemList, Paragraph, Quotation, figures_in


class ReportComposer(Composer[Report, ItemSection]):
    """Composes a report: all that it says rests on a source, with figures or without."""

    rests_on_said = (Grid, ItemList, Paragraph, Quotation)

    def __init__(self, task: Task, words: ReportWords) -> None:
        self.report = words  # whose day of publication is asked for at once
        super().__init__(task, words, Report)
        self.plain_look = self.look
        self.items = Items(words, self.library, self.resolver, self.book, self.faults, self.remarks)

    @property
    def dated(self) -> date:
        """The day on which it comes out, where its words name one."""
        return self.report.front.published or super().dated

    def sections(self) -> tuple[ItemSection, ...]:
        """The items, in order."""
        return tuple(
            extended(self.section(words), ItemSection, item=self.items.item(words))
            for words in self.report.sections
        )

    def section(self, section: SectionWords) -> Section:
        """A section, its charts in the colour of its part."""
        self.look = self._look_in(section.front.part if isinstance(section, ItemWords) else None)
        composed = super().section(section)
        around = zip(composed.blocks, (*composed.blocks[1:], None), strict=False)
        return replace(composed, blocks=tuple(_led_to(block, after) for block, after in around))

    def _look_in(self, part: str | None) -> Look:
        colours = self.task.publication.own(ReportOptions).colours
        name = next((entry.colour for entry in self.report.front.parts if entry.id == part), "")
        if name not in colours:
            return self.plain_look
        return replace(self.plain_look, colours=in_steps((colours[name], *self.plain_look.colours[1:])))

    def more(self, sections: tuple[ItemSection, ...]) -> Mapping[str, Any]:
        """Parts, priorities and abbreviations."""
        colours = self.task.publication.own(ReportOptions).colours
        rows = priority_rows(self.items.plan, sections)
        only = said_of(rows, self.items.plan, self.wording)
        counts = counted(rows, self.items.plan, self.wording)
        printed = [each for said in (only, *counts.values()) for each in printed_in(said)]
        say = self.wording.language.say
        heads = ("priority", "priority_short", "priority_item", "priority_known", "priority_outcome")
        return {
            "parts": parts_of(self.report, colours, self.faults),
            "priorities": rows,
            "priority_only": only,
            "priority_source": self.book.mark(printed, say("document.priority_table"), "priorities"),
            "priority_label": self.numbering.label("table") if rows else "",
            "priority_heads": tuple(say(f"document.{name}") for name in heads),
            "outcome_counts": counts,
            "outcomes": {name: say(f"document.outcome_{name}") for name in OUTCOMES},
            "abbreviations": abbreviations_of(self.report, sections, self.faults),
        }


def _led_to(block: DocumentBlock, after: DocumentBlock | None) -> DocumentBlock:
    """The block; words without a figure that lead to a chart rest on the chart's sources."""
    match block, after:
        case NumberedParagraph(), ChartSlot() if not figures_in(block.block):
            return replace(block, source=after.source)
    return block
