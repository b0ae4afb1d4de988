"""The docket: the instances of each norm, and how norms hang together.

A norm has an instance for every way of binding its variables. One that arises on breach of another
has them for every instance of that other; one that repairs another, or overrides it, has a say in
the other's verdict. All of it is judged within one completion, so that the parts agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date

from lexcheck.base.light import evolve, light
from lexcheck.evaluate.bearing import Key, not_covered
from lexcheck.evaluate.choices import is_stranger
from lexcheck.evaluate.equality import is_listed, same_value
from lexcheck.evaluate.evidence import ActHeld
from lexcheck.evaluate.frames import Outcome
from lexcheck.evaluate.judge import Judge
from lexcheck.evaluate.terms import BREACH, NOW, Env, Terms
from lexcheck.evaluate.values import ABSENT, Choice, DoubtfulList, OpenList, TimeTerm
from lexcheck.evaluate.world import Impossible, TooMany, World, explore
from lexcheck.norms.model import Norm
from lexcheck.resolved import terms as t
from lexcheck.verdicts.model import InstanceId, Verdict
from lexcheck.verdicts.naming import named

#: A norm with one of these verdicts overrides nothing.
_GIVES_WAY = (Verdict.NOT_APPLICABLE, Verdict.EXCUSED)

#: Whether a binding that is in doubt holds in a completion.
Check = Callable[[World, Env], bool]


@light(eq=False)
class Instance:
    """One way of binding a norm's variables. `checks` are what of it is in doubt.

    `primary` is the instance whose breach it arises from, for a norm that arises from one.
    """

    norm: str
    env: Env
    checks: tuple[Check, ...]
    primary: Instance | None = None

    @property
    def bindings(self) -> tuple[tuple[str, str], ...]:
        return tuple([(name, _shown(value)) for name, value in self.env.items()])

    @property
    def id(self) -> InstanceId:
        return InstanceId(named(self.norm, map(_shown, self.env.values())))


def _shown(value: object) -> str:
    return value.id if isinstance(value, ActHeld) else str(value)


class Docket:
    """The instances of a ruleset's norms over one body of evidence, judged on a day."""

    def __init__(self, terms: Terms, day: date) -> None:
        self.terms = terms
        self.day = day
        self.evidence = terms.evidence
        self.versions = terms.ruleset.versions
        self.judge = Judge(terms, self._overrides)
        self._instances: dict[str, tuple[Instance, ...]] = {}
        self._repairing: dict[str, list[str]] = {}
        self._by_primary: dict[str, dict[int, list[Instance]]] = {}
        for norm in terms.ruleset.norms:
            if norm.repairs is not None:
                repairing = self._repairing.setdefault(norm.repairs, [])
                if norm.name not in repairing:
                    repairing.append(norm.name)

    # ── Instances ──────────────────────────────────────────────────────────────────────────────

    def instances(self, name: str) -> tuple[Instance, ...]:
        """The instances of a norm, in the order of its bindings."""
        found = self._instances.get(name)
        if found is None:
            norm = self.versions[name][0]
            found = self._instances[name] = tuple(self._bound(norm))
        return found

    def _bound(self, norm: Norm) -> Iterator[Instance]:
        if norm.on_breach is None:
            for env, checks in self.bindings(norm.binders, {}):
                yield Instance(norm.name, env, checks)
            return
        for primary in self.instances(norm.on_breach.norm):
            values = primary.env.values()
            start = dict(zip(norm.on_breach.variables, values, strict=True))
            for env, checks in self.bindings(norm.binders, start):
                yield Instance(norm.name, env, checks, primary)

    def bindings(
        self, binders: tuple[t.Binder, ...], env: Env
    ) -> Iterator[tuple[Env, tuple[Check, ...]]]:
        """Every way in which the binders may be bound, with what of it is in doubt."""
        if not binders:
            yield env, ()
            return
        first, rest = binders[0], binders[1:]
        for value, check in self._candidates(first, env):
            bound, own = {**env, first.name: value}, () if check is None else (check,)
            if not rest:
                yield bound, own
                continue
            for inner, checks in self.bindings(rest, bound):
                yield inner, own + checks

    def _candidates(self, binder: t.Binder, env: Env) -> Iterator[tuple[object, Check | None]]:
        if isinstance(binder, t.ActBinder):
            yield from self._acts(binder, env)
        elif binder.within is None:
            for record in self.evidence.of_type.get(binder.type.name, ()):
                doubt = record.exists
                if doubt is None:
                    yield record.id, None
                else:
                    fact = f"is there {record.id}?"
                    yield record.id, lambda world, env, d=doubt, f=fact: world.is_so(d, f)  # type: ignore[misc]
        else:
            yield from self._members(binder, env)

    def _members(self, binder: t.RecordBinder, env: Env) -> Iterator[tuple[object, Check | None]]:
        """The members that a list has in some completion; in doubt unless it has them in all."""
        assert binder.within is not None
        listed = self.terms.of(binder.within)
        name = binder.name

        def members(world: World) -> tuple[tuple[object, ...], tuple[object, ...]]:
            """Those it may have, and those it has."""
            found = listed(world, {**env, NOW: self.evidence.as_of})
            if isinstance(found, OpenList):
                return self.terms.occurrences.listable(found), ()
            if isinstance(found, DoubtfulList):
                sure = tuple(member for member, doubt in found.members if doubt is None)
                return tuple(member for member, _ in found.members), sure
            known = tuple(map(world.settled, found)) if isinstance(found, tuple) else ()
            return known, known

        try:
            paths = explore(self.evidence, members)
            in_some = {member for path in paths for member in path.result[0]}
            in_all = in_some.intersection(*(path.result[1] for path in paths))
        except TooMany:
            in_some = {record.id for record in self.evidence.of_type.get(binder.type.name, ())}
            in_all = set()

        def check(world: World, env: Env) -> bool:
            inner = {**env, NOW: self.evidence.as_of}
            return is_listed(world, env[name], listed(world, inner))

        for member in sorted(in_some, key=str):
            yield member, None if member in in_all else check

    def _acts(self, binder: t.ActBinder, env: Env) -> Iterator[tuple[object, Check | None]]:
        occurrences, occurrence = self.terms.occurrences, binder.occurrence
        name = binder.name

        def check(world: World, env: Env) -> bool:
            act = env[name]
            assert isinstance(act, ActHeld)
            inner = {**env, NOW: self.evidence.as_of}
            return occurrences.matches(world, act, occurrence, inner)

        for act in self.evidence.done(occurrence.action):
            try:
                paths = explore(
                    self.evidence,
                    lambda world, act=act: occurrences.matches(  # type: ignore[misc]
                        world, act, occurrence, {**env, NOW: self.evidence.as_of}
                    ),
                )
            except TooMany:
                yield act, check
                continue
            answers = {path.result for path in paths}
            if True in answers:
                yield act, check if False in answers else None

    # ── Judging ────────────────────────────────────────────────────────────────────────────────

    def outcome(self, world: World, instance: Instance) -> Outcome:
        """The verdict on an instance in a completion, its repair considered."""
        outcome = self._alone(world, instance)
        if outcome.verdict is Verdict.BREACHED:
            for name in self._repairing.get(instance.norm, ()):
                for repair in self._arising(name, instance):
                    if self.outcome(world, repair).verdict is Verdict.COMPLIED:
                        return evolve(outcome, verdict=Verdict.REPAIRED)
        return outcome

    def _alone(self, world: World, instance: Instance) -> Outcome:
        """The verdict apart from any repair."""
        if instance.checks and not all(check(world, instance.env) for check in instance.checks):
            return Outcome(Verdict.NOT_APPLICABLE)
        versions = self.versions[instance.norm]
        if instance.primary is None:
            return self.judge.judge(world, versions, instance.env)
        env = self._on_breach(world, instance)
        if env is None:
            return Outcome(Verdict.NOT_APPLICABLE)
        return self.judge.judge(
            world, versions, env, lambda other: self._on_breach(other, instance)
        )

    def _on_breach(self, world: World, instance: Instance) -> Env | None:
        """The environment with the moment of the breach; None if there is none."""
        assert instance.primary is not None
        breach = self._alone(world, instance.primary)
        if breach.verdict is not Verdict.BREACHED:
            return None
        at = breach.breach_at
        if at is None:
            key = ("breach", instance.primary.id)
            if key not in world.memo:
                doubt = not_covered(f"the breach of {instance.primary.id}", ())
                earliest = breach.deadline if isinstance(breach.deadline, int) else None
                world.memo[key] = world.moment(doubt, earliest, self.evidence.as_of)
            found = world.memo[key]
            assert isinstance(found, TimeTerm)
            at = found
        return {**instance.env, BREACH: at}

    def _arising(self, name: str, primary: Instance) -> list[Instance]:
        """The instances of a norm that arise on breach of one other instance."""
        table = self._by_primary.get(name)
        if table is None:
            table = self._by_primary[name] = {}
            for instance in self.instances(name):
                table.setdefault(id(instance.primary), []).append(instance)
        return table.get(id(primary), [])

    def _overrides(self, world: World, name: str, key: Key) -> bool:
        """Does an instance of this norm apply to the same target in this completion?

        The same: of that name, or an act that bears on that state, about the same things.
        """
        on_target = [norm for norm in self.versions[name] if self._bears(norm.target.name, key[0])]
        for instance in self.instances(name) if on_target else ():
            env = instance.env if instance.primary is None else self._on_breach(world, instance)
            if env is None:
                continue
            if any(self._meets(world, norm, env, key) for norm in on_target):
                outcome = self._alone(world, instance)
                version = outcome.version
                if version is not None and outcome.verdict not in _GIVES_WAY:
                    if self._meets(world, version, env, key):
                        return True
        return False

    def _meets(self, world: World, norm: Norm, env: Env, key: Key) -> bool:
        """Is the target of a version, for an instance of it, this one?"""
        if not self._bears(norm.target.name, key[0]):
            return False
        ready = self.judge.framer.ready(norm)
        things = [a(world, {**env, NOW: self.evidence.as_of}) for a in ready.arguments]
        return len(things) == len(key[1]) and all(
            same_value(world, a, b) for a, b in zip(things, key[1], strict=True)
        )

    def _bears(self, target: str, other: str) -> bool:
        """Are two targets one, or is one an act that bears on the other?"""
        rules = self.terms.timelines.rules
        return (
            target == other
            or any(rule.action == target for rule in rules(other))
            or any(rule.action == other for rule in rules(target))
        )

    def named(self, term: t.Term, env: Env, world: World | None = None) -> str:
        """What a term names, whatever is in doubt: `p`, or `p or q`. `world`: one to try first."""
        meaning = self.terms.of(term)

        def name(world: World) -> str:
            value = meaning(world, dict(env))
            if value is ABSENT:
                return "none"
            return world.choices.shown(value) if isinstance(value, Choice) else str(value)

        try:
            if world is not None:
                asked = len(world.asked)
                with suppress(Impossible):
                    told = name(world)
                    if len(world.asked) == asked:
                        return told
            return " or ".join(dict.fromkeys(p.result for p in explore(self.evidence, name)))
        except KeyError:  # a term over the moment of asking: nobody can be named by it
            return ""
        except TooMany:
            return "unknown"

    def count(self, instance: Instance) -> tuple[int, int | None]:
        """How many things an instance stands for: the product of its records' counts."""
        least, most = 1, 1
        open_ = False
        for value in instance.env.values():
            if isinstance(value, str) and value in self.evidence.records:
                low, high = self.evidence.records[value].count
                least *= low
                if high is None:
                    open_ = True
                else:
                    most *= high
            elif isinstance(value, str) and is_stranger(value):
                least, open_ = 0, True
        return least, None if open_ else most
