"""Reading again after a change gives what reading the whole gives, wherever the change is."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexcheck.base.text import Source
from lexcheck.syntax import model as m
from lexcheck.syntax.again import parse_again
from lexcheck.syntax.from_text import comments_of, parse
from lexcheck.syntax.places import nodes
from tests.unit.samples import WHOLE

ROOT = Path(__file__).parents[2]
SHIPPED = {
    "/".join(path.parts[-2:]): path.read_text("utf-8")
    for path in sorted(ROOT.glob("rulesets/**/*.lex"))
}

#: What authors type: bits of statements, and what opens or closes something else.
TYPED = st.sampled_from(
    [
        "", " ", "\n", "x", "(", ")", '"', "#", ",", ":", "3 hours", " of ", "\nsource a \"b\"\n",
        "\nobligation ", "\nreading r\n", "\nexception e to comply when ", "because ", "\nuses a\n",
        "\nship(p) ends shipped(p)\n", "\ndefine f(x: Order) = x\n", "counts as", " or ", "\n  in ",
    ]
)  # fmt: skip


def read(text: str) -> m.File | None:
    return parse(Source(name="a.lex", text=text))[0]


before = lru_cache(read)  # many changes are to one text


def places(file: m.File) -> list[tuple[type, int, int]]:
    return [(type(node), node.span.start, node.span.end) for node in nodes(file)]


def agree(text: str, changed: str) -> bool:
    """Was the text read again, and if so, as the whole would be?"""
    known = before(text)
    assert known is not None
    source = Source(name="a.lex", text=changed)
    found = parse_again(source, known)
    if found is None:
        return False
    whole = read(changed)
    assert found == whole
    assert whole is not None
    assert places(found) == places(whole)
    assert found.comments == whole.comments
    assert all(node.span.source is source for node in nodes(found))
    return True


@given(st.sampled_from([WHOLE, *SHIPPED.values()]), st.data())
def test_a_change_is_read_like_the_whole(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 80)))
    agree(text, text[:start] + data.draw(TYPED) + text[end:])


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_typed_inside_a_statement_is_read_again(name: str) -> None:
    """The road is taken, not only safe: what says nothing moves what stands behind it, and no more,
    wherever in the file it is put.
    """
    text = SHIPPED[name]
    file = read(text)
    assert file is not None
    pieces = [*file.statements, *file.readings]
    for each in pieces[2:]:
        for at, put in ((each.span.end, "  # so it is\n"), (each.span.start, "\n\n")):
            source = Source(name="a.lex", text=text[:at] + put + text[at:])
            found = parse_again(source, file)
            assert found == file
            assert found is not None
            assert places(found) == [
                (kind, start + len(put) * (start >= at), end + len(put) * (end > at))
                for kind, start, end in places(file)
            ]
            assert found.comments == comments_of(source)
            assert all(node.span.source is source for node in nodes(found))


def test_a_fault_sends_the_reader_to_the_whole() -> None:
    assert not agree(WHOLE, WHOLE.replace("obligation deliver", "obligaton deliver"))
    assert not agree(WHOLE, WHOLE.replace("ruleset test.desk", "ruleset test.desc"))
    assert not agree(WHOLE, WHOLE.replace("lose(p) ends shipped(p)", 'source x "'))
