"""A manifest says for what its tables are complete, in the words of a case file."""

from __future__ import annotations

from pathlib import Path

import pytest

import lexcheck
from lexcheck.pipeline import datasets, manifests, runs
from lexcheck.pipeline.library import Library
from lexcheck.pipeline.refusals import CaseRefused

RULES = """
ruleset orders
  timezone "UTC"
record Order
  received: time
action answer(o: Order)
action refuse(o: Order)
obligation reply
  for each o: Order
  must     answer(o)
  within   36 hours of o.received
obligation say_no
  for each o: Order
  must     refuse(o)
  within   36 hours of o.received
"""

MANIFEST = """\
dataset: orders
ruleset: rules.lex
timezone: UTC
as_of: 2021-02-28
built_from: reports
{}
tables:
  orders: {{file: orders.csv, record: Order, id: order, fields: {{received: received}}}}
  log:
    file: log.csv
    acts: {{column: what, values: {{answered: answer, refused: refuse}}}}
    arguments: [order]
    fields: {{at: at}}
"""


def dataset(folder: Path, coverage: str) -> Path:
    (folder / "rules.lex").write_text(RULES, "utf-8")
    (folder / "orders.csv").write_text("order,received\no1,2021-02-01 10:00\n", "utf-8")
    (folder / "log.csv").write_text("what,order,at\nanswered,o1,2021-02-05 10:00\n", "utf-8")
    (folder / "dataset.yaml").write_text(MANIFEST.format(coverage), "utf-8")
    return folder


def verdicts(folder: Path) -> dict[str, set[str]]:
    found = lexcheck.evaluate_dataset(folder).summary.norms
    return {norm.norm: {verdict for verdict, _, _ in norm.counts} for norm in found}


@pytest.mark.parametrize(
    ("coverage", "reply", "say_no"),
    [
        # An answer may have come before the one that is known; a refusal may have come at all.
        ("", "undetermined", "undetermined"),
        ("coverage: [{complete: all}]", "complied_late", "breached"),
        ("coverage: [{complete: [answer]}]", "complied_late", "undetermined"),
        ("coverage: [{complete: refuse, until: 2021-02-02}]", "undetermined", "undetermined"),
        # Nobody refused in time: whether somebody did afterwards is open.
        ("coverage: [{complete: refuse, until: 2021-02-10}]", "undetermined", "undetermined"),
        ("coverage: [{complete: refuse, until: 2021-02-28}]", "undetermined", "breached"),
        ("coverage: [{complete: all, for: [o1]}]", "complied_late", "breached"),
        ("coverage: [{complete: all, for: [o2]}]", "undetermined", "undetermined"),
    ],
)
def test_what_is_not_recorded_did_not_happen_where_the_record_is_complete(
    tmp_path: Path, coverage: str, reply: str, say_no: str
) -> None:
    assert verdicts(dataset(tmp_path, coverage)) == {"reply": {reply}, "say_no": {say_no}}


def test_a_log_goes_only_as_far_as_it_says(tmp_path: Path) -> None:
    folder = dataset(tmp_path, "coverage: [{complete: refuse, until: 2021-02-02}]")
    text = (folder / "dataset.yaml").read_text("utf-8").replace("reports", "log")
    (folder / "dataset.yaml").write_text(text, "utf-8")
    assert verdicts(folder) == {"reply": {"complied_late"}, "say_no": {"undetermined"}}


def test_what_may_be_missing_is_told(tmp_path: Path) -> None:
    folder = dataset(tmp_path, "coverage: [{complete: answer}]")
    (note,) = lexcheck.evaluate_dataset(folder).summary.notes
    assert note == "the record of `refuse` is not complete: what no table shows may have happened"
    where = manifests.manifest_of(str(folder))
    assert where is not None
    opened = datasets.open_dataset(Library(), where, [])
    (slow,) = datasets.slow_norms(opened, runs.Selectors())
    assert slow.code == "LX642"
    assert slow.message.startswith("`say_no` is judged case by case")
    assert slow.message.endswith("the record of `refuse` is not complete")


def test_a_cell_that_may_be_empty_makes_no_act_unrecorded(tmp_path: Path) -> None:
    folder = dataset(tmp_path, "coverage: [{complete: all}]")
    for name, before, after in (
        ("rules.lex", "action answer(o: Order)\n", "action answer(o: Order)\n  words: number?\n"),
        ("dataset.yaml", "{at: at}", "{at: at, words: words}"),
        ("log.csv", "what,order,at\n", "what,order,at,words\n"),
        ("log.csv", "10:00\n", "10:00,\n"),
    ):
        text = (folder / name).read_text("utf-8")
        assert before in text
        (folder / name).write_text(text.replace(before, after), "utf-8")
    assert lexcheck.evaluate_dataset(folder).summary.notes == ()
    assert verdicts(folder) == {"reply": {"complied_late"}, "say_no": {"breached"}}


@pytest.mark.parametrize(
    ("coverage", "code", "message"),
    [
        ("coverage: [{complete: anwser}]", "LX425", "the vocabulary has no action `anwser`"),
        ("coverage: [{fields: Order.recieved}]", "LX424", "there is no field `Order.recieved`"),
        ("coverage: [{until: 2021-02-02}]", "LX422", "this coverage has no `complete`"),
        ("coverage: [{complete: all, asserts: p}]", "LX421", "a dataset has no entry `asserts`"),
        ("coverage: [{complete: all, whom: p}]", "LX421", "coverage has no entry `whom`"),
        ("coverage: all", "LX420", "a list of what is complete is expected here"),
        ("coverage: [all]", "LX420", "a mapping with `complete` is expected here"),
    ],
)
def test_a_coverage_that_says_nothing_is_refused(
    tmp_path: Path, coverage: str, code: str, message: str
) -> None:
    with pytest.raises(CaseRefused) as refused:
        lexcheck.evaluate_dataset(dataset(tmp_path, coverage))
    (told,) = refused.value.diagnostics
    assert told.code == code
    assert message in told.message
    assert told.span is not None
    assert told.span.line == 6
