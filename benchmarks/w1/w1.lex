# lint: LX904 made up for a benchmark
ruleset w1
  title    "Blocking orders in bulk"
  timezone "UTC"

enum Provision = section_69a, rule_9, section_79

record Order
  provision:     Provision
  received:      time
  comply_within: duration
  revoked:       time?
  items:         list of Item

record Item

action suspend(item: Item) in territory
action block(item: Item) in territory
action withhold(item: Item) in territory
action restore(item: Item) in territory
action reduce_visibility(item: Item) in territory
action notify(item: Item) in territory

state blocked(item: Item)

suspend(i)        counts as blocked(i)
block(i) in IN    counts as blocked(i)
withhold(i) in IN counts as partly blocked(i)
restore(i)        ends blocked(i)

obligation comply
  for each o: Order, i: Item in o.items
  when     o.provision in {section_69a, rule_9}
  must     blocked(i)
  within   o.comply_within of o.received
  until    o.revoked

assessment substantial for o: Order
  share of comply(o, *) in {complied, complied_late} at least 95%
