"""From a manifest and its tables to findings on disk, and what is refused on the way."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest

from tests.unit.cli.running import Runs

RULES = """
ruleset bulk.test
  timezone "Asia/Kolkata"

enum Provision = ordinary, emergency
record Item
record Order
  provision: Provision
  received: time
  comply_within: duration
  revoked: time?
  items: list of Item
action block(i: Item) in territory
action restore(i: Item)
state blocked(i: Item)
block(i) in IN counts as blocked(i)
restore(i) ends blocked(i)

obligation comply
  for each o: Order, i: Item in o.items
  when     o.provision = ordinary
  must     blocked(i)
  within   o.comply_within of o.received
  until    o.revoked

assessment enough for o: Order
  share of comply(o, *) in {complied, complied_late} at least 50%
"""

MANIFEST = """
dataset: test
ruleset: rules.lex
timezone: Asia/Kolkata
as_of: 2021-03-01
unlisted: Item
tables:
  orders:
    file: orders.csv
    record: Order
    id: order
    fields:
      provision: {column: kind, values: {o: ordinary, e: emergency}}
      received: {column: received, unknown: "?"}
      comply_within: {column: hours, unit: hours}
      revoked: revoked
      items: {column: items, separator: "|"}
  log:
    file: log.jsonl
    acts: {column: what, values: {blocked: block, undone: restore, seen: none}}
    id: id
    arguments: [item]
    fields: {at: at, territory: {column: where, empty: worldwide}}
"""

ORDERS = """order,kind,received,hours,revoked,items
o1,o,2021-02-01T10:00:00+05:30,36,,a|b|c
o2,e,2021-02-01T10:00:00+05:30,36,,a
o3,o,2021-02-01,36,,d|e
o4,o,?,36,,a
"""

LOG = """{"id": "a1", "what": "blocked", "item": "a", "at": "2021-02-01T12:00:00Z", "where": "IN"}
{"id": "a2", "what": "blocked", "item": "b", "at": "2021-02-05T12:00:00Z", "where": null}
{"id": "a3", "what": "blocked", "item": "c", "at": "2021-02-01T12:00:00Z", "where": "US"}
{"id": "a4", "what": "seen", "item": "c", "at": "2021-02-01T12:00:00Z"}
{"id": "a5", "what": "blocked", "item": "d", "at": "2021-02-03", "where": "IN"}
{"id": "a6", "what": "blocked", "item": "e", "at": "2021-02-02", "where": "IN"}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in (
        ("rules.lex", RULES),
        ("dataset.yaml", MANIFEST),
        ("orders.csv", ORDERS),
        ("log.jsonl", LOG),
    ):
        (tmp_path / name).write_text(content, "utf-8")
    return tmp_path


def findings(folder: Path, name: str = "comply") -> dict[str, str]:
    rows = duckdb.sql(f"SELECT key_1, key_2, possible FROM '{folder}/findings/{name}.parquet'")
    return {f"{order} {item}": possible for order, item, possible in rows.fetchall()}


def test_tables_of_three_formats_are_judged(folder: Path, run: Runs) -> None:
    out = folder / "out"
    shown = run("evaluate", str(folder), "--findings", str(out))
    assert shown.code == 0, shown.err
    assert findings(out) == {
        "o1 a": "complied",  # within 36 hours
        "o1 b": "complied_late",  # four days later, everywhere
        "o1 c": "breached",  # in the US only
        "o2 a": "not_applicable",
        "o3 d": "complied|complied_late",  # received on the 1st, due on the 2nd or 3rd
        "o3 e": "complied|complied_late",
        # Received nobody knows when: after the as-of, less than 36 hours before it, or before a1.
        "o4 a": "not_applicable|complied|complied_late",
    }
    assert "2 judged case by case, where facts are in doubt" in " ".join(shown.out.split())
    assessed = duckdb.sql(
        f"SELECT key_1, outcome FROM '{out}/assessments.parquet' ORDER BY key_1"
    ).fetchall()
    assert assessed == [
        ("o1", "met"),
        ("o2", "not_applicable"),
        ("o3", "met"),
        ("o4", "undetermined"),
    ]


QUOTAS = """
parameter quota: percent
parameter goal: percent?
parameter allowed: number

assessment asked for o: Order
  share of comply(o, *) in {complied, complied_late} at least quota

assessment aimed for o: Order
  share of comply(o, *) in {complied, complied_late} at least goal

assessment open for o: Order
  count of comply(o, *) in {breached} at most allowed
"""


