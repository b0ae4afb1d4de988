# How much of what was asked for has to be done, as laws say it: a number, a number that somebody else
# sets, and one that nobody may ever set.

# lint: LX904 patterns of no law in particular
ruleset patterns.shares
  title    "Patterns of shares and counts"
  timezone "Europe/Brussels"
  uses     patterns.words

parameter quota: percent "How much of an order has to be blocked; somebody has to say."
parameter allowed: number = 1 "How many may go unblocked."
parameter goal: percent? "How much somebody aims at, if anything."

obligation block_all "What an order lists is blocked within a day."
  for each o: Order, i: Item in o.items
  duty of  o.addressee
  must     block(i)
  within   24 hours of o.received

assessment enough for o: Order "As much of an order as the quota asks for is blocked in time."
  share of block_all(o, *) in {complied} at least quota

assessment few_open for o: Order "No more of it is left open than is allowed."
  count of block_all(o, *) in {breached} at most allowed

assessment reached for o: Order "As much of it as somebody aims at."
  share of block_all(o, *) in {complied} at least goal

reading strict "Nothing may be left open."
  parameter allowed = 0
