"""A dataset: the tables people have, and how they are read in the words of a vocabulary.

Nothing here opens a file. Columns are named as the files name them.
"""

from __future__ import annotations

from typing import Literal

from lexcheck.base.light import field, light
from lexcheck.base.text import Source, Span
from lexcheck.base.time.instants import Interval
from lexcheck.facts.case import Coverage, RecordKind

Format = Literal["parquet", "csv", "jsonl", "xes", "ocel", "duckdb", "memory"]
Precision = Literal["exact", "day"]

#: What stands in a first manifest where somebody has yet to decide: nothing is read before.
TODO = "TODO"

#: What an empty cell means where the manifest does not say: nothing, where there may be nothing by
#: nature; else that the value is not known.
EMPTY = ""


@light(kw_only=True)
class Given:
    """How one field is given: in a column, or as a constant.

    `until`: the column of the latest moment, `column` being that of the earliest. `values` maps
    what the column says to what the vocabulary says. `unknown` are texts for what is not known;
    `empty` is what an empty cell means: `unknown`, `none`, or a value; EMPTY where nothing is said.
    `unit` is that of durations, `currency` that of money. `separator`: of the members of a list;
    `json` where the list is written as JSON. `precision` `day`: the time of day says nothing.
    """

    column: str = ""
    constant: str | None = None
    until: str = ""
    values: tuple[tuple[str, str], ...] = ()
    unknown: tuple[str, ...] = ()
    empty: str = EMPTY
    unit: str = ""
    currency: str = ""
    separator: str = ""
    precision: Precision = "exact"
    timezone: str = ""
    span: Span = field(eq=False, repr=False)


@light(kw_only=True)
class Table:
    """One reading of a file: as the records of a type, as acts, or as the members of a list.

    `name` is the manifest's; `paths` as it writes them, `table` that of a DuckDB file, or
    the rows of an event log (`traces`, `events`, …). Records:
    `type` and `id`. Acts: `actions` maps what `action` says to actions, with None for acts that are
    left out; `id`, `arguments` by place. Members: `type` is `Record.field`; `arguments` holds the
    owner and the member. `id` None: rows are numbered. `where`: only rows whose columns say this.
    """

    name: str
    paths: tuple[str, ...]
    format: Format
    table: str = ""
    holds: Literal["records", "acts", "members"]
    type: str = ""
    id: Given | None = None
    action: Given | None = None
    actions: tuple[tuple[str, str | None], ...] = ()
    others: Literal["refused", "left out"] = "refused"
    arguments: tuple[Given, ...] = ()
    fields: tuple[tuple[str, Given], ...] = ()
    where: tuple[tuple[str, str], ...] = ()
    encoding: str = "utf-8"
    delimiter: str = ","
    span: Span = field(eq=False, repr=False)


@light(kw_only=True)
class Dataset:
    """`unlisted`: record types of which there is no table: whatever is named is there. `coverage`:
    for what the record is complete, as in a case file; the ids that it names are not looked up.
    """

    name: str
    title: str = ""
    rulesets: tuple[str, ...] = ()
    timezone: str | None = None
    as_of: Interval | None = None
    kind: RecordKind = RecordKind.LOG
    tables: tuple[Table, ...] = ()
    unlisted: tuple[str, ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    coverage: tuple[Coverage, ...] = ()
    source: Source = field(eq=False, repr=False)
