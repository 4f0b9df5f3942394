"""An edition held against its neighbours: the newest drafts of other publications, and all that went out.

What is needed for that is small and travels with the edition, so that it can be looked at once more when it
is kept, where others were kept or delivered while it was made.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reckoner.reports.checks.agreement import disagreements
from reckoner.reports.checks.places import Written, placed
from reckoner.reports.checks.told import Told, differing
from reckoner.reports.compare.released import released_ledgers
from reckoner.reports.compose.small_numbers import find as find_small_numbers
from reckoner.reports.compose.small_numbers import printed_ledger
from reckoner.reports.drafts.history import sound_rows
from reckoner.reports.findings import Finding
from reckoner.reports.modules.protected import Protected
from reckoner.reports.settings.house import House


@dataclass(frozen=True)
class Compared:
    """What of an edition is held against others.

    ``told`` are the figures that it tells of reports, ``protected`` is what its tables withhold; ``written``
    says in which lines its words are.
    """

    publication: str
    edition: str
    told: tuple[Told, ...]
    protected: tuple[Protected, ...]
    written: tuple[Written, ...]

    def findings(self, house: House, ledger: str) -> tuple[Finding, ...]:
        """Where it and its neighbours in this house can't both be right, or give a small number away.

        ``ledger`` has its figures.
        """
        return tuple(dict.fromkeys(placed(self._found(house, ledger), self.written)))

    def _found(self, house: House, ledger: str) -> Iterator[Finding]:
        yield from differing(house.output, self.told)
        yield from disagreements(house.output, self.publication, self.edition, ledger)
        yield from small_numbers(house, self.protected, f"{self.publication} {self.edition}", ledger)


def small_numbers(
    house: House, protected: Sequence[Protected], document: str, ledger: str
) -> Iterator[Finding]:
    """Withheld counts that this document gives away, alone or with all that went out before it."""
    if protected:
        out = released_ledgers(house.output, sound_rows(house.history))
        ours = printed_ledger(document, ledger, ours=True)
        yield from find_small_numbers(protected, [ours, *(printed_ledger(*each) for each in out)])
