"""YAML text as a tree of nodes with their lines, by YAML 1.2's core rules: ``yes`` and ``on`` are words.

libyaml splits the text into events in C; the tree is built here, because its own builder takes as many
levels of the stack as a file has levels of nesting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

import yaml
from yaml.error import MarkedYAMLError

TAG = "tag:yaml.org,2002:"
MOST_LEVELS = 50
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_BOOLS = frozenset(("true", "True", "TRUE", "false", "False", "FALSE"))
_NUMBERS = re.compile(
    r"""(?P<int> [-+]?(0|[1-9][0-9_]*) )
    |(?P<float> [-+]?( [0-9][0-9_]*(\.[0-9_]*([eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)
                     | \.[0-9][0-9_]*([eE][-+][0-9]+)? ) )
    |(?P<timestamp> [0-9]{4}-[0-9]{2}-[0-9]{2} )""",
    re.VERBOSE,
)


class TooMuch(Exception):
    """The file holds more, or goes deeper, than any settings do."""


@dataclass(slots=True)
class Scalar:
    """A single value. ``line`` counts from 0."""

    tag: str
    line: int
    value: str


@dataclass(slots=True)
class Sequence:
    """A list."""

    tag: str
    line: int
    items: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Mapping:
    """Pairs in the order of the file, repeated keys too."""

    tag: str
    line: int
    pairs: list[tuple[Node, Node]] = field(default_factory=list)


Node = Scalar | Sequence | Mapping
_Kept = TypeVar("_Kept", Scalar, Sequence, Mapping)


def compose(text: str) -> Node | None:
    """The tree of a text; None where it holds nothing. Aliases are the very node that they name.

    Raises yaml.YAMLError, with a mark where there is one, for what is not YAML; TooMuch where it is too deep.
    """
    events = _Events(text)
    events.take()  # the stream begins
    if isinstance(events.take(), yaml.StreamEndEvent):
        return None
    node = events.node(events.take())
    events.take()  # the document ends
    if not isinstance(after := events.take(), yaml.StreamEndEvent):
        what = "expected a single document in the stream, but found another document"
        raise MarkedYAMLError(None, None, what, after.start_mark)
    return node


def _kind(text: str) -> str:
    """What plain text is by its form."""
    if text in _NULLS:
        return "null"
    if text in _BOOLS:
        return "bool"
    if text == "<<":
        return "merge"
    number = _NUMBERS.fullmatch(text)
    return (number.lastgroup if number else None) or "str"


class _Events:
    def __init__(self, text: str) -> None:
        self.events: Iterator[Any] = yaml.parse(text, Loader=yaml.CSafeLoader)
        self.anchors: dict[str, Node] = {}

    def take(self) -> Any:
        return next(self.events)

    def node(self, event: Any, level: int = 0) -> Node:
        if level > MOST_LEVELS:
            raise TooMuch("it is too deep")
        if isinstance(event, yaml.AliasEvent):
            return self.named(event)
        line = event.start_mark.line
        if isinstance(event, yaml.ScalarEvent):
            kind = _kind(event.value) if event.implicit[0] else "str"
            return self.keep(event, Scalar(_tag(event, kind), line, event.value))
        if isinstance(event, yaml.SequenceStartEvent):
            sequence = self.keep(event, Sequence(_tag(event, "seq"), line))
            while not isinstance(item := self.take(), yaml.SequenceEndEvent):
                sequence.items.append(self.node(item, level + 1))
            return sequence
        mapping = self.keep(event, Mapping(_tag(event, "map"), line))
        while not isinstance(key := self.take(), yaml.MappingEndEvent):
            mapping.pairs.append((self.node(key, level + 1), self.node(self.take(), level + 1)))
        return mapping

    def keep(self, event: Any, node: _Kept) -> _Kept:
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        return node

    def named(self, event: Any) -> Node:
        if event.anchor not in self.anchors:
            what = f"found undefined alias {event.anchor!r}"
            raise MarkedYAMLError(None, None, what, event.start_mark)
        return self.anchors[event.anchor]


def _tag(event: Any, kind: str) -> str:
    return f"{TAG}{kind}" if event.tag in (None, "!") else str(event.tag)
