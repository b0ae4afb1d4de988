"""CSV, JSON Lines and event logs: what is no row of its table is a reject, and never a guess.

CSV is read by RFC 4180: a quote inside a quoted cell is doubled, nothing stands between a closing
quote and the delimiter, and each row has as many cells as the header. A reader that is lenient here
shifts columns, or returns nothing for them, and says neither. PyArrow's is fast and lenient; so it
is given only blocks of text in which nothing is left to leniency: once all cells that are quoted as
they should be are taken out, no quote is left. Such a block is checked by the number of its rows
and cells besides. Any other goes row by row through Python's strict reader, and so does what
follows it, up to the end of a row.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from json import JSONDecoder
from typing import Literal

import attrs
import pyarrow as pa
from pyarrow import compute
from pyarrow import csv as arrow_csv

from lexcheck.bulk import event_logs

#: A row: where it stands (line, from 1) and its cells; or why it is none.
Read = tuple[int, Sequence[str | None] | str]

#: The longest cell: a quote that is never closed swallows no more than this.
LONGEST = 4_000_000

#: Characters of CSV, and lines of JSON, that are looked at at a time.
_BLOCK, _LINES = 8 << 20, 20_000


class NoColumn(Exception):
    """A column that the manifest names is not there, or `twice`."""

    def __init__(self, column: str, known: Sequence[str], *, twice: bool = False) -> None:
        super().__init__(column)
        self.column, self.known, self.twice = column, tuple(known), twice


@attrs.frozen
class Block:
    """Many rows at once: the wanted columns as texts, null for an empty cell, and then the lines on
    which the rows start.
    """

    columns: list[pa.ChunkedArray]
    lines: pa.Array


@attrs.frozen
class Rows:
    """The rows of one text, as cells of the wanted columns. Of an event log, `part` says which rows
    it is read for. `seen` is told the columns that some row of it, or line of JSON, has.
    """

    lines: Iterator[str]
    columns: tuple[str, ...]
    form: Literal["csv", "jsonl", "xes", "ocel"]
    delimiter: str = ","
    part: str = ""
    seen: set[str] = attrs.field(factory=set)

    def __iter__(self) -> Iterator[Read | Block]:
        match self.form:
            case "csv":
                return iter(_Csv(self))
            case "jsonl":
                return self._json()
            case _:
                return self._log()

    def _log(self) -> Iterator[Read]:
        if self.form == "xes":
            found = event_logs.rows_of_xes(self.lines, self.part)
        else:
            found = event_logs.rows_of_ocel(self.lines, self.part, self.columns)
        for number, row in found:
            if isinstance(row, str):
                self.seen.add("")  # nobody knows what columns it has
                yield number, row
            else:
                self.seen.update(row)
                yield number, [row.get(column) or None for column in self.columns]

    def _json(self) -> Iterator[Read | Block]:
        scan = JSONDecoder().raw_decode
        absent, seen = set(self.columns), self.seen
        numbers: list[int] = []
        objects: list[dict[str, object]] = []
        for number, line in enumerate(self.lines, 1):
            try:
                given, end = scan(line)
            except (ValueError, RecursionError):
                end = -1
            if end < 0 or line[end:].strip(" \t\r\n"):
                if not line.strip(" \t\r\n"):
                    continue
                given = _object(line)
            if not isinstance(given, dict):
                yield number, given if isinstance(given, str) else "this line is no JSON object"
                continue
            if absent:
                absent.difference_update(given)
                seen.update(given)
            numbers.append(number)
            objects.append(given)
            if len(objects) >= _LINES:
                yield self._objects(numbers, objects)
                numbers, objects = [], []
        if objects:
            yield self._objects(numbers, objects)

    def _objects(self, numbers: list[int], objects: list[dict[str, object]]) -> Block:
        columns = [_texts([each.get(name) for each in objects]) for name in self.columns]
        return Block(columns, pa.array(numbers, pa.int64()))


def _texts(cells: list[object]) -> pa.Array:
    try:
        found = pa.array(cells, pa.string())
    except (pa.ArrowException, TypeError):  # numbers, truth values, lists: as JSON writes them
        return pa.array([_cell(cell) for cell in cells], pa.string())
    return compute.if_else(compute.equal(found, ""), None, found)


def _object(line: str) -> object:
    """What an unusual line holds; a text says why it is none."""
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return "this line is no JSON"
    return found if isinstance(found, dict) else None


def _cell(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False)


# ── CSV ────────────────────────────────────────────────────────────────────────────────────────


class _Csv:
    """One reading of one text."""

    def __init__(self, rows: Rows) -> None:
        self.rows, self.lines = rows, rows.lines
        sign = re.escape(rows.delimiter)
        # It begins with the quote, since that is what can be searched for fast.
        self.quoted = re.compile(
            rf'"(?:(?<=[{sign}\n]")|(?<=\A"))[^"]*+(?:""[^"]*+)*+"(?=[{sign}\r\n]|\Z)'
        )
        self.line = 0  # lines that were read

    def __iter__(self) -> Iterator[Read | Block]:
        csv.field_size_limit(LONGEST)
        header = self._header()
        if isinstance(header, str):
            yield 1, header
            return
        for column in self.rows.columns:
            if header.count(column) != 1:
                raise NoColumn(column, header, twice=column in header)
        self.places = [header.index(column) for column in self.rows.columns]
        self.width = len(header)
        read = getattr(self.lines, "read", None)
        if read is None:
            yield from self._row_by_row("")
            return
        rest = ""
        while True:
            new = read(_BLOCK)
            text, rest = self._cut(rest + new, last=not new)
            if not text and not new:
                return
            block = self._block(text) if text else None
            if block is not None:
                self.line += text.count("\n")
                yield block
            elif text:
                yield from self._row_by_row(text + rest)
                rest = ""

    def _header(self) -> list[str] | str:
        first = next(self.lines, "")
        lines = chain([first.removeprefix("\ufeff")], self.lines)
        reader = csv.reader(lines, delimiter=self.rows.delimiter, strict=True)
        try:
            header = next(reader, [])
        except csv.Error as error:
            return f"the header cannot be read: {error}"
        self.line = reader.line_num
        return header

    @staticmethod
    def _cut(text: str, *, last: bool) -> tuple[str, str]:
        """The whole rows of a text, and what comes after them. Where quotes are as they should be,
        a row ends with a line before which there is an even number of them.
        """
        if last:
            return text, ""
        end = text.rfind("\n") + 1
        odd = text.count('"', 0, end) % 2
        while odd and end:
            before = text.rfind("\n", 0, end - 1) + 1
            odd = (odd - text.count('"', before, end)) % 2
            end = before
        if not end and len(text) > LONGEST:
            return text, ""
        return text[:end], text[end:]

    def _block(self, text: str) -> Block | None:
        """A text as a block, if nothing in it is left to leniency."""
        bare = self.quoted.sub("q", text) if '"' in text else text
        if '"' in bare or text.count("\r") != text.count("\r\n"):
            return None
        starts = self._starts(text, bare)
        try:
            table = arrow_csv.read_csv(
                pa.BufferReader(text.encode()),
                arrow_csv.ReadOptions(
                    use_threads=False,
                    block_size=max(4 * len(text), 1024),
                    column_names=[str(place) for place in range(self.width)],
                ),
                arrow_csv.ParseOptions(delimiter=self.rows.delimiter, newlines_in_values=True),
                arrow_csv.ConvertOptions(
                    include_columns=[str(place) for place in sorted(set(self.places))],
                    column_types={str(place): pa.string() for place in self.places},
                    null_values=[""],
                    strings_can_be_null=True,
                    quoted_strings_can_be_null=True,
                ),
            )
        except pa.ArrowException:
            return None  # other numbers of cells: each row is told of
        if table.num_rows != len(starts):
            return None
        return Block([table.column(str(place)) for place in self.places], starts)

    def _starts(self, text: str, bare: str) -> pa.Array:
        """The lines on which rows start."""
        ends = bare.count("\n")
        plain = ends == text.count("\n") and "\n\n" not in bare and "\n\r\n" not in bare
        if plain and not bare.startswith(("\n", "\r\n")):
            number = ends + (not bare.endswith("\n"))
            return pa.array(range(self.line + 1, self.line + number + 1), pa.int64())
        # A quoted cell stands for as many lines as it has.
        marked = self.quoted.sub(lambda cell: "q" + "\x00" * cell[0].count("\n"), text)
        found, at = [], self.line + 1
        for row in marked.split("\n"):
            if row not in ("", "\r"):
                found.append(at)
            at += 1 + row.count("\x00")
        return pa.array(found, pa.int64())

    def _row_by_row(self, text: str) -> Iterator[Read]:
        """The rows of a text, and as much of what follows as belongs to the last of them; without
        `read`, all rows.
        """
        known = io.StringIO(text, newline="")
        left = len(text)

        def lines() -> Iterator[str]:
            nonlocal left
            for line in known:
                if line.endswith(("\n", "\r")):
                    left -= len(line)
                    yield line
                else:
                    left = 0
                    yield line + next(self.lines, "")
            # Not `yield from`, which would close the file when this is left in the middle.
            for line in self.lines:
                yield line

        reader = csv.reader(lines(), delimiter=self.rows.delimiter, strict=True)
        whole = not text
        while left > 0 or whole:
            start = self.line + reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield start, f"the quotes are broken: {error}"
                continue
            if cells is None:
                break
            if len(cells) == self.width:
                yield start, [cells[place] or None for place in self.places]
            elif cells:
                yield start, f"{len(cells)} cells, where the header has {self.width}"
        self.line += reader.line_num
