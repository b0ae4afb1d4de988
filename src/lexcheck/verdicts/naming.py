"""The names of instances: `comply(order_1, acc_a)`, and back.

An id that holds what a name is made of (a comma, a bracket, a quotation mark, or space at an end)
stands in quotation marks, as JSON writes it: else `comply(a, b, c)` would name two instances, one
of `a, b` and `c`, and one of `a` and `b, c`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

_PLAIN = re.compile(r'[^\s(),"*]([^(),"]*[^\s(),"])?')
_PART = re.compile(r'\s*("(?:[^"\\]|\\.)*"|[^",()]*)\s*')

Named = TypeVar("Named", bound=str)


def named(norm: str, values: Iterable[str]) -> str:
    """The name of what a norm, or an assessment, has for these values."""
    return f"{norm}({', '.join(map(quoted, values))})"


def quoted(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)


def parts(name: str) -> tuple[str, tuple[str, ...]] | None:
    """The norm and the values; None where it is no such name."""
    norm, bracket, rest = name.strip().partition("(")
    if not bracket or not rest.endswith(")"):
        return None
    found: list[str] = []
    at, end = 0, len(rest) - 1
    while True:
        part = _PART.match(rest, at, end)
        assert part is not None  # it may be empty
        text = part[1].strip()
        try:
            found.append(json.loads(text) if text.startswith('"') else text)
        except ValueError:
            return None
        at = part.end()
        if at == end:
            return norm.strip(), tuple(found)
        if rest[at] != ",":
            return None
        at += 1


def chosen(wanted: str, names: Sequence[Named]) -> Named | None:
    """The one of these names that is meant; white space outside ids is of no account.

    None where there is none, or the values as given name two.
    """
    if wanted in names:
        return names[names.index(wanted)]
    asked = parts(wanted)
    if asked is None:
        bare = [name for name in names if name == wanted.strip()]
        return bare[0] if bare else None
    same = [name for name in names if parts(name) == asked]
    return same[0] if len(same) == 1 else None
