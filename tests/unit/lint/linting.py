"""What the checks remark on a text."""

from __future__ import annotations

from textwrap import dedent, indent

from lexcheck.base.text import Source
from lexcheck.lint.from_norms import remarks
from lexcheck.lint.model import Remark, Subject
from lexcheck.norms.from_resolved import lower
from lexcheck.resolved.from_syntax import resolve
from lexcheck.syntax.from_text import parse

HEAD = """\
ruleset linted
  timezone "Europe/Berlin"
  in force from 2000-01-01 until 2040-12-31

source act "An act"

enum Provision = ordinary, emergency

record Item

record Order
  provision: Provision
  urgent:    boolean
  items:     list of Item
  received:  time
  asked:     time?
  revoked:   time?

action answer(o: Order)
action suspend(i: Item)

state blocked(i: Item)
state hidden(i: Item)

"""

#: A sound norm, for what needs one.
SOUND = """\
obligation answer_it
  cites    act "s 1"
  for each o: Order
  must     answer(o)
  within   10 days of o.received

"""


def subject(text: str) -> Subject:
    """A ruleset with these statements below the words; `SOUND` too, if one of them speaks of it."""
    statements = dedent(text)
    if "answer_it" in statements and "obligation answer_it" not in statements:
        statements = SOUND + statements
    whole = HEAD + statements
    if "cites" not in whole:
        whole = whole.replace('source act "An act"\n\n', "")
    file, diagnostics = parse(Source(name="linted", text=whole))
    assert file is not None, diagnostics
    program, diagnostics = resolve(file, ())
    assert program is not None
    ruleset, more = lower(program)
    assert ruleset is not None, [*diagnostics, *more]
    return Subject(file=file, ruleset=ruleset)


def linted(text: str) -> list[Remark]:
    return remarks(subject(text))


def codes(text: str) -> list[str]:
    return [each.diagnostic.code for each in linted(text)]


def examples(manual: str) -> tuple[str, str]:
    """The texts below `Before:` and `After:` of a page."""
    _, _, rest = manual.partition("\nBefore:\n")
    before, _, after = rest.partition("\nAfter:\n")
    return dedent(indent(before, "")), dedent(after)
