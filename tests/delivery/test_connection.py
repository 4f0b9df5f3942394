"""The end of waiting is told as that, whoever notices it first: the timer or the library's own timeout."""

from __future__ import annotations

import smtplib
import socket
from contextlib import closing

import pytest

from reckoner.reports.delivery.connection import cut_off


@pytest.mark.parametrize(("whole", "each"), [(0.2, 30.0), (30.0, 0.2)], ids=["timer", "library"])
def test_a_server_that_says_nothing_did_not_answer_in_time(whole: float, each: float) -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        socket.create_connection(silent.getsockname(), timeout=each) as held,
        closing(smtplib.SMTP()) as server,
    ):
        server.sock = held
        with pytest.raises(TimeoutError), cut_off(whole, lambda: held):
            server.ehlo()
