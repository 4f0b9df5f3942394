"""Takes the pictures of docs/word.md but its first: python -m tools.word_pictures docs/pictures

The board is that of the worked example's desk, with owners made up; the listing is the command's own answer.
"""

from __future__ import annotations

import html
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from datetime import date, timedelta
from pathlib import Path

from reckoner.reports.commission.requests import Asked, keep_asked, mark_returned
from reckoner.reports.composed import compose_edition
from reckoner.reports.desk.example import copied, example
from reckoner.reports.desk.server import Listening, serving
from reckoner.reports.docx import word_file
from reckoner.reports.returned.shelf import shelve
from reckoner.reports.word.package import zipped

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "tests/web/word_pictures.mjs"
_BY = 'w:author="Ann Editor" w:date="2026-02-03T10:00:00Z"'
_PAGE = """<body style="margin:0"><pre style="font: 15px/1.45 'DejaVu Sans Mono', monospace; margin: 0;
padding: 18px 22px; width: 1060px; white-space: pre-wrap; color: #0B0C0C; background: #F3F4F5">{}</pre>
</body>"""


def main(target: Path) -> None:
    """Take each picture anew."""
    with tempfile.TemporaryDirectory(prefix="word-pictures-") as folder:
        os.environ["XDG_STATE_HOME"] = folder
        house = copied(ROOT, Path(folder))
        listing = _PAGE.format(html.escape(_returned(house)))
        _owners(house)
        with example(house, print) as (desk, accounts), serving(desk, Listening(port=0)) as url:
            account = next(each for each in accounts if each.person.id == "policy")
            job = {"url": url, "account": [account.person.id, account.passphrase]}
            job |= {"listing": listing, "folder": str(target.resolve())}
            environment = {**os.environ, "CHROMIUM": shutil.which("chromium") or ""}
            subprocess.run(["node", SCRIPT], input=json.dumps(job), text=True, env=environment, check=True)


def _returned(house: Path) -> str:
    """What the command says of a paper that came back."""
    composed = compose_edition(house, "panel-paper", "2025-11", lambda _step: None, without=("pdf",))
    made = word_file(composed, composed.document)
    shelve(
        house, "panel-paper/2025-11/draft-001", made.content, made.map, made.content, "2026-02-02T09:00:00"
    )
    (house / "paper.docx").write_bytes(_edited(made.content))
    command = [sys.executable, "-m", "reckoner", "return", "paper.docx"]
    said = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)
    (house / "paper.docx").unlink()
    return f"$ reckoner return paper.docx\n{said.stdout}{said.stderr}"


def _edited(content: bytes) -> bytes:
    """A figure typed over and a sentence put in, both tracked."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode()
    figure = '<w:sdtContent><w:r><w:t xml:space="preserve">'
    first = text.index('<w:pStyle w:val="NumberedParagraph"/>')
    found = re.compile(re.escape(figure) + "[0-9]").search(text, first)
    assert found
    start = found.start() + len("<w:sdtContent>")
    end = text.index("</w:r>", start) + len("</w:r>")
    old = re.sub("<[^>]+>", "", text[start:end])
    typed = (
        f'<w:del w:id="9001" {_BY}><w:r><w:delText>{old}</w:delText></w:r></w:del>'
        f'<w:ins w:id="9002" {_BY}><w:r><w:t>8,700</w:t></w:r></w:ins>'
    )
    text = text[:start] + typed + text[end:]
    at = text.index("</w:p>", text.index('<w:pStyle w:val="NumberedParagraph"/>', start))
    added = '<w:r><w:t xml:space="preserve"> Members asked for this in September.</w:t></w:r>'
    text = f'{text[:at]}<w:ins w:id="9003" {_BY}>{added}</w:ins>{text[at:]}'
    return zipped({**parts, "word/document.xml": text.encode()})


def _owners(house: Path) -> None:
    """Three sections that somebody owes: one late, one asked for, one that came back."""
    folder = house / "content/panel-paper/2025-11"
    people = ("analyst", "policy", "finance")
    files = [path for path in sorted(folder.glob("*.md")) if path.name != "edition.md"]
    for number, (person, path) in enumerate(zip(people, files[2:5], strict=True)):
        by = date.today() + timedelta(days=(-3, 2, 6)[number])  # noqa: DTZ011
        front = f"---\nowner: {person}\nby: {by}\ncheck: These are the words of the last paper.\n"
        path.write_text(path.read_text("utf-8").replace("---\n", front, 1), "utf-8")
        key, at = path.relative_to(house).as_posix(), f"{by - timedelta(days=14)}T09:00:00"
        if number:
            keep_asked(
                house,
                [Asked("panel-paper", "2025-11", "section", key, person, f"{by}", at, f"{number:08}")],
            )
    mark_returned(house, f"{2:08}", f"{date.today()}T09:00:00")  # noqa: DTZ011


if __name__ == "__main__":
    main(Path(sys.argv[1]))
