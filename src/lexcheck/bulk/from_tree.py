"""From the tree of a manifest to a Dataset: is everything in it what the vocabulary allows?

As with cases, nothing stops at a fault: each becomes a diagnostic, and a manifest with any is not
used.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import cast, get_args

from lexcheck.base.diagnostics import Diagnostic, has_errors
from lexcheck.base.text import Source
from lexcheck.base.time.instants import TimeError, zone
from lexcheck.bulk.dataset import EMPTY, TODO, Dataset, Format, Given, Precision, Table
from lexcheck.facts.case import Coverage, RecordKind
from lexcheck.facts.causes import told
from lexcheck.facts.evidence import read_coverage
from lexcheck.facts.moments import read_moment_node
from lexcheck.facts.schema import PARTY, Action, Kind, Schema, Type
from lexcheck.facts.scope import Scope
from lexcheck.facts.tree import Mapping, Node, Scalar, Sequence, key_span, quoted, span

DATASET_KEYS = (
    "dataset", "title", "ruleset", "timezone", "as_of", "built_from", "tables", "unlisted", "set",
    "coverage",
)  # fmt: skip
TABLE_KEYS = (
    "file", "files", "format", "table", "encoding", "delimiter", "record", "list", "act",
    "acts", "id", "of", "member", "arguments", "fields", "where",
)  # fmt: skip
GIVEN_KEYS = (
    "column", "value", "until", "values", "unknown", "empty", "unit", "currency", "separator",
    "precision", "timezone",
)  # fmt: skip
#: What a case file says of whose word something is.
_VOICES = ("sources", "asserts", "denies")
_ACTS_KEYS = ("column", "values", "others")
_FORMATS: dict[str, Format] = {
    ".parquet": "parquet", ".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".duckdb": "duckdb", ".db": "duckdb", ".zip": "csv", ".gz": "csv",
}  # fmt: skip
_CURRENCY = re.compile(r"[A-Z]{3}")
_LOGS: dict[str, Format] = {".xes": "xes", ".jsonocel": "ocel", ".ocel.json": "ocel"}
_UNITS = ("seconds", "minutes", "hours", "days", "weeks", "months", "years")

TIME = Type(Kind.TIME, "time")
TERRITORY = Type(Kind.TERRITORY, "territory", optional=False)


def read_dataset(
    node: Node, schema: Schema, source: Source, held: Callable[[str], bool] = lambda _: False
) -> tuple[Dataset | None, list[Diagnostic]]:
    """The dataset, or None with every reason why it cannot be used. Diagnostics in file order.

    `held`: is there a table of this name in memory? It is read instead of a file.
    """
    scope = _Manifest(schema, source)
    if not isinstance(node, Mapping):
        scope.expected(node, "a dataset, as a mapping,", "start with `dataset: name`")
        return None, scope.diagnostics
    if open_ := list(_undecided(node)):
        for each in open_:
            scope.complain(
                "LX612", each, "this is not decided yet", "the comment beside it says what"
            )
        return None, scope.diagnostics
    scope.unknown_keys(node, DATASET_KEYS, "a dataset")
    found = _dataset(scope, node, held)
    diagnostics = told(scope, node)
    return (None if has_errors(diagnostics) else found), diagnostics


def _undecided(node: Node) -> Iterator[Scalar]:
    """What a first manifest left open."""
    if isinstance(node, Mapping):
        for inner in node.entries.values():
            yield from _undecided(inner)
    elif isinstance(node, Sequence):
        for inner in node.items:
            yield from _undecided(inner)
    elif node.text == TODO and not node.quoted:
        yield node


def _dataset(scope: Scope, node: Mapping, held: Callable[[str], bool]) -> Dataset:
    entries = node.entries
    name = scope.text(entries["dataset"], "a name") if "dataset" in entries else None
    if name is None:
        scope.missing(node, "dataset", "the dataset")
    timezone = None
    if "timezone" in entries:
        timezone = scope.text(entries["timezone"], "the name of a time zone")
        try:
            scope.tz = zone(timezone or "UTC")
        except TimeError as error:
            scope.complain("LX447", entries["timezone"], str(error))
            scope.tz = zone("UTC")
    as_of = entries.get("as_of")
    kind = _word(scope, entries.get("built_from"), [k.value for k in RecordKind], "log")
    tables = entries.get("tables")
    if not isinstance(tables, Mapping) or not tables.entries:
        scope.missing(node, "tables", "the dataset", "say of each file what its rows are")
        tables = None
    settings = entries.get("set")
    return Dataset(
        name=name or "",
        title=_plain(scope, entries.get("title")),
        rulesets=tuple(_texts(entries.get("ruleset"))),
        timezone=timezone,
        as_of=None if as_of is None else read_moment_node(scope, as_of),
        kind=RecordKind(kind),
        tables=tuple(
            _Reader(scope, table_name, table, held).table()
            for table_name, table in ({} if tables is None else tables.entries).items()
        ),
        unlisted=tuple(
            word
            for word in _texts(entries.get("unlisted"))
            if _known(scope, entries["unlisted"], word, scope.schema.record, "record")
        ),
        parameters=tuple(_pairs(scope, settings)),
        coverage=tuple(_coverage(scope, entries.get("coverage"))),
        source=scope.source,
    )


def _coverage(scope: Scope, node: Node | None) -> Iterator[Coverage]:
    """As in a case file, but that tables have one voice, and no sources."""
    for item in node.items if isinstance(node, Sequence) else ():
        for key, value in item.entries.items() if isinstance(item, Mapping) else ():
            if key in _VOICES:
                message = f"the coverage of a dataset has no entry `{key}`"
                hint = "tables have one voice: leave it out"
                scope.complain("LX421", key_span(value, scope.source), message, hint)
                return
    yield from read_coverage(scope, node)


class _Manifest(Scope):
    """The names that a manifest knows: which records there are, the tables will tell."""

    def record(self, node: Scalar, wanted: str | None = None) -> str | None:  # noqa: ARG002 - any
        return node.text


class _Reader:
    """Reads one table of a manifest."""

    def __init__(self, scope: Scope, name: str, node: Node, held: Callable[[str], bool]) -> None:
        self.scope, self.name, self.held = scope, name, held
        if not isinstance(node, Mapping):
            scope.expected(node, "a table, as a mapping,", "name its `file`, and what its rows are")
            node = Mapping({}, node.at, node.key)
        self.node = node
        self.entries = node.entries
        scope.unknown_keys(node, TABLE_KEYS, "a table")

    def table(self) -> Table:
        scope, entries = self.scope, self.entries
        paths = tuple(_texts(entries.get("file") or entries.get("files")))
        given = _word(scope, entries.get("format"), ("", *get_args(Format)), "")
        table = _plain(scope, entries.get("table"))
        if self.held(self.name) or (not paths and table and self.held(table)):
            given = "memory"
        if not paths and given != "memory":
            scope.missing(self.node, "file", f"the table {quoted(self.name)}")
        holds = [key for key in ("record", "list", "act", "acts") if key in entries]
        if len(holds) != 1:
            hint = "say one of `record: Type`, `list: Type.field`, `act: action`, `acts: {...}`"
            scope.missing(self.node, "record", f"the table {quoted(self.name)}", hint)
        shared = {
            "name": self.name,
            "paths": paths,
            "format": cast(Format, given or format_of(paths)),
            "table": table,
            "where": tuple(_pairs(scope, entries.get("where"))),
            "encoding": self._encoding(),
            "delimiter": self._delimiter(),
            "span": span(self.node, scope.source),
        }
        if holds == ["record"]:
            return self._records(shared)
        if holds == ["list"]:
            return self._members(shared)
        return self._acts(shared)

    def _encoding(self) -> str:
        given = _plain(self.scope, self.entries.get("encoding")) or "utf-8"
        try:
            codecs.lookup(given)
        except LookupError:
            message = f"{quoted(given)} is no encoding"
            self.scope.complain("LX605", self.entries["encoding"], message, "as in `latin-1`")
        return given

    def _delimiter(self) -> str:
        given = _plain(self.scope, self.entries.get("delimiter")) or ","
        if len(given) != 1 or given in '"\r\n':
            message = f"{quoted(given)} is no single sign that may stand between cells"
            self.scope.complain("LX605", self.entries["delimiter"], message, 'as in `";"`')
        return given

    def _records(self, shared: dict[str, object]) -> Table:
        word = self.scope.text(self.entries["record"], "a record type") or ""
        known = self.scope.schema.record
        fields: tuple[tuple[str, Given], ...] = ()
        if _known(self.scope, self.entries["record"], word, known, "record"):
            types = {field.name: field.type for field in known[word].fields}
            fields = tuple(self._fields(types))
        identity = self._given("id", Type(Kind.TEXT, "text"))
        return Table(holds="records", type=word, id=identity, fields=fields, **shared)  # type: ignore[arg-type]

    def _members(self, shared: dict[str, object]) -> Table:
        word = self.scope.text(self.entries["list"], "a field") or ""
        record, _, name = word.partition(".")
        declared = self.scope.schema.record.get(record)
        if (
            declared is None
            or name not in declared.by_name
            or not declared.by_name[name].type.is_list
        ):
            hint = "write `list: Order.items`"
            self.scope.complain("LX601", self.entries["list"], f"{quoted(word)} is no list", hint)
        text = Type(Kind.TEXT, "text")
        ends = tuple(g for g in (self._given("of", text), self._given("member", text)) if g)
        return Table(holds="members", type=word, arguments=ends, **shared)  # type: ignore[arg-type]

    def _acts(self, shared: dict[str, object]) -> Table:
        scope = self.scope
        actions, action, others = self._actions()
        known = [scope.schema.action[name] for _, name in actions if name is not None]
        arguments = self.entries.get("arguments")
        listed = arguments.items if isinstance(arguments, Sequence) else []
        wanted = len(known[0].parameters) if known else len(listed)
        if any(len(each.parameters) != wanted for each in known) or len(listed) != wanted:
            scope.complain(
                "LX602",
                arguments or self.node,
                f"the actions of {quoted(self.name)} take {wanted} arguments",
                "list their columns in order: `arguments: [item]`; tables of acts on other things"
                " are read by entries of their own",
            )
        fields = tuple(self._fields(_act_fields(scope.schema, known)))
        if all(name != "at" for name, _ in fields):
            hint = "say when it was done: `fields: {at: done_at}`"
            scope.missing(self.node, "at", f"the table {quoted(self.name)}", hint)
        text = Type(Kind.TEXT, "text")
        return Table(
            holds="acts",
            id=self._given("id", text, needed=False),
            action=action,
            actions=actions,
            others="left out" if others == "left out" else "refused",
            arguments=tuple(self._one(item, text) for item in listed),
            fields=fields,
            **shared,  # type: ignore[arg-type]
        )

    def _actions(self) -> tuple[tuple[tuple[str, str | None], ...], Given | None, str]:
        """What the column says and what that means; the column; what becomes of other words."""
        scope, known = self.scope, self.scope.schema.action
        if "act" in self.entries:
            node = self.entries["act"]
            word = scope.text(node, "an action") or ""
            found_one = _known(scope, node, word, known, "action")
            return ((word, word if found_one else None),), None, "refused"
        given_acts = self.entries.get("acts")
        if not isinstance(given_acts, Mapping) or "column" not in given_acts.entries:
            if given_acts is not None:
                scope.expected(given_acts, "`{column: …}`, which says what was done,")
            return (), None, "refused"
        scope.unknown_keys(given_acts, _ACTS_KEYS, "an entry `acts`")
        column = scope.text(given_acts.entries["column"], "a column") or ""
        values = given_acts.entries.get("values")
        found: list[tuple[str, str | None]] = []
        for said, meant in _pairs(scope, values):
            if meant == "none":
                found.append((said, None))
            elif _known(scope, values or given_acts, meant, known, "action"):
                found.append((said, meant))
        if values is None:
            found = [(name, name) for name in known]
        others = _word(scope, given_acts.entries.get("others"), ("refused", "left out"), "refused")
        given = Given(column=column, span=span(given_acts, scope.source))
        return tuple(found), given, others

    def _fields(self, types: dict[str, Type]) -> Iterator[tuple[str, Given]]:
        node = self.entries.get("fields")
        if node is None:
            return
        if not isinstance(node, Mapping):
            self.scope.expected(node, "the fields, as a mapping,", "write `received: column`")
            return
        for name, given in node.entries.items():
            if name not in types:
                hint = self.scope.near(name, types)
                message = f"{quoted(self.name)} has no field {quoted(name)}"
                self.scope.complain("LX603", given, message, hint)
            else:
                yield name, self._one(given, types[name])

    def _given(self, key: str, type_: Type, needed: bool = True) -> Given | None:
        node = self.entries.get(key)
        if node is None:
            if needed:
                self.scope.missing(self.node, key, f"the table {quoted(self.name)}")
            return None
        return self._one(node, type_)

    def _one(self, node: Node, type_: Type) -> Given:
        """How a field is given: a column's name, or a mapping."""
        scope, place = self.scope, span(node, self.scope.source)
        if isinstance(node, Scalar):
            return Given(column=scope.text(node, "a column") or "", span=place)
        if not isinstance(node, Mapping):
            scope.expected(node, "a column")
            return Given(span=place)
        scope.unknown_keys(node, GIVEN_KEYS, "a field")
        entries = node.entries
        texts = {key: _plain(scope, entries.get(key)) for key in GIVEN_KEYS if key != "values"}
        if bool(texts["column"] or texts["until"]) == bool(texts["value"]):
            scope.missing(node, "column", "the field", "give a `column`, or a `value` for all rows")
        if texts["unit"] and texts["unit"] not in _UNITS:
            hint = scope.near(texts["unit"], _UNITS)
            scope.complain("LX604", entries["unit"], f"{quoted(texts['unit'])} is no unit", hint)
        if type_.kind is Kind.MONEY and not texts["currency"] and not texts["value"]:
            scope.missing(node, "currency", "the amount of money", "write `currency: INR`")
        elif texts["currency"] and not _CURRENCY.fullmatch(texts["currency"]):
            message = f"{quoted(texts['currency'])} is no currency"
            scope.complain("LX605", entries["currency"], message, "write `currency: INR`")
        values = tuple(_pairs(scope, entries.get("values")))
        self._meant(entries, type_, [meant for _, meant in values])
        return Given(
            column=texts["column"],
            constant=texts["value"] or None,
            until=texts["until"],
            values=values,
            unknown=tuple(_texts(entries.get("unknown"))),
            empty=texts["empty"] or EMPTY,
            unit=texts["unit"],
            currency=texts["currency"],
            separator=texts["separator"],
            precision=cast(
                Precision, _word(scope, entries.get("precision"), ("exact", "day"), "exact")
            ),
            timezone=texts["timezone"],
            span=place,
        )

    def _meant(self, entries: dict[str, Node], type_: Type, values: list[str]) -> None:
        """What a column is said to mean must mean something."""
        if type_.kind is not Kind.ENUM:
            return
        constants = self.scope.schema.enum[type_.name].constants
        for meant in values:
            _known(self.scope, entries["values"], meant, constants, f"constant of {type_.name}")
        if "value" in entries:
            word = _plain(self.scope, entries["value"])
            _known(self.scope, entries["value"], word, constants, f"constant of {type_.name}")


