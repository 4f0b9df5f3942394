"""Pages of the keys of each settings file: values and defaults from the models, meanings from docs/."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum
from typing import get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from reckoner.reports.actions.record import ActionsFile
from reckoner.reports.compose.statutory import Checklist
from reckoner.reports.content.correction import CorrectionsFile
from reckoner.reports.content.edition import EditionFront, SectionFront
from reckoner.reports.kinds.news.stories import StoryFront
from reckoner.reports.kinds.newsletter.options import NewsletterOptions
from reckoner.reports.kinds.newsletter.words import LetterFront
from reckoner.reports.kinds.report.options import ReportOptions
from reckoner.reports.kinds.report.words import ItemFront, ReportFront
from reckoner.reports.modules.declaration import ChartsFile, FactsFile, ModuleFile
from reckoner.reports.modules.home_office.module import HomeOffice
from reckoner.reports.modules.police_uk.module import PoliceUk
from reckoner.reports.settings.agenda import AgendaFile
from reckoner.reports.settings.office import OfficeSettings
from reckoner.reports.settings.publication import Publication
from reckoner.reports.settings.schedules import Schedules
from reckoner.reports.sources.mapping import Mapped
from tools.docs.keys import said_of
from tools.docs.kinds_of_value import models_in, value_of
from tools.docs.links import from_reference

# Page -> its title, and the models that a file of that name begins with, each under a heading.
PAGES: dict[str, tuple[str, dict[str, type[BaseModel]]]] = {
    "office": ("office.yaml", {"The file": OfficeSettings}),
    "schedules": ("schedules.yaml", {"The file": Schedules}),
    "agenda": ("agenda.yaml", {"The file": AgendaFile}),
    "publication": (
        "publication.yaml",
        {
            "The file": Publication,
            "Options of a report": ReportOptions,
            "Options of a newsletter": NewsletterOptions,
        },
    ),
    "module": (
        "module.yaml and facts.yaml",
        {
            "module.yaml": ModuleFile,
            "facts.yaml": FactsFile,
            "charts.yaml of an edition": ChartsFile,
            "actions.yaml": ActionsFile,
            "A module that `uses` police_uk": PoliceUk,
            "A module that `uses` home_office": HomeOffice,
            "A table taken with a map": Mapped,
        },
    ),
    "front-matter": (
        "Front matter of words",
        {
            "edition.md": EditionFront,
            "A section": SectionFront,
            "edition.md of an annual report": ReportFront,
            "An item of an annual report": ItemFront,
            "A news story": StoryFront,
            "edition.md of a newsletter": LetterFront,
            "corrections.yaml": CorrectionsFile,
            "checklist.yaml": Checklist,
        },
    ),
}


@dataclass
class _Page:
    """One page while it is written; each model is described once."""

    lines: list[str]
    done: set[type[BaseModel]] = field(default_factory=set)

    def describe(self, model: type[BaseModel], heading: str, path: str) -> None:
        self.done.add(model)
        self.lines += [f"## {heading} {{ #{_anchor(model)} }}", "", _first(model), ""]
        self.lines += ["| Key | Takes | If left out | What it is |", "| --- | --- | --- | --- |"]
        keys = [(each.alias or name, each) for name, each in model.model_fields.items()]
        self.lines += [_row(model, key, each) for key, each in keys]
        self.lines.append("")
        for key, each in keys:
            inner = [found for found in models_in(each.annotation) if found not in self.done]
            for found in inner:
                inside = f"{path}{key}"
                self.describe(found, _heading(inside, each, found), f"{inside}.")


def settings_page(name: str) -> str:
    """The page of that name in Markdown."""
    title, roots = PAGES[name]
    page = _Page([f"# {title}", ""])
    for heading, model in roots.items():
        page.describe(model, heading, "")
    return "\n".join(page.lines)


def described() -> set[type[BaseModel]]:
    """The models that some page describes."""
    found: set[type[BaseModel]] = set()
    for _, roots in PAGES.values():
        found.update(*(_below(model) for model in roots.values()))
    return found


def _below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for each in model.model_fields.values():
        for inner in models_in(each.annotation):
            yield from _below(inner)


def _heading(path: str, each: FieldInfo, model: type[BaseModel]) -> str:
    """Where in the file the model stands: ``people``, each entry."""
    kind = model.model_fields.get("kind")
    choice = get_args(kind.annotation) if kind and len(list(models_in(each.annotation))) > 1 else ()
    if choice:
        return f"`{path}`, kind `{choice[0]}`"
    return f"`{path}`, each entry" if get_origin(each.annotation) in (tuple, dict) else f"`{path}`"


def _row(model: type[BaseModel], key: str, each: FieldInfo) -> str:
    said = next(found for base in model.__mro__ if (found := said_of().get((base, key))))
    inner = next(models_in(each.annotation), None)
    takes = value_of(each, f"#{_anchor(inner)}" if inner else "").replace("|", "\\|")
    cells = (takes, _default(each, said.left_out), said.meaning)
    return f"| `{key}` | {' | '.join(from_reference(cell) for cell in cells)} |"


def _default(each: FieldInfo, said: str) -> str:
    """The model's own default where it says something; what the page says of an empty one."""
    value = each.default
    if each.is_required():
        return "needed"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, str | int) and value != "" and not isinstance(value, Enum):
        return f"`{value}`"
    if isinstance(value, tuple) and value and all(isinstance(part, str) for part in value):
        return ", ".join(f"`{part}`" for part in value)
    if isinstance(value, timedelta):
        return said
    return said or "none"


def _first(model: type[BaseModel]) -> str:
    """The first paragraph of a model's docstring."""
    return " ".join((model.__doc__ or "").strip().split("\n\n")[0].split()).replace("``", "`")


def _anchor(model: type[BaseModel]) -> str:
    return model.__name__.lower()
