"""A dataset spread over tasks: read by stretches, checked as a whole, judged by parts.

The two classes stand where `Loader` and `Bulk` do when one machine does it all, and give the same:
`Spread` loads, `SpreadBulk` writes findings.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import duckdb
import pyarrow as pa

from lexcheck.base.light import evolve
from lexcheck.base.time.instants import LATEST
from lexcheck.bulk.complete import Complete
from lexcheck.bulk.dataset import Dataset, Table
from lexcheck.bulk.duck import Fault, Loaded, Loader, by_relation, profile_of
from lexcheck.bulk.functions import provide_reading
from lexcheck.bulk.model import Members
from lexcheck.bulk.run import Bulk, Format, Judged, refuse_unfound
from lexcheck.bulk.spread import parts
from lexcheck.bulk.spread.placing import WHOLE, Pass, Sizes, TooWide, passes
from lexcheck.bulk.spread.splits import (
    STRETCH,
    Parcel,
    Reading,
    Split,
    packed,
    read,
    read_asked,
    unpacked,
)
from lexcheck.bulk.spread.tasks import Cluster, Parcels
from lexcheck.bulk.sql.expressions import named, quoted, text
from lexcheck.bulk.sql.facts import FILE, ROW, Facts
from lexcheck.facts.schema import Schema
from lexcheck.norms.model import Ruleset
from lexcheck.resolved import terms as t


class CannotSplit(Exception):
    """Norms that look at too much at once to be judged in parts."""

    def __init__(self, norms: Sequence[TooWide]) -> None:
        super().__init__(", ".join(each.norm for each in norms))
        self.norms = tuple(norms)


@attrs.define(kw_only=True)
class Spreading:
    """How a dataset is spread. `latest`: no as-of is given, so the latest moment is one. `whole`:
    bytes that every part may be shown.
    """

    cluster: Cluster
    ruleset: Ruleset
    memory: str = ""
    latest: bool = False
    whole: int = WHOLE


class Spread(Loader):
    """Reads a dataset by tasks. Of the rows, only what all must see comes to this machine."""

    parcels: Parcels
    passes: tuple[Pass, ...]
    shared: Mapping[tuple[int, str], tuple[bytes, ...]]
    columns: dict[str, bytes]

    def __init__(
        self,
        db: duckdb.DuckDBPyConnection,
        dataset: Dataset,
        schema: Schema,
        *,
        spreading: Spreading,
        **others: Any,  # as `Loader` has them
    ) -> None:
        super().__init__(db, dataset, schema, **others)
        self.spreading = spreading

    # ── Columns, without a row ─────────────────────────────────────────────────────────────────

    def _staged(self, table: Table) -> str:
        """The columns of a text, which are those that the manifest names."""
        return super()._staged(evolve(table, paths=()))

    def _empty(self, facts: Sequence[Facts]) -> dict[str, bytes]:
        """The columns of everything that is shipped, as tables without rows."""
        found = {}
        for each in facts:
            provide_reading(self.db, each.select())
            self.db.execute(f"CREATE TEMP VIEW {each.view} AS {each.select()}")
            if each.table.holds != "members":
                rows = self.db.execute(f"SELECT * EXCLUDE ({ROW}, {FILE}) FROM {each.view} LIMIT 0")
                found[f"table:{each.table.name}"] = packed(rows.to_arrow_table())
        for relation in by_relation(facts):
            if isinstance(relation, Members):
                pair = pa.table(
                    {"of": pa.array([], pa.string()), "member": pa.array([], pa.string())}
                )
                found[named(relation).strip('"')] = packed(pair)
        return found

    # ── Loading ────────────────────────────────────────────────────────────────────────────────

    def load(self, max_rejects: int) -> Loaded:
        """Every row looked at. Raises Fault as `Loader.load` does, and CannotSplit before a row is
        read.
        """
        found = Loaded([self._facts(table) for table in self.dataset.tables])
        self.columns = self._empty(found.facts)
        splits = self._splits(found.facts)
        sizes = _sizes(found.facts, splits)
        unsure: dict[str, dict[str, tuple[int, int]]] = {
            each.table.name: {doubt.field: (0, 0) for doubt in each.doubts} for each in found.facts
        }
        reading = self._reading(found, unsure, sizes)
        notes = self._read(reading, splits, found)
        split = self._passes(found, found.doubts, sizes)
        if split != reading.passes:  # a path leads over what is not always known
            reading = attrs.evolve(reading, passes=split)
            notes = self._read(reading, splits, found)
        bad = self._odd(reading, splits)
        found.rejected = self._rejected(max_rejects)
        if bad:
            reading = attrs.evolve(reading, bad=bad)
            notes = self._read(reading, splits, found)
        self.passes = reading.passes
        self.shared = parts.everywhere(note for note in notes if note.kind == "facts")
        self._show_bound(found, notes)
        return found

    def _reading(
        self, found: Loaded, doubts: dict[str, dict[str, tuple[int, int]]], sizes: Sizes
    ) -> Reading:
        spreading = self.spreading
        total = sum(sizes.bytes.values())
        parts_ = max(spreading.cluster.parallel, -(-total // STRETCH))
        held = {type_ for each in found.facts for _, _, type_ in each.keys}
        bound = {
            binder.type.name
            for assessment in spreading.ruleset.assessments
            for binder in assessment.binders
            if isinstance(binder, t.RecordBinder)
        }
        return Reading(
            dataset=self.dataset,
            schema=self.schema,
            timezone=spreading.ruleset.timezone,
            opener=self.opener,
            memory=spreading.memory,
            passes=self._passes(found, doubts, sizes),
            parts=parts_,
            checked=frozenset(held - set(self.dataset.unlisted)),
            bound=frozenset(bound),
            distinct_acts=self.distinct_acts,
            latest=spreading.latest,
        )

    def _passes(
        self, found: Loaded, doubts: dict[str, dict[str, tuple[int, int]]], sizes: Sizes
    ) -> tuple[Pass, ...]:
        # Paths lead over references, of which it is not asked until when they are complete.
        complete = Complete(dataset=self.dataset, as_of=LATEST)
        profile = profile_of(attrs.evolve(found, doubts=doubts), self.schema, complete)
        split, refused = passes(self.spreading.ruleset, profile, sizes, self.spreading.whole)
        if refused:
            raise CannotSplit(refused)
        return split

    def _read(self, reading: Reading, splits: Sequence[Split], found: Loaded) -> list[Parcel]:
        """All stretches read: what is to be known of them, besides what waits for its part."""
        again = hasattr(self, "parcels")
        if again:
            self.parcels.drop()
        self.parcels = self.spreading.cluster.read(
            splits, lambda split: read(reading, split), reading.parts
        )
        notes = list(self._sound(self.parcels.notes()))
        self._sum_up(found, [note for note in notes if note.kind == "seen"])
        rejects = [unpacked(note.body) for note in notes if note.kind == "rejects"]
        if rejects and not again:  # they are the same each time
            self.db.register("found_rejects", pa.concat_tables(rejects))
            self.db.execute("INSERT INTO rejects FROM found_rejects")
        return notes

    def _sound(self, notes: Iterable[Parcel]) -> Iterator[Parcel]:
        """What tasks tell. Raises the fault that one of them met."""
        tables = {table.name: table for table in self.dataset.tables}
        for note in notes:
            if note.kind == "fault":
                code, message, hint = json.loads(note.body)
                raise Fault(code, message, hint, tables[note.name])
            yield note

    def _sum_up(self, found: Loaded, notes: Sequence[Parcel]) -> None:
        found.rows = {table.name: 0 for table in self.dataset.tables}
        found.doubts = {
            each.table.name: {doubt.field: (0, 0) for doubt in each.doubts} for each in found.facts
        }
        found.latest = None
        columns: dict[str, set[str]] = {}
        for note in notes:
            seen = json.loads(note.body)
            columns.setdefault(note.name, set()).update(seen.get("columns", ()))
            found.rows[note.name] += seen["rows"]
            known = found.doubts[note.name]
            for field, (unknown, imprecise) in seen["doubts"].items():
                before = known[field]
                known[field] = (before[0] + unknown, before[1] + imprecise)
            latest = seen.get("latest")
            if latest is not None:
                found.latest = max(latest, found.latest or latest)
        for table in self.dataset.tables:
            self._look_for(table, columns.get(table.name, set()))

    # ── Rows that do not go together with others ───────────────────────────────────────────────

    def _odd(self, reading: Reading, splits: Sequence[Split]) -> dict[str, list[int]]:
        """The rows to leave out: rejected, with the reason, or such as stand there before."""
        types = {table.name: table.type for table in self.dataset.tables}
        wanted: dict[str, set[str]] = {}
        for odd in self.parcels.compare(lambda parcels: parts.compare(types, parcels)):
            if odd.what == "fault":
                raise Fault("LX608", odd.value)
            wanted.setdefault(odd.what, set()).add(odd.value)
        if not wanted:
            return {}
        asked = {what: frozenset(values) for what, values in wanted.items()}
        rows: dict[str, list[pa.Table]] = {}
        told = self.spreading.cluster.ask(splits, lambda split: read_asked(reading, split, asked))
        for parcel in self._sound(told):
            rows.setdefault(parcel.name, []).append(unpacked(parcel.body))
        self.db.execute(f"CREATE TEMP TABLE bad ({FILE} VARCHAR, {ROW} BIGINT)")
        for name, tables in rows.items():
            self.db.register("asked", pa.concat_tables(tables))
            if name == "named":
                self.db.execute("INSERT INTO rejects SELECT file, row, what FROM asked")
                self.db.execute("INSERT INTO bad SELECT file, row FROM asked")
            else:
                self._stand_again()
        listed: dict[str, list[int]] = {}
        for file, row in self.db.execute("SELECT DISTINCT * FROM bad ORDER BY ALL").fetchall():
            listed.setdefault(str(file), []).append(int(row))
        return listed

    def _stand_again(self) -> None:
        """As `Loader._repeated`: alike, they are read once; else all but the first are rejected."""
        self.db.execute(
            "CREATE OR REPLACE TEMP TABLE again AS SELECT file, row,"
            " first_value(cells) OVER of_id IS NOT DISTINCT FROM cells AS alike,"
            " row_number() OVER of_id AS n FROM asked"
            " WINDOW of_id AS (PARTITION BY what ORDER BY file, row)"
        )
        self.db.execute("INSERT INTO bad SELECT file, row FROM again WHERE n > 1")
        self.db.execute(
            "INSERT INTO rejects SELECT file, row, 'the id stands there before, of another"
            " row' FROM again WHERE n > 1 AND NOT alike"
        )

    def _show_bound(self, found: Loaded, notes: Sequence[Parcel]) -> None:
        """What assessments are about, on this machine: the ids of their records."""
        bodies: dict[str, list[bytes]] = {}
        empty = {f"table:{f.table.name}": packed(_IDS) for f in found.facts}
        for note in notes:
            if note.kind == "bound":
                bodies.setdefault(f"table:{note.name}", []).append(note.body)
        for each in found.facts:
            self.db.execute(f"DROP VIEW IF EXISTS {each.view}")
        records = [each for each in found.facts if each.table.holds == "records"]
        there = {f"table:{each.table.name}": empty[f"table:{each.table.name}"] for each in records}
        parts.lay_out(self.db, Loaded(records), there, bodies)

    # ── Splits ─────────────────────────────────────────────────────────────────────────────────

    def _splits(self, facts: Sequence[Facts]) -> list[Split]:
        found: list[Split] = []
        for each in facts:
            found += self._splits_of(each.table)
        return found

    def _splits_of(self, table: Table) -> Iterator[Split]:
        if table.format == "memory":
            yield from self._slices(table)
            return
        paths = [path for each in table.paths for path in self.resolve(each)]
        for path in paths:
            if table.format == "parquet":
                yield from self._row_groups(table, path, paths[0])
            else:
                yield Split(table=table.name, path=path, alone=len(paths) == 1)

    def _slices(self, table: Table) -> Iterator[Split]:
        rows = f"SELECT * EXCLUDE ({ROW}) FROM {quoted(f'frame {table.name}')} ORDER BY {ROW}"
        whole = self.db.execute(rows).to_arrow_table()
        size = max(1, whole.num_rows * STRETCH // max(whole.nbytes, 1))
        for start in range(0, max(whole.num_rows, 1), size):
            body = packed(whole.slice(start, size).combine_chunks())
            yield Split(table=table.name, first=start + 1, body=body)

    def _row_groups(self, table: Table, path: str, like: str) -> Iterator[Split]:
        """Stretches of whole row groups; at least as many as there are tasks at a time, if it is
        worth it.
        """
        groups = self.db.execute(
            "SELECT row_group_id, any_value(row_group_num_rows), sum(total_compressed_size)"
            f" FROM parquet_metadata([{text(path)}]) GROUP BY ALL ORDER BY ALL"
        ).fetchall()
        whole = sum(int(size) for _, _, size in groups)
        most = min(STRETCH, max(whole // self.spreading.cluster.parallel, STRETCH // 16))
        first, last, held = 1, 0, 0
        for _, rows, size in groups:
            last, held = last + int(rows), held + int(size)
            if held >= most:
                yield Split(table=table.name, path=path, like=like, first=first, last=last)
                first, held = last + 1, 0
        if last >= first or not groups:
            yield Split(table=table.name, path=path, like=like, first=first, last=max(last, 1))


_IDS = pa.table({"id": pa.array([], pa.string())})


def _sizes(facts: Sequence[Facts], splits: Sequence[Split]) -> Sizes:
    tables = {
        relation: tuple(each.table.name for each in holders)
        for relation, holders in by_relation(facts).items()
    }
    sizes = {each.table.name: 0 for each in facts}
    files = {(split.table, split.path) for split in splits if split.path}
    for name, path in files:
        sizes[name] += Path(path).stat().st_size
    for split in splits:
        sizes[split.table] += len(split.body)
    return Sizes(tables=tables, bytes=sizes)


# ── Judging ────────────────────────────────────────────────────────────────────────────────────


class NotSeen(Fault):
    """Findings that tasks wrote, and this machine does not see."""

    def __init__(self, norm: str, written: int, seen: int) -> None:
        super().__init__(
            "LX641",
            f"tasks wrote {written:,} findings on `{norm}`, and {seen:,} are here",
            "name a folder with --findings that all machines share",
        )


@attrs.define(kw_only=True)
class SpreadBulk(Bulk):
    """One dataset judged by parts. `spread` has read it."""

    spread: Spread

    def write(self, folder: Path, form: Format = "parquet") -> Iterator[Judged]:
        """The findings of each norm, in a folder of its own, a file for each part."""
        refuse_unfound(self.plans())
        judging = parts.Judging(
            ruleset=self.ruleset,
            dataset=self.dataset,
            loaded=self.loaded,
            columns=self.spread.columns,
            as_of=self.as_of,
            judge=self.judge,
            passes=self.spread.passes,
            shared=self.spread.shared,
            folder=str(folder),
            form=form,
            memory=self.spread.spreading.memory,
            law_as_of=self.law_as_of,
        )
        found: dict[str, list[parts.Outcome]] = {}
        for number, each in enumerate(self.spread.passes):
            if self.progress is not None:
                self.progress("passes over the parts", number, len(self.spread.passes))
            some = False
            if not each.together:
                outcomes = self.spread.parcels.judge(
                    lambda of, part, parcels: parts.judge(judging, of, part, parcels), number
                )
                for _, outcome in outcomes:
                    if outcome.fault:
                        raise Fault("LX608", outcome.fault)
                    found.setdefault(outcome.norm, []).append(outcome)
                    some = True
            if not some:  # nothing has a part of its own: what all see is judged here
                for outcome in parts.judge(judging, number, 0, ()):
                    found.setdefault(outcome.norm, []).append(outcome)
        self.spread.parcels.drop()
        for name in self.ruleset.versions:
            yield self._judged(name, found[name], f"{folder}/{name}.{form}/*.{form}")

    def _judged(self, norm: str, outcomes: Iterable[parts.Outcome], files: str) -> Judged:
        outcomes = list(outcomes)
        written = sum(outcome.written for outcome in outcomes)
        seen = self._seen(files)
        if seen != written:
            raise NotSeen(norm, written, seen)
        cases = sum(outcome.cases for outcome in outcomes)
        return Judged(norm=norm, file=files, cases=cases, why=outcomes[0].why)

    def _seen(self, files: str) -> int:
        folder = Path(files).parent
        if not folder.is_dir() or not any(folder.iterdir()):
            return 0
        reader = "read_csv" if files.endswith(".csv") else "read_parquet"
        row = self.db.execute(f"SELECT count(*) FROM {reader}({text(files)})").fetchone()
        assert row is not None
        return int(row[0])
