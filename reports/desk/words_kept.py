"""Words that must not get lost: what stood in a file before, and forms that came after a session's end."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import quote

from sqlalchemy import Row, delete, func, insert, select

from reckoner.reports.desk.call import Call
from reckoner.reports.desk.desk import Desk
from reckoner.reports.desk.store import unsent, versions
from reckoner.reports.schedule.tables import reading, transaction

MOST_VERSIONS = 20
_LASTS, _MOST, _MOST_FROM_ONE = timedelta(days=1), 300, 20
_LARGEST = 400_000


def keep_version(desk: Desk, file: str, words: str, person: str) -> None:
    """Keep what stood in a file before somebody wrote over it; the last twenty of each stay."""
    row = {"file": file, "at": desk.clock(), "person": person, "words": words}
    mine = versions.c.file == file
    with transaction(desk.engine) as connection:
        connection.execute(insert(versions).values(row))
        last = select(versions.c.id).where(mine).order_by(versions.c.id.desc()).limit(MOST_VERSIONS)
        kept = list(connection.scalars(last))
        connection.execute(delete(versions).where(mine, versions.c.id < kept[-1]))


def versions_of(desk: Desk, file: str) -> list[Row[Any]]:
    """What stood in a file before, newest first."""
    with reading(desk.engine) as connection:
        wanted = select(versions).where(versions.c.file == file).order_by(versions.c.id.desc())
        return list(connection.execute(wanted))


def put_aside(call: Call, fields: Mapping[str, str], act: str = "") -> str:
    """Keep a form whose sender isn't known, a day; where it comes back; nothing if there are too many.

    That is the address that it was sent to, without ``act`` at its end.
    """
    key = _kept(call.desk, call.address, fields)
    return f"{quote(call.url.split('?')[0].removesuffix(act))}?kept={key}" if key else ""


def _kept(desk: Desk, address: str, fields: Mapping[str, str]) -> str:
    """The key that finds them. Nobody is signed in here, so what one address can leave is limited, and so
    is the whole.
    """
    text = json.dumps(dict(fields))
    if len(text) > _LARGEST:
        return ""
    key, about, now = secrets.token_urlsafe(24), _hashed(address), desk.clock()
    with transaction(desk.engine) as connection:
        connection.execute(delete(unsent).where(unsent.c.at < now - _LASTS))
        of_one = connection.scalar(select(func.count()).where(unsent.c.about == about)) or 0
        everything = connection.scalar(select(func.count()).select_from(unsent)) or 0
        if of_one >= _MOST_FROM_ONE or everything >= _MOST:
            return ""
        connection.execute(insert(unsent).values(hash=_hashed(key), at=now, about=about, fields=text))
    return key


def brought_back(desk: Desk, key: str) -> Mapping[str, str]:
    """The form that was put aside under a key, or nothing. It stays until its day is over."""
    wanted = select(unsent.c.fields).where(
        unsent.c.hash == _hashed(key), unsent.c.at >= desk.clock() - _LASTS
    )
    with reading(desk.engine) as connection:
        text = connection.scalar(wanted) if key else None
    found: dict[str, str] = json.loads(text) if text else {}
    return found


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
