"""Texts of rulesets, and the way from them to what resolving and lowering make of them."""

from lexcheck.base.diagnostics import Diagnostic
from lexcheck.base.text import Source
from lexcheck.norms.from_resolved import lower
from lexcheck.norms.invariants import check
from lexcheck.norms.model import Norm, Ruleset
from lexcheck.resolved.from_syntax import resolve
from lexcheck.syntax.from_text import parse
from lexcheck.syntax.model import File

#: One line, so that what follows it starts on line 2.
HEAD = 'ruleset r timezone "Asia/Kolkata" uses moderation in force from 2000-01-01\n'

VOCABULARY = """\
vocabulary moderation
enum Provision = section_69a, rule_9, section_79
enum Standing = intermediary, authority, court, other
enum Holder = journalist, politician, activist, other

record Party
  standing: Standing

record Item
  holder: Holder
  reach: number

record Order
  provision: Provision
  addressee: Party
  authority: Party
  items: list of Item
  issued: time
  received: time
  signed: date
  comply_within: duration?
  fee: money
  revoked: time?

action block(i: Item) in territory
action withhold(i: Item) in territory
action suspend(i: Item)
action restore(i: Item)
action hide(i: Item, o: Order)
action acknowledge(o: Order)
action answer(o: Order)
action stay(o: Order)
action lift_stay(o: Order)
action pay(o: Order)
  amount: money

state blocked(i: Item)
state stayed(o: Order)
state settled(o: Order)
"""

#: A norm to say more of, in four lines.
ANSWER = """\
obligation answer_it
  for each o: Order
  must answer(o)
  within 2 hours of o.received
"""


def parsed(text: str, name: str = "r.lex") -> File:
    file, diagnostics = parse(Source(name=name, text=text))
    assert file is not None, [diagnostic.message for diagnostic in diagnostics]
    return file


def outcome(text: str, *used: str) -> tuple[Ruleset | None, list[Diagnostic]]:
    """What becomes of a ruleset with the files it uses; without any, the vocabulary above."""
    files = [parsed(each, f"u{at}.lex") for at, each in enumerate(used or (VOCABULARY,))]
    program, diagnostics = resolve(parsed(text), tuple(files))
    if program is None:
        return None, diagnostics
    ruleset, more = lower(program)
    return ruleset, diagnostics + more


def lowered(text: str, *used: str) -> Ruleset:
    """The ruleset of a text without fault, after a look at its invariants."""
    ruleset, diagnostics = outcome(text, *used)
    assert ruleset is not None, [f"{each.code} {each.message}" for each in diagnostics]
    assert not diagnostics
    check(ruleset)
    return ruleset


def norm(text: str) -> Norm:
    """The only norm of a text that starts below the header."""
    (found,) = lowered(HEAD + text).norms
    return found


def faults(text: str, *used: str) -> list[tuple[str, str, str]]:
    """The faults of a text, each with its code, its place as `line:column`, and its message."""
    ruleset, diagnostics = outcome(text, *used)
    assert (ruleset is None) == bool(diagnostics)
    return [(each.code, _place(each), each.message) for each in diagnostics]


def _place(diagnostic: Diagnostic) -> str:
    file = diagnostic.span.source.name
    place = f"{diagnostic.span.line}:{diagnostic.span.column}"
    return place if file == "r.lex" else f"{file}:{place}"
