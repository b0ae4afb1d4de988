# What a platform's help pages may promise to those who complain about a decision. No law: the numbers
# are parameters, and stand for no platform's promise.

ruleset practice.complaints
  title    "Complaints are acknowledged and decided within some days"
  timezone "Europe/Dublin"
  in force from 2024-01-01
  reviewed 2026-11-22

record Complaint "A complaint about a decision, from its receipt to its end"
  channel:   text
  received:  time
  withdrawn: time?

action acknowledge(c: Complaint) "The complainant is told that the complaint was received"
action decide(c: Complaint) "The complaint is decided"

parameter days_to_acknowledge: duration = 2 days "How long an answer may take that says no more."
parameter days_to_decide: duration = 14 days "How long a decision may take."

obligation acknowledge_complaint "A complaint is acknowledged within two days."
  for each c: Complaint
  must     acknowledge(c)
  within   days_to_acknowledge of c.received

obligation decide_complaint "A complaint is decided within two weeks, unless it is withdrawn."
  for each c: Complaint
  must     decide(c)
  within   days_to_decide of c.received
  until    c.withdrawn
