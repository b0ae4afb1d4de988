"""DuckDB: where the tables come from, whether every row of them holds, and what they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs
import duckdb

from lexcheck.base.light import light
from lexcheck.bulk.complete import Complete
from lexcheck.bulk.dataset import Dataset
from lexcheck.bulk.model import Acts, Members, Records, Relation
from lexcheck.bulk.profile import FieldProfile, Profile
from lexcheck.bulk.progress import Progress
from lexcheck.bulk.sources import Fault, Opener, Sources, part_of, reading
from lexcheck.bulk.sql import facts as sql
from lexcheck.bulk.sql.cells import NEVER
from lexcheck.bulk.sql.expressions import named, quoted, text
from lexcheck.bulk.sql.facts import FILE, ROW, Facts
from lexcheck.bulk.sql.norms import ActsTable
from lexcheck.facts.schema import PARTY, Field, Kind, Schema, Type


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


class Loader(Sources):
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
        progress: Progress | None = None,
    ) -> None:
        super().__init__(
            db, dataset, schema, resolve=resolve, opener=opener, frames=frames, progress=progress
        )
        self.distinct_acts = distinct_acts
        db.execute(f"CREATE TEMP TABLE repeats ({FILE} VARCHAR, {ROW} BIGINT)")
        db.execute(f"CREATE TEMP TABLE rejects ({FILE} VARCHAR, {ROW} BIGINT, reason VARCHAR)")

    def load(self, max_rejects: int) -> Loaded:
        """Every row looked at. Raises Fault: among others, where there are too many rejects."""
        found = Loaded([self._facts(table) for table in self.dataset.tables])
        for facts in found.facts:
            self.db.execute(f"CREATE TEMP VIEW {facts.view} AS {facts.select()}")
        listed = self._listed(found.facts)
        self._relations(found.facts)
        faulty: list[tuple[Facts, list[sql.Check]]] = []
        for facts in found.facts:
            with reading(facts.table):
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

    # ── Checks ─────────────────────────────────────────────────────────────────────────────────

    def _count(self, facts: Facts, found: Loaded) -> list[sql.Check]:
        """The checks that some row fails."""
        name = facts.table.name
        number, *others = self._one(sql.counting(facts))
        faults, doubts = others[: len(facts.checks)], others[len(facts.checks) :]
        found.rows[name] = number
        if self.progress is not None:
            self.progress("rows looked at", sum(found.rows.values()), 0)
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
            words = any("neither true nor false" in r or "no constant" in r for _, _, r in shown)
            mapped = "say what their words mean with `values:` in the manifest, " if words else ""
            raise Fault(
                "LX609",
                f"{number:,} row{'s' if number != 1 else ''} cannot be used: {lines}",
                f"{mapped}mend them, or allow as many: --max-rejects {number}",
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


def profile_of(loaded: Loaded, schema: Schema, complete: Complete) -> Profile:
    """What is known of every field of every relation that has a table."""
    fields: dict[tuple[Relation, str], FieldProfile] = {}
    tables = by_relation(loaded.facts)
    for relation, parts in tables.items():
        for field in fields_of(relation, schema):
            fields[relation, field.name] = _profile(relation, field, parts, loaded, complete)
    return Profile(fields=fields, relations=frozenset(tables), open=complete.open(schema))


def _profile(
    relation: Relation, field: Field, parts: Sequence[Facts], loaded: Loaded, complete: Complete
) -> FieldProfile:
    counts = [loaded.doubts[part.table.name].get(field.name) for part in parts]
    given = [count for count in counts if count is not None]
    if not given:
        if field.type.optional and complete.field(relation, field):
            return FieldProfile(never=True)
        return FieldProfile(unknown=True, missing=True)
    partly = len(given) < len(counts) and not field.type.optional
    return FieldProfile(
        unknown=partly or any(unknown for unknown, _ in given),
        imprecise=any(imprecise for _, imprecise in given),
        elapsed=all((relation, field.name) in part.elapsed for part in parts),
    )


def fields_of(relation: Relation, schema: Schema) -> Iterator[Field]:
    """The fields of the rows of a relation, lists aside."""
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


def rows_of(db: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    """The rows of a query, by column."""
    cursor = db.execute(query)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


__all__ = [
    "Fault", "Loaded", "Loader", "Opener", "Room", "connect", "named", "part_of", "profile_of",
    "reading",
]  # fmt: skip
