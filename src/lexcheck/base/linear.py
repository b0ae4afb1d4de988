"""Exact linear programs, for bounds on counts and shares.

A small dense simplex over fractions with Bland's rule, so that it ends. Source: Bland 1977, "New
finite pivoting rules for the simplex method". The programs here have tens of variables.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

Row = list[Fraction]


class Infeasible(Exception):
    """No point satisfies the constraints."""


class Unbounded(Exception):
    """The objective has no maximum."""


class Program:
    """Constraints `row · x <= limit` over `x >= 0`, made feasible once and climbed many times.

    Raises Infeasible if no point satisfies them.
    """

    def __init__(self, constraints: Sequence[tuple[Sequence[Fraction], Fraction]]) -> None:
        size = len(constraints[0][0]) if constraints else 0
        self._rows: list[Row] = []
        self._basis: list[int] = []
        for place, (coefficients, limit) in enumerate(constraints):
            slack = [Fraction(int(place == other)) for other in range(len(constraints))]
            self._rows.append([*map(Fraction, coefficients), *slack, Fraction(limit)])
            self._basis.append(size + place)
        _make_feasible(self._rows, self._basis)

    def maximise(self, objective: Sequence[Fraction]) -> Fraction:
        """The maximum of `objective · x`. Raises Unbounded."""
        return _climb([[*row] for row in self._rows], [*self._basis], objective)


def maximise(
    objective: Sequence[Fraction],
    constraints: Sequence[tuple[Sequence[Fraction], Fraction]],
) -> Fraction:
    """The maximum of `objective · x` over `x >= 0` with `row · x <= limit` for each constraint.

    Raises Infeasible or Unbounded.
    """
    return Program(constraints).maximise(objective)


def _make_feasible(rows: list[Row], basis: list[int]) -> None:
    """Pivot until no limit is negative (phase one, with one artificial variable)."""
    if all(row[-1] >= 0 for row in rows):
        return
    width = len(rows[0]) - 1
    for row in rows:
        row.insert(width, Fraction(-1))
    worst = min(range(len(rows)), key=lambda r: rows[r][-1])
    _pivot(rows, basis, worst, width)
    objective = [Fraction(0)] * width + [Fraction(-1)]
    if _climb(rows, basis, objective) < 0:
        raise Infeasible
    if width in basis:  # at zero: any other variable may take its place
        place = basis.index(width)
        column = next((c for c in range(width) if rows[place][c] != 0), None)
        if column is not None:
            _pivot(rows, basis, place, column)
    for row in rows:
        del row[width]


def _climb(rows: list[Row], basis: list[int], objective: Sequence[Fraction]) -> Fraction:
    if not rows:
        if any(cost > 0 for cost in objective):
            raise Unbounded
        return Fraction(0)
    width = len(rows[0]) - 1
    costs = [Fraction(c) for c in objective] + [Fraction(0)] * (width + 1 - len(objective))
    # What the objective would gain by one more of each variable, and, last, less what it is.
    gains = costs
    for b, row in zip(basis, rows, strict=True):
        gains = _less(gains, costs[b], row)
    while True:
        entering = next((c for c in range(width) if gains[c] > 0), None)
        if entering is None:
            return -gains[-1]
        ratios = [
            (row[-1] / row[entering], basis[place], place)
            for place, row in enumerate(rows)
            if row[entering] > 0
        ]
        if not ratios:
            raise Unbounded
        leaving = min(ratios)[2]
        _pivot(rows, basis, leaving, entering)
        gains = _less(gains, gains[entering], rows[leaving])


def _pivot(rows: list[Row], basis: list[int], place: int, column: int) -> None:
    chosen = rows[place]
    factor = chosen[column]
    rows[place] = chosen = [value / factor if value else value for value in chosen]
    for other, row in enumerate(rows):
        if other != place:
            rows[other] = _less(row, row[column], chosen)
    basis[place] = column


def _less(row: Row, by: Fraction, other: Row) -> Row:
    """`row - by * other`. Most of a row is zero, and fractions are slow."""
    if not by:
        return row
    return [value - by * own if own else value for value, own in zip(row, other, strict=True)]
