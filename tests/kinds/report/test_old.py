"""Last year's figures in this year's report: the draft is unfit, and each old key number is named."""

from __future__ import annotations

from pathlib import Path

from reckoner.reports.build import build
from reckoner.reports.compose.wording import wording_of
from reckoner.reports.kinds.registry import kind_of
from reckoner.reports.settings.house import read_house
from tests.worked_example import copy_house, without_pdf


def test_the_example_s_report_begun_for_the_next_year_is_unfit_for_its_old_figures(tmp_path: Path) -> None:
    house = read_house(without_pdf(copy_house(tmp_path / "house")))
    meant = house.publication("annual-report")
    kind_of(meant).begin(house, meant, "2024-25", wording_of(house).language.calendar).write()
    for path in (house.root / "content/annual-report/2024-25").glob("*.md"):
        kept = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("check:")]
        path.write_text("\n".join(kept) + "\n", "utf-8")
    built = build(house.root, "annual-report", "2024-25", progress=lambda *_: None)
    assert built.is_unfit
    old = [each for each in built.findings if each.rule == "old-figure" and each.severity == "error"]
    glance = [each.what for each in old if "05-glance.md" in each.where]
    assert len(glance) == 12
    assert any(
        each.startswith("crime_and_outcomes.crimes (74,650), ")
        and each.endswith("are of 2023-24, and this edition is for 2024-25")
        for each in glance
    )
    assert len(old) > 40
