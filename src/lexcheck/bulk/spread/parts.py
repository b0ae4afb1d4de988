"""One part of one pass, judged as a dataset of its own; and keys of all stretches compared.

INVARIANT: what a part judges by was seen of the whole dataset (which fields may be unknown, as of
when), so all parts run the same plans; and an instance is found in one part alone.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import cast
from uuid import uuid4

import attrs
import duckdb
import pyarrow as pa

from lexcheck.base.light import light
from lexcheck.bulk import duck
from lexcheck.bulk.dataset import Dataset
from lexcheck.bulk.duck import Fault, Loaded, Room, by_relation
from lexcheck.bulk.model import Members
from lexcheck.bulk.run import Bulk, Format, Judge
from lexcheck.bulk.spread.placing import Pass
from lexcheck.bulk.spread.splits import EVERYWHERE, Parcel, unpacked
from lexcheck.bulk.sql import facts as sql
from lexcheck.bulk.sql.expressions import quoted
from lexcheck.norms.model import Ruleset


@attrs.frozen(kw_only=True)
class Judging:
    """What every task that judges needs. `shared`: what each part of a pass sees, by pass and name.
    `columns`: the columns of each table of facts, as a table without rows. `folder`: where findings
    are written to, which all machines see.
    """

    ruleset: Ruleset
    dataset: Dataset
    loaded: Loaded
    columns: Mapping[str, bytes]
    as_of: int
    judge: Judge
    passes: tuple[Pass, ...]
    shared: Mapping[tuple[int, str], tuple[bytes, ...]]
    folder: str
    form: Format
    memory: str
    law_as_of: date | None = None


@light
class Outcome:
    """What became of a norm in one part: how many findings were written, and how many instances
    were judged case by case; `why` all of them were, where they were. `fault`: why the part could
    not be judged, and then there is no norm.
    """

    norm: str
    written: int
    cases: int
    why: str
    fault: str = ""


def judge(judging: Judging, of: int, part: int, parcels: Iterable[Parcel]) -> Iterator[Outcome]:
    """The findings of one part of one pass, in a file of its own for each norm."""
    try:
        with duck.reading():
            yield from _judge(judging, of, part, parcels)
    except Fault as fault:
        yield Outcome(norm="", written=0, cases=0, why="", fault=fault.message)


def _judge(judging: Judging, of: int, part: int, parcels: Iterable[Parcel]) -> Iterator[Outcome]:
    bodies: dict[str, list[bytes]] = {}
    for (number, name), shared in judging.shared.items():
        if number == of:
            bodies.setdefault(name, []).extend(shared)
    for parcel in parcels:
        bodies.setdefault(parcel.name, []).append(parcel.body)
    with tempfile.TemporaryDirectory() as folder:
        room = Room(folder=folder, memory=judging.memory, threads=1)
        with duck.connect(room) as db:
            lay_out(db, judging.loaded, judging.columns, bodies)
            bulk = Bulk(
                db=db,
                ruleset=judging.ruleset,
                dataset=judging.dataset,
                loaded=judging.loaded,
                as_of=judging.as_of,
                judge=judging.judge,
                only=frozenset(judging.passes[of].norms),
                law_as_of=judging.law_as_of,
            )
            for judged in bulk.write(Path(folder), judging.form):
                target = Path(judging.folder) / f"{judged.norm}.{judging.form}"
                written = _count(db, judged.file)
                _moved(judged.file, target, f"part-{part:05}.{judging.form}")
                yield Outcome(judged.norm, written, judged.cases, judged.why)


def lay_out(
    db: duckdb.DuckDBPyConnection,
    loaded: Loaded,
    columns: Mapping[str, bytes],
    bodies: Mapping[str, Iterable[bytes]],
) -> None:
    """Makes the views over which plans run, from facts as they left their stretches."""
    for name, empty in columns.items():
        parts = [unpacked(body) for body in (empty, *bodies.get(name, ()))]
        db.register(f"facts {name}", pa.concat_tables(parts))
        table = quoted(name)
        db.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS FROM {quoted(f'facts {name}')}")
        db.unregister(f"facts {name}")
    for relation, holders in by_relation(loaded.facts).items():
        if not isinstance(relation, Members):
            db.execute(sql.relation_view(relation, holders))


def _count(db: duckdb.DuckDBPyConnection, file: str) -> int:
    reader = "read_csv" if file.endswith(".csv") else "read_parquet"
    found = db.execute(f"SELECT count(*) FROM {reader}('{file}')").fetchone()
    return int(cast("tuple[int]", found)[0])


def _moved(file: str, folder: Path, name: str) -> None:
    """A file takes its name when it is whole, so that a task that is run again changes nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    waiting = folder / f".{name}-{uuid4().hex}"
    shutil.move(file, waiting)
    waiting.replace(folder / name)


# ── Keys ───────────────────────────────────────────────────────────────────────────────────────


@light
class Odd:
    """A value that does not go together with others: `what` is `named Type`, where no record has
    this id, or `ids table`, where several rows have it. Or a `fault`, which kept them from being
    compared.
    """

    what: str
    value: str


def compare(types: Mapping[str, str], parcels: Iterable[Parcel]) -> Iterator[Odd]:
    """What is odd among the keys of one part. `types`: the record type of each table of records."""
    try:
        with duck.reading():
            yield from _compare(types, parcels)
    except Fault as fault:
        yield Odd("fault", fault.message)


def _compare(types: Mapping[str, str], parcels: Iterable[Parcel]) -> Iterator[Odd]:
    ids: dict[str, list[pa.Table]] = {}
    wanted: dict[str, list[pa.Table]] = {}
    for parcel in parcels:
        into = ids if parcel.kind == "ids" else wanted
        into.setdefault(parcel.name, []).append(unpacked(parcel.body))
    with duckdb.connect() as db:
        db.execute("SET threads = 1")
        for name, tables in ids.items():
            db.register("ids", pa.concat_tables(tables))
            twice = db.execute("SELECT v FROM ids GROUP BY v HAVING count(*) > 1").fetchall()
            yield from (Odd(f"ids {name}", str(row[0])) for row in twice)
        for type_, tables in wanted.items():
            there = [t for name, each in ids.items() if types.get(name) == type_ for t in each]
            db.register("wanted", pa.concat_tables(tables))
            db.register("there", pa.concat_tables([*there, tables[0].slice(0, 0)]))
            missing = db.execute("SELECT DISTINCT v FROM wanted ANTI JOIN there USING (v)")
            yield from (Odd(f"named {type_}", str(row[0])) for row in missing.fetchall())


def everywhere(parcels: Iterable[Parcel]) -> dict[tuple[int, str], tuple[bytes, ...]]:
    """Facts that every part sees, by pass and name."""
    found: dict[tuple[int, str], tuple[bytes, ...]] = {}
    for parcel in parcels:
        assert parcel.part == EVERYWHERE
        key = (parcel.of, parcel.name)
        found[key] = (*found.get(key, ()), parcel.body)
    return found
