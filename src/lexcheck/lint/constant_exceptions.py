"""LX903: an exception that always holds, or never does

Its condition is the same whatever the facts are. An exception that always holds takes everybody
out of the norm; one that never does says nothing. Often a constant was forgotten or doubled, or
`or` was meant where `and` is written.

Before:

    exception both to answer_it
      cites act "s 2"
      when  o.provision = ordinary and o.provision = emergency

After:

    exception both to answer_it
      cites act "s 2"
      when  o.provision = emergency
"""

from __future__ import annotations

from collections.abc import Iterator

from lexcheck.lint.model import Remark, Subject, exceptions_of, remark
from lexcheck.lint.truth import constant

CODE = "LX903"


def check(subject: Subject) -> Iterator[Remark]:
    seen: set[int] = set()
    readings = [each.ruleset.norms for each in subject.ruleset.readings]
    # Under a reading, most norms are those of the ruleset.
    norms = {id(norm): norm for found in (subject.ruleset.norms, *readings) for norm in found}
    for norm in norms.values():
        for each in exceptions_of(norm):
            if not subject.has(each.span) or each.span.start in seen:
                continue
            seen.add(each.span.start)
            name = f"`{each.name}`" if each.kind != "unless" else "this exception"
            if each.condition is None:
                if not each.exceptions:
                    message = f"{name} has no condition: nobody is left under `{norm.name}`"
                    yield remark(CODE, message, each.span, "say with `when` whom it takes out")
                continue
            always = constant(each.condition, subject.ruleset.schema)
            if always is True and not each.exceptions:
                message = f"{name} always holds: nobody is left under `{norm.name}`"
                yield remark(CODE, message, each.condition.span, "say whom it takes out")
            elif always is False:
                message = f"{name} never holds: it takes nobody out of `{norm.name}`"
                yield remark(CODE, message, each.condition.span, "correct it, or take it away")
