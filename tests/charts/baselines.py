"""The pictures that hold the look of each kind. ``python -m tests.charts.baselines`` draws them anew."""

from __future__ import annotations

from pathlib import Path

from reckoner.charts.draw import draw
from reckoner.charts.look import Look
from tests.charts.built import WORDING
from tools.gallery.examples import examples

FOLDER = Path(__file__).parent / "baselines"
LOOK = Look(width_mm=120.0, png_scale=1.0, stand_alone=True)
EXAMPLES = {example.name: example for example in examples(WORDING)}


def drawn(name: str) -> bytes:
    """The example's picture at the baselines' size."""
    return draw(EXAMPLES[name], LOOK, WORDING).png


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for example in EXAMPLES:
        (FOLDER / f"{example}.png").write_bytes(drawn(example))
