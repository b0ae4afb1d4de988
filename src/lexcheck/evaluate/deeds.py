"""The recorded acts on what each instance is about, in time: what a drawing of a verdict shows.

They are those that the judge looks at, completion by completion, as far as the as-of; an act that
no completion takes for one on this target is not among them. No verdict rests on this.
"""

from __future__ import annotations

from collections.abc import Iterator

from lexcheck.base.light import light
from lexcheck.evaluate.docket import Docket, Instance
from lexcheck.evaluate.evidence import ActHeld
from lexcheck.evaluate.findings import MOST_TOLD
from lexcheck.evaluate.frames import Outcome
from lexcheck.evaluate.from_norms import open_docket
from lexcheck.evaluate.terms import BREACH, NOW, Env
from lexcheck.evaluate.timeline import Point
from lexcheck.evaluate.world import Impossible, Path, TooMany, explore
from lexcheck.facts.case import ActId, Case, Grade
from lexcheck.norms.model import Ruleset
from lexcheck.verdicts.model import Deed, InstanceId, Run, When


@light(eq=False)
class _Seen:
    """An act as the completions that were looked at have it."""

    act: ActHeld
    grades: set[Grade]
    spans: list[tuple[int | None, int | None]]
    paths: set[int]


def deeds(ruleset: Ruleset, case: Case, run: Run) -> dict[InstanceId, tuple[Deed, ...]]:
    """The acts on the target of each instance of a run, in order of the earliest they may be.

    `ruleset` is that of the run's reading. Instances of which there are none are left out.
    """
    docket, _ = open_docket(ruleset, case, run.as_of, run.known_by, run.viewpoint, run.law_as_of)
    found: dict[InstanceId, tuple[Deed, ...]] = {}
    for name in ruleset.versions:
        for instance in docket.instances(name):
            done = deeds_of(docket, instance)
            if done:
                found[instance.id] = done
    return found


def deeds_of(docket: Docket, instance: Instance) -> tuple[Deed, ...]:
    """The same for one instance."""
    try:
        paths = explore(docket.evidence, lambda world: docket.outcome(world, instance))
    except TooMany:
        return ()
    told = paths[:MOST_TOLD]
    seen: dict[str, _Seen] = {}
    for place, path in enumerate(told):
        for point in _events(docket, instance, path):
            assert point.act is not None
            assert point.grade is not None
            one = seen.setdefault(point.act.id, _Seen(point.act, set(), [], set()))
            one.grades.add(point.grade)
            one.spans.append(path.world.span_of(point.time))
            one.paths.add(place)
    done = [_deed(one, len(told)) for one in seen.values()]
    return tuple(sorted(done, key=_order))


def things_of(docket: Docket, instance: Instance, path: Path[Outcome]) -> tuple[str, ...] | None:
    """What the target of an instance is about in a completion; None where it is about no things."""
    norm = path.result.version
    if norm is None:
        return None
    env: Env = {**instance.env, NOW: docket.evidence.as_of, BREACH: path.result.trigger}
    framer = docket.judge.framer
    try:
        _, things = framer.target_key(path.world, framer.ready(norm), env)
    except Impossible:
        return None
    found = tuple(each for each in things if isinstance(each, str))
    return found if len(found) == len(things) else None


def _events(docket: Docket, instance: Instance, path: Path[Outcome]) -> Iterator[Point]:
    """What bears on the target in one completion. Its order is not asked for: that may be open."""
    outcome, world = path.result, path.world
    norm = outcome.version
    if norm is None or (outcome.trigger is None and instance.primary is not None):
        return
    env: Env = {**instance.env, NOW: docket.evidence.as_of}
    if instance.primary is not None:
        env[BREACH] = outcome.trigger
    ready = docket.judge.framer.ready(norm)
    territory = None if ready.territory is None else ready.territory(world, env)
    by = None if ready.by is None else ready.by(world, env)
    try:
        key = docket.judge.framer.target_key(world, ready, env)
        yield from docket.terms.timelines.events(world, key, docket.evidence.as_of, territory, by)
    except Impossible:
        return


def _deed(one: _Seen, paths: int) -> Deed:
    lows, highs = zip(*one.spans, strict=True)
    return Deed(
        act=ActId(one.act.id),
        actions=tuple(one.act.actions),
        grades=tuple(sorted(one.grades)),
        at=When(
            None if None in lows else min(lows),
            None if None in highs else max(highs),
        ),
        certain=len(one.paths) == paths,
        span=one.act.span,
    )


def _order(deed: Deed) -> tuple[bool, int, str]:
    earliest = deed.at.earliest
    return (earliest is not None, earliest or 0, deed.act)
