"""A kind of office: what it is called until somebody says otherwise, and the duties that the law gives it."""

from __future__ import annotations

from pathlib import Path

from reckoner.reports.errors import UsageError, nearest
from reckoner.reports.settings.yaml import Settings, read_yaml, validate

SHIPPED = Path(__file__).resolve().parent
_PROFILES = SHIPPED / "profiles"


class Profile(Settings):
    """The names of an office of this kind. ``who`` is what news call the holder; ``what`` says the kind."""

    what: str
    who: str
    body: str
    name: str
    short_name: str
    title: str
    holder: str
    panel: str


def profile_names() -> list[str]:
    """Every kind of office that there is a starter for, the most frequent first."""
    found = sorted(path.parent.name for path in _PROFILES.glob("*/profile.yaml"))
    return sorted(found, key=lambda name: name != "police-and-crime-commissioner")


def read_profile(name: str) -> Profile:
    """The kind of office of that name. Raises UsageError with the nearest names."""
    return validate(Profile, read_yaml(_file(name, "profile.yaml"), f"{name}/profile.yaml"))


def duties_file(name: str) -> Path:
    """The list of what the law asks of this kind of office. Raises UsageError with the nearest names."""
    return _file(name, "duties.yaml")


def _file(name: str, file: str) -> Path:
    known = profile_names()
    if name not in known:
        raise UsageError(f"there is no kind of office {name!r}", todo=nearest(name, known))
    return _PROFILES / name / file
