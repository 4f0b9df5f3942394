"""How long the office's own certificate authorities hold."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from pathlib import Path


def expiry(path: Path) -> datetime | None:
    """When the first authority of a file ends; None where it can't be read or holds none."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_verify_locations(cafile=str(path))
    except (OSError, ssl.SSLError):
        return None
    ends = [str(known["notAfter"]) for known in context.get_ca_certs() if "notAfter" in known]
    return min((datetime.fromtimestamp(ssl.cert_time_to_seconds(end), UTC) for end in ends), default=None)
