"""Norms to plans.

For each norm: its binders become joins, its moments columns, its conditions expressions with three
values, its counts-as statements the acts that bear on its target. Where any part of it has no
translation, the norm is one to be judged case by case; only its binders are then lowered, and where
even they are not, more loosely than they are meant: the case evaluator says what is an instance.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lexcheck.base.light import evolve
from lexcheck.base.time.instants import Instant, day_end, day_start, local_day, zone
from lexcheck.bulk.binders import Binders
from lexcheck.bulk.clocks import disputed
from lexcheck.bulk.exceptions import Asking, earlier, there
from lexcheck.bulk.known import first_strange
from lexcheck.bulk.model import (
    FALSE,
    TRUE,
    Acts,
    ByCase,
    Call,
    Column,
    DoubtedTrigger,
    Expr,
    Literal_,
    Members,
    NormPlan,
    OpenDeadline,
    Plan,
    Unfound,
    Unheld,
    all_of,
    any_of,
    call,
    negated,
)
from lexcheck.bulk.needs import needs_of
from lexcheck.bulk.others import Others
from lexcheck.bulk.profile import Profile
from lexcheck.bulk.targets import Targets
from lexcheck.bulk.terms import Lowering
from lexcheck.bulk.values import NOW, Names, NotLowered, Value, columns_in, times
from lexcheck.bulk.versions import law_of, merged, refuse_unlike, was_set_off, within
from lexcheck.norms.model import (
    BREACH,
    CountsAs,
    InForce,
    Norm,
    Ruleset,
)
from lexcheck.norms.validity import judged_on
from lexcheck.resolved import terms as t


def plans(
    ruleset: Ruleset, profile: Profile, as_of: int, law_as_of: date | None = None
) -> tuple[Plan, ...]:
    """One plan for each norm, in the order of the ruleset. `law_as_of`: the day whose law judges
    all instances; None: the law in force at each trigger.
    """
    day = local_day(Instant(as_of), zone(ruleset.timezone))
    judged = judged_on(ruleset, day, law_as_of)
    return tuple(_Norms(judged, profile, as_of).plan(name) for name in judged.versions)


class _Norms:
    """Lowers the norms of one ruleset."""

    def __init__(self, ruleset: Ruleset, profile: Profile, as_of: int) -> None:
        self.ruleset, self.profile, self.as_of = ruleset, profile, as_of
        self.parameters = {parameter.name: parameter for parameter in ruleset.parameters}
        self.binders = Binders(profile)
        self.targets = Targets(ruleset, profile, as_of, self._level)
        self.others = Others(
            ruleset=ruleset, binders=self.binders, as_of=as_of, plan=self._apart_from_repair
        )
        self._made: dict[str, NormPlan | NotLowered] = {}

    def plan(self, name: str) -> Plan:
        try:
            made = self._apart_from_repair(name)
        except NotLowered as not_lowered:
            return self._by_case(self.ruleset.versions[name][0], not_lowered)
        repairing = dict.fromkeys(each.name for each in self.ruleset.norms if each.repairs == name)
        try:
            repairs = tuple(map(self._apart_from_repair, repairing))
        except NotLowered:  # any breach may then be repaired
            repairs = ()
        return evolve(made, repaired=bool(repairing), repaired_by=repairs)

    def _apart_from_repair(self, name: str) -> NormPlan:
        """The plan of a norm, whatever may repair its breach. Raises NotLowered."""
        made = self._made.get(name)
        if made is None:
            versions = self.ruleset.versions[name]
            self._made[name] = NotLowered("a norm that hangs on itself", versions[0].span)
            try:
                made = self._lowered(versions)
            except NotLowered as not_lowered:
                made = not_lowered
            self._made[name] = made
        if isinstance(made, NotLowered):
            raise made
        return made

    def _refuse_strange(self, norm: Norm) -> None:
        """What a ruleset can say and this room has not heard of has no plan."""
        name = first_strange(norm) or next(
            filter(None, map(first_strange, self._bearing(norm))), ""
        )
        if name:
            raise NotLowered(f"`{name.replace('_', ' ')}`", norm.span)

    def _bearing(self, norm: Norm) -> list[CountsAs]:
        return [each for each in self.ruleset.counts_as if each.target == norm.target.name]

    def _level(self) -> Lowering:
        rules = self.ruleset
        return Lowering(
            rules.schema, self.profile, self.parameters, self.as_of, Names(), rules.counts_as,
            rules.timezone,
        )  # fmt: skip

    # ── Instances ──────────────────────────────────────────────────────────────────────────────

    def _by_case(self, norm: Norm, not_lowered: NotLowered) -> ByCase | Unheld | Unfound:
        level = self._level()
        env: dict[str, Value] = {}
        keys: list[Expr] = []
        for name, binder in zip(norm.variables, self.others.binders_of(norm), strict=True):
            unheld = self.binders.unheld(binder)
            if unheld:
                return Unheld(norm=norm.name, why=unheld)
            try:
                env[name] = self.binders.bound(level, binder, env, [], loosely=True)
            except NotLowered:
                every = self.binders.every(level, binder)
                if every is None:
                    return Unfound(norm=norm.name, type=binder.type.name)
                env[name] = every
            if binder.name != name:
                env[binder.name] = env[name]
            keys.append(env[name].expr)
        return ByCase(
            norm=norm.name,
            why=not_lowered.why,
            span=not_lowered.span,
            joined=tuple(level.joined),
            keys=tuple(keys),
            candidate=TRUE,
        )

    # ── One norm ───────────────────────────────────────────────────────────────────────────────

    def _refuse_open(self, norm: Norm) -> None:
        """Raises NotLowered for a norm that asks about what may be missing."""
        if not self.profile.open:
            return
        for relation in (need.relation for need in needs_of(self.ruleset, norm.name)):
            if relation in self.profile.open and not isinstance(relation, Members):
                what = relation.action if isinstance(relation, Acts) else relation.type
                raise NotLowered(f"the record of `{what}` is not complete", None)

    def _lowered(self, versions: tuple[Norm, ...]) -> NormPlan:
        self._refuse_open(versions[0])
        for version in versions:
            self._refuse_strange(version)
        refuse_unlike(versions)
        norm = versions[0]
        level = self._level()
        for binder in self.others.binders_of(norm):
            unheld = self.binders.unheld(binder)
            if unheld:
                raise NotLowered(unheld, binder.span)
        candidate: list[Expr] = []
        env = self.others.broken(norm, level)
        for binder in norm.binders:
            env[binder.name] = self.binders.bound(level, binder, env, candidate)
        keys = tuple(env[name].expr for name in norm.variables)
        if not keys:
            raise NotLowered("a norm without variables", norm.span)
        made = [self._framed(each, level, env, keys, all_of(*candidate)) for each in versions]
        if len(versions) == 1 and not norm.void:
            return made[0]
        governs = [self._governs(each, level, env) for each in versions]
        living = next((each for each in versions if not each.void), norm)
        return merged(versions, made, governs, self._set_off(living, level, env))

    def _set_off(self, norm: Norm, level: Lowering, env: Mapping[str, Value]) -> Value | None:
        """What its clause says sets a duty off."""
        if norm.trigger is None:
            return env.get(BREACH)
        return level.value(norm.trigger, {**env, NOW: Value(Literal_(self.as_of))})

    def _governs(self, norm: Norm, level: Lowering, env: Mapping[str, Value]) -> Expr:
        """Was a version in force when the duty was set off?"""
        start, until = self._in_force(norm.days)
        if norm.void:
            return FALSE
        trigger = self._set_off(norm, level, env)
        if trigger is None:
            return TRUE if start is None or until is None or start <= until else FALSE
        return all_of(*was_set_off(trigger), *within(trigger, start, until))

    def _framed(
        self,
        norm: Norm,
        level: Lowering,
        env: dict[str, Value],
        keys: tuple[Expr, ...],
        candidate: Expr,
    ) -> NormPlan:
        start, until = self._in_force(norm.days)
        later = {**env, NOW: Value(Literal_(self.as_of))}
        trigger, applies = self._trigger(norm, level, later, start, until)
        asked = {**env, NOW: there(trigger) or Value(Literal_(self.as_of))}
        if norm.when is not None:
            applies = all_of(applies, level.condition(norm.when, asked))
        end = _end(norm, level, later, until)
        deadline = self._deadline(norm, level, later, trigger)
        if norm.kind == "prohibition":
            end, deadline = earlier(end, deadline), None
        about, bearing = self.targets.of(norm, level, env)
        opening = None if norm.opening is None else level.value(norm.opening, later)
        moments = [m for m in (opening, deadline, end) if m is not None]
        if trigger is not None and not (norm.or_earlier and opening is None):
            moments.append(trigger)  # else nothing hangs on when exactly the duty arose
        asking = Asking(level, env, trigger, deadline, end, self.as_of)
        excused, allowed = asking.let_off(norm)
        excused = any_of(excused, self.others.overridden(norm, level, about))
        doubtful = any_of(*(m.inexact for m in moments))
        if deadline is not None:  # one that the record lacks is unknown
            doubtful = any_of(doubtful, call("is null", deadline.expr))
        doubtful = any_of(doubtful, *(value.doubt for value in about))
        others = any_of(*(m.inexact for m in (*moments, *about) if m is not deadline))
        return NormPlan(
            norm=norm.name,
            laws=(law_of(norm),),
            kind=norm.kind,
            keys=keys,
            candidate=candidate,
            applies=applies,
            excused=excused,
            allowed=allowed,
            doubt=doubtful,
            trigger=None if trigger is None else trigger.expr,
            opening=None if opening is None else opening.expr,
            deadline=None if deadline is None else deadline.expr,
            end=None if end is None else end.expr,
            is_state=norm.target.is_state,
            or_earlier=norm.or_earlier,
            essence=norm.essence,
            about=tuple(value.expr for value in about),
            bearing=bearing,
            bearer=self._party(norm.bearer, level, env),
            counterparty=self._party(norm.counterparty, level, env),
            rests_on=self.others.rested_on(norm),
            doubted=self._doubted(norm, level, asked, trigger, deadline, end, excused, about),
            open_deadline=_open_deadline(deadline, applies, excused, others),
            disputed=disputed(norm, deadline, applies, excused, others),
            joined=tuple(level.joined),
        )

    def _doubted(
        self,
        norm: Norm,
        level: Lowering,
        asked: Mapping[str, Value],
        trigger: Value | None,
        deadline: Value | None,
        end: Value | None,
        excused: Expr,
        about: tuple[Value, ...],
    ) -> DoubtedTrigger | None:
        """The trigger, where it may be in doubt and only a deadline of known length hangs on it."""
        if trigger is None or deadline is None or trigger.inexact == FALSE:
            return None
        if trigger.may_be_absent or not isinstance(trigger.expr, Column) or excused != FALSE:
            return None
        length: Expr = Literal_(0)
        if deadline.expr != trigger.expr:
            shifted = deadline.expr
            if not (isinstance(shifted, Call) and shifted.op == "+" and len(shifted.args) == 2):
                return None
            base, length = shifted.args
            if base != trigger.expr:
                return None
        when = TRUE if norm.when is None else level.condition(norm.when, asked)
        known = [when, length, *(value.expr for value in about)]
        sure = [when, *_broken(asked), *(negated(value.doubt) for value in about)]
        if end is not None:
            known.append(end.expr)
            sure.append(negated(end.inexact))
        if any(trigger.expr in columns_in(expr) for expr in known):
            return None
        start, until = self._in_force(norm.days)
        return DoubtedTrigger(
            earliest=trigger.expr,
            latest=trigger.last,
            length=length,
            else_sure=all_of(*sure),
            start=start,
            until=until,
        )

    def _in_force(self, own: InForce) -> tuple[int | None, int | None]:
        tz = zone(self.ruleset.timezone)
        both = (own, self.ruleset.in_force)
        starts = [day_start(each.start, tz) for each in both if each.start is not None]
        ends = [day_end(each.until, tz) for each in both if each.until is not None]
        return max(starts, default=None), min(ends, default=None)

    def _trigger(
        self,
        norm: Norm,
        level: Lowering,
        env: Mapping[str, Value],
        start: int | None,
        until: int | None,
    ) -> tuple[Value | None, Expr]:
        """The trigger, and whether the duty has arisen: present, in force then, not after T."""
        trigger = self._set_off(norm, level, env)
        if trigger is None:
            if start is None:
                return None, TRUE
            standing = Value(Literal_(start))
            arisen = start <= self.as_of and (until is None or start <= until)
            return standing, TRUE if arisen else FALSE
        seen = times("<=", trigger, Value(Literal_(self.as_of)))
        applies = [*_broken(env), *was_set_off(trigger), seen, *within(trigger, start, until)]
        return trigger, all_of(*applies)

    def _deadline(
        self, norm: Norm, level: Lowering, env: Mapping[str, Value], trigger: Value | None
    ) -> Value | None:
        owed = norm.kind == "obligation" and norm.target.is_state
        if norm.deadline is None and not owed:
            return None
        if trigger is None:
            raise NotLowered("a deadline without a trigger", norm.span)
        if norm.deadline is None:  # a state is owed at once
            return trigger
        return level.value(norm.deadline, env)

    def _party(self, term: t.Term | None, level: Lowering, env: Mapping[str, Value]) -> Expr:
        if term is None:
            return Literal_("")
        value = level.value(term, {**env, NOW: Value(Literal_(self.as_of))})
        if value.may_be_absent or value.doubt != FALSE:
            return call(
                "coalesce", value.expr, Literal_("none" if value.may_be_absent else "unknown")
            )
        return value.expr


def _broken(env: Mapping[str, Value]) -> list[Expr]:
    """Was the norm breached, of a duty that arises from that?"""
    return [Column(env[BREACH].alias, "breached")] if BREACH in env else []


def _open_deadline(
    deadline: Value | None, applies: Expr, excused: Expr, unsure: Expr
) -> OpenDeadline | None:
    """Where the law gives no number. `unsure`: something else is in doubt."""
    if deadline is None or deadline.any_from is None:
        return None
    arises = [applies, negated(unsure), negated(call("is null", deadline.any_from))]
    if excused != FALSE:
        arises.append(negated(call("is null", excused)))
    return OpenDeadline(earliest=deadline.any_from, else_sure=all_of(*arises))


def _end(norm: Norm, level: Lowering, env: Mapping[str, Value], until: int | None) -> Value | None:
    """What `until` says; what stands while its version does ends with that too."""
    end = None if norm.until is None else level.value(norm.until, env)
    if norm.stands and until is not None:
        return earlier(end, Value(Literal_(until)))
    return end
