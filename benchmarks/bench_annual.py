"""What the annual report costs against its bare engines: `bench_build` for the year's largest document."""

from __future__ import annotations

import bench_build

if __name__ == "__main__":
    bench_build.EDITION = ("annual-report", "2023-24")
    bench_build.ROUNDS = 3
    bench_build.main()
