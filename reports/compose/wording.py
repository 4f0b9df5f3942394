"""The voice of a house: its language and its style for numbers."""

from __future__ import annotations

from reckoner.reports.figures.language import load_language
from reckoner.reports.figures.wording import HouseStyle, Wording
from reckoner.reports.settings.house import House
from reckoner.reports.settings.office import base_language


def wording_of(house: House) -> Wording:
    """The wording of a house; a language file in its folder ``languages`` wins. Raises SettingsError."""
    style = house.office.style
    language = load_language(base_language(house.office.language), house.root / "languages")
    return Wording(language, HouseStyle(style.years, style.percent_decimals, style.thousands_from))
