"""Who is at the keyboard: the operating system's user, whatever the environment says."""

from __future__ import annotations

import os
import pwd

from reports.errors import UsageError


def system_user() -> str:
    """The name of the user who runs this process. Raises UsageError where it has none."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        raise UsageError("this process runs as a user without a name", todo="Sign in as one.") from None
