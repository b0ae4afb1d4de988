"""Counts and shares of cohorts, with bounds that no choice of the unknown counts escapes.

Each cohort's members share what is known of them, not what is not: where a cohort's verdict is
open, each member may fall either way. So the most that may count is every member of every cohort
that may count, and the least every member of those that must. What is left open are the sizes, held
by each cohort's own bounds and by the totals of the groups they belong to: a linear program. A
share is a ratio of two such sums (Charnes and Cooper 1962, "Programming with linear fractional
functionals").
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from lexcheck.base.light import light
from lexcheck.base.linear import Infeasible, Program, Unbounded, maximise
from lexcheck.facts.case import Group

ZERO, ONE = Fraction(0), Fraction(1)


@light(eq=False)
class Cell:
    """The members of one instance. `weight` times the size of `item`, or just `weight` if None.

    `best` and `worst`: how a member may fall for the share: "in" counts, "out" does not, "none" is
    no duty at all, as it may be for any if `may_be_none`.
    """

    item: str | None
    weight: int
    best: str
    worst: str
    may_be_none: bool = False


@light(eq=False)
class Sizes:
    """What is known of how many things each item stands for: bounds, and totals of groups."""

    counts: dict[str, tuple[int, int | None]]
    groups: tuple[Group, ...]


@light
class Range:
    """From `least` to `most`; None is no bound."""

    least: Fraction
    most: Fraction | None


@light(eq=False)
class Measured:
    """`share` is None where nothing surely bears a duty, or nothing does at all."""

    counted: Range
    not_counted: Range
    total: Range
    share: Range | None


Sum = tuple[dict[str, int], int]  # weights of items whose size is open, and a constant


def measure(cells: Sequence[Cell], sizes: Sizes) -> Measured | None:
    """The bounds of what counts, of what does not, of both, and of the share.

    None if the totals of the groups contradict the counts of their members.
    """
    program = _Program(cells, sizes)
    if not program.feasible:
        return None
    best_in = program.sum_of(cells, "best", ("in",))
    worst_in = program.sum_of(cells, "worst", ("in",))
    best_out = program.sum_of(cells, "best", ("out",))
    worst_out = program.sum_of(cells, "worst", ("out",))
    any_ = [c for c in cells if c.best != "none" or c.worst != "none"]
    surely = [c for c in cells if not c.may_be_none]
    both = ("in", "out", "none")
    share = None
    top = program.ratio(best_in, best_out, 1)
    bottom = program.ratio(worst_in, worst_out, -1)
    if top is not None and bottom is not None:
        share = Range(bottom, top)
    return Measured(
        Range(program.least(worst_in), program.most(best_in)),
        Range(program.least(best_out), program.most(worst_out)),
        Range(
            program.least(program.sum_of(surely, "best", both)),
            program.most(program.sum_of(any_, "best", both)),
        ),
        share,
    )


class _Program:
    """The linear program over the sizes that are open."""

    def __init__(self, cells: Sequence[Cell], sizes: Sizes) -> None:
        self.fixed = {item: low for item, (low, high) in sizes.counts.items() if low == high}
        open_items = sorted(
            {c.item for c in cells if c.item is not None and c.item not in self.fixed}
            | {
                i
                for g in sizes.groups
                for i in g.items
                if i in sizes.counts and i not in self.fixed
            }
        )
        self.place = {item: place for place, item in enumerate(open_items)}
        self.rows: list[tuple[list[Fraction], Fraction]] = []
        for item in open_items:
            low, high = sizes.counts[item]
            self._at_least({item: 1}, low)
            if high is not None:
                self._at_most({item: 1}, high)
        for group in sizes.groups:
            known = sum(self.fixed.get(item, 0) for item in group.items)
            unknown: dict[str, int] = {item: 1 for item in group.items if item in self.place}
            if unknown:
                self._at_least(unknown, group.total.least - known)
                if group.total.most is not None:
                    self._at_most(unknown, group.total.most - known)
        self.program: Program | None = None
        self.feasible = True
        if self.rows:
            try:
                self.program = Program(self.rows)
            except Infeasible:
                self.feasible = False

    def _row(self, weights: dict[str, int], sign: int) -> list[Fraction]:
        row = [ZERO] * len(self.place)
        for item, weight in weights.items():
            row[self.place[item]] = Fraction(sign * weight)
        return row

    def _at_most(self, weights: dict[str, int], limit: int) -> None:
        self.rows.append((self._row(weights, 1), Fraction(limit)))

    def _at_least(self, weights: dict[str, int], limit: int) -> None:
        if limit > 0 or len(weights) > 1:
            self.rows.append((self._row(weights, -1), Fraction(-limit)))

    def sum_of(self, cells: Sequence[Cell], side: str, ways: tuple[str, ...]) -> Sum:
        weights: dict[str, int] = {}
        constant = 0
        for cell in cells:
            if getattr(cell, side) not in ways:
                continue
            if cell.item is None:
                constant += cell.weight
            elif cell.item in self.fixed:
                constant += cell.weight * self.fixed[cell.item]
            else:
                weights[cell.item] = weights.get(cell.item, 0) + cell.weight
        return weights, constant

    def most(self, of: Sum) -> Fraction | None:
        weights, constant = of
        if not weights:
            return Fraction(constant)
        try:
            return self._maximum(self._row(weights, 1)) + constant
        except Unbounded:
            return None

    def least(self, of: Sum) -> Fraction:
        weights, constant = of
        if not weights:
            return Fraction(constant)
        return constant - self._maximum(self._row(weights, -1))

    def _maximum(self, objective: list[Fraction]) -> Fraction:
        return maximise(objective, []) if self.program is None else self.program.maximise(objective)

    def ratio(self, inside: Sum, outside: Sum, sign: int) -> Fraction | None:
        """The most (or least, for -1) of inside / (inside + outside); None if that sum may not be.

        With x = y / t: maximise p·y + p0 t where A y <= b t and q·y + q0 t = 1.
        """
        (p, p0), (o, o0) = inside, outside
        q = {item: p.get(item, 0) + o.get(item, 0) for item in {*p, *o}}
        if not q:
            return Fraction(p0, p0 + o0) if p0 + o0 else None
        rows = [([*row, -limit], ZERO) for row, limit in self.rows]
        whole = [*self._row(q, 1), Fraction(p0 + o0)]
        rows.append((whole, ONE))
        rows.append(([-value for value in whole], -ONE))
        objective = [*self._row(p, sign), Fraction(sign * p0)]
        try:
            return sign * maximise(objective, rows)
        except Infeasible:
            return None
