"""Old settings keys given their new names, in the text of their files: comments and order stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reckoner.reports.errors import SettingsError
from reckoner.reports.settings.renames import RENAMES, Rename, rename_of
from reckoner.reports.settings.yaml import YamlFile, parse_yaml, read_yaml
from reckoner.reports.whole import write_whole

_FOLDERS = ("*.yaml", "templates/*/*.yaml", "data/*/*.yaml")


@dataclass(frozen=True)
class Migration:
    """A file whose keys get new names. ``changes`` says each in a line."""

    path: Path
    old: str
    new: str
    changes: tuple[str, ...]


def migrations(root: Path) -> Iterator[Migration]:
    """Each file of a house with old keys. Raises SettingsError where a file isn't YAML."""
    names = {each.file for each in RENAMES}
    for form in _FOLDERS:
        for path in sorted(root.glob(form)):
            if path.name in names:
                yield from _of(path, path.relative_to(root).as_posix())


def carry_out(root: Path, found: Migration, kept: Path) -> None:
    """Write the new text; the old file stays in ``kept``. Raises WriteError."""
    write_whole(kept / found.path.relative_to(root), found.old.encode())
    write_whole(found.path, found.new.encode())


def _of(path: Path, shown: str) -> Iterator[Migration]:
    file = read_yaml(path, shown)
    old = text = path.read_bytes().decode("utf-8-sig")
    changes: list[str] = []
    while found := next(_olds(file), None):
        rename, place = found
        before = file
        changes.append(f"{file.place(*place)}: {place[-1]} -> {rename.new}")
        text = _changed(text, file, rename, place)
        file = parse_yaml(text, path, shown)
        if file.data != _expected(before.data, rename, place):
            raise SettingsError(
                f"{place[-1]!r} can't be renamed here", before.place(*place), _by_hand(rename)
            )
    if changes:
        yield Migration(path, old, text, tuple(changes))


def _by_hand(rename: Rename) -> str:
    return rename.hint.replace(", or let `reckoner upgrade` do it", " yourself")


def _olds(file: YamlFile) -> Iterator[tuple[Rename, tuple[str | int, ...]]]:
    for place in file.lines:
        if place and (rename := rename_of(file.shown, place)):
            yield rename, place


def _changed(text: str, file: YamlFile, rename: Rename, place: tuple[str | int, ...]) -> str:
    lines, number = text.splitlines(keepends=True), file.lines[place] - 1
    above, _, key = rename.new.rpartition(".")
    if above == rename.old.rpartition(".")[0]:
        lines[number] = re.sub(rf"\b{place[-1]}(\s*:)", rf"{key}\1", lines[number], count=1)
        for old, new in rename.values.items():
            lines[number] = re.sub(
                rf"(:\s*[\"']?){re.escape(old)}(?=[\"']?\s*(#|,|\}}|$))",
                rf"\g<1>{new}",
                lines[number],
                count=1,
            )
        return "".join(lines)
    return _moved(lines, number, str(place[-1]), above, key)


def _moved(lines: list[str], number: int, old: str, above: str, key: str) -> str:
    """A key of the first level, with all that stands under it, put under another key at the end."""
    end = number + 1
    while end < len(lines) and (lines[end][:1] in " -\n" or lines[end].lstrip().startswith("#")):
        end += 1
    while end > number + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    block = [line if line.endswith("\n") else f"{line}\n" for line in lines[number:end]]
    block[0] = re.sub(rf"^{old}(\s*:)", rf"{key}\1", block[0])
    rest = [line if line.endswith("\n") else f"{line}\n" for line in (*lines[:number], *lines[end:])]
    under = [f"  {line}" if line.strip() else line for line in block]
    at = next((i for i, line in enumerate(rest) if re.match(rf"{above}\s*:\s*(#.*)?$", line)), None)
    if at is None:
        return "".join([*rest, f"{above}:\n", *under])
    return "".join([*rest[: at + 1], *under, *rest[at + 1 :]])


def _expected(data: Any, rename: Rename, place: tuple[str | int, ...]) -> Any:
    """The file's data with the one key renamed, made another way than the text: the two must agree."""
    same = rename.new.rpartition(".")[0] == rename.old.rpartition(".")[0]
    key = rename.new.rpartition(".")[2]
    return _put(data, place, key, rename) if same else _put_under(data, str(place[0]), rename)


def _put(data: Any, place: tuple[str | int, ...], key: str, rename: Rename) -> Any:
    if len(place) > 1:
        items = data.items() if isinstance(data, dict) else enumerate(data)
        done = {
            name: _put(value, place[1:], key, rename) if name == place[0] else value for name, value in items
        }
        return done if isinstance(data, dict) else list(done.values())
    value = data[place[0]]
    value = rename.values.get(value, value) if isinstance(value, str) else value
    return {**{name: each for name, each in data.items() if name != place[0]}, key: value}


def _put_under(data: dict[str, Any], old: str, rename: Rename) -> dict[str, Any]:
    above, _, key = rename.new.rpartition(".")
    rest = {name: value for name, value in data.items() if name != old}
    return {**rest, above: {**(rest.get(above) or {}), key: data[old]}}
