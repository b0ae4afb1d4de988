"""The clauses of a statement by their class, and what citations, parties and targets they name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sized
from typing import TypeVar

from lexcheck.base.light import light
from lexcheck.facts.schema import Kind
from lexcheck.norms.model import Citation, Target
from lexcheck.resolved.conditions import arguments
from lexcheck.resolved.events import act_signature, party, territory
from lexcheck.resolved.faults import Faults, quoted, unknown, with_article
from lexcheck.resolved.model import Signature
from lexcheck.resolved.scope import BOOLEAN, Scope
from lexcheck.resolved.terms import Term
from lexcheck.syntax import model as syntax

C = TypeVar("C")

#: Clauses that may be said more than once, and that a reading adds to instead of replacing them.
_ADDED = (syntax.Cites, syntax.Unless)
_REPEATED = (*_ADDED, syntax.Overrides, syntax.SubjectTo, syntax.ExtendedBy)

_HINTS: dict[type, str] = {
    syntax.When: "join the two conditions with `and`",
    syntax.ForEach: "write one `for each`, its variables with commas between them",
    syntax.Counting: "rules in dispute stand in one clause: `counting … or …`",
    syntax.PausedWhile: "join the two conditions with `or`",
    syntax.RestartsAfter: "join the two conditions with `or`",
    syntax.Within: "say `within the earlier of … and …`, or `the later of`",
    syntax.UntilClause: "say `until the earlier of … and …`, or `the later of`",
}

_WORDS: dict[type, str] = {
    syntax.ForEach: "for each",
    syntax.FromClause: "from",
    syntax.DutyOf: "duty of",
    syntax.OrEarlier: "or earlier",
    syntax.NotBefore: "not before",
    syntax.PausedWhile: "paused while",
    syntax.RestartsAfter: "restarts after",
    syntax.ExtendedBy: "extended by",
    syntax.UntilClause: "until",
    syntax.TimeIsOfTheEssence: "time is of the essence",
    syntax.OnBreachOf: "on breach of",
    syntax.InForce: "in force",
    syntax.PresumedAbsent: "presumed absent",
    syntax.ImposedBy: "imposed by",
}


def word_of(clause: type) -> str:
    """The keyword of a clause, as its author writes it."""
    return _WORDS.get(clause, clause.__name__.lower())


def plural(variables: Sized) -> str:
    """`1 variable`, `2 variables`"""
    return f"{len(variables)} variable{'' if len(variables) == 1 else 's'}"


@light
class Clauses:
    """Clauses by class, in the order of the text."""

    by_class: Mapping[type, tuple[syntax.Clause, ...]]

    def one(self, kind: type[C]) -> C | None:
        """The clause of a class of which there is one at most."""
        found = self.by_class.get(kind)
        if found is None:
            return None
        assert isinstance(found[0], kind)
        return found[0]

    def every(self, kind: type[C]) -> tuple[C, ...]:
        return tuple(each for each in self.by_class.get(kind, ()) if isinstance(each, kind))

    def amended(self, other: Clauses) -> Clauses:
        """These clauses, those of the other in place of their like; what adds is added."""
        merged = {**self.by_class, **other.by_class}
        for kind in _ADDED:
            if kind in self.by_class and kind in other.by_class:
                merged[kind] = self.by_class[kind] + other.by_class[kind]
        return Clauses(merged)


def sort_clauses(clauses: Iterable[syntax.Clause], faults: Faults) -> Clauses:
    """The clauses by their class; a fault for each that may not be said again.

    Where several are, these are two norms, and the first line of the second is missing: that is
    told once, and what stands from there on is left out.
    """
    clauses = tuple(clauses)
    again = _said_again(clauses)
    two_norms = len(set(again.values())) > 1
    found: dict[type, tuple[syntax.Clause, ...]] = {}
    for clause in clauses:
        kind = type(clause)
        before = found.get(kind, ())
        if id(clause) not in again:
            found[kind] = (*before, clause)
            continue
        hint = _HINTS.get(kind, "keep one of the two")
        if two_norms:
            hint = "so are others: where a new statement begins, write its first line"
        message = f"`{word_of(kind)}` is said twice"
        cause = (before[0].span, "it was said here")
        faults.add("LX306", message, clause.span, hint=hint, cause=cause)
        if two_norms:
            break
    return Clauses(found)


def _said_again(clauses: Iterable[syntax.Clause]) -> dict[int, type]:
    """The clauses, by identity, that may be said once, and were said before."""
    seen: set[type] = set()
    again = {}
    for clause in clauses:
        if type(clause) in seen and type(clause) not in _REPEATED:
            again[id(clause)] = type(clause)
        seen.add(type(clause))
    return again


# ── What several statements say alike ──────────────────────────────────────────────────────────


def citations(clauses: Clauses, scope: Scope) -> tuple[Citation, ...]:
    return cited(clauses.every(syntax.Cites), scope)


def cited(clauses: Iterable[syntax.Cites], scope: Scope) -> tuple[Citation, ...]:
    found: list[Citation] = []
    for cites in clauses:
        for citation in cites.citations:
            word = citation.source
            source = scope.names.sources.get(word.text)
            if source is None:
                unknown(scope.faults, "LX205", "source", word.text, word.span, scope.names.sources)
                continue
            found.append(
                Citation(
                    source=source.name,
                    title=source.title,
                    locator=citation.locator,
                    unverified=citation.unverified,
                )
            )
    return tuple(found)


def because(clauses: Clauses) -> str:
    clause = clauses.one(syntax.Because)
    return "" if clause is None else clause.text


def condition(clauses: Clauses, scope: Scope) -> Term | None:
    """What `when` says; None if it says nothing, or is at fault."""
    clause = clauses.one(syntax.When)
    return None if clause is None else scope.typed(clause.condition, BOOLEAN)


def someone(node: syntax.Expression, scope: Scope) -> Term | None:
    """Whom a duty or a sanction meets: a record, or one who is only named."""
    found = scope.term(node)
    if found is None:
        return None
    if found.type.is_list or found.type.kind not in (Kind.RECORD, Kind.TEXT, Kind.ENUM):
        scope.faults.add(
            "LX206",
            f"{quoted(found.span)} is {with_article(found.type)}, where a party is needed",
            found.span,
        )
        return None
    return found


def act_target(pattern: syntax.ActPattern, scope: Scope) -> Target | None:
    """An act that is to be done."""
    signature = act_signature(pattern.call, scope)
    return None if signature is None else _target(pattern, signature, scope)


def target(pattern: syntax.ActPattern, scope: Scope) -> Target | None:
    """A state that is to hold, or an act that is to be done."""
    word = pattern.call.name
    known = {**scope.names.schema.state, **scope.names.schema.action}
    signature = scope.names.signatures.get(word.text)
    if signature is None:
        unknown(scope.faults, "LX204", "state or action", word.text, word.span, known)
        return None
    if signature.sort == "define":
        scope.faults.add(
            "LX213",
            f"`{word.text}` is a define, and neither an act nor a state",
            word.span,
            hint="a duty is to do an act, or to bring about a state",
            cause=(signature.span, f"`{word.text}` is declared here"),
        )
        return None
    return _target(pattern, signature, scope)


def _target(pattern: syntax.ActPattern, signature: Signature, scope: Scope) -> Target | None:
    met = scope.faults.met
    terms = arguments(pattern.call, signature, scope)
    where, by = place(pattern, signature, scope)
    if terms is None or scope.faults.met > met:
        return None
    return Target(
        is_state=signature.sort == "state",
        name=signature.name,
        arguments=terms,
        territory=where,
        by=by,
        span=pattern.span,
    )


def place(
    pattern: syntax.ActPattern, signature: Signature, scope: Scope
) -> tuple[Term | None, Term | None]:
    """Where and by whom the act of a pattern is done; None where that is not said, or at fault."""
    if signature.sort == "state":
        for node in (pattern.territory, pattern.by):
            if node is not None:
                scope.faults.add(
                    "LX223",
                    f"`{signature.name}` is a state, which has no place and no doer",
                    node.span,
                    hint="say in `… counts as …` which acts start it, and where",
                )
        return None, None
    where = by = None
    if pattern.territory is not None:
        where = territory(pattern.territory, signature, pattern.territory.span, scope)
    if pattern.by is not None:
        by = party(pattern.by, scope)
    return where, by
