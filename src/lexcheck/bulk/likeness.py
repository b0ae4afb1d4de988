"""How like two names are: those of a vocabulary, and those that people give their columns."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

#: Words that say what sort of thing a column holds, and nothing of which.
_FILLERS = frozenset({
    "at", "on", "time", "date", "day", "timestamp", "ts", "id", "no", "number", "nr", "name",
    "code", "key", "is", "of", "the", "uuid",
})  # fmt: skip

#: What columns are often called that hold what every act has.
_ALSO = {
    "at": ("time", "timestamp", "date", "when", "moment", "created", "occurred"),
    "by": ("actor", "user", "who", "party", "performer"),
    "territory": ("country", "region", "where", "scope"),
    "id": ("uuid", "guid", "key", "no", "number", "nr", "entry", "ref", "reference"),
}

#: Below this, two names have nothing to do with each other.
LIKE = 0.7


def parts(name: str) -> tuple[str, ...]:
    """The words of a name, lower case and singular: `orderItems`, `order_item` are one."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
    words = re.split(r"[\W_]+", apart.lower())
    return tuple(map(_singular, filter(None, words)))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def likeness(wanted: str, given: str) -> float:
    """1 for the same name, 0 for names that have nothing to do with each other."""
    a, b = parts(wanted), parts(given)
    if not a or not b:
        return 0.0
    if "".join(a) == "".join(b):
        return 1.0
    if wanted in _ALSO and any(word in _ALSO[wanted] for word in b):
        return 0.8
    kernel_a, kernel_b = _kernel(a), _kernel(b)
    if kernel_a == kernel_b:
        return 0.95
    if set(kernel_a) <= set(kernel_b):
        return 0.85
    if set(kernel_b) <= set(kernel_a):
        return 0.75
    if _same_stem("".join(a), "".join(b)):
        return 0.85
    ratio = SequenceMatcher(None, "".join(kernel_a), "".join(kernel_b)).ratio()
    return ratio * 0.9 if ratio >= 0.8 else 0.0


def _kernel(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in _FILLERS) or words


def _same_stem(one: str, other: str) -> bool:
    """`block` and `blocked`, `remove` and `removal`."""
    short, long = sorted((one, other), key=len)
    stem = short.removesuffix("e")
    return len(stem) >= 4 and long.startswith(stem) and len(long) - len(stem) <= 4
