"""Settings of the whole test run.

`ci` draws the same examples every time, so that a failure is a failure of the
change. `HYPOTHESIS_PROFILE=thorough make test` draws fresh ones, and many more.
"""

import os

from hypothesis import settings

settings.register_profile("ci", max_examples=50, derandomize=True, deadline=None, print_blob=True)
settings.register_profile("thorough", max_examples=2_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
