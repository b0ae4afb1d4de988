"""What may be changed of a case, for a breach to have been none; and the case that was changed.

An act on what the duty is about may be done at another moment or left out, and an act that does in
full what is owed may be added. An act that undoes is moved later only: to say that it should have
come before what it undid would be a joke. Acts that make the instance (`for each e: …`) stay, but
for those that a prohibition of just this act is about: they are what should have been otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import count, islice
from typing import Literal

from lexcheck.base.light import evolve, light
from lexcheck.base.time.instants import EARLIEST, LATEST, Instant, Interval
from lexcheck.facts.case import ActFact, ActId, Case, Claim, Fact, Grade, Value
from lexcheck.norms.model import CountsAs, Effect, Norm, Ruleset
from lexcheck.resolved import terms as t
from lexcheck.verdicts.model import Deed, Finding

#: Changes of more acts than these are not looked for.
MOST_ACTS = 3

#: The moments `[earliest, latest]` that an act may be done at.
Box = tuple[int, int]


@light(kw_only=True)
class Question:
    """What is asked: a breached instance, under what it is judged, what its target is about, None
    where that is not known, and the acts on it.
    """

    ruleset: Ruleset
    case: Case
    as_of: int
    known_by: int | None
    viewpoint: str
    law_as_of: date | None
    finding: Finding
    things: tuple[str, ...] | None
    deeds: tuple[Deed, ...]


@light(kw_only=True, eq=False)
class Slot:
    """An edit whose moment is still open.

    `reach` are the moments that it may have, all on one side of `start`, which is none of them:
    where the act was, at its latest if it is moved later, at its earliest if earlier; the end of
    what is seen, of an act that is added. Of one that is left out both are as recorded. `after`:
    the added act that this one is a second or third of, which only goes with it.
    """

    kind: Literal["move", "leave out", "add"]
    act: ActFact
    start: int
    reach: Box
    after: ActId | None = None

    def within(self, shift: int) -> Box:
        """The moments no farther from where it was than this."""
        low, high = self.reach
        if low > self.start:
            return low, min(high, self.start + shift)
        return max(low, self.start - shift), high

    def far(self, box: Box) -> int:
        """Of moments that it may have, that which is the farthest from where it was."""
        return max(box, key=lambda moment: abs(moment - self.start))

    def near(self, box: Box) -> int:
        return min(box, key=lambda moment: abs(moment - self.start))


def slots(asked: Question, norm: Norm) -> Iterator[Slot]:
    """All edits that there are, each act's own first."""
    recorded = {act.id: act for act in asked.case.acts}
    stay = set() if norm.kind == "prohibition" else {value for _, value in asked.finding.bindings}
    last = min(asked.as_of, LATEST)
    for deed in asked.deeds:
        if deed.act in stay or deed.act not in recorded:
            continue  # it is what makes the instance; or it has no id to speak of it by
        act = recorded[deed.act]
        first = EARLIEST if deed.at.earliest is None else max(EARLIEST, deed.at.earliest)
        until = last if deed.at.latest is None else min(last, deed.at.latest)
        if first > EARLIEST and deed.grades != (Grade.NONE,):
            yield Slot(kind="move", act=act, start=first, reach=(EARLIEST, first - 1))
        if until < last:
            yield Slot(kind="move", act=act, start=until, reach=(until + 1, last))
        yield Slot(kind="leave out", act=act, start=first, reach=(first, first))
    if norm.kind == "obligation":
        for act, after in _additions(asked, norm):
            yield Slot(kind="add", act=act, start=last + 1, reach=(EARLIEST, last), after=after)


def applied(case: Case, edits: Mapping[Slot, Box]) -> Case:
    """The case with these edits, each act that stays at a moment in its box."""
    acts = {act.id: act for act in case.acts}
    for slot, box in edits.items():
        if slot.kind == "leave out":
            del acts[slot.act.id]
        else:
            acts[slot.act.id] = at(slot.act, box)
    return evolve(case, acts=tuple(acts.values()))


def at(act: ActFact, box: Box) -> ActFact:
    """The act, done at a moment in the box."""
    moment = Interval(Instant(box[0]), Instant(box[1]), "")
    fields = tuple(
        evolve(field, claims=tuple(evolve(c, value=moment) for c in field.claims))
        if field.name == "at"
        else field
        for field in act.fields
    )
    return evolve(act, fields=fields)


# ── Acts that were not done ────────────────────────────────────────────────────────────────────


def _additions(asked: Question, norm: Norm) -> Iterator[tuple[ActFact, ActId | None]]:
    """The acts that do in full what is owed, each as often as may be, with the one before it."""
    if asked.things is None:
        return
    taken = {act.id for act in asked.case.acts}
    free = (ActId(name) for n in count(1) if (name := f"added_{n}") not in taken)
    for made in _performing(asked.ruleset, norm, asked.things):
        after: ActId | None = None
        for name in islice(free, MOST_ACTS):
            yield _act(made, name, asked, norm), after
            after = name


@light
class _Made:
    """An action, the things it is done to by position, and where."""

    action: str
    things: tuple[str, ...]
    territory: str | None


def _performing(ruleset: Ruleset, norm: Norm, things: tuple[str, ...]) -> Iterator[_Made]:
    asked = norm.target.territory
    where = asked.value if isinstance(asked, t.Constant) and isinstance(asked.value, str) else None
    if not norm.target.is_state:
        yield _Made(norm.target.name, things, where)
    for statement in ruleset.counts_as:
        if statement.target == norm.target.name and statement.effect is Effect.FULL:
            done_to = _inverse(statement, things)
            if done_to is not None:
                of = statement.territory
                own = of.value if isinstance(of, t.Constant) and isinstance(of.value, str) else None
                yield _Made(statement.action, done_to, own or where)


def _inverse(statement: CountsAs, things: tuple[str, ...]) -> tuple[str, ...] | None:
    """What the action must be done to, for it to count for these things."""
    given: dict[str, str] = {}
    for argument, thing in zip(statement.arguments, things, strict=True):
        if not isinstance(argument, t.Variable):
            return None
        given[argument.name] = thing
    found = [given.get(name) for name, _ in statement.variables]
    return tuple(f for f in found if f is not None) if None not in found else None


def _act(made: _Made, name: ActId, asked: Question, norm: Norm) -> ActFact:
    span = norm.span
    action = asked.ruleset.schema.action[made.action]

    def fact(name: str, value: Value) -> Fact:
        return Fact(name=name, claims=(Claim(value=value, span=span),), span=span)

    moment = Instant(min(asked.as_of, LATEST))
    fields = [fact("at", Interval(moment, moment, ""))]
    parties = {record.id for record in asked.case.records if record.type == "Party"}
    if asked.finding.bearer in parties:
        fields.append(fact("by", asked.finding.bearer))
    if action.territorial:
        fields.append(fact("territory", (made.territory or "worldwide",)))
    return ActFact(
        id=name,
        actions=(made.action,),
        arguments=tuple(
            fact(parameter.name, thing)
            for parameter, thing in zip(action.parameters, made.things, strict=True)
        ),
        fields=tuple(fields),
        span=span,
    )
