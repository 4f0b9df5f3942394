"""How a build grows: the example's paper with ever more paragraphs of its own words in one of its sections.

``python benchmarks/bench_growth.py 1000 4000 10000`` says how many; nothing is taken from what earlier builds
kept. Linear means: twice the paragraphs, twice the processor time beyond that of the paper as it is.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pikepdf
from cost import ROOT, cost

sys.path.insert(0, str(ROOT))
EDITION = ("panel-paper", "2025-11")
SECTION = "content/panel-paper/2025-11/46-retail-crime.md"
SIZES = (1_000, 4_000, 10_000)


def main() -> None:
    """Prints processor seconds, pages and the largest process of each size."""
    from tests.worked_example import copy_house

    for number in [int(given) for given in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as scratch:
            house = copy_house(Path(scratch) / "house")
            with (house / SECTION).open("a", encoding="utf-8") as section:
                section.write("\n" + "\n\n".join(islice(paragraphs(), number)) + "\n")
            spent = cost(
                [sys.executable, "-m", "reckoner", "build", *EDITION, "--no-cache", "--house", house]
            )
            [pdf] = house.glob("output/*/*/draft-*/*.pdf")
            with pikepdf.open(pdf) as document:
                pages = len(document.pages)
        print(
            f"{number:6,} paragraphs: {pages:4} pages, {spent.processor:6.1f} s of processor time, "
            f"{spent.megabytes:5.0f} MB"
        )


def paragraphs() -> Iterator[str]:
    """Paragraphs of 20 to 40 words without figures, the same at each run."""
    chance = random.Random(1)
    texts = [path.read_text("utf-8").split("---")[-1] for path in sorted((ROOT / "content").rglob("*.md"))]
    words = re.sub(r"\{\{.*?\}\}|[^A-Za-z .,]", " ", " ".join(texts)).split()
    while True:
        start = chance.randrange(len(words) - 40)
        text = " ".join(words[start : start + chance.randint(20, 40)]).strip(" .,")
        yield text[:1].upper() + text[1:] + "."


if __name__ == "__main__":
    main()
