"""What the server answers of a text with a fault: of all that can be read, where it stands now."""

from __future__ import annotations

from pathlib import Path

import pytest

from lexcheck.base.text import Source
from lexcheck.editor import answers
from lexcheck.editor.workspace import Known, Workspace
from tests.unit.samples import RULESET, VOCABULARY


def opened(folder: Path, text: str) -> Known:
    """A text that was never without its fault."""
    (folder / "desk.lex").write_text(VOCABULARY, "utf-8")
    path = str(folder / "shop.lex")
    workspace = Workspace()
    workspace.change(path, text)
    known, sound = workspace.known(path), workspace.sound(path)
    assert known is not None
    assert known.file is None
    assert known.diagnostics
    assert sound is not None
    return sound


#: What is being typed: alone on a line, in a clause, and at the head of a statement.
BEGUN = [
    ("  must     shipped(p)\n", "  must     shipped(p)\n  wi\n"),
    ("  must     shipped(p)\n", "  must     shipped(p)\n  when o.\n"),
    ("sanction penalty", "reading\n\nsanction penalty"),
    ("sanction penalty", 'obligation next "so\n\nsanction penalty'),
    ("lose(p) ends", "lose(p ends"),
]


@pytest.mark.parametrize(("before", "after"), BEGUN)
def test_what_stands_behind_a_fault_is_known(tmp_path: Path, before: str, after: str) -> None:
    text = RULESET.replace(before, after, 1)
    assert text != RULESET
    known = opened(tmp_path, text)
    used = text.index("breach of deliver") + len("breach of ")
    found = answers.definition(known, used)
    assert found is not None
    assert found.start == text.index("obligation deliver") + len("obligation ")
    told = answers.hover(known, used)
    assert told is not None
    assert "obligation deliver" in told[0]


@pytest.mark.parametrize(("before", "after"), [each for each in BEGUN if "o." not in each[1]])
def test_fields_are_known_before_and_behind_a_fault(
    tmp_path: Path, before: str, after: str
) -> None:
    text = RULESET.replace(before, after, 1)
    known = opened(tmp_path, text)
    for used, field in (("duty of  o.seller", "seller"), ("liable   o.seller", "seller")):
        told = answers.hover(known, text.index(used) + len(used) - 1)
        assert told is not None
        assert f"{field}: Party" in told[0]


def test_fields_are_offered_behind_a_dot(tmp_path: Path) -> None:
    text = RULESET.replace("  must     shipped(p)\n", "  must     shipped(p)\n  when o.\n")
    at = text.index("when o.") + len("when o.")
    source = Source(name="shop.lex", text=text)
    found = answers.completions(opened(tmp_path, text), source, at)
    assert {"seller", "received", "parcels"} <= {each.text for each in found}


def test_what_says_nothing_that_can_be_read_is_known_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "desk.lex").write_text(VOCABULARY, "utf-8")
    path, workspace = str(tmp_path / "shop.lex"), Workspace()
    workspace.change(path, RULESET)
    before = workspace.sound(path)
    workspace.change(path, RULESET.replace("ruleset test", "rulset test"))
    assert workspace.known(path) is not before
    assert workspace.sound(path) is before
