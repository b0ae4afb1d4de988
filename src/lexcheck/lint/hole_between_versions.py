"""LX907: between two versions of a norm there are days without any

One version ends, and the next begins more than a day later. What is triggered in between is judged
by neither: the norm is not applicable then. Where the law did lapse for a while, that deserves a
word; mostly the last day of the first version is the day before the second one begins.

Before:

    obligation answer_it
      cites    act "s 1"
      in force from 2020-01-01 until 2021-12-31
      for each o: Order
      must     answer(o)
      within   10 days of o.received

    obligation answer_it
      cites    act "s 1"
      in force from 2022-02-01
      for each o: Order
      must     answer(o)
      within   5 days of o.received

After:

    obligation answer_it
      cites    act "s 1"
      in force from 2020-01-01 until 2022-01-31
      for each o: Order
      must     answer(o)
      within   10 days of o.received

    obligation answer_it
      cites    act "s 1"
      in force from 2022-02-01
      for each o: Order
      must     answer(o)
      within   5 days of o.received
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from lexcheck.lint.model import Remark, Subject, remark

CODE = "LX907"


def check(subject: Subject) -> Iterator[Remark]:
    for name, versions in subject.ruleset.versions.items():
        for before, after in pairwise(versions):
            last, first = before.in_force.until, after.in_force.start
            if last is None or first is None or not subject.has(after.span):
                continue
            if first - last > timedelta(days=1):
                yield remark(
                    CODE,
                    f"no version of `{name}` is in force from {last + timedelta(days=1)}"
                    f" until {first - timedelta(days=1)}",
                    after.span,
                    "close the hole, or say why there is one",
                    cause=(before.span, f"this version ends on {last}"),
                )
