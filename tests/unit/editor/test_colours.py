"""The colours of the server: a text that is being typed keeps them, for all its faults."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from lexcheck.base.text import Source
from lexcheck.editor.colours import Stretch, coloured
from lexcheck.editor.workspace import Known, Workspace
from lexcheck.syntax import model as m

LAW = Path(__file__).parents[3] / "rulesets/in/it_act_s69a.lex"


@pytest.fixture(scope="module")
def law() -> Known:
    known = Workspace().known(str(LAW))
    assert known is not None
    assert known.ruleset is not None
    return known


def told(source: Source, found: list[Stretch]) -> dict[int, tuple[str, str]]:
    return {start: (source.text[start:end], colour) for start, end, colour in found}


def test_each_name_has_the_colour_of_what_it_is(law: Known) -> None:
    found = set(told(law.source, coloured(law.source, law.index)).values())
    assert {
        ("obligation", "keyword"),
        ("comply", "function"),
        ("ita", "namespace"),
        ("blocked", "type"),
        ("received", "property"),
        ("o", "variable"),
        ("48", "number"),
    } <= found


#: What an author has typed so far, behind a statement: a fault, and what it may lead astray.
BEGUN = ["\n  wi", "\n  when (o.", '\n  because "so', "\nobligaton x", "\nreading r", "\n  )"]


@pytest.mark.parametrize("begun", BEGUN)
def test_what_stands_behind_a_fault_keeps_its_colours(law: Known, begun: str) -> None:
    assert law.file is not None
    sound = told(law.source, coloured(law.source, law.index))
    norms = [each for each in law.file.statements if isinstance(each, m.NormStatement)]
    for each, following in pairwise(norms):
        at = each.span.end
        text = law.source.text
        broken = Source(name=law.source.name, text=text[:at] + begun + text[at:])
        here = told(broken, coloured(broken, None, law.index))
        # The statement that is being typed aside, and the one that `reading` takes for its own.
        kept = {start: seen for start, seen in sound.items() if start < each.span.start}
        behind = following.span.end if begun.startswith("\nreading") else following.span.start
        kept |= {start + len(begun): seen for start, seen in sound.items() if start >= behind}
        assert {start: here.get(start) for start in kept} == kept
