"""What a PDF costs: our rendering beside WeasyPrint alone, then our checks, page by page.

Both lay out the same pages with the same fonts; WeasyPrint alone writes its own structure tree and
makes one claim. The pages are those of the tests' small paper, over and over. Times are processor
seconds, the best of three.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

from reports.render.pdf.fonts import configuration

FONTS = Path(tempfile.mkdtemp()) / "fonts.conf"
FONTS.write_text(configuration(), encoding="utf-8")
os.environ["FONTCONFIG_FILE"] = str(FONTS)  # before WeasyPrint is loaded

import weasyprint
from weasyprint.text.fonts import FontConfiguration

from reports.checks.pdf.run import check_pdf
from reports.render.pdf.fetcher import BASE, HouseFetcher
from reports.render.pdf.job import Job, Limits
from reports.render.pdf.press import press, warm_up
from tests.render.pdf.paper import meta_of, page_of, paper

Result = TypeVar("Result")
VARIANT = "pdf/a-3a"


def main() -> None:
    """Print the table."""
    document = paper()
    assets = {f"charts/{slot.spec.name}.svg": slot.drawing.svg for slot in document.charts()}
    warm_up()
    gc.disable()
    print("pages  WeasyPrint alone  ours    more   bytes  ours   checks")
    for times in (10, 60):
        html = repeated(page_of(document), times)
        job = Job(html, assets, meta_of(document), (), Limits())

        def alone(html: str = html) -> bytes:
            page = weasyprint.HTML(string=html, base_url=BASE, url_fetcher=HouseFetcher(assets, []))
            return page.write_pdf(pdf_variant=VARIANT, font_config=FontConfiguration())  # type: ignore[no-any-return]

        bare, plain = best(alone)
        ours, sheet = best(lambda job=job: press(job, []))
        checks, _ = best(lambda pdf=sheet.pdf: check_pdf(pdf))
        more = ours / bare - 1
        print(
            f"{sheet.pages:5}  {bare:14.2f} s  {ours:.2f} s  {more:+.1%}  {len(plain) // 1024:3} K "
            f"{len(sheet.pdf) // 1024:3} K  {checks:.2f} s"
        )


def repeated(html: str, times: int) -> str:
    """The page with its sections said over and over."""
    start, end = html.index("<section"), html.rindex("</section>") + len("</section>")
    return html[:start] + html[start:end] * times + html[end:]


def best(work: Callable[[], Result]) -> tuple[float, Result]:
    """The shortest of three times, and what came of it."""
    times = []
    for _ in range(3):
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
        gc.collect()
    return min(times), result


if __name__ == "__main__":
    main()
