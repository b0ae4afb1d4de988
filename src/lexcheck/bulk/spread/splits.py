"""One stretch of one table, read: its rows checked, turned into facts, and parcelled out.

A stretch is judged by nobody here: what leaves are parcels, each for one part of one pass, and what
was seen on the way. The checks of single rows are those of `duck.Loader`; what takes more than one
row (a key that leads nowhere, an id that stands twice) leaves as columns of keys, to be compared
when all stretches are read.
"""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import attrs
import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from lexcheck.base.light import evolve, light
from lexcheck.bulk import duck
from lexcheck.bulk.dataset import Dataset, Table
from lexcheck.bulk.duck import Fault, Loader, Opener, Room
from lexcheck.bulk.functions import provide_reading
from lexcheck.bulk.model import Acts, Members, Relation
from lexcheck.bulk.spread.placing import Pass
from lexcheck.bulk.sql import facts as sql
from lexcheck.bulk.sql.expressions import named, quoted, text
from lexcheck.bulk.sql.facts import FILE, ROW, Facts, Source
from lexcheck.facts.schema import Schema

#: Of parcels: facts of a part; ids that stand there; ids that are named; the ids of records that an
#: assessment is about; rows that cannot be used; what was seen; a fault; rows that were asked for.
Kind = Literal["facts", "ids", "named", "bound", "rejects", "seen", "fault", "asked"]

#: The part of what every part sees.
EVERYWHERE = -1

#: Bytes of a file that one task reads, and those of a parcel, about.
STRETCH = 32 << 20

_BATCH = 250_000


@light(kw_only=True)
class Split:
    """A stretch of a table: of one file, its rows from `first` to `last` (from 1; 0 and 0: all).
    `like`: a file whose columns it has. `alone`: no other file holds rows of the table. `body`: of
    a table in memory, its rows.
    """

    table: str
    path: str = ""
    like: str = ""
    first: int = 0
    last: int = 0
    alone: bool = True
    body: bytes = b""


@light(kw_only=True)
class Parcel:
    """Something that a task hands over. `of`: the number of the pass; `name`: of what."""

    kind: Kind
    of: int = 0
    part: int = EVERYWHERE
    name: str = ""
    body: bytes


@attrs.frozen(kw_only=True)
class Reading:
    """What every task that reads needs. `parts`: how many a pass has. `bad`: rows that are left
    out, by file, since they do not go together with others. `checked`: the record types whose ids
    are compared; `bound`: those that assessments are about. `latest`: look for the latest moment.
    """

    dataset: Dataset
    schema: Schema
    timezone: str
    opener: Opener
    memory: str
    passes: tuple[Pass, ...]
    parts: int
    checked: frozenset[str]
    bound: frozenset[str]
    distinct_acts: bool
    latest: bool
    bad: Mapping[str, Sequence[int]] = attrs.field(factory=dict)


