"""Texts with one fault each in their norms: after `##` its code, its place and its message.

What follows stands below the one line of the header; a text that begins with its own has none.
"""

BAD = r"""
## LX301 1:9 ruleset `r` names no time zone
ruleset r uses moderation
## LX302 1:20 `Asia/Kolkatta` is no time zone
ruleset r timezone "Asia/Kolkatta" uses moderation
## LX303 1:12 `r` is a vocabulary, and has no norms to judge by
vocabulary r
## LX306 6:3 `must` is said twice
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
  must acknowledge(o)
## LX306 6:3 `within` is said twice
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
  not later than 2021-03-01
## LX306 8:3 `when` is said twice
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
exception x to a
  when stayed(o)
  when settled(o)
## LX307 2:12 obligation `a` does not say what it asks for
obligation a
  for each o: Order
  within 2 hours of o.received
## LX308 4:3 `must not` belongs to prohibitions, and `a` is none
obligation a
  for each o: Order
  must not answer(o)
  within 2 hours of o.received
## LX308 4:3 `must` belongs to obligations, and `a` is none
prohibition a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
## LX309 5:10 no calendar says on which days `2 working days` fall
obligation a
  for each o: Order
  must answer(o)
  within 2 working days of o.received
## LX309 3:33 no calendar says on which days `3 working days` fall
parameter grace: duration = 2 days
define d(o: Order) = o.issued + 3 working days < o.received
## LX310 6:3 `or earlier` says nothing of a prohibition
prohibition a
  for each o: Order
  must not answer(o)
  within 2 hours of o.received
  or earlier
## LX311 4:8 nothing says by when `answer` must be done
obligation a
  for each o: Order
  must answer(o)
## LX312 5:3 `or earlier` is for acts, and `blocked` is a state
obligation k
  for each i: Item
  must blocked(i)
  or earlier
## LX312 5:3 `not before` is for acts, and `blocked` is a state
obligation k
  for each i: Item
  must blocked(i)
  not before 2021-03-01
## LX313 6:14 nothing says from when `1` is counted, or in which unit
obligation a
  for each o: Order
  must answer(o)
  within the earlier of 2 hours of o.received and 3 hours of o.issued
  not before 1
## LX313 6:14 nothing says from when `1 hours` is counted, or in which unit
obligation a
  for each o: Order
  must answer(o)
  until o.revoked
  not before 1 hours
## LX314 5:10 nothing says from when the time of `standard "promptly"` is counted
obligation k
  for each i: Item
  must blocked(i)
  within standard "promptly"
## LX315 6:12 no counting rule is called `general_clause_act`
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
  counting general_clause_act
## LX315 2:25 no counting rule is called `frcp`
counting rule mine like frcp
## LX316 6:3 `paused while` is of a period, and this norm counts none
obligation a
  for each o: Order
  must answer(o)
  until o.revoked
  paused while stayed(o)
## LX316 7:3 `extended by` is of a period, and this norm counts none
obligation a
  for each o: Order
  must answer(o)
  from o.received
  not later than 2024-03-01
  extended by 2 days if stayed(o)
## LX316 6:3 `restarts after` is of a period, and this norm counts none
prohibition p
  for each o: Order
  must not answer(o)
  from o.received
  restarts after stayed(o)
## LX317 6:14 `not before 2` leaves no time within `2 hours of o.received`
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
  not before 2
## LX318 10:3 only what is due on breach of `a` can repair it
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
obligation b
  for each o: Order
  must acknowledge(o)
  until o.revoked
  repairs a
## LX319 6:3 `in force from 2021-03-01 until 2021-02-01` ends before it starts
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
  in force from 2021-03-01 until 2021-02-01
## LX319 6:3 `in force from 2019-01-01 until 2020-12-31` is outside the days of its ruleset
ruleset r timezone "Asia/Kolkata" uses moderation in force from 2021-01-01
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
  in force from 2019-01-01 until 2020-12-31
## LX320 6:20 `at the act` asks of an obligation, which forbids no act
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
  unless stayed(o) at the act
## LX321 6:16 these exceptions defeat each other in a circle: `y` -> `x` -> `y`
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
exception x to y
exception y to x
## LX321 7:13 these exceptions defeat each other in a circle: `x` -> `y` -> `x`
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
exception x to a
  overrides y
exception y to a
  overrides x
## LX321 6:13 these norms override each other in a circle: `a` -> `b` -> `a`
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
  overrides b
obligation b
  for each o: Order
  must answer(o)
  within 2 hours of o.received
  overrides a
## LX322 11:13 `x` and `y` are exceptions to different norms, and never meet
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
obligation b
  for each o: Order
  must answer(o)
  within 2 hours of o.received
exception x to a
  overrides y
exception y to b
## LX322 10:13 `x` is an exception, and `b` a norm: they do not compete
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
obligation b
  for each o: Order
  must answer(o)
  within 2 hours of o.received
  overrides x
exception x to a
## LX323 2:14 `answer` is an action, which no act can end
stay(o) ends answer(o)
## LX323 3:19 `d` is a define, which no act can start
define d(o: Order) = true
stay(o) counts as d(o)
## LX324 6:12 assessment `s` measures nothing
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
assessment s
## LX325 7:40 a share is a percentage, and `95` is none
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
assessment s
  share of a(*) in {complied} at least 95
## LX325 7:40 a count is a number, and `95%` is none
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
assessment s
  count of a(*) in {complied} at least 95%
## LX325 7:40 no share is more than 100%, as `195%` is
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
assessment s
  share of a(*) in {complied} at least 195%
## LX325 8:40 a share is a percentage, and `p` is none
parameter p: number
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
assessment s
  share of a(*) in {complied} at least p
## LX325 8:40 no share is more than 100%, as `p` is
parameter p: percent = 195%
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
assessment s
  share of a(*) in {complied} at least p
## LX231 8:40 no parameter is called `q`
parameter p: percent
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
assessment s
  share of a(*) in {complied} at least q
## LX326 3:16 each of these norms waits for the breach of the next: `a` -> `b` -> `a`
obligation a
  on breach of b(o)
  must answer(o)
  until o.revoked
obligation b
  on breach of a(o)
  must answer(o)
  until o.revoked
## LX327 6:1 two versions of `a` are in force at once
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
## LX327 7:1 two versions of `a` are in force at once
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
  in force from 2021-01-01 until 2021-03-01
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
  in force from 2021-03-01
## LX328 7:12 the versions of `a` differ in their variables
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
  in force from 2020-01-01 until 2020-12-31
obligation a
  for each p: Order
  must answer(p)
  within 2 hours of p.received
  in force from 2021-01-01
## LX328 7:12 the versions of `a` differ in what they bind their variables to
obligation a
  for each o: Order, i: Item in o.items
  must blocked(i)
  within 2 hours of o.received
  in force from 2020-01-01 until 2020-12-31
obligation a
  for each o: Order, i: Item
  must blocked(i)
  within 2 hours of o.received
  in force from 2021-01-01
## LX327 7:1 two versions of `a` are in force at once
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
  in force from 2021-01-01 annulled 2022-01-01
obligation a
  for each o: Order
  must answer(o)
  within 3 hours of o.received
  in force from 2021-06-01 annulled 2022-01-01
## LX329 7:12 `k` asks for what `p` forbids, and nothing says which wins
obligation k
  for each i: Item
  must blocked(i)
prohibition p
  for each i: Item
  must not blocked(i)
## LX329 8:12 `k` asks for what `p` forbids, and nothing says which wins
obligation k
  for each i: Item
  must blocked(i)
suspend(i) counts as partly blocked(i)
prohibition p
  for each i: Item
  must not suspend(i)
## LX329 7:12 `k` asks for what `p` forbids under reading `x`, and nothing says which wins
obligation k
  for each i: Item
  must blocked(i)
prohibition p
  for each i: Item
  must not suspend(i)
reading x
  suspend(i) counts as blocked(i)
## LX330 7:6 a reading cannot say `for each`: it judges the same instances
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
reading x
  a: for each p: Order
## LX331 2:12 nothing says when `a` arises
ruleset r timezone "Asia/Kolkata" uses moderation
obligation a
  for each i: Item
  must blocked(i)
## LX360 6:53 no way to treat what is pending is called `stop`
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
  in force from 2021-01-01 until 2021-12-31 pending stop
## LX361 6:36 `pending end` says what happens at an end, and there is none
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
  in force from 2021-01-01 pending end
## LX362 2:1 no version of `a` comes into force on the day after 2021-12-31
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
  in force from 2021-01-01 until 2021-12-31 pending convert
obligation a
  for each o: Order
  must answer(o)
  within 3 hours of o.received
  in force from 2022-01-02
## LX350 9:23 no calendar is called `delhi`
calendar mumbai
  weekend: saturday, sunday
  covers: 2020-01-01 to 2030-12-31
obligation a
  for each o: Order
  must answer(o)
  within 2 days of o.received
  counting frcp_6a by delhi
## LX351 6:12 `frcp_6a` asks which days are open, and no calendar says so
obligation a
  for each o: Order
  must answer(o)
  within 2 days of o.received
  counting frcp_6a
## LX352 5:3 a calendar has no `weekends`
calendar mumbai
  weekend: saturday, sunday
  covers: 2020-01-01 to 2030-12-31
  weekends: saturday
## LX352 3:3 a counting rule has no `rolls`
counting rule mine
  rolls: next
## LX353 4:3 `weekend` is said twice
calendar mumbai
  weekend: saturday
  weekend: sunday
  covers: 2020-01-01 to 2030-12-31
## LX354 3:12 `caturday` is no value of `weekend`
calendar mumbai
  weekend: caturday, sunday
  covers: 2020-01-01 to 2030-12-31
## LX354 4:3 `covers: 2020-01-01` is not a first day and a last one
calendar mumbai
  weekend: none
  covers: 2020-01-01
## LX354 4:11 `1800-01-01 to 2030-12-31` is more than 200 years
calendar mumbai
  weekend: none
  covers: 1800-01-01 to 2030-12-31
## LX354 5:11 `friday` is no value of `closed`
calendar mumbai
  weekend: none
  covers: 2020-01-01 to 2030-12-31
  closed: friday
## LX354 3:14 `inside` is no value of `first_day`
counting rule mine
  first_day: inside
## LX354 3:12 `"25:00"` is no value of `cut_off`
counting rule mine
  cut_off: "25:00"
## LX354 3:15 `none` is no value of `roll`
counting rule mine
  roll: next, none
## LX354 3:20 `1.5` is no value of `least_open_days`
counting rule mine
  least_open_days: 1.5
## LX222 3:11 there are no working hours
counting rule mine
  deemed: 2 working hours
## LX355 2:10 calendar `mumbai` has no `covers`
calendar mumbai
  weekend: saturday, sunday
## LX355 2:10 calendar `mumbai` has no `weekend`
calendar mumbai
  covers: 2020-01-01 to 2030-12-31
## LX319 4:11 `2030-01-01 to 2020-12-31` ends before it starts
calendar mumbai
  weekend: none
  covers: 2030-01-01 to 2020-12-31
## LX356 5:23 `2031-01-26 "Republic Day"` is outside what the calendar covers
calendar mumbai
  weekend: sunday
  covers: 2020-01-01 to 2030-12-31
  closed: 2030-01-26, 2031-01-26 "Republic Day"
## LX357 6:9 2024-01-26 is both closed and open
calendar mumbai
  weekend: sunday
  covers: 2020-01-01 to 2030-12-31
  closed: 2024-01-20 to 2024-02-01 "a week off"
  open: 2024-01-26
## LX358 4:13 no public holidays are known of `XX`
calendar mumbai
  weekend: sunday
  holidays: "XX"
  covers: 2020-01-01 to 2030-12-31
## LX359 2:15 each of these counting rules is like the next: `mine` -> `yours` -> `mine`
counting rule mine like yours
counting rule yours like mine
## LX215 2:15 `civil` is a built-in counting rule
counting rule civil
## LX205 3:9 no source is called `rule`
calendar mumbai
  cites rule "3"
  weekend: sunday
  covers: 2020-01-01 to 2030-12-31
## LX332 2:1 these norms hang on each other in a circle: `a` -> `b` -> `a`
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
prohibition b
  on breach of a(o)
  must not answer(o)
  overrides a
## LX333 2:1 what counts as a state hangs on that state in a circle: `stayed` -> `stayed`
answer(o) counts as stayed(o) when not stayed(o)
"""
