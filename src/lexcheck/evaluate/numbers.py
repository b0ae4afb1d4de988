"""Doubtful numbers of one completion: linear forms, and what has been answered of them.

A comparison of two numbers is a bound on a linear form. It is asked only if both answers agree with
all bounds so far, which a linear program decides; so the answers of a completion always go
together.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from lexcheck.base.linear import Infeasible, Unbounded, maximise
from lexcheck.evaluate.values import Doubt, NumberRange, NumberTerm
from lexcheck.facts.case import Money
from lexcheck.verdicts.model import Reason

if TYPE_CHECKING:
    from lexcheck.evaluate.world import World

Key = tuple[object, ...]
Form = tuple[tuple[Key, Fraction], ...]

#: `form <= limit`, or `form < limit` if strict.
Bound = tuple[Form, Fraction, bool]

ZERO, ONE = Fraction(0), Fraction(1)
INFINITE = float("inf")


def is_number(value: object) -> bool:
    return isinstance(value, Decimal | Money | NumberTerm)


def linear(value: object) -> NumberTerm:
    """Any number as a linear form."""
    if isinstance(value, NumberTerm):
        return value
    if isinstance(value, Money):
        return NumberTerm((), Fraction(value.amount), value.currency)
    assert isinstance(value, Decimal | int | Fraction)
    return NumberTerm((), Fraction(value))


class Numbers:
    """The doubtful numbers of a world."""

    __slots__ = ("bounds", "doubts", "world")

    def __init__(self, world: World) -> None:
        self.world = world
        self.bounds: list[Bound] = []
        self.doubts: dict[Key, Doubt] = {}

    def term(self, given: NumberRange) -> NumberTerm:
        """A doubtful number, the same whenever it is asked for."""
        least = None if given.least is None else Fraction(given.least)
        most = None if given.most is None else Fraction(given.most)
        return self._variable(given.doubt, least, most, given.currency)

    def _variable(
        self, doubt: Doubt, least: Fraction | None, most: Fraction | None, currency: str | None
    ) -> NumberTerm:
        key = ("number", *doubt.key)
        if key not in self.doubts:
            self.doubts[key] = doubt
            if most is not None:
                self.bounds.append((((key, ONE),), most, False))
            if least is not None:
                self.bounds.append((((key, -ONE),), -least, False))
        return NumberTerm(((key, ONE),), ZERO, currency)

    # ── Arithmetic ─────────────────────────────────────────────────────────────────────────────

    def plus(self, left: object, right: object, sign: int = 1) -> object:
        """left + sign * right, known if both are. Of two currencies, nobody knows the sum."""
        if isinstance(left, Decimal) and isinstance(right, Decimal):
            return left + sign * right
        a, b = linear(left), linear(right)
        if a.currency and b.currency and a.currency != b.currency:
            return self._unknown(a, b, "+")
        if isinstance(left, Money) and isinstance(right, Money):
            return Money(left.amount + sign * right.amount, left.currency)
        coefficients = dict(a.coefficients)
        for key, factor in b.coefficients:
            coefficients[key] = coefficients.get(key, ZERO) + sign * factor
        kept = tuple((key, f) for key, f in sorted(coefficients.items(), key=str) if f != 0)
        return NumberTerm(kept, a.constant + sign * b.constant, a.currency or b.currency)

    def times(self, left: object, right: object) -> object:
        """left * right; of two doubtful numbers, any number between the least and most products."""
        if isinstance(left, Decimal) and isinstance(right, Decimal):
            return left * right
        if isinstance(left, Decimal) and isinstance(right, Money):
            return Money(left * right.amount, right.currency)
        if isinstance(right, Decimal) and isinstance(left, Money):
            return Money(left.amount * right, left.currency)
        a, b = linear(left), linear(right)
        if not a.coefficients or not b.coefficients:
            factor, form = (a.constant, b) if not a.coefficients else (b.constant, a)
            scaled = tuple((key, f * factor) for key, f in form.coefficients if factor != 0)
            return NumberTerm(scaled, form.constant * factor, a.currency or b.currency)
        return self._unknown(a, b, "*")

    def _unknown(self, a: NumberTerm, b: NumberTerm, operator: str) -> NumberTerm:
        """The outcome of an operation that the facts do not fix; bounded if it is a product."""
        doubts = [self.doubts[key] for key, _ in (*a.coefficients, *b.coefficients)]
        named = " and ".join(dict.fromkeys(doubt.told for doubt in doubts))
        what = named or f"the rate of exchange between {a.currency} and {b.currency}"
        span = doubts[0].span if doubts else None
        reason = doubts[0].reason if doubts else Reason.MISSING_FACT
        key = (operator, a.coefficients, a.constant, b.coefficients, b.constant)
        doubt = Doubt(key, reason, what, span)
        least = most = None
        if operator == "*":
            least, most = self._product(a, b)
        return self._variable(doubt, least, most, a.currency or b.currency)

    def _product(self, a: NumberTerm, b: NumberTerm) -> tuple[Fraction | None, Fraction | None]:
        (low, high), (least, most) = self._ends(a), self._ends(b)
        products = [_product(x, y) for x in (low, high) for y in (least, most)]
        if (a.coefficients, a.constant) == (b.coefficients, b.constant):
            products = [_product(low, low), _product(high, high)]  # a square is never negative
            if low < 0 < high:
                products.append(ZERO)
        bottom, top = min(products), max(products)
        return _finite(bottom), _finite(top)

    def _ends(self, form: NumberTerm) -> tuple[Fraction | float, Fraction | float]:
        low, high = self.span_of(form)
        return -INFINITE if low is None else low, INFINITE if high is None else high

    def span_of(self, form: NumberTerm) -> tuple[Fraction | None, Fraction | None]:
        """The least and the most that a form may be in this completion; None is no bound."""
        return self._extreme(form, -1), self._extreme(form, 1)

    def doubts_of(self, form: NumberTerm) -> tuple[Doubt, ...]:
        return tuple(self.doubts[key] for key, _ in form.coefficients)

    def _extreme(self, form: NumberTerm, sign: int) -> Fraction | None:
        """The most (or least, for -1) of a form; None is no bound."""
        try:
            most = self._maximum(
                tuple((key, sign * f) for key, f in form.coefficients), self.bounds
            )
        except (Unbounded, Infeasible):
            return None
        return sign * most + form.constant

    # ── Comparisons ────────────────────────────────────────────────────────────────────────────

    def compare(self, operator: str, left: object, right: object) -> bool:
        """left OPERATOR right, in this completion."""
        if operator == "!=":
            return not self.compare("=", left, right)
        difference = linear(self.plus(left, right, -1))
        if operator == "=":
            return self._at_most(difference, False) and self._at_least(difference, False)
        if operator in ("<=", "<"):
            return self._at_most(difference, operator == "<")
        return self._at_least(difference, operator == ">")

    def _at_least(self, form: NumberTerm, strict: bool) -> bool:
        return not self._at_most(form, not strict)

    def _at_most(self, form: NumberTerm, strict: bool) -> bool:
        """form <= 0, or form < 0."""
        if not form.coefficients:
            return form.constant < 0 if strict else form.constant <= 0
        below: Bound = (form.coefficients, -form.constant, strict)
        minus = tuple((key, -factor) for key, factor in form.coefficients)
        above: Bound = (minus, form.constant, not strict)
        if not self._possible(below):
            return False
        if not self._possible(above):
            return True
        doubts = tuple(self.doubts[key] for key, _ in form.coefficients)
        yes = self.world.ask(doubts, lambda: self._question(below), ("yes", "no")) == 0
        self.bounds.append(below if yes else above)
        return yes

    def _question(self, bound: Bound) -> str:
        form, limit, strict = bound
        parts = []
        for key, factor in form:
            sign = "" if factor == 1 else "minus " if factor == -1 else f"{_shown(factor)} times "
            parts.append(f"{sign}{self.doubts[key].told}")
        return f"is {' plus '.join(parts)} {'below' if strict else 'at most'} {_shown(limit)}?"

    def _possible(self, bound: Bound) -> bool:
        """Does a bound go together with all before it? The largest common slack must be positive
        where a bound is strict.
        """
        bounds = self._touching(bound)
        if all(len(form) == 1 for form, _, _ in bounds):
            return _leaves_room(bounds)
        try:
            if not any(strict for _, _, strict in bounds):
                self._maximum((), bounds)
                return True
            return self._maximum((), bounds, slack=True) > 0
        except Infeasible:
            return False

    def _touching(self, bound: Bound) -> list[Bound]:
        """A bound with all those that speak, directly or through others, of its numbers."""
        keys = {key for key, _ in bound[0]}
        found, rest = [bound], self.bounds
        while True:
            near = [one for one in rest if any(key in keys for key, _ in one[0])]
            if not near:
                return found
            found += near
            keys |= {key for form, _, _ in near for key, _ in form}
            rest = [one for one in rest if one not in near]

    def _maximum(self, objective: Form, bounds: list[Bound], slack: bool = False) -> Fraction:
        """The maximum of a form under the bounds, or of the slack of the strict ones (at most 1).

        Each number is the difference of two that are not negative.
        """
        named = dict.fromkeys(key for form, _, _ in bounds for key, _ in form)
        named |= dict.fromkeys(key for key, _ in objective)
        place = {key: 2 * n for n, key in enumerate(named)}
        width = 2 * len(place) + 1

        def row(form: Form, extra: Fraction) -> list[Fraction]:
            found = [ZERO] * width
            for key, factor in form:
                found[place[key]] += factor
                found[place[key] + 1] -= factor
            found[-1] = extra
            return found

        rows = [
            (row(form, ONE if slack and strict else ZERO), limit) for form, limit, strict in bounds
        ]
        rows.append((row((), ONE), ONE))
        return maximise(row(objective, ONE if slack else ZERO), rows)


def _product(x: Fraction | float, y: Fraction | float) -> Fraction | float:
    return x * y if x and y else ZERO


def _finite(end: Fraction | float) -> Fraction | None:
    return end if isinstance(end, Fraction) else None


def _leaves_room(bounds: list[Bound]) -> bool:
    """Is there a number within bounds that all speak of one number, each by a factor?"""
    least: tuple[Fraction, bool] | None = None
    most: tuple[Fraction, bool] | None = None
    for ((_, factor),), limit, strict in bounds:
        end = (limit / factor, strict)
        if factor > 0:
            most = end if most is None else min(most, end, key=lambda e: (e[0], not e[1]))
        else:
            least = end if least is None else max(least, end, key=lambda e: (e[0], e[1]))
    if least is None or most is None or least[0] < most[0]:
        return True
    return least[0] == most[0] and not least[1] and not most[1]


def _shown(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"
