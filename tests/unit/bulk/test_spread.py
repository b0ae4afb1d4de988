"""A dataset read by stretches is checked and counted as one that is read whole; keys of norms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs
import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lexcheck.bulk import duck
from lexcheck.bulk.duck import Fault, Loader
from lexcheck.bulk.model import Acts, Members, Records, Relation
from lexcheck.bulk.needs import Path as Way
from lexcheck.bulk.needs import needs_of
from lexcheck.bulk.profile import FieldProfile, Profile
from lexcheck.bulk.run import Bulk
from lexcheck.bulk.spread.driver import NotSeen, Spread, SpreadBulk, Spreading
from lexcheck.bulk.spread.parts import Judging
from lexcheck.bulk.spread.placing import Sizes, passes
from lexcheck.bulk.spread.splits import Split
from lexcheck.bulk.spread.tasks import Cluster, Reads
from lexcheck.evaluate.from_norms import findings_on
from lexcheck.norms.model import Ruleset
from lexcheck.pipeline.datasets import Opened, open_dataset
from lexcheck.pipeline.library import Library
from lexcheck.pipeline.manifests import manifest_of
from tests.differential.spreading import Held, Here
from tests.judging import ruleset_of

RULES = """
ruleset spread.test
  timezone "UTC"

record Party
record Item
  owner: Party
record Order
  received: time
  revoked:  time?
  items:    list of Item
action block(i: Item)
action restore(i: Item)
state blocked(i: Item)
block(i) counts as blocked(i)
restore(i) ends blocked(i)

obligation comply
  for each o: Order, i: Item in o.items
  must     blocked(i)
  within   36 hours of o.received
  until    o.revoked

prohibition seldom
  for each o: Order, i: Item in o.items
  when     count of e: block(i) before o.received >= 2
  must not restore(i)
  from     o.received
  until    o.revoked

assessment enough for o: Order
  share of comply(o, *) in {complied, complied_late} at least 50%
"""

MANIFEST = """
dataset: spread
ruleset: rules.lex
timezone: UTC
tables:
  parties: {file: parties.csv, record: Party, id: id}
  items: {file: items.parquet, record: Item, id: id, fields: {owner: owner}}
  orders:
    files: ["orders-*.csv"]
    record: Order
    id: order
    fields: {received: received, revoked: revoked, items: {column: items, separator: "|"}}
  log:
    file: log.parquet
    acts: {column: what, values: {block: block, restore: restore}}
    id: id
    arguments: [item]
    fields: {at: at}
