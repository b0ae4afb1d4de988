"""The evidence: a case as one viewpoint takes it, as known by one day.

Every fact is taken, rejected or left open, by these lines:

* What no source published by `known_by` reports is not known.
* Viewpoint `all` takes what nobody denies. A party's viewpoint takes what that party asserts and
  what nobody asserts or denies; it rejects what the party denies. A source's viewpoint takes what
  that source reports and what names no source. All else is open.
* A field with several claims that are taken holds one of them; with none taken, anything that is
  not rejected. A field that the file omits is open, or, if it may be absent by nature and the
  record is complete for it, absent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from operator import attrgetter
from typing import TypeVar

from lexcheck.base.light import evolve, light
from lexcheck.base.text import Span
from lexcheck.base.time.instants import Instant, Interval
from lexcheck.evaluate.stance import Stance, Word
from lexcheck.evaluate.values import (
    ABSENT,
    DOUBTFUL,
    Doubt,
    DoubtfulList,
    Held,
    NumberRange,
    Open,
    Options,
    TimeRange,
)
from lexcheck.facts.case import (
    NOWHERE,
    ActFact,
    Case,
    Claim,
    Coverage,
    Fact,
    Group,
    Member,
    Observation,
    OneOf,
    Provenance,
    Range,
    RecordFact,
    RecordKind,
    Special,
    Value,
)
from lexcheck.facts.schema import PARTY, Field, Kind, Schema, Type
from lexcheck.verdicts.model import Reason

TIME = Type(Kind.TIME, "time")
TERRITORY = Type(Kind.TERRITORY, "territory")

#: How the id of an act begins that the file gives none.
NAMELESS = "act#"

F = TypeVar("F", Observation, Coverage, Group)
N = TypeVar("N", Instant, Decimal)


@light(eq=False)
class RecordHeld:
    """A record as it is taken. `exists` is a doubt, or None where it surely does."""

    id: str
    type: str
    fields: dict[str, Held]
    exists: Doubt | None
    count: tuple[int, int | None]
    span: Span | None


@light(eq=False)
class ActHeld:
    """An act as it is taken; `fields` holds `by`, `territory` and its own, where it has them.

    That it was done is a fact like its fields, and traced like them (`Traced`): by its name, with
    what was done as its value. An act without a span is one that nobody recorded.
    """

    id: str
    name: str
    actions: tuple[str, ...]
    which: Doubt | None
    arguments: tuple[Held, ...]
    at: Held
    fields: dict[str, Held]
    exists: Doubt | None
    span: Span | None
    provenance: Provenance = NOWHERE

    @property
    def shown(self) -> str:
        """What was done, as far as it is known."""
        return "unrecorded" if self.span is None else " or ".join(self.actions)

    @property
    def in_doubt(self) -> bool:
        """Is it open whether, when or to what it was done, or what it was?"""
        if self.exists is not None or self.which is not None or self.at.doubtful:
            return True
        for held in self.arguments:  # noqa: SIM110 - asked of each act; a generator takes longer
            if held.doubtful:
                return True
        return False


#: What a trace lists: a field, or an act as such.
Traced = Held | ActHeld


@light(eq=False)
class Declared:
    """What acts of some actions have, each with the part that it plays in a name: parameters, with
    their types, and fields besides the time, by their own names.
    """

    parameters: tuple[tuple[str, Type], ...]
    fields: dict[str, tuple[str, Field]]


class Evidence:
    """All that a run may rest on. Acts are taken when their action is first asked for.

    `complete_until`: a log is complete for all until then; None: it is not a log.
    """

    def __init__(self, case: Case, schema: Schema, stance: Stance, as_of: int) -> None:
        self.case, self.schema, self.stance, self.as_of = case, schema, stance, as_of
        self._reader = reader = _Reader(case, schema, stance, as_of)
        taken = [record for record in map(reader.record, case.records) if record is not None]
        taken.sort(key=lambda record: record.id)
        self.records = {record.id: record for record in taken}
        self.of_type: dict[str, tuple[RecordHeld, ...]] = {
            name: tuple(record for record in taken if record.type == name) for name in schema.record
        }
        self._given: dict[str, list[ActFact]] = {}
        for act in _each_once(case.acts):
            for name in act.actions:
                self._given.setdefault(name, []).append(act)
        self._taken: dict[str, ActHeld | None] = {}
        self._done: dict[str, tuple[ActHeld, ...]] = {}
        self._about: dict[str, dict[object, list[ActHeld]]] = {}
        self.observations = reader.known(sorted(case.observations, key=lambda o: o.id))
        self.coverage = reader.known(case.coverage)
        self.groups = tuple(reader.known(case.groups))
        self.complete_until = reader.complete_until
        #: Is the record complete for everything, up to the as-of?
        self.is_complete = (
            self.complete_until is not None
            and self.complete_until >= as_of
            and not any(coverage.actions for coverage in self.coverage)
        )

    def done(self, action: str) -> tuple[ActHeld, ...]:
        """The acts that are, or may be, of an action, by their ids."""
        found = self._done.get(action)
        if found is None:
            taken = [self._act(act) for act in self._given.get(action, ())]
            found = self._done[action] = tuple(
                sorted([act for act in taken if act is not None], key=attrgetter("id"))
            )
        return found

    def done_about(self, action: str, thing: object) -> list[ActHeld]:
        """Those of them that are, or may be, about a thing, as their first argument; those beyond
        doubt first.
        """
        about = self._about.get(action)
        if about is None:
            about = self._about[action] = {}
            for act in self.done(action):
                first = act.arguments[0].value if act.arguments else None
                about.setdefault(first if isinstance(first, str) else None, []).append(act)
        if not isinstance(thing, str):
            return sorted(self.done(action), key=lambda act: act.in_doubt)
        found = [*about.get(thing, ()), *about.get(None, ())]
        return sorted(found, key=lambda act: (act.in_doubt, act.id))

    @property
    def acts(self) -> list[ActHeld]:
        """Every act, by its id."""
        found = {act.id: act for action in self._given for act in self.done(action)}
        return sorted(found.values(), key=lambda act: act.id)

    def _act(self, act: ActFact) -> ActHeld | None:
        if len(act.actions) == 1:
            return self._reader.act(act)
        if act.id not in self._taken:
            self._taken[act.id] = self._reader.act(act)
        return self._taken[act.id]


class _Reader:
    """Turns the facts of one case into what a stance takes of them."""

    def __init__(self, case: Case, schema: Schema, stance: Stance, as_of: int) -> None:
        self.case, self.schema, self.stance, self.as_of = case, schema, stance, as_of
        self.complete_until: int | None = None
        if case.kind is RecordKind.LOG:
            own = case.as_of.latest if case.as_of is not None else None
            self.complete_until = as_of if own is None else own
        self._declared: dict[tuple[str, ...], Declared] = {}
        self.covered_fields: dict[str, list[Coverage]] = {}
        for coverage in self.known(case.coverage):
            for name in coverage.fields:
                self.covered_fields.setdefault(name, []).append(coverage)

    def known(self, facts: Iterable[F]) -> list[F]:
        """Those whose word is taken. What is open here is as good as not said: it only adds."""
        return [
            fact
            for fact in facts
            if self.stance.knows(fact.provenance)
            and self.stance.word(fact.provenance) is Word.TAKEN
        ]

    def existence(
        self, name: str, key: tuple[object, ...], provenance: Provenance, span: Span
    ) -> Doubt | bool | None:
        """False: it is not there; None: it is; else the doubt."""
        if provenance is NOWHERE:
            return None
        if not self.stance.knows(provenance):
            return False
        word = self.stance.word(provenance)
        if word is Word.REJECTED:
            return False
        return None if word is Word.TAKEN else Doubt(key, Reason.DISPUTED, name, span)

    def record(self, record: RecordFact) -> RecordHeld | None:
        exists = self.existence(record.id, ("record", record.id), record.provenance, record.span)
        if isinstance(exists, bool):
            return None
        given = {fact.name: fact for fact in record.fields}
        fields = {}
        for field in self.schema.record[record.type].fields:
            fact = given.get(field.name)
            if fact is None:
                fields[field.name] = self.omitted_of_record(record, field)
            else:
                fields[field.name] = self.field(record.id, f".{field.name}", fact, field.type)
        count = (record.count.least, record.count.most)
        return RecordHeld(record.id, record.type, fields, exists, count, record.span)

    def act(self, act: ActFact) -> ActHeld | None:
        name = f"act {act.id}"
        exists: Doubt | None = None
        if act.provenance is not NOWHERE:
            found = self.existence(name, ("act", act.id), act.provenance, act.span)
            if isinstance(found, bool):
                return None
            exists = found
        declared = self._declared.get(act.actions) or self.declared(act.actions)
        which = None
        if len(act.actions) > 1:
            which = Doubt((act.id, "action"), Reason.MISSING_FACT, f"{name}: action", act.span)
        arguments = tuple(
            [
                self.field(name, part, fact, type_)
                for (part, type_), fact in zip(declared.parameters, act.arguments, strict=True)
            ]
        )
        fields: dict[str, Held] = {}
        for fact in act.fields:
            label = fact.name
            if label == "at":
                at = self.field(name, ": time", fact, TIME)
            elif label in declared.fields:
                part, field = declared.fields[label]
                fields[label] = self.field(name, part, fact, field.type)
        if len(fields) < len(declared.fields):
            complete = self.complete_until is not None
            for label, (part, field) in declared.fields.items():
                if label not in fields:
                    fields[label] = self.omitted(name, part, field, act.span, complete)
        return ActHeld(
            act.id, name, act.actions, which, arguments, at, fields, exists, act.span,
            act.provenance,
        )  # fmt: skip

    def declared(self, actions: tuple[str, ...]) -> Declared:
        """The parameters of an act, and the further fields it may have."""
        found = self._declared.get(actions)
        if found is None:
            named = {f.name: f for name in actions for f in self.schema.action[name].fields}
            fields = list(named.values())
            if self.schema.has_parties:
                fields.append(Field(name="by", type=Type(Kind.RECORD, PARTY)))
            if any(self.schema.action[name].territorial for name in actions):
                fields.append(Field(name="territory", type=TERRITORY))
            parameters = self.schema.action[actions[0]].parameters
            found = self._declared[actions] = Declared(
                tuple((f": {parameter.name}", parameter.type) for parameter in parameters),
                {field.name: (f": {field.name}", field) for field in fields},
            )
        return found

    def omitted_of_record(self, record: RecordFact, field: Field) -> Held:
        """A field that the file does not mention: absent, if the record is complete for it."""
        part, until = f".{field.name}", self.complete_until
        complete = until is not None
        for coverage in self.covered_fields.get(f"{record.type}.{field.name}", ()):
            if coverage.things is None or record.id in coverage.things:
                complete = True
                until = None if coverage.until is None else coverage.until.latest
                break
        if until is not None and until < self.as_of and field.type.kind is Kind.TIME:
            name = record.id + part
            value = Open(
                Doubt((name,), Reason.NOT_COVERED, name, record.span),
                field.type,
                field.type.optional,
                after=until if field.type.optional else None,
            )
            return Held(record.id, part, value, "not recorded", record.span, doubtful=True)
        return self.omitted(record.id, part, field, record.span, complete)

    def omitted(self, owner: str, part: str, field: Field, span: Span, complete: bool) -> Held:
        if complete and field.type.optional:
            return Held(owner, part, ABSENT, "none", span)
        name = owner + part
        doubt = Doubt((name,), Reason.MISSING_FACT, name, span)
        value = Open(doubt, field.type, field.type.optional)
        return Held(owner, part, value, "not recorded", span, doubtful=True)

    def field(self, owner: str, part: str, fact: Fact, type_: Type) -> Held:
        """A field from its claims."""
        claims = fact.claims
        first = claims[0]
        if len(claims) == 1 and first.provenance is NOWHERE:
            given = first.value
            if type(given) is Interval and given.earliest == given.latest is not None:
                return Held(owner, part, given.earliest, "", first.span)
            if type(given) is str or (type(given) is tuple and given and type(given[0]) is str):
                return Held(owner, part, given, "", first.span)
            value = self.value(owner + part, first, type_)
            return Held(owner, part, value, "", first.span, NOWHERE, type(value) in DOUBTFUL)
        name = owner + part
        known = [claim for claim in claims if self.stance.knows(claim.provenance)]
        taken = [c for c in known if self.stance.word(c.provenance) is Word.TAKEN]
        shown = taken or known or list(claims)
        text = " / ".join(sorted({claim.span.text for claim in shown}))
        provenance = _together(claim.provenance for claim in shown)
        if taken:
            value = self.agreed(name, fact, taken, type_)
        else:
            reason = Reason.DISPUTED if known else Reason.MISSING_FACT
            rejected = [
                self.value(name, claim, type_)
                for claim in known
                if self.stance.word(claim.provenance) is Word.REJECTED
            ]
            doubt = Doubt((name,), reason, name, fact.span)
            excluded = tuple(value for value in rejected if type(value) not in DOUBTFUL)
            value = Open(doubt, type_, type_.optional, excluded)
        return Held(owner, part, value, text, shown[0].span, provenance, type(value) in DOUBTFUL)

    def agreed(self, name: str, fact: Fact, taken: list[Claim], type_: Type) -> object:
        """The value of claims that are all taken: what they have in common, if they do not clash;
        else one of theirs.
        """
        given = taken[0].value
        for claim in taken[1:]:
            common = _common(given, claim.value)
            if common is None:
                in_order = sorted(taken, key=lambda claim: str(claim.value))
                values = tuple(self.value(name, one, type_) for one in in_order)
                return Options(Doubt((name,), Reason.DISPUTED, name, fact.span), values)
            given = common
        return self.value(name, evolve(taken[0], value=given), type_)

    def value(self, name: str, claim: Claim, type_: Type) -> object:
        """A claim's value, known or doubtful."""
        given = claim.value
        if isinstance(given, Interval):
            if given.earliest is not None and given.earliest == given.latest:
                return given.earliest
            doubt = Doubt((name, "time"), _why(given), name, claim.span)
            return TimeRange(doubt, given.earliest, given.latest)
        if isinstance(given, Special):
            if given is Special.ABSENT:
                return ABSENT
            return Open(self.missing(name, claim), type_, type_.optional)
        if isinstance(given, OneOf):
            values = tuple(
                self.value(f"{name}, option {place}", evolve(claim, value=option), type_)
                for place, option in enumerate(sorted(given.options, key=str), 1)
            )
            return Options(self.missing(name, claim), values)
        if isinstance(given, Range):
            return NumberRange(self.missing(name, claim), given.least, given.most)
        if isinstance(given, tuple) and given and isinstance(given[0], Member):
            return self.members(name, given)
        return given

    def members(self, name: str, given: tuple[object, ...]) -> object:
        found: dict[str, Doubt | None] = {}
        for member in given:
            assert isinstance(member, Member)
            exists = self.existence(
                f"{name}: {member.value}", (name, member.value), member.provenance, member.span
            )
            if isinstance(exists, bool) or (exists is not None and member.value in found):
                continue  # rejected, or said before
            found[member.value] = exists
        if all(doubt is None for doubt in found.values()):
            return tuple(found)
        return DoubtfulList(tuple(found.items()))

    def missing(self, name: str, claim: Claim) -> Doubt:
        return Doubt((name,), Reason.MISSING_FACT, name, claim.span)


