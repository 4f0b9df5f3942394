"""The command ``reckoner``."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import typer

from reports.cli import build, doctor, figures, schedule, serve, take
from reports.errors import ReckonerError

app = typer.Typer(
    name="reckoner",
    help="Makes a public office's documents from sourced figures and editors' words.",
    epilog="Start with: reckoner doctor, then reckoner build panel-paper 2025-11",
    rich_markup_mode=None,
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
build.register(app)
figures.register(app)
take.register(app)
schedule.register(app)
serve.register(app)
doctor.register(app)


def main() -> NoReturn:
    """Run the command and leave with its exit code; a user's mistake is said in a few lines."""
    try:
        code = app(standalone_mode=False)
    except typer.Abort:
        code = _say(["Stopped; nothing was changed."], 130)
    except KeyboardInterrupt:
        code = _say(["Stopped; no draft was made."], 130)
    except ReckonerError as error:
        code = _say(error.lines(), error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:
        code = _unexpected(error)
    sys.exit(code if isinstance(code, int) else 0)


def _unexpected(error: Exception) -> int:
    if hasattr(error, "format_message") and hasattr(error, "exit_code"):
        return _say([f"{error.format_message()} Try: reckoner --help"], 2)
    if os.environ.get("RECKONER_DEBUG"):
        raise error
    what = str(error).splitlines()[0] if str(error) else "no message"
    return _say(
        [
            f"This is our fault: {type(error).__name__}: {what}",
            "No draft was made. Set RECKONER_DEBUG=1 and run again to see where it happened.",
        ],
        70,
    )


def _say(lines: list[str], code: int) -> int:
    for line in lines:
        print(line, file=sys.stderr)
    return code
