"""YAML nodes as plain values with their lines: no duplicate keys, no tags, decimals exactly as written.

Hostile files end in a fault too: bombs of aliases, bottomless nesting, numbers of a thousand digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from reckoner.reports.errors import Fault, Place
from reckoner.reports.settings.tree import MOST_LEVELS, TAG, Mapping, Node, Scalar, Sequence, TooMuch

Key = str | int
Path_ = tuple[Key, ...]
_MOST_NODES = 200_000
_MOST_DIGITS = 30
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9_]*)")
_DECIMAL = re.compile(r"[-+]?(?=\.?[0-9])[0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Characters that nobody sees and that change what others see: controls, separators of lines, and those
# that turn the direction of writing round ("21" shown for "12").
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


class NodeReader:
    """Turns composed nodes into plain values, noting lines and gathering faults."""

    def __init__(self, shown: str, first_line: int) -> None:
        self.shown, self.first_line = shown, first_line
        self.lines: dict[Path_, int] = {}
        self.faults: list[Fault] = []
        self.seen = 0

    def fault(self, node: Node, what: str, todo: str) -> None:
        self.faults.append(Fault(what, Place(self.shown, self.line(node)), todo))

    def line(self, node: Node) -> int:
        return node.line + self.first_line

    def value(self, node: Node, path: Path_) -> Any:
        self.seen += 1
        if self.seen > _MOST_NODES:
            raise TooMuch("it is too large")
        if len(path) > MOST_LEVELS:
            raise TooMuch("it is too deep")
        self.lines.setdefault(path, self.line(node))
        if not isinstance(node, Scalar) and node.tag not in (f"{TAG}map", f"{TAG}seq"):
            self.refuse_tag(node)
        if isinstance(node, Mapping):
            return dict(self.pairs(node, path))
        if isinstance(node, Sequence):
            return [self.value(item, (*path, number)) for number, item in enumerate(node.items)]
        return self.scalar(node)

    def pairs(self, node: Mapping, path: Path_) -> Iterator[tuple[str, Any]]:
        known: dict[str, int] = {}
        for key_node, value_node in node.pairs:
            if not isinstance(key_node, Scalar):
                self.fault(key_node, "a key must be a word", "Put quotes around it.")
                continue
            key = self.text(key_node)
            if not key_node.tag.startswith(TAG):
                self.refuse_tag(key_node)
            elif key_node.tag == f"{TAG}merge":
                self.fault(key_node, "merge keys (<<) are not read", "Write the lines out.")
            elif key in known:
                what = f"{key!r} stands twice, first in line {known[key]}"
                self.fault(key_node, what, "Keep one of the two.")
            known[key] = self.line(key_node)
            self.lines[(*path, key)] = self.line(key_node)
            yield key, self.value(value_node, (*path, key))

    def scalar(self, node: Scalar) -> Any:
        text = self.text(node)
        match node.tag.removeprefix(TAG):
            case "null" if text.lower() in ("", "~", "null"):
                return None
            case "bool" if text.lower() in ("true", "false"):
                return text.lower() == "true"
            case "int" if _INTEGER.fullmatch(text):
                number = self.number(node)
                return None if number is None else int(number)
            case "float" if _DECIMAL.fullmatch(text):
                return self.number(node)
            case "timestamp" if _DATE.fullmatch(text):
                return self.date(node)
            case "str" | "null" | "bool" | "int" | "float" | "timestamp":
                return text
        self.refuse_tag(node)
        return None

    def refuse_tag(self, node: Node) -> None:
        self.fault(node, f"a tag ({node.tag}) is not allowed here", "Write a plain value.")

    def text(self, node: Scalar) -> str:
        text = node.value
        if found := UNSEEN.search(text):
            self.fault(node, f"there is a control character (U+{ord(found[0]):04X})", "Take it out.")
        return text

    def number(self, node: Scalar) -> Decimal | None:
        """A number as written, within reason: 1e999999 would fill the memory once it is printed."""
        number = Decimal(node.value.replace("_", "")) if len(node.value) <= _MOST_DIGITS else None
        if number is None or abs(number.adjusted()) >= _MOST_DIGITS:
            self.fault(node, "this number is too long", f"Write at most {_MOST_DIGITS} digits, or quote it.")
            return None
        return number

    def date(self, node: Scalar) -> date | None:
        try:
            return date.fromisoformat(node.value)
        except ValueError:
            self.fault(node, f"there is no day {node.value}", "Write a date as 2025-11-28.")
            return None
