# Regulation (EU) 2021/784 on addressing the dissemination of terrorist content online: removal
# orders, and what follows from them for the hosting service provider and for the authority.
#
# How far it was checked. The operative articles used here were read in a copy of the Official Journal
# text, which drops some points of the definitions (Article 1(1)(b), Article 2(5) and (7)).
#
# The hour. Article 3(3) gives one hour from receipt. Under Regulation 1182/71 the hour in which the
# order arrives would not count, so that an order of 10:20 would have to be obeyed by 12:00; plain time
# that elapses ends at 11:20. Nothing was found that settles which holds. Both are counted: what was
# done by 11:20 is in time, after 12:00 it is late, and in between the verdict stays open. The readings
# `strict` and `formal` take one of them.
#
# The clock. Force majeure (3(7)) and an order that cannot be carried out as it stands (3(8)) hold the
# hour up: it starts when the grounds cease, or the clarification arrives. Whoever relies on them has to
# say so to the authority; `report_hindrance` and `ask_clarification` are these acts.
#
# Closed days. Article 2 of Regulation 1182/71 looks to the public holidays where action is to be taken.
# The calendar is Ireland's, where many providers have their main establishment; of another one, put
# its calendar in its place by a reading.
#
# Left out, and why
# * Article 4(1)-(2), who gets copies of cross-border orders: the duty is among authorities; 4(3)-(4), 72
#   hours for scrutiny: an authority may scrutinise, it need not, and the provider's 48 hours are a right.
# * Article 5, specific measures, and 7, transparency reports: owed by the year or on a decision of
#   exposure, not on an order; 15 and 17, contact points and representatives: no clock.
# * Article 14(5), imminent threats to life: "promptly", and no record that stands for the threat.
# * Articles 3(6) and 6 where access was disabled and nothing removed: a norm begins with acts of one kind,
#   and here these are removals. What is reported and kept of the rest, the ruleset does not judge.
# * Penalties by Member State: only the frame of Article 18 is given.

ruleset eu.terrorist_content
  title        "Removal of terrorist content, Regulation (EU) 2021/784"
  jurisdiction EU
  timezone     "Europe/Dublin"
  uses         moderation
  in force     from 2022-06-07
  reviewed     2026-11-22
  counting     regulation_1182_71 by ireland

source tco     "Regulation (EU) 2021/784"
source reg1182 "Regulation (EEC, Euratom) 1182/71"

calendar ireland "Public holidays, Saturdays and Sundays in Ireland"
  cites     reg1182 "Art 2"
  weekend:  saturday, sunday
  holidays: "IE"
  covers:   2022-01-01 to 2030-12-31

parameter undue_delay: duration? "How long “without undue delay” is taken to be."

define removal_order(o: Order) = o.provision = tco_article_3

# ── What counts as removal ─────────────────────────────────────────────────────────────────────
# "remove terrorist content or disable access to terrorist content in all Member States".

remove(i) in EU  counts as blocked(i) cites tco "Art 3(3)"
suspend(i) in EU counts as blocked(i) cites tco "Art 3(3)"
block(i) in EU   counts as blocked(i) cites tco "Art 3(3)"

withhold(i) in EU counts as blocked(i)
  cites   tco "Art 3(3)"
  because "access is disabled in all Member States, which is all that the article asks"

remove(i) counts as partly blocked(i)
  cites   tco "Art 3(3)"
  because "not in all Member States"

suspend(i) counts as partly blocked(i)
  cites   tco "Art 3(3)"
  because "not in all Member States"

block(i) counts as partly blocked(i)
  cites   tco "Art 3(3)"
  because "not in all Member States"

withhold(i) counts as partly blocked(i)
  cites   tco "Art 3(3)"
  because "not in all Member States"

restore(i)           ends blocked(i)
preserve(i)          counts as preserved(i)
report_hindrance(o)  counts as hindered(o) cites tco "Art 3(7)"
hindrance_ceased(o)  ends hindered(o)
ask_clarification(o) counts as unclear(o) cites tco "Art 3(8)"
clarify(o)           ends unclear(o)

# ── The provider ───────────────────────────────────────────────────────────────────────────────

obligation remove_content
  "Terrorist content is removed, or access disabled in all Member States, within one hour of receipt."
  cites    tco "Art 3(3)"
  for each o: Order, i: Item in o.items
  when     removal_order(o)
  duty of  o.addressee to o.authority
  must     blocked(i)
  within   1 hour of o.received
  counting elapsed or regulation_1182_71 by ireland
  restarts after hindered(o) or unclear(o)
  until    o.revoked

obligation report_removal "The authority is told, without undue delay, what was removed and when."
  cites    tco "Art 3(6)"
  for each o: Order, i: Item in o.items, e: remove(i)
  when     removal_order(o)
  duty of  o.addressee to o.authority
  from     e.at
  must     report_effect(o)
  within   standard "without undue delay" taken as undue_delay of e.at

obligation keep_evidence "What was removed is kept for six months."
  cites    tco "Art 6(1)", tco "Art 6(2)"
  for each o: Order, i: Item in o.items, e: remove(i)
  when     removal_order(o)
  duty of  o.addressee
  from     e.at
  must     preserved(i)
  until    6 months of e.at

obligation answer_complaint "Who complains of a specific measure is answered within two weeks."
  cites    tco "Art 10(2)"
  for each c: Complaint
  when     c.provision = tco_article_10
  duty of  c.addressee to c.complainant
  must     answer(c)
  within   2 weeks of c.received

# ── The authority ──────────────────────────────────────────────────────────────────────────────

obligation explain_first
  "Before a provider's first order, it is told how orders are handled: twelve hours before, or more."
  cites    tco "Art 3(2)"
  for each o: Order
  when     removal_order(o)
           and not some p: Order has (p.addressee = o.addressee and p.authority = o.authority and removal_order(p) and p.issued < o.issued)
  duty of  o.authority to o.addressee
  from     o.issued
  must     explain_procedure(o)
  or earlier
  not later than o.issued - 12 hours

exception emergency to explain_first "Not in duly justified cases of emergency."
  cites tco "Art 3(2)"
  when  o.urgent = true

# ── What follows ───────────────────────────────────────────────────────────────────────────────

sanction frame on breach of remove_content "The Member States set the penalties."
  cites    tco "Art 18(1)", tco "Art 18(3)"
  liable   o.addressee
  exposure "penalties set by the Member State; for systematic or persistent failure up to 4 % of the global turnover of the preceding business year"

assessment removed for o: Order
  "How much of what the order lists is out of reach in all Member States, in time or not."
  share of remove_content(o, *) graded at least full

# ── Readings ───────────────────────────────────────────────────────────────────────────────────

reading strict "One hour is sixty minutes."
  cites   tco "Art 3(3)"
  because "“within one hour of receipt” is itself the rule, and Regulation 1182/71 applies save as otherwise provided"
  remove_content: counting elapsed

reading formal "The hour of receipt does not count."
  cites   reg1182 "Art 3(1)", reg1182 "Art 3(2)(a)"
  because "the hour during which the event occurs is not counted, and the period ends with its last hour"
  remove_content: counting regulation_1182_71 by ireland
