"""Spark, which moves parcels to tasks: the only file that knows it.

    splits -> mapInArrow -> parcels, kept -> brought together by part -> mapInArrow -> outcomes

A parcel is one row: which part it belongs to, and a table in Arrow's own format, which Spark moves
and does not read. So a shuffle costs little, however many rows a table has, and no SQL of Spark's
is asked what anything means.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import groupby
from typing import Any, cast

import attrs
import pyarrow as pa
from py4j.protocol import Py4JError
from pyspark.errors import PySparkException, PythonException
from pyspark.sql import DataFrame, SparkSession

from lexcheck.bulk.spread.parts import Odd, Outcome
from lexcheck.bulk.spread.splits import EVERYWHERE, Kind, Parcel, Split
from lexcheck.bulk.spread.tasks import KEYS, Compares, Judges, Reads

#: A parcel as a row: `note` is what the driver hears of, `body` what is brought together by part.
_PARCEL = "kind string, pass int, part int, name string, note binary, body binary"
_ODD = "what string, value string"
_OUTCOME = "part int, norm string, written bigint, cases bigint, why string, fault string"

_PARCEL_ARROW = pa.schema([
    ("kind", pa.string()), ("pass", pa.int32()), ("part", pa.int32()), ("name", pa.string()),
    ("note", pa.binary()), ("body", pa.binary()),
])  # fmt: skip

#: Rows of a parcel table that Arrow hands over at a time: their bodies have megabytes.
_AT_A_TIME = "8"
_BATCH_CONF = "spark.sql.execution.arrow.maxRecordsPerBatch"

#: What a session of our own is like; the rest is the user's, by spark-defaults.conf or --master.
_OWN = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.session.timeZone": "UTC",
}

Batches = Iterator[pa.RecordBatch]


#: Raised where Spark itself fails, or is not there any more.
_FAILED = (PySparkException, Py4JError, ConnectionError)


class NoSpark(Exception):
    """Spark could not be started, or gave up."""


def _why(error: Exception) -> str:
    """In one line. What the JVM tells stands below where it was called from, and causes of causes
    below that, of which the longest says most.
    """
    lines = str(error).strip().splitlines() or [type(error).__name__]
    told = [line.partition(": ")[2] for line in lines if line.startswith((": ", "Caused by: "))]
    return max(told, key=len) if told else lines[0]


@contextmanager
def session(master: str) -> Iterator[SparkSession]:
    """A session of our own; ended with what it was made for."""
    local = not master or master.startswith("local")
    if local:  # what runs tasks must be what runs here
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("lexcheck")
    if master or not os.environ.get("MASTER"):
        builder = builder.master(master or "local[*]")
    for name, value in _OWN.items():
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
    except Exception as error:
        raise NoSpark(_why(error)) from error
    try:
        yield spark
    finally:
        with suppress(*_FAILED):
            spark.stop()


@attrs.define
class Spark:
    """A session, as a cluster of tasks."""

    spark: SparkSession
    parallel: int = 0

    def __attrs_post_init__(self) -> None:
        self.parallel = self.parallel or int(self.spark.sparkContext.defaultParallelism)

    def read(self, splits: Sequence[Split], reads: Reads, parts: int) -> Waiting:
        return Waiting(self.spark, self._read(splits, reads).persist(), parts)

    def ask(self, splits: Sequence[Split], reads: Reads) -> Iterator[Parcel]:
        return _heard(self.spark, self._read(splits, reads))

    def _read(self, splits: Sequence[Split], reads: Reads) -> DataFrame:
        """One row for each parcel of each split, one split to a task."""
        listed = tuple(splits)
        numbers = self.spark.range(0, len(listed), 1, max(len(listed), 1))

        def read(batches: Batches) -> Batches:
            for batch in batches:
                for number in batch.column(0).to_pylist():
                    yield from map(_row, reads(listed[number]))

        return numbers.mapInArrow(read, _PARCEL)


@attrs.define
class Waiting:
    """Parcels, kept by Spark where they were made."""

    spark: SparkSession
    rows: DataFrame
    parts: int

    def notes(self) -> Iterator[Parcel]:
        return _heard(self.spark, self.rows)

    def compare(self, compares: Compares) -> Iterator[Odd]:
        kinds = ", ".join(f"'{kind}'" for kind in KEYS)

        def compare(parts: Iterator[tuple[int, list[Parcel]]]) -> Iterator[dict[str, Any]]:
            for _, parcels in parts:
                for odd in compares(parcels):
                    yield {"what": odd.what, "value": odd.value}

        for row in self._by_part(f"kind IN ({kinds})", compare, _ODD):
            yield Odd(row["what"], row["value"])

    def judge(self, judges: Judges, of: int) -> Iterator[tuple[int, Outcome]]:
        def judge(parts: Iterator[tuple[int, list[Parcel]]]) -> Iterator[dict[str, Any]]:
            for part, parcels in parts:
                for each in judges(of, part, parcels):
                    yield {
                        "part": part, "norm": each.norm, "written": each.written,
                        "cases": each.cases, "why": each.why, "fault": each.fault,
                    }  # fmt: skip

        condition = f"kind = 'facts' AND pass = {of} AND part <> {EVERYWHERE}"
        for row in self._by_part(condition, judge, _OUTCOME):
            yield row.pop("part"), Outcome(**row)

    def drop(self) -> None:
        self.rows.unpersist()

    def _by_part(
        self,
        condition: str,
        over: Callable[[Iterator[tuple[int, list[Parcel]]]], Iterator[dict[str, Any]]],
        schema: str,
    ) -> list[dict[str, Any]]:
        """The parcels for which a condition holds, each part's in one place; what comes of them."""
        kinds = {"string": pa.string(), "int": pa.int32(), "bigint": pa.int64()}
        arrow = pa.schema([
            (name, kinds[kind]) for name, kind in (each.split() for each in schema.split(", "))
        ])  # fmt: skip
        labels = labels_of(self.parts)

        def mapped(batches: Batches) -> Batches:
            found = list(over(_grouped(_parcels(batches))))
            yield pa.RecordBatch.from_pylist(found, arrow)

        label = "element_at(array({}), part + 1)".format(", ".join(map(str, labels)))
        with _asking(self.spark):
            rows = self.rows.where(condition).drop("note").selectExpr("*", f"{label} AS label")
            together = rows.repartition(self.parts, "label").drop("label")
            return cast(
                "list[dict[str, Any]]", together.mapInArrow(mapped, schema).toArrow().to_pylist()
            )


