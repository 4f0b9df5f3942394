"""The house's fonts: Source Sans Pro and Source Serif Pro from their packages, the same on every machine.

They are given to fontconfig in a configuration of our own rather than as @font-face rules: nothing
is copied for each rendering, and a font of the same name that a machine happens to have installed
can't take their place. Letters that they lack (Arabic, Hebrew, some emoji) come from the DejaVu fonts
that matplotlib carries, and only after these from what the machine has.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

_FACES = ("Regular", "It", "Semibold", "SemiboldIt", "Bold", "BoldIt")
_PACKAGES = {"SourceSansPro": "font_source_sans_pro", "SourceSerifPro": "font_source_serif_pro"}
_FALLBACK = (
    "DejaVuSans",
    "DejaVuSans-Bold",
    "DejaVuSans-Oblique",
    "DejaVuSans-BoldOblique",
    "DejaVuSansMono",
)
# Generic names, and where to look for a letter that a family lacks.
_ALIASES = {
    "sans-serif": ("Source Sans Pro", "DejaVu Sans"),
    "serif": ("Source Serif Pro", "DejaVu Sans"),
    "monospace": ("DejaVu Sans Mono",),
    "Source Sans Pro": ("DejaVu Sans",),
    "Source Serif Pro": ("DejaVu Sans",),
}
SYSTEM = ("/usr/share/fonts", "/usr/local/share/fonts")


def font_files() -> tuple[Path, ...]:
    """The files of the fonts that every document is set in."""
    return tuple(
        _folder(package) / "files" / f"{prefix}-{face}.ttf"
        for prefix, package in _PACKAGES.items()
        for face in _FACES
    )


def fallback_files() -> tuple[Path, ...]:
    """The files of the fonts that have the letters which those lack."""
    return tuple(_folder("matplotlib") / "mpl-data" / "fonts" / "ttf" / f"{name}.ttf" for name in _FALLBACK)


def configuration() -> str:
    """A fontconfig configuration that offers these files first, and no other font of their names."""
    head = '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">'
    return "\n".join([head, "<fontconfig>", *_rules(), "</fontconfig>"])


def _rules() -> Iterator[str]:
    files = (*font_files(), *fallback_files())
    folders = sorted({str(file.parent) for file in files})
    yield from (f"<dir>{html.escape(folder)}</dir>" for folder in (*folders, *SYSTEM))
    rejected = [f"{folder}/*" for folder in folders]
    rejected += [
        f"{folder}/*{name}*" for folder in SYSTEM for name in ("SourceSans", "SourceSerif", "DejaVu")
    ]
    yield "<selectfont>"
    yield from (f"<rejectfont><glob>{html.escape(pattern)}</glob></rejectfont>" for pattern in rejected)
    yield from (f"<acceptfont><glob>{html.escape(str(file))}</glob></acceptfont>" for file in files)
    yield "</selectfont>"
    for family, others in _ALIASES.items():
        names = "".join(f"<family>{other}</family>" for other in others)
        yield f'<alias binding="same"><family>{family}</family><accept>{names}</accept></alias>'
    yield '<cachedir prefix="xdg">fontconfig</cachedir>'
    yield "<cachedir>/var/cache/fontconfig</cachedir>"


def _folder(package: str) -> Path:
    """Where a package lies, without loading it."""
    found = find_spec(package)
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent
