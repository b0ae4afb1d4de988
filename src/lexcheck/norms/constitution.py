"""What counts as what: acts that start, partly start or end a state, or perform an act duty."""

from __future__ import annotations

from lexcheck.base.light import evolve
from lexcheck.facts.schema import Type
from lexcheck.norms.clauses import because, citations, condition, place, sort_clauses
from lexcheck.norms.model import CountsAs, Effect
from lexcheck.resolved.conditions import arguments, wrong_number
from lexcheck.resolved.events import act_signature
from lexcheck.resolved.faults import Faults, duplicate, quoted, unknown
from lexcheck.resolved.model import Signature
from lexcheck.resolved.scope import Scope
from lexcheck.syntax import model as syntax

Statement = syntax.CountsAs | syntax.Ends


def counts_as(statement: Statement, scope: Scope) -> CountsAs | None:
    """The statement lowered; None where a fault was met. `scope` has no variables."""
    met = scope.faults.met
    clauses = sort_clauses(statement.clauses, scope.faults)
    pattern = statement.act
    action = act_signature(pattern.call, scope)
    variables = None if action is None else _variables(pattern.call, action, scope.faults)
    aim = _aim(statement, scope)
    if variables is None or action is None:
        return None
    inner = evolve(scope, variables={name: of for name, of in variables if name != "_"})
    where, by = place(pattern, action, inner)
    terms = None if aim is None else arguments(statement.target, aim, inner)
    when = condition(clauses, inner)
    cited = citations(clauses, scope)
    if aim is None or terms is None or scope.faults.met > met:
        return None
    return CountsAs(
        action=action.name,
        variables=tuple((name, of) for name, of in variables if of is not None),
        territory=where,
        by=by,
        effect=_effect(statement),
        target=aim.name,
        is_state=aim.sort == "state",
        arguments=terms,
        when=when,
        because=because(clauses),
        citations=cited,
        span=statement.span,
    )


def _effect(statement: Statement) -> Effect:
    if isinstance(statement, syntax.Ends):
        return Effect.END
    return Effect.PARTIAL if statement.partly else Effect.FULL


def _variables(
    call: syntax.Call, action: Signature, faults: Faults
) -> tuple[tuple[str, Type | None], ...] | None:
    """The fresh names in the pattern, typed by the action; `_` may stand any number of times."""
    if len(call.arguments) != len(action.parameters):
        wrong_number(call, action, faults)
        return None
    found: list[tuple[str, Type | None]] = []
    for node, (_, of) in zip(call.arguments, action.parameters, strict=True):
        if not isinstance(node, syntax.Name):
            faults.add(
                "LX227",
                f"{quoted(node.span)} is no fresh name",
                node.span,
                hint="name here what the act is done to; say in `when` what must hold of it",
            )
            return None
        if node.name != "_" and any(name == node.name for name, _ in found):
            duplicate(faults, node.name, node.span, None)
        found.append((node.name, of))
    return tuple(found)


def _aim(statement: Statement, scope: Scope) -> Signature | None:
    """The state or action that is started, ended or performed."""
    word = statement.target.name
    names = scope.names
    signature = names.signatures.get(word.text)
    ends = isinstance(statement, syntax.Ends)
    if signature is None:
        known = {**names.schema.state, **({} if ends else names.schema.action)}
        unknown(
            scope.faults,
            "LX204",
            "state" if ends else "state or action",
            word.text,
            word.span,
            known,
        )
        return None
    if signature.sort == "define" or (ends and signature.sort == "action"):
        verb = "end" if ends else "start"
        scope.faults.add(
            "LX323",
            f"`{word.text}` is {'an action' if signature.sort == 'action' else 'a define'}, "
            f"which no act can {verb}",
            word.span,
            hint="name a state",
            cause=(signature.span, f"`{word.text}` is declared here"),
        )
        return None
    return signature
