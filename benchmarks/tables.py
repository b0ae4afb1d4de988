"""How fast tables are judged, beside SQL written by hand for the same task: `make bench`.

    python -m benchmarks.tables [--size M|L] [--turns N] [--folder DIR]

The task is W1 (`w1/SPEC.md`): a blocking duty over a million items and three million acts (M), or
ten times as many (L). Hand-written SQL, lexcheck on the same tables, and lexcheck on tables in
which one instance in twenty is in doubt are run in turns, each in a process of its own; figures are
ratios of a turn, the median over all turns, of wall time and CPU time from process start and of
peak memory. Before anything is timed, both must have written the same rows; and of the doubtful
tables, of which the others are one completion, every possible set must hold the true verdict.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from shutil import copy, rmtree
from statistics import median
from typing import NamedTuple

import duckdb

HERE = Path(__file__).parent / "w1"
ORDERS = {"S": 10, "M": 1_000, "L": 10_000}
THREADS = "2"

MANIFEST = """dataset: w1
ruleset: w1.lex
timezone: UTC
as_of: 2021-02-28T12:00:00Z
unlisted: Item
tables:
  orders:
    file: orders.parquet
    record: Order
    id: order
    fields:
      provision: provision
      received: {received}
      comply_within: {{column: comply_within, unit: hours}}
      revoked: revoked
  order_items: {{file: order_items.parquet, list: Order.items, of: order, member: item}}
  acts:
    file: acts.parquet
    acts: {{column: kind}}
    id: act
    arguments: [item]
    fields: {{at: {at}, territory: {{column: territory, empty: worldwide}}}}
"""

#: One order in twenty-five was received on some day, one act in a hundred done in some six hours.
DOUBTFUL = """
COPY (SELECT * EXCLUDE (day) REPLACE (CASE WHEN vague THEN day ELSE received END AS received),
    CASE WHEN vague THEN day + INTERVAL 24 HOURS ELSE received END AS received_by
  FROM (SELECT *, hash("order") % 25 = 0 AS vague, date_trunc('day', received) AS day
    FROM '{source}/orders.parquet'))
TO '{target}/orders.parquet';
COPY (SELECT * REPLACE (CASE WHEN vague THEN "at" - INTERVAL 3 HOURS ELSE "at" END AS "at"),
    CASE WHEN vague THEN "at" + INTERVAL 3 HOURS ELSE "at" END AS at_by
  FROM (SELECT *, hash(act) % 100 = 0 AS vague FROM '{source}/acts.parquet'))
TO '{target}/acts.parquet';
"""

#: Findings as the columns of W1, for its checker.
AS_W1 = """
COPY (SELECT key_1 AS "order", key_2 AS item, verdict, reason, deciding_act,
    CASE WHEN verdict <> 'undetermined' THEN deadline END AS deadline,
    CASE WHEN verdict LIKE '%_late' THEN gap_start END AS gap_start,
    CASE WHEN verdict LIKE '%_late' THEN lateness END AS lateness
  FROM '{found}/findings/comply.parquet') TO '{target}/verdicts.parquet';
COPY (SELECT key_1 AS "order", {total} AS n_items, {counts},
    CASE WHEN definite THEN figure_least END AS share_complied,
    CASE WHEN definite THEN (n_partial + n_partial_late) / ({total} - n_not_applicable) END
      AS share_partial,
    CASE outcome WHEN 'met' THEN 'substantial' WHEN 'not_met' THEN 'not_substantial'
      ELSE outcome END AS assessment
  FROM (SELECT *, outcome IN ('met', 'not_met') AS definite FROM '{found}/assessments.parquet'))
TO '{target}/summary.parquet';
"""

COUNTS = [
    f"n_{verdict}"
    for verdict in (
        "complied", "complied_late", "partial", "partial_late", "breached", "pending", "excused",
        "not_applicable", "undetermined",
    )
]  # fmt: skip

#: True verdicts that the doubtful tables rule out, and how many instances are in doubt there.
RULED_OUT = """
SELECT count(*) FILTER (list_contains(string_split(f.possible, '|'), t.verdict) IS NOT TRUE),
  count(*) FILTER (f.verdict = 'undetermined'), count(*) FILTER (f.judged = 'case'), count(*)
