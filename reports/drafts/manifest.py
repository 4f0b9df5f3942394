"""The manifest of a draft: the sha256 of every file and every input, and the versions that made it.

It holds no clock, no path outside the draft and no draft number, so that the same inputs give the
same manifest anywhere; a draft's hash is the sha256 of this file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

NAME = "manifest.json"
LOG = "log.txt"
_OPTIONAL = {"author", "corrects"}


@dataclass(frozen=True)
class Manifest:
    """What a draft consists of. ``fit`` is False where a finding forbids approval.

    ``author`` is the id of whoever wrote it; ``corrects`` the hash of the draft that it supersedes.
    """

    publication: str
    edition: str
    fit: bool
    files: Mapping[str, str]
    inputs: Mapping[str, str]
    versions: Mapping[str, str]
    author: str = ""
    corrects: str = ""

    def to_bytes(self) -> bytes:
        """The manifest as it is written: sorted, so that equal manifests are equal bytes."""
        said = {name: value for name, value in self.__dict__.items() if value or name not in _OPTIONAL}
        return (json.dumps(said, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()

    @property
    def digest(self) -> str:
        """The draft's hash."""
        return sha256(self.to_bytes())

    def gives_the_same_as(self, other: Manifest) -> bool:
        """Whether the same program made the same files: inputs may differ in what no file rests on."""
        return replace(self, inputs={}) == replace(other, inputs={})

    @classmethod
    def read(cls, raw: bytes) -> Manifest:
        """Read one back. Raises ValueError where it isn't a manifest."""
        data: Any = json.loads(raw)
        fields = set(cls.__dataclass_fields__)
        if not isinstance(data, dict) or not fields - _OPTIONAL <= set(data) <= fields or not _is_sound(data):
            raise ValueError("it is not the manifest of a draft")
        found = cls(**data)
        found.to_bytes()  # halves of characters can be read and not written
        return found


def _is_sound(data: Mapping[str, Any]) -> bool:
    """Whether each field has its form. Names are joined to a folder, so none may lead out of it."""
    texts = [data[name] for name in ("publication", "edition")]
    texts += [data[name] for name in _OPTIONAL if name in data]
    groups = [data[name] for name in ("files", "inputs", "versions")]
    if type(data["fit"]) is not bool or not all(isinstance(text, str) for text in texts):
        return False
    if not all(isinstance(group, dict) for group in groups):
        return False
    if not all(isinstance(value, str) for group in groups for value in group.values()):
        return False
    names = [*data["files"], *data["inputs"]]
    return all(map(_is_plain, (*texts[:2], *names))) and not any("/" in text for text in texts[:2])


def _is_plain(name: str) -> bool:
    return "\0" not in name and all(part not in ("", ".", "..") for part in name.split("/"))


def sha256(content: bytes) -> str:
    """The sha256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def describe(files: Mapping[str, bytes]) -> dict[str, str]:
    """The hash of each file that a manifest covers."""
    return {name: sha256(content) for name, content in sorted(files.items()) if name not in (NAME, LOG)}
