"""The desk, in office.yaml under ``desk``: its address, how people sign in, who stands before it."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from reckoner.reports.settings.form import Wrong, form
from reckoner.reports.settings.yaml import Settings

_LOOPBACK = r"http://(localhost|127\.0\.0\.1)(:[0-9]{1,5})?"
Origin = Annotated[
    str,
    form(
        rf"https://[A-Za-z0-9.-]+(:[0-9]{{1,5}})?/?|({_LOOPBACK}/?)?",
        "the desk's address: https:// and its name, without a path",
        "https://desk.example.org",
    ),
]
Issuer = Annotated[
    str,
    form(
        rf"https://[^\s\"<>?#]+|{_LOOPBACK}(/[^\s\"<>?#]*)?",
        "an issuer: an address that begins with https://",
        "https://login.example.org/realms/office",
    ),
]
HostName = Annotated[str, form(r"[A-Za-z0-9.-]+", "the name of a host", "desk.example.org")]


class Oidc(Settings):
    """The office's own sign-in by OpenID Connect. ``secret`` is a file; empty for a public client.

    ``label`` is what the button says: "Sign in with ...".
    """

    issuer: Issuer
    client_id: str = Field(min_length=1)
    secret: str = ""
    label: str = Field(default="your office account", min_length=1, max_length=60)


class DeskSettings(Settings):
    """How the desk is reached. ``hosts`` are names beside that of ``address``.

    ``proxies`` are the addresses of proxies whose word is taken for who calls and how.
    """

    address: Origin = ""
    hosts: tuple[HostName, ...] = ()
    proxies: tuple[str, ...] = ()
    passkeys: Literal["offered", "required"] = "offered"
    oidc: Oidc | None = None

    @model_validator(mode="after")
    def _fits_together(self) -> DeskSettings:
        Wrong.raise_for(self._faults())
        return self

    def _faults(self) -> Iterator[Wrong]:
        if self.oidc and not self.address:
            todo = "Add `address: https://desk.example.org`, by which browsers know the desk."
            yield Wrong("`desk` has `oidc` and no `address` to come back to", todo=todo)
        for number, proxy in enumerate(self.proxies):
            try:
                ipaddress.ip_network(proxy)
            except ValueError:
                what = f"`proxies` must give numbers, which {proxy[:60]!r} is not"
                yield Wrong(what, "proxies", number, todo="Write it like this: 127.0.0.1, or 10.0.0.0/24")

    @property
    def origin(self) -> str:
        """The address without a slash at its end; nothing where there is none."""
        return self.address.rstrip("/")

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of a host that browsers may ask for."""
        own = urlsplit(self.address).hostname
        return tuple(dict.fromkeys([*([own] if own else []), *(each.lower() for each in self.hosts)]))
