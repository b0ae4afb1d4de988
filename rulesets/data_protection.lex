# The words of data protection: who asks for what about themselves, and what got out.

vocabulary data_protection
  title    "Data protection: requests of persons, breaches of personal data"
  reviewed 2026-11-22

enum PartyKind = controller, processor, person, supervisor

record Party "Whoever decides on data, whose data it is, or who supervises"
  kind: PartyKind

record Request "Somebody makes use of a right over their data"
  subject:    Party
  controller: Party
  received:   time
  excessive:  boolean?  # whether it is manifestly unfounded or excessive

record Incident "A breach of personal data"
  controller: Party
  supervisor: Party
  aware:      time      # when the controller became aware of it
  risk:       boolean?  # whether it is likely to result in a risk to somebody's rights
  high_risk:  boolean?  # whether that risk is likely to be high

action respond(r: Request) "Tells what was done on the request"
action refuse(r: Request) "Tells why nothing is done, and where to complain"
action announce_extension(r: Request) "Tells that it takes longer, and why"
action notify_supervisor(b: Incident) "Tells the supervisory authority"
action notify_in_part(b: Incident) "Tells it what is known so far"
action give_reasons_for_delay(b: Incident) "Tells it why this was late"
action tell_persons(b: Incident) "Tells those whose data it is"
