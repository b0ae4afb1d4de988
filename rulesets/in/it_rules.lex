# What an intermediary owes in India to keep the protection of section 79 of the Information
# Technology Act, 2000: the Intermediaries Guidelines Rules of 2011, and the Intermediary Guidelines
# and Digital Media Ethics Code Rules of 2021 through the amendments in force on 20 February 2026.
# One norm stands here in as many versions as the law has had; the day on which a duty arises picks
# its version, so that an order of 19 February 2026 has 36 hours and one of the 20th has three.
#
# How far it was checked. Rule 3(2) as first made in 2021, and the day on which the amendments of
# February 2026 came into force, were read in copies of the text. The rest is cited as others report
# it: `rules_2011`, and every `..._reported` source. What is known from memory alone is marked
# `unverified`.
#
# What kind of duty this is. Who fails it is not punished for that: section 79(1) no longer protects
# it (rule 7). That consequence is reported as the sanction; no verdict says that anybody is liable.
#
# Form of the demand. Since Shreya Singhal (Supreme Court, 24 March 2015) only the order of a court or
# a notification by the government gives actual knowledge. Since 15 November 2025 the government's is
# a reasoned intimation in writing by an officer not below the rank of Joint Secretary (of the police,
# Deputy Inspector General), with the legal basis, the nature of the act and the exact address:
# `Order.in_due_form` says whether it is.
#
# Left out, and why
# * Notices of affected persons before 24 March 2015: the judgment read the rules down from then on, and
#   what they asked until then was not checked.
# * Rule 3(1)(c), (f) and 3(3), what users are told, how synthetic media are labelled; rule 4(1)(a)-(c),
#   officers to be named; rule 4(2), the first originator: no clock, or none that was read.
# * The clause on fact checks, struck down by the Bombay High Court in September 2024.
# * Appeals to the Grievance Appellate Committees (rule 3A, 30 days): no act of an intermediary.
# * The monthly compliance report of rule 4(1)(d): a duty without a demand; no record stands for it.
# * What is disabled or withheld but not removed: the duties to keep what was taken down, and to tell
#   its owner, are encoded for removals alone, since an act that begins a duty has one action.
# * The draft Second Amendment of 2026: not law, as far as was found.

ruleset in.it_rules
  title        "Due diligence of intermediaries, India (Rules of 2011 and 2021, as amended)"
  jurisdiction IN
  timezone     "Asia/Kolkata"
  uses         moderation
  in force     from 2011-04-11
  reviewed     2026-11-22
  counting     general_clauses_act

source ita            "Information Technology Act, 2000 (India)"
source rules_2011     "Intermediaries Guidelines Rules, 2011 (India), as others quote them"
source rules_2021     "IT (Intermediary Guidelines and Digital Media Ethics Code) Rules, 2021 (India, G.S.R. 139(E))"
source rules_reported "IT (Intermediary Guidelines and Digital Media Ethics Code) Rules, 2021 (India), as others report them"
source gsr_794        "G.S.R. 794(E) of 28 October 2022, as others report it"
source gsr_775        "G.S.R. 775(E) of 22 October 2025, as others report it"
source gsr_120        "G.S.R. 120(E) of 10 February 2026"
source gsr_120_notes  "G.S.R. 120(E) of 10 February 2026, figures as the consolidated text is quoted"

define from_court(o: Order) = o.authority.kind = court
define from_government(o: Order) = o.authority.kind = authority
define official(o: Order) = o.provision = section_79 and (from_court(o) or from_government(o))

define official_in_form(o: Order) =
    o.provision = section_79 and (from_court(o) or (from_government(o) and o.in_due_form = true))

# ── What counts as removal ─────────────────────────────────────────────────────────────────────
# "to remove or disable access to that information".

remove(i) in IN  counts as blocked(i) cites ita "s 79(3)(b)"
suspend(i) in IN counts as blocked(i) cites ita "s 79(3)(b)"
block(i) in IN   counts as blocked(i) cites ita "s 79(3)(b)"

