# Regulation (EU) 2016/679, the General Data Protection Regulation: requests of persons (Article 12(3)) and
# breaches of personal data (Articles 33 and 34). It is here to show that nothing is tied to platforms.
#
# How far it was checked. The provisions were read as others quote them.
#
# The month. One month from receipt, and up to two more where that is necessary, if the person is told so
# within the first. By Regulation 1182/71 the day of receipt does not count; a month that has no such day
# ends with its last day; an end on a closed day moves to the next working day; and three months are
# counted from receipt, not from a first end that was moved.
#
# The 72 hours. Plain time that elapses, or, by Regulation 1182/71, without the hour of awareness: both
# are counted, and between the two ends the verdict stays open. "where feasible": who was later gives
# reasons; whether they are good is not decided here.
#
# Closed days. Ireland's, as in the other rulesets of the Union.
#
# Left out, and why
# * Article 33(2), processors: "without undue delay" and another pair of parties.
# * Article 34(3), when persons need not be told: measures and effort, which nobody can count or date.
# * "without undue delay" in 12(3) and 33(1) beside the number: earlier than the number, and judged by
#   nobody here.

ruleset eu.gdpr
  title        "Requests and breaches, GDPR Articles 12, 33 and 34"
  jurisdiction EU
  timezone     "Europe/Dublin"
  uses         data_protection
  in force     from 2018-05-25
  reviewed     2026-11-22
  counting     regulation_1182_71 by ireland

source gdpr    "Regulation (EU) 2016/679 (GDPR), as others quote it"
source reg1182 "Regulation (EEC, Euratom) 1182/71"

calendar ireland "Public holidays, Saturdays and Sundays in Ireland"
  cites     reg1182 "Art 2"
  weekend:  saturday, sunday
  holidays: "IE"
  covers:   2018-01-01 to 2030-12-31

parameter undue_delay: duration? "How long “without undue delay” is taken to be."

refuse(r) counts as respond(r)
  cites   gdpr "Art 12(4)"
  because "whoever takes no action tells why, in the same time"

notify_in_part(b) counts as partly notify_supervisor(b)
  cites   gdpr "Art 33(4)"
  because "what is not known yet may follow in phases; until it does, part of it is missing"

obligation answer_request "Who asks is answered within one month of receipt."
  cites    gdpr "Art 12(3)"
  for each r: Request
  duty of  r.controller to r.subject
  must     respond(r)
  within   1 month of r.received
  extended by 2 months if announce_extension(r) happened

exception excessive to answer_request
  "A request that is manifestly unfounded or excessive may be refused."
  cites   gdpr "Art 12(5)"
  when    r.excessive = true
  presumed absent
  because "the controller bears the burden of showing it"

obligation report_breach "The authority is told within 72 hours of becoming aware, where feasible."
  cites    gdpr "Art 33(1)"
  for each b: Incident
  duty of  b.controller to b.supervisor
  must     notify_supervisor(b)
  within   72 hours of b.aware
  counting elapsed or regulation_1182_71 by ireland

exception no_risk to report_breach "Unless it is unlikely to result in a risk."
  cites   gdpr "Art 33(1)"
  when    b.risk = false
  presumed absent
  because "the controller must be able to show it"

obligation explain_delay "Who tells it later, tells why."
  cites    gdpr "Art 33(1)"
  for each b: Incident, n: notify_supervisor(b)
  when     n.at > 72 hours of b.aware
  duty of  b.controller to b.supervisor
  from     n.at
  must     give_reasons_for_delay(b)
  or earlier
  not later than n.at
  counting elapsed or regulation_1182_71 by ireland

obligation tell_persons_of_breach
  "Where the risk is high, those whose data it is are told without undue delay."
  cites    gdpr "Art 34(1)"
  for each b: Incident
  when     b.high_risk = true
  duty of  b.controller
  must     tell_persons(b)
  within   standard "without undue delay" taken as undue_delay of b.aware

sanction fine on breach of report_breach
  cites    gdpr "Art 83(4)(a)"
  liable   b.controller
  exposure "a fine of up to 10 million euros, or 2 % of the worldwide turnover, whichever is higher"

reading strict "72 hours are 72 times sixty minutes."
  cites   gdpr "Art 33(1)"
  because "the article sets its own period"
  report_breach: counting elapsed
  explain_delay: counting elapsed

reading formal "The hour of awareness does not count."
  cites   reg1182 "Art 3(1)", reg1182 "Art 3(2)(a)"
  because "the hour during which the event occurs is not counted, and the period ends with its last hour"
  report_breach: counting regulation_1182_71 by ireland
  explain_delay: counting regulation_1182_71 by ireland
