"""Every door through which a file comes into a document, or goes out of the house, has the same guard.

The table holds each place where settings, words, templates or data name a file, or where the program finds
one by itself; each is tried with all ways that lead elsewhere.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from reckoner.reports.build import build
from reckoner.reports.compose.statutory import read_checklist
from reckoner.reports.errors import InputError, ReckonerError, SettingsError
from reckoner.reports.figures.language import load_language
from reckoner.reports.kinds.newsletter.next import begin_letter
from reckoner.reports.kinds.registry import read_whole
from reckoner.reports.modules.library import load_library, module_names
from reckoner.reports.modules.taking import take_file
from reckoner.reports.schedule.plans import read_plans
from reckoner.reports.settings.house import read_house
from reckoner.reports.settings.paths import require_plain
from reckoner.reports.settings.publication import SHIPPED, read_publication
from reckoner.reports.sources.take import Receipt
from tests.worked_example import ANNUAL, PAPER, copy_house, edit

SECRET = "the password of the mail server"


@dataclass(frozen=True)
class Door:
    """A file of the house, what reads it, and how a person names it: in which file, in what line's words.

    ``named`` says where a setting names it and what stands there; a door without it is found by its place.
    """

    file: str
    opened: Callable[[Path], object]
    named: tuple[str, str] | None = None
    wrong_kind: str = ""


def words(publication: str, edition: str) -> Callable[[Path], object]:
    return lambda house: read_whole(house, read_publication(house, publication), edition)


def publication(name: str) -> Callable[[Path], object]:
    return lambda house: read_publication(house, name)


def library(house: Path) -> object:
    return load_library(house, module_names(house))


def taken(house: Path) -> object:
    incoming = house / "data" / "recorded_crime" / "2024-01-hertfordshire-street.csv.gz"
    return take_file(house, "recorded_crime", incoming, Receipt(date(2026, 3, 2), "the force"), dry_run=True)


def begun(house: Path) -> object:
    at = read_house(house)
    return begin_letter(
        at, at.publication("newsletter"), None, load_language("en", house / "languages").calendar
    )


PAPER_YAML = "templates/panel-paper/publication.yaml"
LOOKS = "template: paper.html.jinja\nstylesheets: [print.css]\nscreen_stylesheets: [screen.css]\n"
ITEM = "content/annual-report/2023-24/61-headquarters.md"
DOORS = {
    "a stylesheet for print": Door(
        "templates/shared/print.css",
        publication("panel-paper"),
        (PAPER_YAML, "stylesheets: [print.css]"),
        "x.txt",
    ),
    "a stylesheet for the screen": Door(
        "templates/shared/screen.css",
        publication("panel-paper"),
        (PAPER_YAML, "screen_stylesheets: [screen.css]"),
        "x.yaml",
    ),
    "a template": Door(
        "templates/panel-paper/paper.html.jinja",
        publication("panel-paper"),
        (PAPER_YAML, "template: paper.html.jinja"),
        "x.secret",
    ),
    "a template that another includes": Door(
        "templates/shared/blocks.html.jinja", publication("panel-paper")
    ),
    "a font": Door("templates/shared/fonts/SourceSansPro-It.woff2", publication("panel-paper")),
    "a publication": Door(PAPER_YAML, publication("panel-paper")),
    "the office": Door("office.yaml", read_house),
    "the schedules": Door("schedules.yaml", read_house),
    "a language": Door("languages/en.yaml", read_house),
    "a language by its name": Door(
        "languages/en.yaml", lambda house: load_language("en", house / "languages")
    ),
    "an edition": Door("content/panel-paper/2025-11/edition.md", words(*PAPER)),
    "a section": Door("content/panel-paper/2025-11/50-violence-against-women-and-girls.md", words(*PAPER)),
    "charts of an edition": Door("content/newsletter/2026-02/charts.yaml", words("newsletter", "2026-02")),
    "a drawing": Door(
        "content/annual-report/2023-24/pictures/building.svg",
        words(*ANNUAL),
        (ITEM, "file: building.svg"),
        "",
    ),
    "a story": Door("content/news/2026-02-10-facial-recognition.md", words("newsletter", "2026-02")),
    "a photograph": Door(
        "content/news/pictures/road-at-night.png",
        words("newsletter", "2026-02"),
        ("content/news/2026-02-13-urgent-response-times.md", "file: road-at-night.png"),
        "",
    ),
    "the last edition's words": Door("content/newsletter/2026-02/edition.md", begun),
    "the last edition's charts": Door("content/newsletter/2026-02/charts.yaml", begun),
    "a module": Door("data/workforce/module.yaml", library),
    "a module that takes": Door("data/recorded_crime/module.yaml", taken),
    "a table": Door(
        "data/workforce/officers.csv", library, ("data/workforce/module.yaml", "officers.csv"), "x.txt"
    ),
    "a file of a pattern": Door("data/recorded_crime/2024-02-hertfordshire-street.csv.gz", library),
    "what was taken in": Door("data/recorded_crime/snapshots.yaml", library),
    "the facts": Door("data/facts.yaml", library),
    "the checklist": Door("data/statutory/checklist.yaml", read_checklist),
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example with a language, a template and settings of styles of its own."""
    house = copy_house(tmp_path_factory.mktemp("sound") / "house")
    shipped = Path(load_language("en").file.path)
    shutil.copy(SHIPPED / "paper/paper.html.jinja", house / "templates/panel-paper/paper.html.jinja")
    edit(house / PAPER_YAML, lambda text: f"{text}{LOOKS}")
    (house / "languages").mkdir()
    shutil.copy(shipped, house / "languages" / "en.yaml")
    return house


