"""What an item of a report has beside its words: priorities, key numbers, cards, a picture."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from reports.booklet import Card, Item, KeyNumber, Picture, Priority
from reports.compose.priorities import Plan, read_plan
from reports.compose.sourcebook import SourceBook
from reports.content.edition import PICTURES, EditionWords, SectionWords
from reports.content.resolve import Resolver
from reports.errors import Fault, Place, nearest
from reports.figures.printed import printed_in
from reports.modules.library import Library


class Items:
    """Makes the items of one edition, and adds to ``faults`` what is wrong with them."""

    def __init__(
        self, words: EditionWords, library: Library, resolver: Resolver, book: SourceBook, faults: list[Fault]
    ) -> None:
        self.words, self.library, self.resolver, self.book, self.faults = (
            words, library, resolver, book, faults,
        )  # fmt: skip

    @cached_property
    def plan(self) -> Plan:
        """The plan that the edition names, with its priorities."""
        return read_plan(self.words, self.library, self.faults)

    def item(self, section: SectionWords) -> Item | None:
        """The item of a section; none where the edition has no parts."""
        if not self.words.front.parts:
            return None
        front = section.front
        return Item(
            part=front.part or "",
            priorities=tuple(self._priorities(section)),
            numbers=tuple(self._numbers(section)),
            cards=tuple(self._cards(section)),
            picture=self._picture(section),
            layout=front.layout,
            portrait=front.supply.portrait,
            signature=front.supply.signature,
        )

    def _priorities(self, section: SectionWords) -> Iterator[Priority]:
        for place, number in enumerate(section.front.priorities):
            if number in self.plan.titles:
                yield Priority(number, self.plan.titles[number])
                continue
            where = section.file.front.place("priorities", place)
            todo = (
                nearest(number, self.plan.titles)
                if self.plan.name
                else "Name the plan: `plan: MODULE.TABLE`."
            )
            self.faults.append(Fault(f"the plan has no priority {number}", where, todo))

    def _numbers(self, section: SectionWords) -> Iterator[KeyNumber]:
        for place, entry in enumerate(section.front.numbers):
            where = section.file.front.place("numbers", place)
            figure, words = (self.resolver.sentence(text, where) for text in (entry.figure, entry.words))
            if len(printed_in(figure)) != 1:
                todo = 'Write it like "{{ workforce.officers }}".'
                self.faults.append(Fault("a key number needs one figure", where, todo))
            mark = self.book.mark(
                [*printed_in(figure), *printed_in(words)], section.front.title, section.anchor
            )
            yield KeyNumber(figure, words, mark.labels)

    def _cards(self, section: SectionWords) -> Iterator[Card]:
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
            groups.setdefault(str(row[0]), []).append(str(row[1]))
        for heading, entries in groups.items():
            yield Card(heading, tuple(entries))

    def _picture(self, section: SectionWords) -> Picture | None:
        entry = section.front.picture
        if entry is None:
            return None
        where = section.file.front.place("picture")
        for name, todo in (("credit", "Say who made it."), ("alt", "Say what it shows.")):
            if not getattr(entry, name).strip():
                self.faults.append(Fault(f"the picture {entry.file} has no {name}", where, todo))
        path = self.words.file.front.path.parent / PICTURES / entry.file
        return Picture(entry.file, self._bytes(path.name, where), entry.alt, entry.caption, entry.credit)

    def _bytes(self, name: str, where: Place) -> bytes:
        folder = self.words.file.front.path.parent / PICTURES
        try:
            return (folder / name).read_bytes()
        except OSError:
            known = [path.name for path in folder.glob("*")]
            self.faults.append(
                Fault(f"there is no picture {name!r} in {PICTURES}/", where, nearest(name, known))
            )
            return b""
