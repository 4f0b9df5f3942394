"""Figures in running text: "over" is not printed twice, and a sentence that one begins has its capital."""

from __future__ import annotations

import re
from dataclasses import replace

from reckoner.reports.figures.language import Language
from reckoner.reports.figures.printed import Printed
from reckoner.reports.prose import Emphasis, Foreign, Link, Run, Runs, Strong, text_of

_ENDED = re.compile(r"[.!?]['\"’”)]*\s+$")


def in_flow(runs: Runs, language: Language) -> Runs:
    """The runs of one paragraph, cell or item. Only what ends like a sentence begins like one."""
    is_sentence = text_of(runs).rstrip().endswith((".", "!", "?"))
    return _walk(runs, "", language, is_sentence)[0]


def _walk(runs: Runs, before: str, language: Language, is_sentence: bool) -> tuple[Runs, str]:
    found: list[Run] = []
    for run in runs:
        if isinstance(run, Strong | Emphasis | Link | Foreign):
            inner, before = _walk(run.runs, before, language, is_sentence)
            found.append(replace(run, runs=inner))
            continue
        if isinstance(run, Printed):
            run = _capital(_once(run, before, language), before, is_sentence)
        found.append(run)
        before += text_of((run,))
    return tuple(found), before


def _once(printed: Printed, before: str, language: Language) -> Printed:
    """Without its qualifier where the words have it already: "Over" and "over 50,000"."""
    word = language.say(f"qualifier.{printed.figure.qualifier}", number="\0").partition("\0")[0]
    doubled = word.strip() and re.search(rf"\b{re.escape(word.strip())}\s+$", before, re.IGNORECASE)
    return replace(printed, text=printed.text.removeprefix(word)) if doubled else printed


def _capital(printed: Printed, before: str, is_sentence: bool) -> Printed:
    begins = is_sentence if not before.strip() else bool(_ENDED.search(before))
    return replace(printed, text=printed.text[:1].upper() + printed.text[1:]) if begins else printed
