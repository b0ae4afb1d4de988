"""An instance has a name of its own, and the name says which it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import lexcheck
from lexcheck.verdicts.naming import chosen, named, parts

ROOT = Path(__file__).parents[3]
TEXTS = st.text(st.sampled_from('ab ,()"\\*é\t'), min_size=1, max_size=6)


@given(st.lists(TEXTS, min_size=1, max_size=3))
@example(["a, b", "c"])
@example(["a", "b, c"])
@example(['"a"'])
def test_what_is_named_is_read_again(values: list[str]) -> None:
    assert parts(named("comply", values)) == ("comply", tuple(values))


@given(st.lists(TEXTS, min_size=1, max_size=3), st.lists(TEXTS, min_size=1, max_size=3))
def test_two_instances_have_two_names(one: list[str], other: list[str]) -> None:
    assert (named("comply", one) == named("comply", other)) is (one == other)


@pytest.mark.parametrize("value", ["order_1", "acc a", "#hashtag", "2021-02-01", "a/b@c", "é"])
def test_a_plain_id_is_not_quoted(value: str) -> None:
    assert named("comply", [value, value]) == f"comply({value}, {value})"


@pytest.mark.parametrize("text", ["comply", "comply(a", 'comply("a)', "comply(a)b", 'comply("a"b)'])
def test_what_is_no_name_is_none(text: str) -> None:
    assert parts(text) is None


def test_white_space_outside_ids_is_of_no_account() -> None:
    names = ["comply(a b, c)", "comply(ab, c)", "overall"]
    assert chosen(" comply( ab,c )", names) == "comply(ab, c)"
    assert chosen("comply(a b,c)", names) == "comply(a b, c)"
    assert chosen("overall ", names) == "overall"
    assert chosen("comply(b, c)", names) is None


CASE = """\
case: commas
ruleset: start.blocking
timezone: UTC
built_from: log
as_of: 2021-02-05
records:
  Order:
    "o": {received: 2021-01-31T10:00, items: ["b, c"]}
    "o, b": {received: 2021-01-31T10:00, items: [c]}
  Item: {"b, c": , c: }
acts:
  - {block: c, in: IN, at: 2021-01-31T18:00}
expect:
  - 'comply(o, "b, c")': breached
    because: "nothing was done"
  - 'comply("o, b", c)': complied
    because: "blocked after eight hours"
"""


def test_ids_with_commas_are_explained_apart(blocking: lexcheck.Ruleset) -> None:
    case = lexcheck.load_case(CASE, ruleset=blocking)
    run = lexcheck.evaluate(blocking, case)
    assert [f.id for f in run.findings] == ['comply(o, "b, c")', 'comply("o, b", c)']
    for finding, verdict in zip(run.findings, ("breached", "complied"), strict=True):
        assert lexcheck.explain(blocking, case, finding.id).finding == finding
        assert finding.verdict == verdict


@pytest.fixture(scope="module")
def blocking() -> lexcheck.Ruleset:
    return lexcheck.load_ruleset(ROOT / "cases/start/blocking.lex")
