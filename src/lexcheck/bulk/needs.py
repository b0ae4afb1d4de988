"""What a norm may look at, from the variables of an instance on: the facts to judge it by alone.

Every term of the norm is walked, through defines and counts-as, into exceptions and into the norms
that it hangs together with. Where a term looks at something that no path from the variables leads
to, all of that relation is needed. More facts than needed change nothing; fewer would, so what is
not recognised is taken whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never, get_args

import attrs

from lexcheck.base.light import light
from lexcheck.bulk.known import inside, models, strange
from lexcheck.bulk.model import Acts, Members, Records, Relation
from lexcheck.facts.schema import Kind
from lexcheck.norms.model import CountsAs, Norm, NormException, Ruleset
from lexcheck.resolved import terms as t


@light
class Path:
    """From the `place`-th key of an instance, through fields, to what they name. A step is a
    relation, with what is read of the row that the step before leads to.
    """

    place: int
    steps: tuple[tuple[Relation, str], ...] = ()

    def then(self, relation: Relation, field: str) -> Path:
        return Path(self.place, (*self.steps, (relation, field)))


@light
class Need:
    """Rows of a relation: those whose columns have the values that the paths lead to; all, without
    any. Of lists, `only` says that just the members at this path matter.
    """

    relation: Relation
    columns: tuple[tuple[str, Path], ...] = ()
    only: Path | None = None


#: The path to a variable's value; None where it may be anything.
Env = Mapping[str, Path | None]


def needs_of(ruleset: Ruleset, norm: str) -> tuple[Need, ...]:
    """What the instances of a norm need, the norms it hangs together with included."""
    walk = _Walk(ruleset)
    names = ruleset.versions[norm][0].variables
    env: dict[str, Path | None] = {name: Path(place) for place, name in enumerate(names)}
    walk.norm(norm, env)
    return tuple(_tidy(walk.found))


def related(ruleset: Ruleset, norm: str) -> frozenset[str]:
    """The norms that have a say in a norm's verdicts, itself among them."""
    found: set[str] = set()
    waiting = [norm]
    while waiting:
        name = waiting.pop()
        if name in found or name not in ruleset.versions:
            continue
        found.add(name)
        for version in ruleset.versions[name]:
            waiting += version.overridden_by
            if version.on_breach is not None:
                waiting.append(version.on_breach.norm)
        waiting += [other.name for other in ruleset.norms if other.repairs == name]
    return frozenset(found)


def _tidy(needs: dict[Need, None]) -> list[Need]:
    """Without those that another covers."""
    whole = {need.relation for need in needs if not need.columns}
    full = {(need.relation, need.columns) for need in needs if need.only is None}
    return [
        need
        for need in needs
        if not (need.columns and need.relation in whole)
        and not (need.only is not None and (need.relation, need.columns) in full)
    ]


