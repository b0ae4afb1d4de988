"""From a tree to a Case: is everything in it what the vocabulary allows?

First the names are gathered that others refer to: time zone, sources, ids of records and acts. Then
each part is read once, in file order, against the schema. Nothing stops at a fault: each becomes a
diagnostic, what can be read is read, and a case with any error is not given out. A fact that is
not given stays not given: nothing is filled in.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from lexcheck.base.diagnostics import Diagnostic, has_errors
from lexcheck.base.light import light
from lexcheck.base.text import Source
from lexcheck.base.time.instants import Interval, TimeError, zone
from lexcheck.facts import acts, records
from lexcheck.facts.case import Case, RecordKind
from lexcheck.facts.causes import told
from lexcheck.facts.counts import read_groups
from lexcheck.facts.evidence import (
    read_coverage,
    read_observations,
    read_references,
)
from lexcheck.facts.expectations import read_expectations
from lexcheck.facts.moments import read_moment_node
from lexcheck.facts.schema import Schema
from lexcheck.facts.scope import Scope
from lexcheck.facts.tree import Mapping, Node, Scalar, Sequence, described

CASE_KEYS = (
    "case",
    "title",
    "uses",
    "ruleset",
    "timezone",
    "as_of",
    "built_from",
    "sources",
    "records",
    "acts",
    "observations",
    "coverage",
    "groups",
    "expect",
)


@light(kw_only=True)
class Header:
    """What must be known of a case before its schema is: the names, each with its place.

    Empty where the case names none, or where the entry is malformed, which `conform` reports.
    """

    uses: tuple[Scalar, ...] = ()
    rulesets: tuple[Scalar, ...] = ()


def read_header(node: Node | None) -> Header:
    if not isinstance(node, Mapping):
        return Header()
    return Header(
        uses=_names(node.entries.get("uses")), rulesets=_names(node.entries.get("ruleset"))
    )


def _names(node: Node | None) -> tuple[Scalar, ...]:
    listed = node.items if isinstance(node, Sequence) else [node]
    return tuple(
        item for item in listed if isinstance(item, Scalar) and not item.is_null and item.text
    )


def conform(node: Node, schema: Schema, source: Source) -> tuple[Case | None, list[Diagnostic]]:
    """The case, or None with every reason why it cannot be used. Diagnostics in file order."""
    scope = Scope(schema, source)
    if not isinstance(node, Mapping):
        scope.expected(node, "a case, as a mapping,", "start with `case: name`")
        return None, scope.diagnostics
    made = _case(scope, node)
    diagnostics = told(scope, node)
    return (None if has_errors(diagnostics) else made), diagnostics


def _case(scope: Scope, node: Mapping) -> Case:
    entries = node.entries
    scope.unknown_keys(node, (*CASE_KEYS, *records.misplaced(scope, node)), "a case")
    name = _required_text(scope, node, "case", "the case", "a name")
    scope.tz, timezone = _timezone(scope, entries.get("timezone"))
    references = tuple(read_references(scope, entries.get("sources")))
    scope.references = frozenset(_keys(entries.get("sources")))
    records.index(scope, entries.get("records"))
    acts.index(scope, entries.get("acts"))
    listed = tuple(records.read_records(scope, entries.get("records")))
    return Case(
        name=name,
        title=_optional_text(scope, entries.get("title")),
        vocabulary=_listed(scope, entries.get("uses"), "the name of a vocabulary"),
        rulesets=_listed(scope, entries.get("ruleset"), "the name of a ruleset"),
        timezone=timezone,
        as_of=_as_of(scope, entries.get("as_of")),
        kind=_kind(scope, node),
        references=references,
        records=listed,
        acts=tuple(acts.read_acts(scope, entries.get("acts"))),
        observations=tuple(read_observations(scope, entries.get("observations"))),
        coverage=tuple(read_coverage(scope, entries.get("coverage"))),
        groups=tuple(read_groups(scope, entries.get("groups"), listed)),
        expectations=tuple(read_expectations(scope, entries.get("expect"))),
        source=scope.source,
    )


def _keys(node: Node | None) -> list[str]:
    return list(node.entries) if isinstance(node, Mapping) else []


def _required_text(scope: Scope, node: Mapping, key: str, where: str, what: str) -> str:
    given = node.entries.get(key)
    if given is None:
        scope.missing(node, key, where)
        return ""
    return scope.text(given, what) or ""


def _optional_text(scope: Scope, node: Node | None) -> str:
    return "" if node is None else scope.text(node, "a text") or ""


def _listed(scope: Scope, node: Node | None, what: str) -> tuple[str, ...]:
    return () if node is None else tuple(item.text for item in scope.texts(node, what))


def _timezone(scope: Scope, node: Node | None) -> tuple[ZoneInfo | None, str | None]:
    """The zone, and its name. After a wrong one, UTC keeps every moment from being wrong too."""
    if node is None:
        return None, None
    name = scope.text(node, "the name of a time zone")
    if name is None:
        return zone("UTC"), None
    try:
        return zone(name), name
    except TimeError as error:
        hint = "write a name of the IANA list, as `Asia/Kolkata` or `UTC`"
        scope.complain("LX447", node, str(error), hint)
        return zone("UTC"), None


def _as_of(scope: Scope, node: Node | None) -> Interval | None:
    if node is None:
        return None
    found = read_moment_node(scope, node)
    if found is not None and found.latest is None:
        scope.complain("LX437", node, "`as_of` is a known moment", "leave it out otherwise")
    return found


def _kind(scope: Scope, node: Mapping) -> RecordKind:
    given = node.entries.get("built_from")
    words = [kind.value for kind in RecordKind]
    if given is None:
        hint = "write `built_from: log` (complete unless it says otherwise) or `reports`"
        scope.missing(node, "built_from", "the case", hint)
    elif isinstance(given, Scalar) and given.text in words:
        return RecordKind(given.text)
    else:
        word = given.text if isinstance(given, Scalar) else ""
        message = f"a case is built from `log` or `reports`, not {described(given)}"
        scope.complain("LX427", given, message, scope.near(word, words))
    return RecordKind.REPORTS
