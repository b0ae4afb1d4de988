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
        (
            "obligation a\n  for each o: Order\n  must answer(o)\n  within 2 days of a\n",
            (
                "name the act that it asks for, as in `(first act(x)).at`; or say `on breach of a`,"
                " and count from `breach`"
            ),
        ),
        (
            "obligation a\n  for each o: Order\n  must answer(o)\n  within 2 days of answer\n",
            "write `(first answer(o)).at`",
        ),
        (
            "obligation a\n  for each o: Order\n  must answer(o)\n  within 2 days of answer(o)\n",
            "write `(first answer(o)).at`",
        ),
    ],
)
def test_a_hint(text: str, hint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = said(Wrong("hints", "", "", "example.lex", RULESET + text), tmp_path)
    assert hint in [each.hint for each in found], [each.hint for each in found]
