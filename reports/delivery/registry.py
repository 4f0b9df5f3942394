"""The channels by kind, made from office.yaml; secrets are read only when they are needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from reckoner.reports.delivery.channel import Channel
from reckoner.reports.delivery.eml import Eml
from reckoner.reports.delivery.folder import Folder
from reckoner.reports.delivery.graph import GraphDrafts
from reckoner.reports.delivery.https import Https
from reckoner.reports.delivery.imap import ImapDrafts
from reckoner.reports.delivery.secret import Secret, read_secret
from reckoner.reports.delivery.smtp import Smtp
from reckoner.reports.delivery.token import GRAPH_SCOPE, IMAP_SCOPE, fetch_token
from reckoner.reports.errors import Place, UsageError, nearest
from reckoner.reports.settings.channels import (
    AnyChannel,
    EmlChannel,
    FolderChannel,
    GraphChannel,
    ImapChannel,
    SmtpChannel,
)
from reckoner.reports.settings.house import House


def settings_of(house: House, name: str) -> AnyChannel:
    """A channel's settings. Raises UsageError with the nearest names."""
    known = house.office.channels
    if name not in known:
        raise UsageError(f"there is no channel {name!r}", Place("office.yaml"), nearest(name, known))
    return known[name]


def channel_of(house: House, settings: AnyChannel) -> Channel:
    """The channel itself. Raises SettingsError where its secret can't be read safely."""
    return _KINDS[settings.kind](house, settings)


def addresses(house: House, people: tuple[str, ...]) -> tuple[str, ...]:
    """The mail addresses of people by their ids."""
    found = (house.office.person(key) for key in people)
    return tuple(person.email for person in found if person is not None)


def sender_of(house: House, settings: AnyChannel) -> str:
    """Whom a mail on this channel comes from: its mailbox, its sender, or the office."""
    match settings:
        case ImapChannel() | GraphChannel():
            return settings.mailbox
        case SmtpChannel():
            return settings.sender
    return house.office.email


def destination(house: House, settings: AnyChannel) -> str:
    """Where a channel leads to, in words."""
    match settings:
        case FolderChannel() | EmlChannel():
            return str(house.root / settings.folder)
        case ImapChannel() | GraphChannel():
            folder = settings.folder if isinstance(settings, ImapChannel) else ""
            return f"{folder or 'the drafts'} of {settings.mailbox}"
    return f"the mailboxes of those named, through {settings.server}:{settings.port}"


def _imap(house: House, settings: ImapChannel) -> Channel:
    secret = read_secret(house.root / settings.secret)
    settings = _placed(house.root, settings)
    if not settings.tenant:
        return ImapDrafts(settings, lambda: secret)
    login = Https(settings.login, settings.authority, settings.seconds)
    token = _once(lambda: fetch_token(login, settings.tenant, settings.client, secret, IMAP_SCOPE))
    return ImapDrafts(settings, token)


def _graph(house: House, settings: GraphChannel) -> Channel:
    secret = read_secret(house.root / settings.secret)
    settings = _placed(house.root, settings)
    login = Https(settings.login, settings.authority, settings.seconds)
    graph = Https(settings.graph, settings.authority, settings.seconds)
    token = _once(lambda: fetch_token(login, settings.tenant, settings.client, secret, GRAPH_SCOPE))
    return GraphDrafts(settings, graph, token)


def _smtp(house: House, settings: SmtpChannel) -> Channel:
    secret = read_secret(house.root / settings.secret) if settings.secret else None
    return Smtp(_placed(house.root, settings), secret, addresses(house, settings.people))


def _placed(root: Path, settings: Any) -> Any:
    """Its certificate file from the house on."""
    authority = str(root / settings.authority) if settings.authority else ""
    return settings.model_copy(update={"authority": authority})


def _once(fetch: Callable[[], Secret]) -> Callable[[], Secret]:
    held: list[Secret] = []

    def fetched() -> Secret:
        if not held:
            held.append(fetch())
        return held[0]

    return fetched


_KINDS: Mapping[str, Callable[[House, Any], Channel]] = {
    "folder": lambda house, settings: Folder(house.root / settings.folder),
    "eml": lambda house, settings: Eml(house.root / settings.folder),
    "imap-drafts": _imap,
    "microsoft-graph": _graph,
    "smtp": _smtp,
}
