"""The trade of the process that makes PDFs: WeasyPrint loaded once, a rendering in each child."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from reckoner.reports.confined.ipc import Message
from reckoner.reports.garbage import collect_seldom
from reckoner.reports.render.pdf.fonts import configuration
from reckoner.reports.render.pdf.job import from_message


def load(folder: Path) -> Callable[[Message], Callable[[list[str]], Message]]:
    """Load WeasyPrint with the house's fonts, which it must find when it is loaded."""
    os.environ.pop("FONTCONFIG_PATH", None)
    fonts = folder / "fonts.conf"
    fonts.write_text(configuration(), encoding="utf-8")
    os.environ["FONTCONFIG_FILE"] = str(fonts)
    from reckoner.reports.render.pdf.columns import balance_line_by_line
    from reckoner.reports.render.pdf.lines import keep_last_lines_full
    from reckoner.reports.render.pdf.rendering import render, warm_up
    from reckoner.reports.render.pdf.siblings import find_next_at_once

    def work(message: Message, refused: list[str]) -> Message:
        rendered = render(from_message(message), refused)
        return Message({"ended": "done", "pages": rendered.pages, "log": rendered.log}, (rendered.pdf,))

    keep_last_lines_full()
    balance_line_by_line()
    find_next_at_once()
    warm_up()
    gc.collect()
    gc.freeze()
    collect_seldom()
    return lambda message: partial(work, message)
