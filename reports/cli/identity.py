"""Who gives the command: the operating system's user, whatever the environment says."""

from __future__ import annotations

import os

from reckoner.reports.cli.caller import current
from reckoner.reports.writer.peer import user_named


def system_user() -> str:
    """The name of the user who gave this command. Raises UsageError where the machine knows none.

    In the service's hands that is who called it; otherwise it is the user who runs this process.
    """
    caller = current()
    return caller.user if caller else user_named(os.getuid())