def _heard(spark: SparkSession, rows: DataFrame) -> Iterator[Parcel]:
    """The parcels that the driver hears of."""
    notes = rows.where("note IS NOT NULL").drop("body").withColumnRenamed("note", "body")
    with _asking(spark):
        batches = notes.toArrow().to_batches()
    return _parcels(batches)


def _row(parcel: Parcel) -> pa.RecordBatch:
    heard = parcel.part == EVERYWHERE
    cells = (
        parcel.kind, parcel.of, parcel.part, parcel.name,
        parcel.body if heard else None, None if heard else parcel.body,
    )  # fmt: skip
    return pa.RecordBatch.from_arrays(
        [pa.array([cell], field.type) for cell, field in zip(cells, _PARCEL_ARROW, strict=True)],
        schema=_PARCEL_ARROW,
    )


def _parcels(batches: Iterable[pa.RecordBatch]) -> Iterator[Parcel]:
    for batch in batches:
        for row in batch.to_pylist():
            yield Parcel(
                kind=cast(Kind, row["kind"]), of=row["pass"], part=row["part"], name=row["name"],
                body=row["body"],
            )  # fmt: skip


def _grouped(parcels: Iterable[Parcel]) -> Iterator[tuple[int, list[Parcel]]]:
    ordered = sorted(parcels, key=lambda parcel: parcel.part)
    for part, some in groupby(ordered, key=lambda parcel: parcel.part):
        yield part, list(some)


@contextmanager
def _asking(spark: SparkSession) -> Iterator[None]:
    """While parcels move, few at a time. Raises NoSpark where Spark itself fails: what is raised
    in a task is a fault of ours.
    """
    try:
        before = spark.conf.get(_BATCH_CONF)
        spark.conf.set(_BATCH_CONF, _AT_A_TIME)
        try:
            yield
        finally:
            with suppress(*_FAILED):
                spark.conf.set(_BATCH_CONF, cast(str, before))
    except PythonException:
        raise
    except _FAILED as error:
        raise NoSpark(_why(error)) from error


# ── Even work ──────────────────────────────────────────────────────────────────────────────────


def labels_of(parts: int) -> list[int]:
    """For each part a number that Spark's hash sends to a place of its own: a part's number itself
    may fall on another's, and then one task does the work of two.
    """
    found: dict[int, int] = {}
    number = 0
    while len(found) < parts:
        found.setdefault(_hashed(number) % parts, number)
        number += 1
    return [found[part] for part in range(parts)]


def _hashed(number: int) -> int:
    """Spark's hash of an int, signed. Source: Murmur3 (A. Appleby), x86, 32 bits, seed 42."""
    mask = 0xFFFFFFFF

    def turned(x: int, by: int) -> int:
        return ((x << by) | (x >> (32 - by))) & mask

    k = turned(number * 0xCC9E2D51 & mask, 15) * 0x1B873593 & mask
    h = (turned(42 ^ k, 13) * 5 + 0xE6546B64) & mask
    h ^= 4
    for shift, factor in ((16, 0x85EBCA6B), (13, 0xC2B2AE35), (16, 1)):
        h = (h ^ (h >> shift)) * factor & mask
    return h - (1 << 32) if h >> 31 else h
