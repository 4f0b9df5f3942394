"""Numbers for sections, paragraphs, tables and charts, and the anchors that go with them."""

from __future__ import annotations

from dataclasses import dataclass, field

from reckoner.reports.figures.language import Language


@dataclass
class Numbering:
    """Hands out numbers in reading order. The introduction and unnumbered publications get anchors only."""

    language: Language
    numbered: bool
    section: int = 0
    paragraph: int = 0
    part: int = 0
    called: str = ""
    _counts: dict[str, int] = field(default_factory=dict)

    def next_section(self) -> str:
        """The number of the section that begins: "3", or nothing; then ``called`` names its paragraphs."""
        self.section += 1
        self.called = ""
        self.paragraph = self.part = 0
        return str(self.section) if self.numbered else ""

    @property
    def section_label(self) -> str:
        """What the list of sources calls the section at hand: "section 3", or nothing."""
        return self.language.say("document.section", number=str(self.section)) if self.numbered else ""

    @property
    def mention(self) -> str:
        """What the list of sources calls the place at hand: a paragraph by its number, or its section."""
        return self.called if self.section and self.called and not self.numbered else self._label

    def next_paragraph(self) -> tuple[str, str, str]:
        """Number, ledger label and anchor of a paragraph: "3.2", "paragraph 3.2", "p3-2".

        Without numbers the ledger names it by its section's heading: "A plan for the year, paragraph 2".
        """
        self.paragraph += 1
        self.part = 0
        return (self._dotted if self.numbered and self.section else "", self._label, self._anchor)

    def continued(self) -> tuple[str, str, str]:
        """The same for a list or table that goes on from the paragraph before it."""
        if not self.paragraph:
            return self.next_paragraph()
        self.part += 1
        return "", self._label, f"{self._anchor}-{self.part}"

    def label(self, kind: str) -> str:
        """The next label of its kind: "Table 2", "Figure 5"."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        return self.language.say(f"document.{kind}", number=str(self._counts[kind]))

    @property
    def _dotted(self) -> str:
        return f"{self.section}.{self.paragraph}"

    @property
    def _label(self) -> str:
        if not self.section:
            return self.language.say("document.introduction")
        if self.called and not self.numbered:
            say, position = self.language.say, str(self.paragraph)
            return say("document.paragraph_in", section=self.called, number=position)
        return self.language.say("document.paragraph", number=self._dotted)

    @property
    def _anchor(self) -> str:
        return f"p{self.section}-{self.paragraph}"
