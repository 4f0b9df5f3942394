"""What words still wait for, from whom and by when: what is overdue first."""

from __future__ import annotations

from starlette.responses import Response

from reckoner.reports.content.due import Due, due_in
from reckoner.reports.content.tocome import CONTENT
from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.held import stamp_of
from reckoner.reports.desk.times import Times


def listed(call: Call) -> Response:
    """Everything that is still to come."""
    found = awaited(call)
    mine = [each for each in found if each.awaited.figure.person == call.who.person.id]
    others = [each for each in found if each not in mine]
    return call.page("missing.html.jinja", mine=mine, others=others, times=Times.of(call.desk))


def awaited(call: Call) -> list[Due]:
    """What every edition waits for. Raises ReckonerError where words can't be read."""
    house = call.desk.house
    calendar, today = house.schedules.calendar.work_calendar(), Times.of(call.desk).today
    stamp = house.stamp, stamp_of(house.root / CONTENT), today
    return house.held.get("awaited", stamp, lambda: due_in(house.root, house.office, calendar, today))


ROUTES = (Route("GET", "/missing", "read", listed),)
