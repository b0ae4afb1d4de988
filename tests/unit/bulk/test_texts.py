"""Reading CSV and JSON Lines: fast where nothing is left to leniency, and no other rows for it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexcheck.bulk import texts
from lexcheck.bulk.texts import Block, NoColumn, Rows

Row = tuple[int, tuple[str | None, ...] | str]

HEADER = "a,b,c\n"


def rows(text: str, columns: tuple[str, ...] = ("a", "b", "c"), form: str = "csv") -> list[Row]:
    found: list[Row] = []
    for each in Rows(io.StringIO(text, newline=""), columns, form):  # type: ignore[arg-type]
        if isinstance(each, Block):
            cells = zip(*(column.to_pylist() for column in each.columns), strict=True)
            found += zip(each.lines.to_pylist(), cells, strict=True)
        else:
            line, read = each
            found.append((line, read if isinstance(read, str) else tuple(read)))
    return found


def strictly(text: str) -> list[Row]:
    """The same by Python's strict reader alone, row by row."""
    lines = iter(io.StringIO(text, newline=""))
    reader = csv.reader(lines, strict=True)
    assert next(reader) == ["a", "b", "c"]
    return list(_rows(reader))


def _rows(reader: Iterator[list[str]]) -> Iterator[Row]:
    while True:
        start = reader.line_num + 1  # type: ignore[attr-defined]
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield start, f"the quotes are broken: {error}"
            continue
        if len(cells) == 3:
            yield start, tuple(cell or None for cell in cells)
        elif cells:
            yield start, f"{len(cells)} cells, where the header has 3"


#: What makes CSV hard, more often than what does not.
SIGNS = st.text(st.sampled_from('",\n\r"",ab é'), max_size=40)


@given(st.lists(SIGNS, max_size=6), st.sampled_from([5, 17, 8 << 20]))
def test_whatever_the_text_the_rows_are_those_of_the_strict_reader(
    parts: list[str], size: int
) -> None:
    text = HEADER + "".join(parts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "_BLOCK", size)
        assert rows(text) == strictly(text)


CELLS = st.one_of(st.text(st.sampled_from('ab",\n é'), max_size=6), st.just(""))


@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=12),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from([7, 64, 8 << 20]),
)
def test_what_was_written_is_read(
    written: list[tuple[str, str, str]], end: str, quoting: int, size: int
) -> None:
    """Whatever block it falls into."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=quoting, lineterminator=end)  # type: ignore[arg-type]
    writer.writerow(["a", "b", "c"])
    writer.writerows(written)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "_BLOCK", size)
        found = rows(out.getvalue())
    assert [cells for _, cells in found] == [tuple(c or None for c in row) for row in written]
    assert found == strictly(out.getvalue())


def test_a_whole_text_is_read_at_once() -> None:
    """Else the tests above would compare the strict reader with itself."""
    text = HEADER + '1,"x ""y"", z",\n' * 1_000 + '2,"over\ntwo lines",end\n3,,\n'
    made = list(Rows(io.StringIO(text, newline=""), ("a", "c"), "csv"))
    assert len(made) == 1
    assert isinstance(made[0], Block)
    assert rows(text)[-2:] == [(1_002, ("2", "over\ntwo lines", "end")), (1_004, ("3", None, None))]


def test_after_a_broken_row_it_goes_on_as_fast() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "_BLOCK", 1_000)
        text = HEADER + '1,"a"b,c\n' + "x,y,z\n" * 1_000
        made = list(Rows(io.StringIO(text, newline=""), ("a",), "csv"))
        assert sum(isinstance(each, Block) for each in made) >= 5
        assert rows(text) == strictly(text)


@pytest.mark.parametrize(
    ("text", "twice"), [("a,b\n1,2\n", False), ("a,b,c,c\n1,2,3,4\n", True), ("", False)]
)
def test_a_column_that_is_missing_or_twice_is_told(text: str, twice: bool) -> None:
    with pytest.raises(NoColumn) as told:
        rows(text)
    assert told.value.twice is twice


def test_a_byte_order_mark_is_no_part_of_a_name() -> None:
    assert rows('\ufeff"a","b","c"\n1,2,3\n') == [(2, ("1", "2", "3"))]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(st.lists(st.tuples(JSON, JSON), min_size=1, max_size=8), st.integers(0, 40))
def test_lines_of_json_are_read_one_by_one(given_: list[tuple[object, object]], cut: int) -> None:
    """A line that is cut somewhere is one reject, and the others are what they were."""
    lines = [json.dumps({"a": a, "b": b}) for a, b in given_]
    whole = rows("\n".join(lines), ("a", "b"), "jsonl")
    assert len(whole) == len(lines)
    for (_, cells), (a, b) in zip(whole, given_, strict=True):
        assert cells == (shown(a), shown(b))
    broken = [*lines, lines[0][: min(cut, len(lines[0]) - 1)].rstrip() or "{"]
    found = rows("\n".join(broken), ("a", "b"), "jsonl")
    assert sorted(found, key=lambda row: row[0])[:-1] == whole
    assert (len(lines) + 1, "this line is no JSON") in found


def shown(value: object) -> str | None:
    if value is None or value == "":
        return None
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def test_the_names_that_lines_have_are_known() -> None:
    text = io.StringIO('{"a": 1, "b": 2}\n{"a": 1}\n')
    made = Rows(text, ("a", "c"), "jsonl")
    assert len(list(made)) == 1
    assert made.seen == {"a", "b"}
