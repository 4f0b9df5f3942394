"""Recall of the figure checker on slips that people make: ``python -m benchmarks.slips``.

The files in ``claims/slips`` hold passages, apart by ``%%``, slips marked ``[[wrong|right]]``.
Each is read with everything right, where whatever is raised is false, and once for each slip with that one
wrong.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reckoner.reports.audit.engine import audit
from reckoner.reports.audit.reading.plain import read_text

HERE = Path(__file__).with_name("claims") / "slips"
_SLIP = re.compile(r"\[\[([^|\]]*)\|([^\]]*)\]\]")


@dataclass
class Score:
    """What was asked of a file and what was found."""

    slips: int = 0
    found: int = 0
    warned: int = 0
    false: int = 0
    false_warnings: int = 0

    def line(self, name: str) -> str:
        """A row of the table."""
        share = self.found / self.slips if self.slips else 0
        return (
            f"{name:10} slips {self.slips:4}  errors {self.found:4} ({share:.0%})  "
            f"only warned {self.warned}  false errors {self.false}, false warnings {self.false_warnings}"
        )


def raised(text: str) -> list[str]:
    """The severities of what the checker says of a text."""
    found = audit(read_text(text + "\n", "case")).findings
    return [finding.severity for finding in found if finding.severity in ("error", "warning")]


def versions(block: str) -> Iterator[tuple[str, str]]:
    """The passage once for each slip, with that one wrong; the slip, and the text."""
    for chosen in _SLIP.finditer(block):
        before, after = block[: chosen.start()], block[chosen.end() :]
        yield chosen[1], right(before) + chosen[1] + right(after)


def right(text: str) -> str:
    """The text with nothing wrong."""
    return _SLIP.sub(lambda one: one[2], text)


def score(path: Path, show: bool) -> Score:
    """What is found of a file."""
    total = Score()
    for block in path.read_text(encoding="utf-8").split("\n%%\n"):
        told = raised(right(block.strip("\n")))
        total.false += told.count("error")
        total.false_warnings += told.count("warning")
        for slip, text in versions(block.strip("\n")):
            told = raised(text)
            total.slips += 1
            total.found += "error" in told
            total.warned += bool(told) and "error" not in told
            if show and "error" not in told:
                print(f"MISSED {slip!r}: {text[:200]!r}")
    return total


def main() -> None:
    """Print the table; ``--show`` names each miss."""
    ask = argparse.ArgumentParser()
    ask.add_argument("--show", action="store_true")
    args = ask.parse_args()
    for path in sorted(HERE.glob("*.txt")):
        print(score(path, args.show).line(path.stem))


if __name__ == "__main__":
    main()
