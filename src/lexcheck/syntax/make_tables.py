"""Write `tables.py`: the automaton that Lark generates from `grammar/lexcheck.lark`.

    python -m lexcheck.syntax.make_tables [--check]

Lark reads the grammar, expands it and works out its LALR(1) tables; this module copies what
parsing needs into plain Python literals, so that a run of lexcheck neither imports Lark nor
builds anything. States are numbered in the order in which a walk from the start states, along
symbols in alphabetical order, first meets them: the same grammar gives the same bytes.

What is written:

* `STARTS`: the first state of each start symbol.
* `SYMBOLS`: every symbol; its place is its number in `ROWS`.
* `ROWS`: for each state, symbol -> the next state, or, below zero, the production to reduce by
  (`-1` is the first). Packed, since a literal of 20,000 numbers takes Python long to read: for
  each row its length, then the pairs, as little-endian 16-bit numbers in base 64.
* `PRODUCTIONS`: (symbol, length, action, shape). The action is `""` where the one value of the
  right side is handed on, `"[]"` where a repetition gathers its last value, else the name of
  the callback. The shape, if any, says where the parts of a `[…]` that is not there belong:
  the index of a value, or None.
* `KEYWORDS`, `PHRASES`, `WORDS`, `PUNCTUATION`, `SCAN`: the terminals, sorted by how
  `tokens.py` recognises them.
"""

from __future__ import annotations

import re
import sys
from base64 import b64encode
from importlib.resources import files
from pathlib import Path
from struct import pack
from typing import Any

from lark import Lark
from lark.grammar import Rule
from lark.lexer import PatternRE, TerminalDef
from lark.parsers.lalr_analysis import Shift

STARTS = ("start", "rest_of_file", "rest_of_reading")

# Terminals that begin with a letter and are no fixed words, in the order in which they are tried.
WORDS = ("LABEL", "UNIT", "CURRENCY", "QUALIFIED_NAME", "NAME")


def generator(*, debug: bool = False) -> Lark:
    """The grammar as Lark understands it; with `debug` it logs what it finds ambiguous."""
    grammar = files("lexcheck").joinpath("_grammar", "lexcheck.lark").read_text("utf-8")
    return Lark(
        grammar,
        parser="lalr",
        lexer="contextual",
        start=list(STARTS),
        keep_all_tokens=True,
        maybe_placeholders=True,
        debug=debug,
    )


def tables() -> dict[str, Any]:
    """What `tables.py` is to say: its names and their values."""
    lark = generator()
    return automaton(lark) | terminals(lark)


def automaton(lark: Lark) -> dict[str, Any]:
    """The states and productions, numbered in the order of a walk from the starts."""
    table: Any = lark.parser.parser._parse_table  # noqa: SLF001 - Lark has no public way to it
    starts = [table.start_states[name] for name in STARTS]
    numbers: dict[int, int] = {}
    waiting = list(reversed(starts))
    while waiting:
        state = waiting.pop()
        if state in numbers:
            continue
        numbers[state] = len(numbers)
        row = table.states[state]
        waiting += [row[s][1] for s in sorted(row, reverse=True) if row[s][0] is Shift]
    productions = sorted(
        {arg for row in table.states.values() for kind, arg in row.values() if kind is not Shift},
        key=lambda rule: (rule.origin.name, rule.order, [s.name for s in rule.expansion]),
    )
    places = {rule: -1 - place for place, rule in enumerate(productions)}
    rows = [
        {
            symbol: numbers[row[symbol][1]] if row[symbol][0] is Shift else places[row[symbol][1]]
            for symbol in sorted(row)
        }
        for row in (table.states[state] for state in numbers)
    ]
    symbols = sorted({symbol for row in rows for symbol in row})
    return {
        "STARTS": {name: numbers[state] for name, state in zip(STARTS, starts, strict=True)},
        "SYMBOLS": tuple(symbols),
        "ROWS": packed(rows, {symbol: place for place, symbol in enumerate(symbols)}),
        "PRODUCTIONS": tuple(production(rule) for rule in productions),
    }


def packed(rows: list[dict[str, int]], places: dict[str, int]) -> str:
    """The rows as `automaton.unpacked` reads them."""
    flat: list[int] = []
    for row in rows:
        flat.append(len(row))
        for symbol, step in row.items():
            flat += (places[symbol], step)
    return b64encode(pack(f"<{len(flat)}h", *flat)).decode("ascii")


def production(rule: Rule) -> tuple[str, int, str, tuple[int | None, ...] | None]:
    """(symbol, length, action, shape) of a production, as the module's docstring has it."""
    origin, length = str(rule.origin.name), len(rule.expansion)
    if origin.startswith("__"):
        return (origin, length, "[]", None)
    if rule.options.expand1 and rule.alias is None and length == 1:
        return (origin, length, "", None)
    shape = None
    if any(rule.options.empty_indices):
        indices = iter(range(length))
        shape = tuple(None if empty else next(indices) for empty in rule.options.empty_indices)
    return (origin, length, rule.alias or origin, shape)


def terminals(lark: Lark) -> dict[str, Any]:
    """The terminals by how they are recognised, each group in the order to try them."""
    keywords: dict[str, str] = {}
    phrases: dict[str, list[tuple[str, str]]] = {}
    punctuation: dict[str, str] = {}
    shapes: list[TerminalDef] = []
    words: dict[str, str] = {}
    for terminal in lark.terminals:
        name, pattern = str(terminal.name), terminal.pattern
        text = str(pattern.value)
        if name in WORDS:
            words[name] = text
        elif name in lark.ignore_tokens or not (first := re.match("[a-z]+", text)):
            if isinstance(pattern, PatternRE):
                shapes.append(terminal)
            else:
                punctuation[text] = name
        elif first.group() == text:
            keywords[text] = name
        else:
            phrases.setdefault(first.group(), []).append((name, text))
    shapes.sort(key=lambda terminal: -terminal.priority)
    scan = [
        (str(t.name) if t.name not in lark.ignore_tokens else "", t.pattern.value) for t in shapes
    ]
    scan += [(name, re.escape(text)) for text, name in sorted(punctuation.items())]
    return {
        "KEYWORDS": dict(sorted(keywords.items())),
        "PHRASES": {word: tuple(named) for word, named in sorted(phrases.items())},
        "WORDS": {name: words[name] for name in WORDS},
        "PUNCTUATION": dict(sorted(punctuation.items())),
        "SCAN": tuple(scan),
    }


def module() -> str:
    """The text of `tables.py`."""
    head = (
        '"""Generated from grammar/lexcheck.lark by lexcheck.syntax.make_tables: `make tables`."""'
    )
    return head + "\n\n" + "".join(f"{name} = {value!r}\n" for name, value in tables().items())


def main(arguments: list[str]) -> int:
    """Write the tables, or, with `--check`, say whether they are up to date."""
    path = Path(__file__).with_name("tables.py")
    text = module()
    if arguments == ["--check"]:
        fresh = path.is_file() and path.read_text("utf-8") == text
        if not fresh:
            print("tables.py does not match the grammar: run `make tables`")
        return 0 if fresh else 1
    path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
