# What a platform that publishes the takedown notices of governments may be held to by its own word.
# No law: the numbers of days are parameters, and nobody has promised any.

# lint: LX904 no law: nobody has promised any of it
ruleset practice.gov_takedowns
  title    "Government takedown notices are obeyed, and published, within some days"
  timezone "America/Los_Angeles"
  in force from 2014-01-01
  reviewed 2026-11-22

record Notice "A government's notice to take something down"
  country:  text
  received: time  # the day of the notice

action publish(n: Notice) "The platform makes the notice public"
action block(n: Notice) "The platform does what the notice asks"

state blocked(n: Notice)

block(n) counts as blocked(n)

parameter days_to_publish: duration = 7 days "How long it may take to publish a notice."
parameter days_to_block: duration = 7 days "How long it may take to do what a notice asks."

obligation publish_notice "A notice is public within some days of its receipt."
  for each n: Notice
  must     publish(n)
  or earlier
  within   days_to_publish of n.received

obligation block_in_time "What a notice asks for is done within some days of its receipt."
  for each n: Notice
  must     blocked(n)
  within   days_to_block of n.received
