# 17 U.S.C. 512: what a host does on a notice of copyright infringement (512(c)), and on the counter
# notice of whose material it took down (512(g)).
#
# How far it was checked. The provisions were read as others quote the code. That they came into force
# on 28 October 1998 is from memory.
#
# Conditions, not duties. Nobody must do this: who does not, loses a protection from liability. The norms
# say what keeps it. Their breaches expose to the loss of that protection, and to nothing else.
#
# The window. After a counter notice the material is put back not less than 10, nor more than 14,
# business days following its receipt: too early is a failure as well as too late. The act does not say
# what a business day is; here Monday to Friday, but for federal holidays. The reading
# `weekdays` counts without holidays. "Expeditiously" and "promptly" are standards without a number.
#
# Left out, and why
# * 512(a), (b), (d), other services; 512(i), repeat infringers: no clock.
# * 512(f), misrepresentation; 512(h), subpoenas: of others, or without a clock.
# * 512(g)(2)(A) where access was disabled and nothing removed: a norm begins with acts of one kind, and
#   `tell_subscriber` with removals. `put_back` is about both.
# * 512(c)(3)(B), a notice that is deficient in part: `Complaint.valid` says whether it holds enough.

ruleset us.dmca_512
  title        "Notice, takedown and counter notice, 17 U.S.C. 512"
  jurisdiction US
  timezone     "America/New_York"
  uses         moderation
  in force     from 1998-10-28
  reviewed     2026-11-22
  counting     business_days by us_federal

source usc17 "17 U.S.C. 512 (United States), as others quote it"
source usc5  "5 U.S.C. 6103 (United States), legal public holidays"

calendar us_federal "Saturdays, Sundays and federal legal holidays"
  cites     usc5 "6103" unverified
  weekend:  saturday, sunday
  holidays: "US"
  covers:   2015-01-01 to 2030-12-31

calendar weekdays "Saturdays and Sundays alone"
  cites    usc17 "512(g)(2)(C)"
  weekend: saturday, sunday
  covers:  2015-01-01 to 2030-12-31

counting rule business_days "Business days following the event, to the end of the last"
  cites      usc17 "512(g)(2)(C)"
  first_day: out
  ends:      end_of_day
  roll:      none

parameter expeditiously: duration? "How long “expeditiously” is taken to be."
parameter promptly: duration? "How long “promptly” is taken to be."

define notice(c: Complaint) = c.provision = dmca_section_512c
define action_notified(c: Complaint) at t = c.action_filed <= t

remove(i)  counts as blocked(i) cites usc17 "512(c)(1)(C)"
suspend(i) counts as blocked(i) cites usc17 "512(c)(1)(C)"
block(i)   counts as blocked(i) cites usc17 "512(c)(1)(C)"

withhold(i) counts as partly blocked(i)
  cites   usc17 "512(c)(1)(C)"
  because "only where it was withheld"

restore(i) ends blocked(i)

obligation take_down "Upon notification the host removes, or disables access, expeditiously."
  cites    usc17 "512(c)(1)(C)"
  for each c: Complaint, i: Item in c.items
  when     notice(c) and c.valid
  duty of  c.addressee to c.complainant
  must     blocked(i)
  within   standard "expeditiously" taken as expeditiously of c.received
  until    c.counter_notice

obligation tell_subscriber "Whose material was taken down is told promptly."
  cites    usc17 "512(g)(2)(A)"
  for each c: Complaint, i: Item in c.items, e: remove(i)
  when     notice(c)
  duty of  c.addressee to i.owner
  from     e.at
  must     notify(i.owner, i)
  within   standard "promptly" taken as promptly of e.at

obligation forward_counter_notice
  "The counter notice is passed on promptly, saying that the material is put back in 10 business days."
  cites    usc17 "512(g)(2)(B)"
  for each c: Complaint
  when     notice(c)
  duty of  c.addressee to c.complainant
  from     c.counter_notice
  must     forward(c)
  within   standard "promptly" taken as promptly of c.counter_notice  # lint: LX905 without a counter-notice nothing is due

obligation put_back
  "It is put back not less than 10, nor more than 14, business days after the counter notice."
  cites    usc17 "512(g)(2)(C)"
  for each c: Complaint, i: Item in c.items
  when     notice(c) and partly blocked(i) at c.counter_notice
  duty of  c.addressee to i.owner
  from     c.counter_notice
  must     restore(i)
  not before 10
  within   14 working days of c.counter_notice  # lint: LX905 without a counter-notice nothing is due

exception court_action to put_back
  "Unless word comes first that a court has been asked to restrain the subscriber."
  cites usc17 "512(g)(2)(C)"
  when  action_notified(c)
  at the deadline

sanction lost_protection on breach of put_back
  cites    usc17 "512(g)(1)"
  liable   c.addressee
  exposure "no protection from claims of the subscriber for the takedown"

reading weekdays_only "Business days are Monday to Friday."
  cites   usc17 "512(g)(2)(C)"
  because "the act does not name holidays"
  put_back: counting business_days by weekdays
