"""What several completions say together: times and lengths as the intervals that hold them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from lexcheck.evaluate.evidence import ActHeld
from lexcheck.evaluate.frames import Outcome
from lexcheck.evaluate.values import Time, TimeTerm
from lexcheck.evaluate.world import Path
from lexcheck.facts.case import ActId
from lexcheck.verdicts.model import Gap, Length, When

Moment = Callable[[Outcome], Time | None]
Paths = list[Path[Outcome]]


def hull(paths: Paths, moment: Moment) -> When | None:
    """The least interval that holds a moment in every completion that has it."""
    if len(paths) == 1:
        sole = moment(paths[0].result)
        if sole is None or isinstance(sole, int):
            return None if sole is None else _exactly(sole)
    spans = []
    for path in paths:
        time = moment(path.result)
        if time is not None:
            spans.append(path.world.span_of(time))
    if not spans:
        return None
    if len(spans) == 1:
        return When(*spans[0])
    lows, highs = zip(*spans, strict=True)
    return When(
        None if None in lows else min(lows),
        None if None in highs else max(highs),
    )


@lru_cache(maxsize=4096)
def _exactly(time: int) -> When:
    return When(time, time)


def length(paths: Paths, start: Moment, end: Moment) -> Length | None:
    """The least and most from one moment to another, over the completions that have both."""
    lengths = []
    for path in paths:
        a, b = start(path.result), end(path.result)
        if a is not None and b is not None:
            lengths.append(path.world.length_between(a, b))
    if not lengths:
        return None
    least = min(0 if low is None else low for low, _ in lengths)
    highs = [high for _, high in lengths]
    return Length(least, None if None in highs else max(h for h in highs if h is not None))


def decided_at(paths: Paths) -> Moment:
    """When the deciding act of an outcome was done."""
    if len(paths) == 1 and paths[0].result.deciding is None:
        return lambda outcome: None
    worlds = {id(path.result): path.world for path in paths}

    def at(outcome: Outcome) -> Time | None:
        if outcome.deciding is None:
            return None
        time = worlds[id(outcome)].read(outcome.deciding.at)
        assert isinstance(time, int | TimeTerm)
        return time

    return at


def acts(found: Sequence[ActHeld | None]) -> tuple[ActId, ...]:
    """The ids of the acts that are meant in some completion."""
    if len(found) == 1:
        return () if found[0] is None else (ActId(found[0].id),)
    ids = {act.id for act in found if act is not None}
    return tuple(ActId(one) for one in sorted(ids)) if ids else ()


def gaps(paths: Paths) -> tuple[Gap, ...]:
    """The gaps, if all completions agree on how many there are."""
    number = len(paths[0].result.gaps)
    if not number or any(len(path.result.gaps) != number for path in paths):
        return ()
    return tuple(_gap(paths, place) for place in range(number))


def _gap(paths: Paths, place: int) -> Gap:
    start = hull(paths, lambda outcome: outcome.gaps[place][0])
    end = hull(paths, lambda outcome: outcome.gaps[place][1])
    assert start is not None
    assert end is not None
    return Gap(start, end)
