"""Markdown read into blocks: a safe part of it, with placeholders as runs of their own.

Markup of other languages (HTML, comments, template instructions) is a fault with its line: it is neither
obeyed nor printed. Links go to https, mailto, tel or within the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin

from reckoner.reports.content.placeholder import BadPlaceholder, SlotReference, parse_placeholder
from reckoner.reports.errors import Fault, Place
from reckoner.reports.prose import (
    Block,
    Code,
    Emphasis,
    Foreign,
    Grid,
    ItemList,
    LineBreak,
    Link,
    Paragraph,
    Placeholder,
    Quotation,
    Run,
    Runs,
    Slot,
    Strong,
    Subheading,
    Text,
)

ADDRESS = re.compile(r"(https://[^\s]+|mailto:[^\s]+|tel:[+0-9()-]+|#[\w.-]+)")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_BRACES = re.compile(r"\{\{|\}\}")
_HTML = "Write Markdown: **bold**, *italics*, lists, tables; or put it between backticks to show it as it is."
_COMMENT = "Take it out: what nobody should read does not belong into a document's words."
_LINK = "Write [words](https://address) in one line, without spaces in the address."
# What the parser leaves in the text because it is of no use, with what to say of it.
_LEFT_OVER = (
    (re.compile(r"<!--|-->"), "a comment", _COMMENT),
    (re.compile(r"</?[A-Za-z][^\s<>]*(?=[\s>/]|$)"), "HTML", _HTML),
    (re.compile(r"\{[%#]|[%#]\}"), "an instruction for a template", "Take it out: nothing obeys it here."),
    (re.compile(r"\]\("), "a link that can't be read", _LINK),
)


@dataclass
class Reading:
    """The blocks of one text, and the faults found on the way."""

    blocks: tuple[Block, ...] = ()
    faults: list[Fault] = field(default_factory=list)


def read_markdown(text: str, shown: str, first_line: int = 1) -> Reading:
    """Read Markdown. ``first_line`` is the line of the file ``shown`` at which the text starts."""
    reader = _Reader(shown, first_line)
    tokens = markdown_parser().parse(text)
    reader.reading.blocks = tuple(reader.blocks(_Tokens(tokens)))
    return reader.reading


class _Parser(MarkdownIt):
    """Reads HTML and addresses of any kind as what they are, so that they can be refused with their line."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 (the library's name)
        """Any: those that its own rule refuses would be printed."""
        return bool(url)


def markdown_parser() -> MarkdownIt:
    """What reads Markdown into tokens, placeholders among them."""
    parser = _Parser("commonmark", {"html": True, "typographer": True}).enable(["table", "smartquotes"])
    parser.inline.ruler.before("escape", "placeholder", _placeholder_rule)
    return parser.use(attrs_plugin, spans=True, allowed=["lang"])


def _placeholder_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("{{", state.pos):
        return False
    end = state.src.find("}}", state.pos)
    inner = state.src[state.pos + 2 : end]
    if end < 0 or "{{" in inner:
        return False
    if not silent:
        token = state.push("placeholder", "", 0)
        token.content = inner.strip()
        token.meta = {"line": state.src.count("\n", 0, state.pos)}
    state.pos = end + 2
    return True


