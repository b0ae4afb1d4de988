# The words of the examples in the pages on diagnostics.

vocabulary words

enum Provision = section_69a, rule_9, section_79
enum Standing = intermediary, authority, court, other
enum Holder = journalist, politician, activist, other

record Party
  standing: Standing

record Item
  holder: Holder
  reach:  number

record Order
  provision:     Provision
  addressee:     Party
  authority:     Party
  items:         list of Item
  issued:        time
  received:      time
  signed:        date
  comply_within: duration?
  fee:           money
  revoked:       time?

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
