"""Lays the pages of each edition's newest draft out as pictures: output/pages/index.html.

For eyes: a look at every page after a change, which no check replaces.
"""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import pypdfium2 as pdfium

OUTPUT = Path("output")
PAGES = OUTPUT / "pages"
DOTS_PER_INCH = 60


def number_of(draft: Path) -> int:
    """17 for draft-017; -1 for a folder that is no draft."""
    named = re.fullmatch(r"draft-(\d+)", draft.name)
    return int(named[1]) if named else -1


def newest_drafts() -> list[Path]:
    """The last draft of each edition in output/, in the order of their names."""
    editions = sorted({draft.parent for draft in OUTPUT.glob("*/*/draft-*")})
    return [max(edition.glob("draft-*"), key=number_of) for edition in editions]


def pictures(pdf: Path) -> list[str]:
    """Writes each page of the PDF as a PNG and returns their names."""
    names = []
    with pdfium.PdfDocument(pdf) as document:
        for number, page in enumerate(document, start=1):
            name = f"{'-'.join(pdf.parent.parts[1:])}-{pdf.stem}-{number:03}.png"
            page.render(scale=DOTS_PER_INCH / 72).to_pil().save(PAGES / name)
            names.append(name)
    return names


def main() -> None:
    """Makes the page anew and prints its path."""
    shutil.rmtree(PAGES, ignore_errors=True)
    PAGES.mkdir(parents=True)
    body = []
    for pdf in [pdf for draft in newest_drafts() for pdf in sorted(draft.glob("*.pdf"))]:
        body.append(f"<h2>{html.escape(str(pdf))}</h2>")
        body += [
            f'<img src="{name}" alt="" style="border: 1px solid; margin: 4px">' for name in pictures(pdf)
        ]
    page = PAGES / "index.html"
    head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title>'
    page.write_text("\n".join([head, *body]) + "\n", encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
