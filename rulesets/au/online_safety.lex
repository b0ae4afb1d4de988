# Online Safety Act 2021 (Cth), Australia: removal notices of the eSafety Commissioner about intimate
# images (sections 77 and 78) and cyber-abuse material targeted at an adult (88 and 89).
#
# How far it was checked. Sections 77, 78, 88 and 89 were read in copies of the act; penalties are from
# memory, and marked so.
#
# The time. 24 hours after the notice was given, "or such longer period as the Commissioner allows":
# `Order.comply_within` is that longer period, if there is one. Hours elapse; of a period in days the day of
# the notice does not count (Acts Interpretation Act 1901, section 36(1), from memory). That a last day on a
# weekend or a holiday gives way to the next (36(2), from memory) is left out: it needs a place's holidays.
#
# The step before. A notice under section 88 presupposes that the provider was asked first: a complaint
# was made to it, 48 hours have gone, and the material is still there. That is a condition of the notice,
# so it binds the Commissioner; and a provider that is given a notice without it owes nothing under it.
#
# "All reasonable steps". The act asks for all reasonable steps to ensure removal. What the facts show
# is whether the material was removed; a platform that tried all and failed may be excused by a court.
#
# Left out, and why
# * Sections 65 and 109 (cyber-bullying of children, class 1 material): known from memory alone.
# * Exempt provision of material, hosting service providers (79, 90): not read.
# * Section 88's test of seriousness, and what an ordinary reasonable person would conclude: nothing in
#   it can be counted or dated.

ruleset au.online_safety
  title        "Removal notices, Online Safety Act 2021 (Cth)"
  jurisdiction AU
  timezone     "Australia/Sydney"
  uses         moderation
  in force     from 2022-01-23
  reviewed     2026-11-22
  counting     acts_interpretation_act

source osa "Online Safety Act 2021 (Cth, Australia)"
source aia "Acts Interpretation Act 1901 (Cth, Australia)"

counting rule acts_interpretation_act "Hours elapse; the first day out, to the end of the last"
  cites aia "s 36(1)" unverified

define image_notice(o: Order) = o.provision in {osa_au_section_77, osa_au_section_78}
define abuse_notice(o: Order) = o.provision in {osa_au_section_88, osa_au_section_89}

# Whoever complained to the provider did so 48 hours before the notice or more.
define provider_was_asked(o: Order, i: Item) =
    some c: Complaint has (i in c.items and c.addressee = o.addressee and 48 hours of c.received <= o.issued)

# ── What counts as removal ─────────────────────────────────────────────────────────────────────
# "removed from the service": that no end-user in Australia can reach it is enough, and is asked for.

remove(i) in AU  counts as blocked(i) cites osa "s 77(1)", osa "s 88(1)"
suspend(i) in AU counts as blocked(i) cites osa "s 77(1)", osa "s 88(1)"

block(i) in AU counts as blocked(i)
  cites   osa "s 77(1)", osa "s 88(1)"
  because "material is removed if no end-user in Australia can reach it"

withhold(i) in AU counts as blocked(i)
  cites   osa "s 77(1)", osa "s 88(1)"
  because "material is removed if no end-user in Australia can reach it"

restrict(i) in AU counts as partly blocked(i)
  because "something was done to it, but nobody says that it can no longer be reached"

restore(i) in AU ends blocked(i)

# ── The provider, and the end-user ─────────────────────────────────────────────────────────────

obligation remove_image
  "What the notice names is removed within 24 hours, or the longer time that the Commissioner allows."
  cites    osa "s 77(1)", osa "s 78(1)"
  for each o: Order, i: Item in o.items
  when     image_notice(o)
  duty of  o.addressee to o.authority
  must     blocked(i)
  within   o.comply_within otherwise 24 hours of o.received
  until    o.revoked

obligation remove_abuse
  "The same for cyber-abuse material; of a provider, only if it was asked first."
  cites    osa "s 88(1)", osa "s 89(1)"
  for each o: Order, i: Item in o.items
  when     abuse_notice(o) and (o.provision = osa_au_section_89 or provider_was_asked(o, i))
  duty of  o.addressee to o.authority
  must     blocked(i)
  within   o.comply_within otherwise 24 hours of o.received
  until    o.revoked

# ── The Commissioner ───────────────────────────────────────────────────────────────────────────

prohibition notice_too_soon
  "No notice under section 88 before the provider had 48 hours to act on a complaint."
  cites    osa "s 88(1)"
  for each o: Order, i: Item in o.items, e: issue(o)
  when     o.provision = osa_au_section_88
  duty of  o.authority to o.addressee
  from     e.at
  until    e.at
  must     not issue(o)
  unless   provider_was_asked(o, i) at the act

prohibition notice_for_nothing "Nor where the provider has removed it by then."
  cites    osa "s 88(1)"
  for each o: Order, i: Item in o.items, e: issue(o)
  when     o.provision = osa_au_section_88
  duty of  o.authority to o.addressee
  from     e.at
  until    e.at
  must     not issue(o)
  unless   not blocked(i) at the act

# ── What follows ───────────────────────────────────────────────────────────────────────────────

sanction penalty on breach of remove_image
  cites    osa "s 80" unverified
  liable   o.addressee
  exposure "a civil penalty of up to 500 penalty units"

sanction abuse_penalty on breach of remove_abuse
  cites    osa "s 91" unverified
  liable   o.addressee
  exposure "a civil penalty of up to 500 penalty units"

assessment removed for o: Order
  "How much of what the notice names cannot be reached from Australia, in time or not."
  share of remove_image(o, *) graded at least full
