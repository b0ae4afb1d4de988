"""Beside the acts: sources, observations of states, and what the record is complete for."""

from __future__ import annotations

from collections.abc import Iterator

from lexcheck.facts.acts import read_arguments
from lexcheck.facts.case import (
    NOWHERE,
    Coverage,
    Grade,
    Observation,
    Reference,
)
from lexcheck.facts.moments import read_moment_node
from lexcheck.facts.schema import State
from lexcheck.facts.scope import PROVENANCE_KEYS, Scope
from lexcheck.facts.tree import (
    Mapping,
    Node,
    Scalar,
    described,
    entry_span,
    key_span,
    quoted,
    span,
)

REFERENCE_KEYS = ("title", "published", "url")
OBSERVATION_KEYS = ("grade", "at", *PROVENANCE_KEYS)
COVERAGE_KEYS = ("complete", "fields", "for", "by", "from", "until", *PROVENANCE_KEYS)

#: The grades that an observation may give, as bounds.
GRADES = {
    "none": (Grade.NONE, Grade.NONE),
    "partial": (Grade.PARTIAL, Grade.PARTIAL),
    "full": (Grade.FULL, Grade.FULL),
    "at least partial": (Grade.PARTIAL, Grade.FULL),
    "at most partial": (Grade.NONE, Grade.PARTIAL),
    "unknown": (Grade.NONE, Grade.FULL),
}


# ── Sources ────────────────────────────────────────────────────────────────────────────────────


def read_references(scope: Scope, node: Node | None) -> Iterator[Reference]:
    listed = scope.mapping(node, "a mapping of sources by key") if node else None
    for key, inner in listed.entries.items() if listed else ():
        content = scope.mapping(inner, "a mapping with `title`, `published` and `url`")
        if content is None:
            continue
        scope.unknown_keys(content, REFERENCE_KEYS, "a source")
        title, url = (
            scope.text(content.entries[word], "a text") if word in content.entries else None
            for word in ("title", "url")
        )
        published = None
        if "published" in content.entries:
            published = read_moment_node(scope, content.entries["published"])
        yield Reference(
            key=key,
            title=title or "",
            published=published,
            url=url or "",
            span=entry_span(content, scope.source),
        )


# ── Observations ───────────────────────────────────────────────────────────────────────────────


def read_observations(scope: Scope, node: Node | None) -> Iterator[Observation]:
    for position, item in enumerate(scope.sequence(node, "a list of observations") if node else ()):
        if not isinstance(item, Mapping):
            scope.expected(item, "an observation, as a mapping,", "write `- blocked: acc_a`")
        elif (found := _observation(scope, item, position)) is not None:
            yield found


def _observation(scope: Scope, node: Mapping, position: int) -> Observation | None:
    state, key = _state(scope, node)
    grade = _grade(scope, node)
    at = None
    if "at" in node.entries:
        at = read_moment_node(scope, node.entries["at"])
    else:
        scope.missing(node, "at", "this observation", "if nobody knows when, write `at: unknown`")
    provenance = scope.provenance(node)
    if state is None:
        return None
    arguments = _things(scope, state, node.entries[key])
    if arguments is None or grade is None or at is None:
        return None
    return Observation(
        id=f"observation#{position + 1}",
        state=state.name,
        arguments=arguments,
        least=grade[0],
        most=grade[1],
        at=at,
        provenance=provenance,
        span=span(node, scope.source),
    )


def _state(scope: Scope, node: Mapping) -> tuple[State | None, str]:
    known = scope.schema.state
    keys = [key for key in node.entries if key not in OBSERVATION_KEYS]
    found = [key for key in keys if key in known]
    if len(keys) == len(found) == 1:
        return known[found[0]], found[0]
    for key in keys:
        if key not in known:
            scope.complain(
                "LX426",
                key_span(node.entries[key], scope.source),
                f"the vocabulary has no state {quoted(key)}",
                scope.near(key, known),
            )
    if not keys:
        scope.complain("LX450", node, "this observation names no state", "write `blocked: acc_a`")
    elif len(found) > 1:
        place = key_span(node.entries[found[1]], scope.source)
        scope.complain("LX450", place, "this observation names two states", "write two of them")
    return None, ""


