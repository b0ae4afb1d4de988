"""A ruleset with one thing changed, and as little of it judged again as may come out otherwise.

Norms are judged apart from one another, but for breaches that trigger, repair and priorities: so a
change shows in the norms that differ, in those linked to them, and in what is counted of them. A
change of what counts as what shows in the norms that speak of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

import attrs

from lexcheck.base.light import light
from lexcheck.norms.from_resolved import lower
from lexcheck.norms.mentions import chained, speaks_of
from lexcheck.norms.model import Norm, Ruleset
from lexcheck.resolved.from_syntax import resolve
from lexcheck.syntax.model import File
from lexcheck.testing.model import Rules

#: What a run is asked for that takes no reading.
AS_WRITTEN = "base"


@light(kw_only=True, eq=False)
class Narrow:
    """As much of a changed ruleset as has to be judged again; all its readings are in it.

    `assessed` names what is counted of these norms, before the change or after it.
    """

    ruleset: Ruleset
    norms: frozenset[str]
    assessed: frozenset[str]


class Variant:
    """Rulesets with one of their files changed. `changed` None: to what is no file at all."""

    def __init__(self, file: File, changed: File | None) -> None:
        self.file = file
        self.changed = changed
        self._made: dict[int, Ruleset | None] = {}
        self._narrow: dict[tuple[int, str], Narrow | None] = {}

    def of(self, rules: Rules) -> Ruleset | None:
        """The ruleset as changed; None where that is a ruleset no more."""
        if id(rules) not in self._made:
            self._made[id(rules)] = self._make(rules)
        return self._made[id(rules)]

    def _make(self, rules: Rules) -> Ruleset | None:
        if self.changed is None:
            return None
        files = tuple(self.changed if each is self.file else each for each in rules.files)
        program, _ = resolve(files[-1], files[:-1])
        made = None if program is None else lower(program)[0]
        return None if made is None else shared(made, rules.ruleset)

    def narrow(self, rules: Rules, reading: str) -> Narrow | None:
        """What differs under a reading; None where nothing does, or it is no ruleset any more."""
        key = (id(rules), reading)
        if key not in self._narrow:
            self._narrow[key] = self._narrowed(rules, reading)
        return self._narrow[key]

    def _narrowed(self, rules: Rules, reading: str) -> Narrow | None:
        made = self.of(rules)
        old = _under(rules.ruleset, reading)
        new = None if made is None else _under(made, reading)
        if made is None or old is None or new is None or old == new:
            return None
        norms = affected(old, new)
        assessed = {
            each.name for each in (*old.assessments, *new.assessments) if each.norm in norms
        }
        return Narrow(ruleset=narrowed(made, norms), norms=norms, assessed=frozenset(assessed))


def shared(new: Ruleset, old: Ruleset) -> Ruleset:
    """The new ruleset, with the parts of the old one in the place of those that are equal to them:
    what is the same object is compared in no time, and it is compared for every case.
    """
    return attrs.evolve(
        new,
        schema=old.schema if new.schema == old.schema else new.schema,
        parameters=_shared(new.parameters, old.parameters),
        counts_as=_shared(new.counts_as, old.counts_as),
        norms=tuple(_among(norm, old.versions.get(norm.name, ())) for norm in new.norms),
        sanctions=_shared(new.sanctions, old.sanctions),
        assessments=_shared(new.assessments, old.assessments),
        calendars=_shared(new.calendars, old.calendars),
        readings=tuple(
            attrs.evolve(each, ruleset=shared(each.ruleset, old.reading[each.name].ruleset))
            if each.name in old.reading
            else each
            for each in new.readings
        ),
    )


_Part = TypeVar("_Part")


def _shared(new: tuple[_Part, ...], old: tuple[_Part, ...]) -> tuple[_Part, ...]:
    return old if new == old else new


def _among(norm: Norm, versions: tuple[Norm, ...]) -> Norm:
    return next((each for each in versions if each == norm), norm)


def _under(ruleset: Ruleset, reading: str) -> Ruleset | None:
    """The ruleset as a reading has it, or as it is written; None for no such reading."""
    if reading in ("", AS_WRITTEN):
        return attrs.evolve(ruleset, readings=())
    found = ruleset.reading.get(reading)
    return None if found is None else found.ruleset


def affected(old: Ruleset, new: Ruleset) -> frozenset[str]:
    """The norms whose findings may differ, of two rulesets under one reading."""
    if old == new:
        return frozenset()
    names = {
        name
        for name in {*old.versions, *new.versions}
        if old.versions.get(name) != new.versions.get(name)
    }
    for mine, theirs in ((old.sanctions, new.sanctions), (old.assessments, new.assessments)):
        names |= {each.norm for each in {*mine} ^ {*theirs}}
    counted = {*old.counts_as} ^ {*new.counts_as}
    words = {word for each in counted for word in (each.action, each.target)}
    parameters = {each.name for each in {*old.parameters} ^ {*new.parameters}}
    for ruleset in (old, new):
        spoken = chained(ruleset, words) | parameters
        if spoken:
            names |= {norm.name for norm in ruleset.norms if speaks_of(norm, spoken)}
            names |= {each.norm for each in ruleset.assessments if speaks_of(each, spoken)}
        if old.in_force != new.in_force or old.timezone != new.timezone:
            names |= {*ruleset.versions}
    return frozenset(_linked(old, _linked(new, names)))


def narrowed(ruleset: Ruleset, names: frozenset[str]) -> Ruleset:
    """The ruleset with these norms alone, under its readings too."""
    return attrs.evolve(
        ruleset,
        norms=tuple(norm for norm in ruleset.norms if norm.name in names),
        sanctions=tuple(each for each in ruleset.sanctions if each.norm in names),
        assessments=tuple(each for each in ruleset.assessments if each.norm in names),
        readings=tuple(
            attrs.evolve(reading, ruleset=narrowed(reading.ruleset, names))
            for reading in ruleset.readings
        ),
    )


def _linked(ruleset: Ruleset, names: set[str]) -> set[str]:
    """The norms, and all that their findings depend on, or that depend on theirs."""
    links: Mapping[str, set[str]] = {name: set() for name in ruleset.versions}
    for norm in ruleset.norms:
        for other in _others(norm):
            if other in links:
                links[norm.name].add(other)
                links[other].add(norm.name)
    found, fresh = set(names), set(names)
    while fresh:
        fresh = {other for name in fresh for other in links.get(name, ())} - found
        found |= fresh
    return found


def _others(norm: Norm) -> Iterator[str]:
    """The norms that a norm names."""
    if norm.on_breach is not None:
        yield norm.on_breach.norm
    if norm.repairs is not None:
        yield norm.repairs
    yield from norm.overridden_by
