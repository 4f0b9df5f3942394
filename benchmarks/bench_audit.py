"""How long the checker takes: pages of text by the hundred, 50 MB, and texts made to be slow.

A page is 450 words. Prints pages, seconds and seconds per hundred pages; the last should not grow.
"""

from __future__ import annotations

import time

from reckoner.reports.audit.engine import audit
from reckoner.reports.audit.reading.plain import read_text

PARAGRAPH = (
    "In 2023/24 the service dealt with {a:,} cases, compared with {b:,} in 2022/23, an increase of {p}%. "
    "Of these, {c:,} (around two thirds) were closed within the month, and the remaining cases "
    "were passed on. "
    "The board met on Thursday 2 May 2024 and noted that costs had risen from £1.2m to £1.3m, "
    "or 8.3 per cent. "
    "Members asked what lay behind the figures, and were told that a new way of recording had "
    "been brought in "
    "during the spring, with training for every team and a help desk that answered 36 calls a "
    "day on average.\n\n"
)
HARD = {
    "digits": "1" * 200_000,
    "commas": "1," * 100_000,
    "spaces": "a " * 100_000,
    "wide gaps": ("a" + " " * 50) * 20_000,
    "brackets": "(" * 100_000,
    "from": "from 1 " * 40_000,
    "numbers": "12 " * 60_000,
    "of": "12 of 30 (40%) " * 15_000,
    "tabs": "1\t" * 50_000,
    "at": "@" * 100_000 + "a" * 100_000,
    "dots": "a." * 100_000,
}


def pages(count: int) -> str:
    """So many pages of plain prose with figures that agree."""
    made = []
    for number in range(count * 5):
        old = 1000 + number % 700
        new = old + old // 10
        made.append(PARAGRAPH.format(a=new, b=old, p=f"{(new - old) / old * 100:.1f}", c=new * 2 // 3))
    return "".join(made)


def timed(name: str, text: str) -> float:
    """Seconds to read and check a text."""
    start = time.process_time()
    done = audit(read_text(text, name))
    took = time.process_time() - start
    print(
        f"{name:>12}: {len(text) / 1e6:6.2f} MB {took:7.2f} s {len(done.findings)} findings "
        f"{done.checked.numbers} numbers"
    )
    return took


def main() -> None:
    """Run all."""
    for count in (100, 500, 2000):
        took = timed(f"{count} pages", pages(count))
        print(f"{'':>14}{took / count * 100:.2f} s per hundred pages")
    for name, text in HARD.items():
        timed(name, text)


if __name__ == "__main__":
    main()
