"""A house is begun whole or not at all, and never over what is there."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest

from reckoner.reports.drafts.head import read_head
from reckoner.reports.drafts.history import history_of
from reckoner.reports.drafts.row import Act
from reckoner.reports.errors import UsageError, WriteError
from reckoner.reports.settings.house import read_house
from reckoner.reports.starters.begin import begin_house
from tests.cli.calling import Reckoner, caller
from tools.afresh import begin_afresh

FILES = {"office.yaml": b"a", "data/x/module.yaml": b"b"}


@pytest.fixture
def reckoner(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Reckoner:
    return caller(monkeypatch, capsys)


def look(_folder: Path) -> None:
    """Nothing is wrong."""


def refuse(_folder: Path) -> None:
    raise UsageError("no")


def test_into_a_new_folder_and_into_an_empty_one(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("new", "deep/new", "empty"):
        begin_house(tmp_path / name, FILES, look)
        assert (tmp_path / name / "data/x/module.yaml").read_bytes() == b"b"
        assert sorted(path.name for path in (tmp_path / name).iterdir()) == ["data", "office.yaml"]


@pytest.mark.parametrize("folder", ["new", "empty"])
def test_what_is_refused_leaves_nothing_behind(tmp_path: Path, folder: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError):
        begin_house(tmp_path / folder, FILES, refuse)
    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]


def test_a_disk_that_fails_half_way_leaves_an_empty_folder_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename: Callable[[Path, Path], Path] = Path.rename

    def failing(path: Path, target: Path) -> Path:
        if path.name == "office.yaml":
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(WriteError, match="No space left"):
        begin_house(tmp_path, FILES, look)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_empty_is_refused(reckoner: Reckoner, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    answer = reckoner("init", tmp_path, "--yes")
    assert answer.code == 2
    assert "the folder is not empty" in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--kind", "sheriff", "there is no kind of office 'sheriff'"),
        ("--primary", "#FFFF00", "contrast"),
        ("--website", "ftp://example.org", "https://"),
        ("--email", "nobody", "email"),
        ("--area", "Wes\x1bsex", "can't be seen"),
    ],
)
def test_an_answer_that_makes_no_house_is_refused_and_nothing_is_written(
    reckoner: Reckoner, tmp_path: Path, option: str, value: str, said: str
) -> None:
    answer = reckoner("init", tmp_path / "office", option, value, "--yes")
    assert answer.code in (2, 78)
    assert said in answer.err
    assert list(tmp_path.iterdir()) == []


def test_what_is_told_stands_in_the_settings_whatever_marks_it_holds(
    reckoner: Reckoner, tmp_path: Path
) -> None:
    told = ("--name", 'The "Office": #1 \\ & £5 ${x} {{ y }}', "--address", "1 A: St, O'Town", "--force", "X")
    assert reckoner("init", tmp_path / "office", *told, "--yes").code == 0
    office = read_house(tmp_path / "office").office.office[0]
    assert office.name == "The “Office”: #1 \\ & £5 ${x} {{ y }}"
    assert office.address == ("1 A: St", "O’Town")
    assert office.force == "X"


def test_somebody_at_a_terminal_is_asked_and_what_is_usual_follows_from_their_answers(
    reckoner: Reckoner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = StringIO('mayor\nThe "Vale"\n' + "\n" * 9)
    monkeypatch.setattr(keys, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", keys)
    answer = reckoner("init", tmp_path / "office")
    assert answer.code == 0
    assert 'Police force [The "Vale" Police]' in answer.out
    office = read_house(tmp_path / "office").office.office[0]
    assert (office.force, office.body, office.title) == ("The “Vale” Police", "Mayor", "Mayor of The “Vale”")


def test_it_says_what_comes_next(reckoner: Reckoner, tmp_path: Path) -> None:
    said = reckoner("init", tmp_path / "office", "--yes").out
    assert "reckoner build --all" in said
    assert "reckoner doctor" in said


def test_doctor_says_that_the_figures_are_samples(reckoner: Reckoner, tmp_path: Path) -> None:
    reckoner("init", tmp_path / "office", "--yes")
    said = reckoner("doctor", "--house", tmp_path / "office").out
    assert "poor  sample figures: sample_figures: invented figures" in said
    assert "good  duties: " in said


def test_doctor_never_calls_a_house_good_that_has_nothing_to_make(reckoner: Reckoner, tmp_path: Path) -> None:
    house = tmp_path / "office"
    reckoner("init", house, "--yes")
    for path in house.glob("content/*/*"):
        path.rename(tmp_path / f"{path.parent.name}-{path.name}")
    answer = reckoner("doctor", "--house", house)
    assert answer.code == 1
    assert "bad   words: no publication has any, so nothing can be made" in answer.out
    assert "reckoner new story MONTH NAME" in answer.out


def test_doctor_in_a_folder_that_is_no_house_says_how_to_begin_one(
    reckoner: Reckoner, tmp_path: Path
) -> None:
    answer = reckoner("doctor", "--house", tmp_path)
    assert answer.code == 1
    assert "reckoner init DIR" in answer.out


def test_a_house_begun_where_another_stood_has_a_history_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reckoner: Reckoner
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    office = tmp_path / "office"
    for day, before in ((2, False), (3, True), (4, True)):
        answer = reckoner("init", office, "--yes")
        assert (answer.code, "A house stood in" in answer.out) == (0, before)
        history = history_of(read_house(office))
        assert history.rows() == ()
        at = datetime(2026, 11, day, tzinfo=UTC)
        history.append(Act("correction", "news/2026-11", "0" * 64, "ann", "ann", at))
        assert len(history_of(read_house(office)).rows()) == 1
        shutil.rmtree(office)
    [safe] = (tmp_path / "state/reckoner").iterdir()
    kept = [read_head(safe / name) for name in ("before-1.json", "before-2.json", "head.json")]
    assert len({head.hash for head in kept if head}) == 3


@pytest.mark.parametrize("own", ["", "state", "output/news/2026-11/draft-001"])
def test_a_clone_where_another_stood_begins_afresh_unless_it_has_something_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reckoner: Reckoner, own: str
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    office = tmp_path / "office"
    reckoner("init", office, "--yes")
    at = datetime(2026, 11, 2, tzinfo=UTC)
    history_of(read_house(office)).append(Act("correction", "news/2026-11", "0" * 64, "ann", "ann", at))
    shutil.rmtree(office / "state")
    (office / own).mkdir(parents=True, exist_ok=True)
    begin_afresh(office)
    [safe] = (tmp_path / "state/reckoner").iterdir()
    assert (safe / "before-1.json").exists() is (own == "")
