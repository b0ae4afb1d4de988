"""A run over tables says how many rows it is done with, and of how many."""

from __future__ import annotations

from pathlib import Path

import duckdb

from lexcheck.bulk.progress import watched
from lexcheck.pipeline import datasets, manifests, runs
from lexcheck.pipeline.files import Place
from lexcheck.pipeline.library import Library

START = Path(__file__).parents[3] / "datasets/start/dataset.yaml"


def test_rows_are_counted_as_they_are_read_and_judged() -> None:
    opened = datasets.open_dataset(Library(), Place(name="start", path=START), [])
    told: list[tuple[str, int, int]] = []
    judged = datasets.judge(
        opened, runs.Selectors(), manifests.Options(), progress=lambda *each: told.append(each)
    )
    used = sum(table.rows for table in judged.summary.tables)
    there = sum(
        len(file.read_text("utf-8").splitlines()) - 1 for file in START.parent.glob("*.csv")
    )
    (norm,) = judged.summary.norms
    assert ("rows read", there, 0) in told
    assert ("rows looked at", used, 0) in told
    assert told[-1] == (f"instances of {norm.norm}", norm.instances, norm.instances)
    of = [done for what, done, _ in told if what == f"instances of {norm.norm}"]
    assert of == sorted(of) and of[0] == 0


def test_a_query_is_watched_while_it_runs() -> None:
    told: list[tuple[str, int, int]] = []
    with duckdb.connect() as db, watched(db, lambda *each: told.append(each), "rows", 3, 10):
        db.execute("SELECT sum(hash(range)) FROM range(30000000)").fetchall()
    assert told[-1] == ("rows", 10, 10)
    assert all(3 <= done <= 10 for _, done, _ in told)