class Stretch(Loader):
    """Reads one table of a dataset, as far as a split goes."""

    def __init__(self, db: duckdb.DuckDBPyConnection, reading: Reading, split: Split) -> None:
        self.split, self.reading = split, reading
        frames = {} if not split.body else {split.table: unpacked(split.body)}
        super().__init__(
            db, reading.dataset, reading.schema,
            resolve=self._only, opener=reading.opener, frames=frames,
        )  # fmt: skip
        self.alone = split.alone
        (self.table,) = (t for t in reading.dataset.tables if t.name == split.table)

    def _only(self, _path: str) -> list[str]:
        return list(dict.fromkeys(path for path in (self.split.like, self.split.path) if path))

    def _source(self, table: Table) -> Source:
        table = evolve(table, paths=table.paths[:1])
        source, split = super()._source(table), self.split
        query = source.query
        if split.body and split.first > 1:  # numbered from where the stretch begins
            again = f"{ROW} + {split.first - 1} AS {ROW}"
            query = f"SELECT * REPLACE ({again}) FROM ({query})"
        return evolve(source, query=query)

    def _within(self) -> str:
        split = self.split
        rows = f"file_row_number BETWEEN {split.first - 1} AND {split.last - 1}"
        return f" WHERE filename = {text(split.path)} AND {rows}" if split.last else ""

    def parcels(self) -> Iterator[Parcel]:
        """Everything that leaves this stretch."""
        facts = self._facts(self.table)
        found = duck.Loaded([facts])
        self._view(facts)
        yield from self._keys(facts)
        checks = self._count(facts, found)
        if checks:
            self.db.execute(f"INSERT INTO rejects {sql.rejects(facts, checks, {})}")
        rejects = self.db.execute(
            f"SELECT DISTINCT {FILE} AS file, {ROW} AS row, reason FROM rejects ORDER BY ALL"
        ).to_arrow_table()
        if rejects.num_rows:
            yield Parcel(kind="rejects", body=packed(rejects))
        self._mark_bad()
        if rejects.num_rows or self.reading.bad:
            facts.only = _both(
                facts.only, f"({FILE}, {ROW}) NOT IN (SELECT ({FILE}, {ROW}) FROM rejects)"
            )
            self._view(facts)
            self._count(facts, found)
        name = self.table.name
        seen: dict[str, object] = {"rows": found.rows[name], "doubts": found.doubts[name]}
        if self.seen and not self.alone:
            seen["columns"] = sorted(self.seen)
        if self.reading.latest and found.rows[name]:
            try:
                seen["latest"] = duck.latest_moment(self.db, found)
            except Fault:
                seen["latest"] = None
        yield Parcel(kind="seen", name=name, body=json.dumps(seen).encode())
        yield from self._bound(facts)
        for number, each in enumerate(self.reading.passes):
            yield from self._shipped(facts, number, each)

    def asked(self, wanted: Mapping[str, frozenset[str]]) -> Iterator[Parcel]:
        """Rows that name records that there are not (`named Type`), or whose id stands elsewhere,
        too (`ids table`): with file, row, a reason or the id, and the row itself.
        """
        facts = self._facts(self.table)
        self._view(facts)
        for field, value, type_ in facts.keys:
            missing = wanted.get(f"named {type_}")
            if missing:
                self._listed_values(missing)
                reason = text(f"`{field}` names no {type_}")
                where = _both(facts.only, f"{value} IN (FROM wanted_values)")
                yield self._rows_asked(
                    "named",
                    f"SELECT {FILE}, {ROW}, {reason}, NULL FROM ({facts.source.query})"
                    f" WHERE {where}",
                )
        repeated = wanted.get(f"ids {self.table.name}")
        if repeated:
            self._listed_values(repeated)
            cells = ", ".join(f"{quoted(name)}::VARCHAR" for name in self._columns_of(facts))
            yield self._rows_asked(
                f"ids {self.table.name}",
                f"SELECT {FILE}, {ROW}, id, to_json([{cells}])::VARCHAR"
                f" FROM {facts.view} WHERE id IN (FROM wanted_values)",
            )

    def _rows_asked(self, name: str, query: str) -> Parcel:
        rows = self.db.execute(f"SELECT * FROM ({query}) AS r(file, row, what, cells)")
        return Parcel(kind="asked", name=name, body=packed(rows.to_arrow_table()))

    def _listed_values(self, values: frozenset[str]) -> None:
        self.db.register("wanted_texts", pa.table({"v": pa.array(sorted(values), pa.string())}))
        self.db.execute("CREATE OR REPLACE TEMP TABLE wanted_values AS FROM wanted_texts")

    def _view(self, facts: Facts) -> None:
        provide_reading(self.db, facts.select())
        self.db.execute(f"CREATE OR REPLACE TEMP VIEW {facts.view} AS {facts.select()}")

    def _columns_of(self, facts: Facts) -> list[str]:
        described = self.db.execute(f"DESCRIBE {facts.view}").fetchall()
        return [str(row[0]) for row in described if row[0] not in (ROW, FILE)]

    def _mark_bad(self) -> None:
        bad = [(file, row) for file, rows in self.reading.bad.items() for row in rows]
        if bad:
            files, rows = zip(*bad, strict=True)
            self.db.register("bad", pa.table({"f": pa.array(files), "r": pa.array(rows)}))
            self.db.execute("INSERT INTO rejects SELECT f, r, '' FROM bad")

    # ── Keys, to be compared with those of other stretches ─────────────────────────────────────

    def _keys(self, facts: Facts) -> Iterator[Parcel]:
        name, holds = self.table.name, self.table.holds
        if holds == "records" or (holds == "acts" and self.reading.distinct_acts and self.table.id):
            ids = f"SELECT id AS v FROM {facts.view} WHERE id IS NOT NULL"
            yield from self._parcelled("ids", name, ids, "v")
        for type_ in sorted({type_ for _, _, type_ in facts.keys} & self.reading.checked):
            queries = [
                f"SELECT {value} AS v FROM ({facts.source.query}) WHERE"
                f" {_both(facts.only, f'{value} IS NOT NULL')}"
                for _, value, of in facts.keys
                if of == type_
            ]
            distinct = f"SELECT DISTINCT v FROM ({' UNION ALL '.join(queries)})"
            yield from self._parcelled("named", type_, distinct, "v")

    def _bound(self, facts: Facts) -> Iterator[Parcel]:
        if self.table.holds == "records" and self.table.type in self.reading.bound:
            ids = self.db.execute(f"SELECT id FROM {facts.view}").to_arrow_table()
            yield Parcel(kind="bound", name=self.table.name, body=packed(ids))

    # ── Facts ──────────────────────────────────────────────────────────────────────────────────

    def _shipped(self, facts: Facts, number: int, each: Pass) -> Iterator[Parcel]:
        """The facts of one pass. Acts leave with their table, which tells the actions apart."""
        placed: dict[Relation, str | None] = {**dict.fromkeys(each.whole), **dict(each.placed)}
        by_column: dict[str | None, list[str]] = {}
        for relation in facts.relations:
            if relation in placed and isinstance(relation, Acts):
                by_column.setdefault(placed[relation], []).append(relation.action)
        columns = ", ".join(map(quoted, self._columns_of(facts)))
        for column, actions in by_column.items():
            listed = ", ".join(map(text, sorted(actions)))
            query = f"SELECT {columns} FROM {facts.view} WHERE action IN ({listed})"
            yield from self._parcelled("facts", f"table:{facts.table.name}", query, column, number)
        lists = [Members(self.table.type, name) for name in facts.lists]
        for relation in [*facts.relations, *lists]:
            if relation not in placed or isinstance(relation, Acts):
                continue
            if isinstance(relation, Members):
                self.db.execute(sql.relation_view(relation, [facts]))
                name, query = named(relation), f"SELECT of, member FROM {named(relation)}"
                name = name.strip('"')
            else:
                name = f"table:{facts.table.name}"
                query = f"SELECT {columns} FROM {facts.view}"
            yield from self._parcelled("facts", name, query, placed[relation], number)

    def _parcelled(
        self, kind: Kind, name: str, query: str, column: str | None, of: int = 0
    ) -> Iterator[Parcel]:
        """The rows of a query by part; all of them to every part, without a column."""
        if column is None or (self.reading.passes[of].together and kind == "facts"):
            whole = self.db.execute(query).to_arrow_table()
            if whole.num_rows:
                yield Parcel(kind=kind, of=of, name=name, body=packed(whole))
            return
        parts = self.reading.parts
        key = f"(hash({quoted(column)}::VARCHAR) % {parts})::INTEGER AS part"
        reader = self.db.execute(f"SELECT {key}, * FROM ({query})").to_arrow_reader(_BATCH)
        for batch in reader:
            rows = pa.Table.from_batches([batch])
            ordered = rows.take(pc.sort_indices(rows.column("part")))
            plain = ordered.drop_columns(["part"])
            start = 0
            for part, number in sorted(Counter(rows.column("part").to_pylist()).items()):
                some = plain.slice(start, number)
                yield Parcel(kind=kind, of=of, part=part, name=name, body=packed(some))
                start += number


