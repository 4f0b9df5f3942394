"""How long somebody who writes waits: from saving a section until its preview is there, and its PDF.

Through the server of ``reckoner preview``, for three documents of the worked example: a section is saved with
a sentence more, and the server is asked until it has a new version of the page, its PDF (of the part that was
changed, where the document has several) and the whole PDF. Charts drawn before are kept, as they are for
everyone. In turn with it Chromium prints the whole document as it was, page and drawn charts, to PDF, and
``reckoner build`` makes the whole draft, of which nothing is kept.
``python benchmarks/bench_preview.py 7`` says how many rounds. Prints medians.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
DOCUMENTS = {
    ("panel-paper", "2025-11"): "content/panel-paper/2025-11/50-violence-against-women-and-girls.md",
    ("annual-report", "2023-24"): "content/annual-report/2023-24/32-complaints.md",
    ("newsletter", "2026-02"): "content/news/2026-02-03-hotspot-patrols.md",
}
SERVER = """
import sys
from pathlib import Path
from reckoner.reports.preview.preview import Preview, serve
server = serve(Preview(Path(sys.argv[1]), sys.argv[2], sys.argv[3]), 0)
print(server.server_address[1], flush=True)
server.serve_forever(0.02)
"""
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files")


def main() -> None:
    """Prints a line for each document."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    for document, section in DOCUMENTS.items():
        with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER")) as scratch:
            times = compare(document, section, Path(scratch), rounds)
        shown = ", ".join(f"{name} {statistics.median(taken):.2f} s" for name, taken in times.items())
        print(f"{' '.join(document):22} {shown}")


def compare(document: tuple[str, str], section: str, scratch: Path, rounds: int) -> dict[str, list[float]]:
    """The seconds of each round, by what they were waited for."""
    from reckoner.reports.build import printed
    from reckoner.reports.composed import compose_edition
    from reckoner.reports.starters.begin import write_files
    from tests.worked_example import copy_house

    house, folder = copy_house(scratch / "house"), scratch / "page"
    job = printed(compose_edition(house, *document, lambda _step: None))
    assert job is not None
    write_files(folder, {"page.html": job.html.encode(), **job.assets})
    surroundings = {**os.environ, "RECKONER_CACHE": str(scratch / "kept")}
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(house), *document],
        stdout=subprocess.PIPE, text=True, cwd=ROOT, env=surroundings,
    )  # fmt: skip
    assert server.stdout is not None
    url = f"http://127.0.0.1:{int(server.stdout.readline())}/version"
    try:
        until_quiet(url)
        times: dict[str, list[float]] = {}
        for number in range(rounds):
            for name, taken in preview(url, house / section, number):
                times.setdefault(name, []).append(taken)
            times.setdefault("a build", []).append(seconds(lambda: build(house, document)))
            times.setdefault("Chromium's print", []).append(seconds(lambda: chromium(folder)))
    finally:
        server.kill()
        server.wait()
        server.stdout.close()
    return times


def preview(url: str, section: Path, number: int) -> Iterator[tuple[str, float]]:
    """Seconds from the save until the page is newer, then the first pages of its PDF, then the whole PDF."""
    before = state(url)
    section.write_text(f"{section.read_text('utf-8')}\nWritten for the {number}th time.\n", encoding="utf-8")
    began = time.perf_counter()
    until(lambda: state(url)["version"] > before["version"])
    yield "page", time.perf_counter() - began
    until(lambda: state(url)["paper"] > before["paper"])
    yield "PDF", time.perf_counter() - began
    until_quiet(url)
    yield "whole PDF", time.perf_counter() - began


def until_quiet(url: str) -> None:
    """Wait until the newest version is checked, and its PDF made."""

    def is_quiet() -> bool:
        now = state(url)
        is_checked = not any("Checking it" in line for line in now["said"])
        return bool(now["version"] and is_checked and not now["is_coming"])

    until(is_quiet)


def until(is_so: Callable[[], bool]) -> None:
    while not is_so():
        time.sleep(0.02)


def state(url: str) -> dict[str, Any]:
    with urlopen(url) as answer:
        found: dict[str, Any] = json.load(answer)
    return found


def build(house: Path, document: tuple[str, str]) -> None:
    command = [sys.executable, "-m", "reckoner", "build", *document, "--again", "--no-cache"]
    subprocess.run([*command, "--house", str(house)], cwd=ROOT, capture_output=True, check=False)


def chromium(folder: Path) -> None:
    subprocess.run(
        [
            *CHROMIUM, "--no-pdf-header-footer", f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={folder}/chromium.pdf", (folder / "page.html").as_uri(),
        ],
        check=True, capture_output=True,
    )  # fmt: skip


def seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
