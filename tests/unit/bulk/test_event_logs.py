"""Event logs as tables: what the documented runs come to, and that no broken log passes for a small
one.
"""

from __future__ import annotations

import gzip
import io
import json
import shutil
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from lexcheck.bulk.event_logs import Broken, rows_of_ocel, rows_of_xes
from tests.unit.cli.running import Runs

DATASETS = Path(__file__).parents[3] / "datasets"
XES = (DATASETS / "complaints/log.xes").read_text("utf-8")
OCEL = (DATASETS / "ocel_orders/log.ocel.json").read_text("utf-8")


def copied(name: str, tmp_path: Path) -> Path:
    """A dataset in a folder of its own, with the ruleset that it names."""
    folder = tmp_path / "datasets" / name
    shutil.copytree(DATASETS / name, folder)
    cases = tmp_path / "cases/start"
    cases.mkdir(parents=True)
    shutil.copy(DATASETS.parent / "cases/start/blocking.lex", cases)
    return folder


def findings(out: Path, norm: str) -> dict[str, str]:
    rows = duckdb.sql(f"SELECT * FROM '{out}/findings/{norm}.parquet'")
    names = [column for column in rows.columns if column.startswith("key_")]
    listed = rows.select(", ".join([*names, "possible"])).fetchall()
    return {" ".join(key for key in keys if key): possible for *keys, possible in listed}


# ── XES ────────────────────────────────────────────────────────────────────────────────────────

#: As of the end of June: received on 1 May, acknowledged a day later, decided after thirteen days;
#: that a decision was begun is no decision. Received on 2 May: acknowledged on the 6th, decided on
#: the 20th. Withdrawn after four days. Received on 20 June. Begun, and never decided. Of the last
#: nobody knows when it came in.
ACKNOWLEDGED = {
    "C-1": "complied", "C-2": "complied_late", "C-3": "complied", "C-4": "complied",
    "C-5": "breached", "C-6": "not_applicable|complied|complied_late|pending|breached",
}  # fmt: skip
DECIDED = {
    "C-1": "complied", "C-2": "complied_late", "C-3": "excused", "C-4": "pending",
    "C-5": "breached", "C-6": "not_applicable|complied|complied_late|pending|breached",
}  # fmt: skip


