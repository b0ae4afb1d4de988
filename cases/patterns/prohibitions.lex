# What must not be done, as laws say it over time: one norm for each pattern. Each has a case beside
# this file, with an instance that keeps to it and one that does not.

# lint: LX904 patterns of no law in particular
ruleset patterns.prohibitions
  title    "Patterns of prohibitions over time"
  timezone "Europe/Brussels"
  uses     patterns.words

appoint(p, u)       counts as manages(p, u)
relieve(p, u)       ends manages(p, u)
consent(p)          counts as consenting(p)
withdraw_consent(p) ends consenting(p)

prohibition not_before "No fine before the sixtieth day after the warning."
  for each p: Party, w: warn(p)
  from     w.at
  until    59 days of w.at
  must     not fine(p)

prohibition precedence "Nothing is blocked without an order that lists it."
  for each i: Item
  must     not block(i)
  unless   some o: Order has (i in o.items and issue(o) happened) at the act

prohibition maintenance "Nothing that an order lists is restored while the order stands."
  for each o: Order, i: Item in o.items
  duty of  o.addressee
  from     o.received
  until    o.revoked
  must     not restore(i)

prohibition absence "Once a claim is dismissed it is never collected."
  for each c: Claim, d: dismiss(c)
  from     d.at
  must     not collect(c)

prohibition one_decision "No request is decided twice."
  for each r: Request
  must     not decide(r)
  unless   count of d: decide(r) = 1 at the act

prohibition value_then "Only who was then the manager approves."
  for each u: Unit, a: approve(u)
  from     a.at
  until    a.at
  must     not approve(u) by a.by
  unless   manages(a.by, u) at the act

prohibition same_data "A person's data is used only while that person consents."
  for each d: Datum, u: use(d)
  from     u.at
  until    u.at
  must     not use(d)
  unless   consenting(d.subject) at the act

prohibition per_party "Nobody asks more than twice within 24 hours."
  for each p: Party, q: ask() by p
  duty of  p
  from     q.at
  until    q.at
  must     not ask() by p
  unless   count of e: ask() by p at most 24 hours before q.at <= 2 at the act