withhold(i) in IN counts as partly blocked(i)
  cites   ita "s 79(3)(b)"
  because "access is disabled from India alone; the rules do not say whether that is enough"

restore(i) in IN ends blocked(i)
preserve(i)      counts as preserved(i)

# ── Orders and notifications ───────────────────────────────────────────────────────────────────

obligation act_on_order
  "What a court or the government says is unlawful is removed: within 36 hours."
  cites    ita "s 79(3)(b)", rules_2011 "r 3(4)"
  in force from 2011-04-11 until 2021-02-24
  for each o: Order, i: Item in o.items
  when     official(o)
  duty of  o.addressee to o.authority
  must     blocked(i)
  within   36 hours of o.received
  until    o.revoked

obligation act_on_order "The same under the Rules of 2021."
  cites    ita "s 79(3)(b)", rules_reported "r 3(1)(d)"
  in force from 2021-02-25 until 2025-11-14
  for each o: Order, i: Item in o.items
  when     official(o)
  duty of  o.addressee to o.authority
  must     blocked(i)
  within   36 hours of o.received
  until    o.revoked

obligation act_on_order "The same; of the government, only on a reasoned intimation in due form."
  cites    ita "s 79(3)(b)", gsr_775 "r 3(1)(d), substituted"
  in force from 2025-11-15 until 2026-02-19
  for each o: Order, i: Item in o.items
  when     official_in_form(o)
  duty of  o.addressee to o.authority
  must     blocked(i)
  within   36 hours of o.received
  until    o.revoked

obligation act_on_order "Since 20 February 2026: within three hours."
  cites    ita "s 79(3)(b)", gsr_120_notes "r 3(1)(d), “three hours”", gsr_120 "commencement"
  in force from 2026-02-20
  for each o: Order, i: Item in o.items
  when     official_in_form(o)
  duty of  o.addressee to o.authority
  must     blocked(i)
  within   3 hours of o.received
  until    o.revoked

obligation review_intimations
  "Intimations are reviewed every month, by an officer of Secretary's rank."
  cites    gsr_775 "r 3(1)(d), review"
  in force from 2025-11-15
  for each o: Order
  when     o.provision = section_79 and from_government(o)
  duty of  o.authority
  must     review(o)
  within   1 month of o.issued
  until    o.revoked

obligation inform_agency "What an agency lawfully asks to know, it is told within 72 hours."
  cites    rules_reported "r 3(1)(j)"
  in force from 2021-02-25
  for each o: Order
  when     o.provision = it_rule_3_1_j
  duty of  o.addressee to o.authority
  must     give_information(o)
  within   72 hours of o.received

# ── What was removed is kept ───────────────────────────────────────────────────────────────────

obligation keep_evidence "What was removed is kept for at least ninety days."
  cites    rules_2011 "r 3(4)"
  in force from 2011-04-11 until 2021-02-24
  for each o: Order, i: Item in o.items, e: remove(i)
  when     official(o)
  duty of  o.addressee to o.authority
  must     preserved(i)
  from     e.at
  until    90 days of e.at

obligation keep_evidence "For 180 days, or longer if a court or an agency says so."
  cites    rules_reported "r 3(1)(g)"
  in force from 2021-02-25
  for each o: Order, i: Item in o.items, e: remove(i)
  when     official(o)
  duty of  o.addressee to o.authority
  must     preserved(i)
  from     e.at
  until    180 days of e.at

# ── Complaints of users and victims ────────────────────────────────────────────────────────────

define grievance(c: Complaint) =
    c.provision in {it_rule_3_2_a, it_rule_3_2_a_removal, it_rule_3_2_b}

obligation acknowledge_grievance "A grievance is acknowledged within 24 hours."
  cites    rules_2021 "r 3(2)(a)(i)"
  in force from 2021-02-25
  for each c: Complaint
  when     grievance(c)
  duty of  c.addressee to c.complainant
  must     acknowledge_complaint(c)
  within   24 hours of c.received

