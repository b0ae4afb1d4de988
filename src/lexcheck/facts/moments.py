"""Moments: days, months, timestamps, and what lies between two of them."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from lexcheck.base.time.instants import UNKNOWN_MOMENT, Interval, TimeError, read_moment
from lexcheck.facts.scope import Scope
from lexcheck.facts.tree import Mapping, Node, Scalar, quoted

_BARE_NUMBER = re.compile(r"[-+]?[0-9.]*[0-9]([eE][+-]?[0-9]+)?")

_UTC = ZoneInfo("UTC")


def read_time(scope: Scope, node: Scalar) -> Interval | None:
    """A day, a month or a timestamp."""
    try:
        return read_moment(node.text, scope.tz)
    except TimeError as error:
        _no_moment(scope, node, error)
        return None


def _no_moment(scope: Scope, node: Scalar, error: TimeError) -> None:
    example = "write a day, `2021-01-31`, or a time with its offset, `2021-01-31T10:00:00+05:30`"
    if _BARE_NUMBER.fullmatch(node.text):
        scope.complain("LX435", node, f"the bare number {quoted(node.text)} is no moment", example)
        return
    if scope.tz is None:
        try:
            read_moment(node.text, _UTC)
        except TimeError:
            pass
        else:
            scope.complain(
                "LX436",
                node,
                f"{quoted(node.text)} has no time zone, and the case names none",
                "add `timezone: Asia/Kolkata`, or whichever it is, at the top",
                about=("no time zone",),
            )
            return
    known_fault = not str(error).endswith("is no moment")
    message = str(error) if known_fault else f"{quoted(node.text)} is no moment"
    scope.complain("LX437", node, message, "" if known_fault else example)


def read_between(scope: Scope, node: Mapping) -> Interval | None:
    """`{after: …, before: …}`: from the first instant of the one to the last of the other.

    Both ends are included, and a day at an end counts whole: the widest reading, so that doubt is
    never taken for knowledge.
    """
    moments: dict[str, Interval | None] = {}
    words = []
    for key in ("after", "before"):
        inner = node.entries.get(key)
        if inner is None or (isinstance(inner, Scalar) and inner.text == "unknown"):
            moments[key] = Interval(None, None)
        elif isinstance(inner, Scalar):
            moments[key] = read_time(scope, inner)
            words.append(f"{key} {inner.text}")
        else:
            scope.expected(inner, "a moment")
            moments[key] = None
    after, before = moments["after"], moments["before"]
    if after is None or before is None:
        return None
    low, high = after.earliest, before.latest
    if low is not None and high is not None and low > high:
        scope.complain(
            "LX438",
            node,
            f"`after` {quoted(after.text)} is later than `before` {quoted(before.text)}",
            "exchange the two",
        )
        return None
    return Interval(low, high, " and ".join(words) or "unknown")


def read_moment_node(scope: Scope, node: Node) -> Interval | None:
    """A moment outside a claim: a text, `unknown`, or `{after: …, before: …}`."""
    if isinstance(node, Mapping):
        scope.unknown_keys(node, ("after", "before"), "a moment")
        if node.entries:
            return read_between(scope, node)
    elif isinstance(node, Scalar) and not node.is_null:
        return UNKNOWN_MOMENT if node.text == "unknown" else read_time(scope, node)
    scope.expected(node, "a moment")
    return None
