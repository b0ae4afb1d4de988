"""A first manifest for files that somebody has.

Whoever does what its comments ask for gets the same findings as from a manifest written by hand.
"""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from lexcheck.bulk.likeness import LIKE, likeness
from tests.unit.bulk.test_datasets import LOG, ORDERS, RULES
from tests.unit.cli.running import Runs

DATASETS = Path(__file__).parents[3] / "datasets"

#: How a table is read that none was found for.
TEMPLATE = """\
  # ACTION:
  #   file: TODO
  #   act: ACTION
  #   arguments: [TODO]
  #   fields: {at: TODO}
"""
PUBLISHED = """\
  publish:
    file: FOLDER/notices.csv
    act: publish
    arguments: [path]
    where: {copied_from_older_repo: 0}
    fields: {at: commit_time}
  copied:
    file: FOLDER/notices.csv
    act: publish
    arguments: [path]
    where: {copied_from_older_repo: 1}
    fields: {at: {until: commit_time}}
  block:
    {file: FOLDER/notices.csv, act: block, arguments: [path], fields: {at: {until: commit_time}}}
"""
SUBMITTED = """\
  submit:
    files: ["FOLDER/sor-*.zip", "FOLDER/sor-*.csv"]
    act: submit
    arguments: [uuid]
    fields: {at: created_at}
"""

#: By dataset: what it is judged by, and what its reader decides, line by line: (what stands there,
#: what is put in its place). An act that no table was found for is written in full.
ANSWERS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "start": (
        str(DATASETS.parent / "cases/start/blocking.lex"),
        [
            ("timezone: TODO", "timezone: Asia/Kolkata"),
            ("# as_of: 2021-02-05", "as_of: 2021-02-05"),
            ("undone: TODO", "undone: restore"),
            ("seen: TODO", "seen: none"),
            ("revoked: TODO", "revoked: withdrawn"),
            ("empty: unknown", "empty: worldwide"),
        ],
    ),
    "github_gov_takedowns": (
        "practice.gov_takedowns",
        [
            ("timezone: TODO", "timezone: America/Los_Angeles"),
            ("# as_of: 2021-02-05", "as_of: 2024-01-01"),
            ("received: TODO", "received: notice_date"),
            (TEMPLATE.replace("ACTION", "publish"), PUBLISHED),
        ],
    ),
    "dsa": (
        "eu.dsa.art24_5",
        [
            ("timezone: TODO", "timezone: Europe/Brussels"),
            ("# as_of: 2021-02-05", "as_of: 2025-07-02"),
            ("decided: TODO", "decided: {column: application_date, precision: day}"),
            ("decided: TODO", "decided: {column: application_date, precision: day}"),
            (TEMPLATE.replace("ACTION", "submit"), SUBMITTED),
        ],
    ),
}


def findings(folder: Path) -> list[tuple[object, ...]]:
    """Every row; ids of acts aside, which say in which table they stood."""
    cells = "COLUMNS(c -> c NOT IN ('deciding_act', 'judged'))::VARCHAR"
    return duckdb.sql(f"SELECT {cells} FROM '{folder}/findings/*.parquet' ORDER BY ALL").fetchall()


@pytest.mark.parametrize("name", ANSWERS)
def test_who_fills_the_gaps_gets_the_same_findings(name: str, tmp_path: Path, run: Runs) -> None:
    words, answers = ANSWERS[name]
    files = sorted(str(f) for f in (DATASETS / name).iterdir() if f.suffix != ".yaml")
    target = tmp_path / "dataset.yaml"
    shown = run("schema", "--dataset", words, *files, "--output", str(target))
    assert shown.code == 0, shown.err
    made = target.read_text("utf-8")
    for gap, answer in answers:
        assert gap in made
        made = made.replace(gap, answer.replace("FOLDER", str(DATASETS / name)), 1)
    assert re.findall(r"^[^#\n]*\bTODO\b", made, re.MULTILINE) == []
    target.write_text(made, "utf-8")
    for where, out in ((DATASETS / name, tmp_path / "hand"), (target, tmp_path / "draft")):
        shown = run("evaluate", str(where), "--findings", str(out), "--max-rejects", "9")
        assert shown.code == 0, shown.err
    assert findings(tmp_path / "draft") == findings(tmp_path / "hand") != []


