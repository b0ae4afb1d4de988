"""Acts in conditions: whether they happened, how many, which was first; and binders over them.

Where the record is not complete for an action, unrecorded acts are part of every answer: they may
be the one that happened, be counted, or be the first or the last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from lexcheck.base.territory import GROUPS, WORLDWIDE, covers
from lexcheck.base.time.instants import Instant, local_day
from lexcheck.evaluate.choices import stranger
from lexcheck.evaluate.coverage import open_windows
from lexcheck.evaluate.equality import same_value
from lexcheck.evaluate.evidence import ActHeld
from lexcheck.evaluate.numbers import linear
from lexcheck.evaluate.periods import period_end
from lexcheck.evaluate.values import (
    ABSENT,
    ALWAYS,
    Choice,
    Doubt,
    DoubtfulList,
    Held,
    NumberRange,
    Open,
    OpenList,
    Options,
    Time,
    TimeRange,
    TimeTerm,
)
from lexcheck.evaluate.world import World
from lexcheck.facts.schema import Field, Kind, Type
from lexcheck.resolved import terms as t
from lexcheck.verdicts.model import Reason

if TYPE_CHECKING:
    from lexcheck.evaluate.terms import Env, Meaning, Terms

NOW = "now"
Condition = Callable[[World, "Env"], bool]


class Occurrences:
    """The meaning of the terms that speak of acts."""

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.evidence = terms.evidence

    # ── One act ────────────────────────────────────────────────────────────────────────────────

    def is_done(self, world: World, act: ActHeld, action: str) -> bool:
        """Did this act take place, and was it an act of this action?"""
        if act.exists is not None and not world.is_so(act.exists, f"did {act.exists.fact} happen?"):
            return False
        if act.which is None:
            return act.actions[0] == action
        which = world.memo.get(act.which.key)
        if which is None:
            options = which_action(act)
            which = world.memo[act.which.key] = world.realise(options, act.which.fact)
        return world.is_among(which, frozenset({action}))

    def covers(self, world: World, act: ActHeld, asked: object, at: Time) -> bool:
        """Does the act cover a territory? One that is not territorial holds everywhere."""
        held = act.fields.get("territory")
        if held is None:
            return True
        if asked is ABSENT:
            return False
        have = world.read(held)
        if isinstance(asked, tuple) and isinstance(have, tuple):
            if have == asked or WORLDWIDE in have or all(one in have for one in asked):
                return True
            if not any(code in GROUPS for code in (*asked, *have)):
                return False
        if isinstance(have, Choice):
            have = world.choices.known(have)
        if isinstance(asked, Choice):
            asked = world.choices.known(asked)
        if asked is ABSENT or have is ABSENT:
            return self._maybe_covers(world, held, asked, at)
        wanted = asked if isinstance(asked, tuple) else (str(asked),)
        territories = have if isinstance(have, tuple) else (str(have),)
        return all(self._covers_one(world, territories, str(one), at) for one in wanted)

    def _maybe_covers(self, world: World, held: Held, asked: object, at: Time) -> bool:
        """An unknown territory: what covers a group covers its members."""
        doubt = Doubt((held.name,), Reason.MISSING_FACT, held.name, held.span)
        wanted = tuple(map(str, asked)) if isinstance(asked, tuple) else (str(asked),)
        key = ("covers", held.name)
        answers = world.memo.setdefault(key, {})
        assert isinstance(answers, dict)
        day = local_day(Instant(world.span_of(at)[0] or 0), self.terms.zone)
        for other, answer in answers.items():
            if answer and all(covers(other, one, day) for one in wanted):
                return True
            if not answer and all(covers(wanted, one, day) for one in other):
                return False
        shown = ", ".join(wanted)
        answers[wanted] = world.is_so(doubt, f"does {doubt.told} cover {shown}?", wanted)
        return bool(answers[wanted])

    def _covers_one(self, world: World, have: tuple[str, ...], one: str, at: Time) -> bool:
        low, high = world.span_of(at)
        ends = [
            covers(have, one, local_day(Instant(end), self.terms.zone))
            for end in (low, high)
            if end is not None
        ]
        if ends and all(end == ends[0] for end in ends):
            return ends[0]
        assert isinstance(at, TimeTerm)
        doubt = world.doubt_of[at.variable]
        assert doubt is not None
        return world.is_so(doubt, f"did {', '.join(have)} cover {one} then?", (have, one))

    def is_by(self, world: World, act: ActHeld, party: object) -> bool:
        held = act.fields.get("by")
        if held is None or party is ABSENT:
            return False
        return world.same(world.read(held), party)

    def matches(self, world: World, act: ActHeld, occurrence: t.Occurrence, env: Env) -> bool:
        """Is this an act of the occurrence, in this completion?"""
        of = self.terms.of
        for wanted, held in zip(occurrence.arguments, act.arguments, strict=True):
            value = of(wanted)(world, env)
            if not same_value(world, world.read(held), value):
                return False
        at = world.read(act.at)  # asked of those alone that are about these things
        assert isinstance(at, int | TimeTerm)
        if not world.le(at, self.evidence.as_of):
            return False
        if not self.within(world, at, occurrence, env):
            return False
        if not self.is_done(world, act, occurrence.action):
            return False
        if occurrence.by is not None and not self.is_by(world, act, of(occurrence.by)(world, env)):
            return False
        if occurrence.territory is not None:
            asked = of(occurrence.territory)(world, env)
            if not self.covers(world, act, asked, at):
                return False
        world.used.append(act)
        return True

    def within(self, world: World, at: Time, occurrence: t.Occurrence, env: Env) -> bool:
        """Do the bounds let this moment in? An absent bound lets nothing in."""
        upper = False
        for bound in occurrence.bounds:
            of = self.terms.of(bound.of)(world, env)
            if of is ABSENT:
                return False
            assert isinstance(of, int | TimeTerm)
            match bound.kind:
                case "before":
                    upper, inside = True, world.lt(at, of)
                case "up_to":
                    upper, inside = True, world.le(at, of)
                case "after":
                    inside = world.lt(of, at)
                case "since":
                    inside = world.le(of, at)
                case "at_most_before":
                    upper = True
                    inside = world.le(at, of) and world.le(of, self._end(world, at, bound, env))
                case _:
                    upper = True
                    inside = world.le(of, at) and world.le(at, self._end(world, of, bound, env))
            if not inside:
                return False
        if upper or NOW not in env:
            return True
        now = env[NOW]
        assert isinstance(now, int | TimeTerm)
        return world.le(at, now)

    def _end(self, world: World, start: Time, bound: t.Bound, env: Env) -> Time:
        assert bound.duration is not None
        length = self.terms.of(bound.duration)(world, env)
        text, counting = bound.duration.span.text, bound.counting
        return period_end(world, self.terms.zone, start, length, False, text, counting)

    def found(self, world: World, occurrence: t.Occurrence, env: Env) -> Iterator[ActHeld]:
        """The recorded acts of an occurrence, those beyond doubt first."""
        asked = occurrence.arguments
        thing = self.terms.of(asked[0])(world, env) if asked else None
        for act in self.evidence.done_about(occurrence.action, thing):
            if self.matches(world, act, occurrence, env):
                yield act

    # ── What may have gone unrecorded ──────────────────────────────────────────────────────────

    def missing(
        self, world: World, occurrence: t.Occurrence, env: Env
    ) -> tuple[Doubt, int | None, int] | None:
        """Whether acts of the occurrence may be missing from the record: a doubt, and the first and
        last instant at which they may have been done; None if the record is complete for it.
        """
        of = self.terms.of
        things = tuple(world.settled(of(a)(world, env)) for a in occurrence.arguments)
        by = None if occurrence.by is None else of(occurrence.by)(world, env)
        windows = open_windows(self.evidence, occurrence.action, things, by)
        low, high = self._hull(world, occurrence, env)
        inside = [
            (max(start, low), min(end, high))
            for start, end in windows
            if max(start, low) <= min(end, high)
        ]
        if not inside:
            return None
        named = f"{occurrence.action}({', '.join(str(thing) for thing in things)})"
        first = inside[0][0]
        key = ("unrecorded", occurrence.action, things, str(by), low, high)
        doubt = Doubt(key, Reason.NOT_COVERED, named, occurrence.span)
        return doubt, None if first <= ALWAYS else first, inside[-1][1]

    def _hull(self, world: World, occurrence: t.Occurrence, env: Env) -> tuple[int, int]:
        """A stretch of time that holds every moment the bounds let in."""
        low, high = ALWAYS, self.evidence.as_of
        upper = False
        for bound in occurrence.bounds:
            of = self.terms.of(bound.of)(world, env)
            if of is ABSENT:
                return 1, 0
            assert isinstance(of, int | TimeTerm)
            least, most = world.span_of(of)
            if bound.kind in ("before", "up_to", "at_most_before"):
                upper = True
                if most is not None:
                    high = min(high, most - (bound.kind == "before"))
            if bound.kind in ("after", "since", "at_most_after") and least is not None:
                low = max(low, least + (bound.kind == "after"))
        if not upper and NOW in env:
            now = env[NOW]
            assert isinstance(now, int | TimeTerm)
            most = world.span_of(now)[1]
            high = high if most is None else min(high, most)
        return low, high

    def maybe(
        self, world: World, missing: tuple[Doubt, int | None, int] | None, question: str
    ) -> bool:
        """Does a completion's unrecorded act answer a question?"""
        if missing is None:
            return False
        doubt = missing[0]
        return world.is_so(doubt, f"was there {question} {doubt.fact}, unrecorded?", question)

    # ── Terms ──────────────────────────────────────────────────────────────────────────────────

    def happened(self, occurrence: t.Occurrence) -> Meaning:
        def happened(world: World, env: Env) -> bool:
            if any(True for _ in self.found(world, occurrence, env)):
                return True
            return self.maybe(world, self.missing(world, occurrence, env), "a")

        return happened

    def bound(self, world: World, binder: t.Binder, env: Env) -> Iterator[Env]:
        """The environments in which a binder's variable is bound, one after the other."""
        if isinstance(binder, t.ActBinder):
            for act in self.found(world, binder.occurrence, env):
                yield {**env, binder.name: act}
            return
        if binder.within is None:
            for record in self.evidence.of_type.get(binder.type.name, ()):
                if record.exists is None or world.is_so(record.exists, f"is there {record.id}?"):
                    yield {**env, binder.name: record.id}
            return
        listed = self.terms.of(binder.within)(world, env)
        members: Iterable[object] = listed if isinstance(listed, tuple) else ()
        if isinstance(listed, OpenList):
            candidates = self.listable(listed)
            members = (one for one in candidates if self.is_listed(world, one, listed))
        if isinstance(listed, DoubtfulList):
            members = (one for one, doubt in listed.members if world.holds(doubt))
        for member in members:
            yield {**env, binder.name: member}

    def listable(self, listed: OpenList) -> tuple[str, ...]:
        """Whatever may be on a list of which nothing is known: all there is, and a stranger."""
        known = tuple(record.id for record in self.evidence.of_type.get(listed.type.name, ()))
        return (*known, stranger(listed.type, listed.doubt))

    def is_listed(self, world: World, member: str, listed: OpenList) -> bool:
        question = f"is {member} among {listed.doubt.told}?"
        return world.is_so(listed.doubt, question, ("listed", member))

    def _missing_of(
        self, world: World, binder: t.Binder, env: Env
    ) -> tuple[Doubt, int | None, int] | None:
        if isinstance(binder, t.RecordBinder):
            return None
        return self.missing(world, binder.occurrence, env)

    def quantified(self, quantifier: str, binder: t.Binder, has: Condition) -> Meaning:
        wanted = quantifier == "some"

        def holds(world: World, env: Env) -> bool:
            if any(has(world, inner) is wanted for inner in self.bound(world, binder, env)):
                return wanted
            question = "a fitting" if wanted else "an unfitting"
            if self.maybe(world, self._missing_of(world, binder, env), question):
                return wanted
            return not wanted

        return holds

    def count(self, binder: t.Binder, where: t.Term | None) -> Meaning:
        fits = self._filter(where)

        def count(world: World, env: Env) -> object:
            number: object = Decimal(
                sum(1 for inner in self.bound(world, binder, env) if fits(world, inner))
            )
            return self._with_unrecorded(world, binder, env, number, Decimal(0))

        return count

    def total(self, of: Meaning, type_: Type, binder: t.Binder, where: t.Term | None) -> Meaning:
        fits = self._filter(where)

        def total(world: World, env: Env) -> object:
            found: object = None
            for inner in self.bound(world, binder, env):
                if fits(world, inner):
                    value = of(world, inner)
                    if value is not ABSENT:
                        found = value if found is None else world.numbers.plus(found, value)
            if found is None:
                zero = linear(Decimal(0))
                found = zero if type_.kind is Kind.MONEY else Decimal(0)
            return self._with_unrecorded(world, binder, env, found, None)

        return total

    def _with_unrecorded(
        self, world: World, binder: t.Binder, env: Env, number: object, least: Decimal | None
    ) -> object:
        missing = self._missing_of(world, binder, env)
        if missing is None:
            return number
        doubt = missing[0]
        extra = world.numbers.term(NumberRange(doubt, least, None))
        return world.numbers.plus(number, extra)

    def _filter(self, where: t.Term | None) -> Condition:
        return (lambda world, env: True) if where is None else self.terms.holds(where)

    def chosen(self, which: str, occurrence: t.Occurrence) -> Meaning:
        last = which == "last"

        def chosen(world: World, env: Env) -> object:
            best: ActHeld | None = None
            for act in sorted(self.found(world, occurrence, env), key=lambda act: act.id):
                if best is None or self._beats(world, act, best, last):
                    best = act
            missing = self.missing(world, occurrence, env)
            if not self.maybe(world, missing, "a later" if last else "an earlier"):
                return ABSENT if best is None else best
            assert missing is not None
            return self._unrecorded_act(world, occurrence, missing, best, last)

        return chosen

    def _beats(self, world: World, act: ActHeld, best: ActHeld, last: bool) -> bool:
        """Is it later (or earlier)? Of two acts of one instant that differ, either may be."""
        mine, its = world.read(act.at), world.read(best.at)
        assert isinstance(mine, int | TimeTerm) and isinstance(its, int | TimeTerm)
        if world.lt(its, mine):
            return last
        if world.lt(mine, its):
            return not last
        if _alike(act, best):
            return False
        first, second = sorted((act.id, best.id))
        doubt = Doubt(
            ("one instant", first, second), Reason.NEEDS_JUDGEMENT,
            f"the order of acts {first} and {second}", act.span,
        )  # fmt: skip
        question = f"of acts {first} and {second}, at one instant, did {first} come first?"
        return world.is_so(doubt, question) is ((act.id == first) is not last)

    def _unrecorded_act(
        self,
        world: World,
        occurrence: t.Occurrence,
        missing: tuple[Doubt, int | None, int],
        best: ActHeld | None,
        last: bool,
    ) -> ActHeld:
        """An act that nobody recorded, of which nothing is known but what was asked for."""
        doubt, low, high = missing
        memo = ("unrecorded act", doubt.key, last)
        found = world.memo.get(memo)
        if isinstance(found, ActHeld):
            return found
        name = f"an unrecorded {occurrence.action}"
        action = self.evidence.schema.action[occurrence.action]
        fields = {
            field.name: self._unknown(doubt, name, field)
            for field in (*action.fields, Field(name="by", type=Type(Kind.RECORD, "Party")))
        }
        if action.territorial:
            territory = Field(name="territory", type=Type(Kind.TERRITORY, "territory"))
            fields["territory"] = self._unknown(doubt, name, territory)
        arguments = tuple(self._unknown(doubt, name, p) for p in action.parameters)
        when = Doubt((*doubt.key, last), Reason.NOT_COVERED, f"{name}: time")
        at = Held(name, ": time", TimeRange(when, low, high), "", None, doubtful=True)
        act = ActHeld(
            f"?{occurrence.action}", name, (occurrence.action,), None, arguments, at, fields, None,
            None,
        )  # fmt: skip
        world.memo[memo] = act
        if best is not None:
            mine, its = world.read(at), world.read(best.at)
            assert isinstance(mine, int | TimeTerm) and isinstance(its, int | TimeTerm)
            if last:
                world.require_le(its, mine)
            else:
                world.require_le(mine, its)
        return act

    def _unknown(self, doubt: Doubt, name: str, field: Field) -> Held:
        label = f"{name}: {field.name}"
        own = Doubt((*doubt.key, field.name), Reason.NOT_COVERED, label)
        value = Open(own, field.type, field.type.optional)
        return Held(name, f": {field.name}", value, "unknown", None, doubtful=True)


def which_action(act: ActHeld) -> object:
    """Which action an act was, as a doubtful value."""
    assert act.which is not None
    return Options(act.which, act.actions)


def _alike(one: ActHeld, other: ActHeld) -> bool:
    """Do two acts differ in nothing that could be asked of them but their time?"""
    pairs = list(zip(one.arguments, other.arguments, strict=True))
    pairs += [(held, other.fields[name]) for name, held in one.fields.items()]
    return not any(a.doubtful or b.doubtful or a.value != b.value for a, b in pairs)
