"""Seeds of examples that are drawn evenly, by `random.Random`: Hypothesis draws what is simple so
often that tables come out poor, and a fault in what is rare goes unseen.
"""

from __future__ import annotations

import os
import time
import zlib
from typing import Any

import pytest
from hypothesis import settings

_USUAL = 50  # examples of the profile `ci`


def seeds(number: int, *, more: int = 0) -> list[Any]:
    """So many under the profile `ci`, the same every time, and more among the slow tests; under
    another profile fresh ones, and many more.
    """
    default = settings.default
    assert default is not None
    if default.derandomize:
        slow = [pytest.param(number + place, marks=pytest.mark.slow) for place in range(more)]
        return [*range(number), *slow]
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(time.time()))  # the same for all workers
    first = zlib.crc32(run.encode())
    return [first + place for place in range((number + more) * default.max_examples // _USUAL)]