@pytest.mark.parametrize(
    ("settings", "asked", "aimed", "open_"),
    [
        # Two of three of o1, both of o3, nothing or all of o4. Without a quota only all is enough.
        ({}, ("undetermined", "met"), ("measured", "measured"), ("undetermined", "met")),
        (
            {"quota": "66%", "goal": "67%", "allowed": "0"},
            ("met", "met"),
            ("not_met", "met"),
            ("not_met", "met"),
        ),
        (
            {"quota": "67%", "goal": "66%", "allowed": "1"},
            ("not_met", "met"),
            ("met", "met"),
            ("met", "met"),
        ),
    ],
)
def test_a_threshold_may_be_a_parameter(
    settings: dict[str, str],
    asked: tuple[str, str],
    aimed: tuple[str, str],
    open_: tuple[str, str],
    folder: Path,
    run: Runs,
) -> None:
    (folder / "rules.lex").write_text(RULES + QUOTAS, "utf-8")
    out = folder / "out"
    given = [word for name, value in settings.items() for word in ("--set", f"{name}={value}")]
    shown = run("evaluate", str(folder), "--findings", str(out), *given)
    assert shown.code == 0, shown.err
    rows = duckdb.sql(
        f"SELECT assessment, key_1, outcome FROM '{out}/assessments.parquet' ORDER BY ALL"
    )
    found = {(name, order): outcome for name, order, outcome in rows.fetchall()}
    for name, expected in (("asked", asked), ("aimed", aimed), ("open", open_)):
        assert (found[name, "o1"], found[name, "o3"]) == expected, name


def test_one_instance_is_explained_by_the_facts_that_it_needs(folder: Path, run: Runs) -> None:
    shown = run("explain", str(folder), "comply(o1, b)")
    assert shown.code == 0, shown.err
    assert "complied_late" in shown.out
    assert "[log.jsonl, row 2:1]" in shown.out
    assert "page" not in shown.out
    assert "a1" not in shown.out  # what was done to another item
    shown = run("explain", str(folder), "comply(o1, nothing)")
    assert shown.code == 2
    assert "there is no instance" in shown.err


def test_a_folder_that_is_there_is_not_written_over(folder: Path, run: Runs) -> None:
    (folder / "out").mkdir()
    shown = run("evaluate", str(folder), "--findings", str(folder / "out"))
    assert shown.code == 2
    assert "is there already" in shown.err


@pytest.mark.parametrize(
    ("file", "broken", "why"),
    [
        ("orders.csv", 'o5,o,"2021-02-01T10:00:00Z"x,3,,a\n', "the quotes are broken"),
        ("orders.csv", "o5,o,2021-02-01T10:00:00Z,3,,a,\n", "7 cells, where the header has 6"),
        ("orders.csv", "o5,p,2021-02-01T10:00:00Z,3,,a\n", "`provision` is no constant"),
        ("orders.csv", "o5,o,2021-02-30T10:00:00Z,3,,a\n", "`received` is no moment"),
        ("orders.csv", "o5,o,2021-02-01T10:00:00Z,x,,a\n", "`comply_within` is no length"),
        (
            "orders.csv",
            "o1,o,2021-02-01T10:00:00Z,3,,a\n",
            "the id stands there before",
        ),
        ("orders.csv", ",o,2021-02-01T10:00:00Z,3,,a\n", "`id` is empty"),
        ("log.jsonl", '{"id": "b1", "what": "blocked", "item": "a"', "this line is no JSON"),
        (
            "log.jsonl",
            '{"id": "b1", "what": "burnt", "item": "a", "at": "2021-02-01T12:00:00Z"}\n',
            "the action is none of those named",
        ),
        ("log.jsonl", '{"id": "b1", "what": "blocked", "item": "a"}\n', "`at` is empty"),
        (
            "log.jsonl",
            (
                '{"id": "b1", "what": "blocked", "item": "a", "where": "XX",'
                ' "at": "2021-02-01T12:00:00Z"}\n'
            ),
            "`territory` is no territory",
        ),
    ],
)
def test_a_row_that_cannot_be_used_stops_the_run_or_is_counted(
    folder: Path, run: Runs, file: str, broken: str, why: str
) -> None:
    with (folder / file).open("a", encoding="utf-8") as whole:
        whole.write(broken)
    out = folder / "out"
    shown = run("evaluate", str(folder), "--findings", str(out))
    assert shown.code == 4
    assert why in " ".join(shown.err.split())
    assert not out.exists()
    assert not list(folder.glob(".lexcheck-*"))
    shown = run("evaluate", str(folder), "--findings", str(out), "--max-rejects", "1")
    assert shown.code == 0, shown.err
    assert "1 row could not be used" in shown.out
    assert len(findings(out)) == 7
    ((where, _, reason), *_) = duckdb.sql(f"FROM '{out}/rejects.parquet'").fetchall()
    assert why in reason
    assert file in where


