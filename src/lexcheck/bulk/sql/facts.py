"""Tables as facts, written out: the views that plans speak of, and the checks of every row."""

from __future__ import annotations

import attrs

from lexcheck.base.light import light
from lexcheck.base.territory import GROUPS
from lexcheck.bulk.dataset import Dataset, Given, Table
from lexcheck.bulk.model import Acts, Members, Records, Relation
from lexcheck.bulk.sql.cells import Cell, Reading, members
from lexcheck.bulk.sql.expressions import named, quoted, text
from lexcheck.facts.schema import PARTY, Field, Kind, Schema, Type

#: The column of a source that numbers its rows, from 1.
ROW = "lexcheck_row"
FILE = "lexcheck_file"

TIME = Type(Kind.TIME, "time")


@light(kw_only=True)
class Source:
    """Where the rows of a table come from: a query, with `lexcheck_row` and `lexcheck_file`, and
    the types of its other columns. `full`: columns that the file itself says have no empty cell.
    """

    query: str
    columns: dict[str, str]
    full: frozenset[str] = frozenset()


@light(kw_only=True)
class Check:
    """A fault that a row may have, and when it has it. `word`: the column of few words that `when`
    reads, and nothing else: it is then asked once for each word, not for each row.
    """

    reason: str
    when: str
    word: str = ""


@light(kw_only=True)
class Doubtful:
    """Something to count: the cells of a field that are unknown, or imprecise. `moment`: the latest
    that a field of type time may be. `word`: as that of a check.
    """

    relation: Relation
    field: str
    unknown: str
    imprecise: str
    moment: str = ""
    word: str = ""


@attrs.define(kw_only=True)
class Facts:
    """One table, ready to be read: a select list over its source, and the checks of its rows."""

    table: Table
    source: Source
    columns: list[str] = attrs.field(factory=list)
    checks: list[Check] = attrs.field(factory=list)
    doubts: list[Doubtful] = attrs.field(factory=list)
    elapsed: set[tuple[Relation, str]] = attrs.field(factory=set)
    lists: dict[str, Given] = attrs.field(factory=dict)
    keys: list[tuple[str, str, str]] = attrs.field(factory=list)  # field, column, record type
    actions: frozenset[str] = frozenset()
    only: str = ""

    @property
    def view(self) -> str:
        return quoted(f"table:{self.table.name}")

    @property
    def relations(self) -> list[Relation]:
        table = self.table
        if table.holds == "records":
            return [Records(table.type)]
        if table.holds == "members":
            return [Members(*table.type.split("."))]
        return [Acts(name) for name in sorted(self.actions)]

    def select(self) -> str:
        where = self.only
        columns = [*self.columns, ROW, FILE]
        return f"SELECT {', '.join(columns)}\nFROM ({self.source.query})" + (
            f"\nWHERE {where}" if where else ""
        )


def facts_of(table: Table, source: Source, dataset: Dataset, schema: Schema) -> Facts:
    """How a table is read."""
    found = Facts(table=table, source=source)
    maker = _Maker(found, Reading(columns=source.columns, schema=schema, timezone=dataset.timezone))
    maker.only()
    if table.holds == "records":
        maker.records(schema)
    elif table.holds == "members":
        maker.members(schema)
    else:
        maker.acts(schema)
    return found


