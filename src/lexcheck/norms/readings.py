"""Readings: the ruleset as it stands under another interpretation.

Each reading starts from the parts of the ruleset without readings, and makes anew only the norms
that it amends or adds exceptions to.
"""

from __future__ import annotations

from collections.abc import Iterable

from lexcheck.base.light import evolve
from lexcheck.norms.calendars import calendars_of
from lexcheck.norms.checks import (
    Clash,
    check_circles,
    check_clashes,
    check_priorities,
    check_versions,
)
from lexcheck.norms.clauses import Clauses, because, citations, sort_clauses, word_of
from lexcheck.norms.constitution import counts_as
from lexcheck.norms.defeat import Defeat, attach
from lexcheck.norms.duties import norm_of
from lexcheck.norms.model import CountsAs, Effect, Parameter, Reading, Ruleset
from lexcheck.norms.parts import Parts, Version, finished, priorities_of
from lexcheck.resolved.faults import duplicate, unknown
from lexcheck.resolved.from_syntax import parameter_value
from lexcheck.resolved.terms import Term
from lexcheck.syntax import model as syntax


def readings_of(
    nodes: Iterable[syntax.Reading], ruleset: Ruleset, parts: Parts, clashes: frozenset[Clash]
) -> tuple[Reading, ...]:
    """All readings; `clashes` are those that the ruleset has without them."""
    first: dict[str, syntax.Reading] = {}
    found: list[Reading] = []
    for node in nodes:
        other = first.setdefault(node.name.text, node)
        if other is not node:
            duplicate(parts.scope.faults, node.name.text, node.name.span, other.name.span)
        else:
            found.append(_reading(node, ruleset, parts, clashes))
    return tuple(found)


def _reading(
    node: syntax.Reading, ruleset: Ruleset, parts: Parts, clashes: frozenset[Clash]
) -> Reading:
    faults = parts.scope.faults
    remarks = [each for each in node.items if isinstance(each, syntax.Cites | syntax.Because)]
    clauses = sort_clauses(remarks, faults)
    statements = [each for each in node.items if isinstance(each, syntax.ExceptionStatement)]
    counted = _counted(node, parts)
    amended = _amended(node, parts)
    versions = {**parts.versions, **amended}
    defeat = parts.defeat
    if statements:
        defeat = attach(statements, parts.drafts, defeat, faults, parts.taken)
    priorities = parts.priorities
    if any(_prefers(version) for found in amended.values() for version in found):
        priorities = priorities_of(versions, defeat, faults)
        check_priorities(priorities, faults)
    touched = dict.fromkeys(
        (
            *amended,
            *_below(defeat, statements),
            *(each.loser for each in {*priorities} ^ {*parts.priorities}),
        )
    )
    check_versions(versions, amended, faults)
    norms = {**parts.finished, **finished(versions, defeat, priorities, touched)}
    if counted != parts.counts_as or amended:
        check_circles(norms, counted, faults)
        check_clashes(norms, counted, faults, known=clashes, under=node.name.text)
    lowered = tuple(norm for found in norms.values() for norm in found)
    under = evolve(
        ruleset,
        parameters=_parameters(node, ruleset, parts),
        counts_as=counted,
        norms=lowered,
        calendars=calendars_of(parts.counting, parts.calendars_of(norms), parts.scope),
    )
    return Reading(
        name=node.name.text,
        text=node.text,
        because=because(clauses),
        citations=citations(clauses, parts.scope),
        ruleset=under,
        span=node.span,
    )


def _below(defeat: Defeat, statements: Iterable[syntax.ExceptionStatement]) -> list[str]:
    """The norms to which these exceptions are attached in the end."""
    names = [statement.name.text for statement in statements]
    return [defeat.roots[name] for name in names if name in defeat.roots]


def _prefers(version: Version) -> bool:
    clauses = version.draft.clauses
    return bool(clauses.every(syntax.Overrides) or clauses.every(syntax.SubjectTo))


def _counted(node: syntax.Reading, parts: Parts) -> tuple[CountsAs, ...]:
    """What counts as what: a statement of the reading takes the place of its like."""
    found = [
        counts_as(each, parts.scope)
        for each in node.items
        if isinstance(each, syntax.CountsAs | syntax.Ends)
    ]
    own = [each for each in found if each is not None]
    replaced = {_likeness(each) for each in own}
    kept = [each for each in parts.counts_as if _likeness(each) not in replaced]
    return (*kept, *own) if own else parts.counts_as


def _likeness(each: CountsAs) -> tuple[object, ...]:
    """What a statement shares with the one that it replaces: only how far it counts may differ."""
    ends = each.effect is Effect.END
    return (each.action, each.territory, each.is_state, each.target, ends)


def _amended(node: syntax.Reading, parts: Parts) -> dict[str, tuple[Version, ...]]:
    """The norms that the reading amends, every version of each."""
    faults = parts.scope.faults
    amendments: dict[str, list[syntax.Clause]] = {}
    for item in node.items:
        if isinstance(item, syntax.Amendment):
            word = item.norm
            if word.text not in parts.versions:
                unknown(faults, "LX228", "norm", word.text, word.span, parts.versions)
                continue
            amendments.setdefault(word.text, []).extend(item.clauses)
    found: dict[str, tuple[Version, ...]] = {}
    for name, clauses in amendments.items():
        sorted_clauses = sort_clauses(clauses, faults)
        refused = False
        for kind in (syntax.ForEach, syntax.OnBreachOf):
            clause = sorted_clauses.one(kind)
            if clause is not None:
                assert isinstance(clause, syntax.Node)
                refused = True
                faults.add(
                    "LX330",
                    f"a reading cannot say `{word_of(kind)}`: it judges the same instances",
                    clause.span,
                    hint="narrow the norm with `when` or an exception, or write another norm",
                )
        if not refused:
            found[name] = tuple(_version(each, sorted_clauses) for each in parts.versions[name])
    return found


def _version(base: Version, amendment: Clauses) -> Version:
    """A version as a reading amends it; at fault where it is without the reading."""
    draft = evolve(base.draft, clauses=base.draft.clauses.amended(amendment))
    return Version(draft=draft, norm=None if base.norm is None else norm_of(draft, base.norm))


def _parameters(node: syntax.Reading, ruleset: Ruleset, parts: Parts) -> tuple[Parameter, ...]:
    """The parameters with the values that the reading sets."""
    faults, declared = parts.scope.faults, parts.scope.names.parameters
    values: dict[str, Term] = {}
    for item in node.items:
        if not isinstance(item, syntax.Setting):
            continue
        word = item.name
        if word.text not in declared:
            unknown(faults, "LX231", "parameter", word.text, word.span, declared)
            continue
        value = parameter_value(item.value, declared[word.text], parts.scope)
        if value is not None:
            values[word.text] = value
    if not values:
        return ruleset.parameters
    return tuple(
        evolve(each, value=values.get(each.name, each.value)) for each in ruleset.parameters
    )
