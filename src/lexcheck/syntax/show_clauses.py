"""Clauses as text: a keyword, padded to the keywords beside it, and what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import assert_never

from lexcheck.syntax import model as m
from lexcheck.syntax.binding import EXPRESSION, SUM
from lexcheck.syntax.show_expressions import (
    junction_pieces,
    listed,
    membership_pieces,
    operand,
    quoted,
    show_act,
    show_arguments,
    show_binder,
    show_date,
    show_expression,
    standard_pieces,
)

WIDTH = 100
COLUMN = 8  # a keyword that is longer (`not later than`) does not push its neighbours aside

_MOMENTS = {
    "trigger": "at the trigger",
    "deadline": "at the deadline",
    "throughout": "throughout",
    "any_time": "at any time",
    "act": "at the act",
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!T)")

# A keyword, empty for a clause that is no more than its words, and the pieces between which
# a line may be broken.
Said = tuple[str, list[str]]


def show_clauses(clauses: Sequence[m.Clause], indent: int) -> list[str]:
    """Each clause as the lines it takes, its value aligned with those of the others."""
    told = [said(clause) for clause in clauses]
    for place, (before, after) in enumerate(pairwise(clauses), start=1):
        keyword, pieces = told[place]
        if isinstance(before, m.InForce) and keyword == "until" and _open(before):
            if isinstance(after, m.UntilClause) and _DAY.match(pieces[0]):
                told[place] = (keyword, [f"({pieces[0]})"])  # else it ends the `in force`
    width = max((len(word) for word, _ in told if len(word) <= COLUMN), default=0)
    return [broken(keyword, pieces, indent, width) for keyword, pieces in told]


def broken(keyword: str, pieces: Sequence[str], indent: int, width: int = 0) -> str:
    """A keyword and its pieces on one line, or, if that is too long, on several.

    What ends in a comma shares its line with what follows, as long as there is room.
    """
    start = " " * indent + (f"{keyword:<{width}} " if keyword else "")
    line = start + " ".join(pieces)
    if len(line) <= WIDTH:
        return line
    rows = [start + pieces[0]]
    for before, piece in pairwise(pieces):
        if before.endswith(",") and len(rows[-1]) + 1 + len(piece) <= WIDTH:
            rows[-1] += f" {piece}"
        else:
            rows.append(" " * len(start) + piece)
    return "\n".join(rows)


def said(node: m.Clause) -> Said:
    """A clause, as its keyword and the pieces of its value."""
    match node:
        case m.Cites():
            return "cites", listed(_citation(citation) for citation in node.citations)
        case m.ForEach():
            return "for each", listed(show_binder(binder) for binder in node.binders)
        case m.When():
            return "when", value_pieces(node.condition)
        case m.FromClause():
            return "from", [operand(node.moment, SUM)]
        case m.DutyOf():
            to = [] if node.counterparty is None else [f"to {operand(node.counterparty, SUM)}"]
            return "duty of", [operand(node.bearer, SUM), *to]
        case m.Must():
            return "must", [f"{'not ' if node.negated else ''}{show_act(node.target)}"]
        case m.NotBefore():
            return "not before", [operand(node.opening, SUM)]
        case m.Within():
            keyword = "not later than" if node.absolute else "within"
            return keyword, value_pieces(node.deadline, SUM)
        case m.Counting():
            by = [] if node.calendar is None else [f"by {node.calendar.text}"]
            return "counting", [" or ".join(word.text for word in node.rules), *by]
        case m.PausedWhile():
            return "paused while", value_pieces(node.condition)
        case m.RestartsAfter():
            return "restarts after", value_pieces(node.condition)
        case m.ExtendedBy():
            return "extended by", _extended(node)
        case m.UntilClause():
            return "until", [operand(node.moment, SUM)]
        case m.Unless():
            return "unless", _unless(node)
        case m.Because():
            return "because", [quoted(node.text)]
        case m.OrEarlier():
            return "", ["or earlier"]
        case m.Moment():
            return "", [_MOMENTS[node.at]]
        case m.PresumedAbsent():
            return "", ["presumed absent"]
        case m.TimeIsOfTheEssence():
            return "", ["time is of the essence"]
        case _:
            return _said_of_others(node)


def _said_of_others(
    node: m.OnBreachOf
    | m.Repairs
    | m.Overrides
    | m.SubjectTo
    | m.InForce
    | m.Liable
    | m.Exposure
    | m.ImposedBy
    | m.Measure,
) -> Said:
    """Clauses that name another norm, and those of sanctions and assessments."""
    match node:
        case m.OnBreachOf():
            return "on breach of", [f"{node.norm.text}({show_arguments(node.arguments)})"]
        case m.Repairs():
            return "repairs", [node.norm.text]
        case m.Overrides():
            return "overrides", listed(name.text for name in node.names)
        case m.SubjectTo():
            return "subject to", listed(name.text for name in node.names)
        case m.InForce():
            return "in force", [_days(node)]
        case m.Liable():
            return "liable", [operand(node.party, SUM)]
        case m.Exposure():
            return "exposure", [quoted(node.text)]
        case m.ImposedBy():
            return "imposed by", [show_act(node.act)]
        case m.Measure():
            return "", _measure(node)
        case _:
            assert_never(node)


def value_pieces(node: m.Expression, level: int = EXPRESSION) -> list[str]:
    """An expression, in the pieces between which it may be broken, if it is of those that may."""
    match node:
        case m.Junction() if level == EXPRESSION:
            return junction_pieces(node)
        case m.Membership() if level == EXPRESSION:
            return membership_pieces(node)
        case m.Standard():
            return standard_pieces(node)
        case _:
            return [operand(node, level)]


def _extended(node: m.ExtendedBy) -> list[str]:
    if node.condition is None:
        return [operand(node.length, SUM)]
    return [operand(node.length, SUM), *_with("if", value_pieces(node.condition))]


def _with(word: str, pieces: list[str]) -> list[str]:
    return [f"{word} {pieces[0]}", *pieces[1:]]


def _unless(node: m.Unless) -> list[str]:
    pieces = value_pieces(node.condition)
    if node.moment is not None:
        pieces.append(_MOMENTS[node.moment.at])
    if node.presumed is not None:
        pieces.append("presumed absent")
    if node.because is not None:
        pieces.append(f"because {quoted(node.because.text)}")
    return pieces


def _days(node: m.InForce) -> str:
    until = "" if node.until is None else f" until {show_date(node.until)}"
    pending = "" if node.pending is None else f" pending {node.pending.text}"
    annulled = "" if node.annulled is None else f" annulled {show_date(node.annulled)}"
    return f"from {show_date(node.start)}{until}{pending}{annulled}"


def _open(node: m.InForce) -> bool:
    """Would a day after `until` be taken for its last one?"""
    return node.until is None and node.pending is None and node.annulled is None


def _citation(node: m.Citation) -> str:
    unverified = " unverified" if node.unverified else ""
    return f"{node.source.text} {quoted(node.locator)}{unverified}"


def _measure(node: m.Measure) -> list[str]:
    counted = f"{node.measured} of {node.norm.text}({show_arguments(node.arguments)})"
    if node.graded:
        among = f"graded at least {node.among[0].text}"
    else:
        among = f"in {{{', '.join(verdict.text for verdict in node.among)}}}"
    if node.bound is None or node.threshold is None:
        return [counted, among]
    bound = node.bound.replace("_", " ")
    return [counted, among, f"{bound} {show_expression(node.threshold)}"]
