"""A token of the Microsoft identity platform, for an application that signs in with its own secret."""

from __future__ import annotations

import json
from urllib.parse import quote, urlencode

from reckoner.reports.delivery.failure import Undelivered
from reckoner.reports.delivery.https import Https
from reckoner.reports.delivery.secret import Secret

IMAP_SCOPE = "https://outlook.office365.com/.default"
GRAPH_SCOPE = "https://graph.microsoft.com/.default"


def fetch_token(login: Https, tenant: str, client: str, secret: Secret, scope: str) -> Secret:
    """A token by the client credentials flow, good for about an hour. Raises Undelivered."""
    form = {
        "grant_type": "client_credentials",
        "client_id": client,
        "client_secret": secret.reveal(),
        "scope": scope,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
    answer = login.ask("POST", f"/{quote(tenant)}/oauth2/v2.0/token", headers, urlencode(form).encode())
    if answer.status in (400, 401):
        todo = "Look at tenant, client and the secret file; client secrets expire."
        raise Undelivered(f"{login.where} refused the client secret", todo=todo, permanent=True)
    try:
        token = json.loads(answer.body)["access_token"] if answer.status == 200 else None
    except (ValueError, KeyError, TypeError):
        token = None
    if not isinstance(token, str) or not token.isascii() or not token.isprintable():
        raise Undelivered(f"{login.where} gave no token (status {answer.status})", permanent=False)
    return Secret(token)
