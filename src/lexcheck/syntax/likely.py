"""What an author most likely meant who wrote what cannot stand here: hints, and nothing else.

They were collected from first laws: what people write who know the statute, and not the grammar.
"""

from __future__ import annotations

from collections.abc import Sequence, Set

from lexcheck.syntax.tokens import Token

_TWO_THINGS = {
    "OR": "`must` names one act or state: say that the other counts as it, on a line of its own",
    "AND": "`must` names one act or state: write a norm for each",
}
_FIELD_TEXT = "a field has no text of its own: write a comment, after `#`"
_DEADLINES = "of two deadlines, say `the earlier of … and …` or `the later of … and …`"


def meant(
    token: Token, before: Token | None, kinds: Set[str], stack: Sequence[str], after: Token | None
) -> str:
    """What to write instead, or empty. `kinds` could have come; `stack` holds what is begun."""
    begun = next((each for each in reversed(stack) if each in ("MUST", "WITHIN", "NOT")), "")
    if token.kind in _TWO_THINGS:
        return _joined(token, kinds, begun)
    if token.kind in ("AFTER", "SINCE", "BEFORE") and begun == "WITHIN" and "OF" in kinds:
        return "a length is counted `of` a moment, as in `36 hours of o.received`"
    if token.kind == "BEFORE" and "NOT_LATER_THAN" in kinds:
        return "for a deadline that is a moment, write `not later than`"
    if token.kind == "NO" and "NOT_LATER_THAN" in kinds:
        return "did you mean `not later than`?"
    if token.kind == "UNLESS" and "AT_THE_ACT" in kinds:
        return "an exception says when it holds: write `when`"
    if token.kind == "DOT" and begun == "MUST" and kinds == {"LPAR"}:
        return "`must` names an act or a state with its arguments, as in `answer(o)`"
    return _declared(token, before, kinds, after)


def _joined(token: Token, kinds: Set[str], begun: str) -> str:
    """Of `or` and `and` where nothing can be joined."""
    if "COUNTS_AS" in kinds:
        return "write a line for each act"
    if begun == "WITHIN":
        if token.kind == "OR" and "AND" in kinds:
            return "`and` stands between the two, as in `the earlier of … and …`"
        return _DEADLINES if "WITHIN" in kinds else ""
    if begun not in ("MUST", "NOT") or "WITHIN" not in kinds:
        return ""
    return _TWO_THINGS["AND" if begun == "NOT" else token.kind]


def _declared(token: Token, before: Token | None, kinds: Set[str], after: Token | None) -> str:
    """Of declarations: fields, enums, sources, exceptions."""
    if "LABEL" in kinds:
        if token.kind == "STRING":
            return _FIELD_TEXT
        if token.kind == "LBRACE":
            return "no brackets: fields stand below the name, one a line"
        if kinds == {"LABEL", "RPAR"}:
            return f"say what it is: `{token.text}: …`, with a record after the colon"
        if token.kind == "NAME" and after is not None and after.kind == "NAME":
            return f"a field has a colon: `{token.text}: {after.text}`"
    if token.kind == "COLON" and "EQUAL" in kinds:
        return "write `=`"
    if token.kind == "EQUAL" and kinds == {"STRING"}:
        return "take the `=` away"
    if kinds == {"TO"} and before is not None:
        return f"name the norm that it is about: `{before.text} to …`"
    return ""
