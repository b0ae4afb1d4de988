"""LX904: a norm without a citation

Nothing says which provision the norm comes from, so whoever reads a verdict cannot look it up, and
whoever keeps the ruleset cannot tell whether the law has changed. A citation that nobody has
checked against the text is better than none: mark it `unverified`. (An exception may give a reason
instead, with `because`; those of a reading stand under what the reading cites.)

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
        match statement:
            case m.NormStatement() | m.SanctionStatement():
                enough: tuple[type, ...] = (m.Cites,)
            case m.ExceptionStatement():
                enough = (m.Cites, m.Because)
            case _:
                continue
        if not any(isinstance(clause, enough) for clause in statement.clauses):
            yield remark(
                CODE,
                f"`{statement.name.text}` cites no source",
                statement.name.span,
                'say where it comes from, as in `cites act "s 1"`, or `… unverified`',
            )
