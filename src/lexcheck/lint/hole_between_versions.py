"""LX907: between two versions of a norm there are days without any

One version ends, and the next begins more than a day later. What arises in between is not judged by
this norm at all: it comes out as not applicable. What arose before goes on under the version of its
own day, unless that says `pending end`. Where the law did lapse for a while, that deserves a word;
mostly the last day of the first version is the day before the second one begins.

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

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from lexcheck.lint.model import Remark, Subject, remark
from lexcheck.norms.model import Norm

CODE = "LX907"

_DAY = timedelta(days=1)


def check(subject: Subject) -> Iterator[Remark]:
    for name, versions in subject.ruleset.versions.items():
        for before, after in _holes(versions):
            last, first = before.in_force.until, after.in_force.start
            assert last is not None
            assert first is not None
            if not subject.has(after.span):
                continue
            opens, closes = last + _DAY, first - _DAY
            yield remark(
                CODE,
                f"no version of `{name}` is in force "
                + (f"on {opens}" if opens == closes else f"from {opens} until {closes}"),
                after.span,
                "close the hole, or say why there is one",
                cause=(before.span, f"this version ends on {last}"),
            )


def _holes(versions: Sequence[Norm]) -> Iterator[tuple[Norm, Norm]]:
    """The version that is the last to end before each hole, and the one that ends it, by their days
    and not by their order in the text. A version that was annulled holds on its days, too.
    """
    ordered = sorted(versions, key=lambda norm: norm.in_force.start or date.min)
    latest = ordered[0]
    for norm in ordered[1:]:
        last, first = latest.in_force.until, norm.in_force.start
        if last is None:
            return
        if first is not None and first - last > _DAY:
            yield latest, norm
        if norm.in_force.until is None or norm.in_force.until > last:
            latest = norm
