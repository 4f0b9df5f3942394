"""Makes the web fonts in templates/shared/fonts from the font packages: Latin letters only, as WOFF2.

Run it when the packages change; the files are kept, because making them takes longer than a build.
"""

from __future__ import annotations

import io
from pathlib import Path

from fontTools import subset

from reckoner.reports.render.pdf.fonts import font_files

TARGET = Path("templates/shared/fonts")
FACES = ("SourceSansPro-Regular", "SourceSansPro-Semibold", "SourceSansPro-It", "SourceSerifPro-Semibold")
LETTERS = [*range(0x20, 0x180), *range(0x2010, 0x2040), 0x20AC, 0x2190, 0x2192, 0x2212]
FEATURES = ["kern", "liga", "lnum", "tnum", "mark", "mkmk", "ccmp", "locl"]


def main() -> None:
    """Writes each face and prints its path and size."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for path in font_files():
        if path.stem in FACES:
            content = shrunk(path.read_bytes())
            (TARGET / f"{path.stem}.woff2").write_bytes(content)
            print(TARGET / f"{path.stem}.woff2", len(content))


def shrunk(font: bytes) -> bytes:
    """The font with Latin letters alone, compressed."""
    options = subset.Options(flavor="woff2", layout_features=FEATURES)
    loaded = subset.load_font(io.BytesIO(font), options)
    chosen = subset.Subsetter(options)
    chosen.populate(unicodes=LETTERS)
    chosen.subset(loaded)
    out = io.BytesIO()
    subset.save_font(loaded, out, options)
    return out.getvalue()


if __name__ == "__main__":
    main()
