"""Nothing in a file that readers open acts; a finding says where it comes from."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from reckoner.reports.build import pages
from reckoner.reports.checks.active import find
from reckoner.reports.composed import compose_edition
from tests.letters import made
from tests.worked_example import ROOT, copy_house, edit

TEMPLATES = {"templates/shared/a.html.jinja": "<p>x</p>\n\n<SCRIPT src=x>", "templates/shared/b.css": ""}
BAD = b"<p>x</p>\n<script>alert(1)</script>"


def said(files: dict[str, bytes]) -> list[str]:
    return [line for found in find(files, TEMPLATES) for line in found.lines()]


def test_a_finding_names_the_file_its_line_and_the_template() -> None:
    assert said({"paper.html": BAD}) == [
        "error: paper.html:2: there is a <script> [active-content]",
        "  Take it out of templates/shared/a.html.jinja:3.",
    ]


def test_what_no_template_holds_is_a_finding_all_the_same() -> None:
    assert said({"paper.html": b"<iframe></iframe>"}) == [
        "error: paper.html:1: there is a <iframe> [active-content]",
        "  Take it out of the template that puts it there.",
    ]


def test_drawings_and_the_pages_in_a_pack_are_looked_at_too() -> None:
    pack = io.BytesIO()
    with zipfile.ZipFile(pack, "w") as archive:
        archive.writestr("newsletter.html", BAD)
        archive.writestr("newsletter.txt", BAD)
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'
    assert [line for line in said({"x.zip": pack.getvalue(), "charts/a.svg": svg}) if "error" in line] == [
        "error: x.zip, newsletter.html:2: there is a <script> [active-content]",
        "error: charts/a.svg:1: <script> is more than a drawing [active-content]",
    ]


def test_the_letter_its_packs_its_web_page_and_the_charts_of_a_paper_are_harmless() -> None:
    contents = {
        **made(ROOT).contents,
        **pages(compose_edition(ROOT, "panel-paper", "2025-11", lambda _step: None)),
    }
    looked_at = {Path(name).suffix for name in contents}
    assert {".html", ".zip", ".svg"} <= looked_at
    assert list(find(contents, {})) == []


def test_the_pictures_of_a_pack_may_stand_where_the_office_says_and_nowhere_else(tmp_path: Path) -> None:
    house = copy_house(tmp_path / "house")
    edit(
        house / "office.yaml",
        lambda text: text.replace("  default_name:", "  pictures: https://e.org/letter/\n  default_name:"),
    )
    letter = made(house)
    assert [found for found in letter.findings if found.rule == "active-content"] == []
    elsewhere = [found.where for found in find(letter.contents, {}, "https://e.org/other/")]
    assert elsewhere
    assert all(".zip, " in where for where in elsewhere)
