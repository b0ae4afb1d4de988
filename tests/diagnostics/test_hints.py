"""What whoever writes a first law got wrong, and is told to do instead."""

from __future__ import annotations

from pathlib import Path

import pytest

from lexcheck.report.manual import RULESET
from tests.diagnostics.corpus import Wrong, said

ASKED = "obligation a\n  for each o: Order\n  "


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
                "name the act that it asks for, as in `first act(x).at`; or say `on breach of a`,"
                " and count from `breach`"
            ),
        ),
        (
            "obligation a\n  for each o: Order\n  must answer(o)\n  within 2 days of answer\n",
            "write `first answer(o).at`",
        ),
        (
            "obligation a\n  for each o: Order\n  must answer(o)\n  within 2 days of answer(o)\n",
            "write `first answer(o).at`",
        ),
        (
            'record A\n  sent: time? "when"\n',
            "a field has no text of its own: write a comment, after `#`",
        ),
        (
            "record A { sent: time }\n",
            "no brackets: fields stand below the name, one a line",
        ),
        (
            "record A\n  sent time\n",
            "a field has a colon: `sent: time`",
        ),
        (
            "action tell(o)\n",
            "say what it is: `o: …`, with a record after the colon",
        ),
        (
            "enum Kind: a, b\n",
            "write `=`",
        ),
        (
            "block(i) or suspend(i) counts as blocked(i)\n",
            "write a line for each act",
        ),
        (
            "exception e to comply\n  unless stayed(o)\n",
            "an exception says when it holds: write `when`",
        ),
        (
            "permission p\n  when stayed(o)\n",
            "name the norm that it is about: `p to …`",
        ),
        (
            ASKED + "must answer(o) or block(i)\n",
            "`must` names one act or state: say that the other counts as it, on a line of its own",
        ),
        (
            ASKED + "must answer(o) and block(i)\n",
            "`must` names one act or state: write a norm for each",
        ),
        (
            ASKED + "must not answer(o) or block(i)\n",
            "`must` names one act or state: write a norm for each",
        ),
        (
            ASKED + "must o.answered\n",
            "`must` names an act or a state with its arguments, as in `answer(o)`",
        ),
        (
            ASKED + "must answer(o)\n  within 36 hours after o.received\n",
            "a length is counted `of` a moment, as in `36 hours of o.received`",
        ),
        (
            ASKED + "must answer(o)\n  within 3 days of o.a or 2 days of o.b\n",
            "of two deadlines, say `the earlier of … and …` or `the later of … and …`",
        ),
        (
            ASKED + "must answer(o)\n  within the earlier of 3 days of o.a or 2 days of o.b\n",
            "`and` stands between the two, as in `the earlier of … and …`",
        ),
        (
            ASKED + "must answer(o)\n  before 2030-01-01\n",
            "for a deadline that is a moment, write `not later than`",
        ),
        (
            ASKED + "must answer(o)\n  no later than 2030-01-01\n",
            "did you mean `not later than`?",
        ),
    ],
)
def test_a_hint(text: str, hint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = said(Wrong("hints", "", "", "example.lex", RULESET + text), tmp_path)
    assert hint in [each.hint for each in found], [each.hint for each in found]
