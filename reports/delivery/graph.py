"""A draft in a mailbox of Exchange Online, over Microsoft Graph, which saves a MIME message as a draft.

Written to Microsoft's documentation (create message, in MIME format; list messages) and tested against a
local server that keeps to it, not against Exchange Online itself.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from urllib.parse import quote, urlencode

from reckoner.reports.delivery.connection import verified
from reckoner.reports.delivery.failure import Changed, Undelivered
from reckoner.reports.delivery.https import Answer, Https
from reckoner.reports.delivery.mail import mail
from reckoner.reports.delivery.payload import Payload
from reckoner.reports.delivery.secret import Secret
from reckoner.reports.settings.channels import GraphChannel

_MOST_BYTES = 4_000_000  # of one request
_TODO = {
    401: "Look at tenant, client and the secret file.",
    403: "Grant the application Mail.ReadWrite for this mailbox alone.",
    404: "Look at `mailbox`.",
    413: "The mail is too large.",
}


class GraphDrafts:
    """Posts the mail to the mailbox's messages, unless one with its Message-ID is there."""

    looks = True

    def __init__(self, settings: GraphChannel, graph: Https, token: Callable[[], Secret]) -> None:
        self.settings, self.graph, self.token = settings, graph, token
        self.messages = f"/users/{quote(settings.mailbox)}/messages"

    def check(self) -> None:
        """The certificates can be read."""
        verified(self.settings.authority)

    def reach(self) -> str:
        """Sign in and list one message of the mailbox, without a word of it."""
        answer = self.graph.ask(
            "GET", f"{self.messages}?{urlencode({'$top': 1, '$select': 'id'})}", _authority(self.token())
        )
        if answer.status != 200:
            raise self._refused(answer)
        return f"a mail would be saved into {self._said()}"

    def find(self, payload: Payload) -> str | None:
        """The mailbox, where the mail is in it under the subject that it should have."""
        return self._said() if self._is_there(payload, self.token()) else None

    def send(self, payload: Payload) -> str:
        """Post it, once."""
        body = base64.b64encode(mail(payload))
        if len(body) > _MOST_BYTES:
            todo = "Send it another way: Graph takes messages up to 4 MB in one request."
            raise Undelivered(f"the mail is too large: {len(body):,} bytes", todo=todo, permanent=True)
        token = self.token()
        if self._is_there(payload, token):
            return self._said()
        headers = {**_authority(token), "Content-Type": "text/plain"}
        answer = self.graph.ask("POST", self.messages, headers, body)
        if answer.status != 201:
            raise self._refused(answer, unsure=answer.status >= 500)
        return self._said()

    def _said(self) -> str:
        return f"the drafts of {self.settings.mailbox}"

    def _is_there(self, payload: Payload, token: Secret) -> bool:
        query = urlencode(
            {"$filter": f"internetMessageId eq '{payload.message_id}'", "$select": "id,subject"}
        )
        answer = self.graph.ask("GET", f"{self.messages}?{query}", _authority(token))
        if answer.status != 200:
            raise self._refused(answer)
        try:
            subjects = [each["subject"] for each in json.loads(answer.body)["value"]]
        except (ValueError, KeyError, TypeError):
            raise Undelivered(f"{self.graph.where}: its answer can't be read", permanent=False) from None
        # Exchange writes a message anew when it takes it in, so that its bytes can't be compared.
        if subjects and payload.subject not in subjects:
            raise Changed("the mail has another subject", self._said())
        return bool(subjects)

    def _refused(self, answer: Answer, *, unsure: bool = False) -> Undelivered:
        """Its status says all that is needed; its words might hold what was sent."""
        passes = answer.status in (408, 429) or answer.status >= 500
        wait = f" Try again after {answer.retry_after} s." if answer.retry_after.isdigit() else ""
        todo = _TODO.get(answer.status, "Try again later." if passes else "Look at the channel's settings.")
        return Undelivered(
            f"{self.graph.where} answered {answer.status}",
            todo=todo + wait,
            permanent=not passes,
            unsure=unsure,
        )


def _authority(token: Secret) -> dict[str, str]:
    return {"Authorization": f"Bearer {token.reveal()}", "Accept": "application/json"}
