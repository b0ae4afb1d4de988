"""What made the difference between two runs: which norm, which fact, which moment.

Everything in which the two differ is a factor: each statement of the rules, each fact of the case,
the as-of, the viewpoint. A set of factors makes a difference if the left run, with nothing but
these taken from the right, comes to the right's verdict. Told are sets no part of which does: first
the single factors; where there is none, what is left of all of them when those are put back, one by
one, that are not missed; then what is left without one of these.

Source: the NESS test of causation (a necessary element of a sufficient set), Wright, "Causation in
tort law", California Law Review 73 (1985).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any, TypeVar

from lexcheck.base.light import evolve, fields_of, light
from lexcheck.base.text import Span
from lexcheck.evaluate.from_norms import NotJudgeable, evaluate
from lexcheck.facts.case import Case
from lexcheck.norms.model import Norm, Ruleset
from lexcheck.verdicts.model import Cause, Difference, Finding, InstanceId, Run

#: With more factors than these, the rules and the case are each one factor.
_MOST_FACTORS = 40

#: Runs that looking for sets of several factors may take, and the sets that are told.
_MOST_RUNS = 300
_MOST_SETS = 3

#: What of a case has no ids, and is compared as a whole.
_WITHOUT_IDS = {
    "coverage": "for what the record is complete",
    "groups": "what groups hold in all",
    "kind": "what the case was built from",
    "references": "the sources",
}

_Has = TypeVar("_Has")

#: What the two runs say of an instance, if it tells them apart.
_Say = tuple[object, ...]


@light(kw_only=True)
class Side:
    """A run with what it was made from; `ruleset` as read for it."""

    ruleset: Ruleset
    case: Case
    run: Run


@light(kw_only=True)
class _Asked:
    ruleset: Ruleset
    case: Case
    as_of: int
    known_by: int | None
    viewpoint: str
    law_as_of: date | None


@light(kw_only=True, eq=False)
class _Factor:
    """`take` puts what the second has in the place of what the first has."""

    cause: Cause
    take: Callable[[_Asked, _Asked], _Asked]


def differences(left: Side, right: Side) -> tuple[Difference, ...]:
    """The instances on which the runs differ, in the order of the left run, then of the right."""
    first = {finding.id: finding for finding in left.run.findings}
    second = {finding.id: finding for finding in right.run.findings}
    ids = [i for i in (first | second) if _say(first.get(i)) != _say(second.get(i))]
    if not ids:
        return ()
    causes = _Causes(left, right)
    return tuple(
        Difference(
            instance=i,
            left=first.get(i),
            right=second.get(i),
            causes=causes.of(i, _say(second.get(i))),
        )
        for i in ids
    )


def _say(finding: Finding | None) -> _Say:
    return () if finding is None else (finding.possible, finding.reason if _open(finding) else None)


def _open(finding: Finding) -> bool:
    return len(finding.possible) == 1  # of an open verdict the reasons follow from the set


#: Factors by number.
_Set = frozenset[int]


class _Causes:
    """Finds the causes; each run that this needs is made once for all instances."""

    def __init__(self, left: Side, right: Side) -> None:
        self.left = _asked(left)
        self.factors = list(_factors(self.left, _asked(right)))
        self.right = _asked(right)
        self._runs: dict[_Set, Mapping[InstanceId, _Say] | None] = {}

    def of(self, instance: InstanceId, after: _Say) -> tuple[tuple[Cause, ...], ...]:
        every = frozenset(range(len(self.factors)))
        if len(every) == 1:
            return ((self.factors[0].cause,),)
        single = [frozenset({n}) for n in sorted(every)]
        found = [one for one in single if self._does(one, instance, after)]
        with suppress(_Spent):
            found = found or self._together(every, instance, after)
        return tuple(tuple(self.factors[n].cause for n in sorted(each)) for each in found)

    def _together(self, every: _Set, instance: InstanceId, after: _Say) -> list[_Set]:
        """Sets of several factors that do it, as small as can be. All do: they are the right run.

        Each further one does without some factor of the first. Raises _Spent.
        """
        found = [self._least(every, instance, after)]
        for number in sorted(found[0]):
            rest = every - {number}
            if len(found) < _MOST_SETS and self._does(rest, instance, after):
                other = self._least(rest, instance, after)
                if other not in found:
                    found.append(other)
        return found

    def _least(self, enough: _Set, instance: InstanceId, after: _Say) -> _Set:
        """A set of those that does it, and no part of which does."""
        kept = enough
        for number in sorted(enough, reverse=True):
            if self._does(kept - {number}, instance, after):
                kept -= {number}
        return kept

    def _does(self, taken: _Set, instance: InstanceId, after: _Say) -> bool:
        """Does the left run say what the right one says, with these factors taken from it?

        A mixture that cannot be judged shows nothing.
        """
        if taken not in self._runs:
            if len(taken) > 1 and len(self._runs) > len(self.factors) + _MOST_RUNS:
                raise _Spent
            made = self.left
            for number in sorted(taken):
                made = self.factors[number].take(made, self.right)
            self._runs[taken] = _verdicts(made)
        run = self._runs[taken]
        return run is not None and run.get(instance, ()) == after


class _Spent(Exception):
    """More runs were made than looking for causes may take."""


def _asked(side: Side) -> _Asked:
    run = side.run
    return _Asked(
        ruleset=side.ruleset,
        case=side.case,
        as_of=run.as_of,
        known_by=run.known_by,
        viewpoint=run.viewpoint,
        law_as_of=run.law_as_of,
    )


def _verdicts(asked: _Asked) -> Mapping[InstanceId, _Say] | None:
    """None where the mixture of the two cannot be judged."""
    try:
        run = evaluate(
            asked.ruleset,
            asked.case,
            as_of=asked.as_of,
            known_by=asked.known_by,
            viewpoint=asked.viewpoint,
            law_as_of=asked.law_as_of,
        )
    except (NotJudgeable, KeyError):  # a party, or a name, that only the other has
        return None
    return {finding.id: _say(finding) for finding in run.findings}


# ── Factors ────────────────────────────────────────────────────────────────────────────────────


def _factors(left: _Asked, right: _Asked) -> Iterator[_Factor]:
    for name in ("as_of", "known_by", "viewpoint", "law_as_of"):
        if getattr(left, name) != getattr(right, name):
            yield _field(name, Cause(kind="asked", text=name.replace("_", " ")))
    rules, facts = list(_rules(left, right)), list(_facts(left.case, right.case))
    if len(rules) > _MOST_FACTORS or left.ruleset.schema != right.ruleset.schema:
        rules = [_field("ruleset", Cause(kind="rule", text="the ruleset as a whole"))]
    if len(facts) > _MOST_FACTORS:
        facts = [_field("case", Cause(kind="fact", text="the case as a whole"))]
    yield from (*rules, *facts)


def _field(name: str, cause: Cause) -> _Factor:
    return _Factor(cause=cause, take=lambda to, of: evolve(to, **{name: getattr(of, name)}))


def _rules(left: _Asked, right: _Asked) -> Iterator[_Factor]:
    """The statements that are on one side alone, or not the same on both."""
    ours, theirs = left.ruleset, right.ruleset
    for name in dict.fromkeys((*ours.versions, *theirs.versions)):
        found = (ours.versions.get(name, ()), theirs.versions.get(name, ()))
        if found[0] != found[1]:
            spans = [versions[0].span if versions else None for versions in found]
            yield _Factor(
                cause=Cause(
                    kind="rule", text=_changed(name, *found), left=spans[0], right=spans[1]
                ),
                take=lambda to, of, name=name: _with_norm(to, of, name),  # type: ignore[misc]
            )
    parameters = [{each.name: each for each in rules.parameters} for rules in (ours, theirs)]
    for name in dict.fromkeys((*parameters[0], *parameters[1])):
        set_ = [each.get(name) for each in parameters]
        if set_[0] != set_[1]:
            yield _Factor(
                cause=Cause(
                    kind="rule", text=f"parameter {name}", left=_span(set_[0]), right=_span(set_[1])
                ),
                take=lambda to, of, name=name: _with_parameter(to, of, name),  # type: ignore[misc]
            )
    for statement in (*ours.counts_as, *theirs.counts_as):
        mine, other = statement in ours.counts_as, statement in theirs.counts_as
        if mine != other:
            span = statement.span
            yield _Factor(
                cause=Cause(
                    kind="rule",
                    text=" ".join(span.text.split()),
                    left=span if mine else None,
                    right=span if other else None,
                ),
                take=lambda to, of, s=statement: _toggled(to, of, s),  # type: ignore[misc]
            )
    if ours.in_force != theirs.in_force or ours.timezone != theirs.timezone:
        yield _field("ruleset", Cause(kind="rule", text="the head of the ruleset"))


def _changed(name: str, left: tuple[Norm, ...], right: tuple[Norm, ...]) -> str:
    """`norm comply (deadline, essence)`: what of it is not the same."""
    if len(left) != 1 or len(right) != 1:
        return f"norm {name}"
    fields = [field.name for field in fields_of(Norm) if field.eq]
    parts = [each for each in fields if getattr(left[0], each) != getattr(right[0], each)]
    return f"norm {name} ({', '.join(parts)})"


def _with_norm(to: _Asked, of: _Asked, name: str) -> _Asked:
    """The versions of one norm, in their place, or at the end where there is none."""
    given = of.ruleset.versions.get(name, ())
    norms = [norm for norm in to.ruleset.norms if norm.name != name]
    place = next((n for n, norm in enumerate(to.ruleset.norms) if norm.name == name), len(norms))
    made = (*norms[:place], *given, *norms[place:])
    return evolve(to, ruleset=evolve(to.ruleset, norms=made))


def _with_parameter(to: _Asked, of: _Asked, name: str) -> _Asked:
    kept = [each for each in to.ruleset.parameters if each.name != name]
    given = [each for each in of.ruleset.parameters if each.name == name]
    return evolve(to, ruleset=evolve(to.ruleset, parameters=(*kept, *given)))


def _toggled(to: _Asked, of: _Asked, statement: object) -> _Asked:
    """A counts-as statement as the other has it: there, or not there."""
    kept = tuple(s for s in to.ruleset.counts_as if s != statement)
    added = tuple(s for s in of.ruleset.counts_as if s == statement)
    return evolve(to, ruleset=evolve(to.ruleset, counts_as=(*kept, *added)))


def _facts(left: Case, right: Case) -> Iterator[_Factor]:
    """Records and acts by their ids; what has none, kind by kind."""
    for name, word in (("records", "record"), ("acts", "act"), ("observations", "observation")):
        ours = {each.id: each for each in getattr(left, name)}
        theirs = {each.id: each for each in getattr(right, name)}
        for id_ in ours | theirs:
            mine, other = ours.get(id_), theirs.get(id_)
            if mine != other:
                yield _Factor(
                    cause=Cause(
                        kind="fact", text=f"{word} {id_}", left=_span(mine), right=_span(other)
                    ),
                    take=lambda to, of, name=name, id_=id_: _with_fact(to, of, name, id_),  # type: ignore[misc]
                )
    for name, word in _WITHOUT_IDS.items():
        if getattr(left, name) != getattr(right, name):
            yield _Factor(
                cause=Cause(kind="fact", text=word),
                take=lambda to, of, name=name: _with_part(to, name, getattr(of.case, name)),  # type: ignore[misc]
            )


def _with_part(to: _Asked, name: str, part: object) -> _Asked:
    given: dict[str, Any] = {name: part}
    return evolve(to, case=evolve(to.case, **given))


def _with_fact(to: _Asked, of: _Asked, name: str, id_: str) -> _Asked:
    kept = _by_id(getattr(to.case, name), id_, same=False)
    given = _by_id(getattr(of.case, name), id_, same=True)
    return _with_part(to, name, (*kept, *given))


def _by_id(facts: Sequence[_Has], id_: str, *, same: bool) -> tuple[_Has, ...]:
    return tuple(fact for fact in facts if (fact.id == id_) is same)  # type: ignore[attr-defined]


def _span(fact: object) -> Span | None:
    found: Span | None = getattr(fact, "span", None)
    return found
