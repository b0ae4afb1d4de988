# Deadlines that run from one of two moments: which of them makes the duty arise.

# lint: LX904, LX905 of no law in particular; an absent moment is what is shown
ruleset patterns.two_anchors
  title    "Deadlines with two anchors"
  timezone "Europe/Brussels"

record Request
  received: time?
  sent:     time?

action decide(r: Request)

obligation whichever_is_first "Decided within 10 days of receipt or 20 of sending."
  for each r: Request
  must     decide(r)
  within   the earlier of 10 days of r.received and 20 days of r.sent

obligation by_receipt_if_there_is_one "Decided within 10 days of receipt, or else 20 of sending."
  for each r: Request
  must     decide(r)
  within   (10 days of r.received) otherwise (20 days of r.sent)
