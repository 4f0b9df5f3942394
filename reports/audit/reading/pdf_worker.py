"""Reads a PDF's lines in a process of its own: a damaged file that makes the library fail ends no other work.

Bytes on standard input; on standard output a JSON list of pages, each a list of lines.
"""

from __future__ import annotations

import json
import sys

from reports.audit.reading.layout import lines_of
from reports.audit.reading.letters import descriptions_of, letters_of

MOST_PAGES = 2500


def pages_of(data: bytes) -> list[list[str]]:
    """The lines of each page, in the order of the file's content."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pages = []
    for number in range(min(len(document), MOST_PAGES)):
        page = document[number]
        text = page.get_textpage()
        lines = lines_of(letters_of(text).letters)
        for words in descriptions_of(page):
            lines += [words, ""]
        pages.append(lines)
        text.close()
        page.close()
    return pages


def main() -> int:
    """Read, write, and say with the exit code whether it went well."""
    try:
        pages = pages_of(sys.stdin.buffer.read())
    except Exception as problem:
        sys.stderr.write(str(problem).splitlines()[0][:200] if str(problem) else type(problem).__name__)
        return 1
    sys.stdout.buffer.write(json.dumps(pages).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
