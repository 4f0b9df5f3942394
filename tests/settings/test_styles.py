"""House styles come under one name; every pair of colours in them can be read, by day and by night."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from reckoner.reports.errors import SettingsError
from reckoner.reports.settings.colour import NIGHT, by_night, contrast
from reckoner.reports.settings.office import Design, OfficeSettings, read_office
from reckoner.reports.settings.styles import style_names, with_style
from reckoner.reports.settings.yaml import read_yaml, validate
from tests.worked_example import ROOT

STYLES = ("civic-serif", "high-contrast", "plain-sans")
LEAST = {"civic-serif": 4.5, "plain-sans": 4.5, "high-contrast": 7.0}


def styled(design: dict[str, object]) -> Design:
    file = read_yaml(ROOT / "office.yaml", "office.yaml")
    data = replace(file, data={**file.data, "design": design})
    return validate(OfficeSettings, with_style(ROOT, data)).design


def unreadable(design: Design, least: float) -> list[str]:
    """The pairs of text and ground that lie under a contrast."""
    colours = design.colours
    pairs = [
        *((name, getattr(colours, name), colours.paper) for name in ("text", "muted", "primary", "accent")),
        *((name, getattr(colours, name), colours.panel) for name in ("text", "muted", "primary", "accent")),
        *(("white", "#FFFFFF", getattr(colours, name)) for name in ("primary", "accent")),
        *((name, NIGHT[name], NIGHT[on]) for name, on in product(("text", "muted"), ("paper", "panel"))),
        *((name, by_night(getattr(colours, name)), NIGHT[ground])
          for name, ground in product(("primary", "accent"), ("paper", "panel"))),
    ]  # fmt: skip
    return [f"{name} {ink} on {ground}" for name, ink, ground in pairs if contrast(ink, ground) < least]


def test_three_styles_are_shipped() -> None:
    assert style_names(ROOT) == list(STYLES)


@pytest.mark.parametrize("name", STYLES)
def test_one_line_chooses_a_style_whose_words_can_be_read_on_every_ground(name: str) -> None:
    design = styled({"style": name})
    assert unreadable(design, LEAST[name]) == []
    assert all(contrast(colour, design.colours.paper) >= 2.9 for colour in design.colours.charts)


def test_a_colour_that_is_too_light_is_found() -> None:
    design = styled({"style": "plain-sans"})
    pale = design.model_copy(update={"colours": design.colours.model_copy(update={"muted": "#9AA0A3"})})
    assert len(unreadable(pale, 4.5)) == 2


def test_what_the_office_writes_goes_before_its_style() -> None:
    design = styled({"style": "plain-sans", "colours": {"accent": "#5A005A"}, "page": {"margin": 25}})
    assert (design.colours.accent, design.page.margin, design.page.size) == ("#5A005A", 25, "A4")
    assert design.colours.primary == styled({"style": "plain-sans"}).colours.primary


def test_a_strange_style_is_refused_with_its_line_and_the_nearest_name(tmp_path: Path) -> None:
    text = (ROOT / "office.yaml").read_text(encoding="utf-8")
    text = text.replace("design:\n", "design:\n  style: plain-sens\n")
    (tmp_path / "office.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"(?s)there is no house style 'plain-sens'.*plain-sans") as said:
        read_office(tmp_path)
    assert "office.yaml:" in str(said.value)
