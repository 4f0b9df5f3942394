"""What a delivery would carry where and to whom, found out without connecting and without a row anywhere."""

from __future__ import annotations

from dataclasses import dataclass

from reckoner.reports.delivery.claim import Claim, claim_on
from reckoner.reports.delivery.deliver import Order, parcel_of
from reckoner.reports.delivery.mail import mail
from reckoner.reports.delivery.parcel import Parcel
from reckoner.reports.delivery.registry import channel_of, destination
from reckoner.reports.delivery.seen import Seen, seen_in


@dataclass(frozen=True)
class Foreseen:
    """The parcel and where it would go. ``mail`` is how it would read, on a channel that sends mails.

    ``earlier`` is how it stands on this channel by the history.
    """

    parcel: Parcel
    destination: str
    mail: Seen | None
    earlier: Claim


def foresee(order: Order) -> Foreseen:
    """Look ahead. Raises what the delivery itself would raise before it connects."""
    rows = order.history.rows()
    parcel = parcel_of(order, rows)
    channel_of(order.house, order.settings).check()
    reads = None if order.settings.kind == "folder" else seen_in(mail(parcel))
    where = destination(order.house, order.settings)
    return Foreseen(parcel, where, reads, claim_on(rows, parcel, order.channel))
