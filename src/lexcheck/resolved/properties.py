"""The properties of calendars and of counting rules: each by its label, with values of its sort.

What all properties share is here; `calendars` and `counting` say which there are and what they
mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TypeVar

from lexcheck.base.diagnostics import did_you_mean
from lexcheck.resolved.faults import Faults, quoted
from lexcheck.resolved.model import LawSource
from lexcheck.syntax import model as syntax

V = TypeVar("V", syntax.Name, syntax.Text, syntax.Number, syntax.DurationLiteral)

Properties = dict[str, syntax.Property]


def properties(
    nodes: Iterable[syntax.Cites | syntax.Property], known: Iterable[str], sort: str, faults: Faults
) -> Properties:
    """The properties by their labels; a fault for one that is unknown, or said twice."""
    labels = tuple(known)
    found: Properties = {}
    for node in nodes:
        if isinstance(node, syntax.Cites):
            continue
        word = node.name
        if word.text not in labels:
            faults.add(
                "LX352",
                f"{sort} has no `{word.text}`",
                word.span,
                hint=did_you_mean(word.text, labels) or f"known here: {', '.join(labels)}",
            )
            continue
        first = found.setdefault(word.text, node)
        if first is not node:
            faults.add(
                "LX353",
                f"`{word.text}` is said twice",
                word.span,
                hint="write its values after one another, with commas",
                cause=(first.name.span, "it was said here"),
            )
    return found


def cited(
    nodes: Iterable[syntax.Cites | syntax.Property], sources: Mapping[str, LawSource]
) -> tuple[str, bool]:
    """The citations as one text, and whether one of them is unverified. A source that is unknown is
    reported where citations are lowered.
    """
    found = [
        (f"{sources[each.source.text].title}, {each.locator}", each.unverified)
        for node in nodes
        if isinstance(node, syntax.Cites)
        for each in node.citations
        if each.source.text in sources
    ]
    return "; ".join(text for text, _ in found), any(unverified for _, unverified in found)


def wrong(node: syntax.Item, label: str, needed: str, faults: Faults) -> None:
    faults.add(
        "LX354",
        f"{quoted(node.span)} is no value of `{label}`",
        node.span,
        hint=f"write {needed}",
    )


def values(of: syntax.Property | None, sort: type[V], needed: str, faults: Faults) -> list[V]:
    """The values of a property, all of one sort; those of another are faults."""
    found: list[V] = []
    for item in () if of is None else of.items:
        if isinstance(item.value, sort) and item.last is None:
            found.append(item.value)
        else:
            assert of is not None
            wrong(item, of.name.text, needed, faults)
    return found


def the_value(of: syntax.Property | None, sort: type[V], needed: str, faults: Faults) -> V | None:
    """The one value of a property; None where it has none, or is at fault."""
    found = values(of, sort, needed, faults)
    if of is not None and len(of.items) > 1:
        wrong(of.items[1], of.name.text, f"one value: {needed}", faults)
        return None
    return found[0] if found else None


def a_word(of: syntax.Property | None, allowed: tuple[str, ...], faults: Faults) -> str:
    """The one word of a property, out of a few; empty where it is not said, or at fault."""
    needed = " or ".join(f"`{word}`" for word in allowed)
    found = the_value(of, syntax.Name, needed, faults)
    if found is None or of is None:
        return ""
    if found.name not in allowed:
        wrong(of.items[0], of.name.text, needed, faults)
        return ""
    return found.name


def stretch(item: syntax.Item, label: str, faults: Faults) -> tuple[date, date] | None:
    """The first and the last day of an item: both the same where it is one day."""
    first = item.value
    if not isinstance(first, syntax.DateLiteral):
        wrong(item, label, "days, as `2026-12-24`, or `2026-12-24 to 2027-01-02`", faults)
        return None
    last = first if item.last is None else item.last
    if first.value is None or last.value is None:  # there is no such day, which is reported
        return None
    if last.value < first.value:
        faults.add(
            "LX319",
            f"{quoted(item.span)} ends before it starts",
            item.span,
            hint="write the earlier day first",
        )
        return None
    return first.value, last.value


def days(first: date, last: date) -> Iterable[date]:
    """All days from one to another, both included."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))
