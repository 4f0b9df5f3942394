from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from tests.charts.baselines import EXAMPLES, FOLDER, drawn

# Of 255: how far a pixel may be off, and how many of them may be further off: other versions of the
# font renderer draw the edges of letters a little differently.
NEAR = 48
SHARE = 0.01


def pixels(picture: Image.Image) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    return np.asarray(picture.convert("RGB"), dtype=np.int16)


@pytest.mark.parametrize("name", EXAMPLES)
def test_each_kind_looks_as_it_did(name: str) -> None:
    now = pixels(Image.open(io.BytesIO(drawn(name))))
    kept = pixels(Image.open(FOLDER / f"{name}.png"))
    assert now.shape == kept.shape
    assert (np.abs(now - kept).max(axis=2) > NEAR).mean() <= SHARE


def test_no_baseline_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.png")} == set(EXAMPLES)


def test_a_different_picture_is_noticed() -> None:
    kept = pixels(Image.open(FOLDER / "disclosures.png"))
    moved = np.roll(kept, 2, axis=1)
    assert (np.abs(moved - kept).max(axis=2) > NEAR).mean() > SHARE
