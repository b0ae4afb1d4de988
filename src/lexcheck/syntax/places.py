"""Where a node stands in a tree, and the tree with something else in its place.

Every node is reached by the fields of the models, so that a class that is new is walked too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar

import attrs

from lexcheck.base.text import Source, Span
from lexcheck.syntax.expressions import Node

#: From the root down: a field, and the place in it where it holds several.
Place = tuple[tuple[str, int | None], ...]

_Root = TypeVar("_Root", bound=Node)


def walk(root: Node, place: Place = ()) -> Iterator[tuple[Place, Node]]:
    """A node and all that are in it, each before its own parts, in the order of the fields."""
    yield place, root
    for name in _fields(type(root)):
        value = getattr(root, name)
        if isinstance(value, Node):
            yield from walk(value, (*place, (name, None)))
        elif isinstance(value, tuple):
            for number, part in enumerate(value):
                if isinstance(part, Node):
                    yield from walk(part, (*place, (name, number)))


_FIELDS: dict[Any, tuple[str, ...]] = {}


def _fields(kind: Any) -> tuple[str, ...]:
    """The fields of a class in which there may be nodes; asked for often, and looked up once."""
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(each.name for each in attrs.fields(kind) if each.name != "span")
    return _FIELDS[kind]


def nodes(root: Node) -> Iterator[Node]:
    """The same without their places, in no order that means anything."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        for name in _fields(type(node)):
            value = getattr(node, name)
            if isinstance(value, Node):
                waiting.append(value)
            elif isinstance(value, tuple):
                waiting += [part for part in value if isinstance(part, Node)]


def replaced(root: _Root, place: Place, node: Node | None) -> _Root:
    """The tree with another node in a place, or, for None, with nothing there."""
    (name, number), rest = place[0], place[1:]
    value = getattr(root, name)
    if number is None:
        new = replaced(value, rest, node) if rest else node
    else:
        part = replaced(value[number], rest, node) if rest else node
        kept = () if part is None else (part,)
        new = (*value[:number], *kept, *value[number + 1 :])
    changes: dict[str, Any] = {name: new}
    return attrs.evolve(root, **changes)


def moved(node: _Root, source: Source, by: int) -> _Root:
    """The tree as it stands in another text, so many characters further on."""
    found: _Root = _MOVERS[type(node)](node, source, by)
    return found


def _moved_parts(parts: tuple[Any, ...], source: Source, by: int) -> tuple[Any, ...]:
    movers = [(part, _MOVERS[part.__class__]) for part in parts]
    return tuple([part if move is None else move(part, source, by) for part, move in movers])


class _Movers(dict[type, Any]):
    """What moves a node of a class, or a tuple of them; None for what has no place.

    It is written out for each class when the first of it is moved: a letter typed at the head of a
    long ruleset moves all nodes of it, before anybody sees what is wrong.
    """

    def __missing__(self, kind: type) -> Any:
        self[kind] = mover = _mover(kind) if issubclass(kind, Node) else None
        return mover


def _mover(kind: type) -> Any:
    lines = [
        "def move(node, source, by):",
        "    made, at, span = new(kind), new(Span), node.span",
        "    at.source, at.start, at.end = source, span.start + by, span.end + by",
        "    made.span = at",
    ]
    for name in _fields(kind):
        lines += [
            f"    part = node.{name}",
            "    move = movers[part.__class__]",
            f"    made.{name} = part if move is None else move(part, source, by)",
        ]
    scope: dict[str, Any] = {"new": object.__new__, "kind": kind, "Span": Span, "movers": _MOVERS}
    exec("\n".join([*lines, "    return made"]), scope)
    return scope["move"]


_MOVERS = _Movers({tuple: _moved_parts})
