"""What a cell of a table can hold, and the mark that stands where a small number was suppressed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final, NoReturn

from reckoner.reports.periods.period import Period


class Suppressed:
    """A number withheld because it is small. It can't be printed, added or compared: test with ``is``."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "SUPPRESSED"

    def _refuse(self, *_: object) -> NoReturn:
        raise TypeError("a suppressed number can't be printed, added or compared")

    __str__ = __format__ = __bool__ = __int__ = __float__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _refuse
    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __hash__ = object.__hash__

    def __reduce__(self) -> str:
        return "SUPPRESSED"


SUPPRESSED: Final = Suppressed()

Value = int | Decimal | str | date | Period | Suppressed | None
"""None is a value that is missing where its column allows that."""
