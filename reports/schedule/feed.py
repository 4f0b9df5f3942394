"""The schedule as a calendar feed (RFC 5545) that Outlook and others take.

Identifiers come from the edition and not from the day, so that a moved meeting moves its entries; instants
are in UTC, so that no time zone has to travel along; lines are folded at 75 bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from reckoner.reports.schedule.ahead import Ahead, held_at
from reckoner.reports.schedule.due import Task
from reckoner.reports.schedule.plans import Plans

_WIDTH = 75
_LENGTH = timedelta(minutes=30)


def feed(plans: Plans, found: Ahead, now: datetime, name: str, domain: str) -> bytes:
    """The feed: an entry for each draft, each deadline and each meeting."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Reckoner//Schedule//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    ]
    for task in found.tasks:
        lines += _of_task(plans, task, now, domain)
    lines += _meetings(plans, now, domain)
    lines.append("END:VCALENDAR")
    return b"".join(_fold(line) for line in lines)


def _of_task(plans: Plans, task: Task, now: datetime, domain: str) -> Iterator[str]:
    publication, edition = task.key
    title = f"{publication} {edition}"
    held = held_at(plans, task.due)
    note = f"Schedule {task.plan.name}: {task.plan.when.text}." + (f" Release held: {held}." if held else "")
    uid = f"{publication}-{edition}"
    told = f"DESCRIPTION:{_text(note)}"
    yield from _event(f"{uid}-draft@{domain}", now, _half_hour(task.due), f"Draft: {title}", told)
    for name, due in task.deadlines:
        summary = f"{name.capitalize()} by now: {title}"
        yield from _event(f"{uid}-{name}@{domain}", now, _half_hour(due), summary)


def _meetings(plans: Plans, now: datetime, domain: str) -> Iterator[str]:
    for meeting in plans.dates.meetings:
        more = ["STATUS:TENTATIVE"] if meeting.date_assumed else []
        if meeting.cancelled:
            more = ["STATUS:CANCELLED", f"DESCRIPTION:{_text(meeting.cancelled)}"]
        uid = f"{meeting.series}-{meeting.id}@{domain}"
        yield from _event(uid, now, _whole_day(meeting.date), meeting.name, *more)


def _event(uid: str, now: datetime, span: Iterable[str], summary: str, *more: str) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{_text(uid)}", f"DTSTAMP:{_stamp(now)}", *span)
    yield from (f"SUMMARY:{_text(summary)}", *more, "TRANSP:TRANSPARENT", "END:VEVENT")


def _half_hour(start: datetime) -> Iterator[str]:
    yield f"DTSTART:{_stamp(start)}"
    yield f"DTEND:{_stamp(start + _LENGTH)}"


def _whole_day(day: date) -> Iterator[str]:
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"


def _stamp(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(text: str) -> str:
    plain = " ".join(text.split())
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _fold(line: str) -> bytes:
    """At most 75 bytes a line, never cut within a character; each further line starts with a space."""
    pieces: list[bytes] = []
    piece = b""
    for character in line:
        encoded = character.encode()
        if len(piece) + len(encoded) > _WIDTH - bool(pieces):
            pieces.append(piece)
            piece = b""
        piece += encoded
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
