"""House styles that come with the program: colours, type and page under one name in office.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from reckoner.reports.errors import SettingsError, nearest
from reckoner.reports.settings.publication import shipped_templates
from reckoner.reports.settings.yaml import YamlFile, read_yaml


def styles_folder(house: Path) -> Path:
    """Where the styles lie that a house may name."""
    return shipped_templates(house) / "shared" / "styles"


def style_names(house: Path) -> list[str]:
    """The styles that a house may name, in order."""
    return sorted(path.stem for path in styles_folder(house).glob("*.yaml"))


def with_style(house: Path, file: YamlFile) -> YamlFile:
    """office.yaml over what its style says. Raises SettingsError for a name that is none."""
    design = file.data.get("design") if isinstance(file.data, dict) else None
    if not isinstance(design, dict) or not design.get("style"):
        return file
    name, known = str(design["style"]), style_names(house)
    if name not in known:
        what = f"there is no house style {name!r}"
        raise SettingsError(what, file.place("design", "style"), nearest(name, known))
    shipped = read_yaml(styles_folder(house) / f"{name}.yaml", f"the house style {name}").data
    return replace(file, data={**file.data, "design": _over(shipped, design)})


def _over(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """The base with the office's own values in it, key by key."""
    both = {**base, **own}
    for key in base.keys() & own.keys():
        if isinstance(base[key], dict) and isinstance(own[key], dict):
            both[key] = {**base[key], **own[key]}
    return both
