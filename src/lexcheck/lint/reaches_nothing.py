"""LX902: something counts as what no norm speaks of

The statement starts, or ends, a state (or performs an act) that no norm, sanction or assessment of
the ruleset asks for, not even under a reading. Whatever the acts are, no verdict hangs on it: the
norm may be missing, or the state is the wrong one.

Before:

    suspend(i) counts as hidden(i)

    obligation block_it
      cites    act "s 1"
      for each o: Order, i: Item in o.items
      must     blocked(i)
      within   10 days of o.received

After:

    suspend(i) counts as blocked(i)

    obligation block_it
      cites    act "s 1"
      for each o: Order, i: Item in o.items
      must     blocked(i)
      within   10 days of o.received
"""

from __future__ import annotations

from collections.abc import Iterator

from lexcheck.lint.model import Remark, Subject, remark
from lexcheck.norms.mentions import chained, speaks_of
from lexcheck.norms.model import CountsAs, Effect, Ruleset

CODE = "LX902"


def check(subject: Subject) -> Iterator[Remark]:
    rulesets = [subject.ruleset, *(each.ruleset for each in subject.ruleset.readings)]
    seen: set[int] = set()
    for ruleset in rulesets:
        for each in ruleset.counts_as:
            if subject.has(each.span) and each.span.start not in seen:
                seen.add(each.span.start)
                if not any(_reaches(each, other) for other in rulesets):
                    ends = "ends" if each.effect is Effect.END else "counts as"
                    yield remark(
                        CODE,
                        f"no norm speaks of `{each.target}`, which this {ends}",
                        each.span,
                        "add the norm that asks for it, or take this away",
                    )


def _reaches(each: CountsAs, ruleset: Ruleset) -> bool:
    words = chained(ruleset, {each.target})
    if any(norm.target.name in words for norm in ruleset.norms):
        return True  # as most do, and found without a look at all that norms are made of
    spoken = (ruleset.norms, ruleset.sanctions, ruleset.assessments)
    conditions = tuple(other.when for other in ruleset.counts_as if other.when is not None)
    return speaks_of((*spoken, conditions), words)
