"""The checks on the rulesets that ship: silent on each as it is, and on what is put in, exact."""

from __future__ import annotations

from pathlib import Path

import pytest

from lexcheck.lint.from_norms import remarks
from lexcheck.lint.model import Subject
from lexcheck.norms.model import Norm
from lexcheck.pipeline.files import place
from lexcheck.pipeline.library import Library
from lexcheck.pipeline.surface import load_ruleset

ROOT = Path(__file__).parents[3]


def _leads(text: str) -> set[str]:
    """The first words of all lines."""
    return {line.split(" ")[0] for line in text.splitlines()}


RULESETS = sorted(
    path
    for path in ROOT.glob("rulesets/**/*.lex")
    if {"source", "obligation"} <= _leads(path.read_text("utf-8"))
)

#: What is put in before the readings; `{norm}` is an obligation of the ruleset.
PUT_IN = {
    "LX903 always": 'exception zz_always to {norm}\n  cites {source} "1"\n  when  true\n',
    "LX903 never": 'exception zz_never to {norm}\n  cites {source} "1"\n  when  false\n',
    "LX904": "exception zz_uncited to {norm}\n  when zz = 1\n\nparameter zz: number = 2\n",
    "LX906 source": 'source zz_source "Nothing cites it"\n',
    "LX906 parameter": "parameter zz_parameter: duration = 3 days\n",
}


def codes(text: str, path: Path) -> list[str]:
    library = Library({path.resolve(): text})
    compiled = library.compile(library.unit(place(path)))
    assert compiled.ruleset is not None, [each.message for each in compiled.diagnostics]
    subject = Subject(file=compiled.files[-1], ruleset=compiled.ruleset)
    return [each.diagnostic.code for each in remarks(subject)]


def with_more(text: str, more: str) -> str:
    """The text with statements more, above its first reading."""
    at = text.find("\nreading ")
    return f"{text}\n{more}" if at < 0 else f"{text[:at]}\n{more}{text[at:]}"


def first(path: Path) -> Norm:
    """An obligation of the file itself."""
    ruleset = load_ruleset(path)
    return next(
        norm
        for norm in ruleset.norms
        if norm.kind == "obligation" and norm.span.source.name == str(path) and norm.citations
    )


@pytest.mark.parametrize("path", RULESETS, ids=[each.stem for each in RULESETS])
def test_what_ships_is_silent(path: Path) -> None:
    assert codes(path.read_text("utf-8"), path) == []


@pytest.mark.parametrize("fault", PUT_IN)
@pytest.mark.parametrize("path", RULESETS, ids=[each.stem for each in RULESETS])
def test_what_is_put_in_is_found_and_nothing_else(path: Path, fault: str) -> None:
    text = path.read_text("utf-8")
    norm = first(path)
    source = text[text.index("\nsource ") :].split()[1]
    more = PUT_IN[fault].format(norm=norm.name, source=source)
    assert codes(with_more(text, more), path) == [fault.split()[0]]
