"""Reading again after a change gives what reading the whole gives, wherever the change is."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexcheck.base.diagnostics import Diagnostic
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
        "\n  wi", "\n  when o.", "reading", "\n)", "\ncomply: ", "\nobligaton x\n",
    ]
)  # fmt: skip


def read(text: str) -> tuple[m.File | None, list[Diagnostic]]:
    return parse(Source(name="a.lex", text=text))


before = lru_cache(read)  # many changes are to one text


def places(file: m.File) -> list[tuple[type, int, int]]:
    return [(type(node), node.span.start, node.span.end) for node in nodes(file)]


def agree(text: str, changed: str) -> bool:
    """Was only a part of the text read again, and if so, as the whole would be?"""
    known, _ = before(text)
    assert known is not None
    source = Source(name="a.lex", text=changed)
    again = parse_again(source, known)
    if again is None:
        return False
    found, faults = again
    whole, all_faults = read(changed)
    assert faults == all_faults
    for each in faults:
        assert {span.source for span in (each.span, *(e.span for e in each.labels))} == {source}
    assert found == whole
    if found is not None and whole is not None:
        assert places(found) == places(whole)
        assert found.comments == whole.comments
        assert all(node.span.source is source for node in nodes(found))
    return True


@given(st.sampled_from([WHOLE, *SHIPPED.values()]), st.data())
def test_a_change_is_read_like_the_whole(text: str, data: st.DataObject) -> None:
    changed = text
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(changed)))
        end = data.draw(st.integers(start, min(len(changed), start + 80)))
        changed = changed[:start] + data.draw(TYPED) + changed[end:]
    agree(text, changed)


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_typed_inside_a_statement_is_read_again(name: str) -> None:
    """The road is taken, not only safe: what says nothing moves what stands behind it, and no more,
    wherever in the file it is put.
    """
    text = SHIPPED[name]
    file, _ = read(text)
    assert file is not None
    pieces = [*file.statements, *file.readings]
    for each in pieces[2:]:
        for at, put in ((each.span.end, "  # so it is\n"), (each.span.start, "\n\n")):
            source = Source(name="a.lex", text=text[:at] + put + text[at:])
            again = parse_again(source, file)
            assert again is not None
            found, faults = again
            assert found == file
            assert found is not None
            assert not faults
            assert places(found) == [
                (kind, start + len(put) * (start >= at), end + len(put) * (end > at))
                for kind, start, end in places(file)
            ]
            assert found.comments == comments_of(source)
            assert all(node.span.source is source for node in nodes(found))


@pytest.mark.parametrize("name", SHIPPED)
def test_a_fault_inside_a_statement_is_found_there(name: str) -> None:
    """As most texts are that are being typed; of the first two statements the whole may be read."""
    text = SHIPPED[name]
    file, _ = read(text)
    assert file is not None
    pieces = [*file.statements, *file.readings]
    for each in pieces[2:-1:3]:
        assert agree(text, text[: each.span.end] + "\n  wi" + text[each.span.end :])


def test_a_fault_near_the_head_sends_the_reader_to_the_whole() -> None:
    assert agree(WHOLE, WHOLE.replace("obligation deliver", "obligaton deliver"))
    assert not agree(WHOLE, WHOLE.replace("ruleset test.desk", "ruleset test.desc"))
    assert not agree(WHOLE, WHOLE.replace("ruleset test.desk", "rulset test.desk"))
