"""Syntax to a program: every declared name looked up once, every define with a type.

Types are gathered first, then what has fields or parameters, so that the order of statements
carries no meaning. Defines are resolved in the order of their dependence, each after those that it
calls; a cycle among them is a fault, and what needs a define at fault is silent. Norms stay syntax:
`norms.from_resolved` resolves their clauses, with the names gathered here. A fault never ends the
search for others.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from lexcheck.base.diagnostics import Diagnostic
from lexcheck.base.light import evolve
from lexcheck.base.time.instants import TimeError, zone
from lexcheck.facts.schema import Schema
from lexcheck.resolved.counting import counting_of
from lexcheck.resolved.declarations import gather
from lexcheck.resolved.defines import resolve_defines
from lexcheck.resolved.expressions import scope_of
from lexcheck.resolved.faults import Faults
from lexcheck.resolved.model import Define, Names, Parameter, Program
from lexcheck.resolved.scope import Scope
from lexcheck.resolved.terms import Constant, Countings, Term
from lexcheck.syntax import model as syntax


def resolve(
    file: syntax.File, used: tuple[syntax.File, ...]
) -> tuple[Program | None, list[Diagnostic]]:
    """The program of a ruleset and the files it uses, transitively, each after what it uses.

    None for a vocabulary alone: it has a schema (`vocabulary_schema`), and nothing to judge by.
    """
    faults = Faults()
    if file.header.kind == "vocabulary":
        faults.add(
            "LX303",
            f"`{file.header.name.text}` is a vocabulary, and has no norms to judge by",
            file.header.name.span,
            hint="name a ruleset that uses it",
        )
        return None, faults.sorted()
    files = (*used, file)
    names = _names(files, _zone(file, used, faults), faults)
    return Program(files=files, names=names, sound=not faults.errors), faults.sorted()


def vocabulary_schema(files: tuple[syntax.File, ...]) -> tuple[Schema, list[Diagnostic]]:
    """The schema of vocabularies and of whatever else is used with them, by itself.

    What is at fault is left out of the schema, so that the rest can still be used.
    """
    faults = Faults()
    zones = [file.header.timezone for file in files if file.header.timezone is not None]
    names = _names(files, _known_zone(zones[-1], faults) if zones else None, faults)
    return names.schema, faults.sorted()


def _names(files: tuple[syntax.File, ...], tz: ZoneInfo | None, faults: Faults) -> Names:
    """All names of the files, parameters with their values and defines with their bodies."""
    for file in files:
        _only_words(file, faults)
    gathered = gather(files, faults)
    parameters = dict(gathered.parameters)
    defines: dict[str, Define] = {}
    counting: dict[str, Countings | None] = {}
    statements = [statement for file in files for statement in file.statements]
    names = evolve(
        gathered.names(tz),
        parameters=parameters,
        defines=defines,
        counting=counting,
        norms=frozenset(s.name.text for s in statements if isinstance(s, syntax.NormStatement)),
    )
    for file in files:
        if file.header.counting is not None:
            chosen = counting_of(file.header.counting, names, faults)
            counting[file.span.source.name] = chosen
    scope = scope_of(names, faults)
    for statement in statements:
        if isinstance(statement, syntax.ParameterDeclaration):
            _value(statement, parameters, scope)
    resolve_defines(statements, defines, scope)
    return names


def _only_words(file: syntax.File, faults: Faults) -> None:
    """A vocabulary says what things are called, not what must be."""
    if file.header.kind != "vocabulary":
        return
    norms = [
        statement
        for statement in file.statements
        if isinstance(
            statement,
            syntax.NormStatement
            | syntax.ExceptionStatement
            | syntax.SanctionStatement
            | syntax.AssessmentStatement,
        )
    ]
    for found in (*norms, *file.readings):
        faults.add(
            "LX304",
            f"`{found.name.text}` cannot stand in a vocabulary",
            found.name.span,
            hint="write `ruleset` for `vocabulary` at the top, or move it to a ruleset",
            cause=(file.header.span, "this file is a vocabulary"),
        )


# ── The zone ───────────────────────────────────────────────────────────────────────────────────


def _zone(file: syntax.File, used: tuple[syntax.File, ...], faults: Faults) -> ZoneInfo | None:
    """The zone of the ruleset, which all rulesets that it uses must share."""
    word = file.header.timezone
    if word is None:
        faults.add(
            "LX301",
            f"ruleset `{file.header.name.text}` names no time zone",
            file.header.name.span,
            hint='say in which zone its days begin, as in `timezone "Europe/Brussels"`',
        )
        return None
    for other in used:
        theirs = other.header.timezone
        if other.header.kind == "ruleset" and theirs is not None and theirs.text != word.text:
            faults.add(
                "LX305",
                f"`{other.header.name.text}` counts its days in `{theirs.text}`, not `{word.text}`",
                word.span,
                hint="a ruleset and those that it uses must share one time zone",
                cause=(theirs.span, "the other zone is named here"),
            )
    return _known_zone(word, faults)


def _known_zone(word: syntax.Word, faults: Faults) -> ZoneInfo | None:
    try:
        return zone(word.text)
    except TimeError as error:
        faults.add("LX302", str(error), word.span, hint="use an IANA name, as `Asia/Kolkata`")
        return None


# ── Parameters and defines ─────────────────────────────────────────────────────────────────────


def _value(
    statement: syntax.ParameterDeclaration, parameters: dict[str, Parameter], scope: Scope
) -> None:
    """Give a parameter the value that its declaration says."""
    parameter = parameters.get(statement.name.text)
    if parameter is None or statement.value is None or parameter.span != statement.span:
        return
    value = parameter_value(statement.value, parameter, scope)
    parameters[parameter.name] = evolve(parameter, value=value)


def parameter_value(node: syntax.Expression, parameter: Parameter, scope: Scope) -> Term | None:
    """A value for a parameter: a constant of its type."""
    if parameter.type is None:
        return None
    value = scope.typed(node, parameter.type, asked=(parameter.name, parameter))
    if value is not None and not isinstance(value, Constant):
        scope.faults.add(
            "LX230",
            f"the value of parameter `{parameter.name}` is no constant",
            node.span,
            hint="write the value itself",
            cause=(parameter.span, f"`{parameter.name}` is declared here"),
        )
        return None
    return value