obligation dispose_of_grievance "A grievance is disposed of within a month."
  cites    rules_2011 "r 3(11)" unverified
  in force from 2011-04-11 until 2021-02-24
  for each c: Complaint
  when     grievance(c)
  duty of  c.addressee to c.complainant
  must     answer(c)
  within   1 month of c.received

obligation dispose_of_grievance "Within fifteen days."
  cites    rules_2021 "r 3(2)(a)(i)"
  in force from 2021-02-25 until 2026-02-19
  for each c: Complaint
  when     grievance(c)
  duty of  c.addressee to c.complainant
  must     answer(c)
  within   15 days of c.received

obligation dispose_of_grievance "Since 20 February 2026: within seven days."
  cites    gsr_120_notes "r 3(2)(a)(i), “seven days”", gsr_120 "commencement"
  in force from 2026-02-20
  for each c: Complaint
  when     grievance(c)
  duty of  c.addressee to c.complainant
  must     answer(c)
  within   7 days of c.received

obligation decide_on_removal
  "A request to remove what rule 3(1)(b) lists is acted upon, and resolved, within 72 hours."
  cites    gsr_794 "r 3(2)(a)(i), proviso"
  in force from 2022-10-28 until 2026-02-19
  for each c: Complaint
  when     c.provision = it_rule_3_2_a_removal
  duty of  c.addressee to c.complainant
  must     answer(c)
  within   72 hours of c.received

obligation decide_on_removal "Since 20 February 2026: within 36 hours."
  cites    gsr_120_notes "r 3(2)(a)(i), proviso, “thirty-six hours”", gsr_120 "commencement"
  in force from 2026-02-20
  for each c: Complaint
  when     c.provision = it_rule_3_2_a_removal
  duty of  c.addressee to c.complainant
  must     answer(c)
  within   36 hours of c.received

obligation remove_exposure
  "Nudity, sexual acts and impersonation are removed within 24 hours of the victim's complaint."
  cites    rules_2021 "r 3(2)(b)"
  in force from 2021-02-25 until 2026-02-19
  for each c: Complaint, i: Item in c.items
  when     c.provision = it_rule_3_2_b and c.valid
  duty of  c.addressee to c.complainant
  must     blocked(i)
  within   24 hours of c.received

obligation remove_exposure "Since 20 February 2026: within two hours."
  cites    gsr_120_notes "r 3(2)(b), “two hours”", gsr_120 "commencement"
  in force from 2026-02-20
  for each c: Complaint, i: Item in c.items
  when     c.provision = it_rule_3_2_b and c.valid
  duty of  c.addressee to c.complainant
  must     blocked(i)
  within   2 hours of c.received

# ── Removal of one's own accord ────────────────────────────────────────────────────────────────

obligation tell_the_owner
  "A significant intermediary that removes of its own accord tells the owner beforehand, and why."
  cites    rules_reported "r 4(8)(a)"
  in force from 2021-05-26
  for each i: Item, e: remove(i)
  when     e.basis = own_rules and e.by.size = significant
  duty of  e.by to i.owner
  from     e.at
  must     notify(i.owner, i)
  or earlier
  not later than e.at

# ── What follows ───────────────────────────────────────────────────────────────────────────────

sanction safe_harbour on breach of act_on_order
  "It is no offence; who sues or prosecutes must still show that the intermediary is liable."
  cites    ita "s 79(3)(b)", rules_reported "r 7"
  liable   o.addressee
  exposure "section 79(1) no longer protects it for this information"

assessment acted_on for o: Order "How much of what the order lists something stands against."
  share of act_on_order(o, *) graded at least partial

# ── Readings ───────────────────────────────────────────────────────────────────────────────────

reading india_only "To disable access from India is enough."
  cites   ita "s 79(3)(b)"
  because "the rules ask that access be disabled and do not say for whom; how courts decide this was not checked"
  withhold(i) in IN counts as blocked(i) because "nobody in India can reach it"
