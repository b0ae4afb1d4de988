"""Rows as a case: the facts that some instances need, as the case evaluator reads them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

import attrs

from lexcheck.base.text import Source, Span
from lexcheck.base.time.instants import (
    HOUR,
    MINUTE,
    SECOND,
    Instant,
    Interval,
    show_instant,
    zone,
)
from lexcheck.base.time.periods import Duration
from lexcheck.bulk.lengths import read_length
from lexcheck.bulk.model import Acts, Members, Records, Relation
from lexcheck.bulk.needs import Need, Path
from lexcheck.bulk.sql.cells import ALWAYS, NEVER
from lexcheck.bulk.sql.facts import FILE, ROW
from lexcheck.facts.case import (
    ActFact,
    ActId,
    Case,
    Claim,
    Coverage,
    Fact,
    Member,
    Money,
    RecordFact,
    RecordId,
    RecordKind,
    Special,
    Value,
)
from lexcheck.facts.schema import PARTY, Field, Kind, Schema, Type

Row = Mapping[str, object]
Key = tuple[str, ...]

_TIME = Type(Kind.TIME, "time")


@attrs.define(kw_only=True)
class Maker:
    """What does not change from case to case. `currencies` by relation and field; `nothing`: fields
    whose empty cells say that there is none. `bare`: types whose records are there, for all that
    names them, without a row: the unlisted ones, and those that something unknown may name, which
    may be whatever else is named. `told`: facts carry their own text and place.
    """

    schema: Schema
    name: str
    timezone: str | None
    kind: RecordKind
    coverage: tuple[Coverage, ...] = ()
    as_of: int
    bare: frozenset[str] = frozenset()
    currencies: Mapping[tuple[Relation, str], str] = attrs.field(factory=dict)
    nothing: frozenset[tuple[Relation, str]] = frozenset()
    told: bool = False
    blank: Span = attrs.field(factory=lambda: Span(Source(name="", text=""), 0, 0))

    def case(
        self,
        records: Iterable[tuple[str, Row]],
        acts: Iterable[tuple[str, Row]],
        lists: Mapping[tuple[str, str], Mapping[str, Sequence[str]]],
        named: Mapping[str, frozenset[str]],
    ) -> Case:
        """A case of these rows. `named`: ids that are there without a row, by type."""
        rows = list(records)
        made = [self.record(type_, row, lists) for type_, row in rows]
        there = {(type_, str(row["id"])) for type_, row in rows}
        bare = [
            RecordFact(id=RecordId(id_), type=type_, span=self.blank)
            for type_ in sorted(self.bare)
            for id_ in sorted(named.get(type_, ()))
            if (type_, id_) not in there
        ]
        return Case(
            name=self.name,
            timezone=self.timezone,
            as_of=Interval(None, Instant(self.as_of)),
            kind=self.kind,
            coverage=self.coverage,
            records=(*made, *bare),
            acts=tuple(self.act(action, row) for action, row in acts),
            source=Source(name=self.name, text=""),
        )

    def record(
        self, type_: str, row: Row, lists: Mapping[tuple[str, str], Mapping[str, Sequence[str]]]
    ) -> RecordFact:
        id_, relation = str(row["id"]), Records(type_)
        fields = []
        for field in self.schema.record[type_].fields:
            if field.type.is_list:
                listed = lists.get((type_, field.name))
                if listed is not None:
                    fields.append(self._list(field.name, listed.get(id_, ()), row))
            elif (fact := self.fact(relation, field, row)) is not None:
                fields.append(fact)
        span = self._span(row, id_)
        return RecordFact(id=RecordId(id_), type=type_, fields=tuple(fields), span=span)

    def _list(self, name: str, members: Sequence[str], row: Row) -> Fact:
        span = self._span(row, "")
        listed = tuple(Member(value=member, span=span) for member in members)
        return Fact(name=name, claims=(Claim(value=listed, span=span),), span=span)

    def act(self, action: str, row: Row) -> ActFact:
        declared, relation = self.schema.action[action], Acts(action)
        arguments = tuple(
            self._said(parameter.name, str(row[f"arg_{place}"]), row)
            for place, parameter in enumerate(declared.parameters, 1)
        )
        wanted = [Field(name="at", type=_TIME), *declared.fields]
        if self.schema.has_parties:
            wanted.append(Field(name="by", type=Type(Kind.RECORD, PARTY)))
        if declared.territorial:
            wanted.append(Field(name="territory", type=Type(Kind.TERRITORY, "territory")))
        facts = [self.fact(relation, field, row) for field in wanted]
        id_ = str(row["id"])
        return ActFact(
            id=ActId(id_),
            actions=(action,),
            arguments=arguments,
            fields=tuple(fact for fact in facts if fact is not None),
            span=self._span(row, id_),
        )

    # ── Facts ──────────────────────────────────────────────────────────────────────────────────

    def _span(self, row: Row, shown: str) -> Span:
        if not self.told:
            return self.blank
        name = f"{row.get(FILE, self.name)}, row {row.get(ROW, '?')}"
        return Span(Source(name=name, text=shown), 0, len(shown))

    def _said(self, name: str, value: Value, row: Row) -> Fact:
        span = self._span(row, _shown(value) if self.told else "")
        return Fact(name=name, claims=(Claim(value=value, span=span),), span=span)

    def fact(self, relation: Relation, field: Field, row: Row) -> Fact | None:
        """A field of a row; None where the row does not give it."""
        if field.name not in row:
            return None
        given = row[field.name]
        if given is None:
            if row.get(f"{field.name}?"):
                return self._said(field.name, Special.UNKNOWN, row)
            if field.type.optional and (relation, field.name) in self.nothing:
                return self._said(field.name, Special.ABSENT, row)
            return None
        return self._said(field.name, self._value(relation, field, given, row), row)

    def _value(self, relation: Relation, field: Field, given: object, row: Row) -> Value:
        match field.type.kind:
            case Kind.TIME:
                latest = row.get(f"{field.name}>")
                last = given if latest is None else latest
                assert isinstance(given, int) and isinstance(last, int)
                return Interval(
                    None if given <= ALWAYS else Instant(given),
                    None if last >= NEVER else Instant(last),
                )
            case Kind.NUMBER | Kind.PERCENT:
                assert isinstance(given, Decimal)
                return _plain(given)
            case Kind.MONEY:
                assert isinstance(given, Decimal)
                return Money(_plain(given), self.currencies[relation, field.name])
            case Kind.DURATION:
                return _length(given) if isinstance(given, int) else read_length(str(given))
            case Kind.TERRITORY:
                return tuple(str(given).split(" "))
            case Kind.BOOLEAN:
                return bool(given)
            case Kind.TEXT | Kind.ENUM | Kind.RECORD | Kind.DATE | Kind.ACT:
                return str(given)


def _shown(value: Value) -> str:
    """A value as a case file would have it."""
    if isinstance(value, Interval):
        utc = zone("UTC")
        ends = [
            "unknown" if end is None else show_instant(end, utc)
            for end in (value.earliest, value.latest)
        ]
        return ends[0] if value.exact else f"{ends[0]} to {ends[1]}"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _plain(number: Decimal) -> Decimal:
    whole = number.to_integral_value()
    return Decimal(int(whole)) if whole == number else number.normalize()


def _length(micros: int) -> Duration:
    for size, unit in ((HOUR, "hour"), (MINUTE, "minute")):
        if micros % size == 0:
            return Duration(Decimal(micros // size), unit)
    return Duration(Decimal(micros) / SECOND, "second")


# ── Slices ─────────────────────────────────────────────────────────────────────────────────────


class Pool:
    """The rows that many instances need together, and the slice that a few of them need."""

    def __init__(self, maker: Maker, needs: Sequence[Need]) -> None:
        self.maker, self.needs = maker, needs
        self._rows: dict[Relation, dict[object, Row]] = {}
        self._index: dict[tuple[Relation, str], dict[object, list[object]]] = {}

    def add(self, relation: Relation, rows: Iterable[Row]) -> None:
        """Rows of a relation; those that are there already are not added twice."""
        known = self._rows.setdefault(relation, {})
        for row in rows:
            key = (row["of"], row["member"]) if isinstance(relation, Members) else row["id"]
            known.setdefault(key, row)

    def slice(self, instances: Sequence[Key]) -> Case:
        """The case of just what these instances need."""
        chosen: dict[Relation, dict[object, None]] = {}
        for need in self.needs:
            keys = chosen.setdefault(need.relation, {})
            for key in self._needed(need, instances):
                keys[key] = None
        records = [
            (relation.type, self._rows[relation][key])
            for relation, keys in chosen.items()
            if isinstance(relation, Records)
            for key in keys
        ]
        acts = [
            (relation.action, self._rows[relation][key])
            for relation, keys in chosen.items()
            if isinstance(relation, Acts)
            for key in keys
        ]
        lists: dict[tuple[str, str], dict[str, list[str]]] = {}
        named: dict[str, set[str]] = {}
        schema = self.maker.schema
        for relation, keys in chosen.items():
            # A list that no table holds is not one that is empty: it is absent, or unknown.
            if isinstance(relation, Members) and relation in self._rows:
                owners = lists.setdefault((relation.record, relation.field), {})
                type_ = schema.record[relation.record].by_name[relation.field].type.name
                for key in keys:
                    row = self._rows[relation][key]
                    owners.setdefault(str(row["of"]), []).append(str(row["member"]))
                    named.setdefault(type_, set()).add(str(row["member"]))
        for type_, id_ in self._named(records, acts):
            named.setdefault(type_, set()).add(id_)
        return self.maker.case(
            records, acts, lists, {type_: frozenset(ids) for type_, ids in named.items()}
        )

    def _named(
        self, records: list[tuple[str, Row]], acts: list[tuple[str, Row]]
    ) -> Iterator[tuple[str, str]]:
        """The ids of records that rows name, of types that need no row."""
        schema, bare = self.maker.schema, self.maker.bare
        if not bare:
            return
        for type_, row in records:
            yield from self._in_fields(schema.record[type_].fields, row)
        for action, row in acts:
            declared = schema.action[action]
            yield from self._in_fields(declared.fields, row)
            for place, parameter in enumerate(declared.parameters, 1):
                if parameter.type.name in bare:
                    yield parameter.type.name, str(row[f"arg_{place}"])
            if PARTY in bare and isinstance(row.get("by"), str):
                yield PARTY, str(row["by"])

    def _in_fields(self, fields: Iterable[Field], row: Row) -> Iterator[tuple[str, str]]:
        for field in fields:
            if field.type.name in self.maker.bare and isinstance(row.get(field.name), str):
                yield field.type.name, str(row[field.name])

    def _needed(self, need: Need, instances: Sequence[Key]) -> Iterable[object]:
        rows = self._rows.get(need.relation, {})
        best: set[object] | None = None
        columns = list(need.columns)
        if need.only is not None:
            columns.append(("member", need.only))
        for column, path in columns:
            values = self._values(path, instances)
            if values is None:
                continue
            index = self._indexed(need.relation, column)
            found = {key for value in values for key in index.get(value, ())}
            best = found if best is None else best & found
        # ORDER: by the rows, whose order is fixed, not by a set's.
        return (
            rows
            if best is None
            else [key for key in rows if key in best]
            if (len(best) * 4 > len(rows))
            else sorted(best, key=str)
        )

    def _indexed(self, relation: Relation, column: str) -> dict[object, list[object]]:
        found = self._index.get((relation, column))
        if found is None:
            found = self._index[relation, column] = {}
            for key, row in self._rows.get(relation, {}).items():
                found.setdefault(row.get(column), []).append(key)
        return found

    def _values(self, path: Path, instances: Sequence[Key]) -> set[object] | None:
        """What a path leads to; None where it may be anything."""
        values: set[object] = {key[path.place] for key in instances}
        for relation, field in path.steps:
            index = self._indexed(relation, "of" if field == "member" else "id")
            rows = self._rows.get(relation, {})
            found = {rows[key].get(field) for value in values for key in index.get(value, ())}
            if None in found and field != "member":
                return None
            values = found - {None}
        return values
