"""publication.yaml: what an office publishes under one name, in its folder of templates.

It says only what differs from its kind's defaults, which lie beside the kind's templates. Those come with the
program (``SHIPPED``): a house overrides a file by having one of the same name.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, PrivateAttr

from reports.errors import Place, SettingsError, UsageError, nearest
from reports.settings.yaml import Model, Settings, YamlFile, read_yaml, validate, validate_part

SHIPPED = Path(__file__).resolve().parents[2] / "templates"
_KIND = re.compile(r"[a-z][a-z0-9-]*")


class Publication(Settings):
    """What an office publishes under one name. ``numbered`` gives its paragraphs numbers such as 2.3.

    ``kind`` names the kind of publication (reports/kinds), ``options`` are what only that kind has. ``bleed``
    (millimetres) adds a PDF for a printer, with crop marks and colour beyond the edge. ``author`` answers for
    an edition whose words name nobody.
    """

    _file: YamlFile | None = PrivateAttr(default=None)

    name: str
    kind: str = Field(default="paper", pattern=r"^[a-z][a-z0-9-]*$")
    options: dict[str, Any] = Field(default_factory=dict)
    title: str
    occasion: Literal["meeting", "month", "quarter", "year", "financial year"]
    numbered: bool = False
    template: str = Field(default="", description="The kind's own, unless said otherwise")
    stylesheets: tuple[str, ...] = ("print.css",)
    screen_stylesheets: tuple[str, ...] = ("screen.css",)
    outputs: tuple[Literal["pdf", "html", "mail"], ...] = ("pdf", "html")
    subject: str = ""
    author: str = ""
    bleed: int = Field(default=0, ge=0, le=10)
    marking: str = Field(default="", description="A line above the title, such as the agenda item")

    def own(self, model: type[Model]) -> Model:
        """The options that its kind has, checked against the kind's model. Raises SettingsError."""
        if self._file is None:
            return model.model_validate(self.options)
        return validate_part(model, self._file, self.options, ("options",))

    def place(self, *path: str) -> Place:
        """Where a key of its settings is written."""
        return self._file.place(*path) if self._file else Place("publication.yaml")

    def making_all_but(self, without: Collection[str]) -> Publication:
        """The same publication without some of its outputs."""
        return self.model_copy(update={"outputs": tuple(o for o in self.outputs if o not in without)})


def publication_names(house: Path) -> list[str]:
    """Every publication the house has."""
    return sorted(path.parent.name for path in (house / "templates").glob("*/publication.yaml"))


def read_publication(house: Path, name: str) -> Publication:
    """Read a publication's settings. Raises SettingsError with lines, UsageError with the nearest names."""
    known = publication_names(house)
    if name not in known:
        raise UsageError(f"there is no publication {name!r}", Place("templates"), nearest(name, known))
    path = house / "templates" / name / "publication.yaml"
    file = read_yaml(path, path.relative_to(house).as_posix())
    publication = validate(Publication, _with_defaults(file))
    if publication.name != name:
        what = f"name: it says {publication.name!r}, its folder says {name!r}"
        raise SettingsError(what, file.place("name"), "Give both the same name.")
    publication._file = file
    return publication


def template_folders(house: Path, publication: Publication) -> tuple[Path, ...]:
    """Where a publication's files are looked for, in this order: the house's own go before those shipped."""
    own = house / "templates"
    found = (own / publication.name, own / "shared", SHIPPED / publication.kind, SHIPPED / "shared")
    return tuple(dict.fromkeys(found))


def _with_defaults(file: YamlFile) -> YamlFile:
    """What publication.yaml says over what its kind says. Raises SettingsError."""
    if not isinstance(file.data, dict):
        return file
    kind = file.data.get("kind", "paper")
    path = SHIPPED / str(kind) / "defaults.yaml"
    if not _KIND.fullmatch(str(kind)) or not path.is_file():
        return file
    return replace(
        file, data={**read_yaml(path, f"reckoner/templates/{kind}/defaults.yaml").data, **file.data}
    )
