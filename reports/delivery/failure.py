"""What went wrong on the way, whether it can pass by itself, and whether something may have arrived."""

from __future__ import annotations

from pathlib import Path

from reckoner.reports.errors import InputError, Place, ServiceError, UsageError


class UnderWay(UsageError):
    """Somebody else is delivering the same at this moment, or has just done so: nothing is wrong."""


class Undelivered(ServiceError):
    """A payload that did not arrive, as far as is known.

    ``permanent``: another try will fail alike until somebody changes something. ``unsure``: it may have
    arrived all the same, so that a person or a look at the other end must say.
    """

    def __init__(
        self,
        what: str,
        where: Place | None = None,
        todo: str | None = None,
        *,
        permanent: bool,
        unsure: bool = False,
    ) -> None:
        super().__init__(f"{what} ({'permanent' if permanent else 'it may pass'})", where, todo)
        self.permanent = permanent
        self.unsure = unsure


class Changed(Undelivered):
    """Something lies where the payload belongs, and it is not the payload. Nothing was written over it."""

    def __init__(self, how: str, where: Path | str) -> None:
        todo = "Find out who changed it and move it away; Reckoner overwrites nothing."
        super().__init__(f"something else is there already: {how}", Place(str(where)), todo, permanent=True)
        self.how = how


def is_for_good(problem: Exception) -> bool:
    """Whether another try would fail alike until a person does something about it."""
    if isinstance(problem, Undelivered):
        return problem.permanent
    return isinstance(problem, UsageError | InputError) and not isinstance(problem, UnderWay)
