"""The pages in docs/ and README.md are the input: what they show is done, and must come out as they say."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from pydantic import BaseModel, TypeAdapter
from typer.main import get_group
from typer.testing import CliRunner

from reckoner.charts.spec import KINDS
from reckoner.reports import errors
from reckoner.reports.actions import record
from reckoner.reports.build import Built
from reckoner.reports.cli.main import app
from reckoner.reports.compose.charts import compose_chart, edition_charts
from reckoner.reports.compose.occasion import occasion_of
from reckoner.reports.compose.resolve import Resolver
from reckoner.reports.compose.tables import UNITS
from reckoner.reports.compose.wording import wording_of
from reckoner.reports.content.markdown import read_markdown
from reckoner.reports.content.placeholder import GRADE_WORDS, WORD_STEPS, FigureReference, parse_placeholder
from reckoner.reports.drafts import state
from reckoner.reports.errors import ReckonerError
from reckoner.reports.figures.comparison import STEP_NAMES
from reckoner.reports.figures.ledger import COLUMNS, PUBLIC_COLUMNS
from reckoner.reports.figures.trend import TREND_WORDS
from reckoner.reports.figures.unit import UNIT_NAMES
from reckoner.reports.figures.wording import NumberStyle, Wording
from reckoner.reports.figures.xmr import RULES
from reckoner.reports.modules import declaration as data
from reckoner.reports.modules.library import Library, load_library
from reckoner.reports.modules.shipped import SHIPPED
from reckoner.reports.periods.period import Period
from reckoner.reports.prose import Grid, ItemList, Paragraph, Quotation, Subheading, text_of
from reckoner.reports.settings import agenda, office, publication, schedules
from reckoner.reports.settings.house import read_house
from reckoner.reports.settings.yaml import Settings, parse_yaml, read_yaml, validate
from reckoner.reports.sources.cell import Refused, read_cell
from reckoner.reports.sources.given import PercentCell, Raw
from reckoner.reports.sources.reading import FORMS
from reckoner.reports.sources.schema import CellForm, Column, ColumnType
from reckoner.reports.sources.shorthand import BESIDE, MISSING
from tests.force_sheet import force_sheet
from tests.small import read_paper
from tests.worked_example import PAPER, ROOT, build_paper, copy_house, edit, ledger
from tools.docs import keys, tables
from tools.docs.keys import MODELS, own_fields
from tools.docs.tables import DocTable

WORDS, DATA, HOUSE, README = "docs/placeholders.md", "docs/data.md", "docs/house.md", "README.md"
NEWSLETTER, APPROVAL, DELIVERY = "docs/newsletter.md", "docs/approval.md", "docs/delivery.md"
SCHEDULES, REPORT, UPGRADES = "docs/schedules.md", "docs/annual-report.md", "docs/upgrades.md"
STARTING, PACK, ACTIONS = "docs/starting.md", "docs/pack.md", "docs/actions.md"
PAGES = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in (
        WORDS,
        DATA,
        HOUSE,
        NEWSLETTER,
        README,
        APPROVAL,
        DELIVERY,
        SCHEDULES,
        REPORT,
        UPGRADES,
        STARTING,
        PACK,
        ACTIONS,
    )
}


# Reading the pages


@dataclass(frozen=True)
class Fence:
    """A block between lines of ```, and the line of text above it."""

    kind: str
    text: str
    above: str


def fences(page: str) -> list[Fence]:
    found = re.finditer(r"^```(\w*)\n(.*?)^```$", PAGES[page], re.DOTALL | re.MULTILINE)
    above = ((match, PAGES[page][: match.start()].rstrip().rpartition("\n")[2]) for match in found)
    return [Fence(match[1], match[2], line.strip("`")) for match, line in above]


def doc_tables(page: str) -> list[DocTable]:
    return tables.doc_tables(PAGES[page])


def doc_table(page: str, *header: str) -> DocTable:
    """The one table with these columns."""
    [found] = [table for table in doc_tables(page) if set(header) <= set(table.header)]
    return found


