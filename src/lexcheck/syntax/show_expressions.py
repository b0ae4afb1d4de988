"""Expressions as text on one line, with parentheses exactly where the grammar needs them.

Two things ask for parentheses. A *level*: the operand of an operator must bind at least as
tightly as the grammar has it there. And an *open end*: a node that ends in an operand of its own
(`first block(i) before t`) would take what follows it (`+ 2 days`) into that operand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import assert_never

from lexcheck.syntax import model as m
from lexcheck.syntax.binding import (
    CHOICE,
    EXPRESSION,
    NEGATION,
    POSTFIX,
    PRODUCT,
    SUM,
    level_of,
    taken_in_by,
)

# Words that would make a phrase with the keyword before them, or the keyword after them.
_JOINS_BEFORE = {
    "in": re.compile(r"force\b"),
    "at": re.compile(r"(any|least|most)\b"),
    "or": re.compile(r"earlier\b"),
}
_JOINS_AFTER = re.compile(r"(?<![.\w])(count|sum|share)$")


def show_expression(node: m.Expression | m.ActPattern | m.Event | m.Binder) -> str:
    """One line of text that reads as this node where an expression, or an act, can stand."""
    match node:
        case m.ActPattern():
            return show_act(node)
        case m.Event():
            return _event(node, "")
        case m.RecordBinder() | m.ActBinder():
            return show_binder(node)
        case _:
            return operand(node, EXPRESSION)


def operand(node: m.Expression, level: int, after: str = "", before: str = "") -> str:
    """A node as an operand of a level, between two words: in parentheses if it needs them."""
    if level_of(node) < level or after in taken_in_by(node):
        return f"({_bare(node, '')})"
    text = _bare(node, after)
    joins = _JOINS_BEFORE.get(before)
    if (joins and joins.match(text)) or (after == "of" and _JOINS_AFTER.search(text)):
        return f"({text})"
    return text


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def listed(items: Iterable[str]) -> list[str]:
    """`a,`, `b,`, `c`"""
    *before, last = items
    return [*(f"{item}," for item in before), last]


def show_number(value: Decimal) -> str:
    return f"{value:f}"


def show_date(node: m.DateLiteral) -> str:
    """A day that does not exist is shown as it was written."""
    return node.span.text if node.value is None else node.value.isoformat()


def show_call(node: m.Call) -> str:
    return f"{node.name.text}({show_arguments(node.arguments)})"


def show_arguments(arguments: tuple[m.Expression, ...]) -> str:
    return ", ".join(operand(argument, SUM) for argument in arguments)


def show_act(node: m.ActPattern) -> str:
    """`withhold(i) in IN by p`"""
    text = show_call(node.call)
    if node.territory is not None:
        following = "by" if node.by is not None else ""
        text += f" in {operand(node.territory, SUM, following, 'in')}"
    if node.by is not None:
        text += f" by {operand(node.by, SUM)}"
    return text


def show_binder(node: m.Binder, after: str = "") -> str:
    """`i: Item in o.items`, `e: block(i) before t`, or `i in o.items` without a type."""
    if isinstance(node, m.ActBinder):
        return f"{node.name.text}: {_event(node.event, after)}"
    typed = "" if node.type is None else f": {node.type.text}"
    if node.within is None:
        return f"{node.name.text}{typed}"
    return f"{node.name.text}{typed} in {operand(node.within, POSTFIX, after, 'in')}"


def _event(node: m.Event, after: str) -> str:
    return show_call(node.call) + _windows(node, after)


def _windows(node: m.Event, after: str) -> str:
    """The windows of an event, each knowing what follows it."""
    keywords = [_keyword(window) for window in node.windows]
    following = [*keywords[1:], after]
    return "".join(
        f" {_window(window, next_word)}"
        for window, next_word in zip(node.windows, following, strict=False)
    )


def _keyword(window: m.Window) -> str:
    if window.duration is not None:
        return "at most"
    return window.kind.replace("_", " ")


def _window(node: m.Window, after: str) -> str:
    if node.duration is None:
        keyword = _keyword(node)
        return f"{keyword} {operand(node.of, SUM, after, keyword)}"
    side = node.kind.removeprefix("at_most_")
    return f"at most {operand(node.duration, SUM, side)} {side} {operand(node.of, SUM, after)}"


# ── What each node looks like ──────────────────────────────────────────────────────────────────


def _bare(node: m.Expression, after: str) -> str:
    """A node without parentheses around it; `after` is the word that follows."""
    match node:
        case m.Name() | m.Text() | m.Number() | m.Percent() | m.Money() | m.DurationLiteral():
            return _literal(node)
        case m.DateLiteral() | m.TimestampLiteral() | m.Boolean() | m.Worldwide() | m.Star():
            return _literal(node)
        case m.Member():
            return f"{operand(node.of, POSTFIX, '.')}.{node.field.text}"
        case m.Call():
            return show_call(node)
        case m.CallAt():
            partly = "partly " if node.partly else ""
            if node.at is None:
                return partly + show_call(node.call)
            at = operand(node.at, POSTFIX, after, "at")
            return f"{partly}{show_call(node.call)} at {at}"
        case m.SetLiteral():
            return f"{{{', '.join(operand(member, SUM) for member in node.members)}}}"
        case m.Happened():
            no = "no " if node.negated else ""
            return f"{no}{show_call(node.event.call)} happened{_windows(node.event, after)}"
        case m.Chosen():
            return f"{node.which} {_event(node.event, after)}"
        case m.Count() | m.Total():
            return _gathered(node, after)
        case m.Quantified():
            has = operand(node.has, NEGATION, after)
            return f"{node.quantifier} {show_binder(node.binder, 'has')} has {has}"
        case _:
            return _operation(node, after)


def _literal(
    node: m.Name
    | m.Text
    | m.Number
    | m.Percent
    | m.Money
    | m.DurationLiteral
    | m.DateLiteral
    | m.TimestampLiteral
    | m.Boolean
    | m.Worldwide
    | m.Star,
) -> str:
    match node:
        case m.Name():
            return node.name
        case m.Text():
            return quoted(node.value)
        case m.Number():
            return show_number(node.value)
        case m.Percent():
            return f"{show_number(node.value)}%"
        case m.Money():
            return f"{show_number(node.value)} {node.currency}"
        case m.DurationLiteral():
            working = "working " if node.working else ""
            plural = "" if node.value == 1 else "s"
            return f"{show_number(node.value)} {working}{node.unit}{plural}"
        case m.DateLiteral():
            return show_date(node)
        case m.TimestampLiteral():
            return node.value
        case m.Boolean():
            return "true" if node.value else "false"
        case m.Worldwide():
            return "worldwide"
        case m.Star():
            return "*"
        case _:
            assert_never(node)


def _gathered(node: m.Count | m.Total, after: str) -> str:
    """`count of e: a(x) where c`, `sum of e.amount for e: a(x) where c`"""
    following = after if node.where is None else "where"
    binder = show_binder(node.binder, following)
    where = "" if node.where is None else f" where {operand(node.where, NEGATION, after)}"
    if isinstance(node, m.Count):
        return f"count of {binder}{where}"
    return f"sum of {operand(node.of, SUM, 'for')} for {binder}{where}"


def _operation(
    node: m.Not
    | m.Junction
    | m.Compared
    | m.Membership
    | m.Presence
    | m.Arithmetic
    | m.PeriodOf
    | m.Standard
    | m.Otherwise
    | m.EarlierLater,
    after: str,
) -> str:
    match node:
        case m.Not():
            return f"not {operand(node.of, NEGATION, after, 'not')}"
        case m.Junction():
            return " ".join(junction_pieces(node, after))
        case m.Compared():
            left = operand(node.left, SUM, node.operator)
            return f"{left} {node.operator} {operand(node.right, SUM, after)}"
        case m.Membership():
            return " ".join(membership_pieces(node, after))
        case m.Presence():
            word = "is absent" if node.absent else "is present"
            return f"{operand(node.of, SUM, word)} {word}"
        case m.Arithmetic():
            level = PRODUCT if node.operator == "*" else SUM
            left = operand(node.left, level, node.operator)
            return f"{left} {node.operator} {operand(node.right, level + 1, after)}"
        case m.PeriodOf():
            return f"{operand(node.period, CHOICE, 'of')} of {operand(node.anchor, CHOICE, after)}"
        case m.Standard():
            return " ".join(standard_pieces(node, after))
        case m.Otherwise():
            first = operand(node.first, CHOICE, "otherwise")
            return f"{first} otherwise {operand(node.second, POSTFIX, after)}"
        case m.EarlierLater():
            left = operand(node.left, SUM, "and")
            return f"the {node.which} of {left} and {operand(node.right, SUM, after)}"
        case _:
            assert_never(node)


def junction_pieces(node: m.Junction, after: str = "") -> list[str]:
    """`a`, `and b`, `and c`: the operands, each but the first with its word."""
    last = len(node.operands) - 1
    word = node.operator
    lines = []
    for place, part in enumerate(node.operands):
        following = after if place == last else word
        text = operand(part, NEGATION, following, word if place else "")
        lines.append(f"{word} {text}" if place else text)
    return lines


def membership_pieces(node: m.Membership, after: str = "") -> list[str]:
    """`i.kind in {a,`, `b,`, `c}`"""
    word = "not in" if node.negated else "in"
    text = f"{operand(node.member, SUM, word)} {word} "
    if isinstance(node.of, m.SetLiteral):
        first, *rest = listed(operand(member, SUM) for member in node.of.members)
        pieces = [f"{text}{{{first}", *rest]
        return [*pieces[:-1], f"{pieces[-1]}}}"]
    return [text + operand(node.of, SUM, after, word)]


def standard_pieces(node: m.Standard, after: str = "") -> list[str]:
    """`standard "promptly"`, `taken as 2 days of o.received`"""
    parts = []
    if node.taken_as is not None:
        following = after if node.anchor is None else "of"
        parts.append(f"taken as {operand(node.taken_as, CHOICE, following)}")
    if node.anchor is not None:
        parts.append(f"of {operand(node.anchor, CHOICE, after)}")
    pieces = [f"standard {quoted(node.words)}"]
    if parts:
        pieces.append(" ".join(parts))
    return pieces
