"""Reading YAML and JSON into trees: texts stay texts, places are right, nothing crashes."""

import json
import time

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lexcheck.base.diagnostics import has_errors
from lexcheck.base.text import Source
from lexcheck.facts import from_json, from_yaml
from lexcheck.facts.from_tree import conform
from lexcheck.facts.json_schema import json_schema
from lexcheck.facts.tree import MAX_DEPTH, Mapping, Node, Scalar, Sequence, entry_span, span
from tests.unit.facts.bad_texts import BAD_YAML
from tests.unit.facts.moderation import GOOD, SCHEMA
from tests.unit.facts.reading import plain, read, yaml_tree


def scalars(node: Node) -> list[Scalar]:
    if isinstance(node, Scalar):
        return [node]
    inner = node.entries.values() if isinstance(node, Mapping) else node.items
    return [scalar for child in inner for scalar in scalars(child)]


@pytest.mark.parametrize(
    "text", ["NO", "on", "0x10", "1_000", "2021-02-10", "12:30:45", ".inf", "1e3", "=", "0o7"]
)
def test_yaml_scalars_stay_what_was_written(text: str) -> None:
    tree = yaml_tree(f"a: {text}\n")
    assert [(scalar.text, scalar.quoted) for scalar in scalars(tree)] == [(text, False)]


def test_quotedness_is_kept_and_tells_a_null() -> None:
    texts = scalars(yaml_tree("[null, 'null', ~, \"\", |\n  a\n]".replace("|\n  a\n", "b")))
    assert [scalar.is_null for scalar in texts] == [True, False, True, False, False]


def test_places_in_yaml() -> None:
    text = "a: b\nc:\n  - 'd'  # x\n  - {e: f}\n\n# end\ng: |\n  h\n"
    source = Source(name="x", text=text)
    tree, _ = from_yaml.read(source)
    assert isinstance(tree, Mapping)
    assert span(tree.entries["a"], source).text == "b"
    assert entry_span(tree.entries["c"], source).text == "c:\n  - 'd'  # x\n  - {e: f}"
    assert entry_span(tree.entries["g"], source).line == 7


def test_places_are_counted_in_characters() -> None:
    text = "ä: 'ö𝄞'\r\nb: c\r\n"
    source = Source(name="x", text=text)
    tree, _ = from_yaml.read(source)
    assert isinstance(tree, Mapping)
    assert entry_span(tree.entries["ä"], source).text == "ä: 'ö𝄞'"
    assert entry_span(tree.entries["b"], source).place == "x:2:1"


def test_depth_is_bounded_at_the_same_place_in_both_formats() -> None:
    deep = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    for reader in (from_yaml, from_json):
        tree, diagnostics = reader.read(Source(name="x", text=deep))
        assert tree is not None
        assert not diagnostics
        assert reader.read(Source(name="x", text=f"[{deep}]"))[0] is None


@pytest.mark.parametrize("unit", ["[", "{a: ", "- ", "[\n", "? ", '"', "- - [{", "!x ", "%"])
def test_large_nonsense_is_refused_at_once(unit: str) -> None:
    start = time.process_time()
    tree, diagnostics = from_yaml.read(Source(name="x", text=unit * 100_000))
    assert tree is None
    assert len(diagnostics) <= 2
    assert time.process_time() - start < 5


def test_a_billion_laughs_is_refused_unexpanded() -> None:
    lines = ["a0: &a0 lol"] + [
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)
    ]
    tree, diagnostics = from_yaml.read(Source(name="x", text="\n".join(lines)))
    assert tree is None
    assert {d.code for d in diagnostics} == {"LX411"}
    assert len(diagnostics) == 30  # the anchors; what repeats them is no fault of its own


def test_what_yaml_repeats_is_told_once() -> None:
    """An anchor and ten records that merge it are one habit, not twenty-one faults."""
    text = "\n".join(["a: &a {b: c}", *(f"r{n}: {{<<: *a, d: e}}" for n in range(10))])
    _, diagnostics = from_yaml.read(Source(name="x", text=text))
    assert [d.code for d in diagnostics] == ["LX411", "LX413"]


def test_both_places_of_a_repeated_key_are_shown() -> None:
    for reader, text in (
        (from_yaml, "a: b\nc: d\na: e\n"),
        (from_json, '{"a": 1,\n"c": 2,\n"a": 3}'),
    ):
        _, (diagnostic,) = reader.read(Source(name="x", text=text))
        assert diagnostic.span is not None
        assert (diagnostic.span.line, diagnostic.labels[0].span.line) == (3, 1)


# ── JSON, against the standard library ─────────────────────────────────────────────────────────


def value(node: Node) -> object:
    """The data of a JSON tree, numbers as floats."""
    if isinstance(node, Mapping):
        return {key: value(inner) for key, inner in node.entries.items()}
    if isinstance(node, Sequence):
        return [value(item) for item in node.items]
    return node.text if node.quoted else json.loads(node.text)


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8) | st.sampled_from(
    ['"', "\\", "a\nb", "\t", "\u2028"]
)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | FINITE | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=20,
)  # fmt: skip


