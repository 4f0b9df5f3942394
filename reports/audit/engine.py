"""The engine: every rule over every sentence and table of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reports.audit.document import Block, Document
from reports.audit.finding import Checked, Finding
from reports.audit.language.sentence import Sentence, sentences_of
from reports.audit.rules import averages, change, dates, parts, phones, points, ratios, shares, spans
from reports.audit.rules.report import Claims

_LINKS = ("(", "this", "that", "these", "it", "an", "a", "the", "up", "down", "which", "representing")
SENTENCE_RULES = (
    change.find, shares.find, parts.find, ratios.find, averages.find, points.find, dates.find, phones.find, spans.find,
)  # fmt: skip


def audit(document: Document) -> tuple[list[Finding], Checked]:
    """What does not agree within a document, in its order, and how much was read."""
    claims = Claims()
    numbers = 0
    findings: list[Finding] = []
    for block in document.blocks():
        sentences = list(sentences_of(block))
        numbers += sum(len(sentence.quantities) for sentence in sentences)
        findings += _in_sentences(sentences, claims)
    return _once(findings), Checked(numbers, claims.number)


def _in_sentences(sentences: list[Sentence], claims: Claims) -> Iterator[Finding]:
    before: Sentence | None = None
    for sentence in sentences:
        if any(item.kind not in ("word", "sign") for item in sentence.items):
            seen: set[tuple[str, int | None, int | None]] = set()
            for window in _windows(before, sentence):
                found = [finding for rule in SENTENCE_RULES for finding in rule(window, claims)]
                yield from (f for f in found if (f.stated, f.line, f.page) not in seen)
                seen.update((f.stated, f.line, f.page) for f in found)
        before = sentence


def _windows(before: Sentence | None, sentence: Sentence) -> Iterator[Sentence]:
    """The sentence, and once more with the one before it where it leans on that."""
    yield sentence
    first = sentence.items[0].lower if sentence.items else ""
    if before is not None and before.quantities and first in _LINKS and len(before.text) < 1500:
        block: Block = sentence.block
        end = sentence.start + len(sentence.text)
        yield Sentence(block.text[before.start : end], block, before.start)


def _once(findings: Iterable[Finding]) -> list[Finding]:
    """Each thing once: of two findings on one number in one place, the shorter quote stays."""
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        key = (finding.rule, finding.stated, finding.line, finding.page)
        if key not in kept or len(finding.quote) < len(kept[key].quote):
            kept[key] = finding
    return list(kept.values())