class _Maker:
    def __init__(self, facts: Facts, reading: Reading) -> None:
        self.facts, self.reading, self.table = facts, reading, facts.table

    def key(self, name: str, given: Given, type_: str = "") -> str:
        """A cell that must be there; with a type, the id of such a record."""
        value = self.reading.cell(name, given, Type(Kind.TEXT, "text")).value
        self.facts.columns.append(f"{value} AS {quoted(name)}")
        if not self.full(given):
            self.facts.checks.append(Check(reason=f"`{name}` is empty", when=f"{value} IS NULL"))
        if type_:
            self.facts.keys.append((name, value, type_))
        return value

    def full(self, given: Given) -> bool:
        """Is there surely something in each cell?"""
        plain = not (given.until or given.unknown or given.values)
        return plain and given.column in self.facts.source.full

    def only(self) -> None:
        """Which rows are read at all."""
        self.facts.only = " AND ".join(
            f"CAST({quoted(column)} AS VARCHAR) = {text(value)}"
            for column, value in self.table.where
        )

    def restrict(self, condition: str) -> None:
        self.facts.only = f"({self.facts.only}) AND {condition}" if self.facts.only else condition

    def records(self, schema: Schema) -> None:
        table = self.table
        assert table.id is not None
        self.key("id", table.id)
        for field in schema.record[table.type].fields:
            given = dict(table.fields).get(field.name)
            if given is not None:
                self.field([Records(table.type)], field, given)

    def members(self, schema: Schema) -> None:
        record, _, name = self.table.type.partition(".")
        of, member = self.table.arguments
        self.key("of", of, record)
        self.key("member", member, schema.record[record].by_name[name].type.name)

    def acts(self, schema: Schema) -> None:
        table = self.table
        names = [meant for _, meant in table.actions if meant is not None]
        self.facts.actions = frozenset(names)
        if table.id is not None:
            self.key("id", table.id)
        else:
            of_file = "" if _one_file(table) else f"{FILE} || ':' || "
            number = f"{text(table.name + '#')} || {of_file}{ROW}"
            self.facts.columns.append(f"{number} AS id")
        self._action()
        actions = [schema.action[name] for name in names]
        for place, given in enumerate(table.arguments, 1):
            self.key(f"arg_{place}", given, actions[0].parameters[place - 1].type.name)
        relations: list[Relation] = [Acts(name) for name in sorted(self.facts.actions)]
        declared = {field.name: field for action in actions for field in action.fields}
        declared["at"] = Field(name="at", type=TIME)
        declared["by"] = Field(name="by", type=Type(Kind.RECORD, PARTY))
        declared["territory"] = Field(name="territory", type=Type(Kind.TERRITORY, "territory"))
        given_fields = dict(table.fields)
        for name, given in given_fields.items():
            self.field(relations, declared[name], given)
        if not self.full(given_fields["at"]):
            at = self.reading.cell("at", given_fields["at"], TIME).value
            self.facts.checks.append(Check(reason="`at` is empty", when=f"{at} IS NULL"))

    def _action(self) -> None:
        """Which action a row is of; rows that are left out are not looked at."""
        table = self.table
        if table.action is None:
            self.facts.columns.append(f"{text(table.actions[0][0])} AS action")
            return
        said = self.reading.cell("acts", table.action, Type(Kind.TEXT, "text")).value
        kept = [(word, meant) for word, meant in table.actions if meant is not None]
        if all(word == meant for word, meant in kept):
            self.facts.columns.append(f"{said} AS action")
        else:
            cases = " ".join(f"WHEN {text(word)} THEN {text(meant)}" for word, meant in kept)
            self.facts.columns.append(f"(CASE {said} {cases} END) AS action")
        known = ", ".join(text(word) for word, _ in table.actions)
        left_out = ", ".join(text(word) for word, meant in table.actions if meant is None)
        words = ", ".join(text(word) for word, _ in kept)
        if table.others == "left out":
            self.restrict(f"{said} IN ({words})")
        else:
            fault = f"({said} IN ({known})) IS NOT TRUE"
            reason = "the action is none of those named"
            word = table.action.column
            self.facts.checks.append(Check(reason=reason, when=fault, word=word))
            if left_out:
                self.restrict(f"({said} IN ({left_out})) IS NOT TRUE")

    def field(self, relations: list[Relation], field: Field, given: Given) -> None:
        name, type_, facts = field.name, field.type, self.facts
        if type_.is_list:
            facts.lists[name] = given
            value = quoted(given.column)
            facts.columns.append(f"{value} AS {quoted(name)}")
            facts.checks.append(Check(reason=f"`{name}` is no list", when=f"{value} IS NULL"))
            if facts.source.columns[given.column].endswith("[]"):
                nobody = f"len({value}) <> len(list_filter({value}, x -> x IS NOT NULL))"
                facts.checks.append(Check(reason=f"`{name}` has an empty member", when=nobody))
            elif given.separator == "json":
                broken = f"{value} IS NOT NULL AND {members(value, 'json')} IS NULL"
                facts.checks.append(Check(reason=f"`{name}` is no list", when=broken))
            return
        cell = self.reading.cell(name, given, type_)
        facts.columns.append(f"{cell.value} AS {quoted(name)}")
        if cell.latest:
            facts.columns.append(f'{cell.latest} AS "{name}>"')
        if cell.unknown:
            facts.columns.append(f'{cell.unknown} AS "{name}?"')
        few = type_.kind in (Kind.ENUM, Kind.TERRITORY, Kind.BOOLEAN) and not given.separator
        word = given.column if few else ""
        facts.checks += [Check(reason=reason, when=when, word=word) for reason, when in cell.faults]
        if type_.kind is Kind.RECORD:
            facts.keys.append((name, cell.value, type_.name))
        for relation in relations:
            facts.doubts.append(_doubt(relation, name, type_, cell, self.full(given), word))
            if cell.elapsed:
                facts.elapsed.add((relation, name))