def test_acts_of_two_files_are_told_apart_where_they_have_no_id(folder: Path, run: Runs) -> None:
    """Rows are numbered file by file; two that have one number are two acts, not one."""
    (folder / "log.jsonl").unlink()
    for name, item in (("log-1", "b"), ("log-2", "a")):
        act = f'{{"what": "blocked", "item": "{item}", "at": "2021-02-01T12:00:00Z"}}\n'
        (folder / f"{name}.jsonl").write_text(act, "utf-8")
    manifest = MANIFEST.replace("file: log.jsonl", 'files: ["log-*.jsonl"]')
    manifest = manifest.replace("    id: id\n", "")
    (folder / "dataset.yaml").write_text(manifest, "utf-8")
    shown = run("evaluate", str(folder), "--findings", str(folder / "out"))
    assert shown.code == 0, shown.err
    found = findings(folder / "out")
    assert (found["o1 a"], found["o1 b"]) == ("complied", "complied")
    # Of o4 nobody knows when it was received: whoever judges it case by case needs the act on `a`.
    assert "complied" in found["o4 a"].split("|")


def test_a_list_of_another_record_is_judged_case_by_case(folder: Path, run: Runs) -> None:
    """What is bound is in the list of the order that an order follows, which no column shows."""
    rules = RULES.replace("  revoked: time?\n", "  revoked: time?\n  follows: Order\n")
    rules = rules.replace("i: Item in o.items\n", "i: Item in o.follows.items\n")
    (folder / "rules.lex").write_text(rules, "utf-8")
    manifest = MANIFEST.replace("revoked: revoked", "revoked: revoked\n      follows: before")
    (folder / "dataset.yaml").write_text(manifest, "utf-8")
    orders = ORDERS.replace("items\n", "items,before\n").replace("a|b|c\n", "a|b|c,o1\n")
    orders = orders.replace(",a\n", ",a,o1\n").replace("d|e\n", "d|e,\n")
    (folder / "orders.csv").write_text(orders, "utf-8")
    out = folder / "out"
    shown = run("evaluate", str(folder), "--findings", str(out))
    assert shown.code == 0, shown.err
    found = findings(out)
    assert {key: found[key] for key in ("o1 a", "o1 b", "o1 c")} == {
        "o1 a": "complied", "o1 b": "complied_late", "o1 c": "breached",
    }  # fmt: skip
    assert found["o2 a"] == found["o2 b"] == "not_applicable"


CLOSED = """
calendar none
  weekend: sunday
  covers:  2021-01-01 to 2021-12-31
"""

OF_EITHER_LIST = RULES.replace("list of Item\n", "list of Item\n  more: list of Item?\n").replace(
    "i: Item in o.items\n", "i: Item in (o.more otherwise o.items)\n"
)


def test_things_that_no_table_lists_are_asked_for_by_name(folder: Path, run: Runs) -> None:
    (folder / "rules.lex").write_text(OF_EITHER_LIST, "utf-8")
    shown = run("evaluate", str(folder))
    assert (shown.code, shown.out) == (4, "")
    assert "error[LX600]: `comply` cannot be judged: no table lists every `Item`" in shown.err
    assert "give a table with `record: Item`" in shown.err


def test_a_list_without_a_table_is_absent_and_not_empty(folder: Path, run: Runs) -> None:
    (folder / "rules.lex").write_text(OF_EITHER_LIST, "utf-8")
    manifest = MANIFEST.replace("unlisted: Item\n", "")
    manifest += "  things: {file: items.csv, record: Item, id: id}\n"
    (folder / "dataset.yaml").write_text(manifest, "utf-8")
    (folder / "items.csv").write_text("id\na\nb\nc\nd\ne\n", "utf-8")
    shown = run("evaluate", str(folder), "--findings", str(folder / "out"))
    assert shown.code == 0, shown.err
    found = findings(folder / "out")
    assert {key: found[key] for key in ("o1 a", "o1 b", "o1 c")} == {
        "o1 a": "complied", "o1 b": "complied_late", "o1 c": "breached",
    }  # fmt: skip
    assert "o1 d" not in found


