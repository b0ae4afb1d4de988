"""A ruleset of any number of norms, and how long each stage takes to load it.

`python benchmarks/many_norms.py [NUMBER …]` prints the best of five runs for each number.
"""

from __future__ import annotations

import sys
import time
from itertools import pairwise

from lexcheck.base.text import Source
from lexcheck.norms.from_resolved import lower
from lexcheck.resolved.from_syntax import resolve
from lexcheck.syntax.from_text import parse
from lexcheck.syntax.model import File

VOCABULARY = """\
vocabulary many
enum Provision = emergency, ordinary
enum Holder = journalist, politician, other
record Party
record Item
  holder: Holder
record Order
  provision: Provision
  addressee: Party
  authority: Party
  items: list of Item
  issued: time
  received: time
  comply_within: duration?
  revoked: time?
action block(i: Item) in territory
action withhold(i: Item) in territory
action restore(i: Item)
action answer(o: Order)
action report(o: Order)
action stay(o: Order)
action lift_stay(o: Order)
state blocked(i: Item)
state stayed(o: Order)
"""

HEAD = """\
ruleset many_norms
  timezone "Asia/Kolkata"
  uses     many
  in force from 2009-10-27

source act "An Act"
parameter short: duration = 24 hours
define binding(o: Order) = o.provision = emergency and o.issued >= 2021-01-01

block(i) in IN    counts as blocked(i)
withhold(i) in IN counts as partly blocked(i)
restore(i)        ends blocked(i)
stay(o)           counts as stayed(o)
lift_stay(o)      ends stayed(o)
"""

#: Four norms and an exception; `{0}` is the number of the first.
FOUR = """
obligation keep_{0} "What an order lists is blocked."
  cites    act "s {0}" unverified
  for each o: Order, i: Item in o.items
  when     binding(o) and i.holder in {{journalist, politician}}
  duty of  o.addressee to o.authority
  must     blocked(i)
  within   o.comply_within of o.received
  until    o.revoked
  unless   stayed(o) throughout

exception public_{0} to keep_{0}
  cites    act "s {0}(2)"
  when     i.holder = politician
  because  "free expression"

obligation answer_{0}
  cites    act "r {0}"
  for each o: Order
  when     o.received >= 2021-01-01 and some i in o.items has i.holder = other
  duty of  o.addressee
  must     answer(o)
  within   the earlier of 36 hours of o.received and 30 days of o.issued

prohibition restore_{0}
  cites    act "s {0}(3)"
  for each o: Order, i: Item in o.items
  when     no stay(o) happened before o.issued and count of e: block(i) since o.received >= 2
  must not restore(i)
  from     o.received
  until    o.revoked

obligation report_{0}
  on breach of keep_{0}(o, i)
  duty of  o.addressee
  must     report(o)
  within   short of breach
"""

READINGS = """
reading strict
  keep_0: within standard "immediately", time is of the essence
  parameter short = 12 hours
reading mild
  withhold(i) in IN counts as blocked(i)
  exception press to keep_0
    when i.holder = journalist
"""


def ruleset(norms: int) -> str:
    """The text of a ruleset of so many norms; a multiple of four."""
    return HEAD + "".join(FOUR.format(number) for number in range(norms // 4)) + READINGS


def load(source: Source, vocabulary: File) -> tuple[float, ...]:
    """Seconds to parse, to resolve and to lower."""
    times = [time.perf_counter()]
    file, faults = parse(source)
    assert file is not None, faults
    times.append(time.perf_counter())
    program, faults = resolve(file, (vocabulary,))
    assert program is not None, faults
    times.append(time.perf_counter())
    lowered, faults = lower(program)
    assert lowered is not None, faults
    times.append(time.perf_counter())
    return tuple(end - start for start, end in pairwise(times))


def main(numbers: list[int]) -> None:
    vocabulary, _ = parse(Source(name="vocabulary", text=VOCABULARY))
    assert vocabulary is not None
    for number in numbers:
        source = Source(name="ruleset", text=ruleset(number))
        runs = [load(source, vocabulary) for _ in range(5)]
        best = (min(stage) for stage in zip(*runs, strict=True))
        named = zip(("parse", "resolve", "lower"), best, strict=True)
        print(number, "norms:", ", ".join(f"{stage} {seconds:.3f} s" for stage, seconds in named))


if __name__ == "__main__":
    main([int(number) for number in sys.argv[1:]] or [1000])
