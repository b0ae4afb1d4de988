"""The words for what the grammar expects: an author never reads the name of a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from lexcheck.syntax.tables import KEYWORDS, PHRASES, PUNCTUATION
from lexcheck.syntax.tokens import END, Token

MOST_NAMED = 8

UNITS = tuple(
    f"{unit}{plural}"
    for unit in ("second", "minute", "hour", "day", "week", "month", "year")
    for plural in ("", "s")
)

# What is not one fixed word. Those of one meaning share their words.
_DESCRIBED = {
    "NAME": "a name",
    "QUALIFIED_NAME": "a name",
    "LABEL": "a name with `:`",
    "STRING": "a text in quotes",
    "NUMBER": "a number",
    "PERCENT": "a percentage such as `95%`",
    "DATE": "a date such as `2021-01-31`",
    "TIMESTAMP": "a time such as `2021-01-31T10:00Z`",
    "UNIT": "a unit such as `hours`",
    "CURRENCY": "a currency such as `EUR`",
    "COMPARATOR": "a comparison such as `=` or `<`",
    "CLAUSE_COMMA": "`,` and a clause",
    END: "the end of the file",
}

# Kinds that are told as one, where all of the first set can come: what is left out, and how it is
# told. ORDER: a whole statement before a clause, a condition before a value.
_STATEMENT = frozenset(
    {
        "SOURCE", "ENUM", "RECORD", "ACTION", "STATE", "DEFINE", "PARAMETER", "OBLIGATION",
        "PROHIBITION", "PERMISSION", "EXCEPTION", "SANCTION", "ASSESSMENT", "CALENDAR",
        "COUNTING_RULE",
    }
)  # fmt: skip
_ITEM = frozenset({"EXCEPTION", "PERMISSION", "PARAMETER"})
CLAUSES = frozenset(
    {
        "CITES", "FOR_EACH", "WHEN", "FROM", "DUTY_OF", "MUST", "OR_EARLIER", "NOT_BEFORE",
        "WITHIN", "NOT_LATER_THAN", "COUNTING", "PAUSED_WHILE", "RESTARTS_AFTER", "EXTENDED_BY",
        "UNTIL", "UNLESS",
        "TIME_IS_OF_THE_ESSENCE", "ON_BREACH_OF", "REPAIRS", "OVERRIDES", "SUBJECT_TO",
        "IN_FORCE", "BECAUSE",
    }
)  # fmt: skip
_EXCUSING = frozenset({"CITES", "WHEN", "BECAUSE"})
_MOMENT = frozenset(
    {
        "AT_THE_TRIGGER", "AT_THE_DEADLINE", "THROUGHOUT", "AT_ANY_TIME", "AT_THE_ACT",
        "PRESUMED_ABSENT", "OVERRIDES", "SUBJECT_TO",
    }
)  # fmt: skip
_VALUE = frozenset(
    {
        "NAME", "STRING", "NUMBER", "PERCENT", "DATE", "TIMESTAMP", "TRUE", "FALSE", "WORLDWIDE",
        "COUNT_OF", "SUM_OF", "FIRST", "LAST", "THE_EARLIER_OF", "THE_LATER_OF", "LPAR",
        "STANDARD", "PARTLY",
    }
)  # fmt: skip
_CONDITION = frozenset({"NOT", "SOME", "EVERY", "NO"})
_COMPARISON = frozenset(
    {"EQUAL", "COMPARATOR", "IN", "NOT_IN", "IS_PRESENT", "IS_ABSENT", "HAPPENED"}
)
_OPERATOR = frozenset({"PLUS", "MINUS", "STAR", "OF", "OTHERWISE", "DOT", "AT"})
_WINDOW = frozenset({"BEFORE", "AFTER", "SINCE", "UP_TO", "AT_MOST", "BY"})

_GROUPS: tuple[tuple[frozenset[str], frozenset[str], str], ...] = (
    (_STATEMENT, _STATEMENT | {"NAME", "READING", END}, "the next statement"),
    (_ITEM, _ITEM | {"NAME", "LABEL", "READING", END}, "the next item of the reading"),
    (CLAUSES, CLAUSES, "a clause such as `when` or `within`"),
    (_EXCUSING, _EXCUSING | _MOMENT, "a clause such as `when` or `because`"),
    (_VALUE - {"PARTLY", "STANDARD"} | _CONDITION, _VALUE | _CONDITION, "a condition"),
    (_VALUE - {"PARTLY", "STANDARD"}, _VALUE, "a value"),
    (_COMPARISON - {"HAPPENED"}, _COMPARISON, "a comparison such as `=` or `in`"),
    (frozenset({"PLUS", "MINUS", "STAR"}), _OPERATOR, "an operator such as `+` or `of`"),
    (frozenset({"BEFORE", "AFTER", "SINCE"}), _WINDOW, "a time such as `before`"),
)

# The most useful first; what is not listed comes in between, in alphabetical order.
_FIRST = ("RPAR", "RBRACE", "COLON", "EQUAL", "COMMA", "UNIT", "NAME", "QUALIFIED_NAME", "STRING")
_LAST = (
    "a comparison such as `=` or `in`",
    "a time such as `before`",
    "an operator such as `+` or `of`",
    "a clause such as `when` or `because`",
    "a clause such as `when` or `within`",
    "the next item of the reading",
    "the next statement",
    "the end of the file",
)


def spelled(kind: str) -> str:
    """A keyword or a phrase as it is written, without marks; empty for any other kind."""
    return _SPELLED.get(kind, "")


def expected(kinds: Iterable[str]) -> str:
    """`a name, `)` or `,``: what could have come, at most eight, the most useful first."""
    left = set(kinds)
    told: dict[str, int] = {}
    for all_of, dropped, words in _GROUPS:
        if all_of <= left:
            left -= dropped
            told[words] = _LAST.index(words) + 1000 if words in _LAST else 10
    if len(left) + len(told) > 1:
        left.discard("LPAR")  # any name may be the name of a call: nobody looks for this
    if "NAME" in left:
        left.discard("TERRITORY")  # a name, too
    for place, kind in enumerate(sorted(left)):
        words = _DESCRIBED.get(kind) or f"`{_SPELLED.get(kind) or _MARKS[kind]}`"
        rank = _FIRST.index(kind) if kind in _FIRST else 100 + place
        if words in _LAST:
            rank = _LAST.index(words) + 1000
        told[words] = min(rank, told.get(words, rank))
    named = sorted(told, key=lambda words: told[words])[:MOST_NAMED]
    return named[0] if len(named) == 1 else f"{', '.join(named[:-1])} or {named[-1]}"


def found(token: Token) -> str:
    """A token as the author wrote it, or the end of the file."""
    if token.kind == END:
        return "the end of the file"
    text = " ".join(token.text.split())
    return f"`{text if len(text) <= 40 else text[:39] + '…'}`"


def _spellings() -> dict[str, str]:
    fixed = {kind: word for word, kind in KEYWORDS.items()}
    for named in PHRASES.values():
        for kind, shape in named:
            fixed[kind] = shape.replace(r"\s+", " ").split("\\")[0].split("(")[0]
    return fixed


_SPELLED = _spellings()
_MARKS = {kind: mark for mark, kind in PUNCTUATION.items()}
