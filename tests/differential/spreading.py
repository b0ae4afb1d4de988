"""Cases as datasets that are judged in parts: by a cluster in this process, or all in one go of
another, such as Spark.
"""

from __future__ import annotations

import pickle
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Condition
from typing import Any

import attrs

from lexcheck.base.light import evolve
from lexcheck.bulk import duck
from lexcheck.bulk.spread.driver import Spread, SpreadBulk, Spreading
from lexcheck.bulk.spread.parts import Odd, Outcome
from lexcheck.bulk.spread.placing import WHOLE
from lexcheck.bulk.spread.splits import EVERYWHERE, Parcel, Split
from lexcheck.bulk.spread.tasks import KEYS, Cluster, Compares, Judges, Parcels, Reads
from lexcheck.evaluate.from_norms import findings_on
from lexcheck.facts.case import Case
from lexcheck.norms.model import Ruleset
from tests.differential.tables import Trial, dataset_of, findings_in

# ── A cluster in this process ──────────────────────────────────────────────────────────────────


@attrs.define
class Here:
    """Tasks one after the other; what they hand over is pickled, as if it went somewhere else."""

    parallel: int = 2

    def read(self, splits: Sequence[Split], reads: Reads, parts: int) -> Held:
        assert parts >= self.parallel
        return Held([pickle.dumps(parcel) for split in splits for parcel in reads(split)])

    def ask(self, splits: Sequence[Split], reads: Reads) -> Iterator[Parcel]:
        for split in splits:
            yield from reads(split)


@attrs.define
class Held:
    rows: list[bytes]

    def _all(self) -> Iterator[Parcel]:
        return map(pickle.loads, self.rows)

    def notes(self) -> Iterator[Parcel]:
        return (parcel for parcel in self._all() if parcel.part == EVERYWHERE)

    def compare(self, compares: Compares) -> Iterator[Odd]:
        for _, parcels in _by_part(p for p in self._all() if p.kind in KEYS):
            yield from compares(parcels)

    def judge(self, judges: Judges, of: int) -> Iterator[tuple[int, Outcome]]:
        facts = (p for p in self._all() if p.kind == "facts" and p.of == of)
        for part, parcels in _by_part(p for p in facts if p.part != EVERYWHERE):
            for outcome in judges(of, part, parcels):
                yield part, outcome

    def drop(self) -> None:
        pass


def _by_part(parcels: Iterable[Parcel]) -> Iterator[tuple[int, list[Parcel]]]:
    found: dict[int, list[Parcel]] = defaultdict(list)
    for parcel in parcels:
        found[parcel.part].append(parcel)
    yield from found.items()


# ── One case ───────────────────────────────────────────────────────────────────────────────────


def judge_in_parts(
    ruleset: Ruleset,
    case: Case,
    as_of: int,
    cluster: Cluster | None = None,
    whole: int = WHOLE,
    law_as_of: date | None = None,
) -> Trial:
    """The case judged as a dataset, in parts. Raises NotTabular, CannotSplit."""
    dataset, frames = dataset_of(case, ruleset.schema)
    with (
        tempfile.TemporaryDirectory() as folder,
        duck.connect(duck.Room(folder=folder, threads=1)) as db,
    ):
        spread = Spread(
            db, dataset, ruleset.schema,
            resolve=lambda path: [path], opener=_no_texts, frames=frames,
            spreading=Spreading(cluster=cluster or Here(), ruleset=ruleset, whole=whole),
        )  # fmt: skip
        loaded = spread.load(0)
        bulk = SpreadBulk(
            db=db, ruleset=ruleset, dataset=dataset, loaded=loaded, as_of=as_of, spread=spread,
            judge=lambda rules, facts, wanted, at: findings_on(
                rules, facts, wanted, as_of=at, law_as_of=law_as_of
            ),
            law_as_of=law_as_of,
        )  # fmt: skip
        judged = list(bulk.write(Path(folder) / "findings"))
        return findings_in(db, ruleset, judged, tuple(bulk.notes()))


def _no_texts(_path: str, _encoding: str) -> Iterator[tuple[str, Iterator[str]]]:
    return iter(())


# ── Many cases, each step of all of them at once ───────────────────────────────────────────────


def judge_all_in_parts(
    cases: Sequence[tuple[Ruleset, Case, int]], cluster: Cluster, parts: int = 4
) -> list[Trial]:
    """Cases judged side by side, so that a cluster that takes long to begin does so three times,
    and not three times for each of them. A case that asks for more goes on in this process.
    """
    together = _Together(cluster, set(range(len(cases))), parts)

    def judged(number: int) -> Trial:
        try:
            return judge_in_parts(*cases[number], _One(together, number))
        finally:
            together.leave(number)

    with ThreadPoolExecutor(len(cases)) as pool:
        return list(pool.map(judged, range(len(cases))))


