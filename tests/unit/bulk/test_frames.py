"""Tables that a program holds: whatever made them, the findings are those of the files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import lexcheck
from lexcheck.base.text import Source
from lexcheck.facts import from_yaml
from lexcheck.facts.tree import Node, Scalar, Sequence
from tests.unit.bulk.test_datasets import LOG, MANIFEST, ORDERS, RULES

#: The made of the tables: (orders, log).
Tables = Mapping[str, Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in (
        ("rules.lex", RULES), ("dataset.yaml", MANIFEST), ("orders.csv", ORDERS), ("log.jsonl", LOG)
    ):  # fmt: skip
        (tmp_path / name).write_text(content, "utf-8")
    return tmp_path


def pandas_tables(folder: Path) -> Tables:
    orders = pd.read_csv(folder / "orders.csv", dtype=str)
    return {"orders": orders, "log": pd.read_json(folder / "log.jsonl", lines=True, dtype=str)}


def polars_tables(folder: Path) -> Tables:
    orders = pl.read_csv(folder / "orders.csv", infer_schema=False)
    return {"orders": orders, "log": pl.read_ndjson(folder / "log.jsonl")}


def arrow_tables(folder: Path) -> Tables:
    return {name: pa.table(frame) for name, frame in polars_tables(folder).items()}


def streams(folder: Path) -> Tables:
    return {name: table.to_reader(2) for name, table in arrow_tables(folder).items()}


def relations(folder: Path) -> Tables:
    found: dict[str, Any] = {}
    for name, table in arrow_tables(folder).items():
        found[name] = duckdb.connect().from_arrow(table)
    return found


def connection(folder: Path) -> duckdb.DuckDBPyConnection:
    db = duckdb.connect()
    for name, table in arrow_tables(folder).items():
        db.register("given", table)
        db.execute(f"CREATE TABLE {name} AS FROM given")
    return db


def rows(table: Any) -> list[tuple[object, ...]]:
    found = [tuple(row.values()) for row in table.to_pylist()]
    return sorted(found, key=str)


@pytest.mark.parametrize(
    "made", [pandas_tables, polars_tables, arrow_tables, streams, relations, connection]
)
def test_the_findings_are_those_of_the_files(folder: Path, made: Any) -> None:
    wanted = lexcheck.evaluate_dataset(folder)
    assert len(wanted.findings) == 7
    given = made(folder)
    for name in ("orders.csv", "log.jsonl"):
        (folder / name).unlink()
    found = lexcheck.evaluate_dataset(folder / "dataset.yaml", given)
    assert rows(found.findings) == rows(wanted.findings)
    assert rows(found.assessments) == rows(wanted.assessments) != []
    assert rows(found.totals) == rows(wanted.totals) != []
    assert rows(found.rejects) == []


def plain(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(each) for each in node.items]
    return {key: plain(each) for key, each in node.entries.items()}


def test_a_manifest_may_be_a_mapping(folder: Path) -> None:
    node, _ = from_yaml.read(Source(name="dataset.yaml", text=MANIFEST))
    assert node is not None
    manifest = plain(node)
    for table in manifest["tables"].values():
        del table["file"]
    del manifest["ruleset"]
    ruleset = lexcheck.load_ruleset(folder / "rules.lex")
    found = lexcheck.evaluate_dataset(manifest, polars_tables(folder), ruleset=ruleset)
    assert rows(found.findings) == rows(lexcheck.evaluate_dataset(folder).findings)
    with pytest.raises(lexcheck.Refused, match="no `file`"):
        lexcheck.evaluate_dataset(manifest, {"log": pa.table({})}, ruleset=ruleset)


def test_one_frame_may_be_read_as_several_tables(folder: Path) -> None:
    frames = polars_tables(folder)
    text = MANIFEST.replace("file: log.jsonl", "table: everything")
    (folder / "dataset.yaml").write_text(text, "utf-8")
    given = {"orders": frames["orders"], "everything": frames["log"]}
    assert len(lexcheck.evaluate_dataset(folder, given).findings) == 7


def test_moments_and_numbers_keep_their_types(folder: Path) -> None:
    """Times with a zone are instants; those without are in the zone of the dataset."""
    frames = pandas_tables(folder)
    orders = frames["orders"].query("received != '?'").copy()
    orders["received"] = pd.to_datetime(orders["received"], format="ISO8601", utc=True)
    orders["hours"] = orders["hours"].astype(int)
    found = lexcheck.evaluate_dataset(folder, {"orders": orders})
    verdicts = {(row["key_1"], row["key_2"]): row for row in found.findings.to_pylist()}
    assert verdicts["o1", "a"]["verdict"] == "complied"
    assert str(verdicts["o1", "a"]["deadline"]) == "2021-02-02 16:30:00+00:00"
    naive = orders.assign(received=orders["received"].dt.tz_localize(None))
    found = lexcheck.evaluate_dataset(folder, {"orders": naive})
    verdicts = {(row["key_1"], row["key_2"]): row for row in found.findings.to_pylist()}
    assert str(verdicts["o1", "a"]["deadline"]) == "2021-02-02 11:00:00+00:00"


@pytest.mark.slow
def test_rejects_say_which_row_it_was(folder: Path) -> None:
    """Whatever the order in which threads come to the rows: a thread takes 122,880 at once."""
    number, bad = 130_000, 127_182
    orders = pl.DataFrame(
        {
            "order": [f"o{n}" for n in range(number)],
            "kind": ["x" if n == bad else "e" for n in range(number)],
            "received": "2021-02-01T10:00:00Z", "hours": "1", "revoked": None, "items": "a",
        }
    )  # fmt: skip
    (folder / "rules.lex").write_text(RULES.partition("assessment")[0], "utf-8")
    found = lexcheck.evaluate_dataset(folder, {"orders": orders}, max_rejects=1)
    assert [row["row"] for row in found.rejects.to_pylist()] == [bad + 1]
    assert len(found.findings) == number - 1


def with_items(items: list[Any], order: list[Any] | None = None) -> pa.Table:
    """One order."""
    said = {"kind": ["o"], "received": ["2021-02-01"], "hours": ["36"], "revoked": [None]}
    return pa.table({"order": order or ["o1"], **said, "items": items})


@pytest.mark.parametrize("items", [[["a", "b"]], ["a|b"], [["a", "b", "a"]]])
def test_a_list_is_a_list_of_its_own_or_a_text(folder: Path, items: list[Any]) -> None:
    found = lexcheck.evaluate_dataset(folder, {"orders": with_items(items)})
    assert sorted(row["key_2"] for row in found.findings.to_pylist()) == ["a", "b"]


@pytest.mark.parametrize("items", [pa.array([7], pa.uint64()), pa.array([[7]])])
def test_members_may_be_numbers(folder: Path, items: Any) -> None:
    found = lexcheck.evaluate_dataset(folder, {"orders": with_items(items)})
    assert [row["key_2"] for row in found.findings.to_pylist()] == ["7"]


def test_an_act_in_several_territories(folder: Path) -> None:
    log = polars_tables(folder)["log"]
    places = {"IN": ["US", "IN"], "US": ["US", "FR"], None: None}
    given = log.with_columns(pl.Series("where", [places[each] for each in log["where"]]))
    found = lexcheck.evaluate_dataset(folder, {"log": given}).findings
    wanted = lexcheck.evaluate_dataset(folder).findings
    how = ["judged"]  # acts in several territories are looked at by the case evaluator
    assert rows(found.drop_columns(how)) == rows(wanted.drop_columns(how))


@pytest.mark.parametrize("where", [["IN", None], [], ["IN", "XX"], [None]])
def test_what_is_no_list_of_territories_is_rejected(folder: Path, where: list[Any]) -> None:
    log = polars_tables(folder)["log"].to_arrow()
    given = log.set_column(log.column_names.index("where"), "where", pa.array([where] * len(log)))
    with pytest.raises(lexcheck.Refused, match="log row 1: `territory` is no territory"):
        lexcheck.evaluate_dataset(folder, {"log": given})


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (pl.LazyFrame({"order": ["a"]}), "lazy frame"),
        ([{"order": "a"}], "`list` is no table"),
        (pa.table({"order": ["a"]}), "has no column `kind`"),
        (with_items([{"item": "a"}]), r"`items` of `orders` is STRUCT\(item VARCHAR\): what of it"),
        (with_items([[["a"]]]), r"`items` of `orders` is VARCHAR\[\]\[\]"),
        (with_items([["a", None]]), "orders row 1: `items` has an empty member"),
        (with_items(["a"], order=[["o1"]]), r"`order` of `orders` is VARCHAR\[\]"),
    ],
)
def test_what_is_no_such_table_is_refused(folder: Path, given: object, why: str) -> None:
    with pytest.raises(lexcheck.Refused, match=why):
        lexcheck.evaluate_dataset(folder, {"orders": given})


def test_ids_are_not_floating_point_numbers(folder: Path) -> None:
    """pandas makes floats of whole numbers beside an empty cell: `7.0` is no id that stands in
    another table as `7`.
    """
    orders = pandas_tables(folder)["orders"]
    orders["order"] = [1.0, 2.0, 3.0, 4.0]
    with pytest.raises(lexcheck.Refused, match="floating-point"):
        lexcheck.evaluate_dataset(folder, {"orders": orders})


def test_what_is_written_is_not_held(folder: Path, tmp_path: Path) -> None:
    run = lexcheck.evaluate_dataset(folder, findings=tmp_path / "out.parquet")
    assert run.findings is None
    assert run.summary.instances == 7
    assert duckdb.sql(f"SELECT count(*) FROM '{tmp_path}/out.parquet'").fetchall() == [(7,)]
