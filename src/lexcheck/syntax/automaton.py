"""The automaton that reads a text by the generated tables, and calls back for each production.

It keeps a stack of states; a row of the table says, for a state and the kind of the next token,
whether to push the token (shift) or to replace the right side of a production, on top of the
stack, by its symbol (reduce). Tokens are recognised by what the state on top allows.
"""

from __future__ import annotations

from binascii import a2b_base64
from collections.abc import Callable, Mapping, Sequence
from struct import unpack

from lexcheck.base.text import Source, Span
from lexcheck.syntax.tables import PRODUCTIONS, STARTS, SYMBOLS
from lexcheck.syntax.tables import ROWS as _PACKED
from lexcheck.syntax.tokens import Token, next_token

Callback = Callable[..., object]
Seen = Callable[[Token, Token | None], None]

# How deep expressions may be nested: later stages walk them by calls, and Python allows about a
# thousand of these.
DEEPEST = 200

# No more entries are on the stack unless something is nested deeper than that, closed or not.
_TALLEST = 20 * DEEPEST


# The symbols of productions that an expression is nested by.
_NESTS = frozenset(
    {
        "expression", "negation", "comparison", "membership_set", "happened", "event", "window",
        "sum", "product", "of", "choice", "postfix", "atom", "call", "binder",
    }
)  # fmt: skip


class Stuck(Exception):
    """No production fits. Carries the token and the stack when it came.

    `states` has one entry more than `starts`, the offsets of what has been read; `before` is the
    token before, None at the start; `start` the symbol that was being read.
    """

    def __init__(
        self,
        token: Token,
        before: Token | None,
        states: Sequence[int],
        starts: Sequence[int],
        start: str,
    ) -> None:
        super().__init__(token.text)
        self.token = token
        self.before = before
        self.states = states
        self.starts = starts
        self.start = start


class TooDeep(Exception):
    """The tree would be deeper than `DEEPEST`; carries what would be its root so far."""

    def __init__(self, span: Span) -> None:
        super().__init__(span.text)
        self.span = span


def run(
    source: Source, start: str, callbacks: Mapping[str, Callback], seen: Seen, at: int = 0
) -> object:
    """The value of a start symbol, read from `at` to the end of the text.

    A callback is called with the span of its production and its parts: tokens, values of other
    productions, lists of these for a repetition, and None for what was left out. `seen` is told
    of each token that was taken, with the one before. Raises `Stuck` and `TooDeep`.
    """
    stack = _Stack(source, start, callbacks)
    text, states = source.text, stack.states
    accepting = ROWS[STARTS[start]][start]
    before: Token | None = None
    while True:
        row = ROWS[states[-1]]
        token = next_token(text, at, row)
        kind = token.kind
        step = row.get(kind)
        while step is not None and step < 0:
            stack.reduce(-1 - step, token.start)
            if states[-1] == accepting:
                return stack.values[-1]
            step = ROWS[states[-1]].get(kind)
        if step is None:
            raise Stuck(token, before, states, stack.starts, start)
        seen(token, before)
        at = token.end
        stack.push(step, token, token.start, at, 0)
        before = token
        if len(states) > _TALLEST:
            raise TooDeep(Span(source, token.start, at))


def stuck_at(source: Source, start: str, at: int, target: int) -> Stuck:
    """How things stood when the token at `target` came, reading a start symbol from `at`."""
    stack = _Stack(source, start, {})
    before: Token | None = None
    while True:
        row = ROWS[stack.states[-1]]
        token = next_token(source.text, at, row)
        if token.start >= target:
            return Stuck(token, before, stack.states, stack.starts, start)
        while (step := ROWS[stack.states[-1]].get(token.kind)) is not None and step < 0:
            stack.reduce(-1 - step, token.start)
        assert step is not None, "the text was read as far as this before"
        at = token.end
        stack.push(step, token, token.start, at, 0)
        before = token


class _Stack:
    """What has been read and not yet handed on: a state, a value and a stretch for each symbol.

    There is one state more than there are values: the first. A depth is how many expressions
    are inside one another.
    """

    def __init__(self, source: Source, start: str, callbacks: Mapping[str, Callback]) -> None:
        self.source = source
        self.states = [STARTS[start]]
        self.values: list[object] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.depths: list[int] = []
        self.calls = [callbacks.get(action, _nothing) for _, _, action, _ in PRODUCTIONS]

    def push(self, state: int, value: object, start: int, end: int, depth: int) -> None:
        self.states.append(state)
        self.values.append(value)
        self.starts.append(start)
        self.ends.append(end)
        self.depths.append(depth)

    def reduce(self, place: int, at: int) -> None:
        """Replace the right side of a production by its value; an empty one stands at `at`."""
        symbol, length, action, shape = PRODUCTIONS[place]
        states, values = self.states, self.values
        if not action:
            states[-1] = ROWS[states[-2]][symbol]
            return
        if length == 0:
            self.push(ROWS[states[-1]][symbol], None, at, at, 0)
            return
        start, end = self.starts[-length], self.ends[-1]
        depth = max(self.depths[-length:])
        value: object
        if action == "[]":
            gathered = values[-length]
            value = gathered if isinstance(gathered, list) else []
            value.append(values[-1])
        else:
            depth += symbol in _NESTS
            span = Span(self.source, start, end)
            if depth > DEEPEST:
                raise TooDeep(span)
            parts = values[-length:]
            if shape is not None:
                parts = [None if index is None else parts[index] for index in shape]
            value = self.calls[place](span, *parts)
        for stack in (states, values, self.starts, self.ends, self.depths):
            del stack[-length:]
        self.push(ROWS[states[-1]][symbol], value, start, end, depth)


def acceptable(states: Sequence[int]) -> frozenset[str]:
    """The kinds of token that can come next, on a stack of states."""
    return frozenset(kind for kind in ROWS[states[-1]] if _takes(states, kind))


def _takes(states: Sequence[int], kind: str) -> bool:
    """Does the automaton push a token of this kind? The stack is left as it is."""
    if kind.islower():
        return False  # a symbol of the grammar, not a token
    # The stack is so many of `states`, then those above.
    kept = len(states)
    above: list[int] = []
    while True:
        step = ROWS[above[-1] if above else states[kept - 1]].get(kind)
        if step is None or step >= 0:
            return step is not None
        symbol, length, _, _ = PRODUCTIONS[-1 - step]
        if length > len(above):
            kept -= length - len(above)
            above = []
        elif length:
            del above[-length:]
        below = ROWS[above[-1] if above else states[kept - 1]]
        above.append(below[symbol])
        if kept == 1 and len(above) == 1 and symbol in STARTS:
            return True  # the end of the text


def symbols(states: Sequence[int]) -> list[str]:
    """What each entry of a stack but the first has read: a state is reached by one symbol."""
    reached = {step: symbol for row in ROWS for symbol, step in row.items() if step >= 0}
    return [reached[state] for state in states[1:]]


def _nothing(span: Span, *parts: object) -> None:
    """For a production that nobody asks about."""


def _unpacked() -> tuple[dict[str, int], ...]:
    """For each state, symbol -> the next state or, below zero, what to reduce by."""
    raw = a2b_base64(_PACKED)
    flat = unpack(f"<{len(raw) // 2}h", raw)
    rows = []
    at = 0
    while at < len(flat):
        end = at + 1 + 2 * flat[at]
        named = [SYMBOLS[place] for place in flat[at + 1 : end : 2]]
        rows.append(dict(zip(named, flat[at + 2 : end : 2], strict=True)))
        at = end
    return tuple(rows)


ROWS = _unpacked()
