"""A case as a dataset: its facts as tables, judged by the bulk engine, told as findings are."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import attrs
import duckdb
import pyarrow as pa
import pytest

from lexcheck.base.light import evolve
from lexcheck.base.text import Source, Span
from lexcheck.base.time.instants import Interval
from lexcheck.base.time.periods import Duration
from lexcheck.bulk import duck, run
from lexcheck.bulk.dataset import Dataset, Given, Table
from lexcheck.bulk.run import Bulk, Judged
from lexcheck.bulk.sql.norms import COLUMNS
from lexcheck.bulk.told import cells_of
from lexcheck.evaluate.from_norms import findings_on
from lexcheck.facts.case import (
    NOWHERE,
    ONE,
    ActFact,
    Case,
    Fact,
    Member,
    Money,
    OneOf,
    Range,
    RecordFact,
    RecordKind,
    Special,
    Value,
)
from lexcheck.facts.schema import PARTY, Field, Kind, Schema, Type
from lexcheck.norms.model import Ruleset
from lexcheck.verdicts.model import Finding

_NOWHERE = Span(Source(name="dataset", text=""), 0, 0)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TIME = Type(Kind.TIME, "time")

#: What a finding says in both engines, by name of its column.
Told = dict[str, object]


class NotTabular(Exception):
    """Something that a case can say and a table cannot."""


@attrs.frozen
class Trial:
    """The findings of the bulk engine by instance, and how many it judged case by case."""

    findings: dict[str, Told]
    cases: dict[str, int]
    whole: frozenset[str]
    notes: tuple[str, ...]


@contextmanager
def _for_large_tables(so: bool) -> Iterator[None]:
    """Has what is small judged by the ways that are taken with much."""
    with pytest.MonkeyPatch.context() as patch:
        if so:
            patch.setattr(run, "LONG", 0)
            patch.setattr(run, "STEP", 5)
        yield


def judge_tables(ruleset: Ruleset, case: Case, as_of: int, law_as_of: date | None = None) -> Trial:
    """The case judged as a dataset. Raises NotTabular."""
    dataset, frames = dataset_of(case, ruleset.schema)
    with (
        _for_large_tables(len(case.acts) % 2 == 1),
        tempfile.TemporaryDirectory() as folder,
        duck.connect(duck.Room(folder=folder, threads=1)) as db,
    ):
        loader = duck.Loader(
            db, dataset, ruleset.schema,
            resolve=lambda path: [path], opener=lambda _path, _encoding: iter(()), frames=frames,
        )  # fmt: skip
        loaded = loader.load(0)
        bulk = Bulk(
            db=db, ruleset=ruleset, dataset=dataset, loaded=loaded, as_of=as_of,
            judge=lambda rules, facts, wanted, at: findings_on(
                rules, facts, wanted, as_of=at, law_as_of=law_as_of
            ),
            law_as_of=law_as_of,
        )  # fmt: skip
        return findings_in(db, ruleset, list(bulk.write(Path(folder))), tuple(bulk.notes()))


def findings_in(
    db: duckdb.DuckDBPyConnection,
    ruleset: Ruleset,
    judged: Iterable[Judged],
    notes: tuple[str, ...],
) -> Trial:
    """The findings as they were written, and how they came about."""
    judged = list(judged)
    findings: dict[str, Told] = {}
    for each in judged:
        width = len(ruleset.versions[each.norm][0].variables)
        findings.update(_read(db, each.file, width))
    return Trial(
        findings,
        {each.norm: each.cases for each in judged},
        frozenset(each.norm for each in judged if each.why),
        notes,
    )


def _read(db: duckdb.DuckDBPyConnection, file: str, width: int) -> dict[str, Told]:
    cells = ", ".join(
        f"epoch_us({name})" if kind == "TIMESTAMPTZ" else name for name, kind in COLUMNS
    )
    keys = ", ".join(f"key_{n}" for n in range(1, width + 1))
    keys = f"{keys}, " if keys else ""
    rows = db.execute(f"SELECT norm, version, {keys}{cells} FROM '{file}'").fetchall()
    found: dict[str, Told] = {}
    for norm, version, *others in rows:
        instance = f"{norm}({', '.join(others[:width])})"
        assert instance not in found, f"{instance} stands twice"
        told = dict(zip([name for name, _ in COLUMNS], others[width:], strict=True))
        found[instance] = {"version": version} | {name: told[name] for name in TOLD[1:]}
    return found


#: The columns that both engines must agree on.
TOLD = ("version", *(name for name, _ in COLUMNS if name not in ("citation", "judged")))


def told(finding: Finding) -> Told:
    """A finding of the case evaluator, in the columns of the bulk engine."""
    return dict(zip(TOLD, (finding.version, *cells_of(finding)), strict=True))


def differences(
    found: Trial,
    findings: Iterable[Finding],
    skip: Callable[[str, object], bool] = lambda _column, _meant: False,
) -> list[str]:
    """Where the engines do not agree; `skip`: a column in which they need not, by its value."""
    wanted = {finding.id: told(finding) for finding in findings}
    lines = [f"{one}: only in tables" for one in found.findings if one not in wanted]
    lines += [f"{one}: not in tables" for one in wanted if one not in found.findings]
    for one in wanted.keys() & found.findings.keys():
        for name in TOLD:
            given, meant = found.findings[one][name], wanted[one][name]
            if given != meant and not skip(name, meant):
                lines.append(f"{one}: {name} is {given!r} in tables, {meant!r} in the case")
    return sorted(lines)


# ── A case as tables ───────────────────────────────────────────────────────────────────────────


def dataset_of(case: Case, schema: Schema) -> tuple[Dataset, Mapping[str, pa.Table]]:
    """The dataset of a case, and its tables in memory. Raises NotTabular."""
    if case.observations or case.groups:
        raise NotTabular("observations or groups")
    if case.kind is not RecordKind.LOG and _says_both(case):
        raise NotTabular("a field that is left out here, and said to be absent there")
    frames: dict[str, pa.Table] = {}
    tables: list[Table] = []
    for type_, declared in schema.record.items():
        rows = [record for record in case.records if record.type == type_]
        plain = [field for field in declared.fields if not field.type.is_list]
        _records(f"records {type_}", type_, rows, plain, tables, frames)
        for field in declared.fields:
            if field.type.is_list:
                _members(f"{type_}.{field.name}", rows, field.name, tables, frames)
    for action, done in schema.action.items():
        acts = [act for act in case.acts if act.actions == (action,)]
        if not acts:
            continue
        fields = [Field(name="at", type=TIME), *done.fields]
        if schema.has_parties:
            fields.append(Field(name="by", type=Type(Kind.RECORD, PARTY)))
        if done.territorial:
            fields.append(Field(name="territory", type=Type(Kind.TERRITORY, "territory")))
        _acts(f"acts {action}", action, acts, len(done.parameters), fields, tables, frames)
    if any(len(act.actions) > 1 for act in case.acts):
        raise NotTabular("an act of one of several actions")
    if any(each.provenance != NOWHERE for each in case.coverage):
        raise NotTabular("a coverage that somebody vouches for")
    dataset = Dataset(
        name=case.name, timezone=case.timezone, as_of=case.as_of, kind=case.kind,
        tables=tuple(tables), coverage=case.coverage, source=case.source,
    )  # fmt: skip
    return dataset, frames


def _says_both(case: Case) -> bool:
    """Is a field given in some rows, as absent in one, and not given in others? Empty cells mean
    one of the two; where the record is complete, it is the same.
    """
    rows: list[tuple[str, RecordFact | ActFact]] = [(r.type, r) for r in case.records]
    rows += [(act.actions[0], act) for act in case.acts]
    absent = {
        (type_, fact.name)
        for type_, row in rows
        for fact in row.fields
        if fact.claims[0].value is Special.ABSENT
    }
    return any(
        type_ == of and name not in row.by_name for of, name in absent for type_, row in rows
    )


def _records(
    name: str,
    type_: str,
    rows: list[RecordFact],
    fields: list[Field],
    tables: list[Table],
    frames: dict[str, pa.Table],
) -> None:
    columns: dict[str, list[str | None]] = {"id": [record.id for record in rows]}
    for record in rows:
        if record.count != ONE or record.provenance != NOWHERE:
            raise NotTabular("a cohort, or a record that is disputed")
    given = [_column(field, [r.by_name.get(field.name) for r in rows], columns) for field in fields]
    tables.append(
        Table(
            name=name,
            paths=(),
            format="memory",
            holds="records",
            type=type_,
            id=_given("id"),
            fields=tuple(zip([field.name for field in fields], given, strict=True)),
            span=_NOWHERE,
        )
    )
    frames[name] = _frame(columns)


def _members(
    name: str,
    rows: list[RecordFact],
    field: str,
    tables: list[Table],
    frames: dict[str, pa.Table],
) -> None:
    of: list[str | None] = []
    member: list[str | None] = []
    for record in rows:
        fact = record.by_name.get(field)
        value = None if fact is None else _value(fact)
        if value is None:
            raise NotTabular("a list that is not given")
        if not isinstance(value, tuple):
            raise NotTabular("a list that is in doubt")
        for one in value:
            if not isinstance(one, Member) or one.provenance != NOWHERE:
                raise NotTabular("a member that is in doubt")
            of.append(record.id)
            member.append(one.value)
    frames[name] = _frame({"of": of, "member": member})
    tables.append(
        Table(
            name=name,
            paths=(),
            format="memory",
            holds="members",
            type=name,
            arguments=(_given("of"), _given("member")),
            span=_NOWHERE,
        )
    )


def _acts(
    name: str,
    action: str,
    acts: list[ActFact],
    places: int,
    fields: list[Field],
    tables: list[Table],
    frames: dict[str, pa.Table],
) -> None:
    if any(act.provenance != NOWHERE for act in acts):
        raise NotTabular("an act that is disputed")
    columns: dict[str, list[str | None]] = {"id": [act.id for act in acts]}
    for place in range(places):
        cells = [_value(act.arguments[place]) for act in acts]
        if not all(isinstance(cell, str) and not isinstance(cell, Special) for cell in cells):
            raise NotTabular("an argument that is in doubt")
        columns[f"arg_{place + 1}"] = [str(cell) for cell in cells]
    given = [_column(f, [act.by_name.get(f.name) for act in acts], columns) for f in fields]
    tables.append(
        Table(
            name=name,
            paths=(),
            format="memory",
            holds="acts",
            id=_given("id"),
            actions=((action, action),),
            arguments=tuple(_given(f"arg_{place + 1}") for place in range(places)),
            fields=tuple(zip([field.name for field in fields], given, strict=True)),
            span=_NOWHERE,
        )
    )
    frames[name] = _frame(columns)


def _frame(columns: dict[str, list[str | None]]) -> pa.Table:
    return pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})


def _given(column: str, **others: str) -> Given:
    return Given(column=column, span=_NOWHERE, **others)  # type: ignore[arg-type]


def _column(field: Field, facts: list[Fact | None], columns: dict[str, list[str | None]]) -> Given:
    """The column, or columns, of a field, and how they are read."""
    name = field.name
    cells = [None if fact is None else _value(fact) for fact in facts]
    given = _given(name, unknown=("unknown",), timezone="UTC")  # type: ignore[arg-type]
    if field.type.optional and Special.ABSENT in cells and None not in cells:
        given = evolve(given, empty="none")
    if field.type.kind is Kind.TIME:
        columns[name] = [_end(cell, 0) for cell in cells]
        columns[f"{name} until"] = [_end(cell, 1) for cell in cells]
        return evolve(given, until=f"{name} until")
    if field.type.kind is Kind.MONEY:
        units = {cell.currency for cell in cells if isinstance(cell, Money)}
        if len(units) > 1:
            raise NotTabular("two currencies in one column")
        given = evolve(given, currency=next(iter(units), "EUR"))
    columns[name] = [_text(cell) for cell in cells]
    return given


def _value(fact: Fact) -> object:
    if len(fact.claims) > 1 or fact.claims[0].provenance != NOWHERE:
        raise NotTabular("a value that is disputed")
    value = fact.claims[0].value
    if isinstance(value, OneOf | Range):
        raise NotTabular("a value that is one of several")
    return value


def _end(cell: object, end: int) -> str | None:
    if cell is Special.UNKNOWN:
        return "unknown"
    if cell is None or cell is Special.ABSENT:
        return None
    assert isinstance(cell, Interval)
    instant = cell.latest if end else cell.earliest
    if instant is None:
        if cell.earliest is None and cell.latest is None:
            return "unknown"
        return None
    return (_EPOCH + timedelta(microseconds=instant)).isoformat(timespec="microseconds")


def _text(cell: object) -> str | None:
    if cell is None or cell is Special.ABSENT:
        return None
    if isinstance(cell, Special):
        return "unknown"
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Money):
        return f"{cell.amount:f}"
    if isinstance(cell, Duration):
        return str(cell)
    if isinstance(cell, tuple):
        if len(cell) != 1:
            raise NotTabular("an act in several territories")
        return str(cell[0])
    return str(cell)


# ── What a table can say of a case ─────────────────────────────────────────────────────────────


def tamed(case: Case, schema: Schema) -> Case:
    """The case with what no table can say put more simply: of several moments the stretch that
    holds them, of several values that it is unknown, of a dispute that there is none.
    """
    records = tuple(_tamed_record(record, schema) for record in case.records)
    acts = tuple(
        evolve(
            act,
            actions=act.actions[:1],
            arguments=tuple(_chosen(fact) for fact in act.arguments),
            fields=tuple(_simple(fact) for fact in act.fields),
            provenance=NOWHERE,
        )
        for act in case.acts
    )
    return evolve(case, records=records, acts=acts, observations=(), groups=(), references=())


def _tamed_record(record: RecordFact, schema: Schema) -> RecordFact:
    lists = {f.name for f in schema.record[record.type].fields if f.type.is_list}
    fields = tuple(_listed(f) if f.name in lists else _simple(f) for f in record.fields)
    return evolve(record, fields=fields, count=ONE, provenance=NOWHERE)


def _said(fact: Fact, value: Value) -> Fact:
    claim = evolve(fact.claims[0], value=value, provenance=NOWHERE)
    return evolve(fact, claims=(claim,))


def _listed(fact: Fact) -> Fact:
    value = fact.claims[0].value
    members = value if isinstance(value, tuple) else ()
    plain = [evolve(m, provenance=NOWHERE) for m in members if isinstance(m, Member)]
    return _said(fact, tuple(plain))


def _chosen(fact: Fact) -> Fact:
    """One value, where there are several."""
    value = fact.claims[0].value
    return _said(fact, value.options[0] if isinstance(value, OneOf) else value)


def _simple(fact: Fact) -> Fact:
    options: list[Value] = []
    for claim in fact.claims:
        options += claim.value.options if isinstance(claim.value, OneOf) else [claim.value]
    if len(options) == 1:
        return _said(fact, Special.UNKNOWN if isinstance(options[0], Range) else options[0])
    intervals = [each for each in options if isinstance(each, Interval)]
    if len(intervals) < len(options):
        return _said(fact, Special.UNKNOWN)
    lows = [each.earliest for each in intervals]
    highs = [each.latest for each in intervals]
    low = None if None in lows else min(one for one in lows if one is not None)
    high = None if None in highs else max(one for one in highs if one is not None)
    return _said(fact, Interval(low, high))
