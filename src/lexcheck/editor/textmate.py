"""The grammar by which editors colour a text at once, before the server has read it.

`python -m lexcheck.editor.textmate` writes it for the extension; a test holds the two together.
"""

from __future__ import annotations

import json
import sys

from lexcheck.editor.words import PATTERNS, Kind, Pattern

#: What the server calls a keyword begins here, too, as the scope that editors give its keywords:
#: else all would change its colour when the server answers.
_SCOPES: dict[Kind, str] = {
    "comment": "comment.line.number-sign",
    "text": "string.quoted.double",
    "date": "constant.numeric.date",
    "number": "constant.numeric",
    "unit": "keyword.other.unit",
    "keyword": "keyword.control",
    "lead": "keyword.control.declaration",
    "operator word": "keyword.control.operator",
    "constant": "constant.language",
    "type": "support.type",
    "declared": "entity.name.function",
    "field": "variable.other.property",
    "label": "variable.parameter",
    "call": "support.function",
    "name": "variable.other",
    "operator": "keyword.operator",
    "mark": "punctuation",
}


def grammar() -> str:
    """The TextMate grammar, as JSON."""
    found = {
        "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
        "name": "lexcheck",
        "scopeName": "source.lexcheck",
        "fileTypes": ["lex"],
        "patterns": [_pattern(each) for each in PATTERNS if each.kinds != ("space",)],
    }
    return json.dumps(found, indent=2) + "\n"


def _pattern(pattern: Pattern) -> dict[str, object]:
    if len(pattern.kinds) == 1:
        return {"match": pattern.shape, "name": f"{_SCOPES[pattern.kinds[0]]}.lexcheck"}
    captures = {
        str(number): {"name": f"{_SCOPES[kind]}.lexcheck"}
        for number, kind in enumerate(pattern.kinds, 1)
        if kind != "space"
    }
    return {"match": pattern.shape, "captures": captures}


if __name__ == "__main__":
    sys.stdout.write(grammar())
