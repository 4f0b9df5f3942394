"""A Document as HTML: for the printed page, or as the accessible web version for the screen."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from markupsafe import Markup

from reckoner.reports.document import Document
from reckoner.reports.errors import Place, SettingsError
from reckoner.reports.figures.language import Language
from reckoner.reports.periods.label import label_day
from reckoner.reports.render.environment import fill, make_environment
from reckoner.reports.render.policy import with_policy
from reckoner.reports.settings.office import Design, as_css
from reckoner.reports.settings.paths import read_text
from reckoner.reports.settings.publication import Publication, file_of, stylesheet_path, template_folders

Medium = Literal["print", "screen"]
_FONT = re.compile(r'url\("(fonts/[\w.-]+\.woff2)"\)')


@dataclass(frozen=True)
class Templates:
    """Where a publication's templates are, and what they may draw on.

    ``filters`` and ``values`` are what its kind adds.
    """

    house: Path
    publication: Publication
    design: Design
    language: Language
    filters: Mapping[str, Callable[..., object]] = field(default_factory=dict)
    values: Mapping[str, object] = field(default_factory=dict)

    @property
    def folders(self) -> tuple[Path, ...]:
        """The house's folders, then those that come with the program."""
        return template_folders(self.house, self.publication)

    @property
    def paths(self) -> tuple[Path, ...]:
        """Every template, stylesheet and font that may be used, and the publication's settings."""
        found: dict[Path, Path] = {}
        for folder in self.folders:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    found.setdefault(path.relative_to(folder), path)
        return tuple(found.values())

    def stylesheet(self, medium: Medium) -> str:
        """The tokens and the stylesheets for one medium as one text. Raises SettingsError."""
        names = self.publication.stylesheets if medium == "print" else self.publication.screen_stylesheets
        tokens = "\n".join(f"  --{name}: {value};" for name, value in as_css(self.design).items())
        sheets = "\n".join([f":root {{\n{tokens}\n}}", *(self._read(name) for name in names), self._style])
        return _FONT.sub(self._embedded, sheets)

    @property
    def _style(self) -> str:
        """What the office's house style adds to the stylesheets, if it adds anything."""
        name = f"styles/{self.design.style}.css"
        is_there = any((folder / name).is_file() for folder in self.folders)
        return self._read(name) if self.design.style and is_there else ""

    @property
    def logo(self) -> Mapping[str, str] | None:
        """The office's mark as part of the page: address, words, measures. Raises SettingsError."""
        mark = self.design.logo
        if mark is None:
            return None
        where = Place("office.yaml")
        path = file_of(self.house, self.publication, mark.file, where, (".svg", ".png"))
        if path is None:
            what = f"design.logo: there is no file {mark.file!r}"
            raise SettingsError(what, where, "Put it into templates/shared, or correct the name.")
        kind = "image/svg+xml" if path.suffix == ".svg" else "image/png"
        data = base64.b64encode(path.read_bytes()).decode()
        style = f"height: {mark.height}mm; margin: {mark.clear}mm {mark.clear}mm {mark.clear}mm 0"
        return {"address": f"data:{kind};base64,{data}", "alt": mark.alt, "style": style}

    def _embedded(self, match: re.Match[str]) -> str:
        """A font as part of the page: a browser opens none from beside a page on disk."""
        path = file_of(self.house, self.publication, match[1], self._settings, (".woff2",))
        if path is None:
            what = f"there is no font {match[1]!r}"
            raise SettingsError(what, self._settings, "Put it into templates/shared, or correct the name.")
        return f"url(data:font/woff2;base64,{base64.b64encode(path.read_bytes()).decode()})"

    def _read(self, name: str) -> str:
        path = stylesheet_path(self.house, self.publication, name, self._settings)
        if path is None:
            what = f"there is no stylesheet {name!r}"
            raise SettingsError(what, self._settings, "Put it beside, or in templates/shared.")
        shown = path.relative_to(self.house if path.is_relative_to(self.house) else path.parents[2])
        return read_text(path, shown.as_posix())

    @property
    def _settings(self) -> Place:
        return Place(f"templates/{self.publication.name}/publication.yaml")


def render_html(document: Document, templates: Templates, medium: Medium, banner: str = "") -> str:
    """The document as one HTML page; its charts are files in ``charts/`` beside it.

    ``banner`` marks a draft. Raises SettingsError where a template is wrong.
    """
    return TemplateRenderer(document, templates, medium).fill(templates.publication.template, banner=banner)


class TemplateRenderer:
    """Fills templates of a publication with one document; each template is read once."""

    def __init__(self, document: Document, templates: Templates, medium: Medium) -> None:
        self.medium = medium
        self.environment = make_environment(templates.folders, templates.filters)
        self.environment.globals["on_screen"] = medium == "screen"
        self.values = {
            "document": document,
            "words": page_words(templates.language),
            "day": label_day(document.dated, templates.language.calendar),
            "style": Markup(templates.stylesheet(medium)),
            "pdf": f"{document.publication}.pdf" if "pdf" in templates.publication.outputs else "",
            "logo": templates.logo,
            **templates.values,
        }

    def fill(self, name: str, *, banner: str = "", **values: object) -> str:
        """A template filled, with ``values`` of its own. Raises SettingsError where it is wrong."""
        page = fill(self.environment, name, **self.values, banner=banner, **values)
        return with_policy(page, name) if self.medium == "screen" else page


def page_words(language: Language) -> Mapping[str, str]:
    """The program's own words on a page."""
    return {
        name: language.say(f"document.{name}")
        for name in language.names("document")
        if name not in _WITH_PLACES
    }


_WITH_PLACES = (
    "paragraph", "paragraph_in", "table", "chart", "section", "chart_values", "corrected_on",
    "in_millions", "was_printed", "no_longer_printed", "holder", "no_figure", "to_come",
    "priority_only",
)  # fmt: skip
