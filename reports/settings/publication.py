"""publication.yaml: what an office publishes under one name, in its folder of templates.

It says only what differs from its kind's defaults, which lie beside the kind's templates. Those come with the
program (``SHIPPED``): a house overrides a file by having one of the same name.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, PrivateAttr

from reckoner.reports.errors import Fault, Place, SettingsError, UsageError, gathering, nearest
from reckoner.reports.settings.form import form
from reckoner.reports.settings.paths import named, require_plain
from reckoner.reports.settings.typographer import Typeset
from reckoner.reports.settings.yaml import Model, Settings, YamlFile, read_yaml, validate, validate_part

SHIPPED = (Path(__file__).absolute().parents[2] / "templates").resolve()
PINNED = "reckoner/templates"  # their name in drafts; a house that has this folder uses it in their place
_KIND = r"[a-z][a-z0-9-]*"
Filling = Annotated[
    str,
    form(
        r"title|subtitle|office|email|telephone|website|introduction|sources|sections"
        r"|section [a-z][a-z0-9-]*|(detail|words) \S.*",
        "something of a paper",
        "title, section recommendations, sections, detail Contact officer, words None, ...",
    ),
]
KindName = Annotated[str, form(_KIND, "the name of a kind", "paper; small letters, digits and - only")]


class HostTemplate(Settings):
    """The Word template of the council that takes a paper, and what goes into its places.

    ``file`` is a .docx in the publication's folder of templates, or in the shared one. ``places`` are content
    controls (by tag or title), bookmarks or headings of it.
    """

    file: Annotated[str, form(r"[\w-][\w .-]*\.docx", "the name of a Word file", "council.docx; no macros")]
    places: dict[str, Filling] = Field(min_length=1)


class Publication(Settings):
    """What an office publishes under one name. ``numbered`` gives its paragraphs numbers such as 2.3.

    ``host`` gives each draft a second Word file, in a council's own template.

    ``kind`` names the kind of publication (reports/kinds), ``options`` are what only that kind has. ``bleed``
    (millimetres) adds a PDF for a printer, with crop marks and colour beyond the edge. ``author`` answers for
    an edition whose words name nobody.
    """

    _file: YamlFile | None = PrivateAttr(default=None)

    name: str
    kind: KindName = "paper"
    options: dict[str, Any] = Field(default_factory=dict)
    title: Typeset
    occasion: Literal["meeting", "month", "quarter", "year", "financial year"]
    numbered: bool = False
    template: str = Field(default="", description="The kind's own, unless said otherwise")
    stylesheets: tuple[str, ...] = ("print.css",)
    screen_stylesheets: tuple[str, ...] = ("screen.css",)
    outputs: tuple[Literal["pdf", "html", "mail", "docx"], ...] = Field(default=("pdf", "html"), min_length=1)
    subject: Typeset = ""
    author: str = ""
    bleed: int = Field(default=0, ge=0, le=10)
    marking: Typeset = Field(default="", description="A line above the title, such as the agenda item")
    host: HostTemplate | None = None

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
    require_plain(house, *own_folders(house, name), house / PINNED)
    path = house / "templates" / name / "publication.yaml"
    file = read_yaml(path, path.relative_to(house).as_posix())
    publication = validate(Publication, _with_defaults(house, file))
    if publication.name != name:
        what = f"name: it says {publication.name!r}, its folder says {name!r}"
        raise SettingsError(what, file.place("name"), "Give both the same name.")
    publication._file = file
    _require_names(house, publication, file)
    return publication


def shipped_templates(house: Path) -> Path:
    """The program's templates, or those of an earlier version that the house keeps in their place."""
    pinned = house / PINNED
    return pinned if pinned.is_dir() and not pinned.is_symlink() else SHIPPED


def own_folders(house: Path, name: str) -> tuple[Path, Path]:
    """The house's folders for a publication's files: its own, then the shared one."""
    return house / "templates" / name, house / "templates" / "shared"


def template_folders(house: Path, publication: Publication) -> tuple[Path, ...]:
    """Where a publication's files are looked for, in this order: the house's own go before those shipped."""
    shipped = shipped_templates(house)
    own = own_folders(house, publication.name)
    return tuple(dict.fromkeys((*own, shipped / publication.kind, shipped / "shared")))


def file_of(
    house: Path, publication: Publication, name: str, where: Place, endings: Collection[str]
) -> Path | None:
    """The first file of that name, if there is one. Raises SettingsError where it is no file for this."""
    if own := named(own_folders(house, publication.name), name, where, house, endings):
        return own
    folders = template_folders(house, publication)
    return next((folder / name for folder in folders if (folder / name).is_file()), None)


def stylesheet_path(house: Path, publication: Publication, name: str, where: Place) -> Path | None:
    """The stylesheet of that name, if there is one. Raises SettingsError where it is no file for this."""
    return file_of(house, publication, name, where, (".css",))


def _require_names(house: Path, publication: Publication, file: YamlFile) -> None:
    """Raises SettingsError where a name leads to what is no template or stylesheet of this house."""
    faults: list[Fault] = []
    for key in ("stylesheets", "screen_stylesheets"):
        for number, name in enumerate(getattr(publication, key)):
            with gathering(faults):
                stylesheet_path(house, publication, name, file.place(key, number))
    if publication.host:
        where = file.place("host", "file")
        with gathering(faults):
            if file_of(house, publication, publication.host.file, where, (".docx",)) is None:
                what = f"there is no file {publication.host.file!r}"
                raise SettingsError(what, where, f"Put it into templates/{publication.name}.")
    if "template" in publication.model_fields_set:
        with gathering(faults):
            file_of(house, publication, publication.template, file.place("template"), (".jinja", ".html"))
    if faults:
        raise SettingsError.of(faults)


def shown_name(house: Path, path: Path) -> str:
    """A file's name in the house, or in the program's own templates: the same on every machine."""
    if path.is_relative_to(house):
        return path.relative_to(house).as_posix()
    return f"{PINNED}/{path.relative_to(SHIPPED).as_posix()}"


def _with_defaults(house: Path, file: YamlFile) -> YamlFile:
    """What publication.yaml says over what its kind says. Raises SettingsError."""
    if not isinstance(file.data, dict):
        return file
    kind = str(file.data.get("kind", "paper"))
    path = shipped_templates(house) / kind / "defaults.yaml"
    if not re.fullmatch(_KIND, kind) or not path.is_file():
        return file
    return replace(file, data={**read_yaml(path, shown_name(house, path)).data, **file.data})