def examples(said: str) -> list[tuple[str, str]]:
    return [
        pair
        for table in doc_tables(WORDS)
        if {"You write", said} <= set(table.header)
        for pair in table.pairs("You write", said)
    ]


# docs/placeholders.md


@cache
def library() -> Library:
    return load_library(ROOT)


@cache
def occasion() -> tuple[Wording, Mapping[str, Period], Mapping[str, date], Mapping[str, str]]:
    """The voice, the periods, the dates and the office of the worked example's paper."""
    house = read_house(ROOT)
    wording = wording_of(house)
    meant = occasion_of(house, house.publication(PAPER[0]), PAPER[1], wording)
    return wording, read_paper(ROOT).front.periods, meant.dates, house.office.on(meant.dated).names


def resolver() -> Resolver:
    """Resolves as in the worked example's paper, with no faults found yet."""
    return Resolver(library().catalogue, *occasion())


def read_words(text: str) -> tuple[str, str]:
    """What Markdown prints, and what is said to be wrong with it."""
    reading, resolve = read_markdown(text, "page.md"), resolver()
    blocks = [resolve.block(block) for block in reading.blocks]
    printed = " ".join(text_of(block.runs) for block in blocks if isinstance(block, Paragraph | Subheading))
    faults = (*reading.faults, *resolve.faults)
    return printed, "\n".join(line for fault in faults for line in fault.lines())


@pytest.mark.parametrize(("text", "printed"), examples("It prints"))
def test_an_example_prints_what_the_page_says(text: str, printed: str) -> None:
    assert read_words(text) == (printed, "")


@pytest.mark.parametrize(("text", "said"), examples("It says"))
def test_a_mistake_is_explained_as_the_page_says(text: str, said: str) -> None:
    assert said in read_words(text)[1]


def test_every_step_and_every_style_has_an_example() -> None:
    rates = doc_table(WORDS, "Rate").column("Rate")
    assert [*doc_table(WORDS, "Step").column("Step"), *rates] == list(STEP_NAMES)
    references = [
        parse_placeholder(source)
        for text, _ in examples("It prints")
        for source in re.findall(r"\{\{(.*?)\}\}", text)
    ]
    styles = [reference.style for reference in references if isinstance(reference, FigureReference)]
    # "short" is of charts: nobody writes it.
    assert {style.form for style in styles} == set(get_args(get_type_hints(NumberStyle)["form"])) - {"short"}
    assert not all(style.with_unit for style in styles)
    assert not all(style.with_qualifier for style in styles)
    assert {style.decimals for style in styles} > {None, 1}
    assert "always" in {style.sign for style in styles}


def test_the_words_that_follow_a_number_are_those_of_the_language_file() -> None:
    say = resolver().wording.language.say
    rows = [
        (f"`{word}`", *(say(f"step.{word}.{way}") for way in ("up", "down", "same")))
        for word in WORD_STEPS
        if word not in (TREND_WORDS, GRADE_WORDS)
    ]
    assert doc_table(WORDS, "Word").rows == tuple(rows)


def test_the_words_of_a_trend_and_of_grades_are_those_of_the_language_file() -> None:
    say = resolver().wording.language.say
    span, period = "May to October 2025", "October 2025"
    given = {"period": period, "span": span, "unit": "months"}
    for (_, *cells), rule in zip(doc_table(WORDS, "Sign").rows, RULES, strict=True):
        number = "two" if rule == "near" else "seven"
        assert cells == [say(f"trend.{rule}.{way}", number=number, **given) for way in ("up", "down")]
    assert say("trend.within", period=period) in PAGES[WORDS]
    assert say("trend.too_few") in " ".join(PAGES[WORDS].split())
    grades = dict(doc_table(WORDS, "Grade").pairs("Grade", "Printed"))
    assert grades == {
        "better": say("grade.up", before="Requires improvement", now="Good"),
        "worse": say("grade.down", before="Good", now="Adequate"),
        "the same": say("grade.same", now="Good"),
    }


