"""What to tell of an instance as the law changed: a text where nothing less would explain it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lexcheck.evaluate.frames import Frame
from lexcheck.norms.model import Norm, Pending, Ruleset


def none_in_force(versions: tuple[Norm, ...]) -> tuple[str, ...]:
    """Why no version judges an instance whose trigger is known."""
    void = tuple(f"its version {norm.in_force} is {norm.void}" for norm in versions if norm.void)
    return void if len(void) == len(versions) else (*void, "no version was in force when it arose")


def ended(frame: Frame) -> tuple[str, ...]:
    """For an instance whose version ended before the as-of: what the end did to it."""
    ready, days = frame.ready, frame.ready.norm.days
    if days.until is None:  # it is the ruleset that ended
        return ()
    if frame.end == ready.end and (days.pending is Pending.END or ready.norm.stands):
        return (f"it ended with its norm, on {days.until}",)
    ends = (frame.deadline, frame.end)
    ahead = all(isinstance(each, int) and each > ready.end for each in ends)
    if ahead and ready.norm.kind == "obligation":
        return (f"its norm ended on {days.until}, before the deadline: it goes on as it was",)
    return ()


def converted(heir: Norm) -> str:
    return (
        f"it was pending when the version {heir.converted_from} ended: the next version judges it, "
        "from its own first day"
    )


def notes(ruleset: Ruleset, day: date, chosen: date | None) -> Iterator[str]:
    """What a reader must know of the law that a run applied. `day` is that of the as-of."""
    for name, versions in ruleset.versions.items():
        for norm in versions:
            if norm.void and norm.in_force.annulled is not None and norm.void.startswith("annul"):
                yield f"`{name}` {norm.in_force} was {norm.void}"
        if chosen is not None and all(norm.void for norm in versions):
            yield f"there is no `{name}` in the law as of {chosen}"
    applied, reviewed = chosen or day, ruleset.reviewed
    if reviewed is not None and _over_a_year(reviewed, applied):
        yield (
            f"the ruleset was last reviewed on {reviewed}, more than a year before {applied}: "
            "the law may have changed since"
        )


def _over_a_year(start: date, end: date) -> bool:
    return (end.year, end.month, end.day) > (start.year + 1, start.month, start.day)
