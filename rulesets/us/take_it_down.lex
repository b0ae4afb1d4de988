# TAKE IT DOWN Act (Public Law 119-12), section 3: a platform removes an intimate visual depiction
# within 48 hours of a valid request, and makes an effort to find identical copies.
#
# How far it was checked. The text of section 3 was read as others quote the Public Law.
#
# The gate. Only a valid request starts the clock: signed, saying where the depiction is, that it was not
# consented to, in good faith, and how to reach whoever asks. `Complaint.valid` says whether it was. A
# platform that doubts it is in doubt at its own risk; so is the verdict, until somebody says.
#
# The clock. The act says 48 hours and no more; they are counted as time that elapses. Federal Rule of
# Civil Procedure 6(a)(2) would move an end on a Saturday, a Sunday or a legal holiday to the same hour of
# the next open day; whether that rule, made for proceedings, reaches a platform's duty is open. The
# reading `federal_rule` counts by it.
#
# A request that is withdrawn asks for nothing any longer: the act does not say so, and the norms do.
#
# Left out, and why
# * Section 2, the offences of those who publish: another addressee and another court.
# * Section 3(a)(1)-(2), a process and a notice of it: owed since 19 May 2026, without a clock.
# * Section 3(a)(4), no liability for removal in good faith: nobody is in breach of it.

ruleset us.take_it_down
  title        "Removal of intimate visual depictions, TAKE IT DOWN Act"
  jurisdiction US
  timezone     "America/New_York"
  uses         moderation
  in force     from 2026-05-19
  reviewed     2026-11-22
  counting     elapsed

source tida "TAKE IT DOWN Act, Public Law 119-12 (United States)"
source frcp "Federal Rules of Civil Procedure (United States), as others quote them"

calendar us_federal "Saturdays, Sundays and federal legal holidays"
  cites     frcp "6(a)(6)"
  weekend:  saturday, sunday
  holidays: "US"
  covers:   2020-01-01 to 2030-12-31

define request(c: Complaint) = c.provision = tida_section_3

remove(i)  counts as blocked(i) cites tida "s 3(a)(3)(A)"
suspend(i) counts as blocked(i) cites tida "s 3(a)(3)(A)"

withhold(i) counts as partly blocked(i)
  cites   tida "s 3(a)(3)(A)"
  because "the act says “remove”: what is hidden somewhere is still there"

block(i) counts as partly blocked(i)
  cites   tida "s 3(a)(3)(A)"
  because "the act says “remove”: what is unreachable is still there"

restore(i) ends blocked(i)

obligation remove_depiction
  "It is removed as soon as possible, and not later than 48 hours after a valid request."
  cites    tida "s 3(a)(3)(A)"
  for each c: Complaint, i: Item in c.items
  when     request(c) and c.valid
  duty of  c.addressee to c.complainant
  must     blocked(i)
  within   48 hours of c.received
  until    c.withdrawn

obligation find_copies "And a reasonable effort is made to find identical copies, and remove them."
  cites    tida "s 3(a)(3)(B)"
  for each c: Complaint, i: Item in c.items
  when     request(c) and c.valid
  duty of  c.addressee to c.complainant
  must     seek_copies(i)
  within   48 hours of c.received
  until    c.withdrawn

sanction unfair_practice on breach of remove_depiction
  cites    tida "s 3(b)"
  liable   c.addressee
  exposure "treated as a violation of a rule on unfair or deceptive acts, enforced by the Federal Trade Commission"

assessment removed for c: Complaint "How much of what was asked for is removed, in time or not."
  share of remove_depiction(c, *) graded at least full

reading federal_rule "An end on a closed day moves to the same hour of the next open one."
  cites   frcp "6(a)(2)"
  because "the rule governs any statute that does not specify a method of computing time"
  remove_depiction: counting frcp_6a by us_federal
  find_copies: counting frcp_6a by us_federal
