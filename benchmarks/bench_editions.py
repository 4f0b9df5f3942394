"""Many editions of one house: one after another on one processor, and by two processes on two.

The worked example's Panel paper, annual report and newsletter, each as so many publications, as who makes
them for many areas would have them. Their data are the same; nothing takes advantage of that.
``python benchmarks/bench_editions.py 43`` builds 129. A single build is what one command costs; the processor
time of many is held against it.
"""

from __future__ import annotations

import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
AREAS = 43
EDITIONS = (("panel-paper", "2025-11"), ("annual-report", "2023-24"), ("newsletter", "2026-02"))


def main() -> None:
    """Prints seconds an edition, and the ratios."""
    areas = int(sys.argv[1]) if len(sys.argv) > 1 else AREAS
    with tempfile.TemporaryDirectory() as scratch:
        root, count = house(Path(scratch) / "house", areas), areas * len(EDITIONS)
        single = [seconds(["build", *edition], root, {0, 1}) for edition in EDITIONS]
        alone = sum(cpu for _, cpu in single) / len(single)
        wall_1, cpu_1 = seconds(["build", "--all", "--again"], root, {0})
        wall_2, cpu_2 = seconds(["build", "--all", "--again", "--jobs", "2"], root, {0, 1})
    print(f"{count} editions of {areas} areas")
    print(f"single builds: processor {alone:.2f} s an edition")
    for what, wall, cpu in (
        ("one process on one processor", wall_1, cpu_1),
        ("--jobs 2 on two", wall_2, cpu_2),
    ):
        print(f"{what}: wall {wall / count:.2f} s, processor {cpu / count:.2f} s an edition")
    print(f"processor, many / single {cpu_1 / count / alone:.2f}; wall, one / two {wall_1 / wall_2:.2f}")


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


def seconds(command: Sequence[str], root: Path, processors: set[int]) -> tuple[float, float]:
    """Wall and processor seconds of a command, held to these processors."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    run = ["taskset", "--cpu-list", ",".join(map(str, processors)), sys.executable, "-m", "reckoner"]
    run += [*command, "--no-cache", "--house", str(root)]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, cpu


if __name__ == "__main__":
    main()
