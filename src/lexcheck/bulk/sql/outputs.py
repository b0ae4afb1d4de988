"""What a run leaves behind, written out: all findings together."""

from __future__ import annotations

from collections.abc import Sequence

from lexcheck.bulk.sql.summaries import reader


def union(files: Sequence[str]) -> str:
    """The findings of several norms, whose files have the same columns."""
    return "\nUNION ALL BY NAME\n".join(f"SELECT * FROM {reader(file)}" for file in files)
