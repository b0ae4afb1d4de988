"""The published schemas of what machines read. A change that breaks a reader is a new version."""

from __future__ import annotations

from importlib import resources

#: The version that is written now.
REPORT = "report-1.json"


def report_schema() -> bytes:
    """The JSON Schema of reports, as it is shipped."""
    return resources.files(__name__).joinpath(REPORT).read_bytes()
