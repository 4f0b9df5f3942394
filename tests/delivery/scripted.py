"""An IMAP server that says what a test tells it to and remembers what it was told; with TLS."""

from __future__ import annotations

import base64
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from tests.delivery.certificates import Certificates


@dataclass
class Scripted:
    """``token`` is the one that XOAUTH2 takes; ``heard`` what clients sent, ``mails`` what was appended."""

    token: str
    port: int = 0
    greeting: str = "ready"
    heard: list[str] = field(default_factory=list)
    mails: list[bytes] = field(default_factory=list)

    def serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rwb", buffering=0) as wire:
            wire.write(f"* OK {self.greeting}\r\n".encode())
            while line := wire.readline().decode().rstrip("\r\n"):
                self.heard.append(line)
                tag, _, command = line.partition(" ")
                name = command.removeprefix("UID ").split(" ")[0].upper()
                untagged, said = self.answer(name, command, wire)
                wire.write("".join(f"* {each}\r\n" for each in untagged).encode())
                wire.write(f"{tag} {said}\r\n".encode())

    def answer(self, name: str, command: str, wire: socket.SocketIO) -> tuple[list[str], str]:
        if name == "AUTHENTICATE":
            wire.write(b"+ \r\n")
            answer = base64.b64decode(wire.readline()).decode()
            if answer.endswith(f"auth=Bearer {self.token}\x01\x01"):
                return [], "OK signed in"
            wire.write(
                b"+ " + base64.b64encode(b'{"status":"401","heard":"' + answer.encode() + b'"}') + b"\r\n"
            )
            assert wire.readline() == b"\r\n"
            return [], f"NO AUTHENTICATE failed {answer!r}"
        if name == "APPEND":
            wire.write(b"+ go on\r\n")
            left = int(command.rpartition("{")[2].rstrip("}")) + 2
            raw = b""
            while len(raw) < left:
                raw += wire.read(left - len(raw)) or b""
            self.mails.append(raw)
        known = {
            "CAPABILITY": ["CAPABILITY IMAP4rev1 AUTH=XOAUTH2"],
            "LIST": ['LIST (\\Drafts) "/" Concepten'],
            "SELECT": ["0 EXISTS"],
            "SEARCH": ["SEARCH"],
        }
        return known.get(name, []), "OK done"


class Parrot(Scripted):
    """Lets anybody in, and refuses each mail with all that it was told."""

    def answer(self, name: str, command: str, wire: socket.SocketIO) -> tuple[list[str], str]:
        if name == "AUTHENTICATE":
            wire.write(b"+ \r\n")
            self.heard.append(wire.readline().decode().strip())
            return [], "OK signed in"
        untagged, said = super().answer(name, command, wire)
        if name == "APPEND":
            told = [each for each in self.heard if len(each.split()) == 1]
            plain = [base64.b64decode(each).decode().replace("\0", " ") for each in told]
            return [], f"NO heard {told} {plain}"
        return untagged, said


@contextmanager
def scripted(certificates: Certificates, token: str, kind: type[Scripted] = Scripted) -> Iterator[Scripted]:
    """The server, for one client after another; it is gone at the end."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates.certificate, certificates.key)
    server = kind(token)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server.port = listener.getsockname()[1]

        def accept() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    with suppress(OSError):
                        server.serve(context.wrap_socket(connection, server_side=True))

        worker = threading.Thread(target=accept)
        worker.start()
        try:
            yield server
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            worker.join()
