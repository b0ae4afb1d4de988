# What must be done, as laws say it over time: one norm or two for each pattern. Each has a case
# beside this file, with an instance that keeps to it and one that does not.

# lint: LX904 patterns of no law in particular
ruleset patterns.duties
  title    "Patterns of duties over time"
  timezone "Europe/Brussels"
  uses     patterns.words

obligation bounded_response "Whoever receives an order blocks within 36 hours."
  for each o: Order, i: Item in o.items
  duty of  o.addressee
  must     block(i)
  or earlier
  within   36 hours of o.received

obligation response_unless_excused "A request is decided within ten days, unless withdrawn first."
  for each r: Request
  must     decide(r)
  within   10 days of r.received
  until    first withdraw(r).at

obligation third_in_seven_days
  "With the third order in seven days, a contact is named within three days."
  for each p: Party, s: send_order(p)
  when     count of e: send_order(p) at most 7 days before s.at >= 3
  duty of  p
  must     appoint_contact(p)
  or earlier
  within   3 days of s.at

obligation sums "What is not paid in full when it falls due is enforced within 30 days."
  for each f: Fine
  when     sum of p.amount for p: pay(f) up to f.due < f.amount + f.costs
  from     f.due
  must     enforce(f)
  within   30 days of f.due

obligation reset_counter
  "After three failures since the last success, the account is locked within an hour."
  for each a: Account, x: fail_login(a)
  when     count of y: fail_login(a) after (last log_in(a) before x.at).at otherwise a.opened >= 3
  must     lock(a)
  within   1 hour of x.at

obligation last_trigger "An objection is made within 30 days of the last notification."
  for each c: Claim
  duty of  c.debtor
  must     object(c)
  or earlier
  within   30 days of last notify(c).at

obligation first_trigger "An objection is made within 90 days of the first notification."
  for each c: Claim
  duty of  c.debtor
  must     object(c)
  within   90 days of first notify(c).at

obligation delivery "What is ordered is delivered within seven days."
  for each x: Purchase
  duty of  x.seller
  must     deliver(x)
  within   7 days of x.ordered

obligation reparation "What is not delivered is refunded within fourteen days more."
  on breach of delivery(x)
  duty of x.seller
  must    refund(x)
  within  14 days of breach
  repairs delivery
