"""The rooms, who may import whom, and where each library lives: the table held against the code."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from fnmatch import fnmatchcase
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import grimp

ROOT = Path(__file__).parent.parent
PREFIX = "reckoner."  # left out of every name below

# Room -> the rooms it may import. A new room is a new line here, in ARCHITECTURE.md and in pyproject.toml.
ROOMS = {
    "errors": "",
    "cache": "",
    "findings": "errors",
    "markup": "",
    "whole": "errors",
    "harmless": "",
    "garbage": "",
    "handover": "",
    "confined": "errors",
    "periods": "errors",
    "settings": "errors periods",
    "starters": "errors periods settings",
    "figures": "errors periods settings",
    "charts": "errors cache periods settings figures",
    "prose": "errors periods figures",
    "picture": "",
    "sources": "errors whole confined periods settings figures",
    "modules": "errors cache confined periods settings figures charts sources",
    "content": "errors cache whole confined findings harmless periods settings figures prose picture",
    "actions": "errors settings",
    "document": "errors findings periods figures charts prose picture",
    # Which words a series doesn't bear out is known only where placeholders meet the measures.
    "compose": (
        "errors findings periods settings starters figures charts prose picture sources modules content "
        "document actions"
    ),
    "render": "errors cache garbage confined periods settings figures charts prose picture document",
    "audit": "errors confined periods figures",  # its ledgers, as drafts write them
    "drafts": "errors whole findings periods settings",
    "built": "errors findings drafts",
    "unchanged": "errors cache findings drafts built",
    "checks": (
        # labels that collide are measured on the finished pictures
        "errors findings harmless markup periods settings figures charts prose content document render audit "
        "drafts"
    ),
    # a Word file is opened with the guards that the checker has (audit); its words are those of content
    "word": "errors confined settings figures prose content document audit",
    # a note of correction quotes the words that a figure stands in
    "compare": "errors markup periods figures prose document drafts",
    "rollover": "errors periods settings figures modules content",
    "kinds": (
        "errors cache findings markup periods settings figures charts prose picture modules content document "
        "compose render checks rollover"
    ),
    "backup": "errors whole settings drafts",
    "delivery": "errors whole settings drafts",
    "writer": "errors settings drafts",
    "composed": "errors settings figures modules content document compose render kinds",
    "neighbours": "findings settings modules compose drafts checks compare",
    "docx": "settings content document findings render word composed",
    "build": (
        "errors findings settings figures modules content document compose composed docx render checks "
        "drafts built unchanged compare kinds neighbours"
    ),
    "many": "errors cache handover whole settings drafts built unchanged build",
    # what a restated figure reaches: composed anew, and looked for in the pages that were kept
    "recall": (
        "errors periods settings figures prose modules content document compose checks drafts compare kinds "
        "composed build"
    ),
    # typed numbers are those that a build's checks find; what may be meant is resolved as composing does
    "adopt": (
        "errors whole findings periods settings figures modules content compose checks drafts kinds build"
    ),
    # words that come back: found in the words there are, checked as an adopted number is, kept to be undone
    "returned": "errors whole settings modules content drafts rollover kinds composed docx adopt word",
    # papers of a meeting merged: approved drafts, with a front page in the house's voice (compose, render)
    "pack": "errors confined periods settings figures compose render drafts",
    # asks for sections as Word files and tables as spreadsheets, in mails as delivery makes them
    "commission": (
        "errors whole periods settings figures sources modules content document compose delivery kinds "
        "composed docx word"
    ),
    "upgrade": "errors whole settings drafts render build kinds",
    "schedule": "errors whole periods settings content drafts delivery build",
    # an assistant is answered by the functions that programs are
    "mcp": "errors settings drafts desk schedule",
    # other systems hear of rows of the history and of the schedule's notices, by a POST of delivery's
    "webhooks": "errors settings drafts delivery schedule",
    "preview": "errors modules composed build render",
    # It shows and does what commands do, by the same functions: figures with their rows (modules,
    # sources, compose), what waits and where it stands (content, kinds, recall), numbers of a draft's
    # page and of a stranger's (checks, audit), how other systems hear (webhooks), a Word file that came
    # back (returned), the papers of a meeting as one (pack), proofs with their mark (render); PDFs are
    # painted apart (confined).
    "desk": (
        "errors handover whole confined periods settings figures sources modules content compose render "
        "audit drafts checks compare delivery kinds composed build schedule recall adopt commission webhooks "
        "returned pack starters"
    ),
}
ROOMS["cli"] = " ".join(ROOMS)

# Library -> the modules that may import it (and all beneath them).
HOMES = {
    "afcharts": "charts",
    "apscheduler": "reports.schedule",
    "argon2": "reports.desk",
    "cryptography": "reports.drafts",  # who wrote a row of the history
    "dask": "reports.many.afar",
    "distributed": "reports.many.afar",
    "css_inline": "reports.kinds.newsletter.mail",
    "duckdb": "reports.sources",
    "font_source_sans_pro": "charts reports.render",  # the same letters in a picture and around it
    "font_source_serif_pro": "charts reports.render",
    "govuk_bank_holidays": "reports.periods",
    "joserfc": "reports.desk",  # what authlib raises where a signature is wrong
    "jinja2": "reports.render.environment* reports.desk",
    "markdown_it": "reports.content",
    "markupsafe": "reports.render reports.kinds reports.desk",  # text that jinja2 need not escape again
    "matplotlib": "charts",
    "mjml": "reports.kinds.newsletter.mail",
    "mdit_py_plugins": "reports.content",
    "mcp": "reports.mcp",
    "numpy": "charts reports.audit.links.model reports.sources.plaintext",
    "PIL": "charts reports.content reports.upgrade",  # draws, makes photographs ready, compares pages
    "pillow_heif": "reports.content",
    # written in one, read back in the other; findings marked in a copy of a stranger's; papers merged
    "pikepdf": "reports.render reports.checks reports.audit.output.marker reports.pack",
    "prometheus_client": "reports.schedule",
    "psycopg": "reports.sources",
    # settings and words; what programs and assistants send and get back
    "pydantic": (
        "reports.settings reports.actions reports.modules reports.content reports.kinds reports.backup "
        "reports.desk.api reports.mcp"
    ),
    "cssselect2": "reports.render.pdf*",  # wraps the elements that weasyprint asks its selectors of
    "pydyf": "reports.render.pdf*",  # the PDF objects that weasyprint hands to its finisher
    # reads foreign PDFs in a process of its own; paints ours
    "pypdfium2": (
        "reports.audit reports.upgrade reports.render.pdf.painted reports.desk.painting reports.preview"
    ),
    "python_calamine": "reports.sources",
    "rich": "reports.cli",
    # databases; the table of runs
    "sqlalchemy": "reports.sources reports.schedule reports.desk reports.webhooks",
    "sqlglot": "reports.sources",
    "starlette": "reports.desk",
    "tinycss2": "reports.harmless",
    "typer": "reports.cli",
    "uvicorn": "reports.desk",
    "webauthn": "reports.desk",
    "authlib": "reports.desk",
    "httpx2": "reports.desk",
    "weasyprint": "reports.render.pdf*",
    "yaml": "reports.settings",
    # Sockets of the standard library: nothing else reaches out of the machine.
    "http": "reports.delivery reports.sources reports.desk reports.preview reports.schedule.health",
    "imaplib": "reports.delivery",
    "smtplib": "reports.delivery",
    # Of the last two, one opens a Unix socket, the other holds the desk's port before it says that it has it.
    "socket": "reports.delivery reports.drafts.process reports.sources reports.writer reports.desk.server",
    "ssl": "reports.delivery reports.sources",
}


@cache
def graph() -> grimp.ImportGraph:
    """Every import in our packages, those of libraries included."""
    return grimp.build_graph("reckoner", include_external_packages=True, cache_dir=None)


@cache
def files() -> dict[str, Path]:
    """Each module of ours by its dotted name."""
    paths = [path for package in ("reports", "charts") for path in (ROOT / package).rglob("*.py")]
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in paths
    }


def room(module: str) -> str:
    """`reports.periods.label` lies in the room periods, `charts.line` in charts."""
    package, _, rest = module.partition(".")
    if package == "charts":
        return package
    return rest.split(".")[0] or "reports"


def modules() -> set[str]:
    """Each module whose imports were read."""
    return {name.removeprefix(PREFIX) for name in graph().modules}


def imports() -> list[tuple[str, str]]:
    """(importing module, imported module or library), in order."""
    return [
        (module, imported.removeprefix(PREFIX))
        for module in sorted(files().keys() & modules())
        for imported in sorted(graph().find_modules_directly_imported_by(PREFIX + module))
    ]


def told(module: str, imported: str) -> str:
    """The import as `file:line: text`."""
    inside = PREFIX if imported in files() else ""
    first = graph().get_import_details(importer=PREFIX + module, imported=inside + imported)[0]
    return f"{files()[module].relative_to(ROOT)}:{first['line_number']}: {first['line_contents']}"


def test_every_folder_and_file_of_reports_is_a_room_of_the_table() -> None:
    assert {room(module) for module in files()} - {"reports"} - ROOMS.keys() == set()


def test_no_file_of_ours_lies_where_its_imports_go_unseen() -> None:
    assert files().keys() - modules() == set()


def test_each_room_imports_only_the_rooms_it_may() -> None:
    strays = [
        told(module, imported)
        for module, imported in imports()
        if imported in files()
        and room(imported) != room(module)
        and room(imported) not in ROOMS.get(room(module), "").split()
    ]
    assert strays == []


def test_nothing_is_imported_from_a_package_itself() -> None:
    packages = {module for module, path in files().items() if path.name == "__init__.py"}
    assert [told(module, imported) for module, imported in imports() if imported in packages] == []


def test_a_package_init_holds_a_docstring_and_nothing_else() -> None:
    inits = [path for path in files().values() if path.name == "__init__.py"]
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in inits}
    assert [
        str(path) for path, tree in trees.items() if len(tree.body) != 1 or not ast.get_docstring(tree)
    ] == []


def test_each_library_is_imported_only_where_it_lives() -> None:
    strays = [
        told(module, imported)
        for module, imported in imports()
        if imported not in files()
        and (imported in HOMES or imported not in sys.stdlib_module_names)
        and not any(fnmatchcase(f"{module}.", f"{home}.*") for home in HOMES.get(imported, "").split())
    ]
    assert strays == []


def _normal(name: str) -> str:
    return name.lower().replace("_", "-")


def test_each_library_that_is_imported_is_declared_in_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = (
        lines for name, lines in project["optional-dependencies"].items() if name not in ("dev", "docs")
    )
    lines = [*project["dependencies"], *(line for extra in extras for line in extra)]
    declared = {re.split(r"[<>=\[]", line)[0] for line in lines}
    suppliers = packages_distributions()
    libraries = {imported for _, imported in imports()} - files().keys() - sys.stdlib_module_names
    missing = [name for name in libraries if declared.isdisjoint(map(_normal, suppliers.get(name, [])))]
    assert sorted(missing) == []


def test_no_other_room_imports_a_kind_of_publication() -> None:
    """They ask the registry, so that a fifth kind is a folder and a line in it."""
    registry = "reports.kinds.registry"
    strays = [
        told(module, imported)
        for module, imported in imports()
        if imported.startswith("reports.kinds.")
        and imported not in (registry, "reports.kinds.kind")
        and room(module) != "kinds"
    ]
    assert strays == []


def test_nothing_is_imported_under_a_folders_own_name() -> None:
    """Not in text that a test runs either: a module imported twice has two of each class."""
    files = [
        path
        for name in ("reports", "charts", "tests", "tools", "benchmarks")
        for path in (ROOT / name).rglob("*.py")
    ]
    strays = [
        str(path.relative_to(ROOT))
        for path in files
        if re.search(r"\b(?:from|import) (?:reports|charts)(?:\.| import)", path.read_text("utf-8"))
    ]
    assert strays == []
