"""Settings keys that were renamed: the refusal of an old one and `reckoner upgrade` read this table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from reckoner.reports.settings.nodes import Key, Path_


@dataclass(frozen=True)
class Rename:
    """In files called ``file``, the key at ``old`` stands at ``new`` now; ``*`` is any item of a list.

    ``values`` are those whose names changed with it.
    """

    file: str
    old: str
    new: str
    values: Mapping[str, str] = field(default_factory=dict)

    def fits(self, path: Path_) -> bool:
        """Whether this is the old key's place."""
        wanted = self.old.split(".")
        return len(path) == len(wanted) and all(
            want in ("*", str(step)) for want, step in zip(wanted, path, strict=True)
        )

    @property
    def hint(self) -> str:
        """What to write instead."""
        above, _, key = self.new.rpartition(".")
        moved = above and above != self.old.rpartition(".")[0]
        place = f"`{key}` under `{above}:`" if moved else f"`{key}`"
        values = ", ".join(f"{old!r} is {new!r}" for old, new in self.values.items())
        said = f"Write {place} instead" + (f" ({values})" if values else "")
        return f"{said}, or let `reckoner upgrade` do it."


_KINDS = {"sections": "paper", "parts": "report", "letter and stories": "newsletter", "stories": "news"}
# One line a rename.
RENAMES = (
    Rename("publication.yaml", "made_from", "kind", _KINDS),
    Rename("publication.yaml", "selection", "options.selection"),
    Rename("publication.yaml", "colours", "options.colours"),
    Rename("office.yaml", "twins", "web_versions"),
    Rename("publication.yaml", "leaves", "options.page_for_each_part"),
)


@dataclass(frozen=True)
class Removal:
    """In files called ``file``, the key ``key`` is gone; ``todo`` says why, and what to do."""

    file: str
    key: str
    todo: str


REMOVALS = (
    Removal(
        "office.yaml",
        "statutes",
        "Take it out: nothing read it, and the laws stand in data/statutory/checklist.yaml.",
    ),
)


def removal_of(shown: str, path: tuple[Key, ...]) -> Removal | None:
    """Why a key of a file is gone, if it is."""
    return next((each for each in REMOVALS if (each.file, each.key) == (PurePath(shown).name, *path)), None)


def rename_of(shown: str, path: tuple[Key, ...]) -> Rename | None:
    """How a key of a file is called now, if it was renamed."""
    name = PurePath(shown).name
    return next((each for each in RENAMES if each.file == name and each.fits(path)), None)