"""


Cells = tuple[str | None, ...]


def written(folder: Path, *, odd: bool) -> Path:
    """A dataset of 60 items in 12 orders, over two files; with rows of every kind that cannot be
    used, if it is to be odd.
    """
    (folder / "rules.lex").write_text(RULES, "utf-8")
    (folder / "dataset.yaml").write_text(MANIFEST, "utf-8")
    (folder / "parties.csv").write_text("id\np1\np2\n", "utf-8")
    items: list[Cells] = [(f"i{n}", f"p{1 + n % 2}") for n in range(60)]
    orders = [
        f"o{n},2021-02-{1 + n:02}T10:00:00Z,,{'|'.join(f'i{(7 * n + k) % 60}' for k in range(7))}"
        for n in range(12)
    ]
    acts: list[Cells] = [
        (f"a{n}", ("block", "block", "restore")[n % 3], f"i{n * 11 % 60}",
         f"2021-02-{1 + n % 20:02}T0{n % 10}:00:00Z")
        for n in range(150)
    ]  # fmt: skip
    if odd:
        items += [("i70", "p9"), ("i3", "p2"), ("i3", "p1"), ("i4", "p1"), (None, "p1")]
        orders += ["o5,2021-02-06T10:00:00Z,,i35|i36|i37|i38|i39|i40|i41", "o8,2021-03-01,,i1"]
        orders += ["o20,yesterday,,i1", 'o21,"2021"x,,i1', "o22,2021-02-01T10:00:00Z,,i1|i99"]
        acts += [
            acts[17], ("a18", "block", "i5", "2021-02-03T00:00:00Z"),
            ("b1", "block", "i99", "2021-02-03T00:00:00Z"),
            ("b2", "burn", "i5", "2021-02-03T00:00:00Z"), ("b3", "block", "i5", None),
        ]  # fmt: skip
    table(items, ("id", "owner"), folder / "items.parquet")
    table(acts, ("id", "what", "item", "at"), folder / "log.parquet")
    half = len(orders) // 2
    for number, some in enumerate((orders[:half], orders[half:])):
        lines = "\n".join(["order,received,revoked,items", *some, ""])
        (folder / f"orders-{number}.csv").write_text(lines, "utf-8")
    return folder


def table(rows: list[Cells], names: tuple[str, ...], file: Path) -> None:
    columns = {
        name: pa.array(cells, pa.string())
        for name, cells in zip(names, zip(*rows, strict=True), strict=True)
    }
    pq.write_table(pa.table(columns), file, row_group_size=40)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path, odd=False)


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    return written(tmp_path, odd=True)


def opened(folder: Path) -> Opened:
    where = manifest_of(str(folder))
    assert where is not None
    return open_dataset(Library(), where, [])


def _texts(path: str, _encoding: str) -> Iterator[tuple[str, Iterator[str]]]:
    with Path(path).open(encoding="utf-8", newline="") as file:
        yield Path(path).name, file


def judged(
    folder: Path, out: str, rejects: int, *, spread: bool, cluster: Cluster | None = None
) -> tuple[list[object], list[object], list[object], dict[str, int]]:
    """Findings, rejects, assessments and rows by table; by one machine, or in parts."""
    from lexcheck.bulk import tallies

    given = opened(folder)
    target = folder / out
    target.mkdir()
    made = given.dataset, given.ruleset.schema
    with duck.connect(duck.Room(folder=str(target / "spill"))) as db:
        args: dict[str, Any] = {
            "resolve": lambda path: sorted(map(str, folder.glob(path))), "opener": _texts,
            "frames": {}, "distinct_acts": True,
        }  # fmt: skip
        loader = (
            Spread(
                db, *made, **args,
                spreading=Spreading(
                    cluster=cluster or Here(), ruleset=given.ruleset, latest=True
                ),
            )
            if spread
            else Loader(db, *made, **args)
        )  # fmt: skip
        loaded = loader.load(rejects)
        at = loaded.latest if spread else duck.latest_moment(db, loaded)
        assert at is not None
        bulk = (SpreadBulk if isinstance(loader, Spread) else Bulk)(
            db=db, ruleset=given.ruleset, dataset=given.dataset, loaded=loaded, as_of=at,
            judge=lambda rules, facts, wanted, at: findings_on(rules, facts, wanted, as_of=at),
            **({"spread": loader} if spread else {}),  # type: ignore[arg-type]
        )  # fmt: skip
        inner = target / "findings"
        inner.mkdir()
        norms = list(bulk.write(inner))
        tallies.count(bulk, norms)
        tallies.assess(bulk, norms, target / "assessments.parquet", "parquet")
        found = [row for each in norms for row in rows(each.file)]
        rejected = db.execute(loader.rejects()).fetchall() if rejects else []
        left_out: list[object] = [",".join(map(str, row)) for row in rejected]
        return (
            sorted(found, key=str), left_out, rows(str(target / "assessments.parquet")),
            loaded.rows,
        )  # fmt: skip


def rows(file: str) -> list[object]:
    return list(duckdb.sql(f"SELECT COLUMNS(*)::VARCHAR FROM '{file}' ORDER BY ALL").fetchall())


def test_what_is_read_by_stretches_is_what_is_read_whole(folder: Path) -> None:
    whole = judged(folder, "whole", 0, spread=False)
    assert len(whole[0]) == 2 * 12 * 7
    assert judged(folder, "parts", 0, spread=True) == whole
    assert judged(folder, "more", 0, spread=True, cluster=Here(parallel=7)) == whole


def test_rows_that_cannot_be_used_are_the_same(odd: Path) -> None:
    whole = judged(odd, "whole", 100, spread=False)
    reasons = Counter(str(line).split(",", 2)[2] for line in whole[1])
    assert reasons == {
        "`owner` names no Party": 1,
        "the id stands there before, of another row": 3,  # i3, o8, a18; i4 is alike
        "`id` is empty": 1,
        "`received` is no moment": 1,
        "the quotes are broken: ',' expected after '\"'": 1,
        "`arg_1` names no Item": 1,
        "the action is none of those named": 1,
        "`at` is empty": 1,
    }
    assert judged(odd, "parts", 100, spread=True) == whole


@pytest.fixture
def by_row_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stretch of a Parquet file is one of its row groups, however small."""
    monkeypatch.setattr("lexcheck.bulk.spread.driver.STRETCH", 800)


