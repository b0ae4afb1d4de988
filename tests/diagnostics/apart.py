"""Machines in this process that share one folder, called `shared`, and no other: what Spark moves
and asks, without Spark, which not every machine has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs

from lexcheck.bulk.spread.driver import Spread, Spreading
from lexcheck.bulk.spread.parts import Outcome
from lexcheck.bulk.spread.splits import Split
from lexcheck.bulk.spread.tasks import Judges, Reads
from lexcheck.norms.model import Ruleset
from lexcheck.pipeline.manifests import Options
from lexcheck.pipeline.spreading import refused_by_name
from tests.differential.spreading import Held, Here

SHARED = "shared"


@contextmanager
def on_machines_apart(
    ruleset: Ruleset, options: Options, _spark: object, latest: bool
) -> Iterator[Callable[..., Spread]]:
    """As `pipeline.spreading.on_spark`."""
    spreading = Spreading(
        cluster=_Apart(), ruleset=ruleset, memory=options.memory, latest=latest
    )  # fmt: skip

    def made(*given: Any, **others: Any) -> Spread:
        return Spread(*given, spreading=spreading, **others)

    with refused_by_name(ruleset):
        yield made


@attrs.define
class _Apart(Here):
    def read(self, splits: Sequence[Split], reads: Reads, parts: int) -> Held:
        return _HeldApart(super().read(splits, reads, parts).rows)


@attrs.define
class _HeldApart(Held):
    """What a task writes on its own machine is not here."""

    def judge(self, judges: Judges, of: int) -> Iterator[tuple[int, Outcome]]:
        yield from super().judge(judges, of)
        for path in Path.cwd().glob("**/findings/*.parquet/*.parquet"):
            if SHARED not in path.parts:
                path.unlink()
