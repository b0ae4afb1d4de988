"""Where the tables of a dataset come from: files of several forms and frames, as queries.

Each row keeps the file that it stands in, and its number there.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from lexcheck.base.diagnostics import did_you_mean
from lexcheck.bulk.dataset import EMPTY, Dataset, Given, Table
from lexcheck.bulk.event_logs import OCEL, XES, Broken
from lexcheck.bulk.functions import provide_reading
from lexcheck.bulk.progress import Progress
from lexcheck.bulk.sql import facts as sql
from lexcheck.bulk.sql.expressions import quoted, text
from lexcheck.bulk.sql.facts import FILE, ROW, Facts, Source
from lexcheck.facts.schema import Action, Kind, Record, Schema

if TYPE_CHECKING:
    import pyarrow as pa

    from lexcheck.bulk.texts import NoColumn, Rows

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


class Sources:
    """Reads the tables of a dataset, whose rows nobody has looked at yet."""

    def __init__(
        self,
        db: duckdb.DuckDBPyConnection,
        dataset: Dataset,
        schema: Schema,
        *,
        resolve: Callable[[str], list[str]],
        opener: Opener,
        frames: object,
        progress: Progress | None = None,
    ) -> None:
        self.progress, self.staged = progress, 0
        self.db, self.dataset, self.schema = db, dataset, schema
        self.resolve, self.opener, self.frames = resolve, opener, frames
        self.alone = True  # no other loader reads files of the same table
        self.seen: set[str] = set()

    def _one(self, query: str) -> list[int]:
        row = self.db.execute(query).fetchone()
        assert row is not None
        return [int(cell) for cell in row]

    def _facts(self, table: Table) -> Facts:
        try:
            source = self._source(table)
        except (*_BROKEN, duckdb.CatalogException) as error:
            raise _unread(table.name, error, table) from error
        for column in _columns(table):
            if column not in source.columns:
                known = [name for name in source.columns if name not in (ROW, FILE)]
                raise _no_column(column, known, table)
        for given in _keys(table, self.schema):
            if source.columns.get(given.column) in ("FLOAT", "DOUBLE"):
                message = f"`{given.column}` holds ids as floating-point numbers, as in `7.0`"
                raise Fault("LX608", message, "make them whole numbers, or texts", table)
        for column in _compound(table, self.schema, source.columns):
            message = (
                f"`{column}` of `{table.name}` is {source.columns[column]}: what of it is meant?"
            )
            raise Fault("LX608", message, "name a column with one value in each cell", table)
        found = sql.facts_of(table, source, self.dataset, self.schema)
        provide_reading(self.db, found.select())
        return found

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
                f" filename = true){self._within()}"
            )
        try:
            described = self.db.execute(f"DESCRIBE {query}").fetchall()
        except duckdb.Error as error:
            message = f"`{table.name}` cannot be read: {str(error).splitlines()[0].lower()}"
            raise Fault("LX608", message, table=table) from error
        columns = {str(row[0]): str(row[1]) for row in described}
        full = self._full(table) if table.format == "parquet" else frozenset()
        return Source(query=query, columns=columns, full=full)

    def _within(self) -> str:
        """Which rows of Parquet files are read: a WHERE on `filename` and `file_row_number`, by
        which DuckDB passes over the row groups that have none of them; empty for all rows.
        """
        return ""

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
        import pyarrow as pa  # takes a while to load, and files need none of it

        from lexcheck.bulk.frames import NoTable, frame_of, put_frame

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
        from lexcheck.bulk.texts import NoColumn, Rows  # PyArrow takes a while to load

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
                except (Broken, *_CUT) as error:
                    raise _unread(file, error, table) from error
        self.seen = seen
        if self.alone:
            self._look_for(table, seen)
        return name

    def _look_for(self, table: Table, seen: set[str]) -> None:
        """Whether some row of all texts has each column: `seen` holds those that one has, and the
        empty text if nobody knows.
        """
        from lexcheck.bulk.texts import NoColumn

        known = seen | set(_told(table))
        if seen and "" not in seen:
            for column in (c for c in dict.fromkeys(_columns(table)) if c not in known):
                raise _missing(NoColumn(column, sorted(seen)), table, table.format)

    def _stage(self, name: str, columns: tuple[str, ...], file: str, rows: Rows) -> None:
        import pyarrow as pa

        from lexcheck.bulk.texts import Block

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
        import pyarrow as pa

        batch = pa.Table.from_arrays(arrays, names=[*columns, ROW, FILE])
        self.staged += batch.num_rows
        if self.progress is not None:
            self.progress("rows read", self.staged, 0)
        self.db.register("batch", batch)
        self.db.execute(f"INSERT INTO {name} SELECT * FROM batch")
        self.db.unregister("batch")


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


#: What DuckDB complains of where a file is broken inside, or memory or disk are short.
_BROKEN = (
    duckdb.IOException, duckdb.InvalidInputException, duckdb.ConversionException,
    duckdb.SerializationException, duckdb.InternalException, duckdb.OutOfRangeException,
    duckdb.FatalException, duckdb.NotImplementedException, duckdb.OutOfMemoryException,
)  # fmt: skip

#: What is told of packed texts that are broken inside.
_CUT = (OSError, EOFError, zlib.error, zipfile.BadZipFile)


@contextmanager
def reading(table: Table | None = None) -> Iterator[None]:
    """Raises Fault for what DuckDB complains of, where it is the files, or the machine, and no
    fault of ours. `table`: the one that is read; None: any of them.
    """
    try:
        yield
    except duckdb.Error as error:
        ours = "Python exception" in str(error)
        if ours or not (type(error) is duckdb.Error or isinstance(error, _BROKEN)):
            raise
        raise _unread("" if table is None else table.name, error, table) from error


def _unread(name: str, error: Exception, table: Table | None = None) -> Fault:
    why = (str(error) or type(error).__name__).splitlines()[0].lower()
    what = f"`{name}`" if name else "the tables"
    return Fault("LX608", f"{what} cannot be read: {why}", table=table)


def _keys(table: Table, schema: Schema) -> Iterator[Given]:
    """What a table gives as ids, of its rows or of others."""
    yield from (given for given in (table.id, *table.arguments) if given is not None)
    if table.holds == "records":
        types = {field.name: field.type for field in schema.record[table.type].fields}
        yield from (given for name, given in table.fields if types[name].kind is Kind.RECORD)


def _compound(table: Table, schema: Schema, columns: Mapping[str, str]) -> Iterator[str]:
    """The columns whose cells are made of parts, where one value is meant, or a list of values."""
    declared: list[Record | Action] = []
    if table.holds == "records":
        declared.append(schema.record[table.type])
    declared += [schema.action[name] for _, name in table.actions if name is not None]
    several = {"territory"} | {
        field.name
        for each in declared
        for field in each.fields
        if field.type.is_list or field.type.kind is Kind.TERRITORY
    }
    lists = {given.column for name, given in table.fields if name in several}
    for column in dict.fromkeys(_columns(table)):
        kind = columns[column].removesuffix("[]") if column in lists else columns[column]
        if kind.endswith("]") or kind.partition("(")[0] in ("STRUCT", "MAP", "UNION", "BLOB"):
            yield column


def _told(table: Table) -> Iterator[str]:
    """The columns that may well be empty throughout: it is said what that means."""
    for _, given in table.fields:
        if given.empty != EMPTY:
            yield from (given.column, given.until)


def _missing(missing: NoColumn, table: Table, form: str) -> Fault:
    """A column that a text has not, or twice."""
    if missing.twice:
        message = f"`{table.name}` has two columns `{missing.column}`"
        return Fault("LX607", message, "rename one of them: which is meant?", table)
    fault = _no_column(missing.column, missing.known, table)
    if form == "jsonl" and not fault.hint.startswith("did you mean"):
        hint = "no line has it; if none needs to, say what that means with `empty:`"
        return Fault(fault.code, fault.message, hint, table)
    return fault


def _no_column(column: str, known: Sequence[str], table: Table) -> Fault:
    message = f"`{table.name}` has no column `{column}`"
    return Fault("LX607", message, did_you_mean(column, known), table)
