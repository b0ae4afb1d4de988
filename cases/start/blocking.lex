ruleset start.blocking
  title    "An order is obeyed within 36 hours of its receipt"
  timezone "Asia/Kolkata"
  in force from 2021-01-01

record Item

record Order
  received: time
  revoked:  time?
  items:    list of Item

action block(i: Item) in territory
action restore(i: Item)

state blocked(i: Item)

block(i) in IN counts as blocked(i)
restore(i)     ends blocked(i)

obligation comply "Whatever an order lists is blocked in India, and stays so."
  for each o: Order, i: Item in o.items
  must     blocked(i)
  within   36 hours of o.received
  until    o.revoked