def test_the_files_of_an_edition_can_be_read_as_they_are_shown(tmp_path: Path) -> None:
    folder = tmp_path / "content" / "panel-paper" / "2025-11"
    folder.mkdir(parents=True)
    front, section = (fence.text for fence in fences(WORDS) if fence.text.startswith("---"))
    [charts] = (fence.text for fence in fences(WORDS) if fence.text.startswith("charts:"))
    for name, text in (("edition.md", front), ("10-solved.md", section), ("charts.yaml", charts)):
        (folder / name).write_text(text, encoding="utf-8")
    words = read_paper(tmp_path)
    assert [section.anchor for section in words.sections] == ["solve-more-crime"]
    for chart in edition_charts(words).values():
        spec = compose_chart(chart, resolver(), "")
        assert [len(series.points) for series in spec.series] == [4, 4]


def test_the_markdown_shown_is_allowed_and_is_every_kind_of_block() -> None:
    [shown] = (fence.text for fence in fences(WORDS) if "## A subheading" in fence.text)
    reading = read_markdown(shown, "page.md")
    assert reading.faults == []
    assert {type(block) for block in reading.blocks} == {Paragraph, Subheading, ItemList, Quotation, Grid}
    assert read_words("'so' \"so\" `<b>`")[0] == "‘so’ “so” <b>"


def test_the_charts_and_tables_named_are_there() -> None:
    named = re.findall(r"^\{\{ (chart|table) (\w+\.\w+) \}\}$", PAGES[WORDS], re.MULTILINE)
    assert named
    for kind, name in named:
        assert name in (library().charts if kind == "chart" else library().tables)


@pytest.mark.slow
def test_a_misspelt_name_is_shown_with_file_and_line(tmp_path: Path) -> None:
    house = copy_house(tmp_path / "house")
    [shown] = (fence.text for fence in fences(WORDS) if "sloved" in fence.text)
    edit(
        house / "content/panel-paper/2025-11/01-summary.md",
        lambda text: text.replace("solved.solved }}", "solved.sloved }}", 1),
    )
    [finding] = (each for each in build_paper(house).findings if each.severity == "error")
    assert finding.lines() == shown.splitlines()


# Keys: the pages against the models


def key_tables() -> list[Any]:
    return [pytest.param(*each, id=each[1].__name__) for each in keys.key_tables()]


@pytest.mark.parametrize(("page", "model", "table"), key_tables())
def test_a_page_names_the_keys_of_a_model_and_no_others(
    page: str, model: type[Settings], table: DocTable
) -> None:
    assert sorted(table.column(table.header[0])) == sorted(own_fields(model))


@pytest.mark.parametrize(("page", "model", "table"), key_tables())
def test_a_page_says_which_keys_are_needed_and_what_the_others_are(
    page: str, model: type[Settings], table: DocTable
) -> None:
    for key, left_out in table.pairs(table.header[0], "If left out"):
        field = own_fields(model)[key]
        assert (left_out == "needed") == field.is_required(), key
        if isinstance(field.default, str | int) and field.default != "":
            plain = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
            assert left_out == plain, key


@pytest.mark.parametrize(("page", "model", "table"), key_tables())
def test_a_page_names_every_choice_of_a_key(page: str, model: type[Settings], table: DocTable) -> None:
    rows = dict(zip(table.column(table.header[0]), table.rows, strict=True))
    for key, field in own_fields(model).items():
        for choice in choices(field.annotation):
            assert f"`{choice}`" in PAGES[page] or choice in rows[key][1], (key, choice)


def choices(annotation: Any) -> Iterator[str]:
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
        return
    for part in get_args(annotation):
        yield from choices(part)


def test_no_model_of_a_house_is_left_out() -> None:
    rooms = {model.__module__ for models in MODELS.values() for model in models}
    known = {model for models in MODELS.values() for model in models}
    assert {model for model in below(Settings) if model.__module__ in rooms} == known


def below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for each in model.__subclasses__():
        if not each.__name__.startswith("_"):
            yield each
        yield from below(each)


