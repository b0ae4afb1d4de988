"""What whoever writes a first law got wrong, and is told to do instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from lexcheck.report.manual import RULESET
from tests.diagnostics.corpus import Wrong, said


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            "restore(i) ends blocked(i), stayed(i)\n",
            "a statement speaks of one state: write another for the next",
        ),
        (
            "obligation a\n  for each o: Order, i in o.items\n  must blocked(i)\n",
            "say what it is: `i: …`, with a record or an act after the colon",
        ),
        (
            "prohibition a\n  for each b: block(x)\n  must not answer(o)\n  from b.at\n",
            "bind it before: `for each x: Item, …`",
        ),
    ],
)
def test_a_hint(text: str, hint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = said(Wrong("hints", "", "", "example.lex", RULESET + text), tmp_path)
    assert hint in [each.hint for each in found], [each.hint for each in found]
