"""Real records: what the documented runs come to, against a count of the same files by hand."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.unit.cli.running import Runs

DATASETS = Path(__file__).parents[3] / "datasets"

#: Of this row the quotes are broken at the source.
BROKEN = "eb40d5a8-bddb-4509-b4df-85a5c3a1995d"


def counts(run: Runs, *arguments: str) -> dict[str, Counter[str]]:
    shown = run("evaluate", *arguments, "--format", "json")
    assert shown.code == 0, shown.err
    found: dict[str, Counter[str]] = {}
    for norm in json.loads(shown.out)["norms"]:
        tally = found.setdefault(norm["norm"], Counter())
        for each in norm["counts"]:
            tally[each["verdict"]] += each["number"]
    return found


def due(day: str, days: int, zone: str) -> datetime:
    """The end of the last day; the day itself is not counted."""
    after = date.fromisoformat(day[:10]) + timedelta(days=days + 1)
    return datetime(after.year, after.month, after.day, tzinfo=ZoneInfo(zone))


# ── Statements of reasons ──────────────────────────────────────────────────────────────────────


def statements() -> dict[str, dict[str, str]]:
    """The statements by their id: what stands twice is one."""
    found = {}
    for text in texts():
        for row in csv.DictReader(io.StringIO(text, newline="")):
            if row["uuid"] != BROKEN:
                found[row["uuid"]] = row
    return found


def texts() -> Iterator[str]:
    yield (DATASETS / "dsa/sor-global-2025-07-01-sample.csv").read_text("utf-8")
    with zipfile.ZipFile(DATASETS / "dsa/sor-global-2024-03-14-full.zip") as outer:
        for name in outer.namelist():
            with zipfile.ZipFile(io.BytesIO(outer.read(name))) as inner:
                for part in inner.namelist():
                    yield inner.read(part).decode()


def test_the_row_with_broken_quotes_stops_the_run(run: Runs) -> None:
    shown = run("evaluate", str(DATASETS / "dsa"))
    assert shown.code == 4
    assert "row 52: the quotes are broken" in " ".join(shown.err.split())


@pytest.mark.parametrize("days", [0, 1, 30])
def test_statements_are_submitted_within_so_many_days(run: Runs, days: int) -> None:
    wanted: Counter[str] = Counter()
    for row in statements().values():
        submitted = datetime.fromisoformat(row["created_at"]).replace(
            tzinfo=ZoneInfo("Europe/Brussels")
        )
        in_time = submitted < due(row["application_date"], days, "Europe/Brussels")
        wanted["complied" if in_time else "complied_late"] += 1
    assert sum(wanted.values()) == 204
    found = counts(run, str(DATASETS / "dsa"), "--max-rejects", "1", "--set", f"delay={days} days")
    assert found == {"submit_statement": wanted}


def test_without_a_number_a_standard_decides_only_what_was_not_late_at_all(run: Runs) -> None:
    """What was there when its day began was there whenever on that day it was decided."""
    there = sum(row["created_at"] <= row["application_date"] for row in statements().values())
    assert there == 1
    found = counts(run, str(DATASETS / "dsa"), "--max-rejects", "1")
    assert found == {"submit_statement": Counter(undetermined=204 - there, complied=there)}


# ── Takedown notices ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("days", [7, 1])
def test_notices_are_published_and_obeyed_within_so_many_days(run: Runs, days: int) -> None:
    zone = "America/Los_Angeles"
    published: Counter[str] = Counter()
    blocked: Counter[str] = Counter()
    with (DATASETS / "github_gov_takedowns/notices.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            posted = datetime.fromisoformat(row["commit_time"])
            in_time = posted < due(row["notice_date"], days, zone)
            copied = row["copied_from_older_repo"] == "1"
            late = "undetermined" if copied else "complied_late"
            published["complied" if in_time else late] += 1
            blocked["complied" if in_time else "undetermined"] += 1
    settings = [f"days_to_{what}={days} days" for what in ("publish", "block")]
    found = counts(
        run, str(DATASETS / "github_gov_takedowns"), "--set", settings[0], "--set", settings[1]
    )
    assert found == {"publish_notice": published, "block_in_time": blocked}
