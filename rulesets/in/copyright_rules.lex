# Rule 75 of India's Copyright Rules, 2013, with section 52(1)(c) of the Copyright Act, 1957: a host that
# is satisfied by a complaint holds the work back for 21 days, or until a court has spoken.
#
# How far it was checked. The rule was read as law firms and others quote it. That the Rules came into
# force on 14 March 2013 is from memory.
#
# A condition, not a duty. Who follows it keeps the exception of section 52(1)(c) for transient and
# incidental storage; who does not is exposed to a claim, and to nothing else.
#
# The gate. The complaint holds what rule 75(2)(a)-(f) lists (`Complaint.valid`), and the host is
# satisfied by it (`Complaint.accepted`). A host that was not satisfied owes nothing under this rule;
# whether it should have been is not decided here.
#
# The hold. "for a period of twenty-one days from the date of receipt of the complaint or till he receives
# an order from the competent court, whichever is earlier": `Complaint.court_order` is that moment.
#
# Left out, and why
# * Rule 75(4), a notice shown in the place of the work: no clock.
# * Rule 75(5), "may restore": after 21 days the duty has ended, and nothing is forbidden.

ruleset in.copyright_rules
  title        "Complaints to hosts, rule 75 of the Copyright Rules, 2013"
  jurisdiction IN
  timezone     "Asia/Kolkata"
  uses         moderation
  in force     from 2013-03-14
  reviewed     2026-11-22
  counting     general_clauses_act

source cr13 "Copyright Rules, 2013 (India), as others quote them"
source ca57 "Copyright Act, 1957 (India), as others quote it"

define complaint(c: Complaint) = c.provision = copyright_rule_75 and c.valid

define earlier_complaint(c: Complaint, i: Item) =
    some d: Complaint has (complaint(d) and d.complainant = c.complainant and d.addressee = c.addressee and i in d.items and 21 days of d.received < c.received and d.court_order is absent)

remove(i) in IN  counts as blocked(i) cites cr13 "r 75(3)"
suspend(i) in IN counts as blocked(i) cites cr13 "r 75(3)"
block(i) in IN   counts as blocked(i) cites cr13 "r 75(3)"

withhold(i) in IN counts as blocked(i)
  cites   cr13 "r 75(3)"
  because "the rule is of Indian copyright: the work is no longer offered in India"

restrict(i) in IN counts as partly blocked(i)
  because "something was done to it, but nobody says that it is no longer offered"

restore(i) in IN ends blocked(i)

obligation hold_back
  "The host stops offering the work within 36 hours, and for 21 days or until a court has spoken."
  cites    cr13 "r 75(3)", ca57 "s 52(1)(c)"
  for each c: Complaint, i: Item in c.items
  when     complaint(c) and c.accepted = true
  duty of  c.addressee to c.complainant
  must     blocked(i)
  within   36 hours of c.received
  until    the earlier of 21 days of c.received and c.court_order

exception repeated to hold_back
  "Who brought no order of a court in 21 days need not be answered a second time."
  cites cr13 "r 75(6)"
  when  earlier_complaint(c, i)

sanction lost_exception on breach of hold_back
  cites    ca57 "s 52(1)(c)"
  liable   c.addressee
  exposure "no exception for storage: a claim for infringement can be heard"

assessment held_back for c: Complaint
  "How much of what was complained of is held back, in time or not."
  share of hold_back(c, *) graded at least full
