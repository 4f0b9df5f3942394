"""How a build grows: the example's paper with ever more paragraphs of its own words in one of its sections.

``python benchmarks/bench_growth.py 1000 4000 10000`` says how many; nothing is taken from what earlier builds
kept. Linear means: twice the paragraphs, twice the processor time beyond that of the paper as it is.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pikepdf

ROOT = Path(__file__).resolve().parents[1]
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
            seconds, memory = built(house)
            [pdf] = house.glob("output/*/*/draft-*/*.pdf")
            with pikepdf.open(pdf) as document:
                pages = len(document.pages)
        print(
            f"{number:6,} paragraphs: {pages:4} pages, {seconds:6.1f} s of processor time, {memory:5.0f} MB"
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


def built(house: Path) -> tuple[float, float]:
    """Processor seconds of a build with all that it starts, and the megabytes of the largest of them."""
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE, "build", *EDITION, "--no-cache", "--house", str(house)],
        check=True, capture_output=True, text=True, cwd=ROOT, env=os.environ,
    )  # fmt: skip
    seconds, kilobytes = measured.stdout.splitlines()[-1].split()
    return float(seconds), int(kilobytes) / 1024


MEASURE = """
import resource, subprocess, sys
subprocess.run([sys.executable, "-m", "reckoner", *sys.argv[1:]], check=True, stdout=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


if __name__ == "__main__":
    main()