def _one_file(table: Table) -> bool:
    """Is the table surely one file? Rows are numbered file by file."""
    return len(table.paths) <= 1 and not any(
        path.endswith(".zip") or "." not in path.rpartition("/")[2] or set("*?[") & set(path)
        for path in map(str.lower, table.paths)
    )


def _doubt(
    relation: Relation, name: str, type_: Type, cell: Cell, full: bool, word: str
) -> Doubtful:
    unknown = cell.unknown if type_.optional else f"{cell.value} IS NULL"
    if full or cell.never_null:
        unknown = ""
    imprecise = f"{cell.value} < {cell.latest}" if cell.latest else ""
    if type_.kind is Kind.TERRITORY:  # whether several, or a group, cover another may change
        groups = ", ".join(map(text, sorted(GROUPS)))
        imprecise = f"(contains({cell.value}, ' ') OR {cell.value} IN ({groups}))"
    moment = (cell.latest or cell.value) if type_.kind is Kind.TIME else ""
    return Doubtful(
        relation=relation,
        field=name,
        unknown=unknown,
        imprecise=imprecise,
        moment=moment,
        word=word,
    )


# ── Statements ─────────────────────────────────────────────────────────────────────────────────


def counting(facts: Facts) -> str:
    """One row: how many rows there are, how many have each fault, and how many cells each doubt.

    The rows are grouped by each column of few words, and by the other questions, apart: a column
    alone is counted by its list of words.
    """
    asked = [(check.when, check.word) for check in facts.checks]
    asked += [(when, d.word) for d in _distinct(facts) for when in (d.unknown, d.imprecise)]
    plain = dict.fromkeys(when for when, word in asked if when and not word)
    flags = {when: f"lexcheck_f{n}" for n, when in enumerate(plain)}
    sets = {word: quoted(word) for when, word in asked if when and word}
    if flags or not sets:
        sets[""] = ", ".join(flags.values())
    columns = [quoted(word) for word in sets if word]
    columns += [f"coalesce({when}, FALSE) AS {flag}" for when, flag in flags.items()]
    where = f" WHERE {facts.only}" if facts.only else ""
    rows = f"SELECT {', '.join(columns) or '1'} FROM ({facts.source.query}){where}"
    selected = [quoted(word) for word in sets if word] + [*flags.values(), "count(*) AS lexcheck_n"]
    marks = {}
    for place, (word, of) in enumerate(sets.items()):
        marks[word] = f"lexcheck_s{place}"
        first = of.partition(", ")[0]
        selected.append(f"{f'grouping({first}) = 0' if of else 'TRUE'} AS lexcheck_s{place}")
    grouped = f"GROUP BY GROUPING SETS ({', '.join(f'({of})' for of in sets.values())})"
    parts = [f"lexcheck_n) FILTER ({next(iter(marks.values()))}"]
    for when, word in asked:
        is_so = flags[when] if when in flags and not word else when
        parts.append(f"lexcheck_n) FILTER ({f'{marks[word]} AND ({is_so})' if when else 'FALSE'}")
    counted = ", ".join(f"coalesce(sum({part}), 0)" for part in parts)
    return f"SELECT {counted} FROM (SELECT {', '.join(selected)} FROM ({rows}) {grouped})"


