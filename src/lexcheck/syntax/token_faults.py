"""Faults of single tokens: days that do not exist, escapes that mean nothing, reserved words."""

from __future__ import annotations

import re
from datetime import date as Day

from lexcheck.base.diagnostics import Diagnostic
from lexcheck.base.text import Source, Span
from lexcheck.syntax.tables import KEYWORDS
from lexcheck.syntax.tokens import Token

# Nouns of the law that lead a statement or a clause of the header: they cannot be mistaken
# where a value or the constant of an enum is named.
NOUNS = frozenset(
    {
        "action", "assessment", "calendar", "enum", "exception", "exposure", "jurisdiction",
        "obligation", "parameter", "permission", "prohibition", "reading", "record", "reviewed",
        "ruleset", "sanction", "source", "state", "territory", "timezone", "title",
        "vocabulary", "working",
    }
)  # fmt: skip

# What a name that follows one of these is the name of: such a name is no keyword at all.
DECLARED = frozenset(
    {
        "ACTION", "ASSESSMENT", "CALENDAR", "COUNTING", "COUNTING_RULE", "DEFINE", "ENUM",
        "EXCEPTION", "OBLIGATION", "PARAMETER", "PERMISSION", "PROHIBITION", "READING", "RECORD",
        "SANCTION", "SOURCE", "STATE", "ON_BREACH_OF", "CITES", "REPAIRS", "OVERRIDES",
        "SUBJECT_TO",
    }
)  # fmt: skip

# The kinds of token that can be wrong.
CHECKED = frozenset({"NAME", "LABEL", "STRING", "DATE"})

_BINDS = frozenset({"PARAMETER", "FOR_EACH", "FOR", "SOME", "EVERY", "COUNT_OF"})
_ESCAPE = re.compile(r"\\(.)")


def fault_of(source: Source, token: Token, before: Token | None) -> Diagnostic | None:
    """What is wrong with a token that the grammar has taken, if anything."""
    match token.kind:
        case "NAME":
            return _reserved(source, token, before)
        case "LABEL":
            binds = before is not None and before.kind in _BINDS
            return _reserved(source, token, before) if binds else None
        case "STRING":
            return _escape(source, token) if "\\" in token.text else None
        case "DATE":
            return _day(source, token)
        case _:
            return None


def _reserved(source: Source, token: Token, before: Token | None) -> Diagnostic | None:
    word = token.text
    if word not in KEYWORDS:
        return None
    after = "" if before is None else before.kind
    if after == "DOT" or (word in NOUNS and after not in DECLARED):
        return None
    span = Span(source, token.start, token.end)
    if before is not None and "\n" in source.text[before.end : token.start]:
        wanted = "a name" if after in DECLARED else "a value"
        return Diagnostic(code="LX101", message=f"expected {wanted}, found `{word}`", span=span)
    return Diagnostic(
        code="LX109",
        message=f"`{word}` is a word of the language and cannot be a name here",
        span=span,
        hint=f"choose another name, such as `{word}_`",
    )


def _escape(source: Source, token: Token) -> Diagnostic | None:
    for escape in _ESCAPE.finditer(token.text):
        if escape[1] not in '"\\':
            start = token.start + escape.start()
            return Diagnostic(
                code="LX116",
                message=f"`{escape[0]}` means nothing in a text in quotes",
                span=Span(source, start, start + 2),
                hint='write `\\\\` for a backslash and `\\"` for a quotation mark',
            )
    return None


def _day(source: Source, token: Token) -> Diagnostic | None:
    try:
        Day.fromisoformat(token.text)
    except ValueError:
        return Diagnostic(
            code="LX112",
            message=f"there is no day `{token.text}`",
            span=Span(source, token.start, token.end),
            hint="a date is year-month-day, such as `2021-01-31`",
        )
    return None
