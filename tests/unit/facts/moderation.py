"""A vocabulary with a field of every type, and a case that uses every form."""

from lexcheck.facts.schema import SCALARS, Action, Enum, Field, Kind, Record, Schema, State, Type

MONEY, TEXT, TIME = SCALARS["money"], SCALARS["text"], SCALARS["time"]


def enum(name: str) -> Type:
    return Type(Kind.ENUM, name)


def record(name: str) -> Type:
    return Type(Kind.RECORD, name)


def listed(type_: Type) -> Type:
    return Type(type_.kind, type_.name, is_list=True)


def optional(type_: Type) -> Type:
    return Type(type_.kind, type_.name, type_.is_list, optional=True)


def fields(**types: Type) -> tuple[Field, ...]:
    return tuple(Field(name=name, type=type_) for name, type_ in types.items())


SCHEMA = Schema(
    enums=(
        Enum(name="Sort", constants=("intermediary", "government")),
        Enum(name="Holder", constants=("ordinary", "journalist", "politician")),
        Enum(name="Provision", constants=("section_69a", "rule_9"), text="Where the power is."),
    ),
    records=(
        Record(name="Party", fields=fields(kind=enum("Sort"))),
        Record(
            name="Order",
            text="A blocking order.",
            fields=fields(
                addressee=record("Party"),
                issued=TIME,
                received=TIME,
                comply_within=SCALARS["duration"],
                revoked=optional(TIME),
                provision=enum("Provision"),
                items=listed(record("Item")),
                reasons=optional(listed(TEXT)),
                public=SCALARS["boolean"],
                fine=MONEY,
                share=SCALARS["percent"],
                signatures=SCALARS["number"],
                dated=SCALARS["date"],
                applies_in=SCALARS["territory"],
                subject=TEXT,
                parent=optional(record("Order")),
            ),
        ),
        Record(name="Item", fields=fields(kind=TEXT, holder=enum("Holder"))),
    ),
    actions=(
        Action(
            name="block",
            parameters=fields(i=record("Item")),
            territorial=True,
            fields=fields(reason=TEXT),
            text="Nobody there can see it.",
        ),
        Action(name="suspend", parameters=fields(i=record("Item")), fields=fields(reason=TEXT)),
        Action(name="refer", parameters=fields(o=record("Order"), to=record("Party"))),
        Action(name="publish", parameters=fields(list_=listed(record("Item")))),
        Action(name="meet"),
        Action(name="pay", parameters=fields(o=record("Order")), fields=fields(amount=MONEY)),
    ),
    states=(
        State(name="blocked", parameters=fields(i=record("Item"))),
        State(name="pending_before", parameters=fields(o=record("Order"), with_=record("Party"))),
    ),
)

GOOD = """\
case: twitter-2021
title: "Two orders, and what came of them"
uses: moderation
ruleset: [in.it_act.s69a]
timezone: Asia/Kolkata
as_of: 2021-02-12
built_from: reports
sources:
  S1: {title: "An article", published: 2021-02-10, url: "https://example.org/1"}
  S2: {published: 2021-02-12T10:00:00+05:30}
  S3:
records:
  Party:
    twitter: {kind: intermediary}
    government: {kind: government}
  Order:
    order_1:
      addressee: twitter
      issued: 2021-01-31
      received: {after: 2021-01-31, before: 2021-02-10, sources: [S1], asserts: [government]}
      comply_within: unknown
      revoked: none
      provision: one of [section_69a, rule_9]
      items: [acc_a, {value: acc_b, denies: [twitter]}]
      public: true
      fine: 5000.50 INR
      share: 95%
      signatures: 3..5
      dated: 2021-01-31
      applies_in: [IN, NO]
      subject: NO
      parent: none
      sources: [S1]
      asserts: [government]
    order_2:
      addressee:
        - {value: twitter, asserts: [government], because: "says so"}
        - {value: government, asserts: twitter}
      comply_within: {unknown: true, because: "no text of the order is public"}
      received: {after: 2021-02-04T10:00:00Z}
      revoked: [{value: none, asserts: [government]}, {value: 2021-02-09, asserts: [twitter]}]
      provision: {one of: [section_69a, rule_9], sources: [S2]}
      items: {value: [acc_b, acc_c], sources: S3}
      reasons: ["public order", 'one, "two"']
      signatures: 7
      applies_in: one of [IN, worldwide]
      parent: order_1
  Item:
    acc_a: {kind: account, count: 257}
    acc_b:
    acc_c: {holder: journalist, count: 500.., kind: unknown}
    acc_d: {count: unknown}
acts:
  - block: acc_a
    id: a1
    at: 2021-02-10
    by: twitter
    in: IN
    reason: "as ordered"
    sources: [S2, S3]
    asserts: [twitter]
    denies: []
    because: "the letter says so"
  - {suspend: {i: acc_b}, at: {after: 2021-02-01, before: 2021-02-03}, by: unknown}
  - one of [suspend, block]: {value: acc_c, sources: [S1]}
    at: unknown
    by: one of [twitter, government]
  - {refer: [order_1, government], at: 2021-02}
  - {refer: {o: order_1, to: twitter}, at: "2021-02-10T09:00"}
  - {publish: [acc_a, acc_b], at: 2021-02-11}
  - {meet: , at: 2021-02-11}
  - {pay: order_1, amount: 10 INR, at: [{value: 2021-02-11, asserts: twitter}]}
observations:
  - {blocked: acc_a, grade: full, at: 2021-02-09, sources: [S1]}
  - {pending_before: [order_2, government], grade: at most partial, at: unknown}
coverage:
  - complete: [block, suspend]
    for: [acc_a]
    by: twitter
    from: 2021-01-31
    until: 2021-02-12
    because: "the platform's own list"
  - {complete: all, until: 2021-02-01}
  - {fields: [Order.revoked]}
groups:
  all: {items: [acc_a, acc_b, acc_c], total: 1435, sources: [S2]}
expect:
  - comply(order_1, acc_a): breached
    because: "nothing was done in time"
  - comply(order_1, acc_b): {verdict: undetermined, possible: [complied, breached]}
    for: {as_of: 2021-02-10, viewpoint: twitter, reading: platform, set: ["x=24 hours", y=1]}
    because: "both sides disagree"
  - substantial(order_1): {share: "0.97..1"}
    because: "counted"
"""
