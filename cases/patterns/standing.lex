# What is to be so as long as a law stands, whatever happens: it ends with its law.

# lint: LX904 of no law in particular
ruleset patterns.standing
  title    "A state to be kept while a law is in force"
  timezone "Europe/Berlin"

record Network

action open_procedure(n: Network)
action close_procedure(n: Network)

state procedure(n: Network)

open_procedure(n)  counts as procedure(n)
close_procedure(n) ends procedure(n)

obligation keep_procedure "A network keeps a procedure for complaints."
  in force from 2017-10-01 until 2024-05-13
  for each n: Network
  must     procedure(n)
