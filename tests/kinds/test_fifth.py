"""A fifth kind of publication: a folder (tests/kinds/bulletin) and one line in the registry, nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.build import Checked, make
from reckoner.reports.kinds.registry import KINDS, kind_of
from reckoner.reports.periods.label import CalendarWords
from reckoner.reports.settings.house import read_house
from tests.kinds.bulletin.kind import BulletinKind
from tests.small import tiny_house, wording, write

SETTINGS = """
name: bulletin
title: Quarterly bulletin
occasion: quarter
kind: bulletin
author: policy
template: bulletin.html.jinja
"""
PAGE = """
<!DOCTYPE html>
<html lang="{{ document.language }}">
<head><meta charset="utf-8"><title>{{ document.title }}</title><style>{{ style }}</style></head>
<body>
<main id="main">
<h1>{{ document.title }}</h1>
{% include "notice.html.jinja" %}
<p>{{ document.lead | loud }}</p>
{% import "blocks.html.jinja" as blocks with context %}
{% for section in document.sections %}
<section id="{{ section.anchor }}"><h2>{{ section.title | prose }}</h2>
{% for block in section.blocks %}{{ blocks.block(block, words) }}{% endfor %}</section>
{% endfor %}
{% include "imprint.html.jinja" %}
{% include "sources.html.jinja" %}
</main>
</body>
</html>
"""
FRONT = """
---
title: What the schools did
lead: More schools than ever.
periods: {latest: 2025-10}
---
"""


@pytest.fixture(autouse=True)
def one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KINDS, "bulletin", BulletinKind)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tiny_house(tmp_path / "house", "Words.")
    write(root / "templates/bulletin/publication.yaml", SETTINGS)
    write(root / "templates/bulletin/bulletin.html.jinja", PAGE)
    write(root / "content/bulletin/2025-Q4/edition.md", FRONT)
    words = "---\ntitle: Schools\n---\nOfficers visited {{ crime.schools }}.\n"
    write(root / "content/bulletin/2025-Q4/10-schools.md", words)
    return root


def made(root: Path) -> Checked:
    return make(root, "bulletin", "2025-Q4", lambda _number: None).checked()


def test_it_is_composed_rendered_checked_and_has_its_ledger(root: Path) -> None:
    found = made(root)
    assert [finding.lines() for finding in found.findings] == []
    assert b"MORE SCHOOLS THAN EVER." in found.contents["bulletin.html"]
    assert found.contents["bulletin.pdf"].startswith(b"%PDF-")
    assert "crime.schools" in found.contents["figures.csv"].decode()
    assert '"too-long"' in found.contents["checks.json"].decode()


def test_its_own_rule_finds_what_is_too_long(root: Path) -> None:
    long = "---\ntitle: Schools\n---\n" + "Officers talked to pupils about the way home.\n\n" * 90
    write(root / "content/bulletin/2025-Q4/10-schools.md", long)
    assert [finding.rule for finding in made(root).findings] == ["too-long"]


def test_its_own_setting_counts(root: Path) -> None:
    write(root / "templates/bulletin/publication.yaml", SETTINGS + "options: {most_pages: 9}\n")
    long = "---\ntitle: Schools\n---\n" + "Officers talked to pupils about the way home.\n\n" * 90
    write(root / "content/bulletin/2025-Q4/10-schools.md", long)
    assert made(root).findings == ()


def test_its_next_edition_is_begun(root: Path) -> None:
    house = read_house(root)
    publication = house.publication("bulletin")
    begun = kind_of(publication).begin(house, publication, None, calendar())
    assert begun.after.key == "2026-Q1"
    assert list(begun.files) == ["edition.md", "10-schools.md"]
    assert b"lead: More schools than ever." in begun.files["edition.md"]


def calendar() -> CalendarWords:
    return wording().language.calendar
