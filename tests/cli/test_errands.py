"""Each command and option has a word about it: what the service does for callers, and what it doesn't."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from typer.main import get_group

from reckoner.reports.cli.caller import Caller
from reckoner.reports.cli.dispatch import _taker
from reckoner.reports.cli.errands import ERRANDS, OWN, admit
from reckoner.reports.cli.main import app
from reckoner.reports.errors import InternalError, UsageError
from reckoner.reports.settings.office import Person
from reckoner.reports.writer.bundle import Bundle

CALLER = Caller("ann", Path("/srv/office"), 0, "", lambda _: None)
ANN = Person(id="ann", role="Officer", email="ann@example.org", may=("write",))


def commands(group: Any = None, above: str = "") -> Iterator[tuple[str, Any]]:
    """Each command with its whole name, of groups in groups too."""
    for name, command in (group or get_group(app)).commands.items():
        whole = f"{above} {name}".strip()
        if hasattr(command, "commands"):
            yield from commands(command, whole)
        else:
            yield whole, command


def test_every_command_is_an_errand_or_is_run_where_it_is_typed() -> None:
    assert {name for name, _ in commands()} == ERRANDS.keys() | OWN


@pytest.mark.parametrize(
    ("name", "command"), [pytest.param(*each, id=each[0]) for each in commands() if each[0] in ERRANDS]
)
def test_every_option_of_an_errand_is_allowed_or_the_services_own(name: str, command: Any) -> None:
    """A new option stands here at first: say in errands.py whether a caller may give it."""
    kept = {"house", "help", *ERRANDS[name].own.split()}
    assert {param.name for param in command.params} - kept == ERRANDS[name].allowed


@pytest.mark.parametrize(
    ("name", "command"), [pytest.param(*each, id=each[0]) for each in commands() if each[0] in ERRANDS]
)
def test_a_path_of_a_callers_is_sent_or_brought_and_never_looked_at(name: str, command: Any) -> None:
    paths = dict(_paths(command))
    assert paths.keys() - {"house"} == {ERRANDS[name].sends, ERRANDS[name].brings} - {""}
    assert not any(said.exists or said.readable for said in paths.values())


def _paths(command: Any) -> Iterator[tuple[str, Any]]:
    """The parameters that are paths, with what is said of them."""
    for param in command.params:
        hint = get_type_hints(callbacks()[command.name], include_extras=True).get(param.name)
        kind, *said = get_args(hint) or (hint,)
        if Path in (kind, *get_args(kind)):
            yield param.name, said[0]


def callbacks() -> dict[str, Any]:
    """The functions behind the commands."""
    groups = [app, *(group.typer_instance for group in app.registered_groups)]
    infos = [info for group in groups if group for info in group.registered_commands]
    return {
        info.name or info.callback.__name__.replace("_", "-"): info.callback
        for info in infos
        if info.callback
    }


def test_the_house_is_the_services_own() -> None:
    assert admit("drafts list", {"house": Path("/tmp")}, CALLER, ANN) == {"house": Path("/srv/office")}


@pytest.mark.parametrize("name", ["serve", "writer", "preview", "check", "extract"])
def test_what_is_no_errand_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="can't be run through the service"):
        admit(name, {}, CALLER, ANN)


@pytest.mark.parametrize("target", ["../x.csv", "/etc/x.csv", "a/b.csv", "a\\b.csv"])
def test_a_table_replaces_a_file_of_its_module_alone(target: str) -> None:
    with pytest.raises(UsageError, match="--as names a file in the module's own folder"):
        admit("take", {"module": "crimes", "target": target}, CALLER, ANN)


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ("to-read", "/etc/passwd"), ("to-read", "to-read/../x"), ("to-read", "elsewhere/x"),
        (".", "../x"), (".", "/x"), ("/tmp/a", "/tmp/ab"), ("", "x"),
    ],
)  # fmt: skip
def test_a_file_that_was_not_asked_for_is_not_written(asked: str, sent: str) -> None:
    take = _taker(ERRANDS["chart"], {"to": asked})
    with pytest.raises(InternalError, match="nobody asked for"):
        take(Bundle(Path(sent), b"x"))


def test_a_file_that_was_asked_for_is_written(tmp_path: Path) -> None:
    _taker(ERRANDS["chart"], {"to": str(tmp_path / "new")})(Bundle(tmp_path / "new" / "a.svg", b"<svg/>"))
    _taker(ERRANDS["drafts diff"], {"page": str(tmp_path / "a.html")})(Bundle(tmp_path / "a.html", b"<p>"))
    assert (tmp_path / "new" / "a.svg").read_bytes() == b"<svg/>"
    assert (tmp_path / "a.html").read_bytes() == b"<p>"


@pytest.mark.parametrize("module", ["/etc/passwd", "table.xlsx", "..\\table"])
def test_a_table_in_a_module_s_place_is_never_opened_with_the_services_rights(module: str) -> None:
    with pytest.raises(UsageError, match="after its module's name"):
        admit("take", {"module": module}, CALLER, ANN)
