"""A local server that keeps to what Microsoft documents of Graph's messages and of its tokens; no more.

POST /{tenant}/oauth2/v2.0/token gives a token for the right client secret. POST /users/{mailbox}/messages
with a MIME message in base64 as text/plain answers 201 and keeps a draft; GET lists messages, those that
match a filter on internetMessageId, with the properties that $select names.
"""

from __future__ import annotations

import base64
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from tests.delivery.certificates import Certificates

TENANT, CLIENT, TOKEN = "contoso.example", "client-1", "token-that-nobody-may-see"


@dataclass
class Graph:
    """What the mailbox holds, and what to answer next instead of working."""

    secret: str
    port: int = 0
    drafts: list[bytes] = field(default_factory=list)
    next_statuses: list[int] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    drops_answer: bool = False


class _Server(ThreadingHTTPServer):
    graph: Graph


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    @property
    def graph(self) -> Graph:
        return self.server.graph

    def log_message(self, *_: object) -> None:
        self.graph.seen.append(self.path)

    def answer(self, status: int, data: object) -> None:
        body = json.dumps(data).encode()
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "17")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == f"/{TENANT}/oauth2/v2.0/token":
            form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
            right = form["client_secret"] == self.graph.secret and form["client_id"] == CLIENT
            said = {"token_type": "Bearer", "expires_in": 3599, "access_token": TOKEN}
            self.answer(200, said) if right else self.answer(401, {"error": "invalid_client", "got": form})
        elif self.is_welcome():
            assert self.headers["Content-Type"] == "text/plain"
            raw = base64.b64decode(body, validate=True)
            self.graph.drafts.append(raw)
            if self.graph.drops_answer:
                self.close_connection = True
                return
            subject = str(message_from_bytes(raw, policy=policy.default)["Subject"])
            self.answer(201, {"id": str(len(self.graph.drafts)), "isDraft": True, "subject": subject})

    def do_GET(self) -> None:
        if self.is_welcome():
            query = parse_qs(urlsplit(self.path).query)
            wanted = query.get("$filter", [""])[0].removeprefix("internetMessageId eq '").removesuffix("'")
            read = [message_from_bytes(raw, policy=policy.default) for raw in self.graph.drafts]
            found = [
                {"id": str(number), "subject": str(message["Subject"])}
                for number, message in enumerate(read)
                if not wanted or message["Message-ID"] == wanted
            ]
            keys = query["$select"][0].split(",")
            most = int(query.get("$top", ["10"])[0])
            self.answer(200, {"value": [{key: each[key] for key in keys} for each in found[:most]]})

    def is_welcome(self) -> bool:
        path = unquote(urlsplit(self.path).path)
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            self.answer(401, {"error": {"code": "InvalidAuthenticationToken"}})
        elif path != "/v1.0/users/communications@example.org/messages":
            self.answer(404, {"error": {"code": "ErrorItemNotFound"}})
        elif self.graph.next_statuses:
            self.answer(self.graph.next_statuses.pop(0), {"error": {"code": "later"}})
        else:
            return True
        return False


@contextmanager
def graph_server(certificates: Certificates, secret: str) -> Iterator[Graph]:
    """The server, on a high port with TLS; it is gone at the end."""
    graph = Graph(secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificates.certificate, certificates.key)
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.graph = graph
        server.socket = context.wrap_socket(server.socket, server_side=True)
        graph.port = server.server_address[1]
        worker = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        worker.start()
        try:
            yield graph
        finally:
            server.shutdown()
            worker.join()
