"""Every fault of every settings model: its line, plain English, and what to write instead."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

import reckoner.reports
from reckoner.reports.errors import Fault, SettingsError
from reckoner.reports.settings.wording import KINDS
from reckoner.reports.settings.yaml import Settings, parse_yaml, validate_part

# Words of libraries and of Python, which no office knows.
LIBRARY = re.compile(
    r"\b(input|string|pattern|pydantic|instance|dictionary|dict|literal|tuple|none|nan|union|validator|parse|"
    r"integer|boolean|bool|datetime|iterable|mapping|object|regex|valid|field|true'|false'|int)\b|"
    r"\^|\\s|\[a-z|list\[|function-|settings`|Entry|Front|Decimal",
)
# Kinds of columns and of measures are called so, and are offered.
OFFERED = re.compile(r"\b(integer|none)\b")
WRONG = (
    "~", "true", "7", "-7", "12.5", "999999999999", "words", '""', '"two\\nlines"', "2025-11-28",
    "2025-13-45", "0001-01-01", "'9999-12-31'", "[]", "[7]", "[~]", "[words]", "[[]]", "[{}]",
    "[{kind: ftp}]", "[{unknown: 1}]", "{}", "{unknown: 1}", "{unknown: ~}", "{unknown: words}",
    "{unknown: []}", "{unknown: {}}", "{Not A Name: {}}", "{unknown: {kind: ftp}}",
    "{unknown: {takes: proof}}", "{kind: ftp}", "{{ name }}", "{unknown: {unknown: 1}}",
    '"' + "x" * 400 + '"', "nobody@", "http://example.org", "javascript:alert(1)", "'#12'", "NaN", ".inf",
    "many", "1e400", "yes", "'{{ name }}'", "'}{'",
)  # fmt: skip


def models() -> list[type[Settings]]:
    """Every settings model of the program, found where it is declared."""
    for package in pkgutil.walk_packages(reckoner.reports.__path__, "reckoner.reports."):
        if not package.name.endswith("__main__"):
            importlib.import_module(package.name)
    found: list[type[Settings]] = []
    waiting = [Settings]
    while waiting:
        for model in waiting.pop().__subclasses__():
            waiting.append(model)
            if model.__module__.startswith("reckoner.reports."):
                found.append(model)
    return sorted(set(found), key=lambda model: (model.__module__, model.__name__))


def keys(model: type[Settings]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items()]


def assert_plain(fault: Fault, theirs: set[str]) -> None:
    """No word of a library is in the message, but for those that the office wrote or that settings offer."""
    for text in (fault.what, OFFERED.sub("", fault.todo or "")):
        assert {found[0] for found in LIBRARY.finditer(text)} <= theirs, fault.lines()


def faults(model: type[Settings], text: str) -> tuple[Fault, ...]:
    try:
        file = parse_yaml(f"# The first line.\n\nabove: it\nit:\n{text}", Path("x.yaml"), "x.yaml")
        validate_part(model, file, file.data["it"], ("it",))
    except SettingsError as error:
        return error.faults
    return ()


def provoked(model: type[Settings]) -> Iterator[tuple[str, str, Fault]]:
    """Each fault of each key given each wrong value: the key, the value, the fault."""
    for key in keys(model):
        for value in WRONG:
            for fault in faults(model, f'  "first": 1\n  "{key}": {value}\n  last: 1\n'):
                yield key, value, fault


@pytest.mark.slow
@pytest.mark.parametrize("model", models(), ids=lambda model: f"{model.__module__[8:]}.{model.__name__}")
def test_every_wrong_value_is_told_in_plain_words_with_its_line_and_a_next_step(
    model: type[Settings],
) -> None:
    for key, value, fault in provoked(model):
        said = "\n".join(fault.lines())
        # What the office wrote may stand in the message, quoted; it is not ours.
        assert_plain(fault, {value.strip("[]{}\"'"), *keys(model)})
        assert fault.where, said
        assert fault.todo, said
        if "missing" in said or "unknown key" in said:
            assert fault.where.line in (4, 5, 6, 7), said
        else:
            assert fault.where.line == 6, (key, value, said)


@pytest.mark.parametrize("model", models(), ids=lambda model: f"{model.__module__[8:]}.{model.__name__}")
@pytest.mark.parametrize("text", ["  - 1\n", "  words\n", "  7\n", "  {}\n"])
def test_a_group_that_is_something_else_is_told_with_what_stands_in_it(
    model: type[Settings], text: str
) -> None:
    for fault in faults(model, text):
        assert_plain(fault, set(keys(model)))
        assert fault.where
        assert fault.where.line == 4
        assert fault.todo


def test_there_are_words_for_every_kind_of_fault_that_the_models_can_have() -> None:
    """A constraint of a new kind needs words of its own in ``settings/wording.py``."""
    kinds: set[str] = set()
    for model in models():
        for key in keys(model):
            for value in WRONG:
                try:
                    data = parse_yaml(f'"{key}": {value}\n', Path("x.yaml"), "x.yaml").data
                    model.model_validate(data)
                except SettingsError:
                    continue
                except ValidationError as error:
                    kinds.update(item["type"] for item in error.errors(include_url=False))
    known = KINDS | {"missing", "extra_forbidden", "value_error", "union_tag_not_found"}
    assert len(kinds) > 20
    assert not kinds - known
