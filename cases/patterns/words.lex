# The words of the patterns: small, and of no law in particular.

vocabulary patterns.words
  title "Orders, requests, money, people: what the patterns speak of"

record Party
record Item

record Order "Asks its addressee to block what it lists"
  addressee: Party
  items:     list of Item
  received:  time
  revoked:   time?

record Request "Somebody wants a decision"
  received: time

record Claim "Against a debtor"
  debtor: Party

record Fine
  amount: money
  costs:  money
  due:    time

record Account
  opened: time

record Unit "A department, with a manager at any time"

record Datum "What is known of a person"
  subject: Party

record Purchase
  seller:  Party
  ordered: time

action issue(o: Order)
action block(i: Item)
action restore(i: Item)
action decide(r: Request)
action withdraw(r: Request)
action ask() "Sends a query, of which each party has only so many"
action warn(p: Party)
action fine(p: Party)
action send_order(p: Party)
action appoint_contact(p: Party)
action notify(c: Claim)
action object(c: Claim)
action dismiss(c: Claim)
action collect(c: Claim)

action pay(f: Fine)
  amount: money

action enforce(f: Fine)
action fail_login(a: Account)
action log_in(a: Account)
action lock(a: Account)
action appoint(p: Party, u: Unit)
action relieve(p: Party, u: Unit)
action approve(u: Unit) "Approves an expense of the unit"
action consent(p: Party)
action withdraw_consent(p: Party)
action use(d: Datum)
action deliver(x: Purchase)
action refund(x: Purchase)

state manages(p: Party, u: Unit)
state consenting(p: Party)
