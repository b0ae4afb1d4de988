"""CSV, JSON Lines and event logs, row by row: what is no row is a reject, and never a guess.

CSV is read by RFC 4180 to the letter: a quote inside a quoted cell is doubled, nothing stands
between a closing quote and the comma, and each row has as many cells as the header. A reader that
is lenient here shifts columns, or returns nothing for them, and says neither.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

import attrs

from lexcheck.bulk import event_logs

#: A row: where it stands (line, from 1) and its cells; or why it is none.
Read = tuple[int, Sequence[str | None] | str]

#: The longest cell: a quote that is never closed swallows no more than this.
LONGEST = 4_000_000


class NoColumn(Exception):
    """A column that the manifest names is not there."""

    def __init__(self, column: str, known: Sequence[str]) -> None:
        super().__init__(column)
        self.column, self.known = column, tuple(known)


@attrs.frozen
class Rows:
    """The rows of one text, as cells of the wanted columns. Of an event log, `part` says which rows
    it is read for, and `seen` is told all columns that some row has.
    """

    lines: Iterable[str]
    columns: tuple[str, ...]
    form: Literal["csv", "jsonl", "xes", "ocel"]
    delimiter: str = ","
    part: str = ""
    seen: set[str] = attrs.field(factory=set)

    def __iter__(self) -> Iterator[Read]:
        match self.form:
            case "csv":
                return self._csv()
            case "jsonl":
                return self._json()
            case _:
                return self._log()

    def _csv(self) -> Iterator[Read]:
        csv.field_size_limit(LONGEST)
        reader = csv.reader(self.lines, delimiter=self.delimiter, strict=True)
        try:
            header = next(reader, [])
        except csv.Error as error:
            yield 1, f"the header cannot be read: {error}"
            return
        header = [name.removeprefix("\ufeff") for name in header]
        for column in self.columns:
            if column not in header:
                raise NoColumn(column, header)
        places = [header.index(column) for column in self.columns]
        width = len(header)
        while True:
            start = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                yield start, f"the quotes are broken: {error}"
                continue
            if cells is None:
                return
            if len(cells) == width:
                yield start, [cells[place] or None for place in places]
            elif cells:
                yield start, f"{len(cells)} cells, where the header has {width}"

    def _json(self) -> Iterator[Read]:
        for number, line in enumerate(self.lines, 1):
            if not line.strip():
                continue
            try:
                given = json.loads(line)
            except ValueError:
                yield number, "this line is no JSON"
                continue
            if not isinstance(given, dict):
                yield number, "this line is no JSON object"
                continue
            yield number, [_cell(given.get(column)) for column in self.columns]

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


def _cell(value: object) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
