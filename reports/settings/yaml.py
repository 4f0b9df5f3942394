"""YAML read with its line numbers, and checked against a model; every fault with its line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeGuard, TypeVar, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, field_validator
from yaml.error import MarkedYAMLError, YAMLError

from reckoner.reports.errors import Fault, Place, ReckonerError, SettingsError, nearest
from reckoner.reports.periods.period import Period
from reckoner.reports.settings.form import Wrong
from reckoner.reports.settings.nodes import Key, NodeReader, Path_
from reckoner.reports.settings.paths import require_file
from reckoner.reports.settings.renames import removal_of, rename_of
from reckoner.reports.settings.tree import TooMuch, compose
from reckoner.reports.settings.wording import Case, given, said

_MOST_BYTES = 1_000_000
_YEARS = range(1900, 2200)
# What libyaml takes for the end of a line and no editor does.
_BREAKS = re.compile(r"[\x85\u2028\u2029]")


class Settings(BaseModel):
    """A settings model: frozen, and an unknown key is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True, defer_build=True)

    @field_validator("*", mode="after")
    @classmethod
    def _is_near(cls, value: Any) -> Any:
        """Days are counted back and forth from; a mistyped year would leave the calendar."""
        if isinstance(value, date) and value.year not in _YEARS:
            what = f"the year {value.year} is not one that an office has to do with"
            raise Wrong(what, todo=f"Write a day from {_YEARS[0]} to {_YEARS[-1]}: 2025-11-28.")
        return value


def _period(value: object) -> Period:
    if isinstance(value, Period):
        return value
    if value is None or isinstance(value, bool | list | dict):
        raise Wrong(f"{given(value)} is not a period", todo="Write 2025-10, 2025-Q3, 2024-25 or 2025.")
    return Period.parse(str(value))


PeriodField = Annotated[Period, BeforeValidator(_period)]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class YamlFile:
    """What a YAML file says, as plain dict, list, str, int, Decimal, bool, date and None, with lines.

    ``lines`` maps the path of each key or item, such as ``("meetings", 0, "date")``, to its line.
    """

    path: Path
    shown: str
    data: Any
    lines: dict[Path_, int]

    def place(self, *path: Key) -> Place:
        """Where that key is written, or where the nearest enclosing one is."""
        for depth in range(len(path), -1, -1):
            if path[:depth] in self.lines:
                return Place(self.shown, self.lines[path[:depth]])
        return Place(self.shown)


def read_yaml(path: Path, shown: str | None = None, error: type[ReckonerError] = SettingsError) -> YamlFile:
    """Read one YAML file. ``shown`` is how the path is written in errors.

    Raises ``error`` (SettingsError unless told) where it is missing, not UTF-8 or not plain YAML.
    """
    shown = shown or str(path)
    require_file(path, Place(shown), error)
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise error("there is no such file", Place(shown), "Create it, or correct the name.") from None
    except OSError as problem:
        what = f"it could not be read: {_reason(problem)}"
        raise error(what, Place(shown), "Check its permissions.") from None
    try:
        return parse_yaml(content.decode("utf-8-sig"), path, shown, error)
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        what = f"it could not be read: byte {content[problem.start]:#04x} is not UTF-8"
        raise error(what, Place(shown, line), "Save it as UTF-8.") from None


def parse_yaml(
    text: str, path: Path, shown: str, error: type[ReckonerError] = SettingsError, first_line: int = 1
) -> YamlFile:
    """Read YAML from text; ``first_line`` is the line of the file at which the text starts."""
    if len(text) > _MOST_BYTES:
        raise error("it is too large", Place(shown), _SPLIT)
    if found := _BREAKS.search(text):
        where = Place(shown, text.count("\n", 0, found.start()) + first_line)
        raise error(f"there is a control character (U+{ord(found[0]):04X})", where, "Take it out.")
    try:
        node = compose(text)
    except TooMuch as problem:
        raise error(str(problem), Place(shown), _SPLIT) from None
    except MarkedYAMLError as problem:
        raise error(*_said(problem, text, shown, first_line), _hint(problem)) from None
    except (YAMLError, ValueError) as problem:
        raise error(f"it is not YAML: {_reason(problem)}", Place(shown), _HINT) from None
    reader = NodeReader(shown, first_line)
    try:
        data = reader.value(node, ()) if node is not None else None
    except TooMuch as problem:
        raise error(str(problem), Place(shown), _SPLIT) from None
    if reader.faults:
        raise error.of(reader.faults)
    return YamlFile(path, shown, data, reader.lines)


