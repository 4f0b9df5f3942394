"""The Jinja environment: escaping everywhere, undefined names refused, and a gate against bare numbers.

A template may print text and printed figures. Anything that could be an unrecorded number (a
Figure not yet worded, an int, a Decimal, a date) stops the build and names the template.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.loaders import split_template_path
from jinja2.runtime import Context
from markupsafe import Markup, escape

from reckoner.reports.document import Cell
from reckoner.reports.errors import Place, SettingsError, nearest
from reckoner.reports.figures.printed import Gap, Part, Printed, unparted
from reckoner.reports.prose import Code, Emphasis, Foreign, LineBreak, Link, Run, Runs, Strong, Text
from reckoner.reports.render.allowance import RanAway, allow, look
from reckoner.reports.render.environment_sandbox import Sandbox
from reckoner.reports.render.shape import long_labels, shape, table_rows
from reckoner.reports.render.titles import balanced, by_sense, whole_words
from reckoner.reports.render.unbroken import unbroken
from reckoner.reports.settings.colour import by_night
from reckoner.reports.settings.paths import read_text


class BareNumber(TypeError):
    """A template tried to print something that is neither text nor a printed figure."""


@pass_context
def gate(_context: Context, value: object) -> object:
    """Let text and printed figures pass; refuse the rest. Constants in a template come here too."""
    look()
    match value:
        case Printed():
            return figure(value)
        case str() | Undefined():
            return value
        case None:
            raise BareNumber("a template printed nothing (None): test for it first")
    raise BareNumber(
        f"a template printed a bare {type(value).__name__} ({value!r:.60}): print a worded figure instead"
    )


def figure(printed: Printed) -> Markup:
    """A figure as an element that carries its value for machines."""
    text = _BEFORE_UNIT.sub("\u00a0", printed.text)  # a line may end before a number, not before its unit
    return Markup('<data class="figure" value="{}">{}</data>').format(str(printed.rounded), text)


# A number's unit follows it; "12 per 1,000" and "5 of 9" are no units.
_BEFORE_UNIT = re.compile(r"(?<=\d) (?!(?:per|of|to|in|and|or|out)\b)(?=\S)")


# A day keeps to its month, and a part to its number: "31 March", "section 3".
_TOGETHER = re.compile(
    r"(?<=\b\d) (?=[A-Z][a-z])|(?<=\b\d\d) (?=[A-Z][a-z])"
    r"|(?:(?<=\b[Ss]ection)|(?<=\bFigure)|(?<=\bTable)) (?=\d)"
)

# Between the digits of a telephone number.
_IN_NUMBER = re.compile(r"(?<=\d) (?=\d)")

_LAST_FIGURE = re.compile(r"(?<= )([^<>\s]{1,12} <data [^>]*>[^<>]{1,9}</data>[^<>\s]{0,3})$")
_LAST_WORD = re.compile(r"[^<>\s]{1,12}")


def bound(paragraph: str, longest: int = 12) -> Markup:
    """A paragraph whose last word or short figure keeps to the word before it: it never stands alone.

    A word of more letters than the ``longest`` may.
    """
    text = str(paragraph).rstrip()
    kept = _LAST_FIGURE.sub(r'<span class="kept">\1</span>', text)
    if kept != text:
        return Markup(kept)
    before, space, last = text.rpartition(" ")
    is_word = _LAST_WORD.fullmatch(last) and len(last) <= longest
    return Markup(f"{before}\u00a0{last}" if space and is_word else text)


def gap(mark: Gap) -> Markup:
    """The mark where a figure is missing."""
    return Markup('<mark class="to-come">{}</mark>').format(mark.text)


def prose(parts: Iterable[Run | Part]) -> Markup:
    """Runs, or a sentence, as HTML."""
    return Markup("").join(_run(part) for part in parts)


def _written(words: str) -> Markup:
    return escape(_TOGETHER.sub("\u00a0", words))


def _linked(link: Link) -> Markup:
    words = prose(link.runs)
    if link.address.startswith("tel:"):
        words = Markup(_IN_NUMBER.sub("\u00a0", words))
    return Markup('<a href="{}">{}</a>').format(link.address, words)


def _run(run: Run | Part) -> Markup:
    match run:
        case str():
            return _written(run)
        case Printed() | Gap():
            return figure(run) if isinstance(run, Printed) else gap(run)
        case Text():
            return _written(run.text)
        case Code():
            return Markup("<code>{}</code>").format(run.text)
        case LineBreak():
            return Markup("<br>")
        case Strong():
            return Markup("<strong>{}</strong>").format(prose(run.runs))
        case Emphasis():
            return Markup("<em>{}</em>").format(prose(run.runs))
        case Link():
            return _linked(run)
        case Foreign():
            return Markup('<span lang="{}">{}</span>').format(run.language, prose(run.runs))
    raise BareNumber(f"{type(run).__name__} can't be printed: it was not resolved")


def kind(value: object, name: str) -> bool:
    """Whether a block is of the class named: ``block is kind("Table")``."""
    return type(value).__name__ == name


def spans(cell: Cell | tuple[Runs, ...]) -> Markup:
    """The attributes of a cell that spans several columns or rows; of a row in Markdown, across all of it."""
    columns, rows = (cell.columns, cell.rows) if isinstance(cell, Cell) else (len(cell), 1)
    parts = [("colspan", columns), ("rowspan", rows)]
    return Markup("").join(Markup(' {}="{}"').format(name, str(count)) for name, count in parts if count > 1)


_SVG_HEAD = re.compile(r"<\?xml.*?<svg ", re.DOTALL)
_SVG_SIZE = re.compile(r' (?:width|height)="[\d.]+pt"')


_SVG_STYLE = re.compile(r' style="([^"]*)"(?=[^<]*>)')
# Properties that SVG also takes as attributes, where a page's security policy has no say.
_AS_ATTRIBUTES = frozenset((
    "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-linejoin", "stroke-linecap",
    "stroke-dasharray", "stroke-dashoffset", "stroke-opacity", "opacity", "font-size", "font-family",
    "font-weight", "font-style", "text-anchor",
))  # fmt: skip


def _as_attributes(match: re.Match[str]) -> str:
    pairs = [pair.split(":", 1) for pair in match[1].split(";") if ":" in pair]
    named = {name.strip(): value.strip() for name, value in pairs}
    if not named.keys() <= _AS_ATTRIBUTES:
        return match[0]
    return "".join(f' {name}="{value}"' for name, value in named.items())


def inline_picture(svg: bytes, alt: str, name: str) -> Markup:
    """A chart as part of the page, so that its letters are set in the page's fonts at any width."""
    head, tag, rest = svg.decode().partition(" viewBox=")
    head, rest = _SVG_SIZE.sub("", _SVG_HEAD.sub("", head)), _SVG_STYLE.sub(_as_attributes, rest)
    opening = Markup('<svg class="{}" role="img" aria-label="{}" ').format(name, alt)
    return opening + Markup(head + tag + rest)