def test_a_column_of_hours_is_counted_by_the_rule(folder: Path, run: Runs) -> None:
    """Of the hours of Regulation 1182/71 the one of receipt is not counted: 10:00 to 11:00."""
    rules = RULES.replace('  timezone "Asia/Kolkata"\n', '  timezone "Asia/Kolkata"\n' + CLOSED)
    rules = rules.replace(
        "of o.received\n", "of o.received\n  counting regulation_1182_71 by none\n"
    )
    (folder / "rules.lex").write_text(rules, "utf-8")
    (folder / "log.jsonl").write_text(LOG.replace("2021-02-05T12:00:00Z", "2021-02-02T17:00:00Z"))
    shown = run("evaluate", str(folder), "--findings", str(folder / "out"))
    assert shown.code == 0, shown.err
    rows = duckdb.sql(
        "SELECT key_2, epoch_us(deadline), verdict, judged"
        f" FROM '{folder}/out/findings/comply.parquet' WHERE key_1 = 'o1' ORDER BY key_2"
    ).fetchall()
    due = 1_612_287_000_000_000  # 36 hours after 11:00 on the 1st: 23:00 on the 2nd, in India
    assert rows[:2] == [("a", due, "complied", "sql"), ("b", due, "complied", "sql")]


def test_a_column_that_is_not_there_is_named(folder: Path, run: Runs) -> None:
    (folder / "dataset.yaml").write_text(MANIFEST.replace("column: kind", "column: kinds"), "utf-8")
    shown = run("evaluate", str(folder))
    assert shown.code == 4
    assert "has no column `kinds`" in shown.err
    assert "did you mean `kind`?" in shown.err


def test_acts_without_a_time_are_refused_where_they_are_described(folder: Path, run: Runs) -> None:
    """Not row by row: then, with enough rejects allowed, there would be nothing left to judge."""
    manifest = MANIFEST.replace("fields: {at: at, territory", "fields: {territory")
    (folder / "dataset.yaml").write_text(manifest, "utf-8")
    shown = run("evaluate", str(folder), "--max-rejects", "100")
    assert shown.code == 4
    assert "LX422" in shown.err
    assert "the table `log` has no `at`" in shown.err


