"""``reckoner mcp``: an assistant reads, checks and proposes words."""

from __future__ import annotations

import typer

from reckoner.reports.cli.options import CURRENT, HouseOption
from reckoner.reports.cli.schedule import StateOption


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example, as an assistant starts it: reckoner mcp --house /srv/office")(mcp)


def mcp(house: HouseOption = CURRENT, state: StateOption = "") -> None:
    """Answer an assistant over the Model Context Protocol, on standard input and output.

    It reads figures, drafts and words, checks texts, and proposes words for a person to accept. It can't
    approve. docs/api.md says how assistants are told of it.
    """
    from reckoner.reports.cli.identity import system_user
    from reckoner.reports.cli.of_desk import desk_at
    from reckoner.reports.drafts.approval import Identity, identify
    from reckoner.reports.errors import SettingsError

    at = desk_at(house, state)
    found = identify(at.house.office, system_user())
    try:
        from reckoner.reports.mcp.server import make_server
    except ModuleNotFoundError as problem:
        todo = "pip install 'reckoner-reports[mcp]'"
        raise SettingsError(f"this needs the Python package {problem.name}", todo=todo) from None
    make_server(at, Identity(found.person, found.user, "an assistant")).run("stdio")