def _why(given: Interval) -> Reason:
    """A moment of which nothing is known is a missing fact; one with a bound is imprecise."""
    if given.earliest is None and given.latest is None:
        return Reason.MISSING_FACT
    return Reason.IMPRECISE_TIME


def _each_once(acts: tuple[ActFact, ...]) -> Iterator[ActFact]:
    """Acts without ids of their own that are alike in everything are one act, written twice."""
    seen: set[object] = set()
    for act in acts:
        if act.id.startswith(NAMELESS):
            key = (act.actions, act.arguments, act.fields, act.provenance)
            if key in seen:
                continue
            seen.add(key)
        yield act


def _common(left: Value, right: Value) -> Value | None:
    """What two claims have in common; None if they cannot both hold, or nobody can tell."""
    if left == right:
        return left
    if isinstance(left, Interval) and isinstance(right, Interval):
        low, high = _overlap(left.earliest, left.latest, right.earliest, right.latest)
        return Interval(low, high) if low is None or high is None or low <= high else None
    if isinstance(left, Range) and isinstance(right, Range):
        least, most = _overlap(left.least, left.most, right.least, right.most)
        return Range(least, most) if least is None or most is None or least <= most else None
    return None


def _overlap(
    low: N | None, high: N | None, least: N | None, most: N | None
) -> tuple[N | None, N | None]:
    lows = [end for end in (low, least) if end is not None]
    highs = [end for end in (high, most) if end is not None]
    return max(lows, default=None), min(highs, default=None)


def _together(parts: Iterable[Provenance]) -> Provenance:
    """The provenance of several claims at once."""
    sources: list[str] = []
    asserts: list[str] = []
    denies: list[str] = []
    because: list[str] = []
    for part in parts:
        sources += part.sources
        asserts += part.asserts
        denies += part.denies
        because += [part.because] if part.because else []
    return Provenance(
        sources=tuple(dict.fromkeys(sources)),
        asserts=tuple(dict.fromkeys(asserts)),
        denies=tuple(dict.fromkeys(denies)),
        because="; ".join(dict.fromkeys(because)),
    )