def read(reading: Reading, split: Split) -> Iterator[Parcel]:
    """The parcels of one stretch; a fault leaves as a parcel of its own."""
    yield from _in_room(reading, split, None)


def read_asked(
    reading: Reading, split: Split, wanted: Mapping[str, frozenset[str]]
) -> Iterator[Parcel]:
    yield from _in_room(reading, split, wanted)


def _in_room(
    reading: Reading, split: Split, wanted: Mapping[str, frozenset[str]] | None
) -> Iterator[Parcel]:
    with tempfile.TemporaryDirectory() as folder:
        room = Room(folder=folder, memory=reading.memory, threads=1)
        with duck.connect(room) as db:
            try:
                stretch = Stretch(db, reading, split)
                with duck.reading(stretch.table):
                    yield from stretch.parcels() if wanted is None else stretch.asked(wanted)
            except Fault as fault:
                told = [fault.code, fault.message, fault.hint]
                yield Parcel(kind="fault", name=split.table, body=json.dumps(told).encode())


def _both(left: str, right: str) -> str:
    return f"({left}) AND ({right})" if left else right


def packed(table: pa.Table) -> bytes:
    """A table as Arrow's stream format."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    return bytes(sink.getvalue())


def unpacked(body: bytes) -> pa.Table:
    return pa.ipc.open_stream(body).read_all()
