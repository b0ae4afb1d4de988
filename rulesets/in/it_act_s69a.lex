# Blocking orders under section 69A of India's Information Technology Act, 2000, with the Blocking
# Rules of 2009 (the Information Technology (Procedure and Safeguards for Blocking for Access of
# Information by Public) Rules): what the intermediary owes, and what the government owes before it
# orders and after.
#
# How far it was checked. Section 69A and rule 9 were read in copies of the text of the law. Rule
# 8(1) was read only as others quote it, and is cited from `br09_quoted`. What comes from commentary
# or memory (rules 8(5)-(6), 10, 12, 13, 14 and 15, and the word "working" in rule 11) is marked
# `unverified` where it is used, and a verdict prints the mark with the citation.
#
# The time to block. Neither section 69A nor any rule that was read fixes an hour. The order does;
# of a silent order the time is unknown, and whether it was obeyed in time stays open. The 48 hours
# of rule 8(1) are the least notice of a hearing, the 48 hours of rule 9(3) bind the government, and
# the 36 (now 3) hours of the intermediary rules belong to section 79: none of them is a time to
# block under section 69A.
#
# Lawfulness. An order binds until it is revoked or set aside. Whether it ought to have been made is
# a court's question, and the section's tests of necessity are not put here; only its form is: the
# ground, the reasons, the notice, the committee, the review.
#
# Closed days. Rule 11 counts working days. The calendar here has Saturdays, Sundays and Republic Day, and
# covers the first two months of 2021 alone: which other days were gazetted was not checked, and of later
# days a verdict stays open rather than take them to be working days. `decision_time` supposes a length.
#
# Left out, and why
# * Rule 6(4) and (5), on how a request reaches the Designated Officer: they come before there is an
#   order; and of 6(5) two readings are in print, "twenty four days" and 24 hours.
# * Rule 8(2) and (3), absent parties and foreign ones, and 8(4), what the committee weighs: nothing
#   in them can be counted or dated.
# * Rule 10, orders of courts: another trigger, known from memory alone.
# * Rule 12, who starts proceedings, and section 85, which officers answer for a company: they choose
#   a defendant, they add no duty. Rule 13(1), rule 15: one officer to be named, one register to be
#   kept, both without a time.
# * Rule 16, confidentiality: whether it covers more than complaints is in dispute.
# * A stay that is lifted after the deadline revives the duty; from when it then runs needs a clock
#   that stops, which the language does not have yet.

ruleset in.it_act.s69a
  title        "Blocking orders under section 69A, Information Technology Act, 2000"
  jurisdiction IN
  timezone     "Asia/Kolkata"
  uses         moderation
  in force     from 2009-10-27
  reviewed     2026-11-22
  counting     general_clauses_act by central_government

source ita         "Information Technology Act, 2000 (India)"
source br09        "Blocking Rules, 2009 (India, G.S.R. 781(E))"
source br09_quoted "Blocking Rules, 2009 (India, G.S.R. 781(E)), as others quote them"
source statement   "Statement of the Ministry of Electronics and IT after the meeting of 10 February 2021, as the press quotes it"
source post        "Twitter's post of 10 February 2021, as the press quotes it"

calendar central_government
  "Offices of the Central Government: Monday to Friday, less gazetted holidays"
  cites    br09 "r 11" unverified
  weekend: saturday, sunday
  covers:  2021-01-01 to 2021-02-28
  closed:  2021-01-26 "Republic Day"

parameter supposed_time: duration?
  "Supposes that every order gave this time to comply, whatever it says or leaves unsaid."

parameter decision_time: duration?
  "Takes the seven working days of rule 11 to be so long, where no calendar covers them."

define under_s69a(o: Order) = o.provision in {section_69a, rule_9}
define emergency(o: Order) = o.provision = rule_9
define binding(o: Order) = under_s69a(o) and o.addressee.kind = intermediary

define listed_ground(o: Order) =
    o.ground in {sovereignty_and_integrity, defence, security_of_state, friendly_relations,
    public_order, incitement}

# ── What blocks ────────────────────────────────────────────────────────────────────────────────
# "to block for access by the public": what the section asks for is an effect. Own-rules enforcement
# that has this effect blocks too; showing something less, as with hashtags, does not.

suspend(i) counts as blocked(i)
  cites   ita "s 69A(1)"
  because "a closed account is out of the public's reach, on whatever ground it was closed"

remove(i) in IN counts as blocked(i) cites ita "s 69A(1)"
block(i) in IN  counts as blocked(i) cites ita "s 69A(1)"

withhold(i) in IN counts as partly blocked(i)
  cites   ita "s 69A(1)"
  because "still visible outside India; the section does not say whether that matters"

restrict(i) counts as partly blocked(i)
  because "something was done to it, but nobody says that the public can no longer reach it"

restore(i)      ends blocked(i)
stay_granted(o) counts as stayed(o)
stay_lifted(o)  ends stayed(o)

# ── The intermediary ───────────────────────────────────────────────────────────────────────────

obligation comply
  "An intermediary blocks everything that a binding order lists, and keeps it blocked."
  cites    ita "s 69A(1)", br09 "r 9(2)", br09 "r 8(6)" unverified
  for each o: Order, i: Item in o.items
  when     binding(o)
  duty of  o.addressee to o.authority
  must     blocked(i)
  within   supposed_time otherwise o.comply_within of o.received
  until    o.revoked
  unless   stayed(o) at the deadline presumed absent because "whoever relies on a stay shows it"

obligation comply_with_topics
  "The same for hashtags and search terms: another unit, so another count."
  cites    ita "s 69A(1)"
  for each o: Order, i: Item in o.topics
  when     binding(o)
  duty of  o.addressee to o.authority
  must     blocked(i)
  within   supposed_time otherwise o.comply_within of o.received
  until    o.revoked
  unless   stayed(o) at the deadline presumed absent because "whoever relies on a stay shows it"

