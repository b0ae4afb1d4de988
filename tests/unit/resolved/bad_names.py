"""Texts with one fault each in names or types: after `##` its code, its place and its message.

What follows stands below the one line of the header; a text that begins with its own has none.
"""

BAD = r"""
## LX201 2:36 nothing is called `rule_8`
define d(o: Order) = o.provision = rule_8
## LX201 2:22 nothing is called `p`
define d(o: Order) = p.issued < o.issued
## LX201 2:22 `stayed` is a state, and lacks its arguments
define d(o: Order) = stayed
## LX201 4:24 no territory is called `XX`
prohibition p
  for each i: Item
  must not block(i) in XX
## LX201 2:46 nothing is called `rule_10`
define d(o: Order) = o.provision in {rule_9, rule_10}
## LX201 1:48 no territory is called `XX`
ruleset r timezone "Asia/Kolkata" jurisdiction XX uses moderation
## LX202 2:13 no type is called `Ordre`
define d(o: Ordre) = true
## LX202 2:30 no record is called `Party2`
define d(o: Order) = some x: Party2 in o.items has true
## LX202 2:30 `Provision` is no record: its values cannot be gone through
define d(o: Order) = some x: Provision has true
## LX202 2:30 `block` is an action, and lacks its arguments
define d(o: Order) = some x: block has true
## LX203 2:24 `o` is an `Order`, and has no field `recieved`
define d(o: Order) = o.recieved < o.issued
## LX203 2:30 `o.items` is a `list of Item`, and has no fields
define d(o: Order) = o.items.holder = other
## LX203 2:46 acts `suspend` have no territory
define d(i: Item) = some e: suspend(i) has e.territory = IN
## LX203 2:31 `o.issued` is a time, and has no fields
define d(o: Order) = o.issued.year > 3
## LX203 5:33 `o.addressee` is a `Party`, and has no field `name`
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.addressee.name
## LX204 2:22 no define, state or action is called `stopped`
define d(o: Order) = stopped(o)
## LX204 2:22 no action is called `stai`
define d(o: Order) = stai(o) happened
## LX204 2:17 no state is called `blokked`
restore(i) ends blokked(i)
## LX205 3:35 no source is called `iat`
source ita "The Act"
stay(o) counts as stayed(o) cites iat "s 1"
## LX206 2:22 `o.provision` is a `Provision`, where a boolean is needed
define d(o: Order) = o.provision and true
## LX206 2:37 `o.authority` is a `Party`, where a list is needed
define d(o: Order) = o.addressee in o.authority
## LX206 2:30 `o` is an `Order`, where an `Item` is needed
define d(o: Order) = blocked(o)
## LX206 5:10 `36 hours` is a duration, where a time is needed
obligation a
  for each o: Order
  must answer(o)
  within 36 hours
## LX206 5:22 `o.signed` is a date, where a time is needed
obligation a
  for each o: Order
  must answer(o)
  within 36 hours of o.signed
## LX206 2:29 `i.holder` is a `Holder`, and only numbers and money have a sum
define d(o: Order) = sum of i.holder for i: Item in o.items > 3
## LX206 2:55 `o` is an `Order`, where a `Party` is needed
define d(i: Item, o: Order) = count of e: block(i) by o > 2
## LX207 2:22 `stayed` takes 1 argument, not 2
define d(o: Order) = stayed(o, o)
## LX207 6:14 `a` binds 1 variable, not 2
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
obligation b on breach of a(o, p) must answer(o) until o.revoked
## LX208 2:22 `o.provision` is a `Provision`, of which none is more or less
define d(o: Order) = o.provision > rule_9
## LX209 5:10 `36` is a bare number, and no length of time
obligation a
  for each o: Order
  must answer(o)
  within 36 of o.received
## LX209 2:40 `36` is a bare number, and no length of time
define d(o: Order) = o.comply_within > 36
## LX210 2:30 `3 INR` is in INR, and `4 USD` in USD
define d(o: Order) = 3 INR < 4 USD
## LX211 3:29 `e` is no state, and cannot hold partly
define e(o: Order) = true
define d(o: Order) = partly e(o)
## LX212 2:22 `stay` is an act, which happens at some time
define d(o: Order) = stay(o)
## LX213 2:22 `stayed` is a state, and no act
define d(o: Order) = stayed(o) happened
## LX213 5:8 `e` is a define, and neither an act nor a state
define e(o: Order) = true
obligation a
  for each o: Order
  must e(o)
  within 36 hours of o.received
## LX214 2:8 these defines need each other: `a` -> `b` -> `c` -> `a`
define a(o: Order) = b(o)
define b(o: Order) = not c(o)
define c(o: Order) = a(o)
define d(o: Order) = a(o)
## LX215 3:8 `a` is declared twice
define a(o: Order) = true
define a(o: Order) = false
## LX215 2:8 `time` is declared twice
record time
## LX215 2:1 `journalist` is declared twice
parameter journalist: duration
## LX215 2:27 `o` is declared twice
define a(o: Order) = some o in o.items has true
## LX215 7:11 `x` is declared twice
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
exception x to a
exception x to a
## LX215 6:10 `a` is declared twice
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
sanction a on breach of a
## LX215 3:9 `x` is declared twice
reading x
reading x
## LX216 3:3 `at` is a word of case files, and cannot name a field
record Notice
  at: time
## LX216 3:12 `breach` is the moment at which another norm is broken, and cannot name a variable
obligation a
  for each breach: Order
  must answer(breach)
  until breach.revoked
## LX217 2:31 `other` is a constant of several enums
define d(o: Order) = true in {other}
## LX218 2:22 `o.issued` is a moment, and `2021-01-31` a whole day
define d(o: Order) = o.issued = 2021-01-31
## LX218 2:22 `o.issued` is a moment, and `o.signed` a whole day
define d(o: Order) = o.issued < o.signed
## LX219 2:33 there is no day `9999-12-31`
define d(o: Order) = o.issued < 9999-12-31
## LX219 2:33 there is no time of day `2021-02-28T25:00`
define d(o: Order) = o.issued < 2021-02-28T25:00
## LX219 2:33 there is no time of day `2021-02-28T10:61`
define d(o: Order) = o.issued < 2021-02-28T10:61
## LX219 2:33 `2021-10-31T02:30` happened twice: the clock was set back over it
ruleset r timezone "Europe/Berlin" uses moderation
define d(o: Order) = o.issued < 2021-10-31T02:30
## LX219 2:33 `2021-03-28T02:30` does not exist in Europe/Berlin: the clock was set forward
ruleset r timezone "Europe/Berlin" uses moderation
define d(o: Order) = o.issued < 2021-03-28T02:30
## LX220 2:35 `2021-02-28` is a whole day, and a moment is needed here
define d(o: Order) = stayed(o) at 2021-02-28
## LX220 5:22 `2021-02-28` is a whole day, and a moment is needed here
obligation a
  for each o: Order
  must answer(o)
  within 36 hours of 2021-02-28
## LX221 2:22 a number cannot be added to a time
define d(o: Order) = o.issued + 3 < o.received
## LX221 2:22 `o.provision` is a `Provision`, `o.addressee` is a `Party`: they cannot be compared
define d(o: Order) = o.provision = o.addressee
## LX221 2:22 `o.provision` is a `Provision`, `journalist` is a `Holder`: they cannot be compared
define d(o: Order) = o.provision = journalist
## LX221 2:22 a number cannot be multiplied with a time
define d(o: Order) = 2 * o.issued < o.issued
## LX221 2:22 a time cannot be taken from a money
define d(o: Order) = o.fee - o.issued > 3 INR
## LX222 2:33 `1.5 days` is no whole number of days
define d(o: Order) = o.issued + 1.5 days < o.received
## LX222 2:33 `2 days` cannot be taken from a moment: no law says how to count them backwards
define d(o: Order) = o.issued - 2 days < o.received
## LX222 2:49 `1 days` and `2 working days` are lengths of different units
define d(o: Order) = o.comply_within < 1 days + 2 working days
## LX222 2:49 `1 days` and `2 hours` are lengths of different units
define d(o: Order) = o.comply_within < 1 days + 2 hours
## LX222 5:10 `1.5 days` is no whole number of days
obligation a
  for each o: Order
  must answer(o)
  within 1.5 days of o.received
## LX223 2:47 acts `restore` have no territory
define d(i: Item) = count of e: restore(i) in IN > 2
## LX223 4:22 `blocked` is a state, which has no place and no doer
obligation a
  for each i: Item
  must blocked(i) in IN
## LX224 2:67 `before` is said twice of one act
define d(i: Item, o: Order) = restore(i) happened before o.issued before o.received
## LX225 2:29 `_` stands only for an argument of the act that counts as something
define d(i: Item) = hide(i, _) happened
## LX226 2:22 words for a time that only a judge can measure are for `within` alone
define d(o: Order) = standard "promptly" of o.issued < o.received
## LX227 2:9 `o.items` is no fresh name
hide(i, o.items) counts as blocked(i)
## LX228 2:25 no norm is called `a`
sanction s on breach of a exposure "a fine"
## LX228 6:16 no norm or exception is called `b`
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
exception x to b
  when stayed(o)
## LX228 7:3 no norm is called `b`
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
reading x
  b: until o.revoked
## LX228 6:13 no norm is called `b`
obligation a
  for each o: Order
  must answer(o)
  within 2 hours of o.received
  overrides b
## LX229 6:42 no verdict is called `compiled`
obligation a
  for each o: Order
  must answer(o)
  within 36 hours of o.received
assessment s share of a(*) in {complied, compiled}
## LX229 6:44 no grade is called `all`
obligation a
  for each o: Order
  must answer(o)
  within 36 hours of o.received
assessment s share of a(*) graded at least all
## LX230 3:25 the value of parameter `b` is no constant
parameter a: duration = 24 hours
parameter b: duration = a
## LX230 2:14 `a` cannot be a `Order`: a parameter is a single value
parameter a: Order
## LX231 3:13 no parameter is called `a`
reading x
  parameter a = 24 hours
## LX234 3:17 `number` cannot be the type of a list's members
record R
  sums: list of number
"""
