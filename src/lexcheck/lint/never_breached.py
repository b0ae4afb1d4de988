"""LX901: a norm that nobody can breach

The condition of the norm can never hold, or an obligation ends no later than its deadline. Then no
case whatever comes out as breached, which is hardly what the law says: a norm that ends with its
deadline is excused at that moment, done or not.

Before:

    obligation answer_it
      cites    act "s 1"
      for each o: Order
      must     answer(o)
      within   10 days of o.received
      until    5 days of o.received

After:

    obligation answer_it
      cites    act "s 1"
      for each o: Order
      must     answer(o)
      within   10 days of o.received
      until    o.revoked
"""

from __future__ import annotations

from collections.abc import Iterator

from lexcheck.lint.model import Remark, Subject, remark
from lexcheck.lint.moments import not_after
from lexcheck.lint.truth import constant

CODE = "LX901"


def check(subject: Subject) -> Iterator[Remark]:
    for norm in subject.norms:
        if norm.when is not None and constant(norm.when, subject.ruleset.schema) is False:
            yield remark(
                CODE,
                f"nobody can breach `{norm.name}`: this never holds",
                norm.when.span,
                "say when the norm applies",
            )
        elif norm.kind == "obligation" and norm.until is not None and norm.deadline is not None:
            if not_after(norm.until, norm.deadline):
                yield remark(
                    CODE,
                    f"nobody can breach `{norm.name}`: it ends before its deadline has passed",
                    norm.until.span,
                    "let it end later, or leave `until` out",
                    cause=(norm.deadline.span, "its deadline"),
                )
