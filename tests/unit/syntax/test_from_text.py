"""Reading: the example of the language, the place of each node, and what bounds it."""

from __future__ import annotations

import time
from decimal import Decimal
from pathlib import Path

import pytest

from lexcheck.base.text import Source
from lexcheck.syntax import model as m
from lexcheck.syntax.automaton import DEEPEST
from lexcheck.syntax.from_text import parse
from lexcheck.syntax.show import show

# The example that the language was designed by.
SECTION_69A = Path(__file__).with_name("section_69a.lex").read_text("utf-8")


def read(text: str) -> m.File:
    file, diagnostics = parse(Source(name="good.lex", text=text))
    assert diagnostics == []
    assert file is not None
    return file


def expression(text: str) -> m.Expression:
    (define,) = read(f"vocabulary v\ndefine d() = {text}\n").statements
    assert isinstance(define, m.Define)
    return define.body


# ── The example ────────────────────────────────────────────────────────────────────────────────


def test_the_example_of_the_language_is_read() -> None:
    file = read(SECTION_69A)
    assert [type(statement).__name__ for statement in file.statements] == [
        "SourceDeclaration",
        "SourceDeclaration",
        "Define",
        "CountsAs",
        "CountsAs",
        "CountsAs",
        "Ends",
        "CountsAs",
        "Ends",
        "NormStatement",
        "NormStatement",
        "NormStatement",
        "SanctionStatement",
        "AssessmentStatement",
    ]
    assert [reading.name.text for reading in file.readings] == ["government", "platform"]
    assert file.header.name.text == "in.it_act.s69a"
    assert [word.text for word in file.header.uses] == ["moderation"]


def test_the_clauses_of_a_norm_are_those_that_were_written() -> None:
    comply = next(s for s in read(SECTION_69A).statements if isinstance(s, m.NormStatement))
    assert [type(clause).__name__ for clause in comply.clauses] == [
        "Cites",
        "ForEach",
        "When",
        "DutyOf",
        "Must",
        "Within",
        "UntilClause",
        "Unless",
    ]
    unless = comply.clauses[-1]
    assert isinstance(unless, m.Unless)
    assert unless.moment is not None
    assert unless.moment.at == "throughout"


def test_a_line_may_end_as_on_any_system_and_a_byte_order_mark_is_no_word() -> None:
    crlf = "\ufeff" + SECTION_69A.replace("\n", "\r\n")
    assert read(crlf) == read(SECTION_69A)
    assert show(read(crlf)) == show(read(SECTION_69A))
    assert read(SECTION_69A.replace("  ", "\t")) == read(SECTION_69A)


# ── Expressions ────────────────────────────────────────────────────────────────────────────────


def test_numbers_are_exact_and_units_singular() -> None:
    read_ = expression("1.10 * 36 working hours")
    assert isinstance(read_, m.Arithmetic)
    assert isinstance(read_.left, m.Number)
    assert str(read_.left.value) == "1.10"
    assert isinstance(read_.right, m.DurationLiteral)
    assert (read_.right.value, read_.right.unit, read_.right.working) == (Decimal(36), "hour", True)


def test_texts_have_two_escapes() -> None:
    read_ = expression(r'"a \"b\" \\ c # d"')
    assert isinstance(read_, m.Text)
    assert read_.value == r'a "b" \ c # d'


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("a - b - c", "(a - b) - c"),
        ("a + b * c", "a + (b * c)"),
        ("2 hours of a + b", "(2 hours of a) + b"),
        ("a otherwise b of c otherwise d", "(a otherwise b) of (c otherwise d)"),
        ("not a = b", "not (a = b)"),
        ("not a and b", "(not a) and b"),
        ("some i in o.x has a = b and c", "(some i in o.x has (a = b)) and c"),
        ("first f(x) before a + b", "first f(x) before (a + b)"),
        ("f(x) at a.b", "f(x) at (a.b)"),
        ("count of o: O where a = b + c", "count of o: O where (a = (b + c))"),
        ("the earlier of a + b and c + d", "the earlier of (a + b) and (c + d)"),
        ("standard \"s\" taken as a of b", "standard \"s\" taken as (a) of (b)"),
        ("f(x) happened at most 7 days before a", "f(x) happened at most (7 days) before (a)"),
    ],
)  # fmt: skip
def test_how_tightly_operators_bind(short: str, long: str) -> None:
    assert expression(short) == expression(long)


