"""corrections.yaml beside an edition's words: what was delivered and is now put right, and why."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator

from reckoner.reports.errors import InputError, Place, WriteError
from reckoner.reports.settings.form import Wrong, form
from reckoner.reports.settings.nodes import UNSEEN
from reckoner.reports.settings.paths import require_plain
from reckoner.reports.settings.typographer import Typeset
from reckoner.reports.settings.yaml import Settings, read_yaml, validate
from reckoner.reports.whole import write_whole

NAME = "corrections.yaml"


class Correction(Settings):
    """``supersedes`` is the delivered draft's name, such as draft-001, and ``hash`` its hash."""

    date: date
    reason: Typeset = Field(min_length=10)
    supersedes: Annotated[str, form(r"draft-[0-9]{3,}", "the name of a draft", "draft-001")]
    hash: Annotated[
        str,
        form(r"[0-9a-f]{64}", "the hash of a draft", "the 64 letters and digits that `drafts show` prints"),
    ]

    @field_validator("reason")
    @classmethod
    def _is_plain(cls, reason: str) -> str:
        if "{{" in reason or "}}" in reason or UNSEEN.search(reason):
            raise Wrong(
                "it holds a placeholder or a hidden character", todo="Write the reason as plain words."
            )
        return reason


class CorrectionsFile(Settings):
    """All of corrections.yaml, oldest first."""

    corrections: tuple[Correction, ...] = Field(min_length=1)


def read_corrections(folder: Path, shown: str) -> tuple[Correction, ...]:
    """The corrections of an edition; none where it has no such file. Raises InputError with lines."""
    path = folder / NAME
    if not path.is_file():
        return ()
    return validate(CorrectionsFile, read_yaml(path, shown, InputError), InputError).corrections


def add_correction(root: Path, folder: Path, correction: Correction) -> bytes | None:
    """Write one more; gives the file as it was before, or None where there was none.

    An earlier one of the same delivered draft never came out: the new one takes its place. Raises
    InputError where anything in the edition's folder is no plain file of the house, and WriteError.
    """
    require_plain(root, folder, error=InputError)
    path = folder / NAME
    before = path.read_bytes() if path.is_file() else None
    known = read_corrections(folder, path.relative_to(root).as_posix())
    kept = [each for each in known if each.hash != correction.hash]
    text = (before or b"corrections:\n").decode()
    if len(kept) < len(known):
        text = "corrections:\n" + "".join(map(_entry, kept))
    put_back(folder, (text + _entry(correction)).encode())
    return before


def _entry(correction: Correction) -> str:
    return (
        f"  - date: {correction.date.isoformat()}\n"
        f"    reason: {json.dumps(correction.reason, ensure_ascii=False)}\n"
        f"    supersedes: {correction.supersedes}\n"
        f'    hash: "{correction.hash}"\n'
    )


def put_back(folder: Path, content: bytes | None) -> None:
    """Make the file what it was. Raises WriteError."""
    path = folder / NAME
    if content is not None:
        write_whole(path, content)
        return
    try:
        path.unlink(missing_ok=True)
    except OSError as problem:
        todo = "Free some space, or check who may write there."
        raise WriteError(f"it could not be written: {problem.strerror}", Place(str(path)), todo) from None
