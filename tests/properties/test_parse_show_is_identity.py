"""LAW: what `show` writes, `parse` reads as the same tree; and `show` writes that as it was."""

from __future__ import annotations

import re

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lexcheck.base.text import Source
from lexcheck.syntax import model as m
from lexcheck.syntax.from_text import parse
from lexcheck.syntax.show import show, show_expression
from tests.properties.strategies.syntax import (
    declarations,
    effects,
    expressions,
    files,
    norms,
    readings,
)

_TEXT_OR_GROUP = re.compile(r'"(?:[^"\\]|\\.)*"|(?<![\w])\(')


def walk(node: m.Node) -> list[m.Node]:
    """A node and all nodes in it."""
    found = [node]
    for field in attrs.fields(type(node)):
        value = getattr(node, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, m.Node):
                found += walk(part)
    return found


@given(files)
def test_a_file_is_read_as_it_was_shown(file: m.File) -> None:
    text = show(file)
    again, diagnostics = parse(Source(name="shown", text=text))
    assert diagnostics == []
    assert again is not None
    assert again == file
    assert show(again) == text


@given(files)
def test_the_span_of_a_node_holds_those_of_its_parts(file: m.File) -> None:
    again, _ = parse(Source(name="shown", text=show(file)))
    assert again is not None
    for node in walk(again):
        assert node.span.text == node.span.text.strip()
        for part in walk(node):
            assert node.span.start <= part.span.start <= part.span.end <= node.span.end


@given(expressions)
def test_an_expression_stands_on_one_line(expression: m.Expression) -> None:
    shown = show_expression(expression)
    assert "\n" not in shown
    assert _read(shown) == expression


@given(expressions, st.data())
def test_no_parentheses_are_there_in_vain(expression: m.Expression, data: st.DataObject) -> None:
    shown = show_expression(expression)
    names = {node.name for node in walk(expression) if isinstance(node, m.Name)}
    # These are set apart wherever they might make a phrase, needed there or not.
    groups = [g.start() for g in _TEXT_OR_GROUP.finditer(shown) if g.group() == "("]
    if not groups or names & {"force", "earlier", "any", "least", "most", "count", "sum", "share"}:
        return
    start = data.draw(st.sampled_from(groups))
    end = _close(shown, start)
    bare = shown[:start] + shown[start + 1 : end] + shown[end + 1 :]
    assert _read(bare) != expression


@pytest.mark.slow
def test_every_class_of_the_model_is_drawn() -> None:
    """A test of the strategy: the laws above are about every class."""
    missing = {
        kind
        for kind in vars(m).values()
        if isinstance(kind, type) and issubclass(kind, m.Node) and kind is not m.Node
    }

    # What files are made of, many at a time: the rare ones of a kind come sooner so.
    parts = st.tuples(files, *[readings, norms, effects, declarations] * 4)

    def draw(drawn: tuple[m.Node, ...]) -> None:
        for part in drawn:
            missing.difference_update(type(node) for node in walk(part))

    for number in (20, 70, 300):  # a few mostly do; it hangs on all imports
        if missing:
            settings(max_examples=number, derandomize=True, database=None)(given(parts)(draw))()
    assert {kind.__name__ for kind in missing} == set()


def _read(expression: str) -> m.Expression | None:
    file, _ = parse(Source(name="shown", text=f"vocabulary v define d() = {expression}"))
    if file is None:
        return None
    (define,) = file.statements
    assert isinstance(define, m.Define)
    return define.body


def _close(text: str, start: int) -> int:
    """Where the parenthesis that opens at `start` is closed."""
    depth = 0
    for piece in re.finditer(r'"(?:[^"\\]|\\.)*"|[()]', text[start:]):
        depth += {"(": 1, ")": -1}.get(piece.group(), 0)
        if depth == 0:
            return start + piece.start()
    raise AssertionError(text)
