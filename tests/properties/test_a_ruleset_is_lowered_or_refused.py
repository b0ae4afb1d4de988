"""LAW: a text that parses becomes a ruleset that keeps the invariants, or is refused with a reason.

The texts are a ruleset in which words have been swapped for others of the same text, so that most
of them parse, and every kind of fault comes up.
"""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from lexcheck.base.diagnostics import shown
from lexcheck.base.text import Source
from lexcheck.norms.from_resolved import lower
from lexcheck.norms.invariants import check
from lexcheck.resolved.from_syntax import resolve
from lexcheck.syntax.from_text import parse
from tests.unit.norms.section_69a import RULESET, VOCABULARY
from tests.unit.resolved.programs import lowered

NORMS = """
define open_at(o: Order) at t = o.issued < t and not stayed(o) at t
define idle(o: Order) = no acknowledge(o) happened before o.received
parameter length: duration = 3 days

obligation explain "A second duty."
  on breach of comply(o, i)
  duty of  o.addressee
  must     refer_to_committee(o)
  not before 1
  within   3 days of o.received
  repairs  comply
  when     open_at(o) at o.received or idle(o)

prohibition gag
  for each o: Order, e: grant_stay(o)
  must not acknowledge(o)
  until    the earlier of o.revoked and 2030-01-01
  overrides acknowledge
permission anyway to gag
  at the act
exception late to anyway
  when     count of e2: grant_stay(o) since o.issued > 2

"""

READINGS = """
reading third
  parameter length = 5 days
  gag: unless some i in o.items has i.holder = other
"""

TEXT = RULESET.replace("reading government", NORMS + "reading government") + READINGS
PIECES = re.findall(r'"[^"]*"|[\w.%]+|\s+|[^\w\s]', TEXT)
PLACES = [at for at, piece in enumerate(PIECES) if piece[0].isalnum() and piece != "ruleset"]
WORDS = sorted({PIECES[at] for at in PLACES})

swaps = st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(WORDS)), min_size=0, max_size=6)


def test_without_a_swap_it_is_sound() -> None:
    lowered(TEXT, VOCABULARY)


@given(swaps)
def test_it_is_lowered_or_refused(swapped: list[tuple[int, str]]) -> None:
    pieces = list(PIECES)
    for at, word in swapped:
        pieces[at] = word
    vocabulary, _ = parse(Source(name="vocabulary", text=VOCABULARY))
    file, _ = parse(Source(name="ruleset", text="".join(pieces)))
    assert vocabulary is not None
    if file is None:
        return
    program, diagnostics = resolve(file, (vocabulary,))
    assert program is not None
    ruleset, more = lower(program)
    for diagnostic in (*diagnostics, *more):
        assert "\n" not in diagnostic.message
        assert diagnostic.message in shown(diagnostic)
    assert (ruleset is None) == bool(diagnostics or more)
    if ruleset is not None:
        check(ruleset)
