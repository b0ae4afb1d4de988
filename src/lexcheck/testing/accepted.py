"""A case with what was found in the place of what was expected; all else stays as it is written."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from lexcheck.base.text import Source, Span
from lexcheck.facts.case import Expectation
from lexcheck.testing.model import Difference

#: A text that YAML takes for itself without quotes, also inside `{…}`.
_PLAIN = re.compile(r"[\w.][\w.:/%+-]*(?: [\w.:/%+-]+)*(?<!:)")


def accepted(
    source: Source, found: Iterable[tuple[Expectation, Sequence[Difference]]]
) -> tuple[str, list[tuple[Span, Difference]]]:
    """The new text, and the differences that no word of the text can be changed to settle, each
    with the place of what was expected.
    """
    edits: list[tuple[int, int, str]] = []
    left: list[tuple[Span, Difference]] = []
    in_json = source.text.lstrip()[:1] in ("{", "[")
    for expectation, differences in found:
        words = [word for word, _ in expectation.expected]
        places = dict(zip(words, expectation.places, strict=True))
        for each in differences:
            place = places.get(each.word)
            if place is None:
                left.append((expectation.span, each))
            else:
                edits.append((place.start, place.end, _written(each.found, in_json=in_json)))
    text = source.text
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text, left


def _written(found: str, *, in_json: bool) -> str:
    parts = [_quoted(part, in_json=in_json) for part in found.split(", ")]
    return parts[0] if len(parts) == 1 else f"[{', '.join(parts)}]"


def _quoted(text: str, *, in_json: bool) -> str:
    if not in_json and _PLAIN.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)
