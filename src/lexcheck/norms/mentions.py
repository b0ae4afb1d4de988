"""Which names a norm, or a part of one, speaks of."""

from __future__ import annotations

from lexcheck.base.light import fields_of, is_model
from lexcheck.norms.model import Ruleset


def speaks_of(part: object, words: set[str] | frozenset[str]) -> bool:
    """Is one of the words named anywhere in a model? A text of that wording counts too: no harm."""
    if isinstance(part, str):
        return part in words
    if isinstance(part, tuple | frozenset):
        return any(speaks_of(each, words) for each in part)
    kind = type(part)
    if is_model(kind):
        return any(
            speaks_of(getattr(part, field.name), words) for field in fields_of(kind) if field.eq
        )
    return False


def chained(ruleset: Ruleset, words: set[str]) -> set[str]:
    """The words, and all that acts of them may count as in their turn."""
    found = set(words)
    while more := {c.target for c in ruleset.counts_as if c.action in found} - found:
        found |= more
    return found
