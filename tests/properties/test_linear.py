"""LAWS: an exact linear program has its maximum at a corner; bounds on shares are never exceeded by
any way of sizing the cohorts and of sorting their members, and are reached.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexcheck.base.linear import Infeasible, Unbounded, maximise
from lexcheck.base.text import Source, Span
from lexcheck.evaluate.shares import Cell, Measured, Range, Sizes, measure
from lexcheck.facts.case import Count, Group, RecordId
from tests.properties.numbers_of_examples import examples
from tests.properties.strategies.chooser import Chooser

Row = tuple[list[Fraction], Fraction]

# ── Linear programs ────────────────────────────────────────────────────────────────────────────


@attrs.frozen
class Program:
    """Maximise `objective · x` over `x >= 0` and these rows."""

    objective: list[Fraction]
    rows: list[Row]


@st.composite
def programs(draw: st.DrawFn, bounded: bool) -> Program:
    choose = Chooser(draw)
    size = choose.upto(1, 3)

    def row() -> list[Fraction]:
        return [Fraction(choose.upto(-3, 3)) for _ in range(size)]

    rows: list[Row] = [(row(), Fraction(choose.upto(-4, 6))) for _ in range(choose.upto(0, 4))]
    if bounded:
        rows += [(axis(place, size), Fraction(5)) for place in range(size)]
    return Program(row(), rows)


def axis(place: int, size: int) -> list[Fraction]:
    return [Fraction(int(place == other)) for other in range(size)]


def corners(program: Program) -> Iterator[list[Fraction]]:
    """Every feasible point in which as many rows meet as there are variables."""
    size = len(program.objective)
    rows = program.rows + [([-v for v in axis(p, size)], Fraction(0)) for p in range(size)]
    for chosen in combinations(rows, size):
        point = solve([list(row) for row, _ in chosen], [limit for _, limit in chosen])
        if point is not None and all(dot(row, point) <= limit for row, limit in rows):
            yield point


def dot(row: Sequence[Fraction], point: Sequence[Fraction]) -> Fraction:
    return sum((a * x for a, x in zip(row, point, strict=True)), Fraction(0))


def solve(rows: list[list[Fraction]], limits: list[Fraction]) -> list[Fraction] | None:
    """The one point in which all rows meet; None if there is none, or more."""
    size = len(rows)
    table = [[*row, limit] for row, limit in zip(rows, limits, strict=True)]
    for column in range(size):
        pivot = next((r for r in range(column, size) if table[r][column] != 0), None)
        if pivot is None:
            return None
        table[column], table[pivot] = table[pivot], table[column]
        lead = table[column][column]
        table[column] = [value / lead for value in table[column]]
        for other in range(size):
            if other != column:
                by = table[other][column]
                pairs = zip(table[other], table[column], strict=True)
                table[other] = [value - by * own for value, own in pairs]
    return [row[-1] for row in table]


@examples(150)
@given(programs(bounded=True))
def test_the_maximum_is_at_a_corner(program: Program) -> None:
    values = [dot(program.objective, corner) for corner in corners(program)]
    if not values:
        with pytest.raises(Infeasible):
            maximise(program.objective, program.rows)
    else:
        assert maximise(program.objective, program.rows) == max(values)


@examples(100)
@given(programs(bounded=False))
def test_without_bounds_the_maximum_may_be_nowhere(program: Program) -> None:
    size = len(program.objective)

    def within(limit: int) -> Fraction:
        box = [(axis(place, size), Fraction(limit)) for place in range(size)]
        return maximise(program.objective, program.rows + box)

    try:
        value = maximise(program.objective, program.rows)
    except Infeasible:
        assert not list(corners(program))
    except Unbounded:
        assert within(10_000) < within(20_000)
    else:
        assert (
            value
            == within(10_000)
            == max(dot(program.objective, corner) for corner in corners(program))
        )


@examples(40)
@given(programs(bounded=True))
def test_no_whole_point_has_more(program: Program) -> None:
    best = None
    for point in product(range(6), repeat=len(program.objective)):
        where = [Fraction(value) for value in point]
        if all(dot(row, where) <= limit for row, limit in program.rows):
            value = dot(program.objective, where)
            best = value if best is None else max(best, value)
    if best is not None:
        assert best <= maximise(program.objective, program.rows)


# ── Shares ─────────────────────────────────────────────────────────────────────────────────────

WAYS = [frozenset(w) for n in (1, 2, 3) for w in combinations(("in", "out", "none"), n)]
SPAN = Span(Source(name="shares", text=""), 0, 0)


@attrs.frozen
class Cohorts:
    """Instances by what their members stand for, and the ways in which a member may fall."""

    ways: tuple[tuple[str, frozenset[str]], ...]
    sizes: Sizes


@st.composite
def cohorts(draw: st.DrawFn) -> Cohorts:
    choose = Chooser(draw)
    names = ["a", "b", "c"][: choose.upto(1, 3)]
    counts: dict[str, tuple[int, int | None]] = {}
    for name in names:
        low = choose.upto(0, 2)
        counts[name] = (low, max(1, low + choose.upto(0, 2)))
    groups = []
    if choose.chance(2):
        members = tuple(RecordId(name) for name in choose.some(names, 1, 3))
        least = sum(counts[member][0] for member in members)
        most = sum(counts[member][1] or 0 for member in members)
        total = choose.upto(least, most)
        groups.append(Group(name="g", items=members, total=Count(total, total), span=SPAN))
    ways = [(choose.one(names), choose.one(WAYS)) for _ in range(choose.upto(1, 3))]
    return Cohorts(tuple(ways), Sizes(counts, tuple(groups)))


def cell(item: str, ways: frozenset[str]) -> Cell:
    best = next(way for way in ("in", "none", "out") if way in ways)
    worst = next(way for way in ("out", "none", "in") if way in ways)
    return Cell(item, 1, best, worst, "none" in ways)


def sizings(sizes: Sizes) -> Iterator[dict[str, int]]:
    """Every way of sizing the cohorts that agrees with the totals of the groups."""
    names = sorted(sizes.counts)
    spans = [range(sizes.counts[n][0], (sizes.counts[n][1] or 0) + 1) for n in names]
    for chosen in product(*spans):
        found = dict(zip(names, chosen, strict=True))
        if all(sum(found[i] for i in g.items) == g.total.least for g in sizes.groups):
            yield found


def outcomes(case: Cohorts) -> Iterator[tuple[int, int]]:
    """How many count, and how many do not, in every way of sizing and sorting."""
    for sized in sizings(case.sizes):
        parts = []
        for item, ways in case.ways:
            splits = [
                (counting, missing)
                for counting in range(sized[item] + 1)
                for missing in range(sized[item] + 1 - counting)
                if _may_fall(ways, counting, missing, sized[item])
            ]
            parts.append(splits)
        for chosen in product(*parts):
            yield sum(c for c, _ in chosen), sum(m for _, m in chosen)


def _may_fall(ways: frozenset[str], counting: int, missing: int, size: int) -> bool:
    rest = size - counting - missing
    given_ = {"in": counting, "out": missing, "none": rest}
    return all(number == 0 or way in ways for way, number in given_.items())


def bounds(values: list[Fraction], told: Range) -> None:
    """No value lies outside, and both ends are reached, but for the rounding of sizes."""
    assert told.most is not None
    assert all(told.least <= value <= told.most for value in values), (values, told)
    assert min(values) == told.least, (min(values), told)
    assert max(values) == told.most, (max(values), told)


@examples(150)
@given(cohorts())
def test_counts_and_shares_are_bounded_and_reach_their_bounds(case: Cohorts) -> None:
    measured = measure([cell(item, ways) for item, ways in case.ways], case.sizes)
    found = set(outcomes(case))
    assert (measured is None) == (not found)
    if measured is None:
        return
    bounds([Fraction(c) for c, _ in found], measured.counted)
    bounds([Fraction(m) for _, m in found], measured.not_counted)
    bounds([Fraction(c + m) for c, m in found], measured.total)
    _check_share(measured, found)


def _check_share(measured: Measured, found: set[tuple[int, int]]) -> None:
    shares = [Fraction(c, c + m) for c, m in found if c + m]
    if measured.share is None:
        assert not shares or min(c + m for c, m in found) == 0
    elif shares:
        bounds(shares, measured.share)