FROM '{found}/findings/comply.parquet' AS f
FULL JOIN '{true}/findings/comply.parquet' AS t USING (key_1, key_2)
WHERE t.verdict IS DISTINCT FROM 'undetermined'
"""


class Run(NamedTuple):
    """Seconds and megabytes of one process."""

    wall: float
    cpu: float
    memory: float


def run(command: list[str]) -> Run:
    """A process from its start to its end."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, code, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(code)
    assert process.returncode == 0, command
    wall = time.perf_counter() - begun
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def make(size: str, folder: Path) -> None:
    """The tables of a size, those with doubt beside, and their manifests; once."""
    plain, vague = folder / size, folder / f"{size}-doubtful"
    if (vague / "dataset.yaml").exists():
        return
    print(f"making the tables of size {size}", flush=True)
    asked = ["--orders", str(ORDERS[size]), "--items-per-order", "1000", "--out", str(plain)]
    subprocess.run([sys.executable, str(HERE / "gen.py"), *asked], check=True)
    vague.mkdir(exist_ok=True)
    duckdb.connect().execute(DOUBTFUL.format(source=plain, target=vague))
    (vague / "order_items.parquet").symlink_to((plain / "order_items.parquet").resolve())
    exact = {"received": "received", "at": "at"}
    ranges = {
        "received": "{column: received, until: received_by}",
        "at": "{column: at, until: at_by}",
    }
    for to, moments in ((plain, exact), (vague, ranges)):
        copy(HERE / "w1.lex", to)
        (to / "dataset.yaml").write_text(MANIFEST.format(**moments))


def by_hand(source: Path, target: Path) -> list[str]:
    """The process that runs the hand-written SQL."""
    code = f"""
import duckdb, pathlib
script = pathlib.Path({str(HERE / "baseline.sql")!r}).read_text()
pathlib.Path({str(target)!r}).mkdir(parents=True)
db = duckdb.connect(config={{"threads": {THREADS}}})
db.execute("SET VARIABLE source = $1", [{str(source)!r}])
db.execute("SET VARIABLE target = $1", [{str(target)!r}])
for statement in duckdb.extract_statements(script):
    db.execute(statement)
"""
    return [sys.executable, "-c", code]


def by_ruleset(source: Path, target: Path) -> list[str]:
    command = [sys.executable, "-m", "lexcheck", "evaluate", str(source)]
    return [*command, "--findings", str(target), "--threads", THREADS, "--quiet"]


def agree(size: str, folder: Path, work: Path) -> str:
    """That the rows are the same; what there is of doubt."""
    expected, found, same = work / "expected", work / "found", work / "same"
    run(by_hand(folder / size, expected))
    run(by_ruleset(folder / size, found))
    same.mkdir()
    counts = {"total": f"({' + '.join(COUNTS)})", "counts": ", ".join(COUNTS)}
    db = duckdb.connect()
    db.execute("SET TimeZone = 'UTC'")
    db.execute(AS_W1.format(found=found, target=same, **counts))
    check = [sys.executable, str(HERE / "check.py"), str(same), str(expected)]
    subprocess.run(check, check=True, stdout=subprocess.DEVNULL)
    doubtful = work / "doubtful"
    run(by_ruleset(folder / f"{size}-doubtful", doubtful))
    row = db.execute(RULED_OUT.format(found=doubtful, true=found)).fetchone()
    assert row is not None
    wrong, undetermined, cases, every = row
    assert wrong == 0, f"{wrong} true verdicts are ruled out"
    for made in (expected, found, same, doubtful):
        rmtree(made)
    return (
        f"{every:,} instances: both write the same rows; with doubt, {undetermined:,} are"
        f" undetermined, {cases:,} were judged case by case, and no true verdict is ruled out"
    )


def measure(size: str, folder: Path, turns: int) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as made:
        work = Path(made)
        print(agree(size, folder, work), flush=True)
        commands = {
            "by hand": lambda to: by_hand(folder / size, to),
            "lexcheck": lambda to: by_ruleset(folder / size, to),
            "with doubt": lambda to: by_ruleset(folder / f"{size}-doubtful", to),
        }
        found: dict[str, list[Run]] = {name: [] for name in commands}
        for _ in range(turns):
            for name, command in commands.items():
                found[name].append(run(command(work / "out")))
                rmtree(work / "out")
    for name, runs in found.items():
        figures = Run(*(median(each) for each in zip(*runs, strict=True)))
        ratios = [
            median(one / hand for one, hand in zip(ones, hands, strict=True))
            for ones, hands in zip(
                zip(*runs, strict=True), zip(*found["by hand"], strict=True), strict=True
            )
        ]
        wall, cpu, memory = (f"{ratio:5.2f}x" for ratio in ratios)
        print(
            f"{size} {name:11} wall {wall}  CPU {cpu}  memory {memory}"
            f"   {figures.wall:.1f} s, CPU {figures.cpu:.1f} s, {figures.memory:.0f} MB",
            flush=True,
        )


def main(arguments: list[str] | None = None) -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--size", choices=sorted(ORDERS), default="M")
    asked.add_argument("--turns", type=int, default=5)
    asked.add_argument("--folder", type=Path, default=Path("build/w1"))
    options = asked.parse_args(arguments)
    options.folder.mkdir(parents=True, exist_ok=True)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package is compiled
    os.environ["PYTHONPYCACHEPREFIX"] = str((options.folder / "compiled").resolve())
    make(options.size, options.folder)
    measure(options.size, options.folder, options.turns)


if __name__ == "__main__":
    main()
