"""`-k EXPRESSION`: which tests are meant, by parts of their names; as pytest understands it."""

from __future__ import annotations

import re
from collections.abc import Callable

import click

Chosen = Callable[[str], bool]

_WORDS = re.compile(r"\s*([()]|[^()\s]+)")


def chosen(_: click.Context, param: click.Parameter, given: str | None) -> Chosen:
    """Does a name fit? `and`, `or`, `not` and parentheses; any other word is a part of the name."""
    if not given or not given.strip():
        return lambda name: True
    words = _WORDS.findall(given)
    try:
        fits = _either(words)
        if words:
            raise ValueError(f"`{words[0]}` comes too late")
    except (ValueError, IndexError) as error:
        told = str(error) if isinstance(error, ValueError) else "it ends too early"
        raise click.BadParameter(f"`{given}` cannot be read: {told}", param=param) from error
    return lambda name: fits(name.lower())


def _either(words: list[str]) -> Chosen:
    left = _both(words)
    while words and words[0] == "or":
        left = _joined(left, _after(words, _both), any)
    return left


def _both(words: list[str]) -> Chosen:
    left = _one(words)
    while words and words[0] == "and":
        left = _joined(left, _after(words, _one), all)
    return left


def _one(words: list[str]) -> Chosen:
    word = words.pop(0)
    if word == "not":
        fits = _one(words)
        return lambda name: not fits(name)
    if word == "(":
        fits = _either(words)
        if words.pop(0) != ")":
            raise ValueError("a `)` is missing")
        return fits
    if word in ("and", "or", ")"):
        raise ValueError(f"`{word}` stands alone")
    return lambda name: word.lower() in name


def _after(words: list[str], read: Callable[[list[str]], Chosen]) -> Chosen:
    words.pop(0)
    return read(words)


def _joined(left: Chosen, right: Chosen, how: Callable[[tuple[bool, bool]], bool]) -> Chosen:
    return lambda name: how((left(name), right(name)))
