# Law in time, each norm once for each way in which a change of law can treat what is pending.
# The days and hours are those of rule 3(1)(d) of the IT Rules, 2021 (India): 36 hours, and three
# since the amendment of 10 February 2026 came into force. Which of the ways that amendment takes
# is not said in it; the norms below show what each would mean.

# lint: LX904 patterns of no law in particular
ruleset patterns.law_in_time
  title    "Versions, pending duties, repeal and annulment"
  timezone "Asia/Kolkata"
  in force from 2021-02-25
  reviewed 2026-11-22

source r21   "IT Rules, 2021 (India), G.S.R. 139(E)"
source r26   "IT Amendment Rules, 2026 (India), G.S.R. 120(E)"
source r23   "IT Amendment Rules, 2023 (India), G.S.R. 275(E)"
source kamra "Kunal Kamra v Union of India, Bombay High Court, 26 September 2024"

record Order
  received: time

record Post

action remove(o: Order)
action flag(p: Post) "The state calls a post false"
action label(p: Post)

obligation remove_continue "What an order asked for before the change goes on as it was."
  cites    r21 "r 3(1)(d)" unverified
  in force from 2021-02-25 until 2026-02-19
  for each o: Order
  must     remove(o)
  within   36 hours of o.received

obligation remove_continue
  cites    r26 "r 3(1)(d) as amended" unverified
  in force from 2026-02-20
  for each o: Order
  must     remove(o)
  within   3 hours of o.received

obligation remove_end "What is pending when the law changes is no longer asked for."
  cites    r21 "r 3(1)(d)" unverified
  in force from 2021-02-25 until 2026-02-19 pending end
  for each o: Order
  must     remove(o)
  within   36 hours of o.received

obligation remove_end
  cites    r26 "r 3(1)(d) as amended" unverified
  in force from 2026-02-20
  for each o: Order
  must     remove(o)
  within   3 hours of o.received

obligation remove_convert "What is pending when the law changes is due under the new law."
  cites    r21 "r 3(1)(d)" unverified
  in force from 2021-02-25 until 2026-02-19 pending convert
  for each o: Order
  must     remove(o)
  within   36 hours of o.received

obligation remove_convert
  cites    r26 "r 3(1)(d) as amended" unverified
  in force from 2026-02-20
  for each o: Order
  must     remove(o)
  within   3 hours of o.received

# The fact-checking clause of 2023 was struck down. What that means for what was flagged before is
# what the next two differ in; the third is the law that the annulled one had replaced.

obligation label_repealed "Repealed for the future: what it asked for before stays asked for."
  cites    r23 "r 3(1)(b)(v)" unverified
  in force from 2023-04-06 until 2024-09-25
  for each p: Post, f: flag(p)
  must     label(p)
  within   36 hours of f.at

obligation label_annulled "Annulled from the start: it never asked for anything."
  cites    r23 "r 3(1)(b)(v)" unverified, kamra "order" unverified
  in force from 2023-04-06 annulled 2024-09-26
  for each p: Post, f: flag(p)
  must     label(p)
  within   36 hours of f.at

obligation label_revived "The law before the annulled one holds again, as if it had never ended."
  in force from 2021-02-25
  for each p: Post, f: flag(p)
  must     label(p)
  within   15 days of f.at

obligation label_revived
  cites    r23 "r 3(1)(b)(v)" unverified
  in force from 2023-04-06 annulled 2024-09-26
  for each p: Post, f: flag(p)
  must     label(p)
  within   36 hours of f.at
