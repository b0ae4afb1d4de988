"""Lengths of time as the law says them: hours, days, months, working days."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from lexcheck.base.light import light
from lexcheck.base.time.instants import HOUR, MINUTE, SECOND

ELAPSED_UNITS = {"second": SECOND, "minute": MINUTE, "hour": HOUR}
CIVIL_UNITS = ("day", "week", "month", "year")
UNITS = (*ELAPSED_UNITS, *CIVIL_UNITS)

#: What a civil unit is whole numbers of: the Gregorian calendar has no other weeks and years.
_FAMILIES = {"day": ("day", 1), "week": ("day", 7), "month": ("month", 1), "year": ("month", 12)}


@light(eq=False)
class Duration:
    """A length as the law says it. `amount` is not negative; civil amounts are whole.

    `working` marks working days (unit `day`), which only a calendar can count.
    """

    amount: Decimal
    unit: str
    working: bool = False

    def __eq__(self, other: object) -> bool:
        if type(other) is not Duration:
            return NotImplemented
        return self._key == other._key

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _key(self) -> tuple[Decimal, str, bool]:
        return (self.amount, self.unit, self.working)

    @cached_property
    def _hash(self) -> int:  # the hash of a Decimal takes long, and lengths are keys of caches
        return hash(self._key)

    @property
    def civil(self) -> bool:
        return self.unit not in ELAPSED_UNITS

    @property
    def micros(self) -> int:
        """Microseconds of an elapsed length. Not for civil ones."""
        return int(self.amount * ELAPSED_UNITS[self.unit])

    @property
    def family(self) -> str:
        """Lengths of one family can be added: `elapsed`, `day`, `month` or `working day`."""
        if not self.civil:
            return "elapsed"
        return "working day" if self.working else _FAMILIES[self.unit][0]

    @property
    def whole(self) -> int:
        """A civil length in the unit of its family: days, months or working days."""
        return int(self.amount) * _FAMILIES[self.unit][1]

    def __str__(self) -> str:
        amount = f"{self.amount.normalize():f}"
        plural = "" if self.amount == 1 else "s"
        return f"{amount} {'working ' if self.working else ''}{self.unit}{plural}"
