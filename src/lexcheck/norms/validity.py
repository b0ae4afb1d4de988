"""A ruleset as it stands for whoever judges on some day: law in time.

The trigger picks the version of a norm, as everywhere. What a day changes is which versions there
are to pick from: one that was annulled by that day never was in force, and one that will be
annulled later still is. Where another version holds on the same days, it takes the place of the
annulled one from the annulment on, and gives way to it before. Then what becomes of pending
instances is worked into the norms: an end of the norm that ends its duties is part of `until`, and
a version whose pending instances are converted carries the norm that judges them instead.

Under the law as of a chosen day, the version in force on that day judges all instances, whenever
they arose: it governs all days, and the others none. A norm without a trigger has no other moment
to arise than its coming into force; the chosen version judges it on all days on which it had one.

Source: Governatori and Rotolo, "Changing legal systems: legal abrogations and annulments in
defeasible logic", Logic Journal of the IGPL 18 (2010): abrogation blocks what a norm would bring
about later, annulment undoes what it has brought about. See docs/decisions/0027.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from lexcheck.base.light import evolve, light
from lexcheck.base.time.instants import Instant, day_end, day_start, zone
from lexcheck.facts.schema import Kind
from lexcheck.norms.model import ALWAYS, BREACH, InForce, Norm, Pending, Ruleset
from lexcheck.norms.window import follows, overlap
from lexcheck.resolved.scope import TIME
from lexcheck.resolved.terms import (
    Constant,
    EarlierLater,
    MovedUp,
    OrElse,
    PeriodOf,
    Plus,
    Standard,
    Term,
    Variable,
)

_DAY = timedelta(days=1)


@light(kw_only=True)
class _Law:
    """The law that is applied: as it was on `chosen`, or, None, by the trigger of each instance.

    `seen`: annulments up to this day are known.
    """

    ruleset: Ruleset
    seen: date
    chosen: date | None


def judged_on(ruleset: Ruleset, day: date, law_as_of: date | None = None) -> Ruleset:
    """The ruleset as whoever judges on `day` takes it, or under the law as of another day.

    Given once: a ruleset that this gave is not to be given again. Readings stay as they are.
    """
    law = _Law(ruleset=ruleset, seen=law_as_of or day, chosen=law_as_of)
    norms = tuple(norm for found in ruleset.versions.values() for norm in _stand(found, law))
    in_force = ruleset.in_force if law_as_of is None else ALWAYS
    return evolve(ruleset, norms=norms, in_force=in_force)


def _stand(versions: tuple[Norm, ...], law: _Law) -> tuple[Norm, ...]:
    """The versions of one norm, those that are void among them, in the order of their start."""
    if law.chosen is None and not any(map(_changes, versions)):
        return versions
    found = [_annulled(norm, law.seen) for norm in versions]
    found = [part for norm in found for part in _without_shadow(norm, found)]
    if law.chosen is not None:
        found = _as_of(found, law.ruleset.in_force, law.chosen)
    return tuple(_pending(found, law.ruleset))


def _changes(norm: Norm) -> bool:
    """Does a day of judgement, or an end, mean anything to this version?"""
    return norm.in_force.annulled is not None or norm.in_force.pending is not Pending.CONTINUE


# ── Annulment ──────────────────────────────────────────────────────────────────────────────────


def _annulled(norm: Norm, seen: date) -> Norm:
    annulled = norm.in_force.annulled
    if annulled is None or annulled > seen:
        return norm
    return evolve(norm, void=f"annulled on {annulled}, as if it had never been in force")


def _without_shadow(norm: Norm, versions: list[Norm]) -> Iterator[Norm]:
    """A version without the days on which one holds that will be annulled only later."""
    parts = [norm.in_force]
    for other in versions:
        if not (other.void or norm.void) and other.in_force.annulled and other is not norm:
            parts = [left for part in parts for left in _less(part, other.in_force)]
    if parts == [norm.in_force]:
        yield norm
        return
    for part in parts:
        yield evolve(norm, governs=part)


def _less(days: InForce, taken: InForce) -> Iterator[InForce]:
    """The days before and after those taken."""
    if not overlap(days, taken):
        yield days
        return
    if taken.start is not None and (days.start is None or days.start < taken.start):
        yield InForce(start=days.start, until=taken.start - _DAY)
    if taken.until is not None and (days.until is None or taken.until < days.until):
        yield InForce(start=taken.until + _DAY, until=days.until)


# ── Another day's law ──────────────────────────────────────────────────────────────────────────


def _as_of(versions: list[Norm], whole: InForce, day: date) -> list[Norm]:
    """The version of that day judges all that the norm ever judged, and what came before it."""
    living = [norm.days for norm in versions if not norm.void]
    starts, ends = [each.start for each in living], [each.until for each in living]
    ever = InForce(
        start=None if None in starts else min(filter(None, starts), default=None),
        until=None if None in ends else max(filter(None, ends), default=None),
    )
    found = []
    for norm in versions:
        if norm.void:
            found.append(norm)
        elif norm.days.holds_on(day) and whole.holds_on(day):
            triggered = norm.trigger is not None or norm.on_breach is not None
            found.append(evolve(norm, governs=ALWAYS if triggered else ever))
        else:
            found.append(evolve(norm, void="not in force on the day whose law is applied"))
    return found


# ── What is pending at the end ─────────────────────────────────────────────────────────────────


def _pending(versions: list[Norm], ruleset: Ruleset) -> list[Norm]:
    """The versions, each with what it does about its pending instances; the last one first."""
    done: list[Norm] = []
    for norm in reversed(versions):
        ended = norm.days.until
        if norm.void or ended is None:
            done.append(norm)
        elif norm.in_force.pending is Pending.END:
            done.append(_ends_with(norm, day_end(ended, zone(ruleset.timezone))))
        elif norm.in_force.pending is Pending.CONVERT:
            done.append(_converts(norm, ended, done, ruleset))
        else:
            done.append(norm)
    return done[::-1]


def _ends_with(norm: Norm, end: Instant) -> Norm:
    """A duty that ends with its norm, if `until` does not end it before."""
    last = Constant(type=TIME, span=norm.in_force.span or norm.span, value=end)
    if norm.until is None:
        return evolve(norm, until=last)
    both = EarlierLater(
        type=TIME, span=norm.until.span, which="earlier", left=norm.until, right=last
    )
    return evolve(norm, until=both)


def _converts(norm: Norm, ended: date, later: list[Norm], ruleset: Ruleset) -> Norm:
    """With the norm that judges what is pending: the next version, its anchors moved up.

    Where there is none (it was annulled, say), nothing is converted, and the version goes on. A
    norm without a trigger needs none: each of its versions has a stretch of its own.
    """
    following = [each for each in later if not each.void and follows(each.days, ended)]
    if not following or (norm.trigger is None and norm.on_breach is None):
        return norm
    start = day_start(ended + _DAY, zone(ruleset.timezone))
    heir = following[0]
    moved = evolve(
        heir,
        governs=InForce(until=heir.days.until),
        converted_from=norm.in_force,
        opening=_moved_up(heir.opening, start),
        deadline=_moved_up(heir.deadline, start),
    )
    arises = heir.trigger or Variable(type=TIME, span=heir.span, name=BREACH)
    if heir.kind == "prohibition":
        # What the later law forbids was not forbidden before it.
        moved = evolve(moved, trigger=_late(arises, start))
    elif heir.deadline is None and heir.target.is_state:
        # Its deadline is its trigger: what must be so from then on is asked for from now on.
        moved = evolve(moved, deadline=_late(arises, start))
    return evolve(norm, converted=moved)


def _moved_up(term: Term | None, to: Instant) -> Term | None:
    """A deadline or an opening, its anchors not before `to`. A fixed moment stays where it is."""
    match term:
        case PeriodOf() | Standard():
            return evolve(term, anchor=_late(term.anchor, to))
        case EarlierLater():
            left, right = _moved_up(term.left, to), _moved_up(term.right, to)
            assert left is not None and right is not None
            return evolve(term, left=left, right=right)
        case OrElse():
            first, second = _moved_up(term.first, to), _moved_up(term.second, to)
            assert first is not None and second is not None
            return evolve(term, first=first, second=second)
        case Plus(left=left) if left.type.kind is Kind.TIME:
            moved = _moved_up(left, to)
            assert moved is not None
            return evolve(term, left=_late(left, to) if moved is left else moved)
        case _:
            return term


def _late(moment: Term, to: Instant) -> Term:
    return MovedUp(type=moment.type, span=moment.span, of=moment, to=to)
