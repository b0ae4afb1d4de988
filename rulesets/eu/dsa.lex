# Regulation (EU) 2022/2065, the Digital Services Act: what a provider owes on the orders of
# authorities (Article 9), on notices (16), to those whose content it restricts (17), who complain of a
# decision (20), and to the Commission's database (24(5)).
#
# How far it was checked. The articles used here were read in a copy of the Official Journal text.
#
# No number. The act gives hardly any: it says "without undue delay", and a standard without a number
# decides nothing. Until `undue_delay` is set, a verdict says how long it took and stays open. Article 9
# does not say when to act on an order either: the order does, or the law behind it; what is owed under
# Article 9 is to tell the authority whether, and when.
#
# Closed days. Periods are counted by Regulation 1182/71, with the public holidays of Ireland, where many
# platforms have their main establishment; so is what `undue_delay` is set to, and if that is in hours, the
# hour of receipt does not count. Not so the time that a national order gives, which is none of the
# Union's, nor the date of a restriction, which is no period.
#
# Left out, and why
# * Article 10 (orders to inform): as Article 9, of another record. Article 15, 24(1)-(2) and 42, reports:
#   owed by the year, not on a demand.
# * Article 16(6) and 20(4)-(6), how decisions are to be taken: diligent, not arbitrary, not by machines
#   alone; nothing in them is dated.
# * Restrictions other than removal (Article 17(1): access that is disabled, content that is shown less,
#   payments, services and accounts that are suspended), and effect that is given to an order in another
#   way than by removing: a norm begins with acts of one kind, and here these are removals. Of the others
#   the ruleset says nothing, neither that reasons were owed nor that they were not.
# * Article 17(3), what a statement of reasons holds: it is there or not, nobody's record says how good.
# * Article 18, 22, 23: "promptly", "with priority", "for a reasonable period"; no number and no anchor.
# * Article 21(4), 90 days of a body that settles disputes: not a platform's duty.

ruleset eu.dsa
  title        "Orders, notices, reasons and complaints, Digital Services Act"
  jurisdiction EU
  timezone     "Europe/Dublin"
  uses         moderation
  in force     from 2024-02-17
  reviewed     2026-11-22
  counting     regulation_1182_71 by ireland

source dsa     "Regulation (EU) 2022/2065 (Digital Services Act)"
source reg1182 "Regulation (EEC, Euratom) 1182/71"
source fines   "Regulation (EU) 2022/2065, fines, as others report them"

calendar ireland "Public holidays, Saturdays and Sundays in Ireland"
  cites     reg1182 "Art 2"
  weekend:  saturday, sunday
  holidays: "IE"
  covers:   2022-01-01 to 2030-12-31

parameter undue_delay: duration? "How long “without undue delay” is taken to be."

define small_enterprise(p: Party) = p.size in {micro, small}

remove(i)           counts as blocked(i)
suspend(i)          counts as blocked(i)
block(i)            counts as blocked(i)
withhold(i)         counts as partly blocked(i) because "where it was withheld alone"
restore(i)          ends blocked(i)
open_complaints(i)  counts as complaints_open(i)
close_complaints(i) ends complaints_open(i)

# ── Orders ─────────────────────────────────────────────────────────────────────────────────────

obligation report_on_order
  "The authority is told without undue delay of any effect given to its order: if, and when."
  cites    dsa "Art 9(1)"
  for each o: Order
  when     o.provision = dsa_article_9
  duty of  o.addressee to o.authority
  must     report_effect(o)
  within   standard "without undue delay" taken as undue_delay of o.received

exception incomplete_order to report_on_order "An order that does not hold what Article 9(2) asks."
  cites dsa "Art 9(2)"
  when  o.in_due_form = false

obligation act_on_order "What the order itself asks, in the time that it gives: the act gives none."
  cites    dsa "Art 9(1)"
  for each o: Order, i: Item in o.items
  when     o.provision = dsa_article_9
  duty of  o.addressee to o.authority
  must     blocked(i)
  within   o.comply_within of o.received
  counting civil
  until    o.revoked
  unless   o.in_due_form = false because "it does not hold what Article 9(2) asks"

