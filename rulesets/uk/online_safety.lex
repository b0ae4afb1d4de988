# Online Safety Act 2023, United Kingdom, section 10: illegal content that a provider is alerted to, and
# reports of intimate images since the amendment of 2026.
#
# How far it was checked. Section 10(3)(b) and (3A) were read as others quote the text in force on 30
# September 2026; section 10(3B), which qualifies (3A), was not read.
#
# Duties about systems. The act does not say that each item must be gone in time. It says that a service
# must have systems and processes designed to take it down so. One item that is late is no breach of the
# act by itself, but it is what a regulator looks at: `take_down` and `take_down_report` judge the item, and
# `systems` tells how large a share met the time. How large it must be, nobody has said; whoever does sets
# `enough`.
#
# The time. "swiftly" is a standard without a number. Intimate images: "as soon as reasonably practicable,
# and no later than 48 hours, after the provider receives the report", counted as time that elapses.
#
# Left out, and why
# * Section 10(2), risks; 20A, how reports are made; 21, complaints: no clock.
# * Section 66, reports to the National Crime Agency: "as soon as", and no record that stands for it.
# * The same or substantially the same content elsewhere on the service (3A): the facts list the items
#   that a report names; copies are listed with them if somebody recorded them.

ruleset uk.online_safety
  title        "Taking down illegal content, Online Safety Act 2023, section 10"
  jurisdiction GB
  timezone     "Europe/London"
  uses         moderation
  in force     from 2025-03-17
  reviewed     2026-11-22
  counting     elapsed

source osa  "Online Safety Act 2023 (United Kingdom), as others quote it"
source cpa  "Crime and Policing Act 2026 and S.I. 2026/689 (United Kingdom), as others quote them"
source fine "Online Safety Act 2023 (United Kingdom), penalties, as the regulator's pages are quoted"

parameter swiftly: duration? "How long “swiftly” is taken to be."

parameter enough: percent?
  "How large a share taken down in time shows that the systems are so designed."

define alert(c: Complaint) = c.provision = osa_uk_section_10
define image_report(c: Complaint) = c.provision = osa_uk_section_10_3a

remove(i)  counts as blocked(i) cites osa "s 10(3)(b)"
suspend(i) counts as blocked(i) cites osa "s 10(3)(b)"

block(i) in GB counts as blocked(i)
  cites   osa "s 10(3)(b)"
  because "users in the United Kingdom can no longer reach it"

withhold(i) in GB counts as blocked(i)
  cites   osa "s 10(3)(b)"
  because "users in the United Kingdom can no longer reach it"

reduce_visibility(i) counts as partly blocked(i)
  because "it is harder to come across, and still there"

restore(i) ends blocked(i)

obligation take_down "Illegal content that the provider is alerted to is swiftly taken down."
  cites    osa "s 10(3)(b)"
  for each c: Complaint, i: Item in c.items
  when     alert(c) and c.valid
  duty of  c.addressee to c.complainant
  must     blocked(i)
  within   standard "swiftly" taken as swiftly of c.received

obligation take_down_report "Intimate images: no later than 48 hours after the report is received."
  cites    cpa "Online Safety Act 2023 s 10(3A)"
  in force from 2026-06-29
  for each c: Complaint, i: Item in c.items
  when     image_report(c) and c.valid
  duty of  c.addressee to c.complainant
  must     blocked(i)
  within   48 hours of c.received

exception not_intimate to take_down_report
  "Where the provider shows that what was reported is no such image."
  cites cpa "Online Safety Act 2023 s 10(3A)"
  when  c.accepted = false
  presumed absent

assessment systems "How much of what was reported was taken down in 48 hours."
  cites osa "s 10(3)"
  share of take_down_report(*, *) in {complied} at least enough

sanction penalty on breach of take_down_report
  cites    fine "Sch 13"
  liable   c.addressee
  exposure "for a failure of the systems: up to 10 % of qualifying worldwide revenue, or 18 million pounds, whichever is greater"
