"""The systemd unit in docs/ lets the service write where the worked example writes, and nowhere else."""

from __future__ import annotations

from configparser import ConfigParser
from pathlib import Path

from reckoner.reports.cli.service_place import usual_place
from reckoner.reports.schedule.adapters import state_address
from tests.small import house
from tests.worked_example import ROOT

HOUSE = Path("/srv/office")


def unit() -> dict[str, str]:
    """The unit's part about the service; keys that come twice count once."""
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(ROOT / "docs" / "reckoner.service", encoding="utf-8")
    return dict(parser["Service"])


def test_the_service_may_write_drafts_state_history_and_what_channels_leave() -> None:
    at_home = house()
    state = Path(state_address(at_home.root)).relative_to(at_home.root)
    folders = [getattr(channel, "folder", "output") for channel in at_home.office.channels.values()]
    written = [HOUSE / "output", HOUSE / at_home.office.history, HOUSE / state]
    written += [HOUSE / folder for folder in folders]
    permitted = [Path(path) for path in unit()["ReadWritePaths"].split()]
    assert all(any(path.is_relative_to(each) for each in permitted) for path in written)
    assert set(permitted) == {HOUSE / name for name in ("output", "state", "content", "data")}


def test_it_runs_the_house_s_own_state_and_sees_the_processes_of_others() -> None:
    settings = unit()
    assert settings["ExecStart"].split()[1:] == ["serve", "--house", str(HOUSE)]
    assert "ProtectProc" not in settings
    assert "PrivateUsers" not in settings


def test_people_reach_it_where_their_commands_look() -> None:
    settings = unit()
    assert Path("/run", settings["RuntimeDirectory"]) / "office.sock" == usual_place(HOUSE)
    assert int(settings["RuntimeDirectoryMode"], 8) & 0o005 == 0o005
    assert "AF_UNIX" in settings["RestrictAddressFamilies"].split()
    assert settings["RestartPreventExitStatus"] == "78"
    assert (
        settings["OOMPolicy"] == "continue"
    )  # a build that needs too much memory ends, and the clock goes on
