"""The meaning of each class of term: one small function each, in one completion.

`Terms.of(term)` gives a function of a world and an environment. The environment binds variables:
records to their ids, acts to `ActHeld`, moments to times; `NOW` is the moment at which the whole is
asked. All is two-valued here: what is not known, the world answers, one completion at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import assert_never
from zoneinfo import ZoneInfo

from lexcheck.base.time.instants import zone
from lexcheck.base.time.periods import Duration
from lexcheck.evaluate.bearing import Timelines
from lexcheck.evaluate.clocks import Clocks
from lexcheck.evaluate.equality import is_listed, ordinal, same_value, times_compared
from lexcheck.evaluate.evidence import ActHeld, Evidence
from lexcheck.evaluate.lengths import before, comparable, multiplied, summed
from lexcheck.evaluate.moments import Analyses
from lexcheck.evaluate.numbers import is_number
from lexcheck.evaluate.occurrences import Occurrences
from lexcheck.evaluate.periods import period_end
from lexcheck.evaluate.values import (
    ABSENT,
    Doubt,
    Held,
    LengthTerm,
    Open,
    TimeTerm,
)
from lexcheck.evaluate.world import World
from lexcheck.facts.schema import Kind, Type
from lexcheck.norms.model import Ruleset
from lexcheck.resolved import terms as t
from lexcheck.verdicts.model import Reason

Env = dict[str, object]
Meaning = Callable[[World, Env], object]

#: The variable that holds the moment of asking, and, on breach of another norm, the breach's.
NOW = "now"
BREACH = "breach"


class Terms:
    """The terms of one ruleset over one body of evidence."""

    def __init__(self, ruleset: Ruleset, evidence: Evidence) -> None:
        self.ruleset, self.evidence = ruleset, evidence
        self.zone: ZoneInfo = zone(ruleset.timezone)
        self.parameters = {parameter.name: parameter for parameter in ruleset.parameters}
        self.timelines = Timelines(self)
        self.occurrences = Occurrences(self)
        self.analyses = Analyses()
        self.clocks = Clocks(self)
        self._memo: dict[int, tuple[t.Term, Meaning]] = {}

    def of(self, term: t.Term) -> Meaning:
        """The meaning of a term; made once for each."""
        found = self._memo.get(id(term))
        if found is None:
            found = self._memo[id(term)] = (term, self._make(term))
        return found[1]

    def holds(self, condition: t.Term) -> Callable[[World, Env], bool]:
        """A condition. An absent value is no yes."""
        meaning = self.of(condition)
        return lambda world, env: meaning(world, env) is True

    def _make(self, term: t.Term) -> Meaning:
        match term:
            case t.Variable(name=name):
                return lambda world, env: env[name]
            case t.Constant(value=value):
                constant = (value,) if term.type.kind is Kind.TERRITORY else value
                return lambda world, env: constant
            case t.ParameterValue(name=name):
                return self._parameter(name)
            case t.FieldOf():
                return self._field(term)
            case t.Apply():
                return self._apply(term)
            case t.Plus() | t.Minus() | t.Times():
                return self._arithmetic(term)
            case t.PeriodOf(period=period, anchor=anchor, opening=opening):
                if term.clock is not None:
                    return self._clocked(term, self.of(period))
                return self._period(
                    self.of(period), self.of(anchor), opening, term.span.text, term.counting
                )
            case t.Standard():
                return self._standard(term)
            case t.OrElse(first=first, second=second):
                return self._or_else(self.of(first), self.of(second))
            case t.EarlierLater(which=which, left=left, right=right):
                return self._earlier_later(which, self.of(left), self.of(right))
            case t.MovedUp(of=of, to=to):
                return self._moved_up(self.of(of), to)
            case _:
                return self._condition(term)

    def _condition(self, term: t.Term) -> Meaning:
        match term:
            case t.Not(of=of):
                inner = self.holds(of)
                return lambda world, env: not inner(world, env)
            case t.All(operands=operands):
                parts = [self.holds(operand) for operand in operands]
                return lambda world, env: all(part(world, env) for part in parts)
            case t.Any(operands=operands):
                parts = [self.holds(operand) for operand in operands]
                return lambda world, env: any(part(world, env) for part in parts)
            case t.Compared():
                return self._compared(term)
            case t.OneOfTerms(member=member, among=among):
                return self._one_of(member, among)
            case t.InList(member=member, items=items):
                return self._in_list(self.of(member), self.of(items))
            case t.Present(of=of):
                value = self.of(of)
                return lambda world, env: value(world, env) is not ABSENT
            case t.StateHolds():
                return self._state_holds(term)
            case t.Happened(occurrence=occurrence):
                return self.occurrences.happened(occurrence)
            case t.Quantified(quantifier=quantifier, binder=binder, has=has):
                return self.occurrences.quantified(quantifier, binder, self.holds(has))
            case t.CountOf(binder=binder, where=where):
                return self.occurrences.count(binder, where)
            case t.SumOf(of=of, binder=binder, where=where):
                return self.occurrences.total(self.of(of), of.type, binder, where)
            case t.Chosen(which=which, occurrence=occurrence):
                return self.occurrences.chosen(which, occurrence)
            case (
                t.Variable() | t.Constant() | t.ParameterValue() | t.FieldOf() | t.Apply()
                | t.Plus() | t.Minus() | t.Times() | t.PeriodOf() | t.Standard()
                | t.OrElse() | t.EarlierLater() | t.MovedUp()
            ):  # fmt: skip
                raise AssertionError("not a condition")
            case _:
                assert_never(term)

    # ── Values ─────────────────────────────────────────────────────────────────────────────────

    def _parameter(self, name: str) -> Meaning:
        parameter = self.parameters[name]
        if parameter.value is not None:
            return self.of(parameter.value)
        if parameter.type.optional:
            return lambda world, env: ABSENT
        label = f"parameter {name}"
        doubt = Doubt((label,), Reason.NEEDS_JUDGEMENT, label, parameter.span)
        unset = Open(doubt, parameter.type, False)
        return lambda world, env: world.realise(unset, label)

    def _field(self, term: t.FieldOf) -> Meaning:
        of, name, type_ = self.of(term.of), term.field, term.type
        if term.of.type.kind is Kind.ACT:
            return self._act_field(of, term.of.type.name, name)
        records = self.evidence.records

        def field(world: World, env: Env) -> object:
            record = of(world, env)
            if record is ABSENT:
                return ABSENT
            known = records.get(world.settled(record))  # type: ignore[call-overload]
            if known is None:
                return world.read(self.unheard(str(world.settled(record)), name, type_))
            return world.read(known.fields[name])

        return field

    def unheard(self, record: str, name: str, type_: Type) -> Held:
        """A field of something of which the evidence says nothing."""
        label = f"{record}.{name}"
        doubt = Doubt((label,), Reason.MISSING_FACT, label)
        value = Open(doubt, type_, type_.optional)
        return Held(record, f".{name}", value, "unknown", None, doubtful=True)

    def _act_field(self, of: Meaning, action: str, name: str) -> Meaning:
        """A field of an act of one action; its parameters are told by their places."""
        declared = self.evidence.schema.action[action].parameters
        names = [parameter.name for parameter in declared]
        place = names.index(name) if name in names else -1

        def field(world: World, env: Env) -> object:
            act = of(world, env)
            if act is ABSENT:
                return ABSENT
            assert isinstance(act, ActHeld)
            if name == "at":
                return world.read(act.at)
            return world.read(act.arguments[place] if place >= 0 else act.fields[name])

        return field

    def _apply(self, term: t.Apply) -> Meaning:
        arguments = [
            (name, self.of(argument))
            for name, argument in zip(term.parameters, term.arguments, strict=True)
        ]
        at = self.of(term.at) if term.at is not None else None
        moment, body = term.moment, self.of(term.body)

        def apply(world: World, env: Env) -> object:
            inner: Env = {name: argument(world, env) for name, argument in arguments}
            now = env[NOW] if at is None else at(world, env)
            if now is ABSENT:
                return ABSENT
            inner[NOW] = now
            if moment is not None:
                inner[moment] = now
            return body(world, inner)

        return apply

    def _arithmetic(self, term: t.Plus | t.Minus | t.Times) -> Meaning:
        left, right = self.of(term.left), self.of(term.right)
        text = term.span.text
        if isinstance(term, t.Times):
            left, right = _as_factor(left, term.left.type), _as_factor(right, term.right.type)
            return lambda world, env: _times(world, left(world, env), right(world, env), text)
        sign = -1 if isinstance(term, t.Minus) else 1
        counting = term.counting if isinstance(term, t.Plus) else t.PLAIN

        def add(world: World, env: Env) -> object:
            a, b = left(world, env), right(world, env)
            if a is ABSENT or b is ABSENT:
                return ABSENT
            if isinstance(a, TimeTerm) or (isinstance(a, int) and not isinstance(a, bool)):
                if sign > 0:
                    return period_end(world, self.zone, a, b, False, text, counting)
                assert isinstance(b, Duration | LengthTerm)
                return before(world, a, b, text)
            if isinstance(a, Duration | LengthTerm):
                assert isinstance(b, Duration | LengthTerm)
                return summed(world, a, b, sign, text)
            return world.numbers.plus(a, b, sign)

        return add

    def _period(
        self,
        length: Meaning,
        anchor: Meaning,
        opening: bool,
        text: str,
        counting: t.Countings,
    ) -> Meaning:
        def end(world: World, env: Env) -> object:
            start = anchor(world, env)
            if start is ABSENT:
                return ABSENT
            assert isinstance(start, int | TimeTerm)
            return period_end(world, self.zone, start, length(world, env), opening, text, counting)

        return end

    def _clocked(self, term: t.PeriodOf | t.Standard, length: Meaning) -> Meaning:
        """A period whose clock may stop, run anew or run for longer."""
        anchor = self.of(term.anchor)

        def end(world: World, env: Env) -> object:
            start = anchor(world, env)
            if start is ABSENT:
                return ABSENT
            assert isinstance(start, int | TimeTerm)
            return self.clocks.reckoned(world, env, term, start, length(world, env)).due

        return end

    def _standard(self, term: t.Standard) -> Meaning:
        taken_as = self.of(term.taken_as) if term.taken_as is not None else None
        label = f"“{term.words}”"
        doubt = Doubt((label,), Reason.NEEDS_JUDGEMENT, label, term.span)

        def length(world: World, env: Env) -> object:
            given = ABSENT if taken_as is None else taken_as(world, env)
            return given if isinstance(given, Duration) else world.length(doubt)

        if term.clock is not None:
            return self._clocked(term, length)
        return self._period(length, self.of(term.anchor), False, term.span.text, term.counting)

    def _moved_up(self, of: Meaning, to: int) -> Meaning:
        def later(world: World, env: Env) -> object:
            found = of(world, env)
            if found is ABSENT:
                return ABSENT
            assert isinstance(found, int | TimeTerm)
            return world.later(found, to)

        return later

    def _or_else(self, first: Meaning, second: Meaning) -> Meaning:
        def either(world: World, env: Env) -> object:
            value = first(world, env)
            return second(world, env) if value is ABSENT else value

        return either

    def _earlier_later(self, which: str, left: Meaning, right: Meaning) -> Meaning:
        def pick(world: World, env: Env) -> object:
            a, b = left(world, env), right(world, env)
            if a is ABSENT or b is ABSENT:
                return b if a is ABSENT else a
            assert isinstance(a, int | TimeTerm) and isinstance(b, int | TimeTerm)
            return world.earlier(a, b) if which == "earlier" else world.later(a, b)

        return pick

    # ── Conditions ─────────────────────────────────────────────────────────────────────────────

    def _compared(self, term: t.Compared) -> Meaning:
        left, right, operator = self.of(term.left), self.of(term.right), term.operator
        if Kind.DATE in (term.left.type.kind, term.right.type.kind):
            left, right = _as_day(left), _as_day(right)

        def compare(world: World, env: Env) -> bool:
            a, b = left(world, env), right(world, env)
            if a is ABSENT or b is ABSENT:
                return False
            if is_number(a) or is_number(b):
                return world.numbers.compare(operator, a, b)
            if isinstance(a, Duration | LengthTerm):
                assert isinstance(b, Duration | LengthTerm)
                return times_compared(world, operator, *comparable(world, a, b))
            if isinstance(a, TimeTerm | int) and not isinstance(a, bool):
                assert isinstance(b, TimeTerm | int)
                return times_compared(world, operator, a, b)
            return world.same(a, b) is (operator == "=")

        return compare

    def _one_of(self, term: t.Term, among: tuple[t.Term, ...]) -> Meaning:
        member = self.of(term)
        if term.type.kind is not Kind.DATE and all(
            isinstance(one, t.Constant) and isinstance(one.value, str) for one in among
        ):
            wanted: frozenset[object] = frozenset(
                (one.value,) if one.type.kind is Kind.TERRITORY else one.value
                for one in among
                if isinstance(one, t.Constant)
            )
            return lambda world, env: world.is_among(member(world, env), wanted)
        others = [self.of(one) for one in among]

        def found(world: World, env: Env) -> bool:
            value = member(world, env)
            return value is not ABSENT and any(
                same_value(world, value, other(world, env)) for other in others
            )

        return found

    def _in_list(self, member: Meaning, items: Meaning) -> Meaning:
        def found(world: World, env: Env) -> bool:
            return is_listed(world, member(world, env), items(world, env))

        return found

    def _state_holds(self, term: t.StateHolds) -> Meaning:
        arguments = [self.of(argument) for argument in term.arguments]
        at = self.of(term.at) if term.at is not None else None
        state, least = term.state, term.at_least

        def holds(world: World, env: Env) -> bool:
            moment = env[NOW] if at is None else at(world, env)
            if moment is ABSENT:
                return False
            assert isinstance(moment, int | TimeTerm)
            key = tuple(world.settled(argument(world, env)) for argument in arguments)
            return self.timelines.grade_at(world, state, key, moment) >= least

        return holds


def _as_factor(meaning: Meaning, type_: Type) -> Meaning:
    """5 % of something is 0.05 of it."""
    if type_.kind is not Kind.PERCENT:
        return meaning
    hundredth = Decimal("0.01")

    def factor(world: World, env: Env) -> object:
        value = meaning(world, env)
        return value if value is ABSENT else world.numbers.times(value, hundredth)

    return factor


def _times(world: World, left: object, right: object, text: str) -> object:
    if left is ABSENT or right is ABSENT:
        return ABSENT
    for number, length in ((left, right), (right, left)):
        if isinstance(length, Duration | LengthTerm):
            return multiplied(world, number, length, text)
    return world.numbers.times(left, right)


def _as_day(meaning: Meaning) -> Meaning:
    """A day as its ordinal, so that days in doubt are compared like moments in doubt."""

    def day(world: World, env: Env) -> object:
        value = meaning(world, env)
        return value if value is ABSENT else ordinal(world, value)

    return day
