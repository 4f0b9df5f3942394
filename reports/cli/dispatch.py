"""Where a command is run: in this process, or by the service whose house it is."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from typer.core import TyperCommand

from reckoner.reports.cli.caller import Caller, current
from reckoner.reports.cli.errands import ERRANDS, HERE, OWN, Errand, admit
from reckoner.reports.cli.interrupted import STOPPED, farewell
from reckoner.reports.cli.outgoing import write
from reckoner.reports.cli.say import complain
from reckoner.reports.cli.service_place import require_readable, service_for
from reckoner.reports.errors import InternalError, Place, UsageError
from reckoner.reports.writer.bundle import Bundle
from reckoner.reports.writer.client import Handlers, ask
from reckoner.reports.writer.request import MOST_BYTES, Request

if TYPE_CHECKING:
    from reckoner.reports.settings.office import Person

_WORDS = "reckoner.reports.cli.words"


def dispatch_all(app: typer.Typer) -> None:
    """Have each command of an app, and of the apps in it, ask where it is to be run."""
    for command in app.registered_commands:
        command.cls = Dispatched
    for group in app.registered_groups:
        if group.typer_instance is not None:
            dispatch_all(group.typer_instance)


class Told(int):
    """An exit code of which all is said that is to be said."""


class Dispatched(TyperCommand):
    """A command that asks where it is to be run before it runs."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Keep the words as they were typed: those are what a service is sent."""
        ctx.meta[_WORDS] = tuple(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command here, or have it run by the service and return its exit code."""
        name = ctx.command_path.partition(" ")[2]
        _refuse_halves(ctx.params)
        if caller := current():
            ctx.params |= admit(name, _given(ctx), caller, _person(caller))
        elif (place := _place(name, ctx)) is not None:
            return Told(_sent(place, name, ctx))
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as stopped:
            complain([farewell(stopped)])
            return Told(STOPPED)


def _refuse_halves(params: Mapping[str, object]) -> None:
    """Words become rows and settings, which are UTF-8. The name of a file may be other bytes, as on the disk.

    Raises UsageError.
    """
    for name, value in params.items():
        for text in value if isinstance(value, list | tuple) else (value,):
            if isinstance(text, str) and any("\ud800" <= letter <= "\udfff" for letter in text):
                todo = "Set the terminal to UTF-8 and type it again."
                raise UsageError(f"{name} holds bytes that are no UTF-8: {text[:40]!r}", todo=todo)


def _given(ctx: Any) -> dict[str, object]:
    """The parameters that were typed."""
    defaults = ("DEFAULT", "DEFAULT_MAP")
    return {
        name: value
        for name, value in ctx.params.items()
        if ctx.get_parameter_source(name).name not in defaults
    }


def _person(caller: Caller) -> Person:
    from reckoner.reports.drafts.approval import identify
    from reckoner.reports.settings.office import read_office

    return identify(read_office(caller.house)[0], caller.user).person


def _place(name: str, ctx: Any) -> Path | None:
    root, is_named = ctx.find_root(), "house" in _given(ctx)
    service = str(root.params["service"])
    is_typed = root.get_parameter_source("service").name == "COMMANDLINE"
    if is_typed and (is_named or name in HERE):
        what = f"`reckoner {name}` runs here" if name in HERE else "--service and --house were both given"
        raise UsageError(what, todo="Leave out --service." if name in HERE else "Name one of the two.")
    if name in OWN:
        if name in HERE:
            require_readable(Path(ctx.params["house"]))
        return None
    if service and not is_named:
        return Path(service)
    return service_for(Path(ctx.params["house"]), named=is_named)


def _sent(place: Path, name: str, ctx: Any) -> int:
    errand, given = ERRANDS[name], _given(ctx)
    file, content = _file(errand, given)
    words = (*name.split(), *ctx.meta[_WORDS])
    request = Request(words, _columns(), file, len(content))
    out, err = sys.stdout.buffer, sys.stderr.buffer
    handlers = Handlers(
        lambda piece: _say(out, piece), lambda piece: _say(err, piece), _taker(errand, ctx.params)
    )
    return ask(place, request, content, handlers)


def _say(stream: Any, piece: bytes) -> None:
    stream.write(piece)
    stream.flush()


def _file(errand: Errand, given: Mapping[str, object]) -> tuple[str, bytes]:
    """The file that goes along, read as this user."""
    if errand.sends not in given:
        return "", b""
    path = Path(str(given[errand.sends]))
    try:
        if not path.is_file():
            raise UsageError("there is no such file", Place(str(path)), "Name the file that was received.")
        if path.stat().st_size > MOST_BYTES:
            what = f"it is larger than {MOST_BYTES // 2**20} MB"
            raise UsageError(what, Place(str(path)), "Take it in as the house's writer.")
        return path.name, path.read_bytes()
    except OSError as problem:
        what = f"it could not be read: {problem.strerror}"
        raise UsageError(what, Place(str(path)), "Name a file that you may read.") from None


def _taker(errand: Errand, params: Mapping[str, Any]) -> Any:
    """Writes what comes back, and only where this user asked for it."""
    where = os.path.normpath(params[errand.brings]) if errand.brings and params[errand.brings] else None

    def take(bundle: Bundle) -> None:
        path = Path(os.path.normpath(bundle.path))
        if where is None or not (path.is_relative_to(where) and ".." not in path.relative_to(where).parts):
            raise InternalError(f"the service sent a file that nobody asked for: {bundle.path}")
        write(bundle)

    return take


def _columns() -> int:
    """How wide the terminal is on which progress is shown; 0 where there is none."""
    return shutil.get_terminal_size().columns if sys.stderr.isatty() else 0
