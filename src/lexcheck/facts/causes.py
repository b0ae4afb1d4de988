"""Of all that was found wrong with a case, what is told: the mistakes, not what they bring about.

A misspelt key is one mistake, though the key that was meant is missing, too, and nobody finds what
was to stand under it. Nothing is left out but beside a complaint that stays.
"""

from __future__ import annotations

from collections.abc import Iterator

from lexcheck.base.diagnostics import Diagnostic, nearest, told_once
from lexcheck.facts.scope import Scope, about_id
from lexcheck.facts.tree import Mapping, key_span

#: What a case lacks where one of its entries is misspelt.
_UNDER = {
    "timezone": ("LX436",),
    "sources": ("LX430",),
    "records": ("LX428", "LX431"),
    "acts": ("LX428",),
}


def told(scope: Scope, node: Mapping | None = None) -> list[Diagnostic]:
    """The complaints in file order, each mistake once; `node` is the case as a whole."""
    complained = {(each.span.start, each.span.end) for each in scope.diagnostics}
    left_out = {
        id(each)
        for each, mapping, key in scope.absent
        if any(means(other, key) for other in _at_fault(scope, mapping, complained))
    }
    wrong = [] if node is None else list(_at_fault(scope, node, complained))
    follows = {
        code
        for key, codes in _UNDER.items()
        if node is not None and key not in node.entries and any(means(each, key) for each in wrong)
        for code in codes
    }
    lost = {about for id_ in scope.lost for about in about_id(id_)}
    return told_once(
        each
        for each in scope.diagnostics
        if id(each) not in left_out and each.code not in follows and lost.isdisjoint(each.about)
    )


def _at_fault(scope: Scope, mapping: Mapping, complained: set[tuple[int, int]]) -> Iterator[str]:
    """The keys of a mapping that are complained of."""
    for key, value in mapping.entries.items():
        place = key_span(value, scope.source)
        if (place.start, place.end) in complained:
            yield key


def means(written: str, key: str) -> bool:
    """Is this the key misspelt, or with its value run into it, as in `at 2021-02-10`?"""
    return (
        written.split()[:1] == [key]
        or sorted(written) == sorted(key)
        or nearest(written, [key]) == key
    )
