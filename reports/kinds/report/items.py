"""What an item of a report has beside its words: priorities, key numbers, cards, a picture."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from reckoner.reports.compose.resolve import Resolver
from reckoner.reports.compose.sourcebook import SourceBook
from reckoner.reports.errors import Fault, Place, nearest
from reckoner.reports.figures.printed import Gap, Sentence, plain, printed_in
from reckoner.reports.findings import Finding
from reckoner.reports.kinds.report.document import Card, Item, KeyNumber, Priority
from reckoner.reports.kinds.report.priorities import Plan, read_plan
from reckoner.reports.kinds.report.words import ItemWords, ReportWords
from reckoner.reports.modules.library import Library
from reckoner.reports.settings.typographer import typographic


class Items:
    """Makes the items of one edition, and adds to ``faults`` and ``remarks`` what is wrong with them."""

    def __init__(
        self,
        words: ReportWords,
        library: Library,
        resolver: Resolver,
        book: SourceBook,
        faults: list[Fault],
        remarks: list[Finding],
    ) -> None:
        self.words, self.library, self.resolver, self.book, self.faults, self.remarks = (
            words, library, resolver, book, faults, remarks,
        )  # fmt: skip

    @cached_property
    def plan(self) -> Plan:
        """The plan that the edition names, with its priorities."""
        return read_plan(self.words, self.library, self.faults)

    def item(self, section: ItemWords) -> Item:
        """The item that a section is."""
        front, numbers = section.front, tuple(self._numbers(section))
        result = self._result(section, front.result)
        return Item(
            part=front.part or "",
            priorities=tuple(self._priorities(section)),
            numbers=numbers,
            result=result,
            outcome=front.outcome or ("activity" if result or numbers else "none"),
            cards=tuple(self._cards(section)),
            picture=section.picture,
            layout=front.layout,
            portrait=front.supply.portrait,
            signature=front.supply.signature,
            summary=front.summary,
        )

    def _priorities(self, section: ItemWords) -> Iterator[Priority]:
        for place, entry in enumerate(section.front.priorities):
            number = entry.number
            if number in self.plan.titles:
                result = self._result(section, entry.result)
                yield Priority(number, self.plan.titles[number], result, entry.outcome)
                continue
            where = section.file.front.place("priorities", place)
            todo = (
                nearest(number, self.plan.titles)
                if self.plan.name
                else "Name the plan: `plan: MODULE.TABLE`."
            )
            self.faults.append(Fault(f"the plan has no priority {number}", where, todo))

    def _numbers(self, section: ItemWords) -> Iterator[KeyNumber]:
        for place, entry in enumerate(section.front.numbers):
            where = section.file.front.place("numbers", place)
            texts = (entry.when or entry.figure, entry.words, entry.against)
            figure, words, against = (self.resolver.sentence(text, where) for text in texts)
            self._look_at(figure, (*words, *against), section, where)
            one = len(printed_in(figure)) == 1 or bool(entry.when and not entry.figure)
            if not one and not any(isinstance(part, Gap) for part in figure):
                todo = 'Write it like "{{ workforce.officers }}".'
                self.faults.append(Fault("a key number needs one figure", where, todo))
            if trend := self.resolver.trend_beside(entry.figure):
                words = self.resolver.wording.language.sentence(
                    "trend.key_number", words=words, trend=(trend,)
                )
            printed = [*printed_in(figure), *printed_in(words), *printed_in(against)]
            mark = self.book.mark(printed, section.front.title, section.anchor)
            yield KeyNumber(figure, words, mark, typographic(entry.group), against, bool(entry.when))

    def _result(self, section: ItemWords, said: str) -> KeyNumber | None:
        if not said:
            return None
        words = self.resolver.sentence(said, section.file.front.place("result"))
        return KeyNumber((), words, self.book.mark(printed_in(words), section.front.title, section.anchor))

    def _look_at(self, figure: Sentence, words: Sentence, section: ItemWords, where: Place) -> None:
        """A key number stands alone at the top of its page: an old one there makes the draft unfit."""
        if self.resolver.freshness:
            printed = (*printed_in(figure), *printed_in(words))
            text = f"{section.front.title} {plain(figure)} {plain(words)}"
            self.remarks += self.resolver.freshness.find(printed, text, where, "error")

    def _cards(self, section: ItemWords) -> Iterator[Card]:
        name = section.front.cards
        if name is None:
            return
        if name not in self.library.tables:
            where = section.file.front.place("cards")
            self.faults.append(
                Fault(f"there is no table {name!r}", where, nearest(name, self.library.tables))
            )
            return
        groups: dict[str, list[str]] = {}
        for row in self.library.tables[name].table.rows:
            groups.setdefault(typographic(str(row[0])), []).append(typographic(str(row[1])))
        for heading, entries in groups.items():
            yield Card(heading, tuple(entries))
