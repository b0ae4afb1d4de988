"""What a run writes: the same rows in every form, under documented columns, whole or not at all."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from lexcheck.bulk.outputs import COLUMNS
from lexcheck.verdicts.model import Verdict
from tests.unit.bulk.test_datasets import LOG, MANIFEST, ORDERS, RULES
from tests.unit.cli.running import Runs

BROKEN = "o9,o,2021-02-01T10:00:00Z,x,,a\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in (
        ("rules.lex", RULES), ("dataset.yaml", MANIFEST), ("orders.csv", ORDERS + BROKEN),
        ("log.jsonl", LOG),
    ):  # fmt: skip
        (tmp_path / name).write_text(content, "utf-8")
    return tmp_path


def arrow(file: Path) -> pa.Table:
    with pa.OSFile(str(file)) as source:
        return pa.ipc.open_file(source).read_all()


def rows(db: duckdb.DuckDBPyConnection, source: str) -> list[tuple[object, ...]]:
    cells = "COLUMNS(*)::VARCHAR"
    found = db.execute(f"SELECT {cells} FROM {source} ORDER BY ALL").fetchall()
    return [tuple(cell or None for cell in row) for row in found]  # CSV has no empty text


def test_every_form_holds_the_same_rows(folder: Path, run: Runs) -> None:
    outs = {
        "folder": [], "csv-folder": ["--findings-format", "csv"],
        "arrow-folder": ["--findings-format", "arrow"], "one.parquet": [], "one.csv": [],
        "one.arrow": [], "all.duckdb": [],
    }  # fmt: skip
    for name, options in outs.items():
        out = str(folder / name)
        shown = run("evaluate", str(folder), "--findings", out, "--max-rejects", "1", *options)
        assert shown.code == 0, shown.err
    with duckdb.connect() as db:
        db.execute("SET TimeZone = 'UTC'")
        db.execute(f"ATTACH '{folder}/all.duckdb' AS whole (READ_ONLY)")
        for table in COLUMNS:
            inner = "findings/comply" if table == "findings" else table
            db.register("told", arrow(folder / f"arrow-folder/{inner}.arrow"))
            wanted = rows(db, f"'{folder}/folder/{inner}.parquet'")
            assert wanted
            assert rows(db, "told") == wanted
            assert rows(db, f"whole.{table}") == wanted
            varchar = f"read_csv('{folder}/csv-folder/{inner}.csv', all_varchar = true)"
            assert rows(db, varchar) == wanted
        wanted = rows(db, f"'{folder}/folder/findings/comply.parquet'")
        db.register("one", arrow(folder / "one.arrow"))
        assert rows(db, "one") == wanted
        assert rows(db, f"'{folder}/one.parquet'") == wanted
        assert rows(db, f"read_csv('{folder}/one.csv', all_varchar = true)") == wanted


def documented(table: str, width: int) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    verdicts = [str(v) for v in Verdict]
    settled = [v for v in verdicts if v != "undetermined"]
    for column in COLUMNS[table]:
        if column.name == "key_…":
            found += [(f"key_{n}", column.type) for n in range(1, width + 1)]
        elif column.name == "n_<verdict>":
            found += [(f"n_{verdict}", column.type) for verdict in verdicts]
        elif column.name == "<verdict>_least":
            for verdict in settled:
                found += [(f"{verdict}_least", column.type), (f"{verdict}_most", column.type)]
        elif column.name != "<verdict>_most":
            found.append((column.name, column.type))
    return found


def test_the_columns_are_those_that_are_documented(folder: Path, run: Runs) -> None:
    """A column that is renamed, added or changes its type breaks what others built."""
    out = folder / "all.duckdb"
    assert run("evaluate", str(folder), "--findings", str(out), "--max-rejects", "1").code == 0
    with duckdb.connect(str(out), read_only=True) as db:
        for table in COLUMNS:
            described = db.execute(f"DESCRIBE {table}").fetchall()
            kinds = {"TIMESTAMP WITH TIME ZONE": "TIMESTAMPTZ"}
            given = [(str(r[0]), kinds.get(str(r[1]), str(r[1]))) for r in described]
            assert given == documented(table, width=2), table


def test_totals_have_the_bounds_of_what_is_possible(folder: Path, run: Runs) -> None:
    out = folder / "all.duckdb"
    assert run("evaluate", str(folder), "--findings", str(out), "--max-rejects", "1").code == 0
    with duckdb.connect(str(out), read_only=True) as db:
        found = db.execute(
            'SELECT "by", key, instances, undetermined, complied_least, complied_most,'
            " complied_late_least, complied_late_most, breached_least, breached_most FROM totals"
            " ORDER BY ALL"
        ).fetchall()
    assert found == [
        # o3's items were blocked in time or late; o4 was received nobody knows when.
        ("key_1", "o1", 3, 0, 1, 1, 1, 1, 1, 1),
        ("key_1", "o2", 1, 0, 0, 0, 0, 0, 0, 0),
        ("key_1", "o3", 2, 2, 0, 2, 0, 2, 0, 0),
        ("key_1", "o4", 1, 1, 0, 1, 0, 1, 0, 0),
        ("norm", None, 7, 3, 1, 4, 1, 4, 1, 1),
    ]


@pytest.mark.parametrize("name", ["out", "out.parquet", "out.duckdb"])
def test_what_is_there_is_not_written_over(folder: Path, run: Runs, name: str) -> None:
    (folder / name).write_text("mine", "utf-8")
    shown = run("evaluate", str(folder), "--findings", str(folder / name), "--max-rejects", "1")
    assert shown.code == 2
    assert "is there already" in shown.err
    assert (folder / name).read_text("utf-8") == "mine"


@pytest.mark.parametrize("name", ["out", "out.csv", "out.duckdb"])
def test_nothing_is_left_of_a_run_that_is_refused(folder: Path, run: Runs, name: str) -> None:
    before = sorted(folder.iterdir())
    shown = run("evaluate", str(folder), "--findings", str(folder / name))
    assert shown.code == 4
    assert "1 row cannot be used" in shown.err
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_nothing_is_left_of_a_run_that_is_interrupted(
    tmp_path: Path, sign: signal.Signals, code: int
) -> None:
    """The signal comes while rows are read or judged: a hundred thousand doubtful instances take a
    minute. What the run had made is gone, and nothing stands under the name that was asked for.
    """
    (tmp_path / "rules.lex").write_text(RULES, "utf-8")
    (tmp_path / "log.jsonl").write_text(LOG, "utf-8")
    (tmp_path / "dataset.yaml").write_text(MANIFEST, "utf-8")
    doubtful = (f"x{n},?,?,36,,a|b\n" for n in range(100_000))
    (tmp_path / "orders.csv").write_text(
        ORDERS.partition("\n")[0] + "\n" + "".join(doubtful).replace(",?,?", ",o,?"), "utf-8"
    )
    before = sorted(tmp_path.iterdir())
    command = [sys.executable, "-m", "lexcheck", "evaluate", str(tmp_path)]
    with subprocess.Popen(
        [*command, "--findings", str(tmp_path / "out")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        _wait_for(tmp_path, process)
        process.send_signal(sign)
        _, err = process.communicate(timeout=60)
    assert process.returncode == code, err
    assert err.strip() == "interrupted"
    assert sorted(tmp_path.iterdir()) == before


def _wait_for(folder: Path, process: subprocess.Popen[str]) -> None:
    """Until the run has begun to write."""
    for _ in range(600):
        assert process.poll() is None
        if any(re.match(r"\.lexcheck-", each.name) for each in folder.iterdir()):
            time.sleep(1.5)
            return
        time.sleep(0.05)
    raise AssertionError("the run does not begin")
