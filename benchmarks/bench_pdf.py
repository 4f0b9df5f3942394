"""What a PDF costs: our rendering beside WeasyPrint alone, then our checks.

Both lay out the same pages with the same fonts; WeasyPrint alone writes its own structure tree and
makes one claim. The pages are those of the tests' small paper, over and over. Times are processor
seconds, the best of three; the memory is the most that this process held until then.
``python benchmarks/bench_pdf.py 10 60 600`` says how often the paper's sections are repeated.
"""

from __future__ import annotations

import gc
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))


def main() -> None:
    """Print the table."""
    from reckoner.reports.checks.pdf.run import check_pdf
    from reckoner.reports.render.pdf.fonts import configuration

    with tempfile.TemporaryDirectory() as folder:
        fonts = Path(folder) / "fonts.conf"
        fonts.write_text(configuration(), encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(fonts)  # read when WeasyPrint is loaded
        from reckoner.reports.render.pdf.rendering import render, warm_up

        warm_up()
        gc.disable()
        print("pages  WeasyPrint alone     ours    more  a page  size alone   ours  checks  memory")
        for times in [int(each) for each in sys.argv[1:]] or (10, 60):
            job = long_job(times)
            bare, plain = best(partial(alone, job))
            ours, rendered = best(partial(render, job, []))
            checks, _ = best(partial(check_pdf, rendered.pdf))
            most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(
                f"{rendered.pages:5} {bare:15.2f} s {ours:6.2f} s {ours / bare - 1:+7.1%} "
                f"{1000 * ours / rendered.pages:4.0f} ms {len(plain) // 1024:8} K "
                f"{len(rendered.pdf) // 1024:4} K {checks:5.2f} s {most:4} MB"
            )


def long_job(times: int) -> Any:
    """The small paper with its sections said over and over."""
    from reckoner.reports.confined.limits import Limits
    from reckoner.reports.render.pdf.job import Job
    from tests.render.pdf.paper import meta_of, page_of, paper

    document = paper()
    html = page_of(document)
    start, end = html.index("<section"), html.rindex("</section>") + len("</section>")
    long = html[:start] + html[start:end] * times + html[end:]
    assets = {f"charts/{slot.spec.name}.svg": slot.drawing.svg for slot in document.charts()}
    return Job(long, assets, meta_of(document), (), Limits())


def alone(job: Any) -> bytes:
    """The page through WeasyPrint and nothing else."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    from reckoner.reports.render.pdf.fetcher import BASE, HouseFetcher

    fetcher = HouseFetcher(job.assets, [])
    page = weasyprint.HTML(string=job.html, base_url=BASE, url_fetcher=fetcher)
    pdf: bytes = page.write_pdf(pdf_variant="pdf/a-3a", font_config=FontConfiguration())
    return pdf


def best(work: Callable[[], Any]) -> tuple[float, Any]:
    """The shortest of three times, and what came of it."""
    times: list[float] = []
    result = None
    for _ in range(3):
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
        gc.collect()
    return min(times), result


if __name__ == "__main__":
    main()
