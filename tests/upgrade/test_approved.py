"""An edition is built again with the templates that it was approved with."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reckoner.reports.build import Built
from reckoner.reports.drafts.history import Act, Lost, history_of
from reckoner.reports.errors import InputError, SettingsError, UsageError
from reckoner.reports.settings.house import read_house
from reckoner.reports.upgrade.approved import build_as_approved
from tests.small import tiny_house
from tests.worked_example import PAPER, build_paper, copy_house, edit


def record(house: Path, built: Built, what: str) -> None:
    name = f"panel-paper/2025-11/{built.saved.name}"
    act = Act(what, name, built.saved.digest, "a", "a", datetime(2026, 11, 27, tzinfo=UTC))
    history_of(read_house(house)).append(act)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small house whose paper is built and approved."""
    house = tiny_house(tmp_path / "house", "It went to {{ crime.schools }} schools.")
    record(house, build_paper(house), "approved")
    return house


def quiet(_number: int, _name: str) -> None:
    """No progress."""


@pytest.mark.slow
def test_changed_templates_do_not_change_what_was_approved(tmp_path: Path) -> None:
    house = copy_house(tmp_path / "house")
    settings = house / "templates/panel-paper/publication.yaml"
    edit(settings, lambda text: text.replace("[pdf, html]", "[html]"))
    with pytest.raises(UsageError, match="no draft of panel-paper/2025-11 was approved"):
        build_as_approved(house, *PAPER, quiet)
    first = build_paper(house)
    record(house, first, "approved")
    edit(house / "templates/shared/screen.css", lambda text: f"{text}\nh1 {{ color: red }}\n")
    edit(settings, lambda text: text.replace("numbered: true", "numbered: false"))
    assert build_paper(house).saved.digest != first.saved.digest
    again = build_as_approved(house, *PAPER, quiet)
    assert again.saved.digest == first.saved.digest
    assert again.saved.folder.is_relative_to(house / "output")
    assert not list((house / "state").glob(".upgrade-*"))
    for kept in (house / "state/templates").iterdir():
        if kept.suffix != ".json":
            kept.write_bytes(b"changed")
    with pytest.raises(InputError, match="has changed"):
        build_as_approved(house, *PAPER, quiet)


@pytest.mark.parametrize(
    "name",
    ["content/panel-paper/2025-11/key.md", "data/key.csv", "templates/panel-paper/key.css", "languages"],
)
@pytest.mark.parametrize("target", ["outside", "state/history.jsonl"])
def test_no_link_in_what_is_read_is_followed(small: Path, tmp_path: Path, name: str, target: str) -> None:
    """Whoever writes words could otherwise have any file of the service's printed."""
    (tmp_path / "outside").write_text("a secret", "utf-8")
    (small / name).symlink_to(tmp_path / "outside" if target == "outside" else small / target)
    with pytest.raises(SettingsError, match="it is a link that leads out of the house, or into another part"):
        build_as_approved(small, *PAPER, quiet)
    assert len(list((small / "output").glob("*/*/draft-*"))) == 1


def test_a_pipe_is_not_waited_for(small: Path) -> None:
    os.mkfifo(small / "pipe")
    os.mkfifo(small / "output/panel-paper/pipe")
    assert build_as_approved(small, *PAPER, quiet).saved.name == "draft-001"
    os.mkfifo(small / "data/pipe")
    with pytest.raises(SettingsError, match="it is a pipe"):
        build_as_approved(small, *PAPER, quiet)


def test_links_within_a_part_of_the_house_still_lead_there(small: Path) -> None:
    words = small / "content/panel-paper/2025-11"
    (words / "10-crime.md").rename(small / "content/crime.txt")
    (words / "10-crime.md").symlink_to(small / "content/crime.txt")
    assert build_as_approved(small, *PAPER, quiet).saved.name == "draft-001"


@pytest.mark.parametrize(
    "name",
    [
        "../escaped", "templates/../../escaped", "/tmp/escaped", "content/escaped", "reckoner/escaped",
        "templates", "templates//x", "office.yaml",
    ],
)  # fmt: skip
def test_kept_templates_are_written_among_templates_only(small: Path, name: str) -> None:
    kept = next((small / "state/templates").glob("*.json"))
    names = kept_names(small)
    kept.write_text(json.dumps({**names, name: next(iter(names.values()))}), "utf-8")
    with pytest.raises(InputError, match="missing or has changed"):
        build_as_approved(small, *PAPER, quiet)


def test_a_folder_that_has_the_name_of_a_kept_template_is_said(small: Path) -> None:
    template = next(name for name in kept_names(small) if name.startswith("templates/"))
    (small / template).unlink()
    (small / template / "more").mkdir(parents=True)
    (small / template / "more/x.txt").write_text("x", "utf-8")
    with pytest.raises((InputError, SettingsError)) as refused:
        build_as_approved(small, *PAPER, quiet)
    assert template in str(refused.value)


def test_a_template_of_then_is_not_written_through_a_link_of_today(small: Path) -> None:
    settings = small / "templates/panel-paper/publication.yaml"
    settings.rename(small / "templates/shared/kept.yaml")
    settings.symlink_to(small / "templates/shared/kept.yaml")
    before = settings.read_bytes()
    build_as_approved(small, *PAPER, quiet)
    assert settings.is_symlink()
    assert settings.read_bytes() == before


def kept_names(house: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads(next((house / "state/templates").glob("*.json")).read_bytes())
    return found


@pytest.mark.parametrize("planted", ["link", "pipe"])
def test_a_kept_template_is_a_plain_file(small: Path, tmp_path: Path, planted: str) -> None:
    kept = next(path for path in (small / "state/templates").iterdir() if path.suffix != ".json")
    kept.rename(tmp_path / "kept")
    kept.symlink_to(tmp_path / "kept") if planted == "link" else os.mkfifo(kept)
    with pytest.raises(InputError, match="missing or has changed"):
        build_as_approved(small, *PAPER, quiet)


def test_an_approval_that_was_taken_back_does_not_count(small: Path) -> None:
    edit(small / "content/panel-paper/2025-11/10-crime.md", lambda text: f"{text}\nAnd more.\n")
    second = build_paper(small)
    record(small, second, "approved")
    record(small, second, "rejected")
    (small / f"state/templates/{second.saved.digest}.json").unlink()
    assert build_as_approved(small, *PAPER, quiet).saved.name == "draft-002"


def test_a_history_that_lacks_rows_names_no_approved_draft(small: Path) -> None:
    record(small, build_paper(small), "approved")
    history = history_of(read_house(small)).path
    history.write_bytes(b"".join(history.read_bytes().splitlines(keepends=True)[:1]))
    with pytest.raises(Lost):
        build_as_approved(small, *PAPER, quiet)