FRAGMENTS: dict[str, type[Settings]] = {
    "columns": data.TableEntry, "totals": data.TableEntry,
    "suppress": data.TableEntry, "breaks": data.OriginEntry,
    "targets": data.ChartEntry, "tables": data.ModuleFile, "charts": data.ModuleFile,
    "performance": data.ChartsFile,
    "databases": office.OfficeSettings, "office": office.OfficeSettings,
    "people": office.OfficeSettings, "outside": office.OfficeSettings, "channels": office.OfficeSettings,
    "host": publication.Publication,
}  # fmt: skip
WHOLE: dict[str, type[Settings]] = {
    "facts": data.FactsFile, "actions": record.ActionsFile, "meetings": schedules.Schedules,
    "agendas": agenda.AgendaFile,
    "occasion": publication.Publication, "title": data.ModuleFile,
}  # fmt: skip


@pytest.mark.parametrize("text", [f.text for page in MODELS for f in fences(page) if f.kind == "yaml"])
def test_every_piece_of_yaml_can_be_used_as_it_is_shown(text: str) -> None:
    file = parse_yaml(text, Path("page.yaml"), "page.yaml")
    if "uses" in file.data:
        validate(SHIPPED[file.data["uses"]]().model, file)
        return
    whole = next((model for key, model in WHOLE.items() if key in file.data), None)
    if whole is not None:
        validate(whole, file)
        return
    for key, part in file.data.items():
        annotation: Any = FRAGMENTS[key].model_fields[key].annotation
        TypeAdapter(annotation).validate_python(part)


# docs/data.md


def test_types_units_and_kinds_of_charts_are_all_listed() -> None:
    types = doc_table(DATA, "Type", "Unit of its measures")
    assert sorted(types.column("Type")) == sorted(get_args(ColumnType))
    for name, unit in types.pairs("Type", "Unit of its measures"):
        assert unit in ("", "any") or UNITS[name].name == unit
    [units] = re.findall(r"^Units: (.*)\.$", PAGES[DATA], re.MULTILINE)
    assert re.findall(r"`(.+?)`", units) == list(UNIT_NAMES)
    assert doc_table(DATA, "Kind").column("Kind") == list(KINDS)


def test_the_measures_of_the_shipped_module_are_all_listed() -> None:
    for name, heading in (("police_uk", "Measure"), ("home_office", "Measure of the workbooks")):
        shipped = read_yaml(ROOT / f"reports/modules/{name}/module.yaml").data
        named = doc_table(DATA, heading, "Counts").column(heading)
        assert named == [measure for part in shipped.values() for measure in part]


CELLS: list[tuple[Raw, ColumnType, CellForm]] = [
    (PercentCell(0.1331), "percent", "fraction"),
    (time(1, 30), "duration", "minutes as hours"),
    (time(0, 1, 30), "duration", "time"),
    (90, "duration", "seconds"),
]


@pytest.mark.parametrize(("raw", "kind", "form"), CELLS)
def test_an_ambiguous_cell_is_refused_until_it_is_declared_as_the_page_says(
    raw: Raw, kind: ColumnType, form: CellForm
) -> None:
    table = doc_table(DATA, "Reckoner says", "Declare, or do")
    [said] = [
        said for said, todo in table.pairs("Reckoner says", "Declare, or do") if todo == f"cell: {form}"
    ]
    with pytest.raises(Refused, match=re.escape(said)):
        read_cell(raw, Column("a", kind, "A"))
    assert str(read_cell(raw, Column("a", kind, "A", cell=form))) in ("13.31", "90")


def empty(house: Path) -> None:
    """Take out the worked example's sections and key figures, and the names that stand in them."""
    folder = house / "content/panel-paper/2025-11"
    for path in folder.glob("[0-9]*.md"):
        path.unlink()
    left_out = r"^not_figures:\n(  .*\n)+|^\{\{ chart \w+ \}\}\n"
    edit(folder / "edition.md", lambda text: re.sub(left_out, "", text, flags=re.MULTILINE))


