"""LX908: a window that ends before it begins

The norm begins to bind after its deadline, or after its own end. Nobody can keep such a norm, or
nobody can be judged by it: two moments were confused.

Before:

    obligation answer_it
      cites    act "s 1"
      for each o: Order
      from     10 days of o.received
      must     answer(o)
      within   5 days of o.received

After:

    obligation answer_it
      cites    act "s 1"
      for each o: Order
      from     o.received
      must     answer(o)
      within   5 days of o.received
"""

from __future__ import annotations

from collections.abc import Iterator

from lexcheck.lint.model import Remark, Subject, remark
from lexcheck.lint.moments import after

CODE = "LX908"


def check(subject: Subject) -> Iterator[Remark]:
    for norm in subject.norms:
        opens = norm.opening not in (None, norm.trigger)
        for begins in (norm.trigger, norm.opening) if opens else (norm.trigger,):
            for end, word in ((norm.deadline, "its deadline"), (norm.until, "its end")):
                if begins is not None and end is not None and after(begins, end):
                    yield remark(
                        CODE,
                        f"`{norm.name}` begins after {word}",
                        end.span,
                        "correct one of the two moments",
                        cause=(begins.span, "it begins here"),
                    )
