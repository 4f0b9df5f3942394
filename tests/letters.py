"""A newsletter's house of a few lines: stories and a letter as text, and what is made of them."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image

from reckoner.reports.build import Checked, make
from reckoner.reports.findings import Finding
from tests.worked_example import ROOT

LETTER = """---
title: Our news for February 2026
subject: What happened in February
preheader: Patrols in town centres, a new camera and how to reach us
sign_off: {name: A. Commissioner, title: Commissioner, message: Thank you for reading.}
---
Welcome.
"""
STORY = """---
title: {title}
date: {day}
summary: In short.
{more}
---
{text}
"""
_QUICK: dict[str, dict[str, object]] = {"HEIF": {"enc_params": {"preset": "ultrafast"}}}
TEXT = (
    "Officers walked through the town centre on Friday and talked to shopkeepers about what worries them. "
    * 4
)


def story(
    title: str = "A walk through town", day: str = "2026-02-03", more: str = "", text: str = TEXT
) -> str:
    """A story's file."""
    return STORY.format(title=title, day=day, more=more, text=text)


def letter_house(folder: Path, stories: Mapping[str, str], letter: str = LETTER) -> Path:
    """A house with these stories, by file name, and this letter for February 2026."""
    for name in ("office.yaml", "schedules.yaml"):
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    for name in ("newsletter", "news", "shared"):
        shutil.copytree(ROOT / "templates" / name, folder / "templates" / name)
    (folder / "data").mkdir()
    shutil.copy2(ROOT / "data" / "facts.yaml", folder / "data" / "facts.yaml")
    # Some notes in facts.yaml are on measures of this module.
    shutil.copytree(ROOT / "data" / "hotspot", folder / "data" / "hotspot")
    for name, text in {f"content/news/{key}.md": text for key, text in stories.items()}.items():
        write(folder / name, text)
    write(folder / "content/newsletter/2026-02/edition.md", letter)
    (folder / "content/news/pictures").mkdir(parents=True, exist_ok=True)
    return folder


def write(path: Path, text: str) -> None:
    """Write a file of the house."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def made(house: Path, publication: str = "newsletter", reader: str = "", edition: str = "2026-02") -> Checked:
    """An edition, that of February 2026 if none is named, made but not kept, without its PDF."""
    return make(house, publication, edition, lambda _step: None, reader=reader, without=("pdf",)).checked()


def rules(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    """Severity and rule of each finding."""
    return [(finding.severity, finding.rule) for finding in findings]


def photograph(size: tuple[int, int] = (4000, 3000), form: str = "JPEG", noise: int = 0) -> bytes:
    """A photograph as a phone makes it: on its side, with the place where it was taken.

    Upright, it is dark at its top and light at its foot. ``noise`` makes a larger file of it.
    """
    along = Image.linear_gradient("L").resize(size)
    across = along.rotate(90, expand=True).resize(size)
    image = Image.merge("RGB", (along, across, Image.radial_gradient("L").resize(size)))
    if noise:
        grain = np.random.default_rng(1).integers(-noise, noise, (size[1], size[0], 3), dtype=np.int16)
        image = Image.fromarray((np.asarray(image) + grain).clip(0, 255).astype(np.uint8))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (51.8, 0.0, 0.0)
    exif[0x010F] = "A phone"
    out = io.BytesIO()
    pillow_heif.register_heif_opener()
    # As bytes, so that HEIC gets the turn where its readers look for it, as phones write it.
    image.save(out, form, exif=exif.tobytes(), quality=90, **_QUICK.get(form, {}))
    return out.getvalue()
