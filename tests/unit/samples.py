"""A small world for tests of what stands around the meaning: a vocabulary, a ruleset, a case."""

from __future__ import annotations

from pathlib import Path

VOCABULARY = """\
vocabulary desk

record Party
record Parcel
record Order
  seller: Party
  received: time
  parcels: list of Parcel

action ship(p: Parcel)
action lose(p: Parcel)
action fine(s: Party)
state shipped(p: Parcel)
"""

RULESET = """\
ruleset test.desk
  title        "Orders at the desk"
  jurisdiction DE
  timezone     "Europe/Berlin"
  uses         desk

source code "Code of the Desk"

parameter allowed: duration = 24 hours

ship(p) counts as shipped(p)
lose(p) ends shipped(p)

obligation deliver "What was ordered is shipped in time, and not lost."
  cites    code "s 1", code "s 2" unverified
  for each o: Order, p: Parcel in o.parcels
  duty of  o.seller
  must     shipped(p)
  within   allowed of o.received

sanction penalty on breach of deliver
  cites    code "s 9"
  liable   o.seller
  exposure "a fine of up to 50 EUR"

assessment enough for o: Order
  "At least half of an order is shipped, late or not."
  share of deliver(o, *) in {complied, complied_late} at least 50%

reading strict "The desk is always in a hurry"
  parameter allowed = 1 hours
"""

_READINGS = RULESET.index("reading strict")

#: The ruleset with its words in one text, which needs no file beside it.
WHOLE = (
    RULESET[:_READINGS].replace("  uses         desk\n", "")
    + VOCABULARY.partition("\n")[2]
    + "\n"
    + RULESET[_READINGS:]
)

CASE = """\
case: three-parcels
title: Three parcels
uses: desk
ruleset: test.desk
timezone: Europe/Berlin
built_from: log
as_of: 2024-03-05
sources:
  diary: {title: Diary, published: 2024-03-05}
records:
  Party:
    jo: {}
  Parcel:
    p1: {}
    p2: {}
    p3: {count: 7}
  Order:
    o1: {seller: jo, received: 2024-03-01T09:00, parcels: [p1, p2, p3]}
acts:
  - {id: a1, ship: p1, at: 2024-03-01T12:00, sources: [diary], asserts: [jo]}
  - {id: a2, ship: p2, at: 2024-03-03T12:00}
"""


def write(folder: Path) -> Path:
    """The files of the sample in a folder; the path of the case."""
    (folder / "desk.lex").write_text(VOCABULARY, "utf-8")
    (folder / "shop.lex").write_text(RULESET, "utf-8")
    case = folder / "case.yaml"
    case.write_text(CASE, "utf-8")
    return case
