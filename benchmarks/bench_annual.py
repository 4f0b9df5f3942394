"""What the annual report costs against its bare engines: `bench_build` for the year's largest document."""

from __future__ import annotations

from pathlib import Path

import bench_build
from bench_build import bare_page

EDITION = ("annual-report", "2023-24")


def with_pictures(root: Path, scratch: Path) -> int:
    """The printed page for the bare engine with its charts, and the pictures that the words show."""
    drawn = bare_page(root, scratch)
    (scratch / "pictures").symlink_to(root / "content" / Path(*EDITION) / "pictures")
    return drawn


if __name__ == "__main__":
    bench_build.EDITION = EDITION
    bench_build.bare_page = with_pictures
    bench_build.ROUNDS = 3
    bench_build.main()
