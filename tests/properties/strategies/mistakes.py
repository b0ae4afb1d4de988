"""Small mistakes in rulesets and cases: one word misspelt, one mark too many, a wrong unit or type.

Each is drawn by a seed of its own, so that whatever fails can be made again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from random import Random

import attrs

from lexcheck.syntax.tables import KEYWORDS


@attrs.frozen
class Mistake:
    """A text with one mistake in it, in this line; `kind` is one of those below. `word` is what
    was misspelt, else empty.
    """

    kind: str
    text: str
    line: int
    word: str = ""


_PIECE = re.compile(r'"(?:[^"\\\n]|\\.)*"|#[^\n]*|[A-Za-z_]\w*|\d[\d.:T+-]*|[^\s\w]')
_WORD = re.compile(r"[A-Za-z_]\w*")

_DECLARED = re.compile(
    r"^(?:enum|record|action|state|define|source|parameter|obligation|prohibition|exception|reading"
    r"|calendar|sanction|assessment|counting rule)[ ]+([A-Za-z_]\w*)",
    re.MULTILINE,
)
_FIELD = re.compile(r"^  ([a-z_]\w*):", re.MULTILINE)
_BOUND = re.compile(r"\b([a-z]\w*): [A-Z]")
_TYPE = re.compile(r":\s+(time|date|duration|number|boolean|text|money|territory|[A-Z]\w*)\b")
_UNIT = re.compile(r"\b(?:hours?|days?|weeks?|months?|years?)\b(?=[^\n\"]*$)", re.MULTILINE)
_KEY = re.compile(r"([A-Za-z_]\w*):(?= |$)", re.MULTILINE)
_VALUE = re.compile(r"[:\[,] ?([A-Za-z_]\w*)(?=[,\]}\n])")
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+)?")
_ID = re.compile(r"^    ([a-z_]\w*):", re.MULTILINE)

#: Not told of: nobody can say whether these words are misspelt.
_OF_FREE_TEXT = frozenset({"title", "because", "text", "id", "case", "url", "exposure"})


def _pieces(text: str) -> list[re.Match[str]]:
    return [found for found in _PIECE.finditer(text) if not found[0].startswith("#")]


def misspelt(word: str, random: Random) -> str:
    at = random.randrange(1, len(word)) if len(word) > 1 else 1
    changed = random.choice([word[:at] + word[at + 1 :], f"{word[:at]}x{word[at:]}"])
    return changed if changed not in ("", word) else f"{word}x"


def _put(kind: str, text: str, start: int, end: int, by: str, word: str = "") -> Mistake:
    line = text.count("\n", 0, start) + 1
    return Mistake(kind=kind, text=text[:start] + by + text[end:], line=line, word=word)


def _word(kind: str, pattern: re.Pattern[str]) -> Callable[[str, Random], Mistake | None]:
    """A misspelt word where the pattern has one."""

    def make(text: str, random: Random) -> Mistake | None:
        found = [each for each in pattern.finditer(text) if each[1] not in _OF_FREE_TEXT]
        if not found:
            return None
        chosen = random.choice(found)
        word = misspelt(chosen[1], random)
        return _put(kind, text, *chosen.span(1), word, chosen[1])

    return make


def _use(text: str, random: Random) -> Mistake | None:
    words = [each for each in _pieces(text) if _WORD.fullmatch(each[0])]
    chosen = random.choice([each for each in words if each[0] not in KEYWORDS])
    return _put("use", text, *chosen.span(), misspelt(chosen[0], random), chosen[0])


def _keyword(text: str, random: Random) -> Mistake | None:
    chosen = random.choice([each for each in _pieces(text) if each[0] in KEYWORDS])
    return _put("keyword", text, *chosen.span(), misspelt(chosen[0], random), chosen[0])


def _deleted(text: str, random: Random) -> Mistake | None:
    chosen = random.choice(_pieces(text))
    return _put("deleted", text, *chosen.span(), "")


def _doubled(text: str, random: Random) -> Mistake | None:
    chosen = random.choice(_pieces(text))
    return _put("doubled", text, *chosen.span(), f"{chosen[0]} {chosen[0]}")


def _unclosed(text: str, random: Random) -> Mistake | None:
    marks = [each for each in _pieces(text) if each[0] in ")}]"]
    return _put("unclosed", text, *random.choice(marks).span(), "") if marks else None


def _another_unit(text: str, random: Random) -> Mistake | None:
    found = list(_UNIT.finditer(text))
    by = random.choice(["horus", "", "euros"])
    return _put("unit", text, *random.choice(found).span(), by) if found else None


def _another_type(text: str, random: Random) -> Mistake | None:
    found = list(_TYPE.finditer(text))
    if not found:
        return None
    chosen = random.choice(found)
    others = {"time", "date", "duration", "number", "boolean", "text", "money"} - {chosen[1]}
    return _put("type", text, *chosen.span(1), random.choice(sorted(others)))


def _another_day(text: str, random: Random) -> Mistake | None:
    found = list(_DAY.finditer(text))
    if not found:
        return None
    chosen = random.choice(found)
    day = chosen[0]
    by = random.choice([day.replace("-", "/"), f"{day[:5]}13{day[7:]}", f"{day[:8]}32", f"{day}x"])
    return _put("day", text, *chosen.span(), by)


_IN_RULESETS = (
    _word("declared", _DECLARED), _word("field", _FIELD), _word("bound", _BOUND), _use, _keyword,
    _deleted, _doubled, _unclosed, _another_unit, _another_type,
)  # fmt: skip

_IN_CASES = (
    _word("key", _KEY), _word("value", _VALUE), _word("id", _ID), _another_day, _deleted, _doubled,
    _unclosed,
)  # fmt: skip


def _drawn(
    kinds: Iterable[Callable[[str, Random], Mistake | None]], text: str, seed: int
) -> Mistake:
    random = Random(seed)
    while True:
        made = random.choice(tuple(kinds))(text, random)
        if made is not None and made.text != text:
            return made


def in_ruleset(text: str, seed: int) -> Mistake:
    return _drawn(_IN_RULESETS, text, seed)


def in_case(text: str, seed: int) -> Mistake:
    return _drawn(_IN_CASES, text, seed)


def misspelt_use(text: str, seed: int) -> Mistake:
    return _drawn((_use,), text, seed)
