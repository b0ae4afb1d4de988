"""The derivation of one finding, step by step, once for each way the verdict may fall."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from lexcheck.evaluate import law
from lexcheck.evaluate.changes import smallest
from lexcheck.evaluate.deeds import deeds_of, things_of
from lexcheck.evaluate.derivation import shown, steps_of
from lexcheck.evaluate.docket import Docket, Instance
from lexcheck.evaluate.edits import Question
from lexcheck.evaluate.evidence import ActHeld
from lexcheck.evaluate.findings import Findings
from lexcheck.evaluate.frames import Frame, Outcome
from lexcheck.evaluate.from_norms import ALL, open_docket
from lexcheck.evaluate.settling import settlements
from lexcheck.evaluate.settling import ways as told_by
from lexcheck.evaluate.terms import NOW, Env
from lexcheck.evaluate.timeline import Point
from lexcheck.evaluate.values import ABSENT, Choice, LengthTerm, NumberTerm, OpenList, TimeTerm
from lexcheck.evaluate.world import Impossible, Path, TooMany, World, explore
from lexcheck.facts.case import Case, Grade
from lexcheck.norms.model import Asked, Norm, Ruleset
from lexcheck.resolved import terms as t
from lexcheck.verdicts.model import Explanation, Finding, Search, Step, Verdict
from lexcheck.verdicts.naming import chosen


class NoSuchInstance(Exception):
    """No norm has an instance of that name; `known` are those there are."""

    def __init__(self, known: tuple[str, ...]) -> None:
        super().__init__("no such instance")
        self.known = known


def explain(
    ruleset: Ruleset,
    case: Case,
    instance: str,
    *,
    as_of: int | None = None,
    known_by: int | None = None,
    viewpoint: str = ALL,
    law_as_of: date | None = None,
) -> Explanation:
    """Why an instance, `comply(order_1, acc_a)`, has its verdict. Raises NoSuchInstance."""
    docket, _ = open_docket(ruleset, case, as_of, known_by, viewpoint, law_as_of)
    known = {each.id: each for name in ruleset.versions for each in docket.instances(name)}
    wanted = chosen(instance, list(known))
    if wanted is None:
        raise NoSuchInstance(tuple(known))
    found = known[wanted]
    findings = Findings(docket)
    finding = findings.of(found)
    try:
        paths = explore(docket.evidence, lambda world: docket.outcome(world, found))
    except TooMany:
        paths = []
    ways: dict[Verdict, Path[Outcome]] = {}
    for path in paths:
        ways.setdefault(path.result.verdict, path)
    told = _Teller(docket, findings, found)
    answered = [
        (verdict, {findings.fill(q): findings.fill(a) for q, a in answers.items()})
        for verdict, answers in told_by(paths)
    ]
    settled, gone_through = settlements(answered) if len(ways) > 1 else ((), True)
    return Explanation(
        finding=finding,
        as_of=docket.evidence.as_of,
        notes=tuple(law.notes(docket.terms.ruleset, docket.day, law_as_of)),
        ways=tuple(
            (verdict, told.answers(path), tuple(told.steps(path)))
            for verdict, path in sorted(ways.items(), key=lambda item: list(Verdict).index(item[0]))
        ),
        search=_search(
            ruleset, case, docket, found, finding, paths, (known_by, viewpoint, law_as_of)
        ),
        settlements=settled,
        unsettled=tuple(v for v in finding.possible if v not in {s.verdict for s in settled})
        if len(ways) > 1
        else (),
        gone_through=gone_through,
    )


def _search(
    ruleset: Ruleset,
    case: Case,
    docket: Docket,
    instance: Instance,
    finding: Finding,
    paths: list[Path[Outcome]],
    asked: tuple[int | None, str, date | None],
) -> Search | None:
    """What would have turned a breach."""
    if finding.possible != (Verdict.BREACHED,):
        return None
    known_by, viewpoint, law_as_of = asked
    return smallest(
        Question(
            ruleset=ruleset,
            case=case,
            as_of=docket.evidence.as_of,
            known_by=known_by,
            viewpoint=viewpoint,
            law_as_of=law_as_of,
            finding=finding,
            things=things_of(docket, instance, paths[0]) if paths else None,
            deeds=deeds_of(docket, instance),
        )
    )


class _Teller:
    """Tells the derivation of one completion."""

    def __init__(self, docket: Docket, findings: Findings, instance: Instance) -> None:
        self.docket, self.findings, self.instance = docket, findings, instance
        self.terms = docket.terms

    def answers(self, path: Path[Outcome]) -> tuple[str, ...]:
        """What this completion takes to be so."""
        return tuple(
            self.findings.fill(f"{asked.question()} {asked.answers[asked.given]}")
            for asked in path.world.asked
        )

    def step(self, depth: int, text: str, node: object = None) -> Step:
        return Step(depth=depth, text=self.findings.fill(text), span=getattr(node, "span", None))

    def steps(self, path: Path[Outcome]) -> Iterator[Step]:
        """The steps, as far as this completion has given the answers that they need."""
        with suppress(Impossible, TooMany):
            yield from self._steps(path)

    def _steps(self, path: Path[Outcome]) -> Iterator[Step]:
        outcome, world = path.result, path.world
        norm = outcome.version or self.docket.versions[self.instance.norm][0]
        reason = f", {outcome.reason}" if outcome.reason else ""
        yield self.step(0, f"{self.instance.id}: {outcome.verdict}{reason}", norm)
        if norm.text:
            yield self.step(1, norm.text, norm)
        if len(self.docket.versions[norm.name]) > 1:
            yield self.step(1, f"the version in force {norm.in_force}", norm.in_force)
        for text in outcome.law:
            yield self.step(1, text, norm.in_force)
        env: Env = {**self.instance.env, NOW: self.docket.evidence.as_of}
        if self.instance.primary is not None:
            env["breach"] = outcome.trigger if outcome.trigger is not None else ABSENT
        if outcome.trigger is not None:
            yield self.step(1, f"trigger: {shown(outcome.trigger, world)}", norm.trigger)
            env[NOW] = outcome.trigger
        if norm.when is not None:
            yield from self.condition(1, "when", norm.when, world, env)
        if outcome.verdict is Verdict.NOT_APPLICABLE:
            return
        yield from self.exceptions(norm, outcome, world, env)
        later: Env = {**env, NOW: self.docket.evidence.as_of}
        for term in (norm.opening, norm.deadline):
            if term is not None:
                yield self.step(1, f"deadline: `{term.span.text}`", term)
                for line in steps_of(self.terms, term, world, later):
                    yield self.step(2, line)
        for term in _ends(norm.until):
            until = self.terms.of(term)(world, later)
            yield self.step(1, f"until `{_oneline(term)}`: {_value(until, world)}", term)
        if outcome.horizon is not None:
            yield self.step(1, f"judged at {shown(outcome.horizon, world)}")
        yield from self.timeline(norm, outcome, world, env)

    def exceptions(self, norm: Norm, outcome: Outcome, world: World, env: Env) -> Iterator[Step]:
        for name, held in outcome.considered:
            exception = next((e for e in norm.exceptions if e.name == name), None)
            node: object = exception or self.docket.versions.get(name, (None,))[0]
            word = "holds" if held else "does not hold"
            presumed = (norm.name, name) in world.presumed
            note = " (presumed absent: nobody has shown it)" if presumed else ""
            kind = exception.kind if exception is not None else "overriding norm"
            label = kind if kind == name else f"{kind} {name}"
            yield self.step(1, f"{label} {word}{note}", node)
            if exception is None or exception.condition is None:
                continue
            if exception.because:
                yield self.step(2, f"because {exception.because}", exception)
            if exception.asked is Asked.TRIGGER and not presumed:
                yield from self.condition(2, "when", exception.condition, world, env)

    def condition(
        self, depth: int, label: str, term: t.Term, world: World, env: Env
    ) -> Iterator[Step]:
        """A condition with its parts, as they are in this completion."""
        try:
            value = self.terms.of(term)(world, env)
        except (Impossible, KeyError):
            return
        head = f"{label}: " if label else ""
        yield self.step(depth, f"{head}`{_oneline(term)}` is {_value(value, world)}", term)
        match term:
            case t.Not(of=of):
                yield from self.condition(depth + 1, "", of, world, env)
            case t.All(operands=operands) | t.Any(operands=operands):
                for operand in operands:
                    yield from self.condition(depth + 1, "", operand, world, env)
            case t.Apply(parameters=names, arguments=arguments, body=body):
                inner: Env = {
                    name: self.terms.of(argument)(world, env)
                    for name, argument in zip(names, arguments, strict=True)
                }
                inner[NOW] = env[NOW]
                if term.moment is not None:
                    inner[term.moment] = env[NOW]
                yield from self.condition(depth + 1, f"{term.name} means", body, world, inner)
            case t.Compared(left=left, right=right):
                for side in (left, right):
                    yield from self._operand(depth + 1, side, world, env)
            case t.OneOfTerms(member=side) | t.InList(member=side) | t.Present(of=side):
                yield from self._operand(depth + 1, side, world, env)
            case _:
                pass

    def _operand(self, depth: int, term: t.Term, world: World, env: Env) -> Iterator[Step]:
        if isinstance(term, t.Constant):
            return
        value = self.terms.of(term)(world, env)
        yield self.step(depth, f"`{_oneline(term)}` is {_value(value, world)}", term)

    def timeline(self, norm: Norm, outcome: Outcome, world: World, env: Env) -> Iterator[Step]:
        """The acts that bear on the target, in order, and what came of them."""
        judge = self.docket.judge
        ready = judge.framer.ready(norm)
        key = judge.framer.target_key(world, ready, env)
        until = self.docket.evidence.as_of if outcome.horizon is None else outcome.horizon
        frame = judge.framer.frame(world, ready, {k: v for k, v in env.items() if k != NOW})
        events: list[Point] = []
        if isinstance(frame, Frame):
            events = self.terms.timelines.events(world, key, until)
        yield self.step(1, f"what bears on `{norm.target.span.text}`:", norm.target)
        for event in events:
            yield self.step(2, _event(event, world), event.act)
        if not events:
            yield self.step(2, "no recorded act")
        for start, end in outcome.gaps:
            yield self.step(1, f"gap: from {shown(start, world)} to {shown(end, world)}")
        word = "prohibited" if norm.kind == "prohibition" else "at the horizon"
        if norm.kind == "obligation":
            yield self.step(1, f"grade {word}: {outcome.grade}")


def _ends(until: t.Term | None) -> tuple[t.Term, ...]:
    """What ends a duty; what the law adds to what the norm says is told by itself."""
    if isinstance(until, t.EarlierLater) and until.which == "earlier":
        return (until.left, until.right)
    return () if until is None else (until,)


def _event(event: Point, world: World) -> str:
    assert event.act is not None
    effect = "ends it" if event.grade is Grade.NONE else f"starts it in grade {event.grade}"
    return f"{shown(event.time, world)}: {' or '.join(event.act.actions)} ({event.act.id}) {effect}"


def _oneline(term: t.Term) -> str:
    return " ".join(term.span.text.split())


def _value(value: object, world: World) -> str:
    """A value of a completion in words."""
    if value is ABSENT:
        return "none"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | TimeTerm):
        return shown(value, world)
    if isinstance(value, Choice):
        return world.choices.shown(value)
    if isinstance(value, LengthTerm | NumberTerm | OpenList):
        return "unknown"
    if isinstance(value, ActHeld):
        return f"act {value.id}"
    if isinstance(value, tuple):
        return "[" + ", ".join(str(part) for part in value) + "]"
    return str(value)
