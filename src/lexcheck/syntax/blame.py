"""Why the automaton is stuck, in the author's words: one diagnostic for one fault.

Each check below knows one kind of slip, and answers with a diagnostic or None; the first that
answers has it. What none of them knows is told as what was expected and what was found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from lexcheck.base.diagnostics import Diagnostic, Label
from lexcheck.base.light import evolve, light
from lexcheck.base.text import Source, Span
from lexcheck.syntax.automaton import Stuck, acceptable, stuck_at, symbols
from lexcheck.syntax.likely import meant
from lexcheck.syntax.tables import KEYWORDS, PHRASES
from lexcheck.syntax.tokens import END, STRAY, WHOLE_TEXT, Token, begins
from lexcheck.syntax.wording import CLAUSES, UNITS, expected, found, spelled

# Leads of statements that no reading has.
ABOVE_READINGS = frozenset(
    {
        "source", "enum", "record", "action", "state", "define", "obligation", "prohibition",
        "sanction", "assessment", "calendar",
    }
)  # fmt: skip

# A text in quotes, a comment, or a quotation mark that opens no text.
_PIECE = WHOLE_TEXT + r"|#.*|\""

_STRAY_HINTS = {
    "“”„«»‟": 'texts stand in straight quotes: `"…"`',
    "'‘’‚`": 'texts stand in double quotes: `"…"`',
    ";": "nothing separates clauses: take the `;` away",
    "&": "write `and`",
    "|": "write `or`",
    "!": "write `not`, or `!=`",
    "%": "write a percentage without a space: `95%`",
    "–—−": "write `-` for minus",
    "≤": "write `<=`",
    "≥": "write `>=`",
    "≠": "write `!=`",
    "×": "write `*` for times",
    "[]": "a set stands in `{…}`",
    "€$£¥₹": "the currency comes after the number, as three letters: `100 EUR`",
    "/": "a comment begins with `#`",
    "\u00a0\u2007\u202f\u200b\u2060\ufeff": "this is no ordinary space: write one",
}


@light
class Place:
    """A stuck automaton and the text it reads; `at` is where it began to read."""

    source: Source
    stuck: Stuck
    at: int

    @property
    def token(self) -> Token:
        return self.stuck.token

    def kinds(self) -> frozenset[str]:
        return acceptable(self.stuck.states)

    def span(self, start: int, end: int) -> Span:
        return Span(self.source, start, end)

    def of(self, token: Token) -> Span:
        """The span of a token; the end of the file is just past the last token."""
        if token.kind == END and self.stuck.before is not None:
            return self.span(self.stuck.before.end, self.stuck.before.end)
        return self.span(token.start, token.end)

    def line_begins(self, token: Token) -> bool:
        """Is this the first token of its line?"""
        line_start = self.source.text.rfind("\n", 0, token.start) + 1
        return not self.source.text[line_start : token.start].strip()

    def open_marks(self) -> list[int]:
        """Which entries of the stack are a `(` or `{` without its end, the outermost first."""
        opened: list[int] = []
        for at, symbol in enumerate(symbols(self.stuck.states)):
            if symbol in ("LPAR", "LBRACE"):
                opened.append(at)
            elif symbol in ("RPAR", "RBRACE"):
                opened.pop()
        return opened


def blame(source: Source, stuck: Stuck, at: int) -> Diagnostic:
    """The diagnostic for a stuck automaton that began to read at `at`."""
    place = Place(source, stuck_at(source, stuck.start, at, stuck.token.start), at)
    for check in _CHECKS:
        diagnostic = check(place)
        if diagnostic is not None:
            return diagnostic
    return _unexpected(place)


def _unexpected(place: Place) -> Diagnostic:
    """What could have come, and what came; where an act's name came, but no act, that name."""
    before, after = place.stuck.before, None
    if before is not None and before.kind == "NAME" and place.kinds() == {"LPAR"}:
        earlier = evolve(
            place, stuck=stuck_at(place.source, place.stuck.start, place.at, before.start)
        )
        if "EXCEPTION" in earlier.kinds():
            place, after = earlier, place.token
    token, before, kinds = place.token, place.stuck.before, place.kinds()
    hint = ""
    if before is not None and before.text == token.text == "=":
        hint = "`=` is written once"
    elif before is not None and before.kind == "PARAMETER" and "LABEL" in kinds:
        hint = f"a parameter has a type: `parameter {token.text}: number`"
    elif token.kind == "NAME" and kinds == {"LABEL"}:
        hint = f"say what it is: `{token.text}: …`, with a record or an act after the colon"
    elif token.text == "," and "CLAUSE_COMMA" in kinds:
        hint = "after `,` comes a clause, such as `when` or `within`"
    elif token.text == "," and "LABEL" in kinds:
        hint = "nothing stands between fields: take the `,` away"
    elif token.text == "," and "BECAUSE" in kinds and before is not None and before.kind == "RPAR":
        hint = "a statement speaks of one state: write another for the next"
    return Diagnostic(
        code="LX101",
        message=f"expected {expected(kinds)}, found {found(token)}",
        span=place.of(token),
        hint=hint or meant(token, before, kinds, symbols(place.stuck.states), after),
    )


