"""Photographs as large as phones make them: upright, small, silent about their place, and no strain.

In `make test` they are of two megabytes, in `make soak` of twenty. Each is made ready in a process of its
own, so that its memory can be measured.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.letters import photograph
from tests.worked_example import ROOT

_CHILD = """
import json, re, sys, time
from pathlib import Path
from reckoner.reports.content import heic, photograph
from reckoner.reports.errors import Place
started = time.process_time()
path = Path(sys.argv[1])
ready = photograph.ready(path.read_bytes(), path.name, path.suffix == ".heic", 1104, Place("story.md", 5))
Path(sys.argv[2]).write_bytes(ready.blobs[0])
peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
seconds = time.process_time() - started
print(json.dumps({"changes": ready.header["changes"], "seconds": seconds, "megabytes": peak}))
"""


def made_ready(path: Path) -> tuple[Image.Image, dict[str, Any]]:
    """The picture that comes out, and what its process says."""
    out = path.with_suffix(".out")
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, path, out],
        capture_output=True, text=True, check=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    print(path.name, path.stat().st_size, done.stdout)  # noqa: T201  # shown by pytest -rP
    return Image.open(BytesIO(out.read_bytes())), json.loads(done.stdout)


# Sizes whose files weigh about two and about twenty megabytes; a camera's HEIC ends at twelve.
SIZES = {
    "JPEG": {"test": ((2000, 1500), 60), "soak": ((8064, 6048), 28)},
    "HEIF": {"test": ((1600, 1200), 0), "soak": ((4032, 3024), 20)},
}


@pytest.mark.slow
@pytest.mark.soak
@pytest.mark.parametrize("form", SIZES)
def test_a_phone_s_photograph_is_made_ready_without_strain(
    form: str, tmp_path: Path, soak_scale: Callable[[int], int]
) -> None:
    size, noise = SIZES[form]["soak" if soak_scale(10) == 10 else "test"]
    path = tmp_path / ("p.heic" if form == "HEIF" else "p.jpg")
    path.write_bytes(photograph(size, form, noise))
    image, said = made_ready(path)
    assert (image.format, image.size) == ("JPEG", (1104, 1472))
    assert _brightness(image, 100) < 60
    assert _brightness(image, 1372) > 195
    assert len(image.getexif()) == 0
    assert "the place where it was taken removed" in said["changes"]
    assert f"shrunk from {_shown(form, size)} pixels" in said["changes"]
    assert said["megabytes"] < 400


def _brightness(image: Image.Image, line: int) -> float:
    """How light a line across the picture is in its green, from 0 to 255."""
    green = image.getchannel("G").crop((0, line, image.width, line + 1))
    value = green.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert isinstance(value, int)
    return value


def _shown(form: str, size: tuple[int, int]) -> str:
    """The size as the note gives it: HEIC is turned while it is read."""
    wide, high = size[::-1] if form == "HEIF" else size
    return f"{wide} by {high}"


def test_sixteen_bits_of_grey_stay_shades(tmp_path: Path) -> None:
    """A ramp from black to white, as a scanner saves it; cut off at eight bits all of it is white."""
    picture = Image.new("I;16", (256, 40))
    picture.putdata([257 * column for _ in range(40) for column in range(256)])
    picture.save(tmp_path / "scan.png")
    image, _ = made_ready(tmp_path / "scan.png")
    for column in (0, 64, 128, 192, 255):
        shade = image.convert("L").getpixel((column, 20))
        assert isinstance(shade, int)
        assert abs(shade - column) <= 4
