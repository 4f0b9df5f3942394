"""A finished page (HTML) read as a browser reads it: whatever in it acts, or fetches from elsewhere.

It names what may stand there; all else is a fault. So nobody needs to know all ways to run a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser

from reckoner.reports.harmless.address import is_own, leads_well
from reckoner.reports.harmless.drawing import STILL
from reckoner.reports.harmless.style import style_fault

_STILL = frozenset(
    (
        "html", "head", "title", "meta", "link", "style", "body", "header", "footer", "main", "nav",
        "section", "article", "aside", "div", "p", "span", "h1", "h2", "h3", "h4", "h5", "h6", "hgroup",
        "a", "img", "figure", "figcaption", "table", "caption", "colgroup", "col", "thead", "tbody",
        "tfoot", "tr", "th", "td", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "q", "cite", "em",
        "strong", "b", "i", "u", "s", "small", "sub", "sup", "code", "pre", "kbd", "samp", "var", "abbr",
        "dfn", "time", "data", "mark", "br", "hr", "wbr", "details", "summary", "address", "ins", "del",
        "bdi", "bdo", "ruby", "rt", "rp", "center", "font", "big", "tt",
    )
) | frozenset(name.lower() for name in STILL)  # fmt: skip
# What only Outlook reads, within its own comments: boxes and settings of Office.
_OUTLOOK = re.compile(r"(xml|noscript|[ovw]:[a-z]+)")
_CONDITION = re.compile(r"\[if\b", re.IGNORECASE)
_ENDED = re.compile(r"<!\[endif\]$|<!$", re.IGNORECASE)
_SPOKEN = re.compile(
    r"alt|title|content|summary|href|cite|value|aria-[a-z]+|data-[a-z-]+"
)  # words, not a style
_LED = ("href", "cite")
_FETCHED = ("src", "background", "poster", "xlink:href", "longdesc", "data", "lowsrc", "dynsrc", "icon")
_NEVER = (
    "srcdoc", "srcset", "action", "formaction", "ping", "manifest", "archive", "code", "codebase", "classid",
    "attributionsrc", "is", "shadowrootmode",
)  # fmt: skip
_SAFE_LINKS = {"alternate", "canonical", "self", "license", "author", "next", "prev", "help", "up"}
_SAFE_META = {"content-security-policy", "content-type", "x-ua-compatible"}


@dataclass(frozen=True, slots=True)
class Active:
    """Something that acts: its line in the page, what it is, and the text to look for in the templates."""

    line: int
    what: str
    sought: str


@lru_cache(maxsize=64)  # most pages of a preview are those of the one before
def find_active(html: str, hosted: str = "") -> tuple[Active, ...]:
    """All that acts or reaches out in a page. ``hosted``: where a mail's own pictures stand."""
    reader = _Reader(hosted=hosted)
    try:
        reader.read(html)
    except (AssertionError, ValueError):  # html.parser's own answer to some broken declarations
        line = reader.getpos()[0]
        reader.found.append(Active(line, "from here on it can't be read as HTML", "<!["))
    return tuple(reader.found)


@dataclass
class _Reader(HTMLParser):
    first_line: int = 1
    in_comment: bool = False
    hosted: str = ""
    found: list[Active] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.styles: list[str] | None = None

    def read(self, html: str) -> None:
        """Read to the end. A browser obeys a stylesheet that is never closed; html.parser keeps it back."""
        self.feed(html)
        self.close()
        self.handle_data(self.rawdata)
        self._end_style()

    def say(self, what: str, sought: str) -> None:
        self.found.append(Active(self.getpos()[0] + self.first_line - 1, what, sought))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _STILL and not (self.in_comment and _OUTLOOK.fullmatch(tag)):
            self.say(f"there is a <{tag}>", f"<{tag}")
        given = {name: value or "" for name, value in attrs}
        if len(given) < len(attrs):  # a browser obeys the first, this parser's dictionary the last
            self.say(f"<{tag}> has an attribute twice", f"<{tag}")
        for what, sought in _faults(tag, given, self.hosted):
            self.say(what, sought)
        if tag == "style":
            self.styles = []

    def handle_data(self, data: str) -> None:
        if self.styles is not None:
            self.styles.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self._end_style()

    def _end_style(self) -> None:
        if self.styles is not None and (said := style_fault("".join(self.styles))):
            self.say(said, _quoted(said))
        self.styles = None

    def handle_comment(self, data: str) -> None:
        """A comment is read as well: Outlook obeys some, and browsers end some sooner than this parser."""
        line, of_outlook = self.getpos()[0] + self.first_line - 1, bool(_CONDITION.match(data))
        inner = _Reader(line, in_comment=of_outlook, hosted=self.hosted)
        inner.read(_ENDED.sub("", data))
        self.found += inner.found

    def unknown_decl(self, data: str) -> None:
        self.say(f"there is a <![{data[:20]}", "<![")


def _faults(tag: str, given: dict[str, str], hosted: str) -> Iterator[tuple[str, str]]:
    for name, value in given.items():
        if name.startswith("on"):
            yield f"{name}= on <{tag}> runs a script", f"{name}="
        elif name in _NEVER:
            yield f"{name}= on <{tag}> sends or fetches something", f"{name}="
        elif name in _LED and tag != "use" and not leads_well(value):
            yield f"<{tag}> leads to {value[:80]!r}", value
        elif (
            name in _FETCHED
            and not is_own(value)
            and not (hosted and tag == "img" and value.startswith(hosted))
        ):
            yield f"<{tag}> fetches {value[:80]!r}", value
        elif _is_style(name, value) and (said := style_fault(value)):
            yield said, _quoted(said)
    if tag in ("use", "image", "feimage") and not is_own(given.get("href", "")):
        yield f"<{tag}> fetches {given['href'][:80]!r}", given["href"]
    if tag == "meta" and (what := given.get("http-equiv", "").strip().lower()) and what not in _SAFE_META:
        yield f'<meta http-equiv="{what[:40]}"> acts on the reader', "http-equiv"
    if tag == "link" and not set(given.get("rel", "none").lower().split()) <= _SAFE_LINKS:
        yield f"<link rel={given.get('rel', '')[:40]!r}> fetches {given.get('href', '')[:80]!r}", "<link"


def _is_style(name: str, value: str) -> bool:
    """Drawings in a page carry parts of a style as attributes: fill="url(#a)"."""
    return name == "style" or (("(" in value or "\\" in value) and not _SPOKEN.fullmatch(name))


def _quoted(said: str) -> str:
    """What stands in quotation marks in a sentence about a style, or the word that betrays it."""
    found = re.search(r"'([^']+)'|(@import|image-set|expression|binding|script:)", said)
    return (found[1] or found[2]) if found else "<style"
