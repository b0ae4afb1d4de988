"""`--memory` bounds what a run holds: the rest goes to disk, and the verdicts are the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

ROOT = Path(__file__).parents[3]

ORDERS = 1_000_000

#: Of the run, in MB; and what Python, its libraries and DuckDB take besides.
BOUND, BESIDES = 250, 400

MANIFEST = f"""
dataset: many
ruleset: {ROOT / "cases/start/blocking.lex"}
timezone: UTC
as_of: 2021-03-01
unlisted: Item
tables:
  orders: {{file: orders.parquet, record: Order, id: id, fields: {{received: received}}}}
  listed: {{file: listed.parquet, list: Order.items, of: id, member: page}}
  log:
    file: log.parquet
    acts: {{column: what, values: {{blocked: block, undone: restore}}}}
    arguments: [page]
    fields: {{at: at, territory: {{column: country, empty: worldwide}}}}
"""


def write(folder: Path) -> None:
    """Orders that list a page each, with two acts on each page, in no order."""
    tables = {
        "orders": "SELECT 'order_' || range AS id, TIMESTAMPTZ '2021-01-01 00:00:00Z'"
        f" + to_seconds(range % 4000000) AS received FROM range({ORDERS})",
        "listed": "SELECT 'order_' || range AS id, md5(range::VARCHAR) AS page"
        f" FROM range({ORDERS})",
        "log": "SELECT md5((range // 2)::VARCHAR) AS page, NULL::VARCHAR AS country,"
        " CASE range % 7 WHEN 0 THEN 'undone' ELSE 'blocked' END AS what,"
        " TIMESTAMPTZ '2021-01-02 00:00:00Z' + to_seconds((range * 37) % 4000000) AS at"
        f" FROM range({2 * ORDERS})",
    }
    with duckdb.connect() as db:
        db.execute("SET TimeZone = 'UTC'")
        for name, query in tables.items():
            db.execute(f"COPY ({query}) TO '{folder / name}.parquet'")
    (folder / "dataset.yaml").write_text(MANIFEST, "utf-8")


def peak(folder: Path, *options: str) -> tuple[float, str]:
    """The most memory that judging took, in MB, and what it came to."""
    command = [sys.executable, "-m", "lexcheck", "evaluate", str(folder), *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as judging:
        assert judging.stdout is not None
        shown = judging.stdout.read()
        _, code, usage = os.wait4(judging.pid, 0)
        judging.returncode = os.waitstatus_to_exitcode(code)
    assert judging.returncode == 0
    return usage.ru_maxrss / 1024, shown


@pytest.mark.slow
def test_a_run_holds_no_more_than_it_may(tmp_path: Path) -> None:
    write(tmp_path)
    unbounded, meant = peak(tmp_path)
    bounded, shown = peak(tmp_path, "--memory", f"{BOUND}MB")
    assert shown == meant
    assert bounded < BOUND + BESIDES < unbounded, "without a bound it holds more"
