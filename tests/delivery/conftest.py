"""The mailbox that the tests of delivery share."""

from __future__ import annotations

import pytest

from tests.delivery.dovecot import Dovecot


@pytest.fixture
def mailbox(imap: Dovecot) -> Dovecot:
    """A running Dovecot with nothing in its drafts."""
    imap.empty()
    return imap