class _Tokens:
    """A stream of block tokens that can be read up to a closing one."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens, self.at = tokens, 0

    def __iter__(self) -> Iterator[Token]:
        while self.at < len(self.tokens):
            self.at += 1
            yield self.tokens[self.at - 1]

    def until(self, kind: str) -> _Tokens:
        """The tokens up to the next one of this kind at the depth of the token just read."""
        level = self.tokens[self.at - 1].level
        start = self.at
        while not (self.tokens[self.at].type == kind and self.tokens[self.at].level == level):
            self.at += 1
        self.at += 1
        return _Tokens(self.tokens[start : self.at - 1])


class _Reader:
    def __init__(self, shown: str, first_line: int) -> None:
        self.shown, self.first_line = shown, first_line
        self.line, self.row = first_line, 0  # of a block, and the line within it
        self.reading = Reading()

    def place(self, offset: int = 0) -> Place:
        return Place(self.shown, self.line + offset)

    def fault(self, what: str, todo: str) -> None:
        self.reading.faults.append(Fault(what, self.place(self.row), todo))

    def blocks(self, tokens: _Tokens) -> Iterator[Block]:
        for token in tokens:
            if token.map:
                self.line = self.first_line + token.map[0]
            where = self.place()
            match token.type:
                case "paragraph_open":
                    yield from self.paragraph(tokens.until("paragraph_close"), where)
                case "heading_open":
                    yield from self.heading(token, tokens.until("heading_close"), where)
                case "bullet_list_open" | "ordered_list_open":
                    closing = token.type.replace("open", "close")
                    yield self.item_list(tokens.until(closing), token.type.startswith("ordered"), where)
                case "blockquote_open":
                    yield Quotation(self.inner(tokens.until("blockquote_close")), where)
                case "table_open":
                    yield self.grid(tokens.until("table_close"), where)
                case _:
                    self.refuse(token)

    def refuse(self, token: Token) -> None:
        """A block that has no place in words."""
        match token.type:
            case "hr":
                self.fault("a line across the page has no meaning here", "Remove it, or start a new section.")
            case "html_block":
                self.html(token.content)
                self.row = 0
            case "fence" | "code_block":
                todo = "Remove the spaces before the line, or the ```."
                self.fault("a block of code has no place here", todo)
            case _:
                self.fault(f"{token.type} is not understood here", "Write it as a paragraph.")

    def paragraph(self, tokens: _Tokens, where: Place) -> Iterator[Block]:
        runs = self.inline(next(iter(tokens)))
        slots = [slot for run in runs if isinstance(run, Placeholder) and (slot := _slot(run))]
        if slots and len(runs) == 1:
            yield Slot(slots[0].kind, slots[0].name, where)
            return
        for slot in slots:
            self.fault(f"{slot.kind} {slot.name} stands within text", "Give it a paragraph of its own.")
        yield Paragraph(runs, where)

    def heading(self, token: Token, tokens: _Tokens, where: Place) -> Iterator[Block]:
        level = int(token.tag[1]) - 1
        if level < 1:
            self.fault("the section's own heading is its `title:`", "Begin subheadings with ##.")
        yield Subheading(self.inline(next(iter(tokens))), max(level, 1), where)

    def item_list(self, tokens: _Tokens, ordered: bool, where: Place) -> ItemList:
        items = []
        for token in tokens:
            if token.map:
                self.line = self.first_line + token.map[0]
            items.append(self.inner(tokens.until("list_item_close")))
        return ItemList(tuple(items), ordered, where)

    def inner(self, tokens: _Tokens) -> tuple[Block, ...]:
        """The blocks of a list item or a quotation, where no chart or table can stand."""
        blocks = tuple(self.blocks(tokens))
        for block in blocks:
            if isinstance(block, Slot):
                what = f"{block.kind} {block.name} stands in a list or a quotation"
                self.reading.faults.append(Fault(what, block.where, "Give it a paragraph of its own."))
        return blocks

    def grid(self, tokens: _Tokens, where: Place) -> Grid:
        rows: list[tuple[Runs, ...]] = []
        cells: list[Runs] = []
        aligned: list[Literal["start", "end"]] = []
        for token in tokens:
            if token.map:
                self.line = self.first_line + token.map[0]
            if token.type == "th_open":
                aligned.append("end" if "right" in str(token.attrs.get("style", "")) else "start")
            elif token.type == "inline":
                cells.append(self.inline(token))
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
        return Grid(rows[0], tuple(rows[1:]), tuple(aligned), where)

    def inline(self, token: Token) -> Runs:
        if token.map:
            self.line = self.first_line + token.map[0]
        runs = self.runs(_Tokens(token.children or []))
        self.row = 0
        return runs

    def runs(self, tokens: _Tokens) -> Runs:
        return _joined([run for token in tokens if (run := self.run(token, tokens)) is not None])

    def run(self, token: Token, tokens: _Tokens) -> Run | None:
        if token.type.endswith("_open") and token.type in _WITH_RUNS:
            return _WITH_RUNS[token.type](self, token, tokens.until(token.type.replace("_open", "_close")))
        match token.type:
            case "text":
                self.refuse_braces(token.content)
                self.refuse_left_over(token.content)
                return Text(token.content)
            case "code_inline":
                self.refuse_braces(token.content)
                return Code(token.content)
            case "html_inline":
                self.html(token.content)
            case "placeholder":
                return Placeholder(token.content, self.place(token.meta["line"]))
            case "softbreak":
                self.row += 1
                return Text(" ")
            case "hardbreak":
                self.row += 1
                return LineBreak()
            case "image":
                self.fault("a picture can't stand in this text", "Use {{ chart NAME }}, or front matter.")
            case _:
                self.fault(f"{token.type} is not understood here", "Write plain words.")
        return None

    def strong(self, _token: Token, tokens: _Tokens) -> Run:
        return Strong(self.runs(tokens))

    def emphasis(self, _token: Token, tokens: _Tokens) -> Run:
        return Emphasis(self.runs(tokens))

    def link(self, token: Token, tokens: _Tokens) -> Run:
        runs = self.runs(tokens)
        address = str(token.attrs.get("href", ""))
        self.refuse_braces(address.replace("%7B", "{").replace("%7D", "}"))
        if not ADDRESS.fullmatch(address):
            self.fault(
                f"the link {address!r} goes nowhere we can vouch for",
                "Use https://, mailto:, tel: or #section.",
            )
        if not runs:
            self.fault(f"the link to {address} has no words", "Write what the link leads to in the brackets.")
        return Link(runs, address)

    def foreign(self, token: Token, tokens: _Tokens) -> Run:
        language = str(token.attrs.get("lang", ""))
        if not _LANGUAGE.fullmatch(language):
            self.fault(f"{language!r} is not a language tag", "Write [words]{lang=cy}.")
        return Foreign(self.runs(tokens), language)

    def html(self, content: str) -> None:
        """HTML as the parser recognised it: never printed, and never obeyed."""
        shown = " ".join(content.split())[:60]
        if content.lstrip().startswith("<!--"):
            self.fault(f"a comment stands in the words: {shown!r}", _COMMENT)
        else:
            self.fault(f"HTML stands in the words: {shown!r}", _HTML)
        self.row += content.rstrip().count("\n")

    def refuse_left_over(self, text: str) -> None:
        for pattern, what, todo in _LEFT_OVER:
            if found := pattern.search(text):
                shown = text[found.start() : found.start() + 60]
                self.fault(f"{what} stands in the words: {shown!r}", todo)
                return

    def refuse_braces(self, text: str) -> None:
        if _BRACES.search(text):
            self.fault(
                f"braces are left over in {text.strip()[:60]!r}",
                "Close the placeholder with }}, outside links and code.",
            )


_WITH_RUNS = {
    "strong_open": _Reader.strong,
    "em_open": _Reader.emphasis,
    "link_open": _Reader.link,
    "span_open": _Reader.foreign,
}


def _slot(placeholder: Placeholder) -> SlotReference | None:
    try:
        reference: Any = parse_placeholder(placeholder.source)
    except BadPlaceholder:
        return None
    return reference if isinstance(reference, SlotReference) else None


def _joined(runs: Sequence[Run]) -> Runs:
    """Neighbouring texts as one."""
    joined: list[Run] = []
    for run in runs:
        if isinstance(run, Text) and not run.text:
            continue
        if isinstance(run, Text) and joined and isinstance(last := joined[-1], Text):
            joined[-1] = Text(last.text + run.text)
        else:
            joined.append(run)
    return tuple(joined)
