"""LAW: however a text is laid out, its form has the same tree and comments, and is its own form."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from lexcheck.base.text import Source
from lexcheck.pipeline.library import Library
from lexcheck.syntax import model as m
from lexcheck.syntax.automaton import run
from lexcheck.syntax.canonical import canonical
from lexcheck.syntax.from_text import parse
from lexcheck.syntax.show import show
from lexcheck.syntax.tokens import Token
from tests.properties.numbers_of_examples import examples
from tests.properties.strategies.syntax import files

ROOT = Path(__file__).parents[2]

#: What may stand between two words; `#` is where a comment goes.
GAPS = (" ", " ", " ", "  ", "\n", "\n\n", " #\n", "\n#\n", "\n\n  #\n\n", " #\n#\n", "\t#\r\n")


def tokens(text: str) -> list[Token]:
    found: list[Token] = []
    run(Source(name="shown", text=text), "start", {}, lambda token, _: found.append(token))
    return found


@st.composite
def untidy(draw: st.DrawFn) -> str:
    """A file laid out as nobody would, with comments anywhere."""
    file = draw(files)
    text, number, before = "", 0, ""
    for token in tokens(show(file)):
        # What the language reads as one thing has no room for a comment: `name:`, `until 2021-…`.
        joined = token.text == ":" or before in ("UNTIL", "UNTIL_DAY")
        gap = " " if joined else draw(st.sampled_from(GAPS))
        before = token.kind
        for _ in range(gap.count("#")):
            number += 1
            gap = gap.replace("#", f"@ {number}", 1)
        text += gap.replace("@", "#") + token.text
    return text + draw(st.sampled_from(("", "\n", " # the end", "\n\n# the end\n\n# of it")))


@examples(60)
@given(untidy())
def test_a_text_laid_out_anyhow(text: str) -> None:
    read, _ = parse(Source(name="untidy", text=text))
    assume(read is not None)  # a word that can be read in two ways, at the left edge
    assert read is not None
    form, diagnostics = canonical(Source(name="untidy", text=text))
    assert form is not None
    assert diagnostics == []
    again, _ = parse(Source(name="form", text=form))
    assert again == read
    assert sorted(text for _, text in again.comments) == sorted(text for _, text in read.comments)
    assert canonical(Source(name="form", text=form))[0] == form


@examples(40)
@given(files)
def test_comments_above_statements_stay_there_in_order(file: m.File) -> None:
    lines = show(file).splitlines()
    starts = [n for n, line in enumerate(lines) if line and not line.startswith(" ")]
    for number, place in enumerate(reversed(starts)):
        lines.insert(place, f"# {len(starts) - number}")
    read, _ = parse(Source(name="remarked", text="\n".join(lines)))
    assume(read is not None)
    form, _ = canonical(Source(name="remarked", text="\n".join(lines)))
    assert form is not None
    again, _ = parse(Source(name="form", text=form))
    assert again is not None
    assert [text for _, text in again.comments] == [f"# {n + 1}" for n in range(len(starts))]


RULESETS = [
    path.relative_to(ROOT).as_posix()
    for folder in ("rulesets", "cases", "benchmarks", "tests/cases")
    for path in sorted((ROOT / folder).rglob("*.lex"))
]


@pytest.mark.parametrize("path", RULESETS)
def test_what_ships_is_in_its_form(path: str) -> None:
    text = (ROOT / path).read_text("utf-8")
    assert canonical(Source(name=path, text=text))[0] == text


@pytest.mark.parametrize("path", ["rulesets/in/it_act_s69a.lex", "cases/patterns/duties.lex"])
def test_the_norms_are_the_same_before_and_after(path: str, tmp_path: Path) -> None:
    """All on one line, and in its form again."""
    text = (ROOT / path).read_text("utf-8")
    squeezed = " ".join(token.text for token in tokens(text))
    form, _ = canonical(Source(name="squeezed", text=squeezed))
    assert form is not None
    library = Library()
    for name in ("moderation.lex", "words.lex"):
        for found in ROOT.rglob(f"*/{name}"):
            (tmp_path / name).write_text(found.read_text("utf-8"), "utf-8")
    (tmp_path / "form.lex").write_text(form, "utf-8")
    assert library.ruleset(str(tmp_path / "form.lex")) == library.ruleset(str(ROOT / path))