@pytest.fixture
def house(sound: Path, tmp_path: Path) -> Path:
    """A copy to break."""
    return shutil.copytree(sound, tmp_path / "house")


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file beside the house that nobody should see."""
    path = tmp_path / "imap.secret"
    path.write_text(SECRET, encoding="utf-8")
    return path


def refusal(door: Door, house: Path) -> str:
    with pytest.raises((InputError, SettingsError)) as error:
        door.opened(house)
    assert SECRET not in str(error.value)
    return str(error.value)


@pytest.mark.parametrize("name", DOORS)
def test_each_door_opens_for_the_files_of_the_house(name: str, sound: Path) -> None:
    DOORS[name].opened(sound)


@pytest.mark.parametrize("name", DOORS)
def test_a_link_out_of_the_house_is_refused(name: str, house: Path, secret: Path) -> None:
    file = house / DOORS[name].file
    shutil.copy(file, secret)  # the very same bytes, so that nothing else can be wrong with it
    file.unlink()
    file.symlink_to(secret)
    assert f"{DOORS[name].file}: it is a link that leads out" in refusal(DOORS[name], house) or (
        DOORS[name].named and "it is a link that leads out" in refusal(DOORS[name], house)
    )


@pytest.mark.parametrize("name", [name for name in DOORS if "/" in DOORS[name].file])
def test_a_folder_behind_a_link_out_of_the_house_is_refused(name: str, house: Path, tmp_path: Path) -> None:
    folder = (house / DOORS[name].file).parent
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    assert "it is a link that leads out of the house" in refusal(DOORS[name], house)


@pytest.mark.parametrize("part", ["content", "data", "templates", "languages"])
def test_a_part_of_the_house_behind_a_link_is_refused(part: str, house: Path, tmp_path: Path) -> None:
    (house / part).rename(tmp_path / "elsewhere")
    (house / part).symlink_to(tmp_path / "elsewhere")
    for door in DOORS.values():
        if door.file.startswith(part):
            assert "it is a link that leads out of the house" in refusal(door, house)


@pytest.mark.parametrize("name", [name for name in DOORS if "/" in DOORS[name].file])
def test_a_link_into_another_part_of_the_house_is_refused(name: str, house: Path) -> None:
    file = house / DOORS[name].file
    (house / "state").mkdir()
    file.rename(house / "state" / "secret")
    file.symlink_to(house / "state" / "secret")
    assert "or into another part of it" in refusal(DOORS[name], house)


@pytest.mark.parametrize("name", DOORS)
def test_a_pipe_is_refused_and_not_waited_for(name: str, house: Path) -> None:
    file = house / DOORS[name].file
    file.unlink()
    os.mkfifo(file)
    assert "a pipe and no plain file" in refusal(DOORS[name], house) or name == "the office"


@pytest.mark.parametrize("name", [name for name in DOORS if "/" in DOORS[name].file])
def test_a_link_to_a_neighbour_is_as_good_as_the_file(name: str, house: Path) -> None:
    file = house / DOORS[name].file
    neighbour = file.with_name(f"neighbour{file.suffix}.kept")
    file.rename(neighbour)
    file.symlink_to(neighbour.name)
    DOORS[name].opened(house)


NAMED = {name: door.named for name, door in DOORS.items() if door.named}


@pytest.mark.parametrize("name", NAMED)
@pytest.mark.parametrize("way", ["absolute", "up", "kind"])
def test_a_name_that_leads_elsewhere_is_refused_with_its_line(
    name: str, way: str, house: Path, secret: Path
) -> None:
    door, (setting, words) = DOORS[name], NAMED[name]
    last = Path(door.file).name
    shutil.copy(house / door.file, secret)
    ways = {"absolute": str(secret), "up": f"../../{secret.name}", "kind": door.wrong_kind or "lens.exe"}
    number = next(
        n for n, line in enumerate((house / setting).read_text("utf-8").splitlines(), 1) if words in line
    )
    edit(house / setting, lambda text: text.replace(words, words.replace(last, ways[way]), 1))
    beside = (house / door.file).parent / ways["kind"]
    shutil.copy(house / door.file, beside)
    assert f"{setting}:{number}: " in refusal(door, house)


def test_a_stylesheet_of_elsewhere_never_reaches_a_page(house: Path, secret: Path) -> None:
    """The review's reproduction, through the command's own way."""
    for name in (str(secret), "../" * 20 + str(secret)[1:]):
        edit(
            house / PAPER_YAML,
            lambda text, name=name: text.replace("[screen.css]", f"[screen.css, {name}]"),  # type: ignore[misc]
        )
        with pytest.raises(SettingsError, match=r"publication\.yaml:\d+: .* is not a kind of file"):
            build(house, *PAPER, progress=lambda *_: None)
        edit(house / PAPER_YAML, lambda text, name=name: text.replace(f", {name}", ""))  # type: ignore[misc]


def test_a_folder_behind_a_link_that_leads_out_is_not_walked(house: Path, tmp_path: Path) -> None:
    """One line says so, however much lies there."""
    big = tmp_path / "big"
    for name in ("a", "b", "c"):
        (big / name).mkdir(parents=True)
        (big / name / "x.md").write_text("x", "utf-8")
    (house / "content/panel-paper/2025-11/big").symlink_to(big)
    with pytest.raises(ReckonerError) as refusal:
        build(house, *PAPER, progress=lambda _number, _name: None)
    assert len(refusal.value.faults) == 1
    assert "big: it is a link that leads out of the house" in str(refusal.value)


def test_links_that_go_round_in_a_ring_end(house: Path) -> None:
    (house / "templates/shared/again").symlink_to("..")
    require_plain(house, house / "templates")


# Where the program writes


HISTORY, CHANNEL, STATE, OUTPUT = "history: {}", "channels: folder", "state: {}", "output"
WAREHOUSE = "databases:"


def with_setting(house: Path, what: str, place: str, outside: str = "[]") -> None:
    def changed(text: str) -> str:
        text += f"\noutside: {outside}\n"
        if what == HISTORY:
            return text + f"history: {place}\n"
        if what == WAREHOUSE:
            return text + f"databases:\n  warehouse: sqlite:///{place}\n"
        return text.replace("folder: output/released", f"folder: {place}") if what == CHANNEL else text

    edit(house / "office.yaml", changed)
    if what == STATE:
        edit(house / "schedules.yaml", lambda text: f"{text}\nstate: {place}\n")
    if what == OUTPUT:
        (house / "output").symlink_to(house / place)


@pytest.mark.parametrize("what", [HISTORY, CHANNEL, STATE, OUTPUT, WAREHOUSE])
@pytest.mark.parametrize("way", ["absolute", "up", "link"])
def test_nothing_is_written_beyond_the_house_unless_the_office_says_so(
    what: str, way: str, house: Path, tmp_path: Path
) -> None:
    (tmp_path / "share").mkdir()
    (house / "linked").symlink_to(tmp_path / "share")
    places = {"absolute": f"{tmp_path}/share/x.jsonl", "up": "../share/x.jsonl", "link": "linked/x.jsonl"}
    with_setting(house, what, places[way])
    with pytest.raises(SettingsError) as error:
        read_house(house)
    assert "leads out of the house" in str(error.value)
    assert "`outside:`" in str(error.value)
    for fault in error.value.faults:
        assert fault.where is not None
        assert (fault.where.line or 0) > 1 or what == OUTPUT


@pytest.mark.parametrize("what", [HISTORY, CHANNEL, STATE, OUTPUT, WAREHOUSE])
def test_the_office_may_name_a_folder_beyond_the_house(what: str, house: Path, tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    with_setting(house, what, f"{tmp_path}/share/x.jsonl", outside=f"[{tmp_path}/share]")
    read_house(house)
    read_plans(house)


@pytest.mark.parametrize("folder", ["/", "/..", "srv/www", "/srv/../etc", "."])
def test_what_the_office_allows_is_a_whole_path(folder: str, house: Path) -> None:
    edit(house / "office.yaml", lambda text: f"{text}\noutside: ['{folder}']\n")
    with pytest.raises(SettingsError, match=r"office\.yaml:\d+: "):
        read_house(house)


@pytest.mark.parametrize("folder", [".", "templates/shared", "data", "content/news", "output/../data"])
def test_a_channel_writes_nothing_where_documents_are_read_from(folder: str, house: Path) -> None:
    with_setting(house, CHANNEL, folder)
    with pytest.raises(SettingsError, match="is a place for what the office writes itself"):
        read_house(house)


@pytest.mark.parametrize("history", ["office.yaml", "state/history", "data/facts.yaml"])
def test_the_history_is_a_file_of_its_own(history: str, house: Path) -> None:
    with_setting(house, HISTORY, history)
    with pytest.raises(SettingsError, match=r"office\.yaml:\d+: history: "):
        read_house(house)


def test_a_history_that_is_a_pipe_is_refused(house: Path) -> None:
    (house / "state").mkdir()
    os.mkfifo(house / "state" / "history.jsonl")
    with pytest.raises(SettingsError, match="it is a pipe and no plain file"):
        read_house(house)


@pytest.mark.parametrize("address", ["postgresql://me:hunter2@db/x", "postgresql://me@db/x?password=hunter2"])
def test_a_password_in_the_settings_is_refused_and_not_shown(address: str, house: Path) -> None:
    edit(house / "office.yaml", lambda text: f"{text}\ndatabases:\n  warehouse: {address}\n")
    with pytest.raises(ReckonerError, match=r"office\.yaml:\d+: the address .* holds a password") as error:
        read_house(house)
    assert "hunter2" not in str(error.value)
    assert "~/.pgpass" in str(error.value)


def test_what_is_not_utf_8_says_where_and_what_to_do(house: Path) -> None:
    for name, text in (
        ("shared/screen.css", "/* Übersicht */"),
        ("panel-paper/paper.html.jinja", "\n{# é #}"),
    ):
        path = house / "templates" / name
        before = path.read_bytes()
        path.write_bytes(before + b"\n" + text.encode("latin-1"))
        line = before.count(b"\n") + text.count("\n") + 2
        with pytest.raises(SettingsError) as error:
            build(house, *PAPER, progress=lambda *_: None)
        assert f"templates/{name}:{line}: byte 0x" in str(error.value)
        assert "Save the file as UTF-8." in str(error.value)
        path.write_bytes(before)