_HINT = "Look for a missing colon, quote or space at the start of the line."
_HINTS = {
    "tab character": "Indent with spaces, not tabs.",
    "mapping values are not allowed": "Put quotes around text that holds a colon.",
    "cannot start any token": "Indent with spaces, not tabs; put quotes around text that begins with a sign.",
    "block mapping": "Look here and above for a missing quote, colon or space at the start of a line.",
    "flow ": "Look here and above for a bracket or brace that isn't closed.",
}
_SPLIT = "Split the file."


def _hint(problem: MarkedYAMLError) -> str:
    """What a person should look for: libyaml notices some mistakes long after the line that holds them."""
    problem_said = f"{problem.context or ''} {problem.problem or ''}"
    return next((hint for words, hint in _HINTS.items() if words in problem_said), _HINT)


def _said(problem: MarkedYAMLError, text: str, shown: str, first_line: int) -> tuple[str, Place]:
    """What libyaml says is wrong, with the character that it can't take, and where."""
    mark = problem.problem_mark or problem.context_mark
    words = ", ".join(part for part in (problem.context, problem.problem) if part)
    if mark is None:
        return f"it is not YAML: {words}", Place(shown)
    words = words.replace(
        "found character that", f"found character {text[mark.index : mark.index + 1]!r} that"
    )
    line = min(mark.line, text.count("\n"))  # the end of a text may be said to lie a line further
    return f"it is not YAML: {words}", Place(shown, line + first_line)


def _reason(problem: Exception) -> str:
    if isinstance(problem, OSError):
        return problem.strerror or type(problem).__name__
    return str(problem).splitlines()[0] if str(problem) else type(problem).__name__


def validate(model: type[Model], file: YamlFile, error: type[ReckonerError] = SettingsError) -> Model:
    """Check the file's data against a model; every fault with its line. Raises ``error``."""
    return validate_part(model, file, file.data, (), error)


def validate_part(
    model: type[Model],
    file: YamlFile,
    data: object,
    path: Sequence[Key],
    error: type[ReckonerError] = SettingsError,
) -> Model:
    """Check a part of a file's data, found at ``path``, against a model. Raises ``error``."""
    try:
        return model.model_validate(data)
    except ValidationError as problem:
        raise error.of(_faults(problem, model, file, tuple(path))) from None


def _faults(problem: ValidationError, model: type[BaseModel], file: YamlFile, path: Path_) -> Iterator[Fault]:
    """Each mistake once. A value that may be of two kinds has a mistake for each: they are one."""
    found: dict[Path_, list[Fault]] = {}
    for item in problem.errors(include_url=False):
        location = _location(item, file, path)
        for fault in _told(item, location, model, file, len(path)):
            found.setdefault((*location, fault.what) if _stands_alone(item) else location, []).append(fault)
    for first, *others in found.values():
        ways = dict.fromkeys(fault.todo for fault in (first, *others) if fault.todo)
        yield replace(first, todo=" Or: ".join(way for way in ways))


def _stands_alone(item: Mapping[str, Any]) -> bool:
    return item["type"] in ("missing", "extra_forbidden", "value_error")