def _distinct(facts: Facts) -> list[Doubtful]:
    """One doubt a field: the actions of a table share its columns."""
    return list({doubt.field: doubt for doubt in facts.doubts}.values())


def counted_doubts(facts: Facts, numbers: list[int]) -> dict[str, tuple[int, int]]:
    """By field: how many cells are unknown, how many imprecise."""
    fields = [doubt.field for doubt in _distinct(facts)]
    return {name: (numbers[2 * n], numbers[2 * n + 1]) for n, name in enumerate(fields)}


def rejects(facts: Facts, checks: list[Check], known: dict[str, str]) -> str:
    """The rows that have a fault, with each of its reasons. `known`: by record type, a query for
    the ids there are.
    """
    parts = [
        f"SELECT {FILE} AS file, {ROW} AS row, {text(check.reason)} AS reason"
        f" FROM ({facts.source.query}) WHERE {_both(facts.only, check.when)}"
        for check in checks
    ]
    parts += [
        f"SELECT {FILE}, {ROW}, {text(f'`{name}` names no {type_}')}"
        f" FROM ({facts.source.query}) AS s WHERE {_both(facts.only, f'{value} IS NOT NULL')}"
        f" AND {value} NOT IN ({known[type_]})"
        for name, value, type_ in facts.keys
        if type_ in known
    ]
    return "\nUNION ALL\n".join(parts)


def _both(left: str, right: str) -> str:
    return f"({left}) AND ({right})" if left else right


def strays(facts: Facts, known: dict[str, str]) -> str:
    """How many rows name a record that there is not; empty where none can."""
    parts = []
    for name, value, type_ in facts.keys:
        if type_ in known:
            where = _both(facts.only, f"{value} IS NOT NULL")
            parts.append(
                f"SELECT count(*) AS n FROM (SELECT {value} AS v FROM ({facts.source.query})"
                f" WHERE {where}) AS s ANTI JOIN ({known[type_]}) AS k(v) USING (v)"
                f" -- {name}\n"
            )
    return " UNION ALL ".join(parts)


def repeated(facts: Facts) -> str:
    """How many rows repeat a key; 0 proves that none does, since equal keys have equal hashes."""
    keys = {"records": ["id"], "acts": ["id"], "members": ["of", "member"]}[facts.table.holds]
    if facts.table.holds == "acts" and facts.table.id is None:
        return "SELECT 0"
    listed = ", ".join(quoted(key) for key in keys)
    return f"SELECT count(*) - count(DISTINCT hash({listed})) FROM {facts.view}"


def relation_view(relation: Relation, parts: list[Facts]) -> str:
    """The view of a relation, over all tables that hold some of it."""
    selects = []
    for facts in parts:
        if isinstance(relation, Acts):
            only = f"action = {text(relation.action)}"
            selects.append(f"SELECT * EXCLUDE (action) FROM {facts.view} WHERE {only}")
        elif isinstance(relation, Members) and facts.table.holds == "records":
            selects.append(_unnested(facts, relation))
        elif isinstance(relation, Members):
            selects.append(f"SELECT of, member FROM {facts.view}")
        else:
            selects.append(f"SELECT * FROM {facts.view}")
    body = "\nUNION ALL BY NAME\n".join(selects)
    return f"CREATE OR REPLACE TEMP VIEW {named(relation)} AS {body}"


def _unnested(facts: Facts, relation: Members) -> str:
    given = facts.lists[relation.field]
    value = quoted(relation.field)
    if facts.source.columns[given.column].endswith("[]"):
        listed = f"CAST({value} AS VARCHAR[])"
    else:
        listed = members(f"CAST({value} AS VARCHAR)", given.separator or ",")
    return (
        f"SELECT DISTINCT id AS of, unnest(list_filter({listed}, x -> x <> '')) AS member"
        f" FROM {facts.view}"
    )
