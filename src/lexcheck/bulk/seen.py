"""What files hold, at a glance: their tables, the columns of each, and the first of their cells."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Literal

import duckdb

from lexcheck.base.light import light
from lexcheck.bulk.dataset import Format
from lexcheck.bulk.sql.expressions import quoted, text

#: Rows that are looked at.
GLANCE = 2_000

ColumnKind = Literal["text", "number", "boolean", "day", "moment", "list"]

_DELIMITERS = ",;\t|"
_DAY = re.compile(r"\d{4}-\d\d-\d\d([ T]00:00(:00(\.0+)?)?)?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d([ T]\d\d:\d\d.*)?")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class NotSeen(Exception):
    """A file that is no table. `why` is lower case."""


@light(kw_only=True)
class SeenColumn:
    """A column, and those of its first cells that are not empty, as texts, in order."""

    name: str
    kind: ColumnKind
    cells: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Its different cells, as they come."""
        return tuple(dict.fromkeys(self.cells))


@light(kw_only=True)
class Seen:
    """One table. `files` have the same columns; `table` is that of a DuckDB file; `rows`: how many
    were looked at.
    """

    name: str
    files: tuple[str, ...]
    format: Format
    columns: tuple[SeenColumn, ...]
    rows: int
    table: str = ""
    delimiter: str = ","

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


#: Opens the texts behind a path: each with the name it goes by.
Opener = Callable[[str], Iterator[tuple[str, Iterator[str]]]]


def look(paths: Sequence[tuple[str, str, Format]], opener: Opener) -> list[Seen]:
    """The tables of files: (path, the name it is given by, format); alike ones together.

    Raises NotSeen, and whatever the opener raises.
    """
    found: list[Seen] = []
    for path, shown, form in paths:
        for seen in _tables(path, shown, form, opener):
            same = next((n for n, each in enumerate(found) if _alike(each, seen)), None)
            if same is None:
                found.append(seen)
            else:
                found[same] = _joined(found[same], seen)
    return found


def _alike(one: Seen, other: Seen) -> bool:
    return (one.format, one.delimiter, one.names) == (
        other.format,
        other.delimiter,
        other.names,
    ) and (one.format != "duckdb")


def _joined(one: Seen, other: Seen) -> Seen:
    columns = (
        SeenColumn(name=a.name, kind=_of_both(a, b), cells=a.cells + b.cells)
        for a, b in zip(one.columns, other.columns, strict=True)
    )
    return Seen(
        name=one.name,
        files=tuple(dict.fromkeys((*one.files, *other.files))),
        format=one.format,
        columns=tuple(columns),
        rows=one.rows + other.rows,
        delimiter=one.delimiter,
    )


def _of_both(one: SeenColumn, other: SeenColumn) -> ColumnKind:
    if one.kind == other.kind or not other.cells:
        return one.kind
    if not one.cells:
        return other.kind
    return "moment" if {one.kind, other.kind} == {"day", "moment"} else "text"


def _tables(path: str, shown: str, form: Format, opener: Opener) -> Iterator[Seen]:
    name = re.sub(r"\W+", "_", Path(shown).name.partition(".")[0]).strip("_") or "table"
    if form in ("csv", "jsonl"):
        for _, lines in opener(path):
            first = list(islice(lines, GLANCE))
            read, delimiter = _csv(first) if form == "csv" else (_jsonl(first), ",")
            yield _seen(name, shown, form, read, delimiter=delimiter)
            return  # the others of an archive are its continuation
        raise NotSeen(f"`{shown}` holds no table")
    with duckdb.connect() as db:
        try:
            if form == "parquet":
                yield _seen(name, shown, form, _rows(db, f"read_parquet({text(path)})"))
                return
            db.execute(f"ATTACH {text(path)} AS seen (READ_ONLY)")
            tables = db.execute(
                "SELECT table_name FROM information_schema.tables"
                " WHERE table_catalog = 'seen' ORDER BY ALL"
            ).fetchall()
            for (table,) in tables:
                read = _rows(db, f"seen.{quoted(str(table))}")
                yield _seen(str(table), shown, form, read, table=str(table))
        except duckdb.Error as error:
            why = str(error).splitlines()[0].lower()
            raise NotSeen(f"`{shown}` cannot be read: {why}") from error


Read = tuple[Sequence[str], Sequence[str], Sequence[Sequence[str | None]]]


def _seen(
    name: str, shown: str, form: Format, read: Read, *, table: str = "", delimiter: str = ","
) -> Seen:
    names, kinds, rows = read
    columns = []
    for place, column in enumerate(names):
        cells = tuple(cell for row in rows if (cell := row[place]) is not None and cell != "")
        columns.append(SeenColumn(name=column, kind=_kind(kinds[place], cells), cells=cells))
    return Seen(
        name=name, files=(shown,), format=form, columns=tuple(columns), rows=len(rows),
        table=table, delimiter=delimiter,
    )  # fmt: skip


def _kind(declared: str, cells: Sequence[str]) -> ColumnKind:
    """The kind of a column: as its file declares it, and of texts as they look."""
    if declared.endswith("[]"):
        return "list"
    if declared.startswith("TIMESTAMP"):
        return "day" if cells and all(map(_DAY.fullmatch, cells)) else "moment"
    if declared != "VARCHAR":
        return {"DATE": "day", "BOOLEAN": "boolean"}.get(declared, "number")  # type: ignore[return-value]
    looks: tuple[tuple[ColumnKind, re.Pattern[str]], ...] = (
        ("day", _DAY), ("moment", _MOMENT), ("number", _NUMBER),
    )  # fmt: skip
    if cells:
        for kind, pattern in looks:
            if all(map(pattern.fullmatch, cells)):
                return kind
        if set(cells) <= {"true", "false"}:
            return "boolean"
    return "text"


def _rows(db: duckdb.DuckDBPyConnection, source: str) -> Read:
    described = db.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()
    names = [str(row[0]) for row in described]
    cells = ", ".join(f"CAST({quoted(name)} AS VARCHAR)" for name in names)
    rows = db.execute(f"SELECT {cells} FROM {source} LIMIT {GLANCE}").fetchall()
    return names, [str(row[1]) for row in described], rows


def _csv(lines: Sequence[str]) -> tuple[Read, str]:
    head = lines[0].removeprefix("\ufeff") if lines else ""
    delimiter = max(_DELIMITERS, key=lambda sign: (head.count(sign), -_DELIMITERS.index(sign)))
    reader = csv.reader([head, *lines[1:]], delimiter=delimiter)
    names = next(reader, [])
    rows = [row for row in _strict(reader) if len(row) == len(names)]
    return (names, ["VARCHAR"] * len(names), rows), delimiter


def _strict(reader: Iterator[list[str]]) -> Iterator[list[str]]:
    """The rows up to the first that is none: the glance may end in the middle of one."""
    try:
        yield from reader
    except csv.Error:
        return


def _jsonl(lines: Iterable[str]) -> Read:
    objects = []
    for line in lines:
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            objects.append(found)
    names = list(dict.fromkeys(name for each in objects for name in each))
    lists = {name for each in objects for name, cell in each.items() if isinstance(cell, list)}
    kinds = ["VARCHAR[]" if name in lists else "VARCHAR" for name in names]
    return names, kinds, [[_cell(each.get(name)) for name in names] for each in objects]


def _cell(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)
