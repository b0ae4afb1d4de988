"""Dependence among names: an order in which each comes after what it needs, and the cycles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter


def in_order(needs: Mapping[str, Iterable[str]]) -> list[str]:
    """Each name after all that it needs; without names in a cycle, and those that need them."""
    sorter = TopologicalSorter(needs)
    with suppress(CycleError):  # the sorter still gives what no cycle blocks
        sorter.prepare()
    order: list[str] = []
    while ready := sorter.get_ready():
        order.extend(name for name in ready if name in needs)
        sorter.done(*ready)
    return order


def cycles(needs: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Cycles as `(a, b, a)`, one for each way back that a walk in the given order meets."""
    found: dict[frozenset[str], tuple[str, ...]] = {}
    finished: set[str] = set()
    for start in needs:
        path: list[str] = []
        walk: list[tuple[str, Iterator[str]]] = []
        if start not in finished:
            path.append(start)
            walk.append((start, iter(needs[start])))
        while walk:
            name, rest = walk[-1]
            for other in rest:
                if other in path:
                    cycle = (*path[path.index(other) :], other)
                    found.setdefault(frozenset(cycle), cycle)
                elif other not in finished and other in needs:
                    path.append(other)
                    walk.append((other, iter(needs[other])))
                    break
            else:
                finished.add(name)
                walk.pop()
                path.pop()
    return list(found.values())
