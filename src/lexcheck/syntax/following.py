"""What may come at a place of a text, by the grammar: for whoever completes it."""

from __future__ import annotations

from lexcheck.base.text import Source
from lexcheck.syntax.automaton import Stuck, TooDeep, acceptable, run
from lexcheck.syntax.recovery import beginnings
from lexcheck.syntax.tables import KEYWORDS, PHRASES
from lexcheck.syntax.tokens import Token
from lexcheck.syntax.wording import UNITS, spelled

# A character that no token has: where it comes, the automaton stops and tells what it could take.
_STOP = "\x00"


def following(source: Source, offset: int) -> frozenset[str]:
    """The kinds of token that may come at an offset, by the text of its statement before it.

    Empty where the text before is at fault already.
    """
    lines = beginnings(source)
    start = lines.of(max(0, offset - 1))
    symbol = lines.start_symbol(start, mixed=False) if start in lines.offsets else "start"
    before = Source(name=source.name, text=source.text[:offset] + _STOP)
    try:
        run(before, symbol, {}, _unseen, start if symbol != "start" else 0)
    except Stuck as stuck:
        if stuck.token.start >= offset:
            return acceptable(stuck.states)
    except TooDeep:
        pass
    return frozenset()


def keywords(kinds: frozenset[str]) -> list[str]:
    """The words and phrases of these kinds, in order; no marks, nor what has no one spelling."""
    fixed = {*KEYWORDS.values(), *(kind for named in PHRASES.values() for kind, _ in named)}
    words = {spelled(kind) for kind in kinds & fixed}
    if "UNIT" in kinds:
        words |= {unit for unit in UNITS if unit.endswith("s")}
    return sorted(word for word in words if word)


def _unseen(_token: Token, _before: Token | None) -> None:
    """Nobody asks what was read."""
