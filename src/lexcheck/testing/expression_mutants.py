"""What may stand in the place of an expression, or of a part of one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Literal, assert_never

import attrs

from lexcheck.syntax import model as m
from lexcheck.syntax.show_expressions import show_expression

_COMPARED: dict[str, Literal["=", "!=", "<", "<=", ">", ">="]] = {
    "=": "!=",
    "!=": "=",
    "<": "<=",
    "<=": "<",
    ">": ">=",
    ">=": ">",
}
#: The same bound, with the moment itself left out, or in.
_BOUNDS: dict[str, Literal["before", "up_to", "after", "since"]] = {
    "before": "up_to",
    "up_to": "before",
    "after": "since",
    "since": "after",
}

Changed = tuple[m.Node | None, str]


def of_expression(node: m.Expression) -> Iterator[Changed]:
    for other in _others(node):
        yield other, show_expression(other)


def _others(node: m.Expression) -> Iterator[m.Expression]:
    match node:
        case m.Number() | m.Percent() | m.Money() | m.DurationLiteral():
            yield attrs.evolve(node, value=node.value + 1)
            if node.value >= 1:
                yield attrs.evolve(node, value=node.value - 1)
        case m.DateLiteral():
            if node.value is not None:
                yield attrs.evolve(node, value=node.value + timedelta(days=1))
        case m.Boolean():
            yield attrs.evolve(node, value=not node.value)
        case m.Not():
            yield node.of
        case m.Junction():
            yield attrs.evolve(node, operator="or" if node.operator == "and" else "and")
        case m.Compared():
            yield attrs.evolve(node, operator=_COMPARED[node.operator])
        case m.SetLiteral():
            if len(node.members) > 1:
                for number in range(len(node.members)):
                    kept = (*node.members[:number], *node.members[number + 1 :])
                    yield attrs.evolve(node, members=kept)
        case m.Membership() | m.Happened():
            yield attrs.evolve(node, negated=not node.negated)
        case m.Presence():
            yield attrs.evolve(node, absent=not node.absent)
        case m.CallAt():
            yield attrs.evolve(node, partly=not node.partly)
        case m.Quantified():
            yield attrs.evolve(node, quantifier="every" if node.quantifier == "some" else "some")
        case m.Count() | m.Total():
            if node.where is not None:
                yield attrs.evolve(node, where=None)
        case m.Chosen():
            yield attrs.evolve(node, which="last" if node.which == "first" else "first")
        case m.Arithmetic():
            if node.operator != "*":
                yield attrs.evolve(node, operator="-" if node.operator == "+" else "+")
        case m.Standard():
            if node.taken_as is not None:
                yield attrs.evolve(node, taken_as=None)
        case m.Otherwise():
            yield node.first
            yield node.second
        case m.EarlierLater():
            yield attrs.evolve(node, which="later" if node.which == "earlier" else "earlier")
        case (
            m.Name()
            | m.Text()
            | m.TimestampLiteral()
            | m.Worldwide()
            | m.Member()
            | m.Call()
            | m.PeriodOf()
            | m.Star()
        ):
            pass  # names: another would be another ruleset, not a slip
        case _:
            assert_never(node)


def of_part(node: m.ActPattern | m.Event) -> Iterator[Changed]:
    """An act without its territory, without its doer, or bounded otherwise."""
    for other in _other_acts(node) if isinstance(node, m.ActPattern) else _other_events(node):
        yield other, show_expression(other)


def _other_acts(node: m.ActPattern) -> Iterator[m.ActPattern]:
    if node.territory is not None:
        yield attrs.evolve(node, territory=None)
    if node.by is not None:
        yield attrs.evolve(node, by=None)


def _other_events(node: m.Event) -> Iterator[m.Event]:
    for number, window in enumerate(node.windows):
        before, after = node.windows[:number], node.windows[number + 1 :]
        yield attrs.evolve(node, windows=(*before, *after))
        if window.kind in _BOUNDS:
            other = attrs.evolve(window, kind=_BOUNDS[window.kind])
            yield attrs.evolve(node, windows=(*before, other, *after))
