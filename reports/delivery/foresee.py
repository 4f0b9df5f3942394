"""What a delivery would carry where and to whom, found out without connecting and without a row anywhere."""

from __future__ import annotations

from dataclasses import dataclass

from reckoner.reports.delivery.claim import Claim, claim_on
from reckoner.reports.delivery.deliver import Order, payload_of
from reckoner.reports.delivery.mail import mail
from reckoner.reports.delivery.payload import Payload
from reckoner.reports.delivery.registry import channel_of, destination
from reckoner.reports.delivery.seen import Seen, seen_in


@dataclass(frozen=True)
class Foreseen:
    """The payload and where it would go. ``mail`` is how it would read, on a channel that sends mails.

    ``earlier`` is how it stands on this channel by the history.
    """

    payload: Payload
    destination: str
    mail: Seen | None
    earlier: Claim


def foresee(order: Order) -> Foreseen:
    """Look ahead. Raises what the delivery itself would raise before it connects."""
    rows = order.history.rows()
    payload = payload_of(order, rows)
    channel_of(order.house, order.settings).check()
    reads = None if order.settings.kind == "folder" else seen_in(mail(payload))
    where = destination(order.house, order.settings)
    return Foreseen(payload, where, reads, claim_on(rows, payload, order.channel))
