"""LAW: every text is read, or refused in the author's words; nothing else ever comes out."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from lexcheck.base.diagnostics import shown
from lexcheck.base.text import Source
from lexcheck.syntax import model as m
from lexcheck.syntax.from_text import MOST_DIAGNOSTICS, parse
from lexcheck.syntax.show import show
from lexcheck.syntax.tables import KEYWORDS, SYMBOLS
from tests.properties.strategies.syntax import files

# What only the grammar says: names of terminals and of symbols with a line in them.
_INSIDE = {name for name in SYMBOLS if "_" in name or name.isupper()} - {"IN"}
_WORD = re.compile(r"[$A-Za-z_]\w*")

_pieces = st.sampled_from(
    [*KEYWORDS, "counts as", "for each", '"', "(", ")", "{", "}", ",", ":", "=", "#", ";", "“",
     "\\", "\n", "\n\n", "\nobligation x\n", "\nreading r\n", "2021-02-30", "36 hours", "%", "\x00"]
)  # fmt: skip


def check(text: str) -> None:
    file, diagnostics = parse(Source(name="any", text=text))
    assert (file is None) == bool(diagnostics)
    assert len(diagnostics) <= MOST_DIAGNOSTICS
    assert diagnostics == sorted(diagnostics, key=lambda d: d.position)
    for diagnostic in diagnostics:
        assert re.fullmatch("LX1[0-9][0-9]", diagnostic.code)
        assert "\n" not in diagnostic.message
        said = re.sub("`.*?`", "", f"{diagnostic.message} {diagnostic.hint}")
        assert not set(_WORD.findall(said)) & _INSIDE
        assert shown(diagnostic)
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(text)


@given(st.text())
def test_any_characters(text: str) -> None:
    check(text)


@given(st.lists(_pieces | st.sampled_from(["a", "b", "o.x", "f(x)"]), max_size=40))
def test_any_words(words: list[str]) -> None:
    check("ruleset r\n" + " ".join(words))


@given(files, st.data())
def test_a_file_with_a_slip(file: m.File, data: st.DataObject) -> None:
    text = show(file)
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 12)))
        text = text[:start] + data.draw(_pieces | st.just("")) + text[end:]
    check(text)
