"""TLS that is verified, and an end to waiting: a server that hangs, or drips, is cut off."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from reckoner.reports.errors import Place, SettingsError


def verified(authority: str) -> ssl.SSLContext:
    """TLS 1.2 or later with the server's name and chain checked.

    ``authority`` names a file with the office's own certificate authority, instead of the machine's.
    Raises SettingsError where that can't be read.
    """
    if authority and not Path(authority).is_file():
        raise SettingsError("there is no such certificate file", Place(authority), "Correct `authority`.")
    try:
        context = ssl.create_default_context(cafile=authority or None)
    except (OSError, ssl.SSLError):
        todo = "It must hold certificates in PEM form."
        raise SettingsError("the certificates can't be read", Place(authority), todo) from None
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def last_day(authority: str) -> datetime | None:
    """When the last of the office's own certificates ends; None where it has none of its own."""
    if not authority:
        return None
    ends = [str(known["notAfter"]) for known in verified(authority).get_ca_certs()]
    return max((datetime.fromtimestamp(ssl.cert_time_to_seconds(end), UTC) for end in ends), default=None)


@contextmanager
def cut_off(after: float, sockets: Callable[[], socket.socket | None]) -> Iterator[None]:
    """Shut the connection once the block has run for so many seconds, however busy it looks.

    What breaks by that is raised as TimeoutError, and so is a socket's own timeout that a library wrapped.
    """
    fired = threading.Event()

    def shut() -> None:
        fired.set()
        held = sockets()
        if held is not None:
            try:
                held.shutdown(socket.SHUT_RDWR)
            except OSError:
                return  # it is closed already

    timer = threading.Timer(after, shut)
    timer.daemon = True
    timer.start()
    try:
        yield
    except Exception as problem:
        if fired.is_set() or isinstance(problem.__context__, TimeoutError):  # as smtplib wraps it
            raise TimeoutError from None
        raise
    finally:
        timer.cancel()


def reason(problem: BaseException) -> str:
    """Why a connection failed, in a few words that come from this machine and not from the server."""
    match problem:
        case ssl.SSLCertVerificationError():
            return f"its certificate is not trusted: {problem.verify_message}"
        case TimeoutError():
            return "it did not answer in time"
        case ssl.SSLError():
            return "it does not speak TLS as it should"
        case socket.gaierror():
            return "there is no such server"
        case OSError() if problem.strerror:
            return problem.strerror.lower()
    return "the connection broke off"


def is_permanent(problem: BaseException) -> bool:
    """Whether another try would fail alike."""
    return isinstance(problem, ssl.SSLCertVerificationError)