# ── Characters ─────────────────────────────────────────────────────────────────────────────────


def _unterminated(place: Place) -> Diagnostic | None:
    """A quotation mark is missing on this line: a text is not closed, or closes another."""
    source, line = place.source, place.source.line_of(place.token.start)
    start, text = source.line_starts[line - 1], source.line_text(line)
    opening = next(
        (piece.start() for piece in re.finditer(_PIECE, text) if piece.group() == '"'), None
    )
    if opening is None:
        return None
    return Diagnostic(
        code="LX104",
        message="a text in quotes is not closed on this line",
        span=place.span(start + opening, start + len(text)),
        hint='a text ends on the line it begins on; write `\\"` for a quotation mark inside it',
    )


def _stray(place: Place) -> Diagnostic | None:
    token = place.token
    if token.kind != STRAY:
        return None
    hint = next((h for marks, h in _STRAY_HINTS.items() if token.text in marks), "")
    shown = f"`{token.text}`" if token.text.isprintable() else f"U+{ord(token.text):04X}"
    return Diagnostic(
        code="LX105",
        message=f"{shown} is no character of the language",
        span=place.of(token),
        hint=hint,
    )


# ── The order of a file ────────────────────────────────────────────────────────────────────────


def _no_header(place: Place) -> Diagnostic | None:
    if place.stuck.start != "start" or place.stuck.before is not None:
        return None
    return Diagnostic(
        code="LX107",
        message=f"a file begins with `ruleset` or `vocabulary`, found {found(place.token)}",
        span=place.of(place.token),
        hint="name it on the first line, such as `ruleset in.it_act.s69a`",
    )


def _after_reading(place: Place) -> Diagnostic | None:
    token, text = place.token, place.source.text
    if token.text not in ABOVE_READINGS or not begins(text, token.text, token.start):
        return None
    readings = [start for start in place.stuck.starts if text.startswith("reading", start)]
    if not (readings or place.stuck.start == "rest_of_reading") or "READING" not in place.kinds():
        return None
    labels: tuple[Label, ...] = ()
    if readings:
        first = place.span(readings[0], readings[0] + len("reading"))
        labels = (Label(span=first, message="the first reading"),)
    return Diagnostic(
        code="LX106",
        message=f"`{place.token.text}` after a reading: readings come last",
        span=place.of(place.token),
        hint="move it above the first reading",
        labels=labels,
    )


# ── Words ──────────────────────────────────────────────────────────────────────────────────────

# The words of other languages, and of statutes.
_ELSEWHERE = {
    "if": "when", "where": "when", "shall": "must", "should": "must", "except": "unless",
    "reason": "because", "import": "uses", "rule": "obligation", "duty": "duty of", "is": "=",
    "equals": "=", "any": "some", "all": "every", "default": "otherwise",
}  # fmt: skip


def _misspelt(place: Place) -> Diagnostic | None:
    """A word that is nearly a keyword that could stand there: the one found, or the one before.

    The one before, because a misspelt keyword is a name, and where a statement can begin a name
    begins `act(…) counts as …`.
    """
    token, before = place.token, place.stuck.before
    meant: tuple[str, Span] | None = None
    if before is not None and before.kind == "NAME":
        earlier = stuck_at(place.source, place.stuck.start, place.at, before.start)
        meant = _nearest(place, before.start, acceptable(earlier.states))
        if meant and "LPAR" not in place.kinds() and meant[1].end < token.end:
            meant = None
    if meant is None and token.kind == "COMMA" and "CLAUSE_COMMA" in place.kinds():
        meant = _nearest(place, token.end, CLAUSES)
    if meant is None:
        meant = _nearest(place, token.start, place.kinds())
    if meant is None:
        return None
    word, span = meant
    return Diagnostic(
        code="LX103",
        message=f"`{span.text}` is not a keyword here",
        span=span,
        hint=f"did you mean `{word}`?",
    )