def judged(run: Runs, folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    out = folder / "out"
    shown = run("evaluate", str(folder), "--findings", str(out))
    assert shown.code == 0, shown.err
    both = findings(out, "acknowledge_complaint"), findings(out, "decide_complaint")
    shutil.rmtree(out)
    return both


def definite(found: dict[str, str]) -> dict[str, str]:
    return {key: verdict for key, verdict in found.items() if "|" not in verdict}


def test_a_log_of_complaints_is_judged(run: Runs, tmp_path: Path) -> None:
    acknowledged, decided = judged(run, copied("complaints", tmp_path))
    assert definite(acknowledged) == definite(ACKNOWLEDGED)
    assert definite(decided) == definite(DECIDED)
    # C-6: whenever it was received, whatever came before that does not count.
    assert {"complied", "complied_late"} <= set(acknowledged["C-6"].split("|"))


def test_a_packed_log_and_one_in_one_line_are_read_alike(run: Runs, tmp_path: Path) -> None:
    folder = copied("complaints", tmp_path)
    plain = judged(run, folder)
    (folder / "log.xes").write_text(XES.replace("\n", " "), "utf-8")
    assert judged(run, folder) == plain
    manifest = folder / "dataset.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("file: log.xes", "file: log.xes.gz"))
    (folder / "log.xes").unlink()
    with gzip.open(folder / "log.xes.gz", "wt", encoding="utf-8") as packed:
        packed.write(XES)
    assert judged(run, folder) == plain


@pytest.mark.parametrize("left", [0.1, 0.5, 0.9, 0.999])
def test_a_truncated_packed_log_is_refused_as_a_whole(
    run: Runs, tmp_path: Path, left: float
) -> None:
    folder = copied("complaints", tmp_path)
    manifest = folder / "dataset.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("file: log.xes", "file: log.xes.gz"))
    packed = gzip.compress(XES.encode())
    (folder / "log.xes.gz").write_bytes(packed[: int(len(packed) * left)])
    out = folder / "out"
    shown = run("evaluate", str(folder), "--findings", str(out), "--max-rejects", "1000")
    assert shown.code == 4
    assert "`log.xes.gz` cannot be read" in " ".join(shown.err.split())
    assert not out.exists()


def test_no_beginning_of_a_log_passes_for_a_log() -> None:
    whole = XES.rstrip()
    assert len(list(rows_of_xes([whole], "traces"))) == 6
    for end in range(0, len(whole), 7):
        with pytest.raises(Broken):
            list(rows_of_xes([whole[:end]], "events"))


def test_where_chunks_end_makes_no_difference() -> None:
    whole = list(rows_of_xes([XES], "events"))
    assert whole == list(rows_of_xes(iter(XES), "events"))
    assert whole == list(rows_of_xes(io.StringIO(XES.replace("\n", " ")), "events"))
    assert len(whole) == XES.count("<event>")


def test_what_is_no_event_log_is_refused(run: Runs, tmp_path: Path) -> None:
    folder = copied("complaints", tmp_path)
    (folder / "log.xes").write_text("<html><body/></html>", "utf-8")
    shown = run("evaluate", str(folder))
    assert shown.code == 4
    assert "it is no event log" in " ".join(shown.err.split())


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ('<date key="time:timestamp" value="2024-05-02T09:30:00+01:00"/>', "", "`at` is empty"),
        ('value="2024-05-02T09:30:00+01:00"', 'value="soon"', "`at` is no moment"),
        ('<date key="received" value="2024-05-03T22:40:00+01:00"/>',
         '<date key="received" value="yesterday"/>', "`received` is no moment"),
        ('<string key="channel" value="letter"/>',
         '<string key="channel" value="letter"/><string key="channel" value="app"/>',
         "`channel` stands twice"),
        ('value="C-2"', 'value="C-1"', "the id stands there before"),
        ('<string key="channel" value="letter"/>', '<string key="channel"/>', "has no value"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_of_a_log_is_rejected(
    run: Runs, tmp_path: Path, old: str, new: str, why: str
) -> None:
    folder = copied("complaints", tmp_path)
    assert old in XES
    (folder / "log.xes").write_text(XES.replace(old, new, 1), "utf-8")
    shown = run("evaluate", str(folder))
    assert shown.code == 4
    assert why in " ".join(shown.err.split())


def test_a_trace_without_an_id_is_rejected_with_its_events(run: Runs, tmp_path: Path) -> None:
    folder = copied("complaints", tmp_path)
    broken = XES.replace('<string key="concept:name" value="C-1"/>', "", 1)
    (folder / "log.xes").write_text(broken, "utf-8")
    out = folder / "out"
    options = ["--max-rejects", "10", "--findings-format", "csv"]
    shown = run("evaluate", str(folder), "--findings", str(out), *options)
    assert shown.code == 0, shown.err
    rejected = (out / "rejects.csv").read_text("utf-8").splitlines()[1:]
    assert rejected == [
        "log.xes,1,`id` is empty",  # the trace
        "log.xes,2,`arg_1` is empty",  # its acknowledgement
        "log.xes,4,`arg_1` is empty",  # its decision
    ]


def test_an_attribute_that_no_event_has_is_named(run: Runs, tmp_path: Path) -> None:
    folder = copied("complaints", tmp_path)
    manifest = folder / "dataset.yaml"
    manifest.write_text(
        manifest.read_text("utf-8").replace("withdrawn: withdrawn", "withdrawn: withdrawm")
    )
    shown = run("evaluate", str(folder))
    assert shown.code == 4
    assert "did you mean `withdrawn`?" in shown.err


@pytest.mark.slow
def test_a_long_log_is_read_in_little_memory() -> None:
    head, tail = XES.split("<trace>", 1)[0], "</log>"
    trace = "<trace>" + XES.split("<trace>", 2)[1]

    def text() -> Iterator[str]:
        yield head
        for _ in range(10_000):
            yield trace
        yield tail

    tracemalloc.start()
    number = sum(1 for _ in rows_of_xes(text(), "events"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert number == 10_000 * trace.count("<event>")
    assert peak < 2 << 20  # the text has 12 MB


# ── OCEL ───────────────────────────────────────────────────────────────────────────────────────


def test_a_log_of_objects_is_judged(run: Runs, tmp_path: Path) -> None:
    folder = copied("ocel_orders", tmp_path)
    out = folder / "out"
    shown = run("evaluate", str(folder), "--findings", str(out))
    assert shown.code == 0, shown.err
    assert findings(out, "comply") == {
        "order_1 page_a": "complied",  # 13 hours after the receipt
        "order_1 page_b": "complied_late",  # blocked, restored, blocked again after two days
        "order_2 page_b": "complied",  # blocked already, and still when the order was revoked
        "order_2 page_c": "excused",  # never blocked; revoked before the 36 hours were over
    }


def test_an_event_about_several_objects_is_an_act_on_each() -> None:
    rows = [row for _, row in rows_of_ocel([OCEL], "events", ("object:Item",))]
    blocked = [row for row in rows if isinstance(row, dict) and row["type"] == "block"]
    assert [(row["id"], row["object:Item"]) for row in blocked] == [
        ("e2/page_a", "page_a"), ("e2/page_b", "page_b"), ("e4", "page_b"),
    ]  # fmt: skip


def test_no_beginning_of_a_json_log_passes_for_a_log() -> None:
    whole = OCEL.rstrip()
    for end in range(0, len(whole), 41):
        with pytest.raises(Broken):
            list(rows_of_ocel([whole[:end]], "events", ()))
    with pytest.raises(Broken, match="no OCEL"):
        list(rows_of_ocel(['{"events": []}'], "events", ()))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda log: log["events"][2].pop("time"), "`at` is empty"),
        (lambda log: log["events"][2].update(relationships=[]), "`arg_1` is empty"),
        (lambda log: log["events"][2]["relationships"][0].update(objectId="page_z"),
         "of which there is no object"),
        (lambda log: log["objects"][1]["relationships"][0].update(objectId="page_z"),
         "of which there is no object"),
        (lambda log: log["objects"][0]["attributes"].append(
            {"name": "received", "time": "2021-02-02T00:00:00Z", "value": "2021-02-02"}),
         "`received` has several values"),
        (lambda log: log["objects"][0].pop("id"), "an entry without an id"),
        (lambda log: log["events"][2].update(id="e4"), ""),
    ],
)  # fmt: skip
def test_what_cannot_be_used_of_objects_and_events_is_rejected(
    run: Runs, tmp_path: Path, change: object, why: str
) -> None:
    folder = copied("ocel_orders", tmp_path)
    log = json.loads(OCEL)
    assert callable(change)
    change(log)
    (folder / "log.ocel.json").write_text(json.dumps(log), "utf-8")
    shown = run("evaluate", str(folder))
    if why:
        assert shown.code == 4
        assert why in " ".join(shown.err.split())
    else:  # two acts may share an id where nothing tells acts apart
        assert shown.code == 0


def test_rows_that_a_log_does_not_have_are_named(run: Runs, tmp_path: Path) -> None:
    folder = copied("ocel_orders", tmp_path)
    manifest = folder / "dataset.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("relations ", "relationships "))
    shown = run("evaluate", str(folder))
    assert shown.code == 4
    assert "an event log has no `relationships`" in " ".join(shown.err.split())
