"""The board: who owes which section, figure or table, what was asked for, and what came back."""

from __future__ import annotations

from starlette.responses import Response

from reckoner.reports.commission.board import Board, board_of
from reckoner.reports.commission.requests import FILE
from reckoner.reports.content.tocome import CONTENT
from reckoner.reports.desk.call import Call, Route
from reckoner.reports.desk.held import stamp_of
from reckoner.reports.desk.times import Times


def shown(call: Call) -> Response:
    """Everything that is owed, what is late first."""
    return call.page("board.html.jinja", board=board(call), times=Times.of(call.desk))


def board(call: Call) -> Board:
    """What every edition is owed. Raises ReckonerError where what was kept can't be read."""
    house, today = call.desk.house, Times.of(call.desk).today
    read = (house.root / CONTENT, house.root / "data", house.root / FILE)
    return house.held.get("board", (house.stamp, stamp_of(*read), today), lambda: board_of(house, today))


ROUTES = (Route("GET", "/missing/board", "read", shown),)
