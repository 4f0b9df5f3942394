"""A look at a channel before it is needed: what keeps it from working, in words."""

from __future__ import annotations

from datetime import datetime

from reckoner.reports.delivery.connection import last_day
from reckoner.reports.delivery.mail import is_address
from reckoner.reports.delivery.registry import channel_of, settings_of
from reckoner.reports.errors import Fault, Place, ReckonerError
from reckoner.reports.settings.channels import AnyChannel, EmlChannel, FolderChannel, SmtpChannel
from reckoner.reports.settings.house import House


def look_at(house: House, name: str, *, reach: bool = False, now: datetime | None = None) -> list[Fault]:
    """Every fault of a channel of office.yaml; none where it can work.

    Local by default: its secret and certificate files, its folder, its people. ``reach`` also connects and
    signs in, or writes into the folder and takes that away again; with ``now``, the office's own
    certificates must not have ended by then. Raises UsageError for an unknown name.
    """
    return _look(house, name, now, reach=reach)[1]


def try_out(house: House, name: str, now: datetime) -> tuple[str, list[Fault]]:
    """What a delivery on this channel would do, once its other end was reached; or what keeps it."""
    return _look(house, name, now, reach=True)


def _look(house: House, name: str, now: datetime | None, *, reach: bool) -> tuple[str, list[Fault]]:
    settings = settings_of(house, name)
    faults, said = _people(house, name, settings), ""
    try:
        channel = channel_of(house, settings)
        channel.check()
        faults += _certificates(house, settings, now)
        # With nobody to send to, a server would refuse what the settings should have said.
        if reach and not faults:
            said = channel.reach()
    except ReckonerError as problem:
        faults += problem.faults
    return said, faults


def _certificates(house: House, settings: AnyChannel, now: datetime | None) -> list[Fault]:
    """That every certificate in the office's own file has ended."""
    if now is None or isinstance(settings, FolderChannel | EmlChannel) or not settings.authority:
        return []
    path = house.root / settings.authority
    end = last_day(str(path))
    if end is None or end > now:
        return []
    todo = "Ask whoever runs the server for the new ones."
    return [Fault(f"its certificates ended on {end:%Y-%m-%d}", Place(str(path)), todo)]


def _people(house: House, name: str, settings: AnyChannel) -> list[Fault]:
    where = Place("office.yaml")
    if isinstance(settings, SmtpChannel) and not settings.people:
        return [Fault(f"channel {name} names nobody to send to", where, "Add `people` to it.")]
    known = [person for key in settings.people if (person := house.office.person(key)) is not None]
    return [
        Fault(f"the address of {person.id}, {person.email!r}, is no mail address", where, "Correct `email`.")
        for person in known
        if not is_address(person.email)
    ]
