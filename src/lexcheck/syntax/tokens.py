"""The next word of a text: recognised by what the grammar allows at that place.

A word of the language is one only where it can be one: `state` is a keyword at the start of a
statement and a name after a dot. A phrase (`counts as`) is one token; so is a whole date.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from lexcheck.base.light import light
from lexcheck.syntax.tables import KEYWORDS, PHRASES, PUNCTUATION, SCAN, WORDS

END = "$END"  # the kind of the end of the text
STRAY = ""  # the kind of a character that begins no token

# The keywords of statements.
LEADS = frozenset(
    {
        "source", "enum", "record", "action", "state", "define", "parameter", "obligation",
        "prohibition", "permission", "exception", "sanction", "assessment", "reading", "calendar",
    }
)  # fmt: skip

# A text in quotes, as a regular expression.
WHOLE_TEXT = dict(SCAN)["STRING"]

_IGNORED = "|".join(shape for name, shape in SCAN if not name)
_SKIP = re.compile(f"(?:{_IGNORED})*+")
_SCAN = re.compile("|".join(f"(?P<{name}>{shape})" for name, shape in SCAN if name))
_WORD = re.compile(WORDS["NAME"])
_LABEL = re.compile(WORDS["LABEL"])
_QUALIFIED = re.compile(WORDS["QUALIFIED_NAME"])
_NAMED = re.compile(r"[ \t]+([A-Za-z_]\w*)")
_AFTER_NUMBER = tuple((name, re.compile(WORDS[name])) for name in ("UNIT", "CURRENCY"))


@light(eq=False)
class Token:
    """A word of a text; `[start, end)` in characters, `kind` as the grammar names it."""

    kind: str
    text: str
    start: int
    end: int


def next_token(text: str, at: int, allowed: Mapping[str, int]) -> Token:
    """The token at or after `at`, of an allowed kind if there is a way to read it so."""
    skipped = _SKIP.match(text, at)
    if skipped is not None:
        at = skipped.end()
    word = _WORD.match(text, at)
    if word is not None:
        return _word(text, word.group(), at, allowed)
    found = _SCAN.match(text, at)
    if found is None:
        if at >= len(text):
            return Token(END, "", len(text), len(text))
        return Token(STRAY, text[at], at, at + 1)
    kind, piece = found.lastgroup or STRAY, found.group()
    if kind not in allowed:
        kind = PUNCTUATION.get(piece, kind)
    return Token(kind, piece, at, found.end())


def _word(text: str, word: str, at: int, allowed: Mapping[str, int]) -> Token:
    """A token that begins with a letter. ORDER: as the priorities in the grammar have it."""
    if word in PHRASES:
        for kind, shape in _phrases(word):
            if kind in allowed and (found := shape.match(text, at)):
                return Token(kind, found.group(), at, found.end())
    end = at + len(word)
    if "LABEL" in allowed and _LABEL.match(text, at):
        return Token("LABEL", word, at, end)
    if "UNIT" in allowed:
        for kind, shape in _AFTER_NUMBER:
            if shape.match(text, at):
                return Token(kind, word, at, end)
    keyword = KEYWORDS.get(word)
    if keyword is not None:
        # Where a statement can begin, no keyword is the name of an act; and what looks like the
        # beginning of a statement is one, not a value that the statement before lacks.
        if keyword in allowed or "EXCEPTION" in allowed or begins(text, word, at):
            return Token(keyword, word, at, end)
    if "QUALIFIED_NAME" in allowed and (found := _QUALIFIED.match(text, at)):
        return Token("QUALIFIED_NAME", found.group(), at, found.end())
    if keyword is not None and "NAME" not in allowed:
        return Token(keyword, word, at, end)
    return Token("NAME", word, at, end)


def unquoted(quoted: str) -> str:
    r"""The text between the quotes; `\"` and `\\` are the two escapes."""
    inner = quoted[1:-1]
    return re.sub(r"\\(.)", r"\1", inner) if "\\" in inner else inner


@cache
def _phrases(word: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The phrases that begin with a word: compiled when it is first met, to start sooner."""
    return tuple((kind, re.compile(shape)) for kind, shape in PHRASES[word])


def begins(text: str, word: str, at: int) -> bool:
    """Does `obligation comply` stand here, at the start of a line?"""
    if word not in LEADS or text[text.rfind("\n", 0, at) + 1 : at].strip():
        return False
    named = _NAMED.match(text, at + len(word))
    return named is not None and named[1] not in KEYWORDS and named[1] not in PHRASES