def _act_fields(schema: Schema, actions: list[Action]) -> dict[str, Type]:
    found = {"at": TIME}
    if schema.has_parties:
        found["by"] = Type(Kind.RECORD, PARTY)
    for action in actions:
        if action.territorial:
            found["territory"] = TERRITORY
        found.update({field.name: field.type for field in action.fields})
    return found


# ── Texts ──────────────────────────────────────────────────────────────────────────────────────


def format_of(paths: tuple[str, ...]) -> Format:
    """By the first suffix that is known; of `log.jsonl.gz`, by the inner one."""
    for path in paths:
        for suffix, log in _LOGS.items():
            if path.lower().removesuffix(".gz").endswith(suffix):
                return log
        suffixes = Path(path.lower()).suffixes
        for suffix in suffixes[-2:] if suffixes[-1:] == [".gz"] else suffixes[-1:]:
            if suffix in _FORMATS:
                return _FORMATS[suffix]
    return "parquet"


def _plain(scope: Scope, node: Node | None) -> str:
    if node is None:
        return ""
    if isinstance(node, Scalar):
        return node.text
    scope.expected(node, "a text")
    return ""


def _texts(node: Node | None) -> list[str]:
    if node is None:
        return []
    listed = node.items if isinstance(node, Sequence) else [node]
    return [item.text for item in listed if isinstance(item, Scalar)]


def _pairs(scope: Scope, node: Node | None) -> Iterator[tuple[str, str]]:
    if node is None:
        return
    if not isinstance(node, Mapping):
        scope.expected(node, "a mapping")
        return
    for key, value in node.entries.items():
        yield key, _plain(scope, value)


def _word(scope: Scope, node: Node | None, known: tuple[str, ...] | list[str], usual: str) -> str:
    if node is None:
        return usual
    if isinstance(node, Scalar) and node.text in known:
        return node.text
    word = node.text if isinstance(node, Scalar) else ""
    scope.complain("LX605", node, f"{quoted(word)} means nothing here", scope.near(word, known))
    return usual


def _known(scope: Scope, node: Node, word: str, known: Collection[str], what: str) -> bool:
    if word in known:
        return True
    scope.complain("LX606", node, f"{quoted(word)} is no {what}", scope.near(word, known))
    return False
