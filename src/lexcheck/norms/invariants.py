"""What holds of every ruleset that is lowered without a fault. Run by tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from lexcheck.base.light import fields_of
from lexcheck.facts.schema import Kind, Type
from lexcheck.norms.calendars import names_in
from lexcheck.norms.clocks import periods_in
from lexcheck.norms.model import (
    BREACH,
    Asked,
    CountsAs,
    Norm,
    NormException,
    Ruleset,
    Sanction,
    Target,
)
from lexcheck.norms.window import overlap
from lexcheck.resolved.order import cycles
from lexcheck.resolved.terms import (
    ActBinder,
    Apply,
    Binder,
    Bound,
    Constant,
    CountOf,
    Node,
    Occurrence,
    ParameterValue,
    PeriodOf,
    Quantified,
    RecordBinder,
    Standard,
    SumOf,
    Term,
    Variable,
)

Variables = frozenset[str]


def check(ruleset: Ruleset) -> None:
    """Raise AssertionError if the ruleset, or what it becomes under a reading, is broken."""
    _parameters(ruleset)
    for counted in ruleset.counts_as:
        _counts_as(counted, ruleset)
    for norm in ruleset.norms:
        _norm(norm, ruleset)
    for sanction in ruleset.sanctions:
        _sanction(sanction, ruleset)
    _assessments(ruleset)
    _versions(ruleset)
    _acyclic(ruleset)
    for reading in ruleset.readings:
        assert not reading.ruleset.readings, f"{reading.name}: readings within a reading"
        check(reading.ruleset)


# ── Terms ──────────────────────────────────────────────────────────────────────────────────────


def _bound(term: Term | Occurrence | Bound | None, known: Variables, ruleset: Ruleset) -> None:
    """Every variable in a term is bound, every parameter declared, every name in the schema."""
    match term:
        case None:
            return
        case Variable(name=name):
            assert name in known, f"variable {name} is not bound"
        case ParameterValue(name=name):
            declared = {parameter.name for parameter in ruleset.parameters}
            assert name in declared, f"parameter {name} is not declared"
        case Apply():
            for argument in term.arguments:
                _bound(argument, known, ruleset)
            _bound(term.at, known, ruleset)
            moment = () if term.moment is None else (term.moment,)
            _bound(term.body, frozenset((*term.parameters, *moment)), ruleset)
        case Quantified():
            inner = _binder(term.binder, known, ruleset)
            _condition(term.has, inner, ruleset)
        case CountOf() | SumOf():
            inner = _binder(term.binder, known, ruleset)
            _condition(term.where, inner, ruleset)
            if isinstance(term, SumOf):
                _bound(term.of, inner, ruleset)
        case _:
            if isinstance(term, Occurrence):
                action = ruleset.schema.action[term.action]
                assert len(term.arguments) == len(action.parameters)
                assert term.territory is None or action.territorial
            for part in _parts(term):
                _bound(part, known, ruleset)


def _parts(term: Term | Occurrence | Bound) -> Iterator[Term | Occurrence | Bound]:
    """What stands directly in a term."""
    for field in fields_of(type(term)):
        value = getattr(term, field.name)
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, Node | Occurrence | Bound):
                yield each  # type: ignore[misc] # every Node is a Term


def _condition(term: Term | None, known: Variables, ruleset: Ruleset) -> None:
    _typed(term, Kind.BOOLEAN, known, ruleset)


def _typed(term: Term | None, kind: Kind, known: Variables, ruleset: Ruleset) -> None:
    if term is not None:
        assert term.type.kind is kind, f"{term.span.text} is no {kind}"
        assert not term.type.is_list, f"{term.span.text} is a list"
        _bound(term, known, ruleset)


def _binder(binder: Binder, known: Variables, ruleset: Ruleset) -> Variables:
    """The variables after a binder."""
    match binder:
        case RecordBinder():
            if binder.within is None:
                assert binder.type.name in ruleset.schema.record
            else:
                assert binder.within.type.is_list
                _bound(binder.within, known, ruleset)
        case ActBinder():
            assert binder.type == Type(Kind.ACT, binder.occurrence.action)
            _bound(binder.occurrence, known, ruleset)
    assert binder.name not in known, f"variable {binder.name} is bound twice"
    return known | {binder.name}


# ── Statements ─────────────────────────────────────────────────────────────────────────────────


def _parameters(ruleset: Ruleset) -> None:
    names = [parameter.name for parameter in ruleset.parameters]
    assert len(names) == len(set(names))
    for parameter in ruleset.parameters:
        assert parameter.value is None or isinstance(parameter.value, Constant)


def _counts_as(counted: CountsAs, ruleset: Ruleset) -> None:
    action = ruleset.schema.action[counted.action]
    assert len(counted.variables) == len(action.parameters)
    assert counted.territory is None or action.territorial
    assert counted.is_state or counted.effect != "end"
    wanted = ruleset.schema.state if counted.is_state else ruleset.schema.action
    assert len(counted.arguments) == len(wanted[counted.target].parameters)
    known = frozenset(name for name, _ in counted.variables if name != "_")
    for term in (counted.territory, counted.by, *counted.arguments):
        _bound(term, known, ruleset)
    _condition(counted.when, known, ruleset)


def _norm(norm: Norm, ruleset: Ruleset) -> None:
    known: Variables = frozenset()
    if norm.on_breach is not None:
        breached = ruleset.versions[norm.on_breach.norm][0]
        assert len(norm.on_breach.variables) == len(breached.variables)
        known = frozenset((*norm.on_breach.variables, BREACH))
    for binder in norm.binders:
        known = _binder(binder, known, ruleset)
    assert frozenset(norm.variables) == known - {BREACH}
    if norm.on_breach is not None:
        known |= {"breach"}
    for moment in (norm.trigger, norm.opening, norm.deadline, norm.until):
        _typed(moment, Kind.TIME, known, ruleset)
    for period in () if norm.deadline is None else periods_in(norm.deadline):
        _clock(period, known, ruleset)
    _counted(norm, ruleset)
    _condition(norm.when, known, ruleset)
    for party in (norm.bearer, norm.counterparty):
        _bound(party, known, ruleset)
    _target(norm.target, known, ruleset)
    for exception in norm.exceptions:
        _exception(exception, norm, known, ruleset)
    if norm.kind == "prohibition":
        assert not norm.or_earlier
        assert norm.opening is None
        assert norm.repairs is None
    elif norm.target.is_state:
        assert norm.opening is None
    else:
        assert norm.deadline is not None or norm.until is not None
    if norm.repairs is not None:
        assert norm.on_breach is not None
        assert norm.on_breach.norm == norm.repairs


def _clock(period: PeriodOf | Standard, known: Variables, ruleset: Ruleset) -> None:
    clock = period.clock
    if clock is None:
        return
    assert not (isinstance(period, PeriodOf) and period.opening), "an opening has no clock"
    _condition(clock.paused, known, ruleset)
    _condition(clock.restarts, known, ruleset)
    for extension in clock.extensions:
        _typed(extension.length, Kind.DURATION, known, ruleset)
        _condition(extension.condition, known, ruleset)


def _counted(norm: Norm, ruleset: Ruleset) -> None:
    """Every calendar that a norm counts by is told with the ruleset; every rule can count."""
    told = {used.calendar.name for used in ruleset.calendars}
    assert names_in((norm,)) <= told, "a calendar is not told"
    for period in () if norm.deadline is None else periods_in(norm.deadline):
        assert period.counting
        assert all(not rule.faults() for rule in period.counting)


def _target(target: Target, known: Variables, ruleset: Ruleset) -> None:
    schema = ruleset.schema
    wanted = schema.state[target.name] if target.is_state else schema.action[target.name]
    assert len(target.arguments) == len(wanted.parameters)
    assert not target.is_state or (target.territory is None and target.by is None)
    for term in (*target.arguments, target.territory, target.by):
        _bound(term, known, ruleset)


def _exception(exception: NormException, norm: Norm, known: Variables, ruleset: Ruleset) -> None:
    _condition(exception.condition, known, ruleset)
    assert exception.asked is not Asked.ACT or norm.kind == "prohibition"
    for other in exception.exceptions:
        _exception(other, norm, known, ruleset)


def _sanction(sanction: Sanction, ruleset: Ruleset) -> None:
    known = frozenset(ruleset.versions[sanction.norm][0].variables)
    _bound(sanction.liable, known, ruleset)
    if sanction.imposed_by is not None:
        assert not sanction.imposed_by.is_state
        _target(sanction.imposed_by, known, ruleset)


def _assessments(ruleset: Ruleset) -> None:
    for assessment in ruleset.assessments:
        known: Variables = frozenset()
        for binder in assessment.binders:
            known = _binder(binder, known, ruleset)
        assert len(assessment.arguments) == len(ruleset.versions[assessment.norm][0].variables)
        for term in assessment.arguments:
            _bound(term, known, ruleset)
        assert (assessment.bound is None) == (assessment.threshold is None)
        if assessment.threshold is not None:
            of = Kind.PERCENT if assessment.measured == "share" else Kind.NUMBER
            _typed(assessment.threshold, of, known, ruleset)
        assert bool(assessment.among) != (assessment.graded is not None)


# ── Among norms ────────────────────────────────────────────────────────────────────────────────


def _versions(ruleset: Ruleset) -> None:
    """Versions stand together, in the order of their start, and never overlap."""
    runs = [name for name, _ in groupby(norm.name for norm in ruleset.norms)]
    assert len(runs) == len(set(runs)), "the versions of a norm are scattered"
    for versions in ruleset.versions.values():
        for one, other in pairwise(versions):
            assert one.variables == other.variables
            annulled = {one.in_force.annulled is None, other.in_force.annulled is None}
            assert len(annulled) == 2 or not overlap(one.in_force, other.in_force)
            assert str(one.in_force.start or "") <= str(other.in_force.start or "")


def _acyclic(ruleset: Ruleset) -> None:
    """No norm overrides itself or waits for its own breach; all that is named is there."""
    named = ruleset.versions
    overridden = {name: _winners(versions) for name, versions in named.items()}
    breached = {
        name: [norm.on_breach.norm for norm in versions if norm.on_breach is not None]
        for name, versions in named.items()
    }
    for needs in (overridden, breached):
        assert all(need in named for found in needs.values() for need in found)
        assert not cycles(needs)


def _winners(versions: Iterable[Norm]) -> list[str]:
    return [winner for norm in versions for winner in norm.overridden_by]
