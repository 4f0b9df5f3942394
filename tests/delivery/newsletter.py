"""The worked example's newsletter as a draft in a test's own house, and a mail as a mail program shows it."""

from __future__ import annotations

import base64
import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache

from reckoner.reports.build import Checked
from reckoner.reports.drafts.approval import approve
from reckoner.reports.drafts.history import history_of
from reckoner.reports.drafts.kept import Kept, read_draft
from reckoner.reports.drafts.store import save
from tests.delivery.house import NOW, Office
from tests.letters import made
from tests.worked_example import ROOT

_CID = re.compile(r'src="cid:([^"]+)"')


def newsletter(at: Office, publication: str = "newsletter") -> Kept:
    """An approved draft of the worked example, without its PDF."""
    ready = _made(publication)
    kept = read_draft(save(at.house.output, ready.manifest, ready.contents, "log\n").folder)
    approve(history_of(at.house), kept, at.who("chief-executive"), at.house.office, NOW)
    return kept


@cache
def _made(publication: str) -> Checked:
    return made(ROOT, publication)


def read(raw: bytes) -> EmailMessage:
    """A mail, parsed."""
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def texts(raw: bytes) -> tuple[str, str]:
    """Its plain text and its HTML."""
    plain, html = read(raw).get_body(("plain",)), read(raw).get_body(("html",))
    assert plain is not None
    assert html is not None
    one, other = (part.get_content().replace("\r\n", "\n") for part in (plain, html))
    return one, other


def as_shown(raw: bytes) -> str:
    """The mail's HTML as a mail program shows it: each cid: address leads to the part of that name."""
    parts = {str(part["Content-ID"]).strip("<>"): part for part in read(raw).walk() if part["Content-ID"]}

    def found(match: re.Match[str]) -> str:
        part = parts.get(match[1])
        if part is None:
            return match[0]
        content = base64.b64encode(part.get_content()).decode()
        return f'src="data:{part.get_content_type()};base64,{content}"'

    return _CID.sub(found, texts(raw)[1])