def _nearest(place: Place, at: int, kinds: Iterable[str]) -> tuple[str, Span] | None:
    """The keyword that was meant by the words at a place, and those words."""
    best: tuple[float, str, Span] | None = None
    for kind in sorted(kinds):
        for keyword in UNITS if kind == "UNIT" else (spelled(kind),):
            more = keyword.count(" ")
            words = re.compile(rf"\s*(\w+(?:[ \t]+\w+){{0,{more}}})").match(place.source.text, at)
            if not keyword or words is None:
                continue
            likeness = _likeness(" ".join(words[1].split()), keyword)
            if likeness >= 0.75 and (best is None or likeness > best[0]):
                best = (likeness, keyword, place.span(words.start(1), words.end(1)))
    return None if best is None else best[1:]


def _likeness(written: str, keyword: str) -> float:
    """1 for equal but for case; short words are alike only if their letters are the same."""
    if _ELSEWHERE.get(written.lower()) == keyword:
        return 0.9
    if written in {keyword, *KEYWORDS} or (written.isupper() and len(written) <= 3):
        return 0.0  # a keyword in the wrong place; a territory or a currency
    first, of_first = written.lower().split()[0], keyword.split()[0]
    if first != of_first and _alike(first, of_first) < 0.6:
        return 0.0
    return _alike(written.lower(), keyword)


def _alike(word: str, other: str) -> float:
    if word == other:
        return 1.0
    if abs(len(word) - len(other)) > 4:
        return 0.0
    if len(other) <= 3:
        return 0.8 if len(other) == 3 and sorted(word) == sorted(other) else 0.0
    import difflib  # rarely needed

    return difflib.SequenceMatcher(None, word, other).ratio()


# ── Expressions ────────────────────────────────────────────────────────────────────────────────


def _mixed(place: Place) -> Diagnostic | None:
    """`a and b or c`: the token is `or` (`and`), and an `and` (`or`) is not yet closed."""
    token, read, starts = place.token, symbols(place.stuck.states), place.stuck.starts
    if token.kind not in ("AND", "OR"):
        return None
    other = "OR" if token.kind == "AND" else "AND"
    opened = place.open_marks()
    for at in reversed(range(opened[-1] if opened else 0, len(read))):
        if read[at] in ("THE_EARLIER_OF", "THE_LATER_OF"):
            return None
        if place.source.text.startswith(other.lower(), starts[at]) and read[at - 1] == "negation":
            return Diagnostic(
                code="LX102",
                message="`and` and `or` are mixed without parentheses",
                span=place.of(token),
                hint="say which belongs together: `(a and b) or c`, or `a and (b or c)`",
                labels=(
                    Label(
                        span=place.span(starts[at], starts[at] + len(other)),
                        message=f"`{other.lower()}` here",
                    ),
                ),
            )
    return None


def _unclosed(place: Place) -> Diagnostic | None:
    """The text goes on with what cannot stand in parentheses, or has one `)` too many."""
    token, before, opened = place.token, place.stuck.before, place.open_marks()
    if token.text in (")", "}") and not opened:
        mark = "(" if token.text == ")" else "{"
        return Diagnostic(
            code="LX108", message=f"`{token.text}` without `{mark}`", span=place.of(token)
        )
    if not opened or not {"RPAR", "RBRACE"} & place.kinds():
        return None
    label = token.text == ":" and before is not None and place.line_begins(before)
    if not label and token.kind not in _KEYWORD_KINDS and token.kind != END:
        return None
    start = place.stuck.starts[opened[-1]]
    mark, close = ("(", ")") if place.source.text[start] == "(" else ("{", "}")
    missing = place.of(before if label and before is not None else token)
    return Diagnostic(
        code="LX108",
        message=f"this `{mark}` is not closed",
        span=place.span(start, start + 1),
        hint=f"write `{close}` where it is missed",
        labels=(Label(span=missing, message=f"`{close}` is missing before this"),),
    )


_KEYWORD_KINDS = frozenset(KEYWORDS.values()) | {
    kind for named in PHRASES.values() for kind, _ in named
}

_CHECKS: Iterable[Callable[[Place], Diagnostic | None]] = (
    _unterminated,
    _stray,
    _mixed,
    _after_reading,
    _misspelt,
    _no_header,
    _unclosed,
)
