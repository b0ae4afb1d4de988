"""The records of a case: parties, orders, items, whatever the vocabulary names."""

from __future__ import annotations

from collections.abc import Iterator

from lexcheck.base.diagnostics import Label
from lexcheck.base.text import Span
from lexcheck.facts.case import ONE, Count, Fact, RecordFact, RecordId
from lexcheck.facts.claims import read_fact
from lexcheck.facts.counts import read_count
from lexcheck.facts.schema import PARTY, Record
from lexcheck.facts.scope import PROVENANCE_KEYS, Scope
from lexcheck.facts.tree import Mapping, Node, Place, Scalar, entry_span, key_span, quoted

#: Words that every record may hold besides its own fields.
RECORD_KEYS = ("count", *PROVENANCE_KEYS)

_RESERVED_IDS = frozenset({"unknown", "none", "all", "*", "worldwide"})


def index(scope: Scope, node: Node | None) -> None:
    """Fills in which ids there are, before anything refers to one."""
    for name, id_, inner in _each(node):
        new_id(scope, id_, inner.key or inner.at)
        scope.ids.setdefault(id_, name)
    parties = frozenset(id_ for id_, type_ in scope.ids.items() if type_ == PARTY)
    scope.parties = parties or None


def new_id(scope: Scope, id_: str, place: Place) -> None:
    """Instances are named by ids alone, so each stands for one thing in the whole file."""
    if id_ in scope.places:
        scope.complain(
            "LX432",
            Span(scope.source, *place),
            f"the id {quoted(id_)} is given twice",
            "ids are unique in a case: verdicts name their instances by them",
            (Label(span=Span(scope.source, *scope.places[id_]), message="first here"),),
        )
        return
    if not id_.strip() or id_ in _RESERVED_IDS or id_.startswith("one of "):
        message = f"{quoted(id_)} cannot be an id"
        hint = "the word has a meaning of its own"
        scope.complain("LX453", Span(scope.source, *place), message, hint)
    scope.places[id_] = place


def _each(node: Node | None) -> Iterator[tuple[str, str, Node]]:
    """Type, id and content of each record, the wrong ones left out (they are complained of)."""
    if not isinstance(node, Mapping):
        return
    for name, of_type in node.entries.items():
        if isinstance(of_type, Mapping):
            for id_, inner in of_type.entries.items():
                yield name, id_, inner


def read_records(scope: Scope, node: Node | None) -> Iterator[RecordFact]:
    by_type = scope.mapping(node, "a mapping of records, by type and id,") if node else None
    for name, of_type in by_type.entries.items() if by_type else ():
        record = scope.schema.record.get(name)
        if record is None:
            scope.complain(
                "LX423",
                key_span(of_type, scope.source),
                f"the vocabulary has no record {quoted(name)}",
                scope.near(name, scope.schema.record),
            )
            continue
        entries = scope.mapping(of_type, f"a mapping of {name} records by id")
        for id_, inner in entries.entries.items() if entries else ():
            content = scope.mapping(inner, f"a mapping with the fields of {name}")
            if content is not None:
                yield _record(scope, record, id_, content)


def _record(scope: Scope, record: Record, id_: str, node: Mapping) -> RecordFact:
    facts: list[Fact] = []
    fields = record.by_name
    count = ONE
    for key, inner in node.entries.items():
        field = fields.get(key)
        if field is not None:
            fact = read_fact(scope, field, inner)
            if fact is not None:
                facts.append(fact)
        elif key == "count":
            count = _count(scope, inner)
        elif key not in RECORD_KEYS:
            unknown_field(scope, key, inner, record.name, (*fields, *RECORD_KEYS))
    return RecordFact(
        id=RecordId(id_),
        type=record.name,
        fields=tuple(facts),
        count=count,
        provenance=scope.provenance(node),
        span=entry_span(node, scope.source),
    )


def _count(scope: Scope, node: Node) -> Count:
    if not isinstance(node, Scalar):
        scope.expected(node, "a count", "a count has no sources of its own; the record has")
        return ONE
    return read_count(scope, node) or ONE


def unknown_field(
    scope: Scope, key: str, node: Node, owner: str, known: tuple[str, ...], hint: str = ""
) -> None:
    scope.complain(
        "LX424",
        key_span(node, scope.source),
        f"{quoted(owner)} has no field {quoted(key)}",
        hint or scope.near(key, known),
    )
