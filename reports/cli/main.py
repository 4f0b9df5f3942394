"""The command ``reckoner``."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Annotated, Any, NoReturn

import typer
import typer.main

from reckoner.reports.cli import (
    actions,
    adopt,
    backup,
    build,
    chart,
    check,
    commission,
    correct,
    deliver,
    desk,
    doctor,
    drafts,
    extract,
    figures,
    get,
    init,
    mcp,
    missing,
    new,
    pack,
    preview,
    proposals,
    recall,
    returned,
    schedule,
    serve,
    statutory,
    take,
    upgrade,
    verify,
    webhooks,
    where,
    word,
    writer,
)
from reckoner.reports.cli.dispatch import Told, dispatch_all
from reckoner.reports.cli.interrupted import STOPPED, farewell
from reckoner.reports.cli.say import complain
from reckoner.reports.errors import ReckonerError
from reckoner.reports.garbage import collect_seldom

app = typer.Typer(
    name="reckoner",
    help="Makes a public office's documents from sourced figures and editors' words.",
    epilog="Start with: reckoner init DIR, then reckoner build --all in it, and reckoner doctor",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def _everywhere(
    service: Annotated[
        str,
        typer.Option(
            "--service", metavar="SOCKET", envvar="RECKONER_SOCKET",
            help="Have the command run by the service that listens there (docs/serving.md).",
        ),
    ] = "",
) -> None:  # fmt: skip
    """What comes before the command."""


init.register(app)
build.register(app)
check.register(app)
figures.register(app)
new.register(app)
missing.register(app)
actions.register(app)
commission.register(app)
adopt.register(app)
preview.register(app)
take.register(app)
chart.register(app)
extract.register(app)
drafts.register(app)
get.register()
word.register(app)
returned.register(app)
pack.register(app)
deliver.register(app)
desk.register(app)
verify.register(app)
correct.register(app)
recall.register(app)
where.register(app)
schedule.register(app)
serve.register(app)
webhooks.register(app)
mcp.register(app)
proposals.register(app)
writer.register(app)
backup.register(app)
upgrade.register(app)
doctor.register(app)
statutory.register(app)
dispatch_all(app)

# typer reads the parameters of each command twice; once is a fifth of a command's start less.
_typer: Any = typer.main
_typer.get_params_from_function = cache(_typer.get_params_from_function)


def main() -> NoReturn:
    """Run the command and leave with its exit code; a user's mistake is said in a few lines."""
    collect_seldom()
    try:
        code = app(prog_name="reckoner", standalone_mode=False)
        sys.stdout.flush()
    except ReckonerError as error:
        code = _said(error.lines(), error.exit_code)
    except typer.Abort as unanswered:  # Ctrl-C or Ctrl-D at a question that waits for an answer
        asked = "A question was asked and nobody answered. What was answered before it is kept."
        stopped = isinstance(unanswered.__context__, KeyboardInterrupt)
        code = STOPPED if stopped else _said([asked], 2)
    except (SystemExit, BrokenPipeError):
        # Whoever reads our answer has read enough, as in `reckoner figures ... | head`; typer exits then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:
        code = _unexpected(error)
    if code == STOPPED and not isinstance(code, Told):
        complain([farewell(KeyboardInterrupt())])
    sys.exit(code if isinstance(code, int) else 0)


def _unexpected(error: Exception) -> int:
    if hasattr(error, "format_message") and hasattr(error, "exit_code"):
        said = error.format_message().splitlines()
        called = getattr(getattr(error, "ctx", None), "command_path", "reckoner")
        end = "" if said[0].endswith((".", "?", "!")) else "."
        return _said(said if len(said) > 1 else [f"{said[0]}{end} Try: {called} --help"], 2)
    if os.environ.get("RECKONER_DEBUG"):
        raise error
    what = str(error).splitlines()[0] if str(error) else "no message"
    return _said(
        [
            f"This is our fault: {type(error).__name__}: {what}",
            "No draft was made. Set RECKONER_DEBUG=1 and run again to see where it happened.",
        ],
        70,
    )


def _said(lines: list[str], code: int) -> int:
    complain(lines)
    return code
