"""Terms to expressions: what a condition or a moment is, said in columns.

A term becomes a `Value`, a condition an expression with three values. What has no translation
raises `NotLowered`, and the whole norm is then judged case by case; a guess is never made.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import assert_never

from lexcheck.base.light import evolve
from lexcheck.base.text import Span
from lexcheck.base.time.counting import Counting
from lexcheck.base.time.periods import Duration
from lexcheck.bulk import clocks, states
from lexcheck.bulk.known import name_of
from lexcheck.bulk.model import (
    FALSE,
    NULL,
    TRUE,
    Acts,
    Column,
    Expr,
    Joined,
    Judgements,
    Literal_,
    Members,
    Nested,
    Op,
    Records,
    Relation,
    all_of,
    any_of,
    call,
    negated,
)
from lexcheck.bulk.occurrences import Occurrences
from lexcheck.bulk.profile import Profile
from lexcheck.bulk.values import (
    NOW,
    Env,
    Names,
    NotLowered,
    Value,
    held,
    if_told,
    relations_in,
    times,
    together,
    unless,
)
from lexcheck.facts.schema import Kind, Schema, Type
from lexcheck.norms.model import CountsAs, Parameter
from lexcheck.resolved import terms as t


class Lowering:
    """Lowers the terms of one level of a query; a nested query has a level of its own."""

    def __init__(
        self,
        schema: Schema,
        profile: Profile,
        parameters: Mapping[str, Parameter],
        as_of: int,
        names: Names,
        counts_as: tuple[CountsAs, ...],
        timezone: str,
    ) -> None:
        self.schema, self.profile, self.parameters = schema, profile, parameters
        self.as_of, self.names = as_of, names
        self.counts_as, self.timezone = counts_as, timezone
        self.outer: Lowering | None = None
        self.acts = Occurrences(self)
        self.joined: list[Joined] = []
        self._records: dict[tuple[str, Expr], str] = {}

    def nested(self) -> Lowering:
        made = Lowering(
            self.schema, self.profile, self.parameters, self.as_of, self.names, self.counts_as,
            self.timezone,
        )  # fmt: skip
        made.outer = self
        return made

    # ── Relations ──────────────────────────────────────────────────────────────────────────────

    def join(self, stem: str, relation: Relation | Judgements, on: Expr = TRUE) -> str:
        alias = self.names.fresh(stem)
        self.joined.append(Joined(alias=alias, relation=relation, on=on))
        return alias

    def act(self, relation: Acts, id_: Expr) -> str:
        """The alias under which the act with this id is joined."""
        alias = self.names.fresh("a")
        on = call("=", Column(alias, "id"), id_)
        self.joined.append(Joined(alias=alias, relation=relation, on=on))
        return alias

    def record(self, type_: str, id_: Expr) -> str:
        """The alias under which the record with this id is joined: as far out as can be."""
        own = {each.alias for each in self.joined}
        if self.outer is not None and not relations_in(id_) & own:
            return self.outer.record(type_, id_)
        found = self._records.get((type_, id_))
        if found is None:
            alias = self.names.fresh("r")
            on = call("=", Column(alias, "id"), id_)
            self.joined.append(Joined(alias=alias, relation=Records(type_), on=on, optional=True))
            found = self._records[type_, id_] = alias
        return found

    def scan(self, stem: str, type_: str) -> str:
        """The alias of a scan over all records of a type."""
        alias = self.join(stem, Records(type_))
        self._records[type_, Column(alias, "id")] = alias
        return alias

    # ── Values ─────────────────────────────────────────────────────────────────────────────────

    def value(self, term: t.Term, env: Env) -> Value:
        match term:
            case t.Variable(name=name):
                return env[name]
            case t.Constant():
                return self._constant(term)
            case t.ParameterValue(name=name):
                return self._parameter(name, term.span)
            case t.FieldOf():
                return self._field(term, env)
            case t.Apply():
                return self.value(term.body, self.applied(term, env))
            case t.Plus() | t.Minus():
                return self._sum(term, env)
            case t.PeriodOf():
                return clocks.reckoned(self, term, env)
            case t.OrElse():
                return self._or_else(term, env)
            case t.EarlierLater():
                return self._earlier_later(term, env)
            case t.CountOf() | t.SumOf():
                return self.acts.counted(term, env)
            case t.Times():
                raise NotLowered("a product", term.span)
            case t.Standard():
                return self._standard(term, env)
            case t.MovedUp():
                raise NotLowered("a duty that a later law took over", term.span)
            case t.Chosen():
                raise NotLowered(f"the {term.which} act of several", term.span)
            case (
                t.Not() | t.All() | t.Any() | t.Compared() | t.OneOfTerms() | t.InList()
                | t.Present() | t.StateHolds() | t.Happened() | t.Quantified()
            ):  # fmt: skip
                return Value(self.condition(term, env))
            case _:
                assert_never(term)

    def _constant(self, term: t.Constant) -> Value:
        value = term.value
        if isinstance(value, Duration):
            if value.civil:
                return Value(Literal_(str(value)), elapsed=False)
            return Value(Literal_(value.micros))
        if isinstance(value, bool | int | str):
            return Value(Literal_(value))
        if isinstance(value, Decimal):
            return Value(call("text", Literal_(f"{value:f}")))
        raise NotLowered("an amount of money", term.span)

    def _parameter(self, name: str, span: Span) -> Value:
        parameter = self.parameters[name]
        if parameter.value is not None:
            return self.value(parameter.value, {})
        if parameter.type.optional:
            return Value(NULL, may_be_absent=True)
        raise NotLowered(f"the parameter `{name}`, which is not set", span)

    def applied(self, term: t.Apply, env: Env) -> Env:
        """The variables of what is defined."""
        inner = {
            name: self.value(argument, env)
            for name, argument in zip(term.parameters, term.arguments, strict=True)
        }
        now = env.get(NOW) if term.at is None else self.value(term.at, env)
        if now is not None:
            if now.may_be_absent:
                raise NotLowered("a moment of asking that may be absent", term.span)
            inner[NOW] = now
            if term.moment is not None:
                inner[term.moment] = now
        return inner

    def _field(self, term: t.FieldOf, env: Env) -> Value:
        of = self.value(term.of, env)
        if of.act is not None:
            return self._act_field(of, term)
        if of.may_be_absent:
            raise NotLowered("a field of what may be absent", term.span)
        relation = Records(term.of.type.name)
        if not self.profile.has(relation):  # nor is there a view to join
            return Value(NULL, doubt=TRUE, may_be_absent=term.type.optional)
        alias = self.record(term.of.type.name, of.expr)
        found = self.column(relation, alias, term.field, term.type)
        # A reference that leads nowhere leaves all its fields open.
        lost = (
            FALSE
            if isinstance(of.expr, Column) and of.expr == Column(alias, "id")
            else (call("is null", Column(alias, "id")))
        )
        return evolve(found, doubt=any_of(found.doubt, of.doubt, lost))

    def _act_field(self, of: Value, term: t.FieldOf) -> Value:
        assert of.act is not None
        names = [each.name for each in self.schema.action[of.act.action].parameters]
        if term.field in names:
            return Value(Column(of.alias, f"arg_{names.index(term.field) + 1}"))
        return self.column(of.act, of.alias, term.field, term.type)

    def column(self, relation: Relation, alias: str, name: str, type_: Type) -> Value:
        """A field of a row, as its profile has it."""
        known = self.profile.of(relation, name)
        if known.never:
            return Value(NULL, may_be_absent=True)
        if known.missing:
            return Value(NULL, doubt=TRUE, may_be_absent=type_.optional)
        if type_.is_list or type_.kind is Kind.MONEY:
            raise NotLowered(f"`{name}`, {type_}", None)
        column = Column(alias, name)
        doubt: Expr = FALSE
        if known.unknown:
            doubt = Column(alias, f"{name}?") if type_.optional else call("is null", column)
        range_ = known.imprecise and type_.kind is Kind.TIME
        latest = Column(alias, f"{name}>") if range_ else None
        return Value(column, doubt, type_.optional, latest, known.elapsed)

    def _sum(self, term: t.Plus | t.Minus, env: Env) -> Value:
        left, right = self.value(term.left, env), self.value(term.right, env)
        kinds = (term.left.type.kind, term.right.type.kind)
        op: Op = "+" if isinstance(term, t.Plus) else "-"
        if kinds == (Kind.TIME, Kind.DURATION) and (right.elapsed or isinstance(term, t.Plus)):
            doubt, absent = together(left, right)
            if isinstance(term, t.Plus) and not right.may_be_absent:
                return self._counted(term, term.right, left, right, doubt, ())
            if right.elapsed:
                shifted = None if left.latest is None else call(op, left.latest, right.expr)
                return Value(call(op, left.expr, right.expr), doubt, absent, shifted)
        if kinds == (Kind.NUMBER, Kind.NUMBER):
            doubt, absent = together(left, right)
            return Value(call(op, left.expr, right.expr), doubt, absent)
        raise NotLowered(f"`{term.span.text}`", term.span)

    def period(self, term: t.PeriodOf, env: Env, more: tuple[Duration, ...] = ()) -> Value:
        """The end of a period, extended by some more, whose clock does nothing but run."""
        anchor, length = self.value(term.anchor, env), self.value(term.period, env)
        doubt, _ = together(anchor, length)
        if length.may_be_absent:
            # A silent order: the length is unknown. Without an anchor there is no end at all.
            silent = all_of(call("is null", length.expr), negated(call("is null", anchor.expr)))
            doubt = any_of(doubt, silent)
        return self._counted(term, term.period, anchor, length, doubt, more)

    def _counted(
        self,
        term: t.PeriodOf | t.Plus,
        period: t.Term,
        anchor: Value,
        length: Value,
        doubt: Expr,
        more: tuple[Duration, ...],
    ) -> Value:
        """The end of a period; where rules are in dispute, it lies between those of each."""
        found = [
            self._counted_by(rule, term, period, anchor, length, doubt, more)
            for rule in term.counting
        ]
        if len(set(found)) == 1:
            return found[0]
        return Value(
            call("least", *(each.expr for each in found)),
            any_of(*(each.doubt for each in found)),
            anchor.may_be_absent,
            call("greatest", *(each.last for each in found)),
            rivals=tuple(dict.fromkeys(found)),
        )

    def _counted_by(
        self,
        rule: Counting,
        term: t.PeriodOf | t.Plus,
        period: t.Term,
        anchor: Value,
        length: Value,
        doubt: Expr,
        more: tuple[Duration, ...],
    ) -> Value:
        """The end of a period, as a rule counts it."""
        if length.elapsed and rule.steady and not any(each.civil for each in more):
            by = length.expr
            if more:
                by = call("+", by, Literal_(sum(each.micros for each in more)))
            end = call("+", anchor.expr, by)
            late = None if anchor.latest is None else call("+", anchor.latest, by)
            return Value(end, doubt, anchor.may_be_absent, late)
        words = self._in_words(length, period).expr  # the rule asks: in hours, or in minutes?
        if more:
            if not isinstance(words, Literal_):
                raise NotLowered(f"`{term.span.text}`, extended", term.span)
            words = Literal_(" + ".join([str(words.value), *map(str, more)]))
        by = Literal_(name_of(rule))
        if isinstance(term, t.PeriodOf) and term.opening:
            opens = call("opens", anchor.expr, words, by)
            late = None if anchor.latest is None else call("opens", anchor.latest, words, by)
            return Value(
                opens, any_of(doubt, self._no_end(anchor, opens)), anchor.may_be_absent, late
            )
        end = call("due earliest", anchor.expr, words, by)
        late = call("due latest", anchor.last, words, by)
        return Value(end, any_of(doubt, self._no_end(anchor, end)), anchor.may_be_absent, late)

    def _no_end(self, anchor: Value, end: Expr) -> Expr:
        """Whether nobody can say when a period from an anchor that is there ends."""
        return all_of(call("is null", end), negated(call("is null", anchor.expr)))

    def _standard(self, term: t.Standard, env: Env) -> Value:
        """A standard: of the length that somebody has given, else of any."""
        given = None if term.taken_as is None else self.value(term.taken_as, env)
        if term.taken_as is None or given is None or given.is_absent:
            anchor = self.value(term.anchor, env)
            return Value(NULL, TRUE, anchor.may_be_absent, any_from=_known(anchor))
        if given.may_be_absent:
            raise NotLowered(f"the standard `{term.words}`, perhaps of no given length", term.span)
        period = t.PeriodOf(
            type=term.type,
            span=term.span,
            period=term.taken_as,
            anchor=term.anchor,
            counting=term.counting,
        )
        return self.period(period, env)

    def _or_else(self, term: t.OrElse, env: Env) -> Value:
        first, second = self.value(term.first, env), self.value(term.second, env)
        if not first.may_be_absent:
            return first
        if first.expr == NULL and first.doubt == FALSE:
            return second
        if first.elapsed != second.elapsed:
            first, second = self._in_words(first, term.first), self._in_words(second, term.second)
        absent = all_of(call("is null", first.expr), negated(first.doubt))
        doubt = any_of(first.doubt, all_of(absent, second.doubt))
        latest = None
        if first.latest is not None or second.latest is not None:
            latest = call("coalesce", first.last, second.last)
        expr = call("coalesce", first.expr, second.expr)
        return Value(expr, doubt, second.may_be_absent, latest, first.elapsed)

    def _in_words(self, length: Value, term: t.Term) -> Value:
        """A length as it is said; one of a column in hours, or else minutes, or seconds."""
        if not length.elapsed or length.expr == NULL:
            return evolve(length, elapsed=False)
        given = self.parameters[term.name].value if isinstance(term, t.ParameterValue) else term
        said = call("said", length.expr)
        if isinstance(given, t.Constant) and isinstance(given.value, Duration):
            said = Literal_(str(given.value))
        return evolve(length, expr=said, elapsed=False)

    def _earlier_later(self, term: t.EarlierLater, env: Env) -> Value:
        left, right = self.value(term.left, env), self.value(term.right, env)
        op: Op = "least" if term.which == "earlier" else "greatest"
        latest = None
        if left.latest is not None or right.latest is not None:
            latest = call(op, left.last, right.last)
        return Value(
            call(op, left.expr, right.expr),  # a null is passed over, as what is absent is
            any_of(left.doubt, right.doubt),
            left.may_be_absent and right.may_be_absent,
            latest,
        )

    # ── Conditions ─────────────────────────────────────────────────────────────────────────────

    def condition(self, term: t.Term, env: Env) -> Expr:
        """True, false, or null where it is in doubt. An absent value is no yes."""
        match term:
            case t.Not(of=of):
                return negated(self.condition(of, env))
            case t.All(operands=operands):
                return all_of(*(self.condition(each, env) for each in operands))
            case t.Any(operands=operands):
                return any_of(*(self.condition(each, env) for each in operands))
            case t.Compared():
                return self._compared(term, env)
            case t.OneOfTerms(member=member, among=among):
                return self._one_of(self.value(member, env), among, term.span)
            case t.InList(member=member, items=items):
                return self._in_list(self.value(member, env), items, env)
            case t.Present(of=of):
                return self._present(self.value(of, env))
            case t.Happened(occurrence=occurrence):
                return self.acts.happened(occurrence, env)
            case t.Apply():
                return self.condition(term.body, self.applied(term, env))
            case t.Quantified():
                return self.acts.quantified(term, env)
            case t.StateHolds():
                return states.holds(self, term, env)
            case (
                t.Variable() | t.Constant() | t.ParameterValue() | t.FieldOf() | t.Plus()
                | t.Minus() | t.Times() | t.PeriodOf() | t.Standard() | t.OrElse()
                | t.EarlierLater() | t.CountOf() | t.SumOf() | t.Chosen() | t.MovedUp()
            ):  # fmt: skip
                return held(self.value(term, env))
            case _:
                assert_never(term)

    def _present(self, value: Value) -> Expr:
        if not value.may_be_absent:
            return TRUE
        return unless(value.doubt, negated(call("is null", value.expr)))

    def _compared(self, term: t.Compared, env: Env) -> Expr:
        left, right = self.value(term.left, env), self.value(term.right, env)
        kind = term.left.type.kind
        if kind in (Kind.MONEY, Kind.TERRITORY) or term.left.type.is_list:
            raise NotLowered(f"a comparison of {term.left.type}", term.span)
        if kind is Kind.DURATION and not (left.elapsed and right.elapsed):
            raise NotLowered("a comparison of civil lengths", term.span)
        if left.latest is not None or right.latest is not None:
            found = times(term.operator, left, right)
        else:
            found = call(term.operator, left.expr, right.expr)
        return if_told(found, left, right)

    def _one_of(self, member: Value, among: tuple[t.Term, ...], span: Span) -> Expr:
        values = []
        for one in among:
            if not (isinstance(one, t.Constant) and isinstance(one.value, str)) or (
                one.type.kind is Kind.TERRITORY
            ):
                raise NotLowered(f"`{span.text}`", span)
            values.append(Literal_(one.value))
        found = call("in", member.expr, *values)
        if not member.may_be_absent:
            return found
        return unless(member.doubt, call("coalesce", found, FALSE))

    def _in_list(self, member: Value, items: t.Term, env: Env) -> Expr:
        if not isinstance(items, t.FieldOf) or items.of.type.kind is not Kind.RECORD:
            raise NotLowered(f"`{items.span.text}`", items.span)
        owner = self.value(items.of, env)
        relation = Members(items.of.type.name, items.field)
        if owner.may_be_absent or member.may_be_absent or not self.profile.has(relation):
            raise NotLowered(f"`{items.span.text}`", items.span)
        alias = self.names.fresh("m")
        where = all_of(
            call("=", Column(alias, "of"), owner.expr),
            call("=", Column(alias, "member"), member.expr),
        )
        found = Nested("exists", (Joined(alias=alias, relation=relation),), where)
        return unless(any_of(owner.doubt, member.doubt), found)


def _known(moment: Value) -> Expr:
    """A moment, where it is one instant; else null."""
    return unless(moment.inexact, moment.expr)