@attrs.define
class _Walk:
    ruleset: Ruleset
    found: dict[Need, None] = attrs.field(factory=dict)
    _norms: set[tuple[str, tuple[tuple[str, Path | None], ...]]] = attrs.field(factory=set)
    _states: set[tuple[str, tuple[Path | None, ...]]] = attrs.field(factory=set)

    def need(self, relation: Relation, *columns: tuple[str, Path | None]) -> None:
        known = tuple((name, path) for name, path in columns if path is not None)
        self.found[Need(relation, known)] = None

    # ── Norms ──────────────────────────────────────────────────────────────────────────────────

    def norm(self, name: str, env: Env) -> None:
        """A norm and those that it hangs together with. Variables not in `env` may be anything."""
        mark = (name, tuple(sorted(env.items(), key=lambda pair: pair[0])))
        if mark in self._norms or name not in self.ruleset.versions:
            return
        self._norms.add(mark)
        for version in self.ruleset.versions[name]:
            self._version(version, env)
        variables = self.ruleset.versions[name][0].variables
        for other in self.ruleset.norms:
            if other.repairs == name and other.on_breach is not None:
                values = [env.get(variable) for variable in variables]
                self.norm(other.name, dict(zip(other.on_breach.variables, values, strict=True)))

    def _version(self, norm: Norm, given: Env) -> None:
        env: dict[str, Path | None] = dict(given)
        if norm.on_breach is not None:
            primary = self.ruleset.versions[norm.on_breach.norm][0].variables
            values = [env.get(name) for name in norm.on_breach.variables]
            self.norm(norm.on_breach.norm, dict(zip(primary, values, strict=True)))
            env["breach"] = None
        for binder in norm.binders:
            self._binder(binder, env)
        for other in norm.overridden_by:
            self.norm(other, {})
        target = norm.target
        for term in (
            norm.when, norm.trigger, norm.opening, norm.deadline, norm.until, norm.bearer,
            norm.counterparty, target.territory, target.by, *target.arguments,
        ):  # fmt: skip
            self.maybe(term, env)
        self._target(target.name, tuple(self.path(each, env) for each in target.arguments))
        for exception in norm.exceptions:
            self._exception(exception, env)
        self._strange(norm, env)

    def _strange(self, model: object, env: Env) -> None:
        """What fields that are not known here speak of."""
        for _, value in strange(model):
            for each in models(value):
                self._anything(each, env)

    def _anything(self, model: object, env: Env) -> None:
        """Whatever a model speaks of; what is no model of norms or terms speaks of nothing."""
        if not any(True for _ in models(model)):
            return
        if isinstance(model, t.Occurrence):
            self._occurrence(model, env)
        elif isinstance(model, get_args(t.Term)):
            self.walk(model, env)
        else:
            for each in inside(model):
                self._anything(each, env)

    def _exception(self, exception: NormException, env: Env) -> None:
        self.maybe(exception.condition, env)
        self._strange(exception, env)
        for inner in exception.exceptions:
            self._exception(inner, env)

    def _binder(self, binder: t.Binder, env: dict[str, Path | None]) -> None:
        """The binder of an instance: its value is given, or may be anything."""
        path = env.setdefault(binder.name, None)
        if isinstance(binder, t.ActBinder):
            self.need(Acts(binder.occurrence.action), ("id", path))
            self._occurrence(binder.occurrence, env, acts=False)
            return
        if binder.within is None:
            self.need(Records(binder.type.name), ("id", path))
            return
        self.need(Records(binder.type.name), ("id", path))
        self._list(binder.within, env, only=path)

    def _list(self, term: t.Term, env: Env, only: Path | None = None) -> None:
        if isinstance(term, t.FieldOf) and term.of.type.kind is Kind.RECORD:
            owner = self.path(term.of, env)
            self.walk(term.of, env)
            self.need(Records(term.of.type.name), ("id", owner))
            relation = Members(term.of.type.name, term.field)
            columns = () if owner is None else (("of", owner),)
            self.found[Need(relation, columns, only if columns else None)] = None
        else:
            self.walk(term, env)

    # ── Targets and acts ───────────────────────────────────────────────────────────────────────

    def _target(self, name: str, things: tuple[Path | None, ...]) -> None:
        """All acts that bear on a state, or perform an act."""
        if (name, things) in self._states:
            return
        self._states.add((name, things))
        if name in self.ruleset.schema.action:
            places = [(f"arg_{n}", thing) for n, thing in enumerate(things, 1)]
            self.need(Acts(name), *places)
        for statement in self.ruleset.counts_as:
            if statement.target == name:
                self._statement(statement, things)

    def _statement(self, statement: CountsAs, things: tuple[Path | None, ...]) -> None:
        names = [name for name, _ in statement.variables]
        env: dict[str, Path | None] = dict.fromkeys(names)
        for argument, thing in zip(statement.arguments, things, strict=True):
            if isinstance(argument, t.Variable) and env.get(argument.name) is None:
                env[argument.name] = thing
        self._strange(statement, env)
        places = [(f"arg_{n}", env[name]) for n, name in enumerate(names, 1)]
        self.need(Acts(statement.action), *places)
        for term in (statement.territory, statement.by, statement.when, *statement.arguments):
            self.maybe(term, env)

    def _occurrence(self, occurrence: t.Occurrence, env: Env, *, acts: bool = True) -> None:
        if acts:
            places = [
                (f"arg_{n}", self.path(argument, env))
                for n, argument in enumerate(occurrence.arguments, 1)
            ]
            self.need(Acts(occurrence.action), *places)
        for term in (*occurrence.arguments, occurrence.territory, occurrence.by):
            self.maybe(term, env)
        self._strange(occurrence, env)
        for bound in occurrence.bounds:
            self._strange(bound, env)
            self.walk(bound.of, env)
            self.maybe(bound.duration, env)

    # ── Terms ──────────────────────────────────────────────────────────────────────────────────

    def path(self, term: t.Term, env: Env) -> Path | None:
        """The path to what a term names; None where there is none."""
        match term:
            case t.Variable(name=name):
                return env.get(name)
            case t.FieldOf(of=of, field=field):
                owner = self.path(of, env)
                if owner is None or term.type.is_list or term.type.kind is not Kind.RECORD:
                    return None
                if of.type.kind is Kind.ACT:
                    return owner.then(Acts(of.type.name), self._column(of.type.name, field))
                return owner.then(Records(of.type.name), field)
            case t.Apply():
                return self.path(term.body, self._applied(term, env))
            case _:
                return None

    def _column(self, action: str, field: str) -> str:
        names = [each.name for each in self.ruleset.schema.action[action].parameters]
        return f"arg_{names.index(field) + 1}" if field in names else field

    def _applied(self, term: t.Apply, env: Env) -> Env:
        return {
            name: self.path(argument, env)
            for name, argument in zip(term.parameters, term.arguments, strict=True)
        }

    def maybe(self, term: t.Term | None, env: Env) -> None:
        if term is not None:
            self.walk(term, env)

    def walk(self, term: t.Term, env: Env) -> None:
        """Every need of a term."""
        self._strange(term, env)
        match term:
            case t.Variable() | t.Constant() | t.ParameterValue():
                return
            case t.FieldOf(of=of):
                self.walk(of, env)
                if term.type.is_list:
                    self._list(term, env)
                elif of.type.kind is Kind.RECORD:
                    self.need(Records(of.type.name), ("id", self.path(of, env)))
            case t.Apply():
                for argument in term.arguments:
                    self.walk(argument, env)
                self.maybe(term.at, env)
                self.walk(term.body, self._applied(term, env))
            case t.Plus() | t.Minus() | t.Times() | t.EarlierLater() | t.Compared():
                self.walk(term.left, env)
                self.walk(term.right, env)
            case t.OrElse(first=first, second=second):
                self.walk(first, env)
                self.walk(second, env)
            case t.PeriodOf() | t.Standard():
                self._period(term, env)
            case t.MovedUp(of=of):
                self.walk(of, env)
                self._anything(term.to, env)
            case t.Not(of=of) | t.Present(of=of):
                self.walk(of, env)
            case t.All(operands=operands) | t.Any(operands=operands):
                for operand in operands:
                    self.walk(operand, env)
            case t.OneOfTerms(member=member, among=among):
                for one in (member, *among):
                    self.walk(one, env)
            case t.InList(member=member, items=items):
                self.walk(member, env)
                self._list(items, env)
            case t.StateHolds():
                self.maybe(term.at, env)
                for argument in term.arguments:
                    self.walk(argument, env)
                self._target(term.state, tuple(self.path(each, env) for each in term.arguments))
            case t.Happened(occurrence=occurrence) | t.Chosen(occurrence=occurrence):
                self._occurrence(occurrence, env)
            case t.Quantified() | t.CountOf() | t.SumOf():
                self._over(term, self._inner(term.binder, env))
            case _:
                assert_never(term)

    def _over(self, term: t.Quantified | t.CountOf | t.SumOf, inner: Env) -> None:
        if isinstance(term, t.Quantified):
            self.walk(term.has, inner)
            return
        self.maybe(term.where, inner)
        if isinstance(term, t.SumOf):
            self.walk(term.of, inner)

    def _period(self, term: t.PeriodOf | t.Standard, env: Env) -> None:
        self.maybe(term.period if isinstance(term, t.PeriodOf) else term.taken_as, env)
        self.walk(term.anchor, env)
        self._anything(term.clock, env)

    def _inner(self, binder: t.Binder, env: Env) -> Env:
        """The environment inside a quantifier: its variable may be any row that is looked at."""
        if isinstance(binder, t.ActBinder):
            self._occurrence(binder.occurrence, env)
            return {**env, binder.name: None}
        if binder.within is None:
            self.need(Records(binder.type.name))
            return {**env, binder.name: None}
        self._list(binder.within, env)
        within, path = binder.within, None
        if isinstance(within, t.FieldOf) and within.of.type.kind is Kind.RECORD:
            owner = self.path(within.of, env)
            if owner is not None:
                path = owner.then(Members(within.of.type.name, within.field), "member")
        self.need(Records(binder.type.name), ("id", path))
        return {**env, binder.name: path}
