"""One POST to another system: its name is looked up once, and the very address that was looked at is called.

An address of the office's own network, or of this machine, is called only where the settings say so; one
that clouds keep their secrets at never. No redirect is followed.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

from reckoner.reports.delivery.connection import cut_off, is_permanent, reason, verified
from reckoner.reports.delivery.failure import Undelivered
from reckoner.reports.delivery.https import Answer

_MOST_BYTES = 65_536
# Where Amazon, Google, Oracle and Azure answer their machines, beside the link-local addresses.
_OF_CLOUDS = {"fd00:ec2::254", "fd20:ce::254", "192.0.0.192", "168.63.129.16"}


def post(
    address: str, authority: str, headers: Mapping[str, str], body: bytes, seconds: int, *, inside: bool
) -> Answer:
    """Send it. Raises Undelivered where nothing was answered, SettingsError for an authority's file."""
    parts = urlsplit(address)
    is_tls = parts.scheme == "https"
    host, port = parts.hostname or "", parts.port or (443 if is_tls else 80)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    context = verified(authority) if is_tls else None
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    held = list[socket.socket]()
    try:
        with cut_off(seconds, lambda: held[0] if held else None):
            found = _looked_up(host, port, inside)
            plain = socket.create_connection((found, port), timeout=seconds)
            held.append(plain)
            connection.sock = context.wrap_socket(plain, server_hostname=host) if context else plain
            held[0] = connection.sock
            connection.request("POST", path, body=body, headers=dict(headers))
            answer = connection.getresponse()
            return Answer(answer.status, answer.read(_MOST_BYTES), answer.headers.get("Retry-After", ""))
    except (OSError, ssl.SSLError, http.client.HTTPException) as problem:
        what = f"{host}:{port}: {reason(problem)}"
        raise Undelivered(what, permanent=is_permanent(problem), unsure=bool(held)) from None
    finally:
        connection.close()
        for each in held:
            each.close()


def _looked_up(host: str, port: int, inside: bool) -> str:
    """The first address of a host, where every one may be called. Raises Undelivered, and OSError."""
    found = [str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    for each in found:
        if not may_call(each, inside):
            todo = "Correct `address`" + ("." if inside else ", or add `inside: true` if that is meant.")
            what = f"{host}:{port}: it leads to {each}, which is not called"
            raise Undelivered(what, todo=todo, permanent=True)
    return found[0]


def may_call(address: str, inside: bool) -> bool:
    """Whether an address may be called at all."""
    known = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(known, ipaddress.IPv6Address):
        if known.teredo:
            return False  # it hides one of version 4
        if known.is_site_local:
            return inside  # Python holds it to be of the whole world
        known = known.ipv4_mapped or known.sixtofour or known
    if str(known) in _OF_CLOUDS:
        return False
    if known.is_loopback:
        return inside  # reserved too, where it is one of version 6
    if known.is_link_local or known.is_multicast or known.is_unspecified or known.is_reserved:
        return False
    return known.is_global or (inside and known.is_private)
