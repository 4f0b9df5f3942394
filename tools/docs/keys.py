"""Keys of settings files and front matter: which page of docs/ describes which models, in its order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from reckoner.reports.actions import record
from reckoner.reports.compose import statutory
from reckoner.reports.content.correction import Correction, CorrectionsFile
from reckoner.reports.content.edition import AcceptedFinding, EditionFront, SectionFront
from reckoner.reports.content.fields import PictureFront
from reckoner.reports.kinds.news import stories
from reckoner.reports.kinds.newsletter import options as letter_options
from reckoner.reports.kinds.newsletter import words as letter
from reckoner.reports.kinds.report import options as report_options
from reckoner.reports.kinds.report import words as report
from reckoner.reports.modules import declaration as data
from reckoner.reports.modules.home_office.module import HomeOffice
from reckoner.reports.modules.police_uk.module import PoliceUk
from reckoner.reports.settings import agenda, channels, desk, mail, office, publication, schedules, webhooks
from reckoner.reports.settings.notfigure import NotFigure
from reckoner.reports.settings.yaml import Settings
from reckoner.reports.sources.mapping import Mapped, MappedColumn
from tools.docs.tables import DocTable, doc_tables

ROOT = Path(__file__).resolve().parents[2]

MODELS: dict[str, tuple[type[Settings], ...]] = {
    "docs/placeholders.md": (
        data.ChartsFile, data.PerformanceEntry, data.PerformanceRow,
        EditionFront, SectionFront, NotFigure, AcceptedFinding,
    ),
    "docs/data.md": (
        data.ModuleFile, data.OriginEntry, data.TableEntry, data.AddsUpEntry, data.ColumnEntry,
        data.MeasureEntry, data.BreakEntry, data.SuppressEntry, data.ChartEntry, data.TargetEntry,
        data.EventEntry, data.AnnotationEntry, data.BoundsEntry,
        data.FactsFile, data.FactEntry, Mapped, MappedColumn, PoliceUk, HomeOffice,
    ),
    "docs/house.md": (
        office.OfficeSettings, office.OfficeEntry, office.Contacts, office.StyleSettings, office.SmallNumbers,
        office.Design, office.Colours, office.Fonts, office.Sizes, office.Page, office.Logo, office.Person,
        office.Approval, office.Writer, desk.DeskSettings, desk.Oidc, webhooks.Webhook, office.Database,
        publication.Publication, report_options.ReportOptions,
        letter_options.NewsletterOptions, letter_options.Selection,
    ),
    "docs/newsletter.md": (
        stories.StoryFront, PictureFront, stories.LinkFront, letter.LetterFront, letter.SignOffFront,
        letter.TilesFront, letter.DatesFront, letter.DateFront, mail.Mail, mail.Sender, mail.SocialLink,
        mail.Tracking, mail.NightColours,
    ),
    "docs/schedules.md": (
        schedules.Schedules, schedules.CalendarSettings, schedules.Heartbeat,
        schedules.BankHolidayEntry, schedules.ClosureEntry,
        schedules.PreElection, schedules.Meeting, schedules.Schedule,
    ),
    "docs/pack.md": (
        agenda.AgendaFile, agenda.Host, agenda.Agenda, agenda.Item, agenda.Late, agenda.ToFollow,
        agenda.Exempt, publication.HostTemplate,
    ),
    "docs/approval.md": (CorrectionsFile, Correction),
    "docs/actions.md": (record.ActionsFile, record.ActionEntry, record.StepEntry),
    "docs/delivery.md": (
        channels.Channel, channels.FolderChannel, channels.EmlChannel, channels.ImapChannel,
        channels.GraphChannel, channels.SmtpChannel,
    ),
    "docs/annual-report.md": (
        report.ReportFront, report.PartEntry, report.ItemFront, report.PriorityEntry, report.KeyNumberEntry,
        PictureFront, report.SupplyEntry, statutory.Checklist, statutory.Law, statutory.Requirement,
    ),
}  # fmt: skip


def own_fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields by the keys that files use; of what builds on a page's other models, those that it adds."""
    if model in (report.ReportFront, report.ItemFront):
        base: type[BaseModel] | None = model.__mro__[1]
    else:
        base = next((base for base in (data.ModuleFile, channels.Channel) if base in model.__bases__), None)
    inherited = base.model_fields if base else {}
    return {field.alias or name: field for name, field in model.model_fields.items() if name not in inherited}


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says about a key: what holds if it is left out, and what it is; in Markdown."""

    left_out: str
    meaning: str


def key_tables() -> Iterator[tuple[str, type[Settings], DocTable]]:
    """Each model with the page and the table that describe it. Raises ValueError where one has no table."""
    for page, models in MODELS.items():
        tables = [table for table in doc_tables((ROOT / page).read_text("utf-8")) if table.lists_keys]
        for model, table in zip(models, tables, strict=True):
            yield page, model, table


@cache
def said_of() -> dict[tuple[type[BaseModel], str], Said]:
    """What the pages say about each key of each model; a key that it inherits is found under its base."""
    return {
        (model, key): Said(row[1], row[2])
        for _, model, table in key_tables()
        for key, row in zip(table.column(table.header[0]), table.rows, strict=True)
    }
