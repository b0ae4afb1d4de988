"""Lengths of time as tables write them: `36 hours`, `3 days`."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from lexcheck.base.time.periods import UNITS, Duration

_LENGTH = re.compile(r"([0-9]{1,9}(?:\.[0-9]{1,9})?) (working )?([a-z]+?)s?")


@lru_cache(maxsize=4_096)
def read_length(text: str) -> Duration:
    """A length. Raises ValueError for anything else."""
    found = _LENGTH.fullmatch(text)
    if found is None or found[3] not in UNITS:
        raise ValueError(f"`{text}` is no length of time")
    length = Duration(Decimal(found[1]), found[3], bool(found[2]))
    if length.civil and length.amount != int(length.amount):
        raise ValueError(f"`{text}` has a fraction")
    return length
