"""DuckDB: where the tables come from, whether every row of them holds, and what they hold."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import attrs
import duckdb

from lexcheck.base.light import light
from lexcheck.bulk.dataset import Dataset, Given, Table
from lexcheck.bulk.event_logs import OCEL, XES, Broken
from lexcheck.bulk.frames import NoTable, frame_of, put_frame
from lexcheck.bulk.functions import provide_reading
from lexcheck.bulk.model import Acts, Members, Records, Relation
from lexcheck.bulk.profile import FieldProfile, Profile
from lexcheck.bulk.sql import facts as sql
from lexcheck.bulk.sql.cells import NEVER
from lexcheck.bulk.sql.expressions import named, quoted, text
from lexcheck.bulk.sql.facts import FILE, ROW, Facts, Source
from lexcheck.bulk.sql.norms import ActsTable
from lexcheck.bulk.texts import Block, NoColumn, Rows
from lexcheck.facts.schema import PARTY, Field, Kind, Schema, Type

#: Opens the texts behind a path: each with the name it goes by.
Opener = Callable[[str, str], Iterator[tuple[str, Iterator[str]]]]

#: Rows of a text that are handed over at a time.
BATCH = 50_000

_TEXTS = ("csv", "jsonl", "xes", "ocel")


class Fault(Exception):
    """The tables are not what the manifest says. `table` names the one at fault."""

    def __init__(self, code: str, message: str, hint: str = "", table: Table | None = None) -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.table = code, message, hint, table


@light(kw_only=True)
class Room:
    """What a run may use. `memory` as DuckDB writes it, `8GB`; empty and 0 for its own choice."""

    folder: str
    memory: str = ""
    threads: int = 0


def connect(room: Room) -> duckdb.DuckDBPyConnection:
    """A connection of its own, that spills to `folder` what does not fit in memory."""
    db = duckdb.connect(config={"temp_directory": room.folder})
    db.execute("SET TimeZone = 'UTC'")
    db.execute("SET preserve_insertion_order = false")
    if room.memory:
        db.execute(f"SET memory_limit = {text(room.memory)}")
    if room.threads:
        db.execute(f"SET threads = {room.threads}")
    return db


@attrs.define
class Loaded:
    """The tables of a dataset as facts. `rejected`: how many rows were left out. `latest`: the
    latest moment in them, where it was looked for.
    """

    facts: list[Facts]
    rows: dict[str, int] = attrs.field(factory=dict)
    doubts: dict[str, dict[str, tuple[int, int]]] = attrs.field(factory=dict)
    rejected: int = 0
    latest: int | None = None


class Loader:
    """Reads the tables of a dataset into views over which plans run."""

    def __init__(
        self,
        db: duckdb.DuckDBPyConnection,
        dataset: Dataset,
        schema: Schema,
        *,
        resolve: Callable[[str], list[str]],
        opener: Opener,
        frames: object,
        distinct_acts: bool = True,
    ) -> None:
        self.db, self.dataset, self.schema = db, dataset, schema
        self.resolve, self.opener, self.frames = resolve, opener, frames
        self.distinct_acts = distinct_acts
        self.alone = True  # no other loader reads files of the same table
        db.execute(f"CREATE TEMP TABLE repeats ({FILE} VARCHAR, {ROW} BIGINT)")
        db.execute(f"CREATE TEMP TABLE rejects ({FILE} VARCHAR, {ROW} BIGINT, reason VARCHAR)")

    def load(self, max_rejects: int) -> Loaded:
        """Every row looked at. Raises Fault: among others, where there are too many rejects."""
        try:
            return self._load(max_rejects)
        except _BROKEN as error:
            raise _unread("a table", error) from error

    def _load(self, max_rejects: int) -> Loaded:
        found = Loaded([self._facts(table) for table in self.dataset.tables])
        for facts in found.facts:
            provide_reading(self.db, facts.select())
            self.db.execute(f"CREATE TEMP VIEW {facts.view} AS {facts.select()}")
        listed = self._listed(found.facts)
        self._relations(found.facts)
        faulty: list[tuple[Facts, list[sql.Check]]] = []
        for facts in found.facts:
            checks = self._count(facts, found)
            if checks or self._strays(facts, listed):
                faulty.append((facts, checks))
        for facts, checks in faulty:
            rows = sql.rejects(facts, checks, self._strayed(facts, listed))
            if rows:
                self.db.execute(f"INSERT INTO rejects {rows}")
        self._repeated(found.facts)
        found.rejected = self._rejected(max_rejects)
        if found.rejected or self._one("SELECT count(*) FROM repeats")[0]:
            self._without(found)
        return found

    # ── Sources ────────────────────────────────────────────────────────────────────────────────

    def _facts(self, table: Table) -> Facts:
        try:
            source = self._source(table)
        except _BROKEN as error:
            raise _unread(table.name, error, table) from error
        for column in _columns(table):
            if column not in source.columns:
                known = [name for name in source.columns if name not in (ROW, FILE)]
                raise _no_column(column, known, table)
        for given in _keys(table, self.schema):
            if source.columns.get(given.column) in ("FLOAT", "DOUBLE"):
                message = f"`{given.column}` holds ids as floating-point numbers, as in `7.0`"
                raise Fault("LX608", message, "make them whole numbers, or texts", table)
        return sql.facts_of(table, source, self.dataset, self.schema)

    def _source(self, table: Table) -> Source:
        if table.format == "memory":
            query = self._frame(table)
        elif table.format in _TEXTS:
            query = f"SELECT * FROM {self._staged(table)}"
        elif table.format == "duckdb":
            query = self._attached(table)
        else:
            paths = self._paths(table)
            self._same_types(table, paths)
            listed = ", ".join(text(path) for path in paths)
            query = (
                f"SELECT * EXCLUDE (file_row_number, filename), file_row_number + 1 AS {ROW},"
                f" filename AS {FILE} FROM read_parquet([{listed}], file_row_number = true,"
                " filename = true)"
            )
        try:
            described = self.db.execute(f"DESCRIBE {query}").fetchall()
        except duckdb.Error as error:
            message = f"`{table.name}` cannot be read: {str(error).splitlines()[0].lower()}"
            raise Fault("LX608", message, table=table) from error
        columns = {str(row[0]): str(row[1]) for row in described}
        full = self._full(table) if table.format == "parquet" else frozenset()
        return Source(query=query, columns=columns, full=full)

    def _paths(self, table: Table) -> list[str]:
        """Its files, each once, though two patterns may lead to it."""
        return list(dict.fromkeys(path for each in table.paths for path in self.resolve(each)))

    def _same_types(self, table: Table, paths: Sequence[str]) -> None:
        """A column has one type in all files: DuckDB takes that of the first, and rounds the others
        to it.
        """
        if len(paths) < 2:
            return
        types: dict[str, tuple[str, str]] = {}
        for path in paths:
            described = self.db.execute(f"DESCRIBE FROM read_parquet({text(path)})").fetchall()
            found = {str(row[0]): str(row[1]) for row in described}
            for column in dict.fromkeys(_columns(table)):
                kind = found.get(column, "none")
                first, before = types.setdefault(column, (path, kind))
                if kind != before:
                    message = (
                        f"`{column}` is {before} in `{Path(first).name}`, and {kind} in"
                        f" `{Path(path).name}`"
                    )
                    hint = "read the two as tables of their own"
                    raise Fault("LX608", message, hint, table)

    def _full(self, table: Table) -> frozenset[str]:
        """The columns of Parquet files of which the files say that no cell is empty."""
        listed = ", ".join(text(path) for path in self._paths(table))
        rows = self.db.execute(
            "SELECT path_in_schema, bool_and(coalesce(stats_null_count = 0, FALSE))"
            f" FROM parquet_metadata([{listed}]) GROUP BY ALL"
        ).fetchall()
        return frozenset(str(name) for name, never in rows if never)

    def _frame(self, table: Table) -> str:
        frame = frame_of(self.frames, table.name)
        if frame is None and table.table:
            frame = frame_of(self.frames, table.table)
        if frame is None:
            raise Fault("LX608", f"no table `{table.table or table.name}` was given", table=table)
        view = f"frame {table.name}"
        try:
            put_frame(self.db, frame, view)
        except NoTable as fault:
            raise Fault("LX608", f"`{table.name}`: {fault}", fault.hint, table) from fault
        except (duckdb.Error, pa.ArrowException) as error:
            message = f"`{table.name}` cannot be read: {str(error).splitlines()[0].lower()}"
            raise Fault("LX608", message, table=table) from error
        return f"SELECT *, {text(table.name)} AS {FILE} FROM {quoted(view)}"

    def _attached(self, table: Table) -> str:
        parts = []
        for number, path in enumerate(self._paths(table)):
            alias = quoted(f"file {table.name} {number}")
            inner = f"{alias}.{quoted(table.table or table.name)}"
            self.db.execute(f"ATTACH {text(path)} AS {alias} (READ_ONLY)")
            (views,) = self._one(
                f"SELECT count(*) FROM duckdb_views() WHERE database_name = {text(alias[1:-1])}"
                f" AND view_name = {text(table.table or table.name)}"
            )
            number_of = f"rowid + 1 AS {ROW}"
            if views:  # its rows have no number but that of a copy
                copy = quoted(f"copy {table.name} {number}")
                self.db.execute(f"CREATE TEMP TABLE {copy} AS FROM {inner}")
                inner = copy
            parts.append(f"SELECT *, {number_of}, {text(path)} AS {FILE} FROM {inner}")
        return "\nUNION ALL BY NAME\n".join(parts)

    def _staged(self, table: Table) -> str:
        """A text, read row by row into a table; what is no row is rejected there and then."""
        columns = tuple(dict.fromkeys(_columns(table)))
        name = quoted(f"text:{table.name}")
        listed = "".join(f"{quoted(column)} VARCHAR, " for column in columns)
        self.db.execute(f"CREATE TEMP TABLE {name} ({listed}{ROW} BIGINT, {FILE} VARCHAR)")
        seen: set[str] = set()
        for path in self._paths(table):
            for file, lines in self.opener(path, table.encoding):
                part = part_of(table)
                rows = Rows(lines, columns, table.format, table.delimiter, part, seen)  # type: ignore[arg-type]
                try:
                    self._stage(name, columns, file, rows)
                except NoColumn as missing:
                    raise _missing(missing, table, table.format) from missing
                except UnicodeDecodeError as error:
                    message = f"`{file}` is not written in {table.encoding}"
                    raise Fault("LX608", message, "say its `encoding`", table) from error
                except (Broken, EOFError, zlib.error, gzip.BadGzipFile, BadZipFile) as error:
                    raise Fault(
                        "LX608", f"`{file}` cannot be read: {error}", table=table
                    ) from error
        if seen and "" not in seen and self.alone:
            for column in (c for c in columns if c not in seen):
                raise _missing(NoColumn(column, sorted(seen)), table, table.format)
        return name

    def _stage(self, name: str, columns: tuple[str, ...], file: str, rows: Rows) -> None:
        kept: list[tuple[object, ...]] = []
        broken: list[tuple[object, ...]] = []
        for each in rows:
            if isinstance(each, Block):
                files = pa.repeat(pa.scalar(file), len(each.lines))
                self._append(name, columns, [*each.columns, each.lines, files])
                continue
            line, read = each
            if isinstance(read, str):
                broken.append((file, line, read))
            else:
                kept.append((*read, line, file))
            if len(kept) >= BATCH:
                self._insert(name, columns, kept)
                kept = []
        self._insert(name, columns, kept)
        if broken:
            self.db.executemany("INSERT INTO rejects VALUES (?, ?, ?)", broken)

    def _insert(self, name: str, columns: tuple[str, ...], rows: list[tuple[object, ...]]) -> None:
        if not rows:
            return
        import pyarrow as pa

        kinds = [pa.string()] * len(columns) + [pa.int64(), pa.string()]
        arrays = [
            pa.array(cells, kind)
            for cells, kind in zip(zip(*rows, strict=True), kinds, strict=True)
        ]
        self._append(name, columns, arrays)

    def _append(self, name: str, columns: tuple[str, ...], arrays: Sequence[pa.Array]) -> None:
        batch = pa.Table.from_arrays(arrays, names=[*columns, ROW, FILE])
        self.db.register("batch", batch)
        self.db.execute(f"INSERT INTO {name} SELECT * FROM batch")
        self.db.unregister("batch")

    # ── Checks ─────────────────────────────────────────────────────────────────────────────────

    def _one(self, query: str) -> list[int]:
        row = self.db.execute(query).fetchone()
        assert row is not None
        return [int(cell) for cell in row]

    def _count(self, facts: Facts, found: Loaded) -> list[sql.Check]:
        """The checks that some row fails."""
        name = facts.table.name
        number, *others = self._one(sql.counting(facts))
        faults, doubts = others[: len(facts.checks)], others[len(facts.checks) :]
        found.rows[name] = number
        found.doubts[name] = sql.counted_doubts(facts, doubts)
        return [check for check, n in zip(facts.checks, faults, strict=True) if n]

    def _listed(self, facts: Sequence[Facts]) -> dict[str, str]:
        """By record type, a query for the ids that there are."""
        found: dict[str, list[str]] = {}
        for each in facts:
            if each.table.holds == "records":
                found.setdefault(each.table.type, []).append(
                    f"SELECT id FROM {each.view} WHERE id IS NOT NULL"
                )
        return {
            type_: " UNION ALL ".join(queries)
            for type_, queries in found.items()
            if type_ not in self.dataset.unlisted
        }

    def _strayed(self, facts: Facts, listed: dict[str, str]) -> dict[str, str]:
        unknown = {type_ for _, _, type_ in facts.keys if type_ not in self.dataset.unlisted}
        return {type_: listed.get(type_, "SELECT NULL::VARCHAR WHERE FALSE") for type_ in unknown}

    def _strays(self, facts: Facts, listed: dict[str, str]) -> int:
        query = sql.strays(facts, self._strayed(facts, listed))
        if not query:
            return 0
        return sum(int(row[0]) for row in self.db.execute(query).fetchall())

    def _repeated(self, facts: Sequence[Facts]) -> None:
        """A row that stands twice is read once. An id that stands twice, with two stories of one
        thing, is rejected but for the first.

        Of acts it is asked only where it may matter: an act that stands twice starts, or ends,
        nothing twice.
        """
        for each in facts:
            if each.table.holds == "members" or (
                each.table.holds == "acts" and not self.distinct_acts
            ):
                continue
            if not self._one(sql.repeated(each))[0]:
                continue
            described = self.db.execute(f"DESCRIBE {each.view}").fetchall()
            cells = ", ".join(quoted(str(r[0])) for r in described if r[0] not in (ROW, FILE))
            self.db.execute(
                f"CREATE OR REPLACE TEMP TABLE again AS SELECT {FILE}, {ROW},"
                f" first_value(cells) OVER of_id IS NOT DISTINCT FROM cells AS alike,"
                f" row_number() OVER of_id AS n FROM (SELECT {FILE}, {ROW}, id,"
                f" row({cells}) AS cells FROM {each.view}) WINDOW"
                f" of_id AS (PARTITION BY id ORDER BY {FILE}, {ROW})"
            )
            self.db.execute(f"INSERT INTO repeats SELECT {FILE}, {ROW} FROM again WHERE n > 1")
            self.db.execute(
                f"INSERT INTO rejects SELECT {FILE}, {ROW}, 'the id stands there before, of another"
                " row' FROM again WHERE n > 1 AND NOT alike"
            )

    def _rejected(self, most: int) -> int:
        (number,) = self._one(f"SELECT count(DISTINCT ({FILE}, {ROW})) FROM rejects")
        if number > most:
            shown = self.db.execute(
                f"SELECT DISTINCT {FILE}, {ROW}, reason FROM rejects ORDER BY ALL LIMIT 5"
            ).fetchall()
            lines = "; ".join(
                f"{Path(file).name} row {row}: {reason}" for file, row, reason in shown
            )
            raise Fault(
                "LX609",
                f"{number:,} row{'s' if number != 1 else ''} cannot be used: {lines}",
                f"mend them, or allow as many: --max-rejects {number}",
            )
        return number

    def _without(self, found: Loaded) -> None:
        """The views again, without the rows that were rejected."""
        bad = (
            f"({FILE}, {ROW}) NOT IN (SELECT ({FILE}, {ROW}) FROM rejects UNION ALL"
            f" SELECT ({FILE}, {ROW}) FROM repeats)"
        )
        for facts in found.facts:
            facts.only = f"({facts.only}) AND {bad}" if facts.only else bad
            self.db.execute(f"CREATE OR REPLACE TEMP VIEW {facts.view} AS {facts.select()}")
            self._count(facts, found)
        self._relations(found.facts)

    def rejects(self) -> str:
        """A query for the rows that were left out, and why."""
        return f"SELECT DISTINCT {FILE} AS file, {ROW} AS row, reason FROM rejects ORDER BY ALL"

    # ── Relations ──────────────────────────────────────────────────────────────────────────────

    def _relations(self, facts: Sequence[Facts]) -> None:
        for relation, parts in by_relation(facts).items():
            self.db.execute(sql.relation_view(relation, parts))


def by_relation(facts: Sequence[Facts]) -> dict[Relation, list[Facts]]:
    """Which tables hold some of each relation."""
    found: dict[Relation, list[Facts]] = {}
    for each in facts:
        for relation in each.relations:
            found.setdefault(relation, []).append(each)
        for name in each.lists:
            found.setdefault(Members(each.table.type, name), []).append(each)
    return found


# ── What the columns hold ──────────────────────────────────────────────────────────────────────


def profile_of(loaded: Loaded, schema: Schema, *, complete: bool) -> Profile:
    """What is known of every field of every relation that has a table."""
    fields: dict[tuple[Relation, str], FieldProfile] = {}
    tables = by_relation(loaded.facts)
    for relation, parts in tables.items():
        for field in _fields(relation, schema):
            fields[relation, field.name] = _profile(relation, field, parts, loaded, complete)
    return Profile(fields=fields, relations=frozenset(tables), complete=complete)


def _profile(
    relation: Relation, field: Field, parts: Sequence[Facts], loaded: Loaded, complete: bool
) -> FieldProfile:
    counts = [loaded.doubts[part.table.name].get(field.name) for part in parts]
    given = [count for count in counts if count is not None]
    if not given:
        if field.type.optional and complete:
            return FieldProfile(never=True)
        return FieldProfile(unknown=True, missing=True)
    partly = len(given) < len(counts) and not field.type.optional
    return FieldProfile(
        unknown=partly or any(unknown for unknown, _ in given),
        imprecise=any(imprecise for _, imprecise in given),
        elapsed=all((relation, field.name) in part.elapsed for part in parts),
    )


def _fields(relation: Relation, schema: Schema) -> Iterator[Field]:
    if isinstance(relation, Records):
        yield from (f for f in schema.record[relation.type].fields if not f.type.is_list)
    elif isinstance(relation, Acts):
        action = schema.action[relation.action]
        yield Field(name="at", type=Type(Kind.TIME, "time"))
        yield from action.fields
        if schema.has_parties:
            yield Field(name="by", type=Type(Kind.RECORD, PARTY))
        if action.territorial:
            yield Field(name="territory", type=Type(Kind.TERRITORY, "territory"))


def acts_tables(loaded: Loaded, profile: Profile) -> tuple[ActsTable, ...]:
    """The tables of acts, as the rendering of norms needs them."""
    found = []
    for facts in loaded.facts:
        if facts.table.holds != "acts":
            continue
        known = [profile.fields[key] for key in profile.fields if key[0] in facts.relations]
        imprecise = any(profile.of(relation, "at").imprecise for relation in facts.relations)
        found.append(
            ActsTable(
                view=facts.view,
                actions=facts.actions,
                imprecise=imprecise,
                unsure=any(each.unknown or each.imprecise for each in known),
            )
        )
    return tuple(found)


def latest_moment(db: duckdb.DuckDBPyConnection, loaded: Loaded) -> int:
    """The end of the latest fact. Raises Fault where no fact has a time."""
    found: list[int] = []
    for facts in loaded.facts:
        for doubt in {d.field: d for d in facts.doubts}.values():
            if not doubt.moment:
                continue
            row = db.execute(
                f"SELECT max({doubt.moment}) FROM ({facts.source.query})"
                f" WHERE {doubt.moment} < {NEVER}" + (f" AND {facts.only}" if facts.only else "")
            ).fetchone()
            if row is not None and row[0] is not None:
                found.append(int(row[0]))
    if not found:
        raise Fault("LX502", "the dataset has no as-of, and no fact with a time", "say `as_of:`")
    return max(found)


def part_of(table: Table) -> str:
    """Which rows of an event log a table is read from; empty of all else. Raises Fault."""
    if table.format not in ("xes", "ocel"):
        return ""
    known = XES if table.format == "xes" else OCEL
    usual = known[1] if table.holds == "acts" else known[0]
    if (table.table or usual) not in known:
        hint = f"there are {' and '.join(known)}"
        raise Fault("LX608", f"an event log has no `{table.table}`", hint, table)
    return table.table or usual


def _columns(table: Table) -> Iterator[str]:
    """The columns that a table is read by."""
    given: list[Given | None] = [table.id, table.action, *table.arguments]
    given += [each for _, each in table.fields]
    yield from (column for column, _ in table.where)
    for each in given:
        if each is not None:
            yield from (column for column in (each.column, each.until) if column)


#: What DuckDB tells of files that are broken somewhere inside, or of other sorts than they say.
_BROKEN = (
    duckdb.IOException, duckdb.InvalidInputException, duckdb.ConversionException,
    duckdb.SerializationException, duckdb.InternalException, duckdb.HTTPException,
    duckdb.OutOfRangeException, duckdb.CatalogException, duckdb.FatalException,
    duckdb.NotImplementedException, duckdb.DependencyException, duckdb.TransactionException,
)  # fmt: skip


def _unread(name: str, error: Exception, table: Table | None = None) -> Fault:
    why = str(error).splitlines()[0].lower()
    return Fault("LX608", f"`{name}` cannot be read: {why}", table=table)


def _keys(table: Table, schema: Schema) -> Iterator[Given]:
    """What a table gives as ids, of its rows or of others."""
    yield from (given for given in (table.id, *table.arguments) if given is not None)
    if table.holds == "records":
        types = {field.name: field.type for field in schema.record[table.type].fields}
        yield from (given for name, given in table.fields if types[name].kind is Kind.RECORD)


def _missing(missing: NoColumn, table: Table, form: str) -> Fault:
    """A column that a text has not, or twice."""
    if missing.twice:
        message = f"`{table.name}` has two columns `{missing.column}`"
        return Fault("LX607", message, "rename one of them: which is meant?", table)
    fault = _no_column(missing.column, missing.known, table)
    if form == "jsonl" and not fault.hint.startswith("did you mean"):
        hint = "no line has it; if none needs to, leave the field out, or give a `value`"
        return Fault(fault.code, fault.message, hint, table)
    return fault


def _no_column(column: str, known: Sequence[str], table: Table) -> Fault:
    from lexcheck.base.diagnostics import did_you_mean

    message = f"`{table.name}` has no column `{column}`"
    return Fault("LX607", message, did_you_mean(column, known), table)


def rows_of(db: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    """The rows of a query, by column."""
    cursor = db.execute(query)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


__all__ = ["Loaded", "Loader", "Room", "connect", "named", "profile_of"]
