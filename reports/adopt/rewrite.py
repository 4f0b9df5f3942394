"""Texts of files with one thing put in: a placeholder, a fact, an entry under ``not_figures``."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date

from reckoner.reports.adopt.typed import TypedNumber
from reckoner.reports.content.frontmatter import FENCE

_KEY = re.compile(r"([A-Za-z_]+):")


@dataclass(frozen=True)
class NewFact:
    """A fact to be written: who says so is its origin."""

    name: str
    value: str
    unit: str
    noun: str
    origin: str
    period: str = ""
    qualifier: str = ""
    says: str = ""


@dataclass(frozen=True)
class NewOrigin:
    """Who says so, where the house doesn't know them yet."""

    name: str
    producer: str
    document: str
    received: date
    licence: str = "not said"


def linked(text: str, typed: TypedNumber, placeholder: str) -> str:
    """The file with a placeholder in place of the number."""
    lines = text.splitlines(keepends=True)
    line = lines[typed.line - 1]
    lines[typed.line - 1] = f"{line[: typed.start]}{{{{ {placeholder} }}}}{line[typed.end :]}"
    return "".join(lines)


def with_name(text: str, name: str, reason: str) -> str:
    """The file with an entry under its front matter's ``not_figures``."""
    lines = text.splitlines(keepends=True)
    end = next(number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE)
    return "".join(_under(lines[:end], "not_figures", [_listed(name, reason)]) + lines[end:])


def _listed(name: str, reason: str) -> str:
    return f"  - {{text: {_quoted(name)}, reason: {_quoted(reason)}}}\n"


def with_fact(text: str, fact: NewFact, origin: NewOrigin | None) -> str:
    """facts.yaml with a fact, and its origin where that is new."""
    lines = text.splitlines(keepends=True)
    if origin:
        lines = _under(lines, "origins", _origin_lines(origin))
    return "".join(_under(lines, "facts", [_fact_line(fact)]))


def _fact_line(fact: NewFact) -> str:
    said = {"value": fact.value, "qualifier": fact.qualifier, "unit": _quoted(fact.unit),
            "noun": _quoted(fact.noun) if fact.noun else "", "period": fact.period, "origin": fact.origin,
            "says": _quoted(fact.says) if fact.says else ""}  # fmt: skip
    inside = ", ".join(f"{key}: {value}" for key, value in said.items() if value)
    return f"  {fact.name}: {{{inside}}}\n"


def _origin_lines(origin: NewOrigin) -> list[str]:
    said = {
        "kind": "kept",
        "producer": _quoted(origin.producer),
        "document": _quoted(origin.document),
        "received": origin.received.isoformat(),
        "from": _quoted(origin.producer),
        "licence": _quoted(origin.licence),
    }
    return [f"  {origin.name}:\n", *(f"    {key}: {value}\n" for key, value in said.items())]


def _under(lines: list[str], key: str, new: list[str]) -> list[str]:
    """The lines with more at the end of a top-level key's block; the key is added where there is none."""
    at = next((n for n, line in enumerate(lines) if _KEY.match(line) and line.startswith(f"{key}:")), None)
    if at is None:
        ended = [*lines[:-1], lines[-1].rstrip("\n") + "\n"] if lines else []
        return [*ended, f"{key}:\n", *new]
    end = next((n for n in range(at + 1, len(lines)) if _ends(lines[n])), len(lines))
    while end > at + 1 and not lines[end - 1].strip():
        end -= 1
    head = lines[at].rstrip().removeprefix(f"{key}:").strip()
    begun = [f"{key}:\n"] if head in ("[]", "{}") else [lines[at].rstrip("\n") + "\n"]
    inside = [*lines[at + 1 : end - 1], lines[end - 1].rstrip("\n") + "\n"] if end > at + 1 else []
    return [*lines[:at], *begun, *inside, *new, *lines[end:]]


def _ends(line: str) -> bool:
    """Whether a line belongs to the next key: it isn't indented, nor a list's item, a comment or empty."""
    return bool(line.strip()) and not line.startswith((" ", "\t", "-", "#"))


def _quoted(text: str) -> str:
    """The text as YAML reads it whatever it holds."""
    return json.dumps(text, ensure_ascii=False)
