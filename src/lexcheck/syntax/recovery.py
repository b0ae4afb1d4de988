"""Going on after a fault: where the next statement begins, and what may come there."""

from __future__ import annotations

import re
from bisect import bisect_right

from lexcheck.base.diagnostics import nearest
from lexcheck.base.light import light
from lexcheck.base.text import Source
from lexcheck.syntax.blame import ABOVE_READINGS
from lexcheck.syntax.tables import KEYWORDS, PHRASES
from lexcheck.syntax.tokens import LEADS

_HEADER = ("ruleset", "vocabulary")
_LEAD = "|".join((*sorted((*LEADS, *_HEADER)), r"counting[ \t]+rule"))
# At the left edge anything begins a statement that is no clause, even a misspelt keyword.
_CLAUSE = "|".join(sorted({*KEYWORDS, *PHRASES} - LEADS - set(_HEADER)))
_BEGINS = rf"""
    ^[ \t]* (?: (?P<lead>{_LEAD})\b (?=[ \t]+[A-Za-z_])
             | \w+ [ \t]* \( .* \b(?:counts\s+as|ends)\b
             | (?P<amended>\w+) [ \t]* : [ \t]* [a-z]
             )
    | ^ (?!(?:{_CLAUSE})\b) [A-Za-z_]
"""


_WORD = re.compile(r"(\w+)[ \t]+[\w\"]")


@light
class Beginnings:
    """Where statements seem to begin, in order, and which of them are inside a reading."""

    offsets: tuple[int, ...]
    in_reading: tuple[bool, ...]

    def after(self, offset: int) -> int | None:
        """The first beginning past an offset; None if there is none."""
        place = bisect_right(self.offsets, offset)
        return self.offsets[place] if place < len(self.offsets) else None

    def of(self, offset: int) -> int:
        """The beginning of the statement that an offset is in; 0 before the first."""
        place = bisect_right(self.offsets, offset) - 1
        return self.offsets[place] if place >= 0 else 0

    def start_symbol(self, offset: int, *, mixed: bool) -> str:
        """What is to be read from a beginning on; `mixed` if statements stand after readings."""
        place = bisect_right(self.offsets, offset) - 1
        known = self.in_reading[: place + 1]
        inside = known[-1] if mixed else any(known)
        return "rest_of_reading" if inside else "rest_of_file"


def _nearly_reading(text: str, at: int) -> bool:
    """Does a line begin with the word misspelt, or without a name behind it?"""
    word = _WORD.match(text, at)
    return word is not None and word[1][:1] == "r" and bool(nearest(word[1], ["reading"]))


def beginnings(source: Source) -> Beginnings:
    """Every line that looks like the first of a statement, or of an item of a reading."""
    offsets: list[int] = []
    inside: list[bool] = []
    reading = False
    for line in re.finditer(_BEGINS, source.text, re.MULTILINE | re.VERBOSE):
        lead = line["lead"]
        if lead == "reading" or (lead is None and _nearly_reading(source.text, line.start())):
            reading = True
        elif lead in ABOVE_READINGS or (lead or "").startswith("counting"):
            reading = False
        if line["amended"] and not reading:
            continue  # a field of a record
        text = line.group()
        offsets.append(line.start() + len(text) - len(text.lstrip()))
        inside.append(reading)
    return Beginnings(tuple(offsets), tuple(inside))