obligation acknowledge_order "The intermediary confirms receipt within two hours."
  cites    br09 "r 13(2)" unverified
  for each o: Order
  when     binding(o)
  duty of  o.addressee to o.authority
  must     acknowledge(o)
  within   2 hours of o.received

# ── The government, before it orders ───────────────────────────────────────────────────────────

obligation give_reasons "The reasons are on record, in writing, before the order is made."
  cites    ita "s 69A(1)", br09 "r 9(2)"
  for each o: Order
  when     under_s69a(o)
  duty of  o.authority to o.addressee
  from     o.issued
  must     record_reasons(o)
  or earlier
  not later than o.issued

prohibition order_on_other_ground
  "No order but in the interest of what the section lists: the list is closed."
  cites    ita "s 69A(1)"
  for each o: Order, e: issue(o)
  when     under_s69a(o)
  duty of  o.authority to o.addressee
  from     e.at
  until    e.at
  must     not issue(o)
  unless   listed_ground(o) at the act

obligation notify_first
  "Whoever is concerned is invited to appear and reply before an order is made."
  cites    br09_quoted "r 8(1)"
  for each o: Order
  when     under_s69a(o)
  duty of  o.authority to o.addressee
  from     o.issued
  must     give_notice(o)
  or earlier
  not later than o.issued

permission interim_measure to notify_first
  "In an emergency an interim direction is given without a hearing."
  cites br09 "r 9(1)", br09 "r 9(2)"
  when  emergency(o)

obligation time_to_reply
  "Whoever is invited has 48 hours or more, from receipt of the notice: a floor, no deadline."
  cites    br09_quoted "r 8(1)"
  for each o: Order, n: give_notice(o)
  when     under_s69a(o)
  duty of  o.authority to o.addressee
  from     n.received
  must     hear(o)
  not before 48 hours of n.received
  not later than o.issued
  because  "the date that the notice sets is that of the hearing, and the order comes after it"

obligation decide_in_time
  "A request is decided expeditiously, and in no case later than seven working days."
  cites    br09 "r 11" unverified
  for each o: Order
  when     o.provision = section_69a
  duty of  o.authority
  from     o.requested
  must     decide(o)
  within   decision_time otherwise 7 working days of o.requested  # lint: LX905 without a request nothing runs

# ── The government, after it ordered ───────────────────────────────────────────────────────────

obligation confirm
  "An emergency direction goes before the committee within 48 hours of its issue, not of its receipt."
  cites    br09 "r 9(3)"
  for each o: Order
  when     emergency(o)
  duty of  o.authority to o.addressee
  must     refer_to_committee(o)
  within   48 hours of o.issued

obligation revoke_unconfirmed
  "An emergency direction that is not confirmed is revoked, and the addressee told to unblock."
  cites    br09 "r 9(4)"
  for each o: Order, d: decide(o)
  when     emergency(o) and d.finding = not_confirmed
  duty of  o.authority to o.addressee
  must     revoke(o)
  within   standard "shall be revoked" of d.at

obligation review_order "The Review Committee examines whether the order accords with the section."
  cites    br09 "r 14" unverified
  for each o: Order
  when     under_s69a(o)
  duty of  o.authority to o.addressee
  must     review(o)
  within   2 months of o.issued
  until    o.revoked
  because  "it meets at least once in two months, and examines the orders made since"

# ── What follows ───────────────────────────────────────────────────────────────────────────────

sanction s69a_3 on breach of comply
  "The section names the intermediary; it states no limit of the fine."
  cites    ita "s 69A(3)"
  liable   o.addressee
  exposure "imprisonment for a term which may extend to seven years, and a fine"
  imposed by penalise(o.addressee, o)

assessment substantial for o: Order
  "At least 95% of what the order lists is complied with, late or not."
  share of comply(o, *) in {complied, complied_late} at least 95%

assessment acted_on for o: Order
  "How much of what the order lists something stands against, in part or in full, late or not."
  share of comply(o, *) graded at least partial

assessment acted_on_overall "The same over all orders."
  share of comply(*, *) graded at least partial

# ── Readings ───────────────────────────────────────────────────────────────────────────────────

reading government "An order is obeyed at once, or to no purpose."
  cites   statement "as quoted in the press of 12 February 2021"
  because "orders “must be obeyed immediately. If they are executed days later, it becomes meaningless”: so time is of the essence; it runs from the making of the order, of which the statement speaks, not from its receipt; and of “immediately” it says only that days are too long: one day is the longest time that is not yet days"
  comply:
    from o.issued,
    within standard "immediately" taken as 24 hours of o.issued,
    time is of the essence
  comply_with_topics:
    from o.issued,
    within standard "immediately" taken as 24 hours of o.issued,
    time is of the essence

reading platform "India is enough, and the press, activists and politicians are not blocked."
  cites   post "as quoted in the press of 10 February 2021"
  because "the platform withheld “within India only”, and says that to act on these accounts “would violate their fundamental right to free expression under Indian law”; no court has said so, and a reading is no finding that it is right"
  withhold(i) in IN counts as blocked(i) because "the public in India can no longer reach it"
  exception press to comply "The accounts of news media, journalists, activists and politicians"
    when    i.holder in {news_media, journalist, activist, politician}
    because "to block them would violate their users' right to free expression"

reading india_only "Section 69A asks for no more than India."
  cites   ita "s 69A(1)"
  because "an order under an Indian act protects “access by the public” in India; what else an order could demand, the section does not say"
  withhold(i) in IN counts as blocked(i) because "the public in India can no longer reach it"
