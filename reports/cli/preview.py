"""``reckoner preview``: an edition in the browser while it is being written."""

from __future__ import annotations

from typing import Annotated

import typer

from reckoner.reports.cli.options import CURRENT, HouseOption, PublicationArgument


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example: reckoner preview newsletter 2026-02 --as Ada")(preview)


def preview(
    publication: PublicationArgument,
    edition: Annotated[str, typer.Argument(help="Which one, such as 2026-02.")],
    name: Annotated[
        str, typer.Option("--as", metavar="NAME", help="A first name to greet, as a sample.")
    ] = "",
    port: Annotated[int, typer.Option(help="The port on this machine.", min=1, max=65535)] = 8321,
    house: HouseOption = CURRENT,
) -> None:
    """Show an edition on this machine, made anew on every save. Nothing is kept; Ctrl-C ends it."""
    from reckoner.reports.preview.preview import HOST, Preview, serve
    from reckoner.reports.settings.house import read_house

    root = house.resolve()
    read_house(root).publication(publication)
    shown = Preview(root, publication, edition, name)
    server = serve(shown, port)
    typer.echo(f"http://{HOST}:{server.server_address[1]}/ shows {publication} {edition}; Ctrl-C ends it.")
    try:
        server.serve_forever()
    finally:
        server.server_close()
        shown.end()
