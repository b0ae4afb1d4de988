"""What came of running a command line."""

from __future__ import annotations

from collections.abc import Callable

import attrs


@attrs.frozen
class Ran:
    code: int
    out: str
    err: str


Runs = Callable[..., Ran]
