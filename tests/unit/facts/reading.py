"""How the tests of this room read a case."""

import json

from lexcheck.base.diagnostics import Diagnostic, has_errors
from lexcheck.base.text import Source
from lexcheck.facts import from_json, from_yaml
from lexcheck.facts.case import Case
from lexcheck.facts.from_tree import conform
from lexcheck.facts.tree import Mapping, Node, Scalar, Sequence
from tests.unit.facts.moderation import SCHEMA


def read(text: str, name: str = "case.yaml") -> tuple[Case | None, list[Diagnostic]]:
    """Both steps, as the pipeline takes them."""
    source = Source(name=name, text=text)
    reader = from_json if name.endswith(".json") else from_yaml
    tree, diagnostics = reader.read(source)
    if tree is None:
        return None, diagnostics
    case, more = conform(tree, SCHEMA, source)
    return (None if has_errors(diagnostics) else case), [*diagnostics, *more]


def good(text: str, name: str = "case.yaml") -> Case:
    case, diagnostics = read(text, name)
    assert not diagnostics, [(d.code, d.message, d.span.place) for d in diagnostics]
    assert case is not None
    return case


def yaml_tree(text: str) -> Node:
    tree, diagnostics = from_yaml.read(Source(name="case.yaml", text=text))
    assert not diagnostics
    assert tree is not None
    return tree


def plain(node: Node) -> object:
    """The data that a JSON reader would make of the tree."""
    if isinstance(node, Mapping):
        return {key: plain(value) for key, value in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return _plain_scalar(node)


def _plain_scalar(node: Scalar) -> object:
    if node.is_null:
        return None
    if not node.quoted and node.text in {"true", "false"}:
        return node.text == "true"
    if not node.quoted and node.text.isdigit():
        return int(node.text)
    return node.text


def as_json(text: str) -> str:
    """A YAML case as JSON."""
    return json.dumps(plain(yaml_tree(text)), indent=2)
