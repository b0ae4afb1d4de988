"""Headers and whole files as nodes, and the table of all callbacks of the grammar."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import chain

from lexcheck.base.light import light
from lexcheck.base.text import Span
from lexcheck.syntax import model as m
from lexcheck.syntax.build_clauses import CALLBACKS as CLAUSES
from lexcheck.syntax.build_expressions import CALLBACKS as EXPRESSIONS
from lexcheck.syntax.build_expressions import date_of, word, words
from lexcheck.syntax.build_statements import CALLBACKS as STATEMENTS
from lexcheck.syntax.tokens import Token


@light
class HeaderClause:
    """A clause of a header: the keyword it is named by, and its value."""

    keyword: str
    value: m.Word | tuple[m.Word, ...] | m.InForce | m.DateLiteral | m.Counting
    span: Span


def title_clause(span: Span, _title: Token, said: Token) -> HeaderClause:
    return HeaderClause("title", word(span, said), span)


def jurisdiction_clause(span: Span, _jurisdiction: Token, name: Token) -> HeaderClause:
    return HeaderClause("jurisdiction", word(span, name), span)


def timezone_clause(span: Span, _timezone: Token, said: Token) -> HeaderClause:
    return HeaderClause("timezone", word(span, said), span)


def uses_clause(
    span: Span, _uses: Token, first: Token, rest: list[Token] | None = None
) -> HeaderClause:
    return HeaderClause("uses", words(span, first, rest), span)


def reviewed_clause(span: Span, _reviewed: Token, day: Token) -> HeaderClause:
    return HeaderClause("reviewed", date_of(span, day), span)


def header(
    repeated: list[tuple[HeaderClause, HeaderClause]],
    span: Span,
    kind: Token,
    name: Token,
    clauses: list[HeaderClause | m.InForce | m.Counting] | None = None,
) -> m.Header:
    """The header, with the first of each clause; one that comes again goes to `repeated`."""
    found: dict[str, HeaderClause] = {}
    for clause in clauses or ():
        if isinstance(clause, m.InForce):
            part = HeaderClause("in_force", clause, clause.span)
        elif isinstance(clause, m.Counting):
            part = HeaderClause("counting", clause, clause.span)
        else:
            part = clause
        if part.keyword in found:
            repeated.append((found[part.keyword], part))
        found.setdefault(part.keyword, part)
    return m.Header(
        span=span,
        kind="ruleset" if kind.kind == "RULESET" else "vocabulary",
        name=word(span, name),
        **{keyword: part.value for keyword, part in found.items()},  # type: ignore[arg-type]
    )


def start(span: Span, head: m.Header, *rest: list[m.Statement] | list[m.Reading]) -> m.File:
    statements = tuple(s for s in chain(*rest) if not isinstance(s, m.Reading))
    readings = tuple(r for r in chain(*rest) if isinstance(r, m.Reading))
    return m.File(span=span, header=head, statements=statements, readings=readings)


def rest(_span: Span, *rest: list[m.Statement] | list[m.Reading]) -> tuple[m.Node, ...]:
    """Statements, or the items of a reading that began before; then readings."""
    return tuple(chain(*rest))


def callbacks(
    repeated: list[tuple[HeaderClause, HeaderClause]],
) -> dict[str, Callable[..., object]]:
    """Every callback of the grammar; clauses of the header that come again go to `repeated`."""
    head = partial(header, repeated)
    return {
        **EXPRESSIONS,
        **CLAUSES,
        **STATEMENTS,
        **_HEADER_CLAUSES,
        "ruleset_header": head,
        "vocabulary_header": head,
        "start": start,
        "rest_of_file": rest,
        "rest_of_reading": rest,
    }


_HEADER_CLAUSES: dict[str, Callable[..., object]] = {
    "title_clause": title_clause,
    "jurisdiction_clause": jurisdiction_clause,
    "timezone_clause": timezone_clause,
    "uses_clause": uses_clause,
    "reviewed_clause": reviewed_clause,
}
