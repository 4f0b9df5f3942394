"""Pictures, and PDFs with attachments, damaged by chance, are read or refused, and nothing else happens."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from reckoner.reports.content.pictures import make_ready, read_drawing
from reckoner.reports.errors import InputError, Place
from reckoner.reports.render.pdf.extract import extract
from tests.letters import photograph
from tests.mutation import mutated

CASES = 2000
WHERE = Place("story.md", 5)
DRAWING = b"""<svg xmlns="http://www.w3.org/2000/svg"
 viewBox="0 0 40 30"><title>A</title><rect width="3" height="4"/></svg>"""


@cache
def picture(form: str) -> bytes:
    if form in ("JPEG", "HEIF"):
        return photograph((64, 48), form)
    out = io.BytesIO()
    Image.linear_gradient("L").resize((60, 40)).convert("RGB").save(out, form, exif=Image.Exif())
    return out.getvalue()


@cache
def evidence() -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    for name in ("figures.csv", "solved.csv"):
        pdf.attachments[name] = pikepdf.AttachedFileSpec(
            pdf,
            b"month,number\n2025-01,7\n",
            filename=name,
            description="",
            mime_type="",
            creation_date="",
            mod_date="",
        )
    out = io.BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def is_refused(path: Path) -> bool:
    try:
        return make_ready(path, WHERE).width > 1104
    except InputError:
        return True


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.parametrize(
    ("form", "ending"), [("PNG", "png"), ("JPEG", "jpg"), ("GIF", "gif"), ("WEBP", "webp"), ("HEIF", "heic")]
)
def test_a_damaged_picture_is_made_ready_or_refused(
    form: str, ending: str, tmp_path: Path, chance: random.Random, soak_scale: Callable[[int], int]
) -> None:
    path, refused, cases = tmp_path / f"p.{ending}", 0, soak_scale(CASES)
    for _ in range(cases):
        path.write_bytes(mutated(picture(form), chance))
        refused += is_refused(path)
    assert 0 < refused <= cases


@pytest.mark.soak
def test_a_damaged_drawing_is_read_or_refused(
    tmp_path: Path, chance: random.Random, soak_scale: Callable[[int], int]
) -> None:
    path = tmp_path / "p.svg"
    for _ in range(soak_scale(CASES)):
        path.write_bytes(mutated(DRAWING, chance))
        with suppress(InputError):
            assert min(read_drawing(path, WHERE).width, read_drawing(path, WHERE).height) > 0


@pytest.mark.soak
def test_what_a_damaged_pdf_carries_is_read_or_refused(
    chance: random.Random, soak_scale: Callable[[int], int]
) -> None:
    whole = extract(evidence())
    assert set(whole) == {"figures.csv", "solved.csv"}
    for _ in range(soak_scale(CASES)):
        with suppress(InputError):
            assert len(extract(mutated(evidence(), chance))) <= len(whole)
