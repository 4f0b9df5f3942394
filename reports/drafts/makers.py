"""Who made a draft: who built it and whose words it holds, as the system knows it, not as the words say.

Files that are edited at the desk belong to the desk's own user. Who edited them is a row of the history,
written before the file is; whoever edited a file before a draft was built from it wrote words of that draft.
"""

from __future__ import annotations

import pwd
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from reckoner.reports.drafts.history import Act, Row, history_of
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.drafts.manifest import NAME, Manifest, sha256
from reckoner.reports.settings.house import House

_WORDS = "content/"
EDITED = "edited"


@dataclass(frozen=True)
class Makers:
    """Users of the machine or of the desk: who built a draft, and whose its words were, each with a file.

    ``recorded`` is False where nobody wrote it down when it was built: then the owners of the files count.
    """

    builders: tuple[str, ...]
    editors: Mapping[str, str]
    recorded: bool


def desk_user(person: str) -> str:
    """How the history calls somebody who acts at the desk and not as a user of the machine."""
    return f"desk:{person}"


def makers(kept: Kept, rows: Sequence[Row]) -> Makers:
    """Who made a draft, from the history's rows."""
    built = [row for row in rows if _is_about(row, kept.name, kept.digest)]
    if not built:
        root = kept.folder.parents[3]
        editors = {**_editors(root, kept.manifest), **_edited(kept.manifest, rows)}
        return Makers((_owner(kept.folder / NAME),), editors, recorded=False)
    builders = [row.user for row in built]
    builders += [row.details["owner"] for row in built if row.details.get("owner")]
    editors = {user: file for row in built for user, file in row.details.get("editors", {}).items()}
    editors |= _edited(kept.manifest, [row for row in rows if row.number < built[0].number])
    return Makers(tuple(dict.fromkeys(builders)), editors, recorded=True)


def record_edited(house: House, name: str, content: bytes, person: str, now: datetime) -> Row:
    """Record whose words a file is about to hold, such as content/newsletter/2026-02/edition.md.

    Row first, file second: a process that dies between the two leaves a row about words that aren't there,
    never words of which nobody knows whose they are. Raises what a history raises.
    """
    act = Act(EDITED, "", sha256(content), person, desk_user(person), now, {"where": name})
    return history_of(house).append(act)


def _edited(manifest: Manifest, rows: Sequence[Row]) -> dict[str, str]:
    """Who edited files of a draft at the desk, with the first of their files."""
    found: dict[str, str] = {}
    for row in rows:
        if row.what == EDITED and row.details.get("where") in manifest.inputs:
            found.setdefault(row.user, row.details["where"])
    return found


def record_built(house: House, manifest: Manifest, draft: str, user: str, now: datetime) -> Row:
    """Record who builds a draft that is about to be kept under this name, such as draft-003.

    Row first, draft second: a process that dies between the two leaves a row about a draft that isn't there,
    never a draft of which nobody knows who built it. Raises what a history raises.
    """
    return _record(house, manifest, draft, user, now, {})


def note_built(house: House, folder: Path, user: str, now: datetime, *, is_new: bool) -> Row | None:
    """Record who built the draft in a folder, and whose files its words are; None where that is known.

    Raises what a history raises; the draft is kept all the same, and counts as built by its folder's owner.
    """
    raw = (folder / NAME).read_bytes()
    manifest = Manifest.read(raw)
    name, digest = f"{manifest.publication}/{manifest.edition}/{folder.name}", sha256(raw)
    if any(_is_about(row, name, digest) for row in history_of(house).rows()):
        return None
    # It was there: nobody said who kept it, as where the history could not be written then.
    owner = {} if is_new else {"owner": _owner(folder / NAME)}
    return _record(house, manifest, folder.name, user, now, owner)


def _record(
    house: House, manifest: Manifest, draft: str, user: str, now: datetime, owner: Mapping[str, str]
) -> Row:
    name = f"{manifest.publication}/{manifest.edition}/{draft}"
    person = next(
        (each.id for each in house.office.people if user and user in (each.user, desk_user(each.id))), ""
    )
    details = {"editors": _editors(house.root, manifest), **owner}
    return history_of(house).append(Act("built", name, manifest.digest, person, user, now, details))


def _is_about(row: Row, name: str, digest: str) -> bool:
    return row.what == "built" and row.draft == name and row.digest == digest


def _editors(root: Path, manifest: Manifest) -> dict[str, str]:
    """The owner of each file of words, with the first of their files."""
    found: dict[str, str] = {}
    for name in sorted(manifest.inputs):
        if name.startswith(_WORDS) and (root / name).exists():
            found.setdefault(_owner(root / name), name)
    return found


def _owner(path: Path) -> str:
    number = path.stat().st_uid
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return f"user {number}"
