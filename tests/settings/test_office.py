"""office.yaml: who publishes, in what style; dated, since offices change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reckoner.reports.errors import SettingsError
from reckoner.reports.settings.colour import READABLE, contrast, nearest_readable
from reckoner.reports.settings.office import OfficeSettings, as_css, base_language, read_office
from tests.small import house, write
from tests.worked_example import ROOT

OFFICE = (ROOT / "office.yaml").read_text(encoding="utf-8")


def read(folder: Path, old: str = "", new: str = "") -> OfficeSettings:
    """The worked example's office.yaml with one thing changed."""
    assert old in OFFICE
    write(folder / "office.yaml", OFFICE.replace(old, new, 1) if old else OFFICE)
    return read_office(folder)[0]


def refusal(folder: Path, old: str, new: str) -> str:
    with pytest.raises(SettingsError) as error:
        read(folder, old, new)
    assert error.value.exit_code == 78
    assert all(fault.where and fault.where.path == "office.yaml" for fault in error.value.faults)
    return str(error.value)


def test_an_entry_holds_from_its_day_on_and_keeps_what_it_does_not_change(tmp_path: Path) -> None:
    office = read(tmp_path)
    before, after = office.on(date(2024, 5, 8)), office.on(date(2024, 5, 9))
    assert (before.holder, after.holder) == ("David Lloyd", "Jonathan Ash-Edwards")
    assert before.name == after.name


def test_before_the_first_entry_there_is_no_office(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"the office has no entry for 2012-11-21.*\n.*2012-11-22"):
        read(tmp_path).on(date(2012, 11, 21))


def test_the_first_entry_must_say_everything(tmp_path: Path) -> None:
    said = refusal(tmp_path, "    holder: David Lloyd\n", "")
    assert "the first entry of `office` must give everything; it lacks holder" in said


def test_entries_must_follow_one_another(tmp_path: Path) -> None:
    assert "must follow one another" in refusal(tmp_path, "2024-05-09", "2010-05-09")
    assert "must follow one another" in refusal(tmp_path, "2024-05-09", "2012-11-22")


@pytest.mark.parametrize(
    ("old", "new", "mark", "said"),
    [
        ("people: [communications, policy]}", "people: [nemo]}", "nemo", "channel desk names 'nemo'"),
        ("people: [communications, policy]}", "people: [polici]}", "polici", "Did you mean policy?"),
        ("notices: desk", "notices: shelf", "notices:", "`notices` must name a channel"),
        ("notices: desk", "notices: shelf", "notices:", "Write desk."),
        ("from: 2024-05-09", "from: 2010-05-09", "2010-05-09", "must follow one another"),
        ("from: 2024-05-09", "from: 0001-05-09", "0001-05-09", "the year 1 is not one"),
        ('muted: "#3D3D3D"', 'muted: "#777777"', "muted:", "muted on panel has a contrast of 3.98 to 1"),
        ('muted: "#3D3D3D"', 'muted: "#777777"', "muted:", 'The nearest that passes is "#6E6E6E".'),
        ('accent: "#801650"', 'accent: "#FFFFFF"', "accent:", "accent on paper has a contrast of 1.00 to 1"),
        ("{id: finance, ", "{id: analyst, ", "Finance officer", "two people have the id analyst"),
        ("finance@example.org", "not an address", "not an address", "email: 'not an address' is not a mail"),
        ("finance@example.org", '"a@b.org\\nBcc: x@y.org"', "Bcc", "is not a mail address"),
        ("email: commissioner@herts-pcc.gov.uk", "email: the office", "email: the", "name@example.org"),
        ("kind: folder", "kind: ftp", "kind: ftp", "kind: there is no kind 'ftp'\n  Write folder, eml,"),
        ("language: en-GB", "language: [en]", "language:", "language: must be text, not a list"),
    ],
)
def test_a_fault_between_settings_names_the_line_of_the_key_at_fault(
    tmp_path: Path, old: str, new: str, mark: str, said: str
) -> None:
    text = OFFICE.replace(old, new, 1)
    [line] = [number for number, row in enumerate(text.splitlines(), 1) if mark in row]
    shown = refusal(tmp_path, old, new)
    assert said in shown
    assert f"office.yaml:{line}: " in shown


def test_all_colours_that_cannot_be_read_are_told_at_once(tmp_path: Path) -> None:
    said = refusal(tmp_path, '#801650"\n    text: "#0B0C0C"', '#FAFAFA"\n    text: "#FBFBFB"')
    assert "accent on paper" in said
    assert "text on p" in said


@given(st.integers(0, 0xFFFFFF), st.integers(0, 0xFFFFFF))
def test_the_colour_that_is_offered_passes(colour: int, ground: int) -> None:
    offered = nearest_readable(f"#{colour:06X}", [f"#{ground:06X}"])
    assert offered is None or contrast(offered, f"#{ground:06X}") >= READABLE


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('primary: "#12436D"', "primary: navy", "'navy' is not a colour"),
        ('muted: "#3D3D3D"', 'muted: "#AAAAAA"', "muted on panel has a contrast of 2.06 to 1"),
        ('panel: "#EEF2F6"', 'panel: "#555555"', "on panel has a contrast of"),
        ("size: A4", "size: A3", "size"),
        ("size: A4", 'size: "A4; } body { display: none"', "size"),
        ("text: Source Sans Pro", "text: 'x\"; } </style><script>'", "text"),
        ("website: https://www.h", "website: http://www.h", "website"),
        ("website: https://www.h", "website: javascript:alert(1)//https://www.h", "website"),
        (
            "web_versions: https://www.example.org/reports/",
            "web_versions: https://www.example.org/reports",
            "web_versions",
        ),
        ("web_versions: https", "web_versions: x https", "web_versions"),
        ("under: 5", "under: 1", "under"),
        ("percent_decimals: 0", "percent_decimals: 9", "percent_decimals"),
        ("years: 2023/24", "years: 23/24", "years"),
        ("profile: gov.uk", "profile: gov.wales", "profile"),
        ("margin: 22", "margin: 2.5", "margin"),
        ("web_versions:", "web_versionz:", "unknown key 'web_versionz'"),
        ("  under: 5", "  undr: 5", "unknown key 'undr'"),
        ("2024-05-09", "9 May 2024", "from"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    assert said in refusal(tmp_path, old, new)


def test_a_missing_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"office\.yaml: there is no such file"):
        read_office(tmp_path)


def test_the_tokens_become_custom_properties_with_their_units() -> None:
    css = as_css(house().office.design)
    assert css["colour-primary"] == "#12436D"
    assert css["colour-chart-6"] == "#A285D1"
    assert css["size-title"] == "28pt"
    assert css["font-headings"] == '"Source Serif Pro"'
    assert (css["page-size"], css["page-margin"]) == ("A4", "22mm")


def test_no_token_can_end_its_own_rule() -> None:
    assert not any(set(";{}<>\\") & set(value) for value in as_css(house().office.design).values())


@pytest.mark.parametrize(("tag", "language"), [("en-GB", "en"), ("cy", "cy"), ("EN", "en")])
def test_the_language_of_a_tag(tag: str, language: str) -> None:
    assert base_language(tag) == language
