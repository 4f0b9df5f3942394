"""PDFs made of small pages."""

from __future__ import annotations

import subprocess
import sys

_CODE = "import sys,weasyprint;sys.stdout.buffer.write(weasyprint.HTML(string=sys.stdin.read()).write_pdf())"
PICTURE = (
    "<img src='data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAA"
    "AABQABpfZFQAAAAABJRU5ErkJggg==' style='width:9cm;height:9cm'>"
)


def pdf(html: str) -> bytes:
    """The page as a PDF, made in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", _CODE], input=html.encode(), capture_output=True, check=True
    ).stdout


def pages(*words: str) -> bytes:
    """A PDF with a page for each of these; one without words is a picture."""
    return pdf("".join(f"<p style='break-after:page'>{text or PICTURE}</p>" for text in words))
