# Netzwerkdurchsetzungsgesetz (NetzDG), Germany, section 3: complaints about unlawful content on large
# social networks. History: sections 2 to 3f were repealed with effect from 14 May 2024, when the act on
# digital services (DDG) came into force; sections 1, 4 and 5 remain, amended.
#
# How far it was checked. The repeal was read in the repealing act; the 24 hours, the seven days, and the body
# of self-regulation, as the Ministry of Justice and others report them; the fine is from memory and marked so.
#
# The beginning. The act came into force on 1 October 2017; the procedures of section 3 had to be there three
# months later (section 6(2), from memory): its duties were to be met from 1 January 2018, as others report.
#
# After the repeal. What is to become of a complaint that was received before 14 May 2024 and not yet
# answered, no provision that was read says. Here the law of the day on which it arrived goes on to judge it;
# the reading `ended` lets the duty end with the act.
#
# Unlawful. "manifestly unlawful" and "unlawful" mean certain offences of the Criminal Code. Whether
# content was so, the program does not decide: `Complaint.valid` says whether it was unlawful, and
# `Complaint.manifest` whether manifestly.
#
# Left out, and why
# * Section 2, reports every half year: not owed on a complaint. Section 3(2) no 4, ten weeks of storage:
#   from memory, and its start was not checked.
# * Section 3a, reports to the Federal Criminal Police Office; 3b, the counter-presentation procedure: not
#   read.
# * The threshold of two million registered users (section 1(2)): whom the case names, is taken to be one.

ruleset de.netzdg
  title        "Complaints about unlawful content, NetzDG section 3 (repealed)"
  jurisdiction DE
  timezone     "Europe/Berlin"
  uses         moderation
  in force     from 2018-01-01
  reviewed     2026-11-22

source netzdg "Netzwerkdurchsetzungsgesetz (Germany), as others report it"
source ddg    "Act introducing the DDG (Germany), Article 29"

define unlawful(c: Complaint) = c.provision = netzdg_section_3 and c.valid

remove(i) in DE  counts as blocked(i) cites netzdg "§ 3(2)"
suspend(i) in DE counts as blocked(i) cites netzdg "§ 3(2)"

block(i) in DE counts as blocked(i)
  cites   netzdg "§ 3(2)"
  because "“remove or block access”: in Germany"

withhold(i) in DE counts as blocked(i)
  cites   netzdg "§ 3(2)"
  because "“remove or block access”: in Germany"

restrict(i) in DE counts as partly blocked(i)
  because "something was done to it, but nobody says that it can no longer be reached"

restore(i) in DE ends blocked(i)

obligation remove_manifest "What is manifestly unlawful is gone within 24 hours of the complaint."
  cites    netzdg "§ 3(2) no 2"
  in force from 2018-01-01 until 2024-05-13 pending continue
  for each c: Complaint, i: Item in c.items
  when     unlawful(c) and c.manifest = true
  duty of  c.addressee to c.complainant
  must     blocked(i)
  within   24 hours of c.received

obligation remove_unlawful "Other unlawful content at once, as a rule within seven days."
  cites    netzdg "§ 3(2) no 3"
  in force from 2018-01-01 until 2024-05-13 pending continue
  for each c: Complaint, i: Item in c.items
  when     unlawful(c) and c.manifest != true
  duty of  c.addressee to c.complainant
  must     blocked(i)
  within   7 days of c.received

exception self_regulation to remove_unlawful
  "Not where a recognised body of self-regulation was asked to decide within the seven days."
  cites netzdg "§ 3(2) no 3 b"
  when  forward(c) happened
  at the deadline

sanction fine on breach of remove_manifest
  cites    netzdg "§ 4" unverified
  liable   c.addressee
  exposure "for a systematic failure: a fine of up to 50 million euros for a company"

assessment removed "How much of what was complained of is out of reach in Germany."
  share of remove_manifest(*, *) graded at least full

reading ended "The duty ended with the act."
  cites   ddg "Art 29"
  because "a section that is repealed without more binds nobody from that day on"
  remove_manifest: in force from 2018-01-01 until 2024-05-13 pending end
  remove_unlawful: in force from 2018-01-01 until 2024-05-13 pending end
