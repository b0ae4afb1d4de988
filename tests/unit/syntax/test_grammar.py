"""The grammar: the tables are its tables, and what is ambiguous in it is meant to be."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import lark
from hypothesis import given

from lexcheck.base.text import Source
from lexcheck.syntax import model as m
from lexcheck.syntax import tables
from lexcheck.syntax.automaton import run
from lexcheck.syntax.build_files import callbacks
from lexcheck.syntax.make_tables import generator, module
from lexcheck.syntax.show import show
from lexcheck.syntax.tokens import Token
from tests.properties.strategies.syntax import files

GRAMMAR = generator()


def test_the_tables_are_those_of_the_grammar() -> None:
    """`make tables` writes them."""
    assert Path(tables.__file__).read_text("utf-8") == module()


@given(files)
def test_lark_reads_a_file_as_the_tables_do(file: m.File) -> None:
    """The tables come from Lark; the recognition of words does not."""
    ours: list[tuple[str, int]] = []

    def seen(token: Token, _before: Token | None) -> None:
        ours.append((token.kind, token.start))

    text = show(file)
    run(Source(name="shown", text=text), "start", callbacks([]), seen)
    tree = GRAMMAR.parse(text, start="start")
    tokens = tree.scan_values(lambda value: isinstance(value, lark.Token))
    assert ours == [(token.type, token.start_pos) for token in tokens]


def test_what_is_open_at_its_end_takes_all_it_can_and_nothing_else_is_ambiguous() -> None:
    """Lark tells of each place where it prefers to go on; there is no other kind of conflict."""
    told: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(record.getMessage())

    listener = Listener()
    lark.logger.addHandler(listener)
    before = lark.logger.level
    lark.logger.setLevel(logging.DEBUG)
    try:
        generator(debug=True)
    finally:
        lark.logger.setLevel(before)
        lark.logger.removeHandler(listener)
    conflicts = {found[1] for line in told if (found := re.search(r"for terminal (\w+):", line))}
    operators = {"PLUS", "MINUS", "STAR", "DOT", "OF", "OTHERWISE"}
    comparing = {"EQUAL", "COMPARATOR", "IN", "NOT_IN", "IS_PRESENT", "IS_ABSENT"}
    windows = {"BEFORE", "AFTER", "SINCE", "UP_TO", "AT_MOST", "BY", "WHERE"}
    assert conflicts == operators | comparing | windows | {"BECAUSE"}
    assert not [line for line in told if "Reduce/Reduce" in line]


def test_a_comma_before_any_clause_is_told_from_one_in_a_list() -> None:
    (comma,) = (t for t in GRAMMAR.terminals if t.name == "CLAUSE_COMMA")
    clauses = {
        rule.expansion[0].name
        for rule in GRAMMAR.rules
        if rule.origin.name.endswith("_clause") and rule.expansion[0].is_term
    }
    norm = {r.expansion[0].name for r in GRAMMAR.rules if r.origin.name == "norm_clause"}
    leads = {rule.expansion[0].name for rule in GRAMMAR.rules if rule.origin.name in norm} & clauses
    assert len(leads) == 23
    words = {t.name: t.pattern.value.replace(r"\b", "").split("(")[0] for t in GRAMMAR.terminals}
    for lead in leads:
        phrase = words[lead].replace(r"\s+", " ")
        assert re.match(comma.pattern.value, f",\n  # why\n  {phrase} x"), lead
