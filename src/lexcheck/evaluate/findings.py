"""From the completions of an instance to its finding.

A verdict is definite if every completion gives it; else it is undetermined, and carries the set.
Whatever else a finding says is drawn from all completions together: times and lengths as the
interval that holds them all, acts as the list of those that may be meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Literal
from zoneinfo import ZoneInfo

from lexcheck.base.time.instants import Instant, show_instant, show_length, zone
from lexcheck.evaluate.coverage import reasons as coverage_reasons
from lexcheck.evaluate.derivation import shown_range, steps_of
from lexcheck.evaluate.docket import Docket, Instance
from lexcheck.evaluate.evidence import Traced
from lexcheck.evaluate.frames import Outcome
from lexcheck.evaluate.hulls import Moment, acts, decided_at, gaps, hull, length
from lexcheck.evaluate.remedy import remedy
from lexcheck.evaluate.settling import ways
from lexcheck.evaluate.terms import BREACH, NOW, Env
from lexcheck.evaluate.values import Doubt
from lexcheck.evaluate.world import Impossible, Path, TooMany, World, explore
from lexcheck.facts.case import Grade
from lexcheck.norms.model import Norm, NormException
from lexcheck.resolved.terms import Term
from lexcheck.verdicts.model import (
    ExceptionFinding,
    Finding,
    Question,
    Reason,
    UsedFact,
    Verdict,
)

_TRIGGER: Moment = attrgetter("trigger")
_OPENING: Moment = attrgetter("opening")
_DEADLINE: Moment = attrgetter("deadline")
_HORIZON: Moment = attrgetter("horizon")
_BREACH_AT: Moment = attrgetter("breach_at")
_LATE_UNTIL: Moment = attrgetter("late_until")

_ORDER = {verdict: place for place, verdict in enumerate(Verdict)}
_ALONE = {verdict: frozenset({verdict}) for verdict in Verdict}
_PRECEDENCE = {reason: place for place, reason in enumerate(Reason)}

OBLIGATION_VERDICTS = (
    Verdict.NOT_APPLICABLE, Verdict.EXCUSED, Verdict.COMPLIED, Verdict.PENDING,
    Verdict.COMPLIED_LATE, Verdict.PARTIAL, Verdict.PARTIAL_LATE, Verdict.BREACHED,
)  # fmt: skip
PROHIBITION_VERDICTS = (
    Verdict.NOT_APPLICABLE, Verdict.EXCUSED, Verdict.COMPLIED, Verdict.PENDING, Verdict.BREACHED,
)  # fmt: skip


#: Facts are drawn from no more completions than these: the rest repeat them.
MOST_TOLD = 200


class Findings:
    """Makes the findings of one run."""

    def __init__(self, docket: Docket) -> None:
        self.docket = docket
        self.terms = docket.terms
        self.zone: ZoneInfo = docket.terms.zone
        #: Serves as long as nothing is in doubt in it.
        self._sure = World(docket.evidence)
        self._facts: dict[Traced, UsedFact] = {}
        self._steps: dict[object, tuple[str, ...]] = {}
        self._assumptions: dict[object, tuple[str, ...]] = {}

    def of(self, instance: Instance) -> Finding:
        """The finding on one instance."""
        try:
            paths = self._paths(instance)
        except TooMany:
            note = "the doubtful facts leave more completions than can be examined one by one"
            return self._unbounded(instance, Reason.MISSING_FACT, note)
        if not paths:
            note = "the facts contradict one another: no completion agrees with all observations"
            return self._unbounded(instance, Reason.CONFLICTING_FACTS, note)
        return self._combined(instance, paths)

    def verdicts(self, instance: Instance) -> frozenset[Verdict]:
        """The verdicts that an instance may have, with nothing said of why."""
        world = self._sure
        try:
            verdict = self.docket.outcome(world, instance).verdict
        except (Impossible, TooMany):
            pass
        else:
            if world.is_fresh:
                world.used.clear()
                return _ALONE[verdict]
        self._sure = World(self.docket.evidence)
        try:
            paths = self._paths(instance)
        except TooMany:
            paths = []
        if len(paths) == 1:
            return _ALONE[paths[0].result.verdict]
        found = frozenset([path.result.verdict for path in paths])
        return found or frozenset(self._widest(instance))

    def _paths(self, instance: Instance) -> list[Path[Outcome]]:
        """What comes of the instance in each completion. Raises TooMany."""
        outcome = self.docket.outcome
        return explore(self.docket.evidence, lambda world: outcome(world, instance))

    def _widest(self, instance: Instance) -> tuple[Verdict, ...]:
        """All verdicts that the norm's kind allows."""
        norm = self.docket.versions[instance.norm][0]
        possible = OBLIGATION_VERDICTS if norm.kind == "obligation" else PROHIBITION_VERDICTS
        if any(n.repairs == norm.name for n in self.terms.ruleset.norms):
            possible = tuple(sorted((*possible, Verdict.REPAIRED), key=_ORDER.__getitem__))
        return possible

    def _unbounded(self, instance: Instance, reason: Reason, note: str) -> Finding:
        """An open finding as wide as the norm's kind allows."""
        norm = self.docket.versions[instance.norm][0]
        possible = self._widest(instance)
        return Finding(
            id=instance.id,
            norm=instance.norm,
            version=str(norm.in_force),
            bindings=instance.bindings,
            verdict=Verdict.UNDETERMINED,
            possible=possible,
            reasons=(reason,),
            grade=(Grade.NONE, Grade.FULL),
            assumptions=(note,),
            count=self.docket.count(instance),
        )

    def _combined(self, instance: Instance, paths: list[Path[Outcome]]) -> Finding:
        first = paths[0].result
        verdicts = {path.result.verdict for path in paths}
        definite = len(verdicts) == 1
        possible = tuple(verdicts if definite else sorted(verdicts, key=_ORDER.__getitem__))
        questions = () if definite else self.questions(paths)
        if definite:
            verdict = possible[0]
            given = {path.result.reason for path in paths} - {None}
        else:
            verdict = Verdict.UNDETERMINED
            given = {question.reason for question in questions}
        reasons = tuple(sorted((r for r in given if r), key=_PRECEDENCE.__getitem__))
        norm = first.version or self.docket.versions[instance.norm][0]
        world = paths[0].world
        grades = [path.result.grade for path in paths]
        return Finding(
            id=instance.id,
            norm=instance.norm,
            version=str(norm.in_force),
            bindings=instance.bindings,
            verdict=verdict,
            possible=possible,
            reasons=reasons,
            grade=(min(grades), max(grades)),
            bearer=self._party(norm.bearer, paths, instance),
            counterparty=self._party(norm.counterparty, paths, instance),
            trigger=hull(paths, _TRIGGER),
            opening=hull(paths, _OPENING),
            deadline=hull(paths, _DEADLINE),
            steps=self._steps_of(norm, paths, instance),
            horizon=hull(paths, _HORIZON),
            deciding_acts=acts([path.result.deciding for path in paths]),
            gaps=gaps(paths),
            lateness=length(paths, _DEADLINE, _LATE_UNTIL),
            took=length(paths, _TRIGGER, decided_at(paths)),
            breach_at=hull(paths, _BREACH_AT),
            prohibited_acts=acts([act for path in paths for act in path.result.prohibited]),
            exceptions=self._exceptions(norm, paths),
            assumptions=self._assumed(norm, paths, instance),
            facts=self._used(paths),
            questions=questions,
            other_versions=_others(norm, paths),
            law=_in_all(paths),
            remedy=remedy(norm, first, world, self.zone) if verdict is Verdict.BREACHED else "",
            count=self.docket.count(instance),
        )

    def _party(self, term: Term | None, paths: list[Path[Outcome]], instance: Instance) -> str:
        if term is None:
            return ""
        sole = paths[0].world if len(paths) == 1 else None
        return self.docket.named(term, instance.env, sole)

    def _steps_of(
        self, norm: Norm, paths: list[Path[Outcome]], instance: Instance
    ) -> tuple[str, ...]:
        """How the deadline came about. Of several completions, what holds in all of them."""
        outcome = paths[0].result
        if norm.deadline is None or outcome.horizon is None:
            return ()
        if len(paths) > 1:
            return self._doubtful_steps(norm, paths, instance)
        # Instances that share what the deadline hangs on (the items of one order) share its steps.
        hangs_on = self.docket.judge.framer.ready(norm).variables
        bound = tuple(instance.env.get(name) for name in hangs_on)
        key = (id(norm), bound, outcome.trigger, outcome.deadline)
        exact = isinstance(outcome.deadline, int) and isinstance(outcome.trigger, int)
        if exact and key in self._steps:
            return self._steps[key]
        env = {**instance.env, NOW: self.docket.evidence.as_of, BREACH: outcome.trigger}
        found = self._lines(norm, paths[0].world, env)
        if found is None:
            return self._due_in(norm, paths)
        if exact:
            self._steps[key] = found
        return found

    def _lines(self, norm: Norm, world: World, env: Env) -> tuple[str, ...] | None:
        """The steps in one completion; None where they need an answer that it has not given."""
        asked = len(world.asked)
        try:
            found = self._told(norm, world, env)
        except (Impossible, TooMany):
            return None
        return found if len(world.asked) == asked else None

    def _told(self, norm: Norm, world: World, env: Env) -> tuple[str, ...]:
        terms = [term for term in (norm.opening, norm.deadline) if term is not None]
        return tuple(
            self.fill(step) for term in terms for step in steps_of(self.terms, term, world, env)
        )

    def _doubtful_steps(
        self, norm: Norm, paths: list[Path[Outcome]], instance: Instance
    ) -> tuple[str, ...]:
        """The steps in a world that has answered nothing; where they need an answer, the range."""
        if instance.primary is None:
            fresh = World(self.docket.evidence)
            found = self._lines(norm, fresh, {**instance.env, NOW: self.docket.evidence.as_of})
            if found is not None:
                return found
        return self._due_in(norm, paths)

    def _due_in(self, norm: Norm, paths: list[Path[Outcome]]) -> tuple[str, ...]:
        assert norm.deadline is not None
        due = hull(paths, _DEADLINE)
        if due is None:
            return ()
        return (self.fill(f"`{norm.deadline.span.text}`: {shown_range(due.earliest, due.latest)}"),)

    def _exceptions(self, norm: Norm, paths: list[Path[Outcome]]) -> tuple[ExceptionFinding, ...]:
        if not norm.exceptions and not norm.overridden_by:
            return ()
        answers: dict[str, set[bool]] = {}
        presumed: set[str] = set()
        for path in paths:
            for name, held in path.result.considered:
                answers.setdefault(name, set()).add(held)
            presumed.update(name for of, name in path.world.presumed if of == norm.name)
        found = [
            _exception(exception, answers[exception.name], exception.name in presumed)
            for exception in norm.exceptions
            if exception.name in answers
        ]
        for name in norm.overridden_by:
            if name in answers:
                other = self.docket.versions[name][0]
                found.append(
                    ExceptionFinding(
                        name=name,
                        kind="override",
                        outcome=_told(answers[name]),
                        presumed=False,
                        text=other.text,
                        because="it overrides this norm",
                        citations=other.citations,
                        span=other.span,
                    )
                )
        return tuple(found)

    def _assumed(
        self, norm: Norm, paths: list[Path[Outcome]], instance: Instance
    ) -> tuple[str, ...]:
        found = []
        for of, name in sorted({pair for path in paths for pair in path.world.presumed}):
            whose = "" if of == norm.name else f" of `{of}`"
            found.append(f"`{name}`{whose} is presumed absent: nobody has shown it")
        if self.docket.evidence.coverage:
            found += self._covered(norm, paths[0].world, instance)
        return tuple(found)

    def _covered(self, norm: Norm, world: World, instance: Instance) -> tuple[str, ...]:
        """The remarks under which the record of the target's acts is taken as complete."""
        env = {**instance.env, NOW: self.docket.evidence.as_of}
        framer = self.docket.judge.framer
        try:
            key = framer.target_key(world, framer.ready(norm), env)
        except (Impossible, TooMany):
            return ()
        if key not in self._assumptions:
            found: list[str] = []
            for rule in self.terms.timelines.rules(key[0]):
                found += coverage_reasons(self.docket.evidence, rule.action, key[1])
            self._assumptions[key] = tuple(dict.fromkeys(found))
        return self._assumptions[key]

    # ── Facts ──────────────────────────────────────────────────────────────────────────────────

    def _used(self, paths: list[Path[Outcome]]) -> tuple[UsedFact, ...]:
        """The facts that the completions rest on, in the order in which they were read."""
        if len(paths) == 1:
            return tuple(map(self.fact, dict.fromkeys(paths[0].world.used)))
        helds = dict.fromkeys(held for path in paths[:MOST_TOLD] for held in path.world.used)
        return tuple({fact.fact: fact for fact in map(self.fact, helds)}.values())

    def fact(self, held: Traced) -> UsedFact:
        found = self._facts.get(held)
        if found is None:
            p = held.provenance
            found = self._facts[held] = UsedFact(
                held.name, held.shown, held.span, p.sources, p.asserts, p.denies, p.because
            )
        return found

    # ── What would settle it ───────────────────────────────────────────────────────────────────

    def questions(self, paths: list[Path[Outcome]]) -> tuple[Question, ...]:
        """The questions whose answer changes the verdicts that are left, in the order asked.

        If no single answer does, the first question stands for all of them.
        """
        table: dict[str, dict[str, set[Verdict]]] = {}
        doubts: dict[str, tuple[Doubt, ...]] = {}
        for path in paths:
            for asked in path.world.asked:
                text = asked.question()
                table.setdefault(text, {}).setdefault(asked.answers[asked.given], set())
                doubts[text] = asked.doubts
        for verdict, given in ways(paths):
            for text, answers in table.items():
                # A completion in which it did not come up may have either answer.
                told = [given[text]] if text in given else list(answers)
                for answer in told:
                    answers.setdefault(answer, set()).add(verdict)
        settling = [
            text
            for text, answers in table.items()
            if len({frozenset(verdicts) for verdicts in answers.values()}) > 1
        ]
        return tuple(
            self._question(text, doubts[text], table[text])
            for text in (settling or list(table)[:1])
        )

    def _question(
        self, text: str, doubts: Sequence[Doubt], answers: dict[str, set[Verdict]]
    ) -> Question:
        doubt = min(doubts, key=lambda d: _PRECEDENCE[d.reason])
        return Question(
            question=self.fill(text),
            reason=doubt.reason,
            answers=tuple(
                (self.fill(answer), tuple(sorted(verdicts, key=_ORDER.__getitem__)))
                for answer, verdicts in answers.items()
            ),
            span=doubt.span,
        )

    def fill(self, text: str) -> str:
        """A text with its instants and lengths written out, in local time."""
        return fill(text, self.zone)