@given(DATA, st.sampled_from([None, 0, 2]), st.booleans())
def test_json_is_read_as_the_standard_library_reads_it(
    data: object, indent: int | None, ascii_only: bool
) -> None:
    text = json.dumps(data, indent=indent, ensure_ascii=ascii_only)
    source = Source(name="x.json", text=f" {text}\n")
    tree, diagnostics = from_json.read(source)
    assert not diagnostics
    assert tree is not None
    assert value(tree) == json.loads(text)
    for scalar in scalars(tree):
        written = json.loads(span(scalar, source).text)
        assert written == (scalar.text if scalar.quoted else json.loads(scalar.text))


REFUSED = object()


@given(DATA, st.data())
def test_broken_json_is_refused_where_the_standard_library_refuses_it(
    data: object, draw: st.DataObject
) -> None:
    text = json.dumps(data)
    at = draw.draw(st.integers(0, len(text)))
    cut = draw.draw(st.integers(0, 2))
    text = text[:at] + draw.draw(st.sampled_from(["", *'{}[],:"0e.-n \\\x00'])) + text[at + cut :]
    try:
        expected = json.loads(text, parse_constant=lambda _: 1 / 0)
    except (ValueError, ZeroDivisionError):
        expected = REFUSED
    tree, diagnostics = from_json.read(Source(name="x.json", text=text))
    if tree is None:
        assert expected is REFUSED
        assert has_errors(diagnostics)
    elif not diagnostics:
        assert value(tree) == expected


# ── Nothing crashes ────────────────────────────────────────────────────────────────────────────


@given(st.text(max_size=60) | st.text("[]{}:,-?&*!|>'\"%@`# \n\tab<0\\", max_size=60))
def test_no_text_crashes_a_reader(text: str) -> None:
    for name in ("x.yaml", "x.json"):
        case, diagnostics = read(text, name)
        assert (case is None) == has_errors(diagnostics)


VALIDATOR = Draft202012Validator(json_schema(SCHEMA, "moderation"))


def nodes(node: Node) -> list[Mapping | Sequence]:
    if isinstance(node, Scalar):
        return []
    inner = node.entries.values() if isinstance(node, Mapping) else node.items
    return [node, *(found for child in inner for found in nodes(child))]


WORDS = (
    """
    unknown|none|one of [a]|one of [acc_a, acc_b]|2021-02-30|2021-02|7|..|0..|twitter|acc_a|order_1
    |all|*|act#2|IN|1e99|true|95%|(|S1|
""".replace("\n    ", "")
    .strip("\n")
    .split("|")
)
KEYS = (
    """
    value|one of|unknown|after|before|sources|asserts|at|block|for|count|complete|total|blocked
    |because|one of [block, suspend]|xyz|in
""".replace("\n    ", "")
    .strip("\n")
    .split("|")
)


@st.composite
def replacement(draw: st.DrawFn) -> Node:
    scalar = st.builds(Scalar, st.sampled_from(WORDS), st.booleans(), st.just((3, 7)))
    kind = draw(st.sampled_from(["scalar", "list", "mapping", "nested"]))
    if kind == "scalar":
        return draw(scalar)
    if kind == "list":
        return Sequence(draw(st.lists(scalar, max_size=3)), (3, 7))
    inner = draw(st.dictionaries(st.sampled_from(KEYS), scalar, max_size=3))
    mapping = Mapping(dict(inner), (3, 7))
    return mapping if kind == "mapping" else Sequence([mapping], (3, 7))


@given(st.data())
def test_no_tree_crashes_the_conformance(draw: st.DataObject) -> None:
    source = Source(name="case.yaml", text=GOOD)
    tree = yaml_tree(GOOD)
    for _ in range(draw.draw(st.integers(1, 3))):
        place = draw.draw(st.sampled_from(nodes(tree)))
        other = draw.draw(replacement())
        if isinstance(place, Sequence):
            place.items[:1] = [other]
        else:
            key = draw.draw(st.sampled_from([*place.entries, *KEYS]))
            other.key = (1, 2)
            place.entries[key] = other
    case, diagnostics = conform(tree, SCHEMA, source)
    assert (case is None) == has_errors(diagnostics)
    assert all(d.span is not None for d in diagnostics)
    if case is not None:
        VALIDATOR.validate(plain(tree))  # the published schema refuses nothing that is sound


# ── Without libyaml ────────────────────────────────────────────────────────────────────────────


def test_the_slow_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = plain(yaml_tree(GOOD))
    monkeypatch.setattr(from_yaml, "LOADER", yaml.SafeLoader)
    assert plain(yaml_tree(GOOD)) == fast


def test_the_slow_parser_refuses_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(from_yaml, "LOADER", yaml.SafeLoader)
    for example in BAD_YAML:
        _, diagnostics = read(example.unmarked)
        assert [d.code for d in diagnostics] == [example.code], example
