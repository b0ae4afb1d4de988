# The words of content moderation: who demanded what of whom, and what was done to which item.
# Shared by the rulesets of many regimes; what a word amounts to in law, each of them says itself
# (`withhold(i) in IN counts as partly blocked(i)`). A new regime adds its provision, and its
# grounds if they are not there yet; it should not need more.

vocabulary moderation
  title    "Content moderation: demands, items, and what was done to them"
  reviewed 2026-11-22

# ── Who ────────────────────────────────────────────────────────────────────────────────────────

enum PartyKind = intermediary, authority, committee, court, person, organisation, press
enum Size "By the classes that laws on platforms make" = micro, small, medium, large, significant

record Party "Whoever owes, is owed, orders, acts, or is heard of"
  kind:     PartyKind
  based_in: territory?
  size:     Size?

# ── What ───────────────────────────────────────────────────────────────────────────────────────

enum ItemKind = account, post, address, hashtag, file

enum Holder "Whose item it is, by role"
  = ordinary, news_media, journalist, activist, politician, public_body

record Item "One account, post or the like; or, with a `count`, a cohort of items of one history"
  kind:   ItemKind
  holder: Holder
  owner:  Party?

# ── Demands ────────────────────────────────────────────────────────────────────────────────────

enum Provision "The power or right under which something is demanded"
  = section_69a, rule_9, section_79, it_rule_3_1_j, it_rule_3_2_a, it_rule_3_2_a_removal,
    it_rule_3_2_b, copyright_rule_75, tco_article_3, tco_article_10, dsa_article_9, dsa_article_16,
    dsa_article_20, osa_uk_section_10, osa_uk_section_10_3a, osa_au_section_77, osa_au_section_78,
    osa_au_section_88, osa_au_section_89, tida_section_3, dmca_section_512c, netzdg_section_3,
    other_provision

enum Ground "What a demand is said to protect, or to be directed against"
  = sovereignty_and_integrity, defence, security_of_state, friendly_relations, public_order,
    incitement, terrorism, child_abuse, intimate_image, copyright_infringement, defamation,
    misinformation, other_ground

record Order "A demand by an authority or a court to act on items"
  provision:     Provision
  ground:        Ground
  authority:     Party          # who made it
  addressee:     Party          # whom it binds
  items:         list of Item   # what it lists, in its own unit
  topics:        list of Item?  # hashtags and search terms that it lists besides: counted apart
  demanded_in:   territory?     # where the items are to be blocked, if it says so
  requested:     time?          # when the authority was asked to make it
  issued:        time
  received:      time
  comply_within: duration?      # the time that it gives; none if it is silent
  in_due_form:   boolean?       # whether whoever may make it made it, with all that it must state
  urgent:        boolean?       # whether it was made in the way that the law keeps for emergencies
  revoked:       time?          # since when it binds no longer: revoked, set aside or expired

record Complaint "A notice or complaint by somebody who is no authority"
  provision:      Provision
  ground:         Ground
  complainant:    Party
  addressee:      Party
  items:          list of Item
  received:       time
  valid:          boolean   # whether it holds all that the law asks of it
  accepted:       boolean?  # whether the addressee is satisfied that it is well founded
  manifest:       boolean?  # whether what it is about is manifestly unlawful
  counter_notice: time?     # when the other side's answer was received
  action_filed:   time?     # when word was received that a court has been asked
  court_order:    time?     # since when an order of a court takes its place
  withdrawn:      time?     # since when whoever complained asks for nothing any longer

# ── What the addressee does ────────────────────────────────────────────────────────────────────

enum Basis "On what an act on an item rests" = legal_order, own_rules, complaint

action block(i: Item) in territory "Makes it unreachable for the public there"
  basis: Basis?

action withhold(i: Item) in territory "Hides it there and nowhere else, and says so in its place"
  basis: Basis?

action suspend(i: Item) in territory "Closes the account"
  basis: Basis?

action remove(i: Item) in territory "Takes it down"
  basis: Basis?

action restrict(i: Item) in territory
  "Acts on it by less than a suspension, or nobody says by what: part of it is gone or locked"
  basis: Basis?

action reduce_visibility(i: Item) in territory "Shows it less; whoever looks for it finds it"
  basis: Basis?

action restore(i: Item) in territory "Makes it reachable again"
  basis: Basis?

action preserve(i: Item) "Keeps it, and what belongs to it, as evidence"
action acknowledge(o: Order) "Confirms that the order was received"
action report_effect(o: Order) "Tells the authority what was done, and when"
action contest(o: Order) "Asks a court to set the order aside"
action notify(p: Party, i: Item) "Tells somebody what was done to an item, and why"
action ask_clarification(o: Order) "Tells the authority that it cannot be carried out as it stands"
action report_hindrance(o: Order) "Tells the authority what outside its power stands in the way"
action hindrance_ceased(o: Order) "What stood in the way is gone"
action give_information(o: Order) "Hands over what an order asks to know"
action acknowledge_complaint(c: Complaint) "Confirms that the complaint was received"
action answer(c: Complaint) "Tells the complainant what was decided"
action forward(c: Complaint) "Passes on to the complainant what the other side answers"
action seek_copies(i: Item) "Makes an effort to find identical copies, and takes those down"
action submit_statement(i: Item) "Sends the decision and its reasons to a public database"
action open_complaints(i: Item) "Lets whoever is concerned complain of the decision"
action close_complaints(i: Item)

# ── What the authority does ────────────────────────────────────────────────────────────────────

enum Finding = confirmed, not_confirmed

action record_reasons(o: Order) "Puts the reasons for the order in writing"
action issue(o: Order) "Makes the order; `Order.issued` is when"
action explain_procedure(o: Order) "Tells the addressee beforehand how such orders are handled"
action clarify(o: Order) "Corrects the order, or adds what was missing"

action give_notice(o: Order) "Invites whoever is concerned to appear and reply"
  received: time

action hear(o: Order) "Sits to hear whoever was invited, whether they appear or not"
action refer_to_committee(o: Order) "Brings the order before the committee"

action decide(o: Order) "Decides, on the committee's recommendation, whether the order stands"
  finding: Finding

action revoke(o: Order) "Withdraws the order, and directs the addressee to unblock"

action review(o: Order) "Examines whether the order accords with the law"
  finding: Finding?

action warn(p: Party, o: Order) "Gives notice of non-compliance, or threatens a penalty"

action penalise(p: Party, o: Order) "Imposes a penalty"
  penalty: text?

# ── What a court does ──────────────────────────────────────────────────────────────────────────

action stay_granted(o: Order) "The order need not be obeyed until the court has decided"
action stay_lifted(o: Order)

# ── What may hold ──────────────────────────────────────────────────────────────────────────────

state blocked(i: Item) "The public cannot reach it, as far as the regime asks"
state preserved(i: Item)
state complaints_open(i: Item)
state stayed(o: Order)
state unclear(o: Order) "The addressee waits for a clarification"
state hindered(o: Order) "Something outside the addressee's power stands in the way"
