"""Blocking orders in bulk on Spark, beside PySpark that was written by hand: both warm, in turns.

`python -m benchmarks.spark FOLDER BY_HAND.py [TURNS]`: FOLDER holds the Parquet tables `orders`,
`order_items` and `acts`; BY_HAND has `run(spark, source, target)`, which writes `verdicts.parquet`
and `summary.parquet` there. One session serves both, with the settings that BY_HAND asks for when
it is run alone; the first turn is not counted, and after it their rows are compared.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import duckdb
from pyspark.sql import SparkSession

from lexcheck.pipeline import datasets, manifests, runs
from lexcheck.pipeline.library import Library

#: The ruleset, which the other benchmarks judge by, too.
RULES = Path(__file__).with_name("w1") / "w1.lex"

#: As in the hand-written job's own `main`: what it was tuned to.
SETTINGS = {
    "spark.driver.memory": "8g",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "8",
    "spark.log.level": "ERROR",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS",
}

MANIFEST = """\
dataset: w1
ruleset: w1.lex
timezone: UTC
as_of: 2021-02-28T12:00:00Z
unlisted: Item
tables:
  orders:
    file: orders.parquet
    record: Order
    id: order
    fields: {provision: provision, received: received, comply_within: {column: comply_within, unit: hours}, revoked: revoked}
  order_items: {file: order_items.parquet, list: Order.items, of: order, member: item}
  acts:
    file: acts.parquet
    acts: {column: kind}
    id: act
    arguments: [item]
    fields: {at: at, territory: {column: territory, empty: worldwide}}
"""

_OURS = """
SELECT key_1, key_2, verdict, reason, deadline, deciding_act, CASE WHEN verdict LIKE '%_late' THEN
  gap_start END, CASE WHEN verdict LIKE '%_late' THEN lateness END
FROM '{}/findings/comply.parquet/*.parquet'"""
_THEIRS = """
SELECT "order", item, verdict, reason, deadline, deciding_act, gap_start, lateness
FROM '{}/verdicts.parquet/*.parquet'"""


@contextmanager
def session(master: str) -> Iterator[SparkSession]:
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("W1")
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    try:
        yield spark
    finally:
        spark.stop()


def dataset(tables: Path, folder: Path) -> Path:
    """The tables as a dataset, in a folder of its own."""
    for name in ("orders", "order_items", "acts"):
        (folder / f"{name}.parquet").symlink_to((tables / f"{name}.parquet").resolve())
    shutil.copy(RULES, folder)
    (folder / "dataset.yaml").write_text(MANIFEST, "utf-8")
    return folder


def judge(spark: object, folder: Path, out: Path) -> None:
    where = manifests.manifest_of(str(folder))
    assert where is not None
    opened = datasets.open_dataset(Library(), where, [])
    options = manifests.Options(engine="spark", findings=str(out))
    datasets.judge(opened, runs.Selectors(), options, spark=spark)


def by_hand(path: str) -> Callable[[object, str, str], None]:
    """The function `run` of a file."""
    spec = importlib.util.spec_from_file_location("by_hand", path)
    assert spec is not None
    assert spec.loader is not None
    module: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    run: Callable[[object, str, str], None] = module.run
    return run


def agree(ours: Path, theirs: Path) -> int:
    """How many findings there are; all of them are the same."""
    one, other = _OURS.format(ours), _THEIRS.format(theirs)
    different = duckdb.sql(
        f"SELECT count(*) FROM ((({one}) EXCEPT ALL ({other})) UNION ALL"
        f" (({other}) EXCEPT ALL ({one})))"
    ).fetchone()
    number = duckdb.sql(f"SELECT count(*) FROM ({one})").fetchone()
    assert different == (0,), f"{different} rows differ"
    assert number is not None
    return int(number[0])


def measure(tables: Path, hand: str, turns: int) -> tuple[list[float], list[float], int]:
    """Seconds of ours and of theirs, turn by turn, and how many findings there are."""
    run, found = by_hand(hand), 0
    ours: list[float] = []
    theirs: list[float] = []
    with tempfile.TemporaryDirectory() as room, session("local[2]") as spark:
        folder = Path(room) / "dataset"
        folder.mkdir()
        dataset(tables, folder)
        for turn in range(turns + 1):
            for times, target, call in (
                (ours, Path(room) / "ours", lambda out: judge(spark, folder, out)),
                (theirs, Path(room) / "theirs", lambda out: run(spark, str(tables), str(out))),
            ):
                shutil.rmtree(target, ignore_errors=True)
                start = time.perf_counter()
                call(target)
                times.append(time.perf_counter() - start)
            if turn == 0:
                found = agree(Path(room) / "ours", Path(room) / "theirs")
    return ours[1:], theirs[1:], found


def main(tables: str, hand: str, turns: str = "5") -> None:
    ours, theirs, number = measure(Path(tables), hand, int(turns))
    ratios = [one / other for one, other in zip(ours, theirs, strict=True)]
    print(f"{number:,} findings, alike")
    print("seconds:", *(f"{one:.1f}/{other:.1f}" for one, other in zip(ours, theirs, strict=True)))
    print(f"by hand {median(theirs):.2f} s, lexcheck {median(ours):.2f} s; <= 1.0x:", end=" ")
    print(f"median {median(ratios):.2f}x")


if __name__ == "__main__":
    main(*sys.argv[1:])
