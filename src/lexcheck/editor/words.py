"""What each word is at a glance, for whoever colours a text without reading it.

One list of patterns, made of the grammar's own words, from which the Pygments lexer and the
grammars of editors come; the server colours better, since it reads. The first pattern that fits at
a place says what stands there, group by group.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from lexcheck.base.light import light
from lexcheck.facts.schema import SCALARS
from lexcheck.syntax.tables import KEYWORDS, PHRASES
from lexcheck.syntax.tokens import LEADS
from lexcheck.syntax.wording import UNITS

Kind = Literal[
    "comment", "text", "date", "number", "unit", "keyword", "lead", "operator word", "constant",
    "type", "declared", "field", "label", "call", "name", "operator", "mark", "space",
]  # fmt: skip


@light(kw_only=True)
class Pattern:
    """A regular expression; `kinds` of its groups in order, or of the whole where it has none."""

    shape: str
    kinds: tuple[Kind, ...]


_NAME = r"[A-Za-z_]\w*"
_DOTTED = rf"{_NAME}(?:\.{_NAME})*"
_NUMBER = r"\d+(?:\.\d+)?"
_CONSTANTS = ("true", "false", "worldwide")
_OPERATORS = ("and", "or", "not", "in", "of", "has", "some", "every", "no", "otherwise")
_HEADS = ("ruleset", "vocabulary")


def _any(words: Iterable[str]) -> str:
    """One of these words, the longest first."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_SHAPES = [shape for found in PHRASES.values() for _, shape in found]
_REST = {*KEYWORDS, *PHRASES} - {*LEADS, *_HEADS, *_CONSTANTS, *_OPERATORS}

#: ORDER: what follows a dot or stands before a colon is a name, whatever word it is; a phrase comes
#: before the words that it begins with.
PATTERNS: tuple[Pattern, ...] = (
    Pattern(shape=r"#[^\n]*", kinds=("comment",)),
    Pattern(shape=r'"(?:[^"\\\r\n]|\\.)*"', kinds=("text",)),
    Pattern(shape=r"\d{4}-\d{2}-\d{2}(?:T[0-9:.]+(?:Z|[+-]\d{2}:\d{2})?)?", kinds=("date",)),
    Pattern(
        shape=rf"({_NUMBER})(\s+)(working\b)?(\s*)\b({_any(UNITS)})\b(?!\s*\()",
        kinds=("number", "space", "keyword", "space", "unit"),
    ),
    Pattern(shape=rf"({_NUMBER})(\s+)([A-Z]{{3}})\b(?!\s*\()", kinds=("number", "space", "unit")),
    Pattern(shape=rf"{_NUMBER}%?", kinds=("number",)),
    Pattern(shape=rf"(\.)(\s*)({_NAME})", kinds=("mark", "space", "field")),
    Pattern(shape=rf"\b({_any(_HEADS)})(\s+)({_DOTTED})", kinds=("lead", "space", "declared")),
    Pattern(
        shape=rf"\b(uses)(\s+)({_DOTTED}(?:\s*,\s*{_DOTTED})*)",
        kinds=("keyword", "space", "name"),
    ),
    Pattern(
        shape=rf"\b(counting\s+rule|{_any(LEADS)})(\s+)({_NAME})",
        kinds=("lead", "space", "declared"),
    ),
    Pattern(shape=rf"\b{_NAME}(?=\s*:)", kinds=("label",)),
    Pattern(shape=rf"(:)(\s*)({_any(SCALARS)})\b(?!\s*\()", kinds=("mark", "space", "type")),
    Pattern(shape=rf"\b(?:{'|'.join(_SHAPES)})", kinds=("keyword",)),
    Pattern(shape=rf"\b(?:{_any(_CONSTANTS)})\b", kinds=("constant",)),
    Pattern(shape=rf"\b(?:{_any(_OPERATORS)})\b", kinds=("operator word",)),
    Pattern(shape=rf"\b(?:{_any(LEADS)}|{_any(_HEADS)})\b", kinds=("lead",)),
    Pattern(shape=rf"\b(?:{_any(_REST & set(KEYWORDS))})\b", kinds=("keyword",)),
    Pattern(shape=rf"\b{_NAME}(?=\s*\()", kinds=("call",)),
    Pattern(shape=rf"\b{_NAME}", kinds=("name",)),
    Pattern(shape=r"!=|<=|>=|[<>=+*?-]", kinds=("operator",)),
    Pattern(shape=r"[(){},.:]", kinds=("mark",)),
    Pattern(shape=r"\s+", kinds=("space",)),
)


def glanced(text: str) -> list[tuple[int, str, Kind | None]]:
    """Each stretch of a text, and what it seems to be; None for a character that nothing fits."""
    found: list[tuple[int, str, Kind | None]] = []
    at = 0
    while at < len(text):
        for pattern, shape in _COMPILED:
            match = shape.match(text, at)
            if match is not None and match.end() > at:
                groups = range(1, len(pattern.kinds) + 1) if shape.groups else range(1)
                for group, kind in zip(groups, pattern.kinds, strict=True):
                    if match[group]:
                        found.append((match.start(group), match[group], kind))
                at = match.end()
                break
        else:
            found.append((at, text[at], None))
            at += 1
    return found


_COMPILED = [(pattern, re.compile(pattern.shape)) for pattern in PATTERNS]