@attrs.define
class Watched(Here):
    """Keeps what each stretch of one table was, and whether it could be read."""

    table: str = ""
    whole: list[tuple[int, int]] = attrs.field(factory=list)
    broken: list[tuple[int, int]] = attrs.field(factory=list)

    def read(self, splits: Sequence[Split], reads: Reads, parts: int) -> Held:
        for split in splits:
            if split.table == self.table:
                faults = [parcel for parcel in reads(split) if parcel.kind == "fault"]
                (self.broken if faults else self.whole).append((split.first, split.last))
        return Here.read(self, splits, reads, parts)


@pytest.mark.usefixtures("by_row_groups")
def test_a_file_read_by_row_groups_is_as_the_file_read_whole(odd: Path) -> None:
    watched = Watched(table="log")
    found = judged(odd, "parts", 100, spread=True, cluster=watched)
    assert {*watched.whole} == {(1, 40), (41, 80), (81, 120), (121, 155)}
    assert found == judged(odd, "whole", 100, spread=False)


@pytest.mark.usefixtures("by_row_groups")
def test_a_stretch_opens_no_row_group_of_another(folder: Path) -> None:
    """One that did would cost as much as its file is long, and all of them its square."""
    file = folder / "log.parquet"
    group = pq.read_metadata(file).row_group(2)
    columns = [group.column(number) for number in range(group.num_columns)]
    content = bytearray(file.read_bytes())
    for column in columns:
        start, size = column.dictionary_page_offset, column.total_compressed_size
        content[start : start + size] = b"\xff" * size
    file.write_bytes(content)
    watched = Watched(table="log")
    with pytest.raises(Fault, match="`log` cannot be read") as told:
        judged(folder, "parts", 0, spread=True, cluster=watched)
    assert told.value.table is not None
    assert watched.whole == [(1, 40), (41, 80), (121, 150)]
    assert watched.broken == [(81, 120)]


