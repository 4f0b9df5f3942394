"""Many editions of one house: one after another on one processor, and by two processes on two.

The worked example's Panel paper, annual report and newsletter, each as so many publications, as who makes
them for many areas would have them. Their data are the same; nothing takes advantage of that.
``python benchmarks/bench_editions.py 43`` builds 129. A single build is what one command costs; the processor
time of many is held against it.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from cost import ROOT, Cost, cost

sys.path.insert(0, str(ROOT))
AREAS = 43
EDITIONS = (("panel-paper", "2025-11"), ("annual-report", "2023-24"), ("newsletter", "2026-02"))


def main() -> None:
    """Prints seconds an edition, and the ratios."""
    areas = int(sys.argv[1]) if len(sys.argv) > 1 else AREAS
    with tempfile.TemporaryDirectory() as scratch:
        root, count = house(Path(scratch) / "house", areas), areas * len(EDITIONS)
        single = [spent(["build", *edition], root, {0, 1}) for edition in EDITIONS]
        alone = sum(each.processor for each in single) / len(single)
        one = spent(["build", "--all", "--again"], root, {0})
        two = spent(["build", "--all", "--again", "--jobs", "2"], root, {0, 1})
    print(f"{count} editions of {areas} areas")
    print(f"single builds: processor {alone:.2f} s an edition")
    for what, many in (("one process on one processor", one), ("--jobs 2 on two", two)):
        print(f"{what}: wall {many.wall / count:.2f} s, processor {many.processor / count:.2f} s an edition")
    more, faster = one.processor / count / alone, one.wall / two.wall
    print(f"processor, many / single {more:.2f}; wall, one / two {faster:.2f}")


def house(root: Path, areas: int) -> Path:
    """A house with so many publications of each kind, of one edition."""
    from tests.worked_example import copy_house

    copy_house(root)
    for (name, key), number in product(EDITIONS, range(1, areas)):
        settings = root / "templates" / f"{name}-{number}" / "publication.yaml"
        shutil.copytree(root / "templates" / name, settings.parent)
        settings.write_text(re.sub(r"(?m)^name: .*", f"name: {name}-{number}", settings.read_text("utf-8")))
        shutil.copytree(root / "content" / name / key, root / "content" / f"{name}-{number}" / key)
    for folder in ("templates", "content"):
        shutil.rmtree(root / folder / "news")
    return root


def spent(command: Sequence[str], root: Path, processors: set[int]) -> Cost:
    """What a command costs that is held to these processors."""
    held = ["taskset", "--cpu-list", ",".join(map(str, processors)), sys.executable, "-m", "reckoner"]
    return cost([*held, *command, "--no-cache", "--house", root])


if __name__ == "__main__":
    main()