obligation tell_the_owner_of_order
  "Whose content it is, is told of the order at the latest when effect is given to it."
  cites    dsa "Art 9(5)"
  for each o: Order, i: Item in o.items, e: remove(i)
  when     o.provision = dsa_article_9
  duty of  o.addressee to i.owner
  from     e.at
  must     notify(i.owner, i)
  or earlier
  not later than e.at

# ── Notices ────────────────────────────────────────────────────────────────────────────────────

obligation confirm_receipt "Who gives notice gets a confirmation without undue delay."
  cites    dsa "Art 16(4)"
  for each c: Complaint
  when     c.provision = dsa_article_16
  duty of  c.addressee to c.complainant
  must     acknowledge_complaint(c)
  within   standard "without undue delay" taken as undue_delay of c.received

obligation answer_notice "And is told without undue delay what was decided."
  cites    dsa "Art 16(5)"
  for each c: Complaint
  when     c.provision = dsa_article_16
  duty of  c.addressee to c.complainant
  must     answer(c)
  within   standard "without undue delay" taken as undue_delay of c.received

# ── Reasons ────────────────────────────────────────────────────────────────────────────────────

obligation give_reasons
  "Whose content is removed gets a statement of reasons, at the latest from the day of the removal."
  cites    dsa "Art 17(1)", dsa "Art 17(2)"
  for each i: Item, e: remove(i)
  duty of  e.by to i.owner
  from     e.at
  must     notify(i.owner, i)
  or earlier
  within   0 days of e.at
  counting civil

exception on_order to give_reasons
  "Not where an authority ordered it: Article 9(5) has its own rule."
  cites dsa "Art 17(5)"
  when  e.basis = legal_order

exception unknown_owner to give_reasons "Not where the provider has no contact details."
  cites dsa "Art 17(2)"
  when  i.owner is absent

obligation submit_reasons
  "The decision and its reasons go into the Commission's database without undue delay."
  cites    dsa "Art 24(5)"
  for each i: Item, e: remove(i)
  when     e.basis != legal_order
  duty of  e.by
  from     e.at
  must     submit_statement(i)
  within   standard "without undue delay" taken as undue_delay of e.at

exception small_platform to submit_reasons "Micro and small enterprises."
  cites dsa "Art 19(1)"
  when  small_enterprise(e.by)

# ── Complaints of a decision ───────────────────────────────────────────────────────────────────

obligation keep_complaints_open
  "A decision can be complained of for six months from the day on which its owner was told."
  cites    dsa "Art 20(1)", dsa "Art 20(2)"
  for each i: Item, n: notify(i.owner, i)
  duty of  n.by to i.owner
  from     n.at
  must     complaints_open(i)
  until    6 months of n.at

exception small_provider to keep_complaints_open "Micro and small enterprises."
  cites dsa "Art 19(1)"
  when  small_enterprise(n.by)

obligation decide_complaint
  "Complaints are handled in a timely manner, and answered without undue delay."
  cites    dsa "Art 20(4)", dsa "Art 20(5)"
  for each c: Complaint
  when     c.provision = dsa_article_20
  duty of  c.addressee to c.complainant
  must     answer(c)
  within   standard "without undue delay" taken as undue_delay of c.received

exception small_addressee to decide_complaint "Micro and small enterprises."
  cites dsa "Art 19(1)"
  when  small_enterprise(c.addressee)

# ── What follows ───────────────────────────────────────────────────────────────────────────────

sanction fine on breach of give_reasons
  cites    fines "Art 52(3)"
  liable   e.by
  exposure "a fine of up to 6 % of the annual worldwide turnover"

assessment reasons_given "How much of what was removed was explained to its owner, in time or not."
  share of give_reasons(*, *) graded at least full
