"""Two hundred documents that nobody would write, from words to a PDF and back (a tenth in `make test`).

Their tables span rows and columns up to forty wide, words are long as a line, names run from right to
left, sections are empty, notes are many. All of them render without a word in the log, conform to
PDF/UA-1 and PDF/A-3a, pass our own checks, and are heard exactly as the page says.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from reckoner.reports.checks.pdf import vera
from reckoner.reports.checks.pdf.expected import Expected
from reckoner.reports.checks.pdf.meant import tidy
from reckoner.reports.checks.pdf.run import LOOKS, check_pdf
from reckoner.reports.checks.pdf.tags import Element, read_pdf
from reckoner.reports.document import Document
from reckoner.reports.findings import Finding
from reckoner.reports.render.pdf.engine import Rendered
from tests.render.pdf.documents import documents
from tests.render.pdf.paper import FILES, page_of, printed

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Case:
    document: Document
    html: str
    rendered: Rendered


@pytest.fixture(scope="module")
def cases(soak_scale: Callable[[int], int]) -> list[Case]:
    drawn: list[Document] = []

    @settings(
        max_examples=soak_scale(200),
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(documents())
    def draw(document: Document) -> None:
        drawn.append(document)

    draw()
    return [Case(document, page_of(document), printed(document)) for document in drawn]


def test_they_are_drawn_without_a_word_in_the_log(cases: list[Case]) -> None:
    wide = "run out of their box"  # forty columns on a page: that is said, and is so
    assert [line for case in cases for line in case.rendered.log if wide not in line] == []


def test_our_own_checks_find_nothing(cases: list[Case]) -> None:
    found: list[Finding] = []
    for case in cases:
        all_found = check_pdf(case.rendered.pdf, Expected(case.document, FILES))
        found += (each for each in all_found if each.rule not in LOOKS)  # nobody minds how these look
    assert found == []


def test_the_reference_validator_finds_nothing(cases: list[Case], tmp_path: Path) -> None:
    for number, case in enumerate(cases):
        (tmp_path / f"{number}.pdf").write_bytes(case.rendered.pdf)
    verdicts = vera.validate(sorted(tmp_path.glob("*.pdf")))
    assert list(vera.find(verdicts)) == []
    assert all(verdict.compliant for verdict in verdicts)
    assert len(verdicts) == 2 * len(cases)


def test_each_page_is_heard_word_for_word(cases: list[Case]) -> None:
    for case in cases:
        assert heard(case.rendered.pdf) == tidy(written(case.html))


def heard(pdf: bytes) -> str:
    """All that is heard, without the bullets and numbers of lists, which the page does not hold."""
    reading = read_pdf(pdf)
    with reading.pdf:
        for element in list(reading.tree.walk()):
            if element.kind == "L" and str(element.attribute("/ListNumbering")) != "/None":
                for item in element.all("LI"):
                    item.kids = [
                        kid for kid in item.kids if not (isinstance(kid, Element) and kid.kind == "Lbl")
                    ]
        return tidy(reading.tree.text)


def written(html: str) -> str:
    """All that the page says in print, blocks parted by a space."""
    reader = _Words()
    reader.feed(html)
    return "".join(reader.parts)


_UNHEARD = {"unseen", "running-title", "running-twin"}
_INLINE = {"a", "abbr", "code", "data", "em", "q", "span", "strong", "sub", "sup"}
_VOID = {"img", "br", "meta", "link"}


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _VOID:
            if not self.silent:
                self.parts.append(f" {given.get('alt') or ''} ")
        elif self.silent or tag == "head" or _UNHEARD & set((given.get("class") or "").split()):
            self.silent.append(tag)
        elif tag not in _INLINE:
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self.silent:
            self.silent.pop()
        elif tag not in _INLINE:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)
        elif self.silent == ["span"] and data[:1].isspace():
            self.parts.append(" ")  # of no width, but it parts the words around it