def test_a_keyword_is_a_name_where_it_cannot_be_mistaken() -> None:
    assert expression("o.when.state") is not None
    assert expression("kind = state") is not None
    assert read("vocabulary v\nrecord R\n  source: text\n  in: time\n") is not None


# ── Places ─────────────────────────────────────────────────────────────────────────────────────

PLACED = """\
ruleset r
  in force from 2020-01-01 until 2020-12-31 pending end annulled 2021-05-06
obligation c "t"
  for each o: Order, i: Item in o.items
  when     (a or b)  and f(x, y) at t
  must     not g(o) in IN by p
  unless   h() happened before t at the deadline because "why"
"""


@pytest.mark.parametrize(
    ("kind", "texts"),
    [
        (m.InForce, ["in force from 2020-01-01 until 2020-12-31 pending end annulled 2021-05-06"]),
        (m.ForEach, ["for each o: Order, i: Item in o.items"]),
        (m.RecordBinder, ["o: Order", "i: Item in o.items"]),
        (m.When, ["when     (a or b)  and f(x, y) at t"]),
        (m.Junction, ["(a or b)  and f(x, y) at t", "(a or b)"]),
        (m.CallAt, ["f(x, y) at t"]),
        (m.Must, ["must     not g(o) in IN by p"]),
        (m.ActPattern, ["g(o) in IN by p"]),
        (m.Call, ["f(x, y)", "g(o)", "h()"]),
        (m.Happened, ["h() happened before t"]),
        (m.Window, ["before t"]),
        (m.Unless, ['unless   h() happened before t at the deadline because "why"']),
        (m.Moment, ["at the deadline"]),
        (m.Because, ['because "why"']),
    ],
)
def test_the_span_of_a_node_is_its_text(kind: type[m.Node], texts: list[str]) -> None:
    nodes = [node for node in walk(read(PLACED)) if isinstance(node, kind)]
    assert [node.span.text for node in sorted(nodes, key=lambda n: n.span.start)] == texts


def test_a_file_begins_and_ends_with_its_words() -> None:
    file = read("# first\n\nruleset r\n\n")
    assert (file.span.start, file.span.text) == (9, "ruleset r")
    assert file.comments == ((0, "# first"),)


# ── Bounds ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("head", "unit", "tail"),
    [
        ("", "not ", "a"),
        ("a", ".b", ""),
        ("a", " + b", ""),
        ("a", " otherwise b", ""),
        ("", "some i in x has ", "a"),
        ("", "(", "a"),
        ("", "f(", "a"),
        ("", "first f() before ", "a"),
    ],
)
def test_nesting_is_bounded(head: str, unit: str, tail: str) -> None:
    opened = unit.count("(") - unit.count(")")
    for times in (DEEPEST + 1, 20_000):
        text = head + unit * times + tail + ")" * (opened * times)
        _, diagnostics = parse(Source(name="deep.lex", text=f"ruleset r define d() = {text}"))
        assert [d.code for d in diagnostics] == ["LX114"]
    times = DEEPEST // 3
    read(f"ruleset r define d() = {head + unit * times + tail + ')' * (opened * times)}")


def test_a_deep_tree_can_be_compared_and_shown() -> None:
    text = f"ruleset r define d() = {'not ' * (DEEPEST - 1)}a"
    assert read(show(read(text))) == read(text)


def test_what_is_never_closed_is_told_once() -> None:
    for times, code in ((300, "LX101"), (1_000_000, "LX114")):
        text = "ruleset r define d() = " + "(" * times
        _, diagnostics = parse(Source(name="deep.lex", text=text))
        assert [d.code for d in diagnostics] == [code]


def test_a_thousand_norms_are_read_in_little_time() -> None:
    norm = SECTION_69A[SECTION_69A.index("obligation comply") : SECTION_69A.index("sanction")]
    text = "ruleset r\n" + norm * 334
    start = time.perf_counter()
    assert len(read(text).statements) == 1002
    assert time.perf_counter() - start < 5  # about 0.4 s; a bound that a busy machine keeps


def walk(node: m.Node) -> list[m.Node]:
    found = [node]
    for name in node.__slots__ if hasattr(node, "__slots__") else ():
        value = getattr(node, name, None)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, m.Node):
                found += walk(part)
    return found