def _loaded(arguments: Sequence[str], unwanted: set[str]) -> tuple[str, set[str]]:
    """What a run in a process of its own prints, and which of some modules it loads."""
    program = (
        "import sys, lexcheck.cli\n"
        "try:\n"
        f"    lexcheck.cli.run({list(arguments)!r})\n"
        "except SystemExit:\n"
        "    pass\n"
        f"print(*sorted({unwanted!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    return done.stdout, set(done.stderr.split())


def test_one_case_is_judged_without_a_data_engine() -> None:
    """Neither DuckDB nor Arrow is loaded, however a case is judged."""
    told, loaded = _loaded(
        ["evaluate", "cases/start/log.yaml", "--format", "json"], {"duckdb", "pyarrow"}
    )
    assert loaded == set()
    assert "comply(order_7, page_a)" in told


def test_one_machine_judges_tables_without_what_spark_needs(folder: Path) -> None:
    """That takes as long to load as hundreds of thousands of rows to be judged."""
    told, loaded = _loaded(["evaluate", str(folder)], {"pyspark", "lexcheck.bulk.spread"})
    assert loaded == set()
    assert "comply  " in told


def test_tables_are_judged_by_the_law_of_another_day(folder: Path, run: Runs) -> None:
    rules = folder / "rules.lex"
    text = rules.read_text("utf-8")
    amended = text[text.index("obligation comply") : text.index("assessment")]
    first = text.replace(
        "  until    o.revoked\n",
        "  until    o.revoked\n  in force from 2020-01-01 until 2021-02-20\n",
    )
    later = amended.replace("o.comply_within", "1 hour")
    later = later.replace(
        "  until    o.revoked\n", "  until    o.revoked\n  in force from 2021-02-21\n"
    )
    rules.write_text(f"{first}\n{later}", "utf-8")
    law = run(
        "evaluate", str(folder), "--law-as-of", "2021-03-01", "--findings", str(folder / "out")
    )
    assert "law as of 2021-03-01" in law.out
    found = duckdb.sql(
        "SELECT key_2, version, verdict, judged, epoch(deadline - trigger)::INT AS allowed"
        f" FROM '{folder}/out/findings/comply.parquet' WHERE key_1 = 'o1' ORDER BY key_2"
    ).fetchall()
    assert found == [
        ("a", "from 2021-02-21", "complied_late", "sql", 3600),  # in time, under the law of then
        ("b", "from 2021-02-21", "complied_late", "sql", 3600),
        ("c", "from 2021-02-21", "breached", "sql", 3600),
    ]


def test_without_what_judges_tables_it_is_named(
    folder: Path, run: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)  # as where it is not installed
    shown = run("evaluate", str(folder))
    assert (shown.code, shown.out) == (2, "")
    assert "error[LX600]: tables are judged by DuckDB, which is not installed" in shown.err
    assert "hint: install it with `pip install lexcheck[bulk]`" in shown.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("datasets", "--format", "html"), "Tables are told as text or json, and not as html"),
        (("datasets", "datasets"), "One dataset is judged at a time"),
        (("case.yaml", "--findings", "out", "--engine", "spark"), "no --findings, --engine here"),
        (("case.yaml", "datasets"), "One dataset is judged at a time"),
    ],
)
def test_what_is_for_tables_or_for_cases_alone_is_refused_of_the_other(
    arguments: tuple[str, ...], said: str, folder: Path, run: Runs
) -> None:
    where = {"datasets": str(folder), "case.yaml": str(folder / "case.yaml")}
    ran = run("evaluate", *(where.get(each, each) for each in arguments))
    assert ran.code == 2
    assert said in " ".join(ran.err.split())


def test_a_dataset_among_cases_is_passed_over(folder: Path, run: Runs) -> None:
    """By what reads cases; where it is named, it is refused with one word and not with ten."""
    ran = run("check", str(folder))
    assert ran.code == 0
    assert ran.out.count("LX490") == 1
    ran = run("check", str(folder / "dataset.yaml"))
    assert ran.code == 4
    assert ran.out.count("error[") == 1
    assert "this file is a dataset, and no case" in ran.out


def test_a_word_that_is_neither_true_nor_false_says_where_to_map_it(
    folder: Path, run: Runs
) -> None:
    rules = (folder / "rules.lex").read_text("utf-8")
    changed = rules.replace("record Order", "record Order\n  urgent: boolean", 1)
    (folder / "rules.lex").write_text(changed, "utf-8")
    manifest = (folder / "dataset.yaml").read_text("utf-8")
    mapped = manifest.replace("revoked: revoked", "revoked: revoked\n      urgent: kind", 1)
    assert mapped != manifest
    (folder / "dataset.yaml").write_text(mapped, "utf-8")
    ran = run("evaluate", str(folder))
    assert ran.code == 4
    assert "is neither true nor false" in ran.err
    assert "hint: say what their words mean with `values:` in the manifest, mend them" in ran.err


def test_columns_may_be_called_anything(folder: Path, run: Runs) -> None:
    """Even what a query calls its own: a number of rows, a mark, a flag."""
    orders = ORDERS.replace("order,kind,received,hours,revoked,items", "list,n,f0,s1,row,of")
    (folder / "orders.csv").write_text(orders, "utf-8")
    (folder / "log.jsonl").write_text(LOG.replace('"what"', '"s0"').replace('"item"', '"t"'))
    manifest = MANIFEST.replace("id: order", "id: list").replace("column: kind", "column: n")
    manifest = manifest.replace("column: received", "column: f0").replace(
        "column: hours", "column: s1"
    )
    manifest = manifest.replace("revoked: revoked", "revoked: row").replace(
        "column: items", "column: of"
    )
    manifest = manifest.replace("column: what", "column: s0").replace("[item]", "[t]")
    (folder / "dataset.yaml").write_text(manifest, "utf-8")
    out = folder / "out"
    assert run("evaluate", str(folder), "--findings", str(out)).code == 0
    assert findings(out)["o1 b"] == "complied_late"
    assert findings(out)["o2 a"] == "not_applicable"
