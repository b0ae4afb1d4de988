"""What follows from verdicts: sanctions, and assessments."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, get_args

from lexcheck.base.diagnostics import did_you_mean
from lexcheck.base.light import evolve
from lexcheck.facts.schema import SCALARS, Kind
from lexcheck.norms.clauses import act_target, citations, plural, someone, sort_clauses
from lexcheck.norms.defeat import Drafts
from lexcheck.norms.duties import Draft
from lexcheck.norms.model import Assessment, Sanction
from lexcheck.resolved.events import bind
from lexcheck.resolved.faults import declared, unknown
from lexcheck.resolved.scope import Scope
from lexcheck.resolved.terms import Binder, Constant, ParameterValue, Term
from lexcheck.syntax import model as syntax

#: The verdicts that an assessment may count.
VERDICTS = (
    "not_applicable",
    "excused",
    "pending",
    "complied",
    "complied_late",
    "partial",
    "partial_late",
    "breached",
    "repaired",
    "undetermined",
)

Graded = Literal["partial", "full"]


def sanction_of(
    statement: syntax.SanctionStatement, drafts: Drafts, scope: Scope
) -> Sanction | None:
    """A sanction, in the words of the norm whose breach it follows."""
    met = scope.faults.met
    clauses = sort_clauses(statement.clauses, scope.faults)
    draft = _draft(statement.norm, drafts, scope)
    cited = citations(clauses, scope)
    if draft is None:
        return None
    liable, exposure = clauses.one(syntax.Liable), clauses.one(syntax.Exposure)
    imposed = clauses.one(syntax.ImposedBy)
    inner = evolve(scope, variables=dict(draft.variables))
    who = None if liable is None else someone(liable.party, inner)
    act = None if imposed is None else act_target(imposed.act, inner)
    if scope.faults.met > met:
        return None
    return Sanction(
        name=statement.name.text,
        norm=statement.norm.text,
        text=statement.text,
        liable=who,
        exposure="" if exposure is None else exposure.text,
        imposed_by=act,
        citations=cited,
        span=statement.span,
    )


def assessment_of(
    statement: syntax.AssessmentStatement, drafts: Drafts, scope: Scope
) -> Assessment | None:
    """A count or share over the instances of a norm, for each binding of its own variables."""
    met = scope.faults.met
    clauses = sort_clauses(statement.clauses, scope.faults)
    binders: list[Binder] = []
    inner = scope
    for node in statement.binders:
        binder, inner = bind(node, inner)
        if binder is not None:
            binders.append(binder)
    cited = citations(clauses, scope)
    measure = clauses.one(syntax.Measure)
    if measure is None:
        scope.faults.add(
            "LX324",
            f"assessment `{statement.name.text}` measures nothing",
            statement.name.span,
            hint="add `share of N(…) in {…}` or `count of N(…) in {…}`",
        )
        return None
    terms = _arguments(measure, drafts, inner)
    among, graded = _among(measure, scope)
    threshold = _threshold(measure, scope)
    if terms is None or scope.faults.met > met:
        return None
    return Assessment(
        name=statement.name.text,
        text=statement.text,
        binders=tuple(binders),
        measured=measure.measured,
        norm=measure.norm.text,
        arguments=terms,
        among=among,
        graded=graded,
        bound=measure.bound,
        threshold=threshold,
        citations=cited,
        span=statement.span,
    )


def _draft(word: syntax.Word, drafts: Drafts, scope: Scope) -> Draft | None:
    """The first version of a norm: all have the same variables."""
    found = drafts.get(word.text)
    if found is None:
        unknown(scope.faults, "LX228", "norm", word.text, word.span, drafts)
        return None
    return found[0]


def _arguments(
    measure: syntax.Measure, drafts: Drafts, scope: Scope
) -> tuple[Term | None, ...] | None:
    """A term for each variable of the norm, None for `*`."""
    draft = _draft(measure.norm, drafts, scope)
    if draft is None:
        return None
    if len(measure.arguments) != len(draft.variables) and not draft.sound:
        return None  # the norm is at fault, perhaps since it does not bind what it should
    if len(measure.arguments) != len(draft.variables):
        listed = ", ".join(name for name, _ in draft.variables)
        scope.faults.add(
            "LX207",
            f"`{draft.name}` binds {plural(draft.variables)}, not {len(measure.arguments)}",
            measure.span,
            hint=f"write one for each of `{draft.name}({listed})`, or `*` for any",
            cause=(draft.statement.name.span, f"`{draft.name}` is declared here"),
        )
        return None
    found: list[Term | None] = []
    for node, (_, of) in zip(measure.arguments, draft.variables, strict=True):
        if isinstance(node, syntax.Star) or of is None:
            found.append(None)
        else:
            found.append(scope.typed(node, of))
    return tuple(found)


def _among(measure: syntax.Measure, scope: Scope) -> tuple[frozenset[str], Graded | None]:
    if measure.graded:
        word = measure.among[0]
        for grade in get_args(Graded):
            if word.text == grade:
                return frozenset(), grade
        unknown(scope.faults, "LX229", "grade", word.text, word.span, get_args(Graded))
        return frozenset(), None
    for word in measure.among:
        if word.text not in VERDICTS:
            scope.faults.add(
                "LX229",
                f"no verdict is called `{word.text}`",
                word.span,
                hint=did_you_mean(word.text, VERDICTS)
                or "verdicts are " + ", ".join(f"`{verdict}`" for verdict in VERDICTS),
            )
    return frozenset(word.text for word in measure.among), None


def _threshold(measure: syntax.Measure, scope: Scope) -> Constant | ParameterValue | None:
    node = measure.threshold
    if node is None:
        return None
    is_share = measure.measured == "share"
    parameter = None
    value: Term | None
    if isinstance(node, syntax.Name):
        parameters = scope.names.parameters
        parameter = parameters.get(node.name)
        if parameter is None:
            unknown(scope.faults, "LX231", "parameter", node.name, node.span, parameters)
        if parameter is None or parameter.type is None:
            return None
        term: Constant | ParameterValue
        term = ParameterValue(type=parameter.type, span=node.span, name=node.name)
        value = parameter.value
    else:
        of = SCALARS["percent" if isinstance(node, syntax.Percent) else "number"]
        term = value = Constant(type=of, span=node.span, value=node.value)
    causes = [] if parameter is None else [declared(parameter.name, parameter)]
    if term.type.kind is not (Kind.PERCENT if is_share else Kind.NUMBER):
        scope.faults.add(
            "LX325",
            f"a {measure.measured} is a {'percentage' if is_share else 'number'}, "
            f"and `{node.span.text}` is none",
            node.span,
            hint=_hint(is_share, parameter is not None),
            causes=causes,
        )
    elif is_share and _is_above_all(value):
        message = f"no share is more than 100%, as `{node.span.text}` is"
        scope.faults.add("LX325", message, node.span, causes=causes)
    return term


def _hint(is_share: bool, is_parameter: bool) -> str:
    if is_parameter:
        return f"declare it as a {'`percent`' if is_share else '`number`'}"
    return "write `95%`" if is_share else "write a number without `%`, or `share of …`"


def _is_above_all(value: Term | None) -> bool:
    """Is it a percentage that no share comes to?"""
    return isinstance(value, Constant) and isinstance(value.value, Decimal) and value.value > 100
