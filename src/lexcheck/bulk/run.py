"""A dataset judged: plans run, what they leave is judged case by case, findings are written.

Each norm in its turn: its instances are listed; those that SQL does not decide are given, a few
thousand at a time and with just the facts that they need, to the case evaluator; then all findings
of the norm are written in one stream.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

import attrs
import duckdb

from lexcheck.base.light import evolve, light
from lexcheck.bulk.cases import Maker, Pool
from lexcheck.bulk.complete import Complete
from lexcheck.bulk.dataset import Dataset
from lexcheck.bulk.duck import (
    Fault,
    Loaded,
    acts_tables,
    by_relation,
    fields_of,
    profile_of,
    rows_of,
)
from lexcheck.bulk.from_norms import plans
from lexcheck.bulk.functions import provide_counting
from lexcheck.bulk.known import rules_in
from lexcheck.bulk.model import (
    Acts,
    ByCase,
    Judgements,
    Members,
    NormPlan,
    Plan,
    Relation,
    Unfound,
    Unheld,
)
from lexcheck.bulk.needs import Need, needs_of, related
from lexcheck.bulk.profile import Profile
from lexcheck.bulk.progress import Progress, watched
from lexcheck.bulk.sql import doubts, instances, verdicts
from lexcheck.bulk.sql import norms as sql
from lexcheck.bulk.sql.expressions import named, quoted, text
from lexcheck.bulk.sql.pulls import pull
from lexcheck.bulk.told import Told
from lexcheck.facts.case import Case
from lexcheck.facts.schema import Kind
from lexcheck.norms.model import Ruleset
from lexcheck.verdicts.model import Finding

#: Judges some instances of a case: by norm, the values of their variables.
Judge = Callable[[Ruleset, Case, Mapping[str, frozenset[tuple[str, ...]]], int], Iterable[Finding]]

Format = Literal["parquet", "csv"]

#: Instances whose facts are fetched at a time, and those that are judged in one case.
CHUNK, BATCH = 50_000, 250

#: Instances with one doubtful moment that SQL looks into at a time.
STEP = 200_000

#: Members of a list, on average, from which on what they have in common is kept once.
LONG = 4


@light(kw_only=True)
class Judged:
    """What became of one norm. `cases`: how many instances were judged case by case; `why` they
    all were, where they were.
    """

    norm: str
    file: str
    cases: int
    why: str


@attrs.define(kw_only=True)
class Bulk:
    """One dataset judged by one ruleset as of an instant. `progress` hears how far it is. `only`:
    the norms to judge, None for all. `law_as_of`: the day whose law judges all instances, None for
    the law in force at each trigger; `judge` is to know of it, too.
    """

    db: duckdb.DuckDBPyConnection
    ruleset: Ruleset
    dataset: Dataset
    loaded: Loaded
    as_of: int
    judge: Judge
    progress: Progress | None = None
    only: frozenset[str] | None = None
    law_as_of: date | None = None
    profile: Profile = attrs.field(init=False)
    shape: sql.Shape = attrs.field(init=False)
    told: Told = attrs.field(init=False)
    #: Is `event` a table? Else the acts are read for the findings alone, and beside them.
    _events_kept: bool = attrs.field(init=False, default=False)
    _asked_of: set[str] = attrs.field(init=False, factory=set)

    def __attrs_post_init__(self) -> None:
        complete = Complete(dataset=self.dataset, as_of=self.as_of)
        found = profile_of(self.loaded, self.ruleset.schema, complete)
        self.profile = evolve(found, unlisted=frozenset(self.dataset.unlisted))
        self.shape = sql.Shape(
            as_of=self.as_of,
            tables=acts_tables(self.loaded, self.profile),
            width=max((len(norm.variables) for norm in self.ruleset.norms), default=1),
        )
        self.told = Told(self.db, self.ruleset, self.shape.width)

    def plans(self) -> tuple[Plan, ...]:
        found = plans(self.ruleset, self.profile, self.as_of, self.law_as_of)
        return tuple(plan for plan in found if self.only is None or plan.norm in self.only)

    def write(self, folder: Path, form: Format = "parquet") -> Iterator[Judged]:
        """The findings of each norm, in a file of its own."""
        found = self.plans()
        refuse_unfound(found)
        for plan in found:
            assert not isinstance(plan, Unfound)
            file = str(folder / f"{plan.norm}.{form}")
            number, cases, every, why = 0, 0, 0, ""
            if isinstance(plan, Unheld):
                self.told.make()
                query, why = self.told.written(), plan.why
            else:
                number, every = self._instances(plan), self._number("instance")
                self._tell_of(plan.norm, 0, every)
                self.told.make()
                if number:
                    self._simple(plan)
                    cases = self._case_by_case(plan.norm, len(plan.keys), every)
                query = self._findings(plan, number, form)
                why = plan.why if isinstance(plan, ByCase) else ""
            with watched(self.db, self.progress, _rows_of(plan.norm), cases, every):
                self._copy(query, file, form)
            yield Judged(norm=plan.norm, file=file, cases=cases, why=why)

    def _tell_of(self, norm: str, done: int, every: int) -> None:
        if self.progress is not None:
            self.progress(_rows_of(norm), done, every)

    def _copy(self, query: str, file: str, form: Format) -> None:
        options = "FORMAT csv, HEADER"
        if form == "parquet":
            options = "FORMAT parquet, COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 4096"
        # The queries name the smaller side of each join last; what DuckDB guesses of sizes is
        # often wrong after so many steps, and doubles time and memory.
        self.db.execute("SET disabled_optimizers = 'build_side_probe_side'")
        try:
            self.db.execute(f"COPY ({query}) TO {text(file)} ({options})")
        finally:
            self.db.execute("RESET disabled_optimizers")

    def _words(self, plan: NormPlan, *, doubt_beside: bool) -> verdicts.Words:
        """The words that each column of few can hold, listed by a type of its own. `doubt_beside`:
        what is possible of some is found out with the findings alone.
        """
        found = verdicts.words_of(plan)
        if doubt_beside:
            found["possible"] = (*found["possible"], *doubts.possible_words())
        for column in found:
            rows = self.db.execute(f"SELECT DISTINCT {quoted(column)} FROM told").fetchall()
            more = sorted(str(word) for (word,) in rows if word is not None)
            found[column] = tuple(dict.fromkeys((*found[column], *more)))
        found["verdict"] = found["possible"]  # one is often the other, and is then not translated
        for column, words in found.items():
            self.db.execute(f"DROP TYPE IF EXISTS {quoted(column)}")
            self.db.execute(f"CREATE TYPE {quoted(column)} AS ENUM ({', '.join(map(text, words))})")
        return {column: column for column in found}

    def notes(self) -> Iterator[str]:
        """What a reader must know of the run as a whole."""
        held = {relation for relation in self.profile.relations if isinstance(relation, Acts)}
        actions = self.ruleset.schema.action
        complete = Complete(dataset=self.dataset, as_of=self.as_of)
        open_ = [action for action in actions if not complete.action(action)]
        missing = [a for a in actions if Acts(a) not in held and a not in open_]
        if missing:
            listed = ", ".join(f"`{action}`" for action in sorted(missing))
            yield f"no table holds acts of {listed}: they are taken not to have happened"
        if open_:
            listed = ", ".join(f"`{action}`" for action in sorted(open_))
            of = "" if len(open_) == len(actions) else f" of {listed}"
            yield f"the record{of} is not complete: what no table shows may have happened"

    # ── What SQL decides ───────────────────────────────────────────────────────────────────────

    def _instances(self, plan: NormPlan | ByCase) -> int:
        """Lists the instances, and how many SQL does not decide."""
        if isinstance(plan, ByCase):
            self.db.execute(instances.candidates(plan))
            self.db.execute(instances.PAIR)
            self._make("doubted", "FROM pair")
            return self._number("doubted")
        for each in (*plan.rests_on, *plan.repaired_by):
            self._judge_first(each)
        self._list(plan)
        if plan.repaired:
            self._breached(plan)
        return self._number("doubted")

    def _judge_first(self, plan: NormPlan) -> None:
        """What becomes of the instances of a norm that others hang on, apart from any repair."""
        if plan.norm in self._asked_of:
            return
        for each in plan.rests_on:
            self._judge_first(each)
        self._list(plan)
        some = self._number("doubted") > 0
        self.db.execute(verdicts.judgements(plan, self.shape, some_doubted=some))
        self._asked_of.add(plan.norm)

    def _list(self, plan: NormPlan) -> None:
        """`pair`: the instances; `event`: the acts on their targets; `doubted`: those in doubt."""
        statements = instances.by_lists(plan) if self._lists_are_long(plan) else ()
        statements = statements or (instances.instances(plan), instances.PAIR)
        events = sql.events(plan, self.shape)
        zone, rules = self.ruleset.timezone, rules_in(self.ruleset)
        provide_counting(self.db, zone, rules, *statements, events)
        for statement in statements:
            self.db.execute(statement)
        self._events_kept = self.shape.unsure(plan)
        if self._events_kept:
            self.db.execute(f"CREATE OR REPLACE TEMP TABLE event AS {events}")
        self.db.execute(sql.doubted(plan, self.shape))

    def _lists_are_long(self, plan: NormPlan) -> bool:
        """Are there many instances for each of what lists them?"""
        if not isinstance(plan.joined[-1].relation, Members):
            return False
        tables, rows = by_relation(self.loaded.facts), self.loaded.rows
        *others, every = (
            sum(rows[part.table.name] for part in tables.get(each.relation, ()))
            for each in plan.joined
            if not isinstance(each.relation, Judgements)
        )
        return every >= LONG * max(others, default=every)

    def _simple(self, plan: Plan) -> None:
        """What of the doubt SQL can look into after all; the rest is waiting for the evaluator.

        Where the acts are sure, and not too many instances in doubt, it is done with the findings.
        """
        self.db.execute("CREATE OR REPLACE TEMP TABLE simple (row BIGINT)")
        if not isinstance(plan, NormPlan) or not doubts.fits(plan, self.shape):
            return
        if self._events_kept:
            self._make("heard", doubts.heard(plan, self.shape))
        self._make("simple", doubts.simple(plan, self.shape))
        number = self._number("simple")
        if not self._events_kept and number > STEP:
            self._make("event", sql.events(plan, self.shape))
            self._make("heard", doubts.heard(plan, self.shape))
            self._events_kept = True
        if self._events_kept:
            self._look_into(f"INSERT INTO told\n{doubts.told(plan, self.shape)}", number)

    def _make(self, table: str, query: str) -> None:
        self.db.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS\n{query}")

    def _look_into(self, told: str, number: int) -> None:
        """Decides the rows of `simple`, each at many moments: not too many rows at a time."""
        if number <= STEP:
            self.db.execute(told)
            return
        self.db.execute("ALTER TABLE simple RENAME TO every_simple")
        for start in range(0, number, STEP):
            some = f"rowid >= {start} AND rowid < {start + STEP}"
            self.db.execute(f"CREATE TEMP TABLE simple AS FROM every_simple WHERE {some}")
            self.db.execute(told)
            self.db.execute("DROP TABLE simple")
        self.db.execute("ALTER TABLE every_simple RENAME TO simple")

    def _breached(self, plan: NormPlan) -> None:
        """Breaches that may have been repaired are looked at case by case."""
        some = self._number("doubted") > 0
        query = self._with_events(plan, verdicts.findings(plan, self.shape, some_doubted=some))
        keys = " AND ".join(f"pair.key_{n} = f.key_{n}" for n in range(1, len(plan.keys) + 1))
        self.db.execute(
            "CREATE OR REPLACE TEMP TABLE breached AS SELECT pair.* FROM pair"
            f" JOIN ({query}) AS f ON {keys} WHERE f.verdict = 'breached'{verdicts.repaired(plan)}"
        )
        self.db.execute("INSERT INTO doubted FROM breached")

    def _number(self, table: str) -> int:
        row = self.db.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert row is not None
        return int(row[0])

    def _findings(self, plan: NormPlan | ByCase, doubted: int, form: Format) -> str:
        if isinstance(plan, ByCase):
            return self.told.written()
        doubt_beside = bool(doubted and not self._events_kept and doubts.fits(plan, self.shape))
        words = self._words(plan, doubt_beside=doubt_beside) if form == "parquet" else {}
        query = verdicts.findings(plan, self.shape, some_doubted=doubted > 0, words=words)
        if doubted:
            told = "told"
            if doubt_beside:
                looked_into = doubts.told(plan, self.shape, beside_events=True)
                told = f"(FROM told UNION ALL BY NAME ({looked_into}))"
            query = f"({query})\nUNION ALL BY NAME\n({self.told.written(told, words)})"
        return self._with_events(plan, query)

    def _with_events(self, plan: NormPlan, query: str) -> str:
        return query if self._events_kept else sql.beside_events(plan, self.shape, query)

    # ── What it leaves ─────────────────────────────────────────────────────────────────────────

    def _case_by_case(self, norm: str, width: int, every: int) -> int:
        """Judges what is left, and says how much it was. `every`: how many instances there are."""
        keys = ", ".join(f"key_{n}" for n in range(1, width + 1))
        self.db.execute(
            "CREATE OR REPLACE TEMP TABLE waiting AS SELECT"
            f" row_number() OVER (ORDER BY {keys}) AS place, {keys}"
            " FROM doubted WHERE row NOT IN (SELECT row FROM simple)"
        )
        number = self._number("waiting")
        meant = _only(self.ruleset, norm)
        for start in range(0, number, CHUNK):
            self.db.execute(
                f"CREATE OR REPLACE TEMP TABLE wanted AS SELECT {keys} FROM waiting"
                f" WHERE place > {start} AND place <= {start + CHUNK} ORDER BY place"
            )
            wanted = [tuple(map(str, row)) for row in self.db.execute("FROM wanted").fetchall()]
            wanted.sort()
            pool = self._pool(norm)
            for first in range(0, len(wanted), BATCH):
                batch = wanted[first : first + BATCH]
                found = self.judge(meant, pool.slice(batch), {norm: frozenset(batch)}, self.as_of)
                self.told.tell(found)
                self._tell_of(norm, start + first + len(batch), every)
        return number

    def case_of(self, norm: str, keys: tuple[str, ...]) -> Case:
        """The facts that one instance needs, with their places, to be explained by."""
        cells = ", ".join(f"{text(key)} AS key_{n}" for n, key in enumerate(keys, 1))
        self.db.execute(f"CREATE OR REPLACE TEMP TABLE wanted AS SELECT {cells}")
        return self._pool(norm, told=True).slice([keys])

    def _pool(self, norm: str, *, told: bool = False) -> Pool:
        needs = needs_of(self.ruleset, norm)
        pool = Pool(self.maker(told=told), needs)
        alike: dict[tuple[object, ...], list[Need]] = {}
        for need in needs:
            if isinstance(need.relation, Acts):
                alike.setdefault(need.columns, []).append(need)
            elif self.profile.has(need.relation):
                query = pull(need, self.profile, named(need.relation))
                pool.add(need.relation, rows_of(self.db, query))
        for group in alike.values():
            self._pull_acts(pool, group)
        return pool

    def _pull_acts(self, pool: Pool, group: Sequence[Need]) -> None:
        """Acts of several actions, about the same things: each table is read once."""
        wanted = {need.relation.action for need in group if isinstance(need.relation, Acts)}
        for table in self.shape.tables:
            there = sorted(wanted & table.actions)
            if not there:
                continue
            only = f"action IN ({', '.join(map(text, there))})"
            rows = rows_of(self.db, pull(group[0], self.profile, table.view, only))
            for action in there:
                pool.add(Acts(action), [row for row in rows if row["action"] == action])

    def maker(self, *, told: bool = False) -> Maker:
        currencies: dict[tuple[Relation, str], str] = {}
        nothing: set[tuple[Relation, str]] = set()
        for facts in self.loaded.facts:
            for name, given in facts.table.fields:
                for relation in facts.relations:
                    currencies[relation, name] = given.currency
                    if given.empty == "none":
                        nothing.add((relation, name))
        own = self.dataset.as_of
        return Maker(
            schema=self.ruleset.schema,
            name=self.dataset.name,
            timezone=self.dataset.timezone,
            kind=self.dataset.kind,
            coverage=self.dataset.coverage,
            as_of=self.as_of if own is None or own.latest is None else own.latest,
            bare=frozenset(self.dataset.unlisted) | self._unknown(),
            currencies=currencies,
            nothing=frozenset(nothing),
            told=told,
        )

    def _unknown(self) -> frozenset[str]:
        """The types of the records that something unknown may name."""
        return frozenset(
            field.type.name
            for relation in self.profile.relations
            for field in fields_of(relation, self.ruleset.schema)
            if field.type.kind is Kind.RECORD and self.profile.of(relation, field.name).unknown
        )


def _rows_of(norm: str) -> str:
    return f"instances of {norm}"


def refuse_unfound(plans: Iterable[Plan]) -> None:
    """Raises Fault where the tables do not lead to all instances of a norm."""
    for plan in plans:
        if isinstance(plan, Unfound):
            raise Fault(
                "LX600",
                f"`{plan.norm}` cannot be judged: no table lists every `{plan.type}`, and no column"
                " says which of them are meant",
                f"give a table with `record: {plan.type}`",
            )


def _only(ruleset: Ruleset, norm: str) -> Ruleset:
    """The ruleset with just the norms that have a say in one norm's verdicts."""
    names = related(ruleset, norm)
    kept = tuple(each for each in ruleset.norms if each.name in names)
    return evolve(ruleset, norms=kept, sanctions=(), assessments=())