@pytest.fixture(scope="module")
def speedwatch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with the example of docs/data.md, and no words but its own."""
    house = copy_house(tmp_path_factory.mktemp("docs") / "house")
    empty(house)
    for fence in fences(DATA):
        if fence.above.startswith(("data/", "content/")):
            path = house / fence.above
            path.parent.mkdir(exist_ok=True)
            path.write_text(fence.text, encoding="utf-8")
    return house


@pytest.fixture(scope="module")
def built(speedwatch: Path) -> Built:
    return build_paper(speedwatch)


def test_the_example_builds_and_prints_what_the_page_says(built: Built) -> None:
    assert built.findings == ()
    [sentence] = re.findall(r"^> (.*)$", PAGES[DATA], re.MULTILINE)
    page = (built.saved.folder / "panel-paper.html").read_text(encoding="utf-8")
    assert sentence in re.sub(r"<[^>]+>", "", page).replace("\u00a0", " ")
    [how] = re.findall(r'says how: "(.*) \+ \.\.\."', PAGES[DATA])
    assert any(row["how"].startswith(how) for row in ledger(built))


def test_a_typed_number_is_found_as_the_page_says(tmp_path: Path) -> None:
    house = copy_house(tmp_path / "house")
    empty(house)
    typed = "---\ntitle: Solved\n---\nThey solved 8,665 crimes.\n"
    (house / "content/panel-paper/2025-11/10-solved.md").write_text(typed, encoding="utf-8")
    edit(house / "templates/panel-paper/publication.yaml", lambda text: text.replace("[pdf, html]", "[html]"))
    [finding] = build_paper(house).findings
    [shown] = (fence.text for fence in fences(WORDS) if "unrecorded-number" in fence.text)
    assert finding.lines() == shown.splitlines()


def test_a_sheet_is_proposed_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = copy_house(tmp_path / "house")
    force_sheet(house / "Contact October.xlsx")
    [words] = (shlex.split(line)[1:] for line in commands(DATA) if "Contact October" in line)
    [shown] = (fence.text for fence in fences(DATA) if fence.kind == "txt")
    monkeypatch.chdir(house)
    answer = CliRunner().invoke(app, words)
    assert answer.exit_code == 1
    assert [line for line in shown.splitlines() if line not in answer.output.splitlines()] == []


def test_every_form_and_mark_is_listed() -> None:
    assert doc_table(DATA, "Form").column("Form") == list(FORMS)
    listed = [
        cell for row in doc_table(DATA, "In place of a value").rows for cell in (row[0], row[2]) if cell
    ]
    assert sorted(listed) == sorted(f"[{name}]" for name in (*MISSING, *BESIDE))


def test_taking_a_new_version_in_says_what_the_page_says(
    speedwatch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = copy_house(tmp_path / "house")
    module = house / "data/speedwatch"
    module.mkdir()
    received = house / "received/sessions.csv"
    received.parent.mkdir()
    received.write_bytes((speedwatch / "data/speedwatch/sessions.csv").read_bytes())
    text = (speedwatch / "data/speedwatch/module.yaml").read_text(encoding="utf-8")
    (module / "module.yaml").write_text(text.replace("kind: kept", "kind: snapshot"), encoding="utf-8")
    first, dry = (shlex.split(line)[1:] for line in commands(DATA) if "received/sessions.csv" in line)
    monkeypatch.chdir(house)
    assert CliRunner().invoke(app, first).exit_code == 0
    edit(received, lambda text: text.replace("19,254", "19,256") + "2025-10,22,305\n")
    said = [CliRunner().invoke(app, words).output for words in (dry, dry[:-1])]
    assert said == [fence.text for fence in fences(DATA) if fence.kind == "text"]


# docs/house.md


def test_a_draft_holds_the_files_that_the_page_lists(built: Built) -> None:
    listed = [re.escape(name).replace("NAME", r"[\w-]+") for name in doc_table(HOUSE, "File").column("File")]
    folder = built.saved.folder
    files = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    assert [name for name in files if not any(re.fullmatch(form, name) for form in listed)] == []
    assert [form for form in listed if not any(re.fullmatch(form, name) for name in files)] == []


def test_the_columns_of_the_ledgers_are_listed() -> None:
    table = doc_table(HOUSE, "Column of `figures.csv`")
    assert table.column("Column of `figures.csv`") == list(COLUMNS)
    public = [
        name
        for name, shown in table.pairs("Column of `figures.csv`", "In `figures-public.csv`")
        if shown == "yes"
    ]
    assert sorted(public) == sorted("noun" if name == "what" else name for name in PUBLIC_COLUMNS)


def test_grey_that_few_can_read_is_refused_as_the_page_says(tmp_path: Path) -> None:
    house = copy_house(tmp_path / "house")
    edit(house / "office.yaml", lambda text: text.replace('muted: "#3D3D3D"', 'muted: "#999999"'))
    [shown] = (fence.text for fence in fences(HOUSE) if fence.text.startswith("office.yaml:"))
    with pytest.raises(ReckonerError) as refusal:
        read_house(house)
    assert re.sub(r":\d+:", ":1:", str(refusal.value)) == re.sub(r":\d+:", ":1:", shown.strip())


def test_the_tokens_named_are_those_of_stylesheets() -> None:
    tokens = office.as_css(read_house(ROOT).office.design)
    named = re.findall(r"var\(--([\w-]+)\)", PAGES[HOUSE])
    assert named
    assert set(named) <= set(tokens)


# Commands, exit codes and links


def commands(page: str) -> list[str]:
    """Every command line of a page: in blocks, and within the text."""
    blocks = re.findall(r"^(?:\.venv/bin/)?(reckoner .*)$", PAGES[page], re.MULTILINE)
    return [*blocks, *re.findall(r"`(reckoner [^`\n]+)`", PAGES[page])]


@pytest.mark.parametrize(
    "line", dict.fromkeys(line for page in PAGES for line in commands(page) if " --help" not in line)
)
def test_a_command_line_can_be_parsed(line: str) -> None:
    _, name, *words = shlex.split(line)
    command = get_group(app).commands[name]
    if words:
        command.make_context(name, words)


def test_readme_lists_every_command_and_each_has_an_example() -> None:
    [lines] = re.findall(r"(?:^\| `reckoner .*\n)+", PAGES[README], re.MULTILINE)
    assert re.findall(r"^\| `reckoner (\w+)", lines, re.MULTILINE) == list(get_group(app).commands)
    for name in get_group(app).commands:
        assert f"reckoner {name}" in CliRunner().invoke(app, [name, "--help"]).output.partition("Example")[2]


def test_every_state_and_role_of_a_draft_is_listed() -> None:
    assert doc_table(APPROVAL, "State").column("State") == list(get_args(state.State))
    roles = [role.replace(" ", "-") for role in state.ROLES]
    assert doc_table(APPROVAL, "Role", "Needs").pairs("Role", "Needs") == list(
        zip(roles, state.ROLES.values(), strict=True)
    )


def test_readme_prints_what_it_says() -> None:
    [words] = (fence.text for fence in fences(README) if "{{" in fence.text)
    [printed] = re.findall(r"^> (.*)$", PAGES[README], re.MULTILINE)
    assert read_words(words) == (printed, "")


def test_exit_codes_are_those_of_the_errors() -> None:
    codes = {0, 1} | {error.exit_code for error in ReckonerError.__subclasses__()}
    [listed] = re.findall(r"Exit codes: ([^.]*)\.", PAGES[README])
    said = " ".join(listed.split())
    assert {int(code) for code in re.findall(r"\d+", said)} == codes
    assert said.partition("2 usage")[2] in " ".join(str(errors.__doc__).split())
    assert {int(code) for code in doc_table(HOUSE, "Code").column("Code")} == codes


@pytest.mark.parametrize("page", PAGES)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    for address in re.findall(r"\]\(([\w./-]+\.md)\)", PAGES[page]):
        assert ((ROOT / page).parent / address).is_file(), address
