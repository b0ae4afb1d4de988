"""Doubtful numbers of one completion, as linear forms with bounds.

A comparison of two numbers is a bound on their difference. Each distinct form keeps its own bounds,
so asking the same sum twice is consistent; two different forms over the same doubtful numbers are
bounded one by one, which may leave a verdict wider than it need be, never narrower.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from lexcheck.evaluate.values import Doubt, NumberRange, NumberTerm
from lexcheck.facts.case import Money

if TYPE_CHECKING:
    from lexcheck.evaluate.world import World

Key = tuple[object, ...]
Form = tuple[tuple[Key, Fraction], ...]


@attrs.define
class Bounds:
    """`least <= x <= most`, strictly where the flag says so; None is open."""

    least: Fraction | None = None
    most: Fraction | None = None
    above: bool = False
    below: bool = False


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

    __slots__ = ("bounds", "doubts", "forms", "world")

    def __init__(self, world: World) -> None:
        self.world = world
        self.bounds: dict[Key, Bounds] = {}
        self.doubts: dict[Key, Doubt] = {}
        self.forms: dict[Form, Bounds] = {}

    def term(self, given: NumberRange) -> NumberTerm:
        key = ("number", *given.doubt.key)
        if key not in self.bounds:
            self.bounds[key] = Bounds(_fraction(given.least), _fraction(given.most))
            self.doubts[key] = given.doubt
        return NumberTerm(((key, Fraction(1)),), Fraction(0), given.currency)

    def plus(self, left: object, right: object, sign: int = 1) -> object:
        """left + sign * right, known if both are."""
        if isinstance(left, Decimal) and isinstance(right, Decimal):
            return left + sign * right
        a, b = linear(left), linear(right)
        if isinstance(left, Money) and isinstance(right, Money) and a.currency == b.currency:
            return Money(left.amount + sign * right.amount, left.currency)
        coefficients = dict(a.coefficients)
        for key, factor in b.coefficients:
            coefficients[key] = coefficients.get(key, Fraction(0)) + sign * factor
        kept = tuple((key, f) for key, f in sorted(coefficients.items(), key=str) if f != 0)
        constant = a.constant + sign * b.constant
        return NumberTerm(kept, constant, a.currency or b.currency)

    def scaled(self, value: object, factor: Decimal) -> object:
        if isinstance(value, Decimal):
            return value * factor
        if isinstance(value, Money):
            return Money(value.amount * factor, value.currency)
        term = linear(value)
        by = Fraction(factor)
        return NumberTerm(
            tuple((key, f * by) for key, f in term.coefficients if by != 0),
            term.constant * by,
            term.currency,
        )

    def compare(self, operator: str, left: object, right: object) -> bool:
        """left OPERATOR right, in this completion. Amounts of two currencies are never compared."""
        a, b = linear(left), linear(right)
        if a.currency and b.currency and a.currency != b.currency:
            return operator == "!="
        difference = linear(self.plus(a, b, -1))
        if operator == "=":
            return self._at_most(difference, False) and self._at_least(difference, False)
        if operator == "!=":
            return not self.compare("=", left, right)
        if operator == "<=":
            return self._at_most(difference, False)
        if operator == "<":
            return self._at_most(difference, True)
        if operator == ">=":
            return self._at_least(difference, False)
        return self._at_least(difference, True)

    def _at_least(self, form: NumberTerm, strict: bool) -> bool:
        return not self._at_most(form, not strict)

    def _at_most(self, form: NumberTerm, strict: bool) -> bool:
        """form <= 0, or form < 0."""
        constant = form.constant
        if not form.coefficients:
            return constant < 0 if strict else constant <= 0
        lead = form.coefficients[0][1]
        scaled: Form = tuple((k, f / lead) for k, f in form.coefficients)
        limit = -constant / lead
        if lead > 0:
            return self._below(scaled, limit, strict)
        return not self._below(scaled, limit, not strict)

    def _below(self, form: Form, limit: Fraction, strict: bool) -> bool:
        """form <= limit, or form < limit."""
        known = self._known(form)
        if known.most is not None and (
            known.most < limit or (known.most == limit and (not strict or known.below))
        ):
            return True
        if known.least is not None and (
            known.least > limit or (known.least == limit and (strict or known.above))
        ):
            return False
        doubts = tuple(self.doubts[key] for key, _ in form)
        names = " and ".join(doubt.fact for doubt in doubts)
        word = "below" if strict else "at most"
        question = f"is {names} {word} {_shown(limit)}?"
        yes = self.world.ask(doubts, lambda: question, ("yes", "no")) == 0
        if yes:
            known.most, known.below = limit, strict
        else:
            known.least, known.above = limit, not strict
        return yes

    def _known(self, form: Form) -> Bounds:
        """The bounds of a form: those of its numbers, then whatever was answered of it."""
        if len(form) == 1:
            return self.bounds[form[0][0]]
        if form not in self.forms:
            least: Fraction | None = Fraction(0)
            most: Fraction | None = Fraction(0)
            for key, factor in form:
                own = self.bounds[key]
                low, high = (own.least, own.most) if factor > 0 else (own.most, own.least)
                least = None if least is None or low is None else least + factor * low
                most = None if most is None or high is None else most + factor * high
            self.forms[form] = Bounds(least, most)
        return self.forms[form]


def _fraction(value: Decimal | None) -> Fraction | None:
    return None if value is None else Fraction(value)


def _shown(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):g}"