class _Loader(FileSystemLoader):
    """Reads templates of the folders given, and says where one is not UTF-8."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """A template's source, file and whether it is still the same. Raises SettingsError."""
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError:
            paths = (Path(folder, *split_template_path(template)) for folder in self.searchpath)
            path = next(path for path in paths if path.is_file())
            read_text(path, path.relative_to(path.parents[2]).as_posix())
            raise


class _Compiled(BytecodeCache):
    """Templates compiled in this process, by their names and words: one serves both dresses of a page, and
    each publication and house that has the same."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], CodeType] = {}

    def get_cache_key(self, name: str, _filename: str | None = None) -> str:
        return super().get_cache_key(name)

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        bucket = super().get_bucket(environment, name, filename, source)
        if bucket.code is not None and filename:
            bucket.code = _of_file(bucket.code, filename)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self.known[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


def _of_file(code: CodeType, filename: str) -> CodeType:
    """Compiled words as those of another file: what is wrong with them is told of that."""
    if code.co_filename == filename:
        return code
    parts = (_of_file(part, filename) if isinstance(part, CodeType) else part for part in code.co_consts)
    return code.replace(co_filename=filename, co_consts=tuple(parts))


def make_environment(
    folders: Iterable[Path], filters: Mapping[str, Callable[..., object]] | None = None
) -> Environment:
    """An environment over the templates of a publication and those all share, in that order.

    It is a sandbox: whoever may edit a template may not, by that, run programs on this machine,
    nor use it up.
    """
    environment = Sandbox(
        loader=_Loader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=gate,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        optimized=False,  # what is compiled serves other filters too: nothing is worked out before
        bytecode_cache=_COMPILED,
    )
    environment.filters.update(
        prose=prose,
        spans=spans,
        inline_picture=inline_picture,
        shape=shape,
        table_rows=table_rows,
        long_labels=long_labels,
        bound=bound,
        balanced=balanced,
        unparted=unparted,
        whole_words=whole_words,
        by_sense=by_sense,
        unbroken=unbroken,
        by_night=by_night,
        **(filters or {}),
    )
    environment.tests["kind"] = kind
    return environment


def fill(environment: Environment, name: str, **values: Any) -> str:
    """Fill a template. Raises SettingsError with the template and line where it is wrong."""
    try:
        allow()
        return environment.get_template(name).render(**values)
    except TemplateNotFound as problem:
        loader = environment.loader
        known = [each for each in loader.list_templates() if each.endswith(".jinja")] if loader else []
        missing = str(problem.name or name)
        what = f"there is no template {missing!r} in the publication's own folder or in templates/shared"
        where = _template_place(problem, "publication.yaml")
        raise SettingsError(what, where, nearest(missing, known)) from None
    except (RanAway, MemoryError) as problem:
        what = str(problem) or "it needs more memory than there is"
        todo = "Look at its loops, and at what they make."
        raise SettingsError(f"the template runs away: {what}", _template_place(problem, name), todo) from None
    except TemplateSyntaxError as problem:
        place = Place(problem.filename or problem.name or name, problem.lineno)
        raise SettingsError(f"the template is wrong: {problem.message}", place) from None
    except _MISTAKES as problem:
        raise SettingsError(f"the template is wrong: {problem}", _template_place(problem, name)) from None


# What a template's own expressions raise; anything else is our fault.
_MISTAKES = (TemplateError, TypeError, ValueError, ArithmeticError, LookupError, RecursionError, SyntaxError)


def _template_place(problem: BaseException, name: str) -> Place:
    """The innermost line of a template in the traceback, which Jinja rewrites to the template's own."""
    place, trace = Place(name), problem.__traceback__
    while trace is not None:
        filename = trace.tb_frame.f_code.co_filename
        if filename.endswith((".jinja", ".html", ".css")):
            place = Place(filename, trace.tb_lineno)
        trace = trace.tb_next
    return place
