"""A house: the folder that holds one office's settings, data, words, templates and output."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reckoner.reports.errors import Fault, Place, ReckonerError, SettingsError, nearest
from reckoner.reports.settings.office import OfficeSettings, read_office
from reckoner.reports.settings.paths import require_plain
from reckoner.reports.settings.places import office_faults, schedules_faults
from reckoner.reports.settings.publication import Publication, publication_names, read_publication
from reckoner.reports.settings.schedules import Schedules, read_schedules
from reckoner.reports.settings.yaml import YamlFile


@dataclass(frozen=True)
class House:
    """A house with its settings read."""

    root: Path
    office: OfficeSettings
    schedules: Schedules

    @property
    def output(self) -> Path:
        """Where drafts are kept."""
        return self.root / "output"

    @property
    def history(self) -> Path:
        """The file that tells who did what with which draft."""
        return self.root / self.office.history

    @property
    def paths(self) -> list[Path]:
        """The house's settings, and the languages that it adds."""
        languages = sorted((self.root / "languages").glob("*.yaml"))
        return [self.root / "office.yaml", self.root / "schedules.yaml", *languages]

    def publication(self, name: str) -> Publication:
        """The settings of one publication. Raises SettingsError."""
        return read_publication(self.root, name)


def require_house(root: Path) -> None:
    """Raises SettingsError where a folder is not a house, or its settings lie elsewhere."""
    if not (root / "office.yaml").is_file():
        what = "this folder is not a house: it has no office.yaml"
        raise SettingsError(
            what, Place(str(root)), "Name one with --house DIR, or begin one: reckoner init DIR"
        )
    require_plain(root, root / "office.yaml", root / "schedules.yaml", root / "languages")


def read_house(root: Path) -> House:
    """Read a house's settings; the faults of all files are shown together. Raises SettingsError."""
    require_house(root)
    faults: list[Fault] = []
    office, schedules = None, None
    try:
        office, file = read_office(root)
        faults.extend(office_faults(root, office, file))
        faults.extend(_rights_faults(root, office, file))
    except ReckonerError as problem:
        faults.extend(problem.faults)
    try:
        schedules = read_schedules(root)
        faults.extend(schedules_faults(root, office, schedules) if office else ())
    except ReckonerError as problem:
        faults.extend(problem.faults)
    if faults or office is None or schedules is None:
        raise SettingsError.of(faults)
    return House(root, office, schedules)


def _rights_faults(root: Path, office: OfficeSettings, file: YamlFile) -> Iterator[Fault]:
    """Rights and webhooks for a publication that isn't there: whoever wrote them thinks that they count."""
    known = publication_names(root)
    for number, person in enumerate(office.people):
        for name in person.may_for:
            if name not in known:
                what = f"may_for: there is no publication {name!r}"
                yield Fault(what, file.place("people", number, "may_for", name), nearest(name, known))
    for hook, settings in office.webhooks.items():
        for number, name in enumerate(settings.publications):
            if name not in known:
                what = f"webhooks: {hook}: there is no publication {name!r}"
                yield Fault(what, file.place("webhooks", hook, "publications", number), nearest(name, known))
