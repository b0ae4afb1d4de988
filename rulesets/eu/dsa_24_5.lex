# Statements of reasons, as Article 24(5) of the Digital Services Act has them sent to the
# Commission's database. The article gives no number of days: "without undue delay" is a standard,
# and what it is taken for is a parameter. Without it every verdict waits for judgement.

ruleset eu.dsa.art24_5
  title        "Statements of reasons reach the transparency database without undue delay"
  jurisdiction EU
  timezone     "Europe/Brussels"
  in force     from 2023-08-25
  reviewed     2026-11-22

source dsa "Regulation (EU) 2022/2065 (Digital Services Act)"

record Party "The provider of an online platform"

record Statement "A decision on content, with the reasons for it"
  platform: Party
  decided:  time  # the day from which the decision applies; the database keeps no time of day

action submit(s: Statement) "The statement is entered into the database"

parameter delay: duration? "What “without undue delay” is taken for, in days after the decision."

obligation submit_statement "Each statement of reasons is submitted without undue delay."
  cites    dsa "Art 24(5)"
  for each s: Statement
  duty of  s.platform
  from     s.decided
  must     submit(s)
  or earlier
  within   standard "without undue delay" taken as delay of s.decided