_UTC = zone("UTC")


@lru_cache(maxsize=65_536)
def fill(text: str, tz: ZoneInfo) -> str:
    def shown(found: re.Match[str]) -> str:
        number = int(found[2])
        if found[1] == "~":
            return show_length(number)
        local = show_instant(Instant(number), tz)
        utc = show_instant(Instant(number), _UTC).replace("+00:00", "Z")
        return f"{local} ({utc})" if found[1] and tz != _UTC else local

    return re.sub(r"\{([~=]?)(-?\d+)\}", shown, text)


def _in_all(paths: list[Path[Outcome]]) -> tuple[str, ...]:
    """What the law did to the instance in every completion."""
    if len(paths) == 1:
        return paths[0].result.law
    first, *others = (path.result.law for path in paths)
    return tuple(text for text in first if all(text in other for other in others))


def _others(norm: Norm, paths: list[Path[Outcome]]) -> tuple[str, ...]:
    """The other versions that judge the instance in some completion."""
    judging = (path.result.version for path in paths[1:])
    versions = dict.fromkeys(str(each.in_force) for each in judging if each is not None)
    versions.pop(str(norm.in_force), None)
    return tuple(versions)


def _told(answers: set[bool]) -> Literal["held", "failed", "open"]:
    if len(answers) == 2:
        return "open"
    return "held" if True in answers else "failed"


def _exception(exception: NormException, answers: set[bool], presumed: bool) -> ExceptionFinding:
    return ExceptionFinding(
        name=exception.name,
        kind=exception.kind,
        outcome=_told(answers),
        presumed=presumed,
        text=exception.text or exception.span.text,
        because=exception.because,
        citations=exception.citations,
        span=exception.span,
    )