def _grade(scope: Scope, node: Mapping) -> tuple[Grade, Grade] | None:
    given = node.entries.get("grade")
    if given is None:
        hint = "write `grade: full`, or `none`, `partial`, `at least partial`, `at most partial`"
        scope.missing(node, "grade", "this observation", hint)
        return None
    if isinstance(given, Scalar) and given.text in GRADES:
        return GRADES[given.text]
    word = given.text if isinstance(given, Scalar) else ""
    scope.complain("LX427", given, f"{described(given)} is no grade", scope.near(word, GRADES))
    return None


def _things(scope: Scope, state: State, node: Node) -> tuple[str, ...] | None:
    """The arguments of a state, each definite."""
    facts = read_arguments(scope, state.parameters, state.name, node)
    if facts is None:
        return None
    values = []
    for fact in facts:
        value = fact.claims[0].value
        claim = fact.claims[0]
        if len(fact.claims) > 1 or type(value) is not str or claim.provenance is not NOWHERE:
            hint = "write one observation for each thing"
            scope.complain("LX433", fact.span, "an observation is of definite things", hint)
            return None
        values.append(value)
    return tuple(values)


# ── Coverage ───────────────────────────────────────────────────────────────────────────────────


def read_coverage(scope: Scope, node: Node | None) -> Iterator[Coverage]:
    for item in scope.sequence(node, "a list of what is complete") if node else ():
        if isinstance(item, Mapping):
            yield _coverage(scope, item)
        else:
            scope.expected(item, "a mapping with `complete`", "write `- complete: [block]`")


def _coverage(scope: Scope, node: Mapping) -> Coverage:
    entries = node.entries
    scope.unknown_keys(node, COVERAGE_KEYS, "coverage")
    if "complete" not in entries and "fields" not in entries:
        scope.missing(node, "complete", "this coverage", "say which actions, or `all`", "fields")
    things = None
    if "for" in entries:
        named = scope.texts(entries["for"], "the id of a record")
        things = tuple(item.text for item in named if scope.record(item) is not None)
    start, until = (
        read_moment_node(scope, entries[key]) if key in entries else None
        for key in ("from", "until")
    )
    if start and until and start.earliest is not None and until.latest is not None:
        if start.earliest > until.latest:
            scope.complain("LX438", entries["until"], "this coverage ends before it starts")
    return Coverage(
        actions=_covered_actions(scope, entries.get("complete")),
        fields=tuple(_covered_fields(scope, entries.get("fields"))),
        things=things,
        by=_covered_party(scope, entries.get("by")),
        start=start,
        until=until,
        provenance=scope.provenance(node),
        span=span(node, scope.source),
    )


def _covered_actions(scope: Scope, node: Node | None) -> tuple[str, ...] | None:
    """None is every action, an empty tuple none."""
    if node is None:
        return ()
    if isinstance(node, Scalar) and node.text == "all":
        return None
    known = scope.schema.action
    actions = []
    for item in scope.texts(node, "an action"):
        if item.text in known:
            actions.append(item.text)
        else:
            hint = scope.near(item.text, known)
            scope.complain("LX425", item, f"the vocabulary has no action {quoted(item.text)}", hint)
    return tuple(actions)


def _covered_fields(scope: Scope, node: Node | None) -> Iterator[str]:
    for item in scope.texts(node, "a field, like `Order.revoked`,") if node else ():
        name, _, field = item.text.partition(".")
        record = scope.schema.record.get(name)
        if record is not None and field in record.by_name:
            yield item.text
            continue
        known = [
            f"{record.name}.{field.name}"
            for record in scope.schema.records
            for field in record.fields
        ]
        hint = scope.near(item.text, known)
        scope.complain("LX424", item, f"there is no field {quoted(item.text)}", hint)


def _covered_party(scope: Scope, node: Node | None) -> str | None:
    if node is None:
        return None
    if scope.text(node, "a party") is None or not isinstance(node, Scalar):
        return None
    return scope.party(node)
