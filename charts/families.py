"""The families of font files, as the files themselves call them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from matplotlib.ft2font import FT2Font

_ENDINGS = (".ttf", ".otf", ".ttc", ".otc")
# Windows in a font's table of names, and its entries for a family: the old one and the typographic.
_WINDOWS, _FAMILY = 3, (1, 16)


def families_in(folders: Iterable[str]) -> set[str]:
    """The families of every font below the folders; a file that is no font has none."""
    paths = (path for folder in folders for path in sorted(Path(folder).rglob("*")))
    return {name for path in paths if path.suffix.lower() in _ENDINGS for name in _families(path)}


def _families(path: Path) -> Iterator[str]:
    try:
        first = FT2Font(str(path))
        faces = [first, *(FT2Font(str(path), face_index=n) for n in range(1, getattr(first, "num_faces", 1)))]
    except (OSError, RuntimeError, TypeError):
        return
    for face in faces:
        yield face.family_name
        for (platform, _, _, entry), text in face.get_sfnt().items():
            if platform == _WINDOWS and entry in _FAMILY:
                yield text.decode("utf-16-be", "replace")