def test_each_gap_is_told_and_nothing_is_read_before(tmp_path: Path, run: Runs) -> None:
    (tmp_path / "rules.lex").write_text(RULES, "utf-8")
    (tmp_path / "orders.csv").write_text(ORDERS, "utf-8")
    (tmp_path / "log.jsonl").write_text(LOG, "utf-8")
    target = tmp_path / "dataset.yaml"
    rules, files = str(tmp_path / "rules.lex"), [str(tmp_path / "orders.csv")]
    files.append(str(tmp_path / "log.jsonl"))
    assert run("schema", "--dataset", rules, *files, "--output", str(target)).code == 0
    made = target.read_text("utf-8")
    gaps = [n for n, line in enumerate(made.splitlines(), 1) if "TODO" in line.partition("#")[0]]
    assert len(gaps) > 3
    shown = run("evaluate", str(target))
    assert shown.code == 4
    told = re.findall(r"dataset\.yaml:(\d+):\d+: error\[LX612\]", shown.err)
    assert sorted(set(map(int, told))) == gaps
    assert "error[LX6" in shown.err
    assert set(re.findall(r"LX\d+", shown.err)) == {"LX612"}


def test_what_the_files_tell_is_written(tmp_path: Path, run: Runs) -> None:
    """Parquet and a DuckDB file; types, units, constants, lists, days and what a log says."""
    (tmp_path / "rules.lex").write_text(RULES, "utf-8")
    with duckdb.connect(str(tmp_path / "all.duckdb")) as db:
        db.execute(
            "CREATE TABLE orders AS SELECT 'o1' AS order_id, 'Emergency' AS provision,"
            " TIMESTAMP '2021-02-01 00:00:00' AS received_at, 36 AS comply_within_hours,"
            " NULL::TIMESTAMPTZ AS revoked_at, ['a', 'b'] AS items"
        )
        db.execute(
            "COPY (SELECT 'a1' AS id, 'blocked' AS action, 'a' AS item, now() AS at,"
            f" 'IN' AS country) TO '{tmp_path / 'log.parquet'}'"
        )
    shown = run(
        "schema", "--dataset", str(tmp_path / "rules.lex"),
        str(tmp_path / "all.duckdb"), str(tmp_path / "log.parquet"),
    )  # fmt: skip
    assert shown.code == 0, shown.err
    lines = [line.partition("  #")[0].strip() for line in shown.out.splitlines()]
    for wanted in (
        "table: orders",
        "id: order_id",
        "provision: {column: provision, values: {Emergency: emergency}}",
        "received: {column: received_at, precision: day}",
        "comply_within: {column: comply_within_hours, unit: hours}",
        "revoked: revoked_at",
        "items: {column: items, separator: json}",
        "column: action",
        "blocked: block",
        "arguments: [item]",
        "at: at",
        "timezone: TODO",
    ):
        assert wanted in lines, shown.out


def test_words_for_true_and_false_are_mapped(tmp_path: Path, run: Runs) -> None:
    """And what cannot be guessed of them is asked; a row with such a word says what to do."""
    rules = f"{RULES}\nrecord Category\n  small: boolean\n  listed: boolean\n"
    (tmp_path / "rules.lex").write_text(rules, "utf-8")
    table = tmp_path / "categories.csv"
    table.write_text("category_id,small,listed\np,Yes,x\nq,no,\n", "utf-8")
    shown = run("schema", "--dataset", str(tmp_path / "rules.lex"), str(table))
    assert "    record: Category\n" in shown.out
    assert '      small: {column: small, values: {"Yes": true, "no": false}}' in shown.out
    assert "      listed: {column: listed, values: {x: TODO}}" in shown.out


@pytest.mark.parametrize(
    ("content", "name"), [(b"\xff\xfe\x00", "x.csv"), (b"no", "x.parquet"), (b"no", "x.duckdb")]
)
def test_what_is_no_table_is_told(tmp_path: Path, run: Runs, content: bytes, name: str) -> None:
    (tmp_path / name).write_bytes(content)
    shown = run("schema", "--dataset", "moderation", str(tmp_path / name))
    assert shown.code in (2, 4)
    assert name in shown.err


@pytest.mark.parametrize(
    ("wanted", "given", "alike"),
    [
        ("received", "received_at", True),
        ("Order", "order_no", True),
        ("block", "blocked", True),
        ("platform", "platform_name", True),
        ("Party", "parties", True),
        ("items", "orderItems", True),
        ("at", "timestamp", True),
        ("restore", "received", False),
        ("received", "recieved", True),
        ("country", "platform_uid", False),
    ],
)
def test_names_are_alike_or_not(wanted: str, given: str, alike: bool) -> None:
    assert (likeness(wanted, given) >= LIKE) is alike
