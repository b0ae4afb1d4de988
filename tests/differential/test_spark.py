"""LAW: Spark's findings are those of DuckDB and of the case evaluator, on whatever tables can say.

One session serves all tests, and many cases go through it at once, since each job takes long to
begin. What is marked `spark` is run by `make check-spark`; the rest by `make check`, too, where
Java and Spark are there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from lexcheck.evaluate import from_norms
from lexcheck.facts.case import Case
from lexcheck.norms.model import Ruleset
from tests.cases.test_golden import case_files
from tests.cases.test_w1_examples import AS_OF, EXAMPLES, RULES, document
from tests.differential.duties import trials
from tests.differential.spreading import judge_all_in_parts
from tests.differential.tables import NotTabular, dataset_of, differences, tamed
from tests.differential.test_golden_tables import runs_of
from tests.differential.test_one_doubt import AS_OF as DOUBT_AS_OF
from tests.differential.test_one_doubt import trial as one_doubt
from tests.differential.test_tables import cases
from tests.judging import case_of, hour, ruleset_of
from tests.properties.strategies.doubt import doubtful
from tests.unit.bulk.test_spread import judged, written

if TYPE_CHECKING:
    from lexcheck.bulk.spread.spark import Spark

ROOT = Path(__file__).parents[2]

pytestmark = [
    pytest.mark.skipif(
        find_spec("pyspark") is None or shutil.which("java") is None,
        reason="Spark or Java is not here: make check-spark",
    ),
    # Spark and py4j leave sockets, and use what Python is about to drop.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

Tried = tuple[Ruleset, Case, int]


@pytest.fixture(scope="module")
def spark() -> Iterator[Spark]:
    from lexcheck.bulk.spread.spark import Spark, session

    # Tasks import the tests' own modules, too.
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    with session("local[2]") as made:
        yield Spark(made)


def same(spark: Spark, tried: list[Tried]) -> None:
    """All cases, by Spark, as the case evaluator has them."""
    found = judge_all_in_parts(tried, spark)
    for (ruleset, case, as_of), trial in zip(tried, found, strict=True):
        run = from_norms.evaluate(ruleset, case, as_of=as_of)
        assert differences(trial, run.findings) == [], f"{case.name} by {ruleset.name}"


def blocking(number: int) -> list[Tried]:
    ruleset = ruleset_of(RULES)
    made = (case_of(document(example), ruleset.schema) for example in EXAMPLES[:number])
    return [(ruleset, case, hour(AS_OF)) for case in made]


def drawn(strategy: Any, number: int) -> list[Any]:
    """So many examples of a strategy, the same each time."""
    found: list[Any] = []

    @settings(
        max_examples=number, database=None, derandomize=True, deadline=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(strategy)
    def draw(one: Any) -> None:
        found.append(one)

    draw()
    return found


def test_examples_of_blocking_orders_are_the_same_by_spark(spark: Spark) -> None:
    same(spark, blocking(4))


def test_a_file_broken_inside_is_named_as_without_spark(spark: Spark, tmp_path: Path) -> None:
    from lexcheck.bulk.duck import Fault

    (tmp_path / "data").mkdir()
    made = written(tmp_path / "data", odd=False)
    log = made / "log.parquet"
    log.write_bytes(log.read_bytes()[:4] + b"\xff" * 400 + log.read_bytes()[404:])
    for split in (False, True):
        with pytest.raises(Fault, match="`log` cannot be read") as told:
            judged(made, f"out-{split}", 0, spread=split, cluster=spark if split else None)
        assert told.value.code == "LX608"


class Gone:
    """The configuration of a session whose JVM went away."""

    def get(self, _name: str) -> str:
        return "10"

    def set(self, _name: str, value: str) -> None:
        if value == "10":
            raise ConnectionRefusedError(111, "Connection refused")

    @property
    def conf(self) -> Gone:
        return self


ABORTED = """An error occurred while calling o65.getResult.
: org.apache.spark.SparkException: Exception thrown in awaitResult:
\tat org.apache.spark.util.ThreadUtils$.awaitResult(ThreadUtils.scala:66)
Caused by: org.apache.spark.SparkException: Job aborted due to stage failure: Task 0 in stage 0.0
\t... 1 more
Caused by: java.io.EOFException
\t... 41 more
"""


def test_where_spark_itself_fails_it_is_no_fault_of_ours() -> None:
    from py4j.protocol import Py4JError
    from pyspark.errors import PythonException

    from lexcheck.bulk.spread.spark import NoSpark, _asking

    gone: Any = Gone()
    with pytest.raises(NoSpark, match="Job aborted due to stage failure"), _asking(gone):
        raise Py4JError(ABORTED)
    with pytest.raises(NoSpark, match="Connection refused"), _asking(gone):
        raise ConnectionRefusedError(111, "Connection refused")
    with pytest.raises(PythonException), _asking(gone):
        raise PythonException("in a task")


@pytest.mark.spark
def test_every_golden_case_that_tables_can_say_is_the_same_by_spark(spark: Spark) -> None:
    tried: list[Tried] = []
    runs = [run for path in case_files() for run in runs_of(path)]
    for ruleset, case in runs:
        try:
            dataset_of(case, ruleset.schema)
        except NotTabular:
            continue
        tried.append((ruleset, case, from_norms.evaluate(ruleset, case).as_of))
    assert len(tried) * 2 > len(runs)
    same(spark, tried)
    same(spark, blocking(len(EXAMPLES)))


@pytest.mark.spark
def test_random_rulesets_and_facts_with_doubt_are_the_same_by_spark(spark: Spark) -> None:
    tried: list[Tried] = []
    for trial in drawn(trials(), 40):
        ruleset = ruleset_of(trial.rules)
        case = tamed(case_of(trial.document, ruleset.schema), ruleset.schema)
        tried.append((ruleset, case, hour(trial.as_of)))
    for case_ in drawn(cases, 60):
        ruleset = ruleset_of(case_.rules.text)
        case = tamed(case_of(doubtful(case_.document), ruleset.schema), ruleset.schema)
        tried.append((ruleset, case, hour(case_.as_of)))
    tried += [(*one_doubt(seed), hour(DOUBT_AS_OF)) for seed in range(20)]
    assert len(tried) > 100
    same(spark, tried)


# ── The shipped datasets, from the command line ────────────────────────────────────────────────


def evaluated(folder: Path, *arguments: str) -> tuple[dict[str, Any], str]:
    done = subprocess.run(
        [sys.executable, "-m", "lexcheck", "evaluate", *arguments, "--format", "json",
         "--findings", str(folder)],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told, str(duckdb.sql(f"FROM '{folder}/rejects.parquet'").fetchall())


@pytest.mark.spark
@pytest.mark.parametrize(
    "arguments",
    [
        ("datasets/start",),
        ("datasets/dsa", "--max-rejects", "1", "--set", "delay=1 days"),
        ("datasets/github_gov_takedowns", "--set", "days_to_publish=7 days"),
    ],
    ids=lambda given: Path(given[0]).name,
)
def test_a_shipped_dataset_is_the_same_by_spark(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    one, rejected = evaluated(tmp_path / "duckdb", *arguments)
    other, again = evaluated(
        tmp_path / "spark", *arguments, "--engine", "spark", "--master", "local[2]"
    )
    assert rejected == again
    assert one.pop("findings") != other.pop("findings")  # where they were written
    assert one == other
    for file in sorted((tmp_path / "duckdb/findings").iterdir()):
        parts = tmp_path / "spark/findings" / file.name / "*.parquet"
        assert duckdb.sql(
            f"(FROM '{file}' EXCEPT ALL FROM '{parts}') UNION ALL"
            f" (FROM '{parts}' EXCEPT ALL FROM '{file}')"
        ).fetchall() == []  # fmt: skip
