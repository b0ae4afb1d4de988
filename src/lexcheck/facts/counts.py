"""How many: the counts of cohorts, and groups with their totals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lexcheck.facts.case import Count, Group, RecordFact, RecordId
from lexcheck.facts.scope import PROVENANCE_KEYS, Scope
from lexcheck.facts.tree import Mapping, Node, Scalar, described, entry_span, quoted

GROUP_KEYS = ("items", "total", *PROVENANCE_KEYS)

_WHOLE = re.compile(r"[0-9]{1,15}")


def read_count(scope: Scope, node: Scalar) -> Count | None:
    """`257`, `500..`, `3..9`, `..9` or `unknown`; never surely none."""
    text = node.text
    if text == "unknown":
        return Count(0, None, text)
    least, dots, most = (part.strip() for part in text.partition(".."))
    bounds = [part for part in (least, most) if part]
    if bounds and all(_WHOLE.fullmatch(part) for part in bounds):
        low = int(least) if least else 0
        high = (int(most) if most else None) if dots else low
        if high is not None and low > high:
            scope.backwards(node)
            return None
        if high == 0:
            hint = "leave out what does not exist"
            scope.complain("LX443", node, f"{quoted(text)} counts nothing", hint)
            return None
        return Count(low, high, text)
    scope.complain(
        "LX443",
        node,
        f"{described(node)} is no count",
        "write `257`, `500..` (at least), `3..9`, `..9` (at most) or `unknown`",
    )
    return None


def read_groups(
    scope: Scope, node: Node | None, records: tuple[RecordFact, ...]
) -> Iterator[Group]:
    counts = {record.id: record.count for record in records}
    listed = scope.mapping(node, "a mapping of groups by name") if node else None
    for name, inner in listed.entries.items() if listed else ():
        content = scope.mapping(inner, "a mapping with `items` and `total`")
        if content is None:
            continue
        scope.unknown_keys(content, GROUP_KEYS, "a group")
        if "items" not in content.entries:
            scope.missing(content, "items", f"the group {quoted(name)}")
            continue
        before = len(scope.diagnostics)
        items = tuple(_members(scope, content.entries["items"]))
        known = [counts[item] for item in items if item in counts]
        if len(scope.diagnostics) > before:  # how many they are is not known
            continue
        total = _total(scope, content, known)
        yield Group(
            name=name,
            items=items,
            total=total,
            provenance=scope.provenance(content),
            span=entry_span(content, scope.source),
        )


def _members(scope: Scope, node: Node) -> Iterator[RecordId]:
    seen = set()
    for item in scope.texts(node, "the id of a record"):
        if item.text in seen:
            message = f"{quoted(item.text)} stands twice in this group"
            scope.complain("LX432", item, message, "name each once")
        elif scope.record(item) is not None:
            yield RecordId(item.text)
        seen.add(item.text)


def _total(scope: Scope, node: Mapping, counts: list[Count]) -> Count:
    given = node.entries.get("total")
    if given is None:
        return Count(0, None, "unknown")
    if not isinstance(given, Scalar):
        scope.expected(given, "a count")
        return Count(0, None, "unknown")
    total = read_count(scope, given)
    if total is None:
        return Count(0, None, "unknown")
    least = sum(count.least for count in counts)
    most = sum(count.most or 0 for count in counts)
    bounded = all(count.most is not None for count in counts)
    if total.most is not None and least > total.most:
        problem = f"its members count {least} at least"
    elif bounded and most < total.least:
        problem = f"its members count {most} at most"
    else:
        return total
    scope.complain(
        "LX445",
        given,
        f"the total {quoted(given.text)} contradicts the group: {problem}",
        "correct the total or a count, or add a record that stands for the rest",
    )
    return total
