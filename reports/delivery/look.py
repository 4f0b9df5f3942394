"""A look at a channel before it is needed: what keeps it from working, in words."""

from __future__ import annotations

from reports.delivery.mail import is_address
from reports.delivery.registry import channel_of, settings_of
from reports.errors import Fault, Place, ReckonerError
from reports.settings.channels import AnyChannel, SmtpChannel
from reports.settings.house import House


def look_at(house: House, name: str, *, reach: bool = False) -> list[Fault]:
    """Every fault of a channel of office.yaml; none where it can work.

    Local by default: its secret and certificate files, its folder, its people. ``reach`` also connects and
    signs in, or writes into the folder and takes that away again. Raises UsageError for an unknown name.
    """
    return _look(house, name, reach=reach)[1]


def try_out(house: House, name: str) -> tuple[str, list[Fault]]:
    """What a delivery on this channel would do, once its other end was reached; or what keeps it."""
    return _look(house, name, reach=True)


def _look(house: House, name: str, *, reach: bool) -> tuple[str, list[Fault]]:
    settings = settings_of(house, name)
    faults, said = _people(house, name, settings), ""
    try:
        channel = channel_of(house, settings)
        channel.check()
        # With nobody to send to, a server would refuse what the settings should have said.
        if reach and not faults:
            said = channel.reach()
    except ReckonerError as problem:
        faults += problem.faults
    return said, faults


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
