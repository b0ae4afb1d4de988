"""The smallest change of what is recorded under which a breach would have been none.

A change is made of edits of recorded acts: one done at another moment, one left out, one added that
does what is owed. It is smaller the fewer acts it touches; then, since a moment is one fact and an
act several, and an act that nobody recorded is nobody's fact, a move is smaller than an act left
out, and that than one added; then by how far acts are moved. An act that undoes is moved later
only.

Candidates are tried in this order, each by judging the changed case anew, so that what is promised
is what the evaluator says. Where an act is moved to: the verdict changes only at moments that
something is compared with, so those are tried, and the instants beside them. Only definite
breaches are looked at, and changes of two acts at most; of two, only with the smaller edits of
each. Decision note 33 says what that promises.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations

from lexcheck.base.light import evolve, fields_of, light
from lexcheck.base.time.durations import Duration
from lexcheck.base.time.instants import EARLIEST, LATEST, Instant, Interval
from lexcheck.evaluate.docket import Instance
from lexcheck.evaluate.findings import Findings
from lexcheck.evaluate.from_norms import NotJudgeable, open_docket
from lexcheck.facts.case import ActFact, ActId, Case, Claim, Fact, Grade, OneOf, Value
from lexcheck.norms.model import CountsAs, Effect, Norm, Ruleset
from lexcheck.resolved import terms as t
from lexcheck.verdicts.model import Change, Deed, Edit, Finding, Verdict, When

#: Judging so many changed cases is what a question may cost.
_MOST_TRIED = 400
_MOST_PAIRED = 24

_RANK = {"move": 0, "leave out": 1, "add": 2}


@light(kw_only=True)
class Question:
    """What is asked: a breached instance, under what it is judged, and the acts on its target."""

    ruleset: Ruleset
    case: Case
    as_of: int
    known_by: int | None
    viewpoint: str
    law_as_of: date | None
    finding: Finding
    deeds: tuple[Deed, ...]


def smallest(asked: Question) -> Change | None:
    """None where the breach is open, or no change of one or two acts would have turned it."""
    finding = asked.finding
    if finding.possible != (Verdict.BREACHED,):
        return None
    norm = _norm(asked)
    tried = 0
    single = sorted(_edits(asked, norm), key=_weight)
    pairs = combinations(_nearest(single), 2)
    for edits in (*((edit,) for edit in single), *sorted(pairs, key=_size)):
        if len({edit.act for edit in edits}) < len(edits):
            continue
        tried += 1
        if tried > _MOST_TRIED:
            return None
        verdict = verdict_after(asked, edits)
        if verdict in _goal(norm):
            assert verdict is not None
            return Change(edits=edits, verdict=verdict)
    return None


def _goal(norm: Norm) -> frozenset[Verdict]:
    """A prohibition that is still running, and unbroken, is not complied with yet."""
    kept = {Verdict.COMPLIED}
    return frozenset(kept | {Verdict.PENDING} if norm.kind == "prohibition" else kept)


def _weight(edit: Edit) -> tuple[int, int, str]:
    return _RANK[edit.kind], abs(edit.shift), edit.act


def _size(edits: Sequence[Edit]) -> tuple[int, int, int]:
    """How large a change is: the acts it touches, of which kind, and how far they are moved."""
    return len(edits), sum(_RANK[e.kind] for e in edits), sum(abs(e.shift) for e in edits)


def _nearest(single: Sequence[Edit]) -> list[Edit]:
    """The edits that are tried in pairs: the smallest, but of each act some."""
    found: dict[tuple[str, str], list[Edit]] = {}
    for edit in single:
        found.setdefault((edit.act, edit.kind), []).append(edit)
    most = max(2, _MOST_PAIRED // max(1, len(found)))
    return [edit for edits in found.values() for edit in edits[:most]]


# ── Judging again ──────────────────────────────────────────────────────────────────────────────


def verdict_after(asked: Question, edits: Sequence[Edit]) -> Verdict | None:
    """The verdict on the instance in the changed case; None where there is none, or it is open."""
    changed = applied(asked.case, edits)
    try:
        docket, _ = open_docket(
            asked.ruleset,
            changed,
            asked.as_of,
            asked.known_by,
            asked.viewpoint,
            asked.law_as_of,
        )
    except NotJudgeable:
        return None
    instance: Instance | None = next(
        (i for i in docket.instances(asked.finding.norm) if i.id == asked.finding.id), None
    )
    if instance is None:
        return None
    found = Findings(docket).of(instance)
    return found.verdict if len(found.possible) == 1 else None


def applied(case: Case, edits: Sequence[Edit]) -> Case:
    """The case with these acts moved, left out and added."""
    acts = {act.id: act for act in case.acts}
    for edit in edits:
        match edit.kind:
            case "leave out":
                del acts[ActId(edit.act)]
            case "move":
                acts[ActId(edit.act)] = _moved(acts[ActId(edit.act)], edit.at)
            case "add":
                assert edit.added is not None
                acts[edit.added.id] = edit.added
    return evolve(case, acts=tuple(acts.values()))


def _moved(act: ActFact, at: int) -> ActFact:
    moment = Interval(Instant(at), Instant(at), "")
    fields = tuple(
        evolve(field, claims=tuple(evolve(c, value=moment) for c in field.claims))
        if field.name == "at"
        else field
        for field in act.fields
    )
    return evolve(act, fields=fields)


# ── Edits ──────────────────────────────────────────────────────────────────────────────────────


def _edits(asked: Question, norm: Norm) -> Iterator[Edit]:
    recorded = {act.id: act for act in asked.case.acts}
    bound = {value for _, value in asked.finding.bindings}
    moments = _moments(asked, norm)
    for deed in asked.deeds:
        if deed.act in bound or deed.act not in recorded:
            continue  # it is what makes the instance; or it has no id to speak of it by
        act = recorded[deed.act]
        yield Edit(kind="leave out", act=deed.act, actions=act.actions, at=0, shift=0, added=None)
        if deed.at.exact and deed.at.earliest is not None:
            for at in moments:
                shift = at - deed.at.earliest
                # What undid a thing is not told as done before the thing itself.
                if shift > 0 or (shift < 0 and deed.grades != (Grade.NONE,)):
                    yield Edit(
                        kind="move", act=deed.act, actions=act.actions, at=at, shift=shift,
                        added=None,
                    )  # fmt: skip
    if norm.kind == "obligation":
        yield from _additions(asked, norm)


def _moments(asked: Question, norm: Norm) -> list[int]:
    """The moments at which a verdict may change, up to the as-of, with the instants beside them."""
    found = asked.finding
    whens = [found.trigger, found.deadline, found.opening, found.horizon, found.breach_at]
    whens += [deed.at for deed in asked.deeds]
    anchors = {end for when in whens if when for end in _ends(when)}
    anchors |= set(_instants(asked.case, {value for _, value in found.bindings}))
    lengths = {length for term in _terms(norm) for length in _lengths(term)}
    moments = anchors | {
        anchor + sign * n for anchor in anchors for n in lengths for sign in (1, -1)
    }
    beside = {moment + step for moment in moments for step in (-1, 0, 1)}
    return sorted(m for m in beside if EARLIEST < m <= min(asked.as_of, LATEST))


def _ends(when: When) -> list[int]:
    return [end for end in (when.earliest, when.latest) if end is not None]


def _instants(case: Case, ids: set[str]) -> Iterator[int]:
    """The exact moments of the records that the instance binds."""
    for record in case.records:
        if record.id in ids:
            for field in record.fields:
                for claim in field.claims:
                    yield from _exact(claim.value)


def _exact(value: Value) -> Iterator[int]:
    if isinstance(value, OneOf):
        for option in value.options:
            yield from _exact(option)
    elif isinstance(value, Interval) and value.earliest is not None:
        yield value.earliest
        if value.latest is not None:
            yield value.latest


def _terms(norm: Norm) -> Iterator[object]:
    yield from (norm.when, norm.opening, norm.deadline, norm.until)
    yield from (exception.condition for exception in norm.exceptions)


def _lengths(model: object) -> Iterator[int]:
    """The elapsed lengths that stand in a term, in microseconds."""
    if isinstance(model, t.Constant):
        if isinstance(model.value, Duration) and not model.value.civil:
            yield model.value.micros
    elif isinstance(model, tuple):
        for each in model:
            yield from _lengths(each)
    elif isinstance(model, t.Node | t.Occurrence | t.Bound | t.RecordBinder | t.ActBinder):
        for field in fields_of(type(model)):
            yield from _lengths(getattr(model, field.name))


# ── Acts that were not done ────────────────────────────────────────────────────────────────────


def _additions(asked: Question, norm: Norm) -> Iterator[Edit]:
    """An act that does in full what is owed, at the deadline or as soon as it was due."""
    found = asked.finding
    times = [end for when in (found.deadline, found.opening, found.trigger) if when
             for end in _ends(when)[:1] if end <= asked.as_of]  # fmt: skip
    things = _things(asked, norm)
    if things is None:
        return
    for number, made in enumerate(_performing(asked.ruleset, norm, things)):
        for at in dict.fromkeys(times):
            act = _act(made, number, at, asked, norm)
            yield Edit(kind="add", act=act.id, actions=act.actions, at=at, shift=0, added=act)


def _things(asked: Question, norm: Norm) -> tuple[str, ...] | None:
    """What the target is about, where that is what the instance binds."""
    bound = dict(asked.finding.bindings)
    found = [
        bound.get(argument.name) if isinstance(argument, t.Variable) else None
        for argument in norm.target.arguments
    ]
    return tuple(f for f in found if f is not None) if None not in found else None


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


def _act(made: _Made, number: int, at: int, asked: Question, norm: Norm) -> ActFact:
    span = norm.span
    action = asked.ruleset.schema.action[made.action]

    def fact(name: str, value: Value) -> Fact:
        return Fact(name=name, claims=(Claim(value=value, span=span),), span=span)

    fields = [fact("at", Interval(Instant(at), Instant(at), ""))]
    parties = {record.id for record in asked.case.records if record.type == "Party"}
    if asked.finding.bearer in parties:
        fields.append(fact("by", asked.finding.bearer))
    if action.territorial:
        fields.append(fact("territory", (made.territory or "worldwide",)))
    return ActFact(
        id=ActId(f"added_{number + 1}"),
        actions=(made.action,),
        arguments=tuple(
            fact(parameter.name, thing)
            for parameter, thing in zip(action.parameters, made.things, strict=True)
        ),
        fields=tuple(fields),
        span=span,
    )


def _norm(asked: Question) -> Norm:
    versions = asked.ruleset.versions[asked.finding.norm]
    return next((n for n in versions if str(n.in_force) == asked.finding.version), versions[0])