@attrs.define
class _Together:
    """What each of the cases asks is done once, when all that are still there have asked."""

    cluster: Cluster
    there: set[int]
    parts: int
    asked: dict[int, Any] = attrs.field(factory=dict)
    answers: dict[int, Any] = attrs.field(factory=dict)
    do: Callable[[dict[int, Any]], dict[int, Any]] | None = None
    fault: BaseException | None = None
    changed: Condition = attrs.field(factory=Condition)

    def step(self, number: int, asked: Any, do: Callable[[dict[int, Any]], Any]) -> Any:
        with self.changed:
            self.asked[number], self.do = asked, do
            self._go_on()
            self.changed.wait_for(lambda: number in self.answers or self.fault, timeout=900)
            if self.fault is not None:
                raise RuntimeError("another case failed") from self.fault
            return self.answers.pop(number)

    def leave(self, number: int) -> None:
        with self.changed:
            self.there.discard(number)
            self._go_on()

    def _go_on(self) -> None:
        if not self.asked or self.asked.keys() != self.there or self.do is None:
            return
        asked, self.asked = self.asked, {}
        try:
            self.answers.update(self.do(asked))
        except BaseException as fault:
            self.fault = fault
            raise
        finally:
            self.changed.notify_all()


@attrs.define
class _One:
    """The cluster, as one of the cases has it to itself."""

    together: _Together
    number: int
    parallel: int = 3
    again: bool = False

    def read(self, splits: Sequence[Split], reads: Reads, parts: int) -> Parcels:
        if self.again:  # a path leads over what is not known: this takes a step more than others
            self.together.leave(self.number)
            return Here().read(splits, reads, parts)
        self.again = True

        def do(asked: dict[int, Any]) -> dict[int, Any]:
            listed = [(n, split) for n, (some, _) in asked.items() for split in some]
            of = {n: reads for n, (_, reads) in asked.items()}

            def read(pair: Any) -> Iterator[Parcel]:
                n, split = pair
                for parcel in of[n](split):
                    yield _marked(n, parcel)

            found = self.together.cluster.read(listed, read, self.together.parts)  # type: ignore[arg-type]
            return dict.fromkeys(asked, found)

        return _Some(
            self.together, self.number, self.together.step(self.number, (splits, reads), do)
        )

    def ask(self, splits: Sequence[Split], reads: Reads) -> Iterator[Parcel]:
        return Here().ask(splits, reads)


@attrs.define
class _Some:
    together: _Together
    number: int
    parcels: Parcels
    judged: dict[int, list[tuple[int, Outcome]]] | None = None

    def notes(self) -> Iterator[Parcel]:
        def do(asked: dict[int, Any]) -> dict[int, Any]:
            found: dict[int, list[Parcel]] = {n: [] for n in asked}
            for parcel in self.parcels.notes():
                n, plain = _unmarked(parcel)
                found[n].append(plain)
            return found

        yield from self.together.step(self.number, None, do)

    def compare(self, compares: Compares) -> Iterator[Odd]:
        def do(asked: dict[int, Any]) -> dict[int, Any]:
            def compare(parcels: Iterable[Parcel]) -> Iterator[Odd]:
                for n, some in _by_case(parcels).items():
                    yield from (Odd(f"{n}|{o.what}", o.value) for o in asked[n](some))

            odd = list(self.parcels.compare(compare))
            return {n: [o for o in odd if o.what.startswith(f"{n}|")] for n in asked}

        yield from self.together.step(self.number, compares, do)

    def judge(self, judges: Judges, of: int) -> Iterator[tuple[int, Outcome]]:
        """All passes at once, for those who ask later, too."""
        if self.judged is None:
            self.judged = self.together.step(self.number, judges, self._judge_all)
        assert self.judged is not None
        yield from self.judged.get(of, ())

    def _judge_all(self, asked: dict[int, Any]) -> dict[int, Any]:
        def judge(_of: int, part: int, parcels: Iterable[Parcel]) -> Iterator[Outcome]:
            for n, some in _by_case(parcels).items():
                for of in sorted({parcel.of for parcel in some}):
                    mine = [parcel for parcel in some if parcel.of == of]
                    for outcome in asked[n](of, part, mine):
                        yield evolve(outcome, norm=f"{n}|{of}|{outcome.norm}")

        found: dict[int, dict[int, list[tuple[int, Outcome]]]] = {n: {} for n in asked}
        for part, outcome in self.parcels.judge(judge, 0):
            n, of, norm = outcome.norm.split("|")
            found[int(n)].setdefault(int(of), []).append((part, evolve(outcome, norm=norm)))
        return found

    def drop(self) -> None:
        pass


def _marked(number: int, parcel: Parcel) -> Parcel:
    return evolve(parcel, of=0, name=f"{number}|{parcel.of}|{parcel.name}")


def _unmarked(parcel: Parcel) -> tuple[int, Parcel]:
    number, of, name = parcel.name.split("|", 2)
    return int(number), evolve(parcel, of=int(of), name=name)


def _by_case(parcels: Iterable[Parcel]) -> Mapping[int, list[Parcel]]:
    found: dict[int, list[Parcel]] = defaultdict(list)
    for parcel in parcels:
        number, plain = _unmarked(parcel)
        found[number].append(plain)
    return found
