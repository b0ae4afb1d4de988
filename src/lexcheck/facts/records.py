"""The records of a case: parties, orders, items, whatever the vocabulary names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from lexcheck.base.diagnostics import Label
from lexcheck.base.text import Span
from lexcheck.facts.case import ONE, Count, Fact, RecordFact, RecordId
from lexcheck.facts.claims import read_fact
from lexcheck.facts.counts import read_count
from lexcheck.facts.schema import PARTY, Record
from lexcheck.facts.scope import PROVENANCE_KEYS, Scope
from lexcheck.facts.tree import (
    Mapping,
    Node,
    Place,
    Scalar,
    described,
    entry_span,
    key_span,
    quoted,
)

#: Words that every record may hold besides its own fields.
RECORD_KEYS = ("count", *PROVENANCE_KEYS)

_RESERVED_IDS = frozenset({"unknown", "none", "all", "*", "worldwide"})


def index(scope: Scope, node: Node | None) -> None:
    """Fills in which ids there are, before anything refers to one; none under what is no type."""
    for name, id_, inner in _each(node):
        if name not in scope.schema.record:
            continue
        new_id(scope, id_, inner.key or inner.at)
        scope.ids.setdefault(id_, name)
        scope.types.add(name)
    parties = frozenset(id_ for id_, type_ in scope.ids.items() if type_ == PARTY)
    scope.parties = parties or None


def misplaced(scope: Scope, node: Mapping) -> list[str]:
    """Types of record beside `records:`, each complained of; what is under them is lost."""
    found = []
    for key, inner in node.entries.items():
        if key in scope.schema.record and isinstance(inner, Mapping):
            hint = "it is a type of record: indent it, below `records:`"
            place = key_span(inner, scope.source)
            scope.complain("LX421", place, f"a case has no entry {quoted(key)}", hint)
            scope.lost.update(inner.entries)
            found.append(key)
    return found


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
    before: Record | None = None
    for name, of_type in by_type.entries.items() if by_type else ():
        record = scope.schema.record.get(name)
        if record is None:
            _no_record(scope, name, of_type, before)
            continue
        before = record
        entries = scope.mapping(of_type, f"a mapping of {name} records by id")
        if entries is None and isinstance(of_type, Scalar):
            scope.lost.update(of_type.text.split())
        for id_, inner in _of_type(scope, record, entries) if entries else ():
            if isinstance(inner, Mapping) or (isinstance(inner, Scalar) and inner.is_null):
                content = scope.mapping(inner, "")
                assert content is not None
                yield _record(scope, record, id_, content)
            else:
                _no_content(scope, record, id_, inner)


def _no_content(scope: Scope, record: Record, id_: str, node: Node) -> None:
    """Complains of what is no record: its id may be run into it, or, of its fields, be missing."""
    hint = ""
    about: tuple[str, ...] = ()
    if "{" in id_:
        hint = f"is a `:` missing after `{id_.split()[0]}`?"
    elif id_ in record.by_name:
        hint = "it is a field: is the id of its record missing above it?"
        about = (f"fields of {record.name} without an id",)
    scope.lost.update(id_.split())
    what = f"a mapping with the fields of {record.name}"
    message = f"{what} is expected here, not {described(node)}"
    scope.complain("LX420", node, message, hint, about=about)


def _of_type(scope: Scope, record: Record, entries: Mapping) -> Iterator[tuple[str, Node]]:
    """The records under a type; of those that stand there by their indentation alone, none."""
    listed = list(entries.entries.items())
    for at, (id_, inner) in enumerate(listed):
        other = scope.schema.record.get(id_)
        rest = listed[at + 1 :]
        if other is not None and isinstance(inner, Scalar) and inner.is_null:
            fields = {key for _, node in rest if isinstance(node, Mapping) for key in node.entries}
            if fields & (other.by_name.keys() - record.by_name.keys()):
                message = f"{quoted(id_)} stands among the records of {record.name}"
                hint = "it is a type of record itself: indent it like the other types"
                scope.complain("LX453", key_span(inner, scope.source), message, hint)
                scope.lost.update(key for key, _ in listed[at:])
                return
        yield id_, inner


def _no_record(scope: Scope, name: str, node: Node, before: Record | None) -> None:
    """Complains of a type that there is not: perhaps an id, of a record of the type before."""
    hint = scope.near(name, scope.schema.record)
    about: tuple[str, ...] = ()
    if isinstance(node, Mapping):
        scope.lost.update(node.entries)
        meant = _type_with(scope, node.entries, before)
        if meant is not None:
            hint = f"if it is a record of {meant}, it stands below `{meant}:`, indented"
            about = (f"records of {meant} among types",)
    scope.lost.add(name)
    message = f"the vocabulary has no record {quoted(name)}"
    scope.complain("LX423", key_span(node, scope.source), message, hint, about=about)


def _type_with(scope: Scope, keys: Iterable[str], before: Record | None) -> str | None:
    """The type of record that has all of these fields: that before, if it is one."""
    wanted = set(keys) - set(RECORD_KEYS)
    listed = ([before] if before else []) + list(scope.schema.records)
    return next((each.name for each in listed if wanted and wanted <= each.by_name.keys()), None)


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
            scope.lost.add(id_)  # it may be of another type
            hint, about = _if_of_another_type(scope, record, id_, node)
            unknown_field(scope, key, inner, record.name, _known(record), hint, about)
    return RecordFact(
        id=RecordId(id_),
        type=record.name,
        fields=tuple(facts),
        count=count,
        provenance=scope.provenance(node),
        span=entry_span(node, scope.source),
    )


def _known(record: Record) -> frozenset[str]:
    """What a record of the type may hold."""
    return frozenset((*record.by_name, *RECORD_KEYS))


def _if_of_another_type(
    scope: Scope, record: Record, id_: str, node: Mapping
) -> tuple[str, tuple[str, ...]]:
    """A hint, and what its unknown fields have in common, where another type has them all."""
    unknown = node.entries.keys() - _known(record)
    other = _type_with(scope, unknown, None)
    if other is None:
        return "", ()
    if len(unknown) == 1 and scope.near(next(iter(unknown)), _known(record)).startswith("did"):
        return "", ()
    hint = f"{other} has: is the line `{other}:` missing above {quoted(id_)}?"
    return hint, (f"{other} among {record.name}",)


def _count(scope: Scope, node: Node) -> Count:
    if not isinstance(node, Scalar):
        scope.expected(node, "a count", "a count has no sources of its own; the record has")
        return ONE
    return read_count(scope, node) or ONE


def unknown_field(
    scope: Scope,
    key: str,
    node: Node,
    owner: str,
    known: Collection[str],
    hint: str = "",
    about: tuple[str, ...] = (),
) -> None:
    hint = hint or scope.without_colon(key, known)
    scope.lost.update(key.split(), [node.text] if isinstance(node, Scalar) else [])
    scope.complain(
        "LX424",
        key_span(node, scope.source),
        f"{quoted(owner)} has no field {quoted(key)}",
        hint or scope.near(key, known),
        about=about or (f"field {owner}.{key}",),
    )
