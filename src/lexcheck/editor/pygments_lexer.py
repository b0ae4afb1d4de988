"""A lexer for Pygments, which colours the code of manuals, papers and terminals: `lexcheck`."""

from __future__ import annotations

from typing import ClassVar

from pygments.lexer import RegexLexer, bygroups
from pygments.token import (
    Comment,
    Keyword,
    Literal,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Whitespace,
    _TokenType,
)

from lexcheck.editor.words import PATTERNS, Kind

_TOKENS: dict[Kind, _TokenType] = {
    "comment": Comment.Single,
    "text": String.Double,
    "date": Literal.Date,
    "number": Number,
    "unit": Keyword.Type,
    "keyword": Keyword,
    "lead": Keyword.Declaration,
    "operator word": Operator.Word,
    "constant": Keyword.Constant,
    "type": Keyword.Type,
    "declared": Name.Class,
    "field": Name.Attribute,
    "label": Name.Label,
    "call": Name.Function,
    "name": Name,
    "operator": Operator,
    "mark": Punctuation,
    "space": Whitespace,
}


class LexcheckLexer(RegexLexer):
    """Rulesets and vocabularies of lexcheck."""

    name = "lexcheck"
    aliases: ClassVar = ["lexcheck", "lex"]
    filenames: ClassVar = ["*.lex"]
    mimetypes: ClassVar = ["text/x-lexcheck"]
    tokens: ClassVar = {
        "root": [
            (
                each.shape,
                _TOKENS[each.kinds[0]]
                if len(each.kinds) == 1
                else bygroups(*(_TOKENS[kind] for kind in each.kinds)),  # type: ignore[no-untyped-call]  # its stubs
            )
            for each in PATTERNS
        ]
    }
