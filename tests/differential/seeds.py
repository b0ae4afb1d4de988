"""Seeds of examples that are drawn evenly, by `random.Random`: Hypothesis draws what is simple so
often that tables come out poor, and a fault in what is rare goes unseen.
"""

from __future__ import annotations

import os
import time
import zlib

from hypothesis import settings

_USUAL = 50  # examples of the profile `ci`


def seeds(number: int) -> list[int]:
    """So many under the profile `ci`, the same every time; under another fresh ones, and more."""
    default = settings.default
    assert default is not None
    if default.derandomize:
        return list(range(number))
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(time.time()))  # the same for all workers
    first = zlib.crc32(run.encode())
    return [first + place for place in range(number * default.max_examples // _USUAL)]
