"""Carrying a draft out, settling what is open, and withdrawing what is out: each shown before it is done."""

from __future__ import annotations

from typing import Literal

from starlette.responses import Response

from reckoner.reports.delivery.deliver import Delivered, Order, settle
from reckoner.reports.delivery.foresee import foresee
from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.carrying import carry_out, order_of, take_back
from reckoner.reports.desk.pages.drafts import as_read, named
from reckoner.reports.drafts.kept import Kept
from reckoner.reports.errors import ReckonerError, UsageError
from reckoner.reports.recall.notice import copies_of

_OUTCOMES: dict[str, Literal["arrived", "not-arrived"]] = {"arrived": "arrived", "not-arrived": "not-arrived"}


def delivering(call: Call) -> Response:
    """What would go to whom on a channel; nothing is sent by looking."""
    kept, channel = named(call), call.asked("to")
    order = _order(call, kept, channel, again=False)
    try:
        foreseen, problem = foresee(order), None
    except ReckonerError as refused:
        foreseen, problem = None, refused
    return call.page(
        "deliver.html.jinja", kept=kept, channel=channel, settings=order.settings, foreseen=foreseen,
        problem=problem,
    )  # fmt: skip


def carry(call: Call) -> Response:
    """Carry it out: a proof to the office's own people, an approved draft to where it belongs."""
    kept, channel = as_read(call), call.value("to", 80)
    done = carry_out(
        call.desk, _order(call, kept, channel, again=bool(call.value("again", 10))), call.address
    )
    return call.go(f"/drafts/{kept.name}#log", _said(kept, channel, done))


def settled(call: Call) -> Response:
    """A person's word on a delivery that was never confirmed."""
    kept, channel, reason = named(call), call.value("to", 80), call.value("reason", 1000)
    outcome = _OUTCOMES.get(call.value("outcome", 20))
    if outcome is None:
        raise UsageError("say whether it arrived", todo="Choose one of the two, then send the form again.")
    if not reason:
        raise UsageError("say how you know", todo="Write it in a few words: the history keeps it.")
    settle(_order(call, kept, channel, again=False), outcome, reason)
    call.desk.note(call.who.person.id, "settled", f"{kept.name} {channel} {outcome}", call.address)
    return call.go(f"/drafts/{kept.name}#log", f"{kept.name} on {channel} is recorded as {outcome}.")


def withdrawing(call: Call) -> Response:
    """What a withdrawal does, before it is done: there is no way back."""
    kept = named(call)
    copies = list(copies_of(kept, call.desk.history.rows()))
    return call.page("withdraw.html.jinja", kept=kept, copies=copies)


def withdrawn(call: Call) -> Response:
    """Take a delivered draft back for good; the notice for its readers is on the next page."""
    kept, reason = as_read(call), " ".join(call.value("reason", 2000).split())
    if not call.value("sure", 10):
        raise UsageError("a withdrawal can't be undone", todo="Say on the form that you are sure.")
    row, notice, copies = take_back(call.desk, kept, call.who.identity, reason, call.address)
    return call.page("withdrawn.html.jinja", kept=kept, row=row, notice=notice, copies=copies)


def _order(call: Call, kept: Kept, channel: str, *, again: bool) -> Order:
    return order_of(call.desk, kept, channel, call.who.identity, again=again)


def _said(kept: Kept, channel: str, done: Delivered) -> str:
    match done.state:
        case "new":
            return f"{kept.name} is now: {done.where}"
        case "there":
            return f"{kept.name} was on {channel} already, as it was delivered: {done.where}"
        case "unseen":
            return f"{kept.name} went to {channel} before, as the history says; nobody can look there."
        case "gone":
            gone = f"{kept.name} went to {channel} before and is not there any more."
            return f"{gone} It can be carried once more."
    return f"Something else lies on {channel} than was delivered: {done.how}. A person has to look."


_ONE = "/drafts/{publication}/{edition}/{draft}"
ROUTES = (
    Route("GET", _ONE + "/deliver", "write or approve", delivering),
    Route("POST", _ONE + "/deliver", "write or approve", carry),
    Route("POST", _ONE + "/settle", "write or approve", settled),
    Route("GET", _ONE + "/withdraw", "approve or waive", withdrawing),
    Route("POST", _ONE + "/withdraw", "approve or waive", withdrawn, fresh=True),
)
