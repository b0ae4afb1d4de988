"""LX904: a norm without a citation

Nothing says which provision the norm comes from, so whoever reads a verdict cannot look it up, and
whoever keeps the ruleset cannot tell whether the law has changed. A citation that nobody has
checked against the text is better than none: mark it `unverified`.

Before:

    obligation answer_it
      for each o: Order
      must     answer(o)
      within   10 days of o.received

After:

    obligation answer_it
      cites    act "s 1" unverified
      for each o: Order
      must     answer(o)
      within   10 days of o.received
"""

from __future__ import annotations

from collections.abc import Iterator

from lexcheck.lint.model import Remark, Subject, remark
from lexcheck.syntax import model as m

CODE = "LX904"


def check(subject: Subject) -> Iterator[Remark]:
    for statement in subject.file.statements:
        if not isinstance(statement, m.NormStatement | m.SanctionStatement):
            continue
        if not any(isinstance(clause, m.Cites) for clause in statement.clauses):
            yield remark(
                CODE,
                f"`{statement.name.text}` cites no source",
                statement.name.span,
                'say where it comes from, as in `cites act "s 1"`, or `… unverified`',
            )
