"""What one exception, permission or `unless` clause says."""

from __future__ import annotations

from typing import Literal

from lexcheck.norms.clauses import Clauses, because, citations, condition, sort_clauses
from lexcheck.norms.model import Asked, NormException
from lexcheck.resolved.faults import Faults
from lexcheck.resolved.scope import BOOLEAN, Scope
from lexcheck.syntax import model as syntax

NormKind = Literal["obligation", "prohibition"]

_ASKED = {
    "trigger": Asked.TRIGGER,
    "deadline": Asked.DEADLINE,
    "throughout": Asked.THROUGHOUT,
    "any_time": Asked.ANY_TIME,
    "act": Asked.ACT,
}


def unless_clauses(clauses: Clauses, kind: NormKind, scope: Scope) -> tuple[NormException, ...]:
    """The `unless` clauses of a norm, named `unless`, `unless_2` and so on."""
    found: list[NormException] = []
    for number, clause in enumerate(clauses.every(syntax.Unless), start=1):
        term = scope.typed(clause.condition, BOOLEAN)
        asked = _asked(clause.moment, kind, scope.faults)
        if term is not None:
            found.append(
                NormException(
                    name="unless" if number == 1 else f"unless_{number}",
                    kind="unless",
                    condition=term,
                    asked=asked,
                    presumed_absent=clause.presumed is not None,
                    because="" if clause.because is None else clause.because.text,
                    span=clause.span,
                )
            )
    return tuple(found)


def exception_of(
    statement: syntax.ExceptionStatement, kind: NormKind, scope: Scope
) -> NormException | None:
    """An exception by itself, without its own exceptions. `scope` has the norm's variables."""
    met = scope.faults.met
    clauses = sort_clauses(statement.clauses, scope.faults)
    term = condition(clauses, scope)
    asked = _asked(clauses.one(syntax.Moment), kind, scope.faults)
    cited = citations(clauses, scope)
    if scope.faults.met > met:
        return None
    return NormException(
        name=statement.name.text,
        kind=statement.kind,
        text=statement.text,
        condition=term,
        asked=asked,
        presumed_absent=clauses.one(syntax.PresumedAbsent) is not None,
        because=because(clauses),
        citations=cited,
        span=statement.span,
    )


def _asked(moment: syntax.Moment | None, kind: NormKind, faults: Faults) -> Asked:
    if moment is None:
        return Asked.TRIGGER
    if moment.at == "act" and kind == "obligation":
        faults.add(
            "LX320",
            "`at the act` asks of an obligation, which forbids no act",
            moment.span,
            hint="say `at the trigger`, `at the deadline`, `throughout` or `at any time`",
        )
    return _ASKED[moment.at]