@pytest.mark.parametrize("where", ["_judge", "_compare"])
def test_what_a_task_cannot_hold_is_told_as_a_fault_of_the_machine(
    folder: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    error: duckdb.Error = duckdb.OutOfMemoryException("Out of Memory Error: too much")

    def failing(*_: object) -> Iterator[object]:
        raise error

    monkeypatch.setattr(f"lexcheck.bulk.spread.parts.{where}", failing)
    with pytest.raises(Fault, match="the tables cannot be read: out of memory error: too much"):
        judged(folder, "parts", 0, spread=True)
    error = duckdb.BinderException("no such column")
    with pytest.raises(duckdb.BinderException):  # which is a fault of ours
        judged(folder, "again", 0, spread=True)


def test_too_many_of_them_stop_the_run(odd: Path) -> None:
    with pytest.raises(Fault, match="rows cannot be used"):
        judged(odd, "parts", 3, spread=True)
    assert not (odd / "parts/findings").exists()


def test_a_column_that_is_not_there_is_named_by_the_task_that_finds_it_missing(
    folder: Path,
) -> None:
    (folder / "orders-1.csv").write_text("order,recieved,revoked,items\n", "utf-8")
    with pytest.raises(Fault, match="has no column `received`"):
        judged(folder, "parts", 0, spread=True)


def test_findings_that_are_not_here_are_missed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a cluster whose machines do not share the folder."""
    elsewhere = folder / "elsewhere"

    def moved(**fields: object) -> Judging:
        return Judging(**{**fields, "folder": str(elsewhere)})  # type: ignore[arg-type]

    monkeypatch.setattr("lexcheck.bulk.spread.parts.Judging", moved)
    with pytest.raises(NotSeen, match="and 0 are here"):
        judged(folder, "parts", 0, spread=True)


# ── Keys ───────────────────────────────────────────────────────────────────────────────────────


def known(ruleset: Ruleset, **unknown: bool) -> Profile:
    fields: dict[tuple[Relation, str], FieldProfile] = {
        (Records("Order"), "received"): FieldProfile(),
        (Records("Item"), "owner"): FieldProfile(unknown=unknown.get("owner", False)),
    }
    relations: list[Relation] = [Records("Party"), Records("Item"), Records("Order")]
    relations += [Members("Order", "items"), Acts("block"), Acts("restore")]
    return Profile(fields=fields, relations=frozenset(relations))


def sizes(profile: Profile, large: str) -> Sizes:
    names = {relation: (str(relation),) for relation in profile.relations}
    weigh = {name: 1000 if large in name else 10 for (name,) in names.values()}
    return Sizes(tables=names, bytes=weigh)


def test_the_key_that_leaves_the_least_to_be_seen_whole_is_taken() -> None:
    ruleset = ruleset_of(RULES)
    profile = known(ruleset)
    by_item, _ = passes(ruleset, profile, sizes(profile, "Acts"))
    assert [dict(each.placed).get(Acts("block")) for each in by_item] == ["arg_1"]
    assert [Records("Order") in each.whole for each in by_item] == [True]
    by_order, _ = passes(ruleset, profile, sizes(profile, "type='Order'"))
    assert [dict(each.placed).get(Records("Order")) for each in by_order] == ["id"]


def test_every_need_of_a_norm_is_met_in_the_part_of_its_key() -> None:
    """INVARIANT of a pass: what an instance needs stands in its part, or is seen whole."""
    ruleset = ruleset_of(RULES)
    profile = known(ruleset)
    found, refused = passes(ruleset, profile, sizes(profile, "Acts"))
    assert refused == ()
    for each in found:
        placed = dict(each.placed)
        for norm in each.norms:
            for need in needs_of(ruleset, norm):
                if need.relation in profile.relations and need.relation not in each.whole:
                    column = placed[need.relation]
                    item = Way(1)
                    assert (column, item) in need.columns or need.only == item


COUNTED = """
ruleset counted
  timezone "UTC"
record Order
  received: time
action block()
action answer(o: Order)

obligation hurry
  for each o: Order
  when count of e: block() before o.received >= 3
  must answer(o)
  within 1 day of o.received
"""


def test_a_count_over_everything_is_seen_whole_or_refused_by_name() -> None:
    ruleset = ruleset_of(COUNTED)
    relations: list[Relation] = [Records("Order"), Acts("block"), Acts("answer")]
    profile = Profile(
        fields={(Records("Order"), "received"): FieldProfile()}, relations=frozenset(relations)
    )
    found, _ = passes(ruleset, profile, sizes(profile, "answer"))
    assert found[0].whole == (Acts("block"),)
    none, refused = passes(ruleset, profile, sizes(profile, "block"), most=500)
    assert none == ()
    assert [(each.norm, each.what) for each in refused] == [("hurry", "all acts of block")]
