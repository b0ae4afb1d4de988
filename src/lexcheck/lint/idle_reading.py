"""LX909: a reading that changes nothing

Under the reading every norm, every exception and every value is what it is without it: a report
that compares the two shows one thing twice. Perhaps the ruleset has come to say what the reading
said.

Before:

    obligation answer_it
      cites    act "s 1"
      for each o: Order
      must     answer(o)
      within   10 days of o.received

    reading patient
      answer_it: within 10 days of o.received

After:

    obligation answer_it
      cites    act "s 1"
      for each o: Order
      must     answer(o)
      within   10 days of o.received

    reading patient
      answer_it: within 20 days of o.received
"""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from lexcheck.lint.model import Remark, Subject, remark

CODE = "LX909"


def check(subject: Subject) -> Iterator[Remark]:
    written = attrs.evolve(subject.ruleset, readings=())
    for reading in subject.ruleset.readings:
        if subject.has(reading.span) and attrs.evolve(reading.ruleset, readings=()) == written:
            yield remark(
                CODE,
                f"reading `{reading.name}` changes nothing",
                reading.span,
                "say what is different under it, or take it away",
            )
