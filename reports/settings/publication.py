"""publication.yaml: what an office publishes under one name, in its folder of templates."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, PrivateAttr

from reports.errors import Fault, Place, SettingsError, UsageError, gathering, nearest
from reports.settings.paths import named, require_plain
from reports.settings.yaml import Model, Settings, YamlFile, read_yaml, validate, validate_part


class Publication(Settings):
    """What an office publishes under one name. ``numbered`` gives its paragraphs numbers such as 2.3.

    ``kind`` names the kind of publication (reports/kinds), ``options`` are what only that kind has. ``bleed``
    (millimetres) adds a PDF for a printer, with crop marks and colour beyond the edge. ``author`` answers for
    an edition whose words name nobody.
    """

    _file: YamlFile | None = PrivateAttr(default=None)

    name: str
    kind: str = "paper"
    options: dict[str, Any] = Field(default_factory=dict)
    title: str
    occasion: Literal["meeting", "month", "quarter", "year", "financial year"]
    numbered: bool = False
    template: str = "document.html.jinja"
    stylesheets: tuple[str, ...] = ("print.css",)
    screen_stylesheets: tuple[str, ...] = ("screen.css",)
    outputs: tuple[Literal["pdf", "html", "mail"], ...] = Field(default=("pdf", "html"), min_length=1)
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


_NO_TEMPLATES = "A publication is a folder there with a publication.yaml, its templates and its styles."


def publication_names(house: Path) -> list[str]:
    """Every publication the house has."""
    return sorted(path.parent.name for path in (house / "templates").glob("*/publication.yaml"))


def read_publication(house: Path, name: str) -> Publication:
    """Read a publication's settings. Raises SettingsError with lines, UsageError with the nearest names."""
    known = publication_names(house)
    if name not in known:
        todo = nearest(name, known, none=_NO_TEMPLATES)
        raise UsageError(f"there is no publication {name!r}", Place("templates"), todo)
    require_plain(house, *template_folders(house, name))
    path = house / "templates" / name / "publication.yaml"
    file = read_yaml(path, path.relative_to(house).as_posix())
    publication = validate(Publication, file)
    if publication.name != name:
        what = f"name: it says {publication.name!r}, its folder says {name!r}"
        raise SettingsError(what, file.place("name"), "Give both the same name.")
    publication._file = file
    _require_names(house, publication, file)
    return publication


def template_folders(house: Path, publication: str) -> tuple[Path, Path]:
    """The folders of a publication's templates and stylesheets: its own, then the shared one."""
    return house / "templates" / publication, house / "templates" / "shared"


def stylesheet_path(house: Path, publication: str, name: str, where: Place) -> Path | None:
    """The stylesheet of that name, if there is one. Raises SettingsError where it is no file for this."""
    return named(template_folders(house, publication), name, where, house, (".css",))


def _require_names(house: Path, publication: Publication, file: YamlFile) -> None:
    """Raises SettingsError where a name leads to what is no template or stylesheet of this house."""
    faults: list[Fault] = []
    for key in ("stylesheets", "screen_stylesheets"):
        for number, name in enumerate(getattr(publication, key)):
            with gathering(faults):
                stylesheet_path(house, publication.name, name, file.place(key, number))
    with gathering(faults):
        folders = template_folders(house, publication.name)
        named(folders, publication.template, file.place("template"), house, (".jinja", ".html"))
    if faults:
        raise SettingsError.of(faults)