def _location(item: Mapping[str, Any], file: YamlFile, path: Path_) -> Path_:
    """The path of the key at fault. pydantic adds the names of choices; only keys of the file have lines."""
    location = path
    for step in item["loc"]:
        if (*location, step) in file.lines:
            location = (*location, step)
    if item["type"] in ("missing", "union_tag_not_found", "union_tag_invalid"):
        key = item["loc"][-1] if item["type"] == "missing" else item["ctx"]["discriminator"].strip("'")
        location = (*location, key)
    return location


def _told(
    item: Mapping[str, Any], location: Path_, model: type[BaseModel], file: YamlFile, depth: int
) -> Iterator[Fault]:
    """What pydantic found, in words, with the line of the key at fault."""
    key = _called(location[depth:])
    where = file.place(*location)
    match item["type"]:
        case "extra_forbidden":
            known = _fields_at(model, item["loc"][:-1])
            renamed = rename_of(file.shown, location)
            removed = removal_of(file.shown, location)
            gone = removed.todo if removed else nearest(key, known, none="Take it out.")
            todo = renamed.hint if renamed else gone
            yield Fault(f"unknown key {key!r}", where, todo)
        case "missing" | "union_tag_not_found":
            yield Fault(f"{key!r} is missing", file.place(*location[:-1]), f"Add a line `{key}: ...`.")
        case "value_error":
            for wrong in _wrongs(item["ctx"]["error"]):
                head = f"{key}: " if key and not wrong.path else ""
                yield Fault(f"{head}{wrong.what}", file.place(*location, *wrong.path), wrong.todo)
        case kind:
            case = Case(key, item["input"], item.get("ctx", {}), _needed_at(model, item["loc"]))
            what, todo = said(kind, case)
            yield Fault(f"{key}: {what}" if key else what, where, todo)


def _called(location: Path_) -> str:
    """A key as a person finds it in the file: an entry of a list by its number."""
    if not location:
        return ""
    if isinstance(location[-1], int):
        return f"{_called(location[:-1])} {location[-1] + 1}".strip()
    return location[-1]


def _wrongs(error: ValueError) -> Iterable[Wrong]:
    """What a validator found; of another ValueError, what follows the semicolon is what to do."""
    if isinstance(error, Wrong):
        return error.all
    what, _, todo = str(error).partition("; ")
    return (Wrong(what, todo=f"{todo[:1].upper()}{todo[1:]}." if todo else None),)


def _needed_at(model: type[BaseModel], path: Sequence[Key]) -> list[str]:
    """The keys that must stand at that path."""
    found = _model_at(model, path)
    fields = found.model_fields.items() if found else ()
    return [field.alias or name for name, field in fields if field.is_required()]


def _model_at(model: type[BaseModel], path: Sequence[Key]) -> type[BaseModel] | None:
    current: Any = model
    for step in path:
        current = _inside(current, step)
    return _inner_model(current)


def _fields_at(model: type[BaseModel], path: Sequence[Key]) -> list[str]:
    """The keys known at that path, followed through nested models as far as they can be."""
    found = _model_at(model, path)
    return [str(key) for key in _annotations(found)] if found else []


def _annotations(model: type[BaseModel]) -> dict[Key, Any]:
    return {field.alias or name: field.annotation for name, field in model.model_fields.items()}


def _is_model(annotation: Any) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _inside(annotation: Any, step: Key) -> Any:
    """What a type holds under a key; the chosen part where pydantic's step names a choice of a union."""
    if _is_model(annotation):
        return _annotations(annotation).get(step, annotation)
    origin, parts = get_origin(annotation), get_args(annotation)
    if isinstance(origin, type) and issubclass(origin, Mapping | Sequence) and parts:
        return parts[-1] if issubclass(origin, Mapping) else parts[0]
    for part in parts:
        if _is_model(part) and _is_choice(part, step):
            return part
        if (found := _inside(part, step)) is not part:
            return found
    return annotation


def _is_choice(model: type[BaseModel], step: Key) -> bool:
    return model.__name__ == step or any(step in get_args(a) for a in _annotations(model).values())


def _inner_model(annotation: Any) -> type[BaseModel] | None:
    if _is_model(annotation):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner_model(part))), None)
