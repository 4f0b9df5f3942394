"""The ways out of the house, in office.yaml under ``channels``: what goes where, and whose secret opens it.

A secret is never written here: ``secret`` names a file that only its owner may read.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from reckoner.reports.settings.form import form
from reckoner.reports.settings.yaml import Settings

Takes = Literal["proof", "release"]
Host = Annotated[
    str, form(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?", "the name of a server", "mail.example.org")
]
Port = Annotated[int, Field(ge=1, le=65535)]
Mailbox = Annotated[
    str,
    form(r"[A-Za-z0-9.!#$&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+", "a mail address", "name@example.org"),
]
HttpsAddress = Annotated[
    str,
    form(
        r"https://[A-Za-z0-9.-]+(:[0-9]+)?(/[^\s\"<>?#]*)?",
        "an address that begins with https://",
        "https://login.example.org",
    ),
]
_ID_EXAMPLE = "8b87af7d-8647-4dc7-8df4-5f69a2011bb5"
OptionalId = Annotated[str, form(r"[A-Za-z0-9.-]*", "an id of the directory", _ID_EXAMPLE)]
DirectoryId = Annotated[str, form(r"[A-Za-z0-9.-]+", "an id of the directory", _ID_EXAMPLE)]


def _several(value: object) -> object:
    """One name, or several in the order in which they are tried."""
    return ((value,) if value else ()) if isinstance(value, str) else value


ChannelNames = Annotated[tuple[str, ...], BeforeValidator(_several)]

LOGIN = "https://login.microsoftonline.com"
GRAPH = "https://graph.microsoft.com/v1.0"


class Channel(Settings):
    """What every channel has. ``takes`` says whether it carries proofs or approved drafts.

    ``people`` are ids of office.yaml; ``seconds`` is how long the whole delivery may take.
    """

    takes: Takes
    people: tuple[str, ...] = ()
    seconds: int = Field(default=60, ge=1, le=600)


class FolderChannel(Channel):
    """Files in a folder, such as a share that others read."""

    kind: Literal["folder"]
    folder: str = Field(min_length=1)


class EmlChannel(Channel):
    """One mail as a file that a mail program opens."""

    kind: Literal["eml"]
    folder: str = Field(min_length=1)


class ImapChannel(Channel):
    """A draft in a mailbox, over IMAP."""

    kind: Literal["imap-drafts"]
    server: Host
    port: Port = 993
    mailbox: Mailbox
    user: str = ""
    secret: str
    folder: str = ""
    sign_in: Literal["password", "xoauth2"] = "password"
    tenant: OptionalId = ""
    client: OptionalId = ""
    login: HttpsAddress = LOGIN
    authority: str = ""


class GraphChannel(Channel):
    """A draft in a mailbox of Exchange Online, over Microsoft Graph."""

    kind: Literal["microsoft-graph"]
    mailbox: Mailbox
    tenant: DirectoryId
    client: DirectoryId
    secret: str
    login: HttpsAddress = LOGIN
    graph: HttpsAddress = GRAPH
    authority: str = ""


class SmtpChannel(Channel):
    """A mail to the people named."""

    kind: Literal["smtp"]
    server: Host
    port: Port = 465
    security: Literal["tls", "starttls"] = "tls"
    sender: Mailbox
    user: str = ""
    secret: str = ""
    authority: str = ""


AnyChannel = Annotated[
    FolderChannel | EmlChannel | ImapChannel | GraphChannel | SmtpChannel, Field(discriminator="kind")
]
