"""Old settings keys: refused with the new name, and renamed in place."""

from __future__ import annotations

from pathlib import Path

import pytest

from reckoner.reports.errors import SettingsError
from reckoner.reports.settings.house import read_house
from reckoner.reports.settings.publication import read_publication
from reckoner.reports.settings.renames import REMOVALS, RENAMES, Removal, Rename
from reckoner.reports.upgrade import migrate
from reckoner.reports.upgrade.migrate import carry_out, migrations
from tests.worked_example import copy_house

OLD = """\
# The annual report.
name: report
title: Annual report
occasion: financial year
made_from: parts  # where its words are
leaves: true
# White letters stand on each.
colours:
  blue: "#12436D"
  # a dark one
  plum: "#801650"
outputs: [pdf, html]
"""
NEW = """\
# The annual report.
name: report
title: Annual report
occasion: financial year
kind: report  # where its words are
# White letters stand on each.
outputs: [pdf, html]
options:
  colours:
    blue: "#12436D"
    # a dark one
    plum: "#801650"
  page_for_each_part: true
"""


def house_with(root: Path, text: str) -> Path:
    path = root / "templates/report/publication.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_old_keys_get_their_new_names_and_all_else_stays(tmp_path: Path) -> None:
    path = house_with(tmp_path, OLD)
    [found] = migrations(tmp_path)
    assert found.new == NEW
    carry_out(tmp_path, found, tmp_path / "kept")
    assert path.read_text("utf-8") == NEW
    assert (tmp_path / "kept/templates/report/publication.yaml").read_text("utf-8") == OLD
    assert read_publication(tmp_path, "report").kind == "report"
    assert list(migrations(tmp_path)) == []


def test_an_old_key_is_refused_with_the_new_name(tmp_path: Path) -> None:
    house_with(tmp_path, OLD)
    with pytest.raises(SettingsError) as refusal:
        read_publication(tmp_path, "report")
    said = str(refusal.value)
    assert (
        "publication.yaml:5: unknown key 'made_from'\n  Write `kind` instead ('sections' is 'paper'" in said
    )
    assert "Write `page_for_each_part` under `options:` instead, or let `reckoner upgrade` do it." in said


@pytest.mark.parametrize("rename", RENAMES, ids=lambda rename: rename.old)
def test_each_key_of_the_table_can_be_renamed(rename: Rename, tmp_path: Path) -> None:
    for number, value in enumerate([*rename.values, "{a: 1}"][:4]):
        house = tmp_path / str(number)
        place = house if rename.file == "office.yaml" else house / "templates/report"
        place.mkdir(parents=True)
        text = f"name: report\n{rename.old}: {value}\noptions:\n  other: 1\n"
        (place / rename.file).write_text(text, "utf-8")
        [found] = migrations(house)
        assert len(found.changes) == 1
        assert "other: 1" in found.new


def test_a_key_within_a_list_can_be_renamed_with_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    twins = (Rename("office.yaml", "offices.*.twins", "offices.*.pairs"),)
    monkeypatch.setattr(migrate, "RENAMES", twins)
    monkeypatch.setattr("reckoner.reports.settings.renames.RENAMES", twins)
    (tmp_path / "office.yaml").write_text("offices:\n- twins: 1\n- {a: twins, twins: 2}\n", "utf-8")
    [found] = migrations(tmp_path)
    assert found.new == "offices:\n- pairs: 1\n- {a: twins, pairs: 2}\n"


def test_a_key_written_so_that_it_cannot_be_moved_is_left_to_a_person(tmp_path: Path) -> None:
    house_with(tmp_path, "{name: report, leaves: true}\n")
    with pytest.raises(SettingsError, match="can't be renamed here"):
        list(migrations(tmp_path))


@pytest.mark.parametrize("removal", REMOVALS, ids=lambda removal: removal.key)
def test_a_key_that_is_gone_is_refused_with_the_reason(removal: Removal, tmp_path: Path) -> None:
    house = copy_house(tmp_path / "house")
    with (house / removal.file).open("a", encoding="utf-8") as file:
        file.write(f"{removal.key}: {{}}\n")
    with pytest.raises(SettingsError) as refused:
        read_house(house)
    assert [(fault.what, fault.todo) for fault in refused.value.faults] == [
        (f"unknown key {removal.key!r}", removal.todo)
    ]
