# How laws count time: clocks that stop and start anew, more time where somebody asks for it, days that
# do not count. Each norm has a case beside this file, with instances on both sides of its deadline.

# lint: LX904 patterns of no law in particular
ruleset patterns.clocks
  title    "Patterns of legal time"
  timezone "Europe/Brussels"

source made_up "Rules of an imaginary office"

calendar office "Days on which the office is open"
  cites    made_up "1"
  weekend: saturday, sunday
  covers:  2024-01-01 to 2024-12-31
  closed:  2024-05-01 "Labour Day", 2024-05-09 to 2024-05-10 "Ascension and the day after it",
           2024-05-20 "Whit Monday", 2024-12-25 to 2024-12-26 "Christmas"

record Order "Asks for something to be done"
  received:      time
  comply_within: duration?

record Request "Somebody wants to know something"
  received: time

record Complaint "Somebody wants something back"
  received: time

record Notice "Calls somebody to a hearing"
  received: time

action obey(o: Order)
action stay(o: Order) "A court stays the order"
action lift(o: Order) "and lets it run again"
action query(o: Order) "The addressee does not understand it"
action clarify(o: Order)
action answer(r: Request)
action announce_delay(r: Request) "Says that it will take longer, and why"
action restore(c: Complaint)
action hear(n: Notice)

state stayed(o: Order)
state unclear(o: Order)
state announced(r: Request)

stay(o)           counts as stayed(o)
lift(o)           ends stayed(o)
query(o)          counts as unclear(o)
clarify(o)        ends unclear(o)
announce_delay(r) counts as announced(r)

obligation tolling "Within 24 hours, the time left out in which the order is stayed."
  for each o: Order
  must     obey(o)
  within   24 hours of o.received
  paused while stayed(o)

obligation tolling_in_days "Within five days, of which no day counts on which the order is stayed."
  for each o: Order
  must     obey(o)
  within   5 days of o.received
  paused while stayed(o)

obligation restart "Within an hour; one that needs to be explained runs from the explanation."
  for each o: Order
  must     obey(o)
  within   1 hour of o.received
  restarts after unclear(o)

obligation extension "Within a month, and two more if that is announced before it is over."
  for each r: Request
  must     answer(r)
  within   1 month of r.received
  counting regulation_1182_71 by office
  extended by 2 months if announced(r)

obligation contested_hour "Within one hour, of which nobody knows how it is counted."
  for each o: Order
  must     obey(o)
  within   1 hour of o.received
  counting elapsed or regulation_1182_71 by office

obligation window "Not less than ten nor more than fourteen working days after receipt."
  for each c: Complaint
  must     restore(c)
  not before 10
  within   14 working days of c.received
  counting civil by office

obligation floor "Heard within thirty days, with at least 48 hours' notice."
  for each n: Notice
  must     hear(n)
  not before 48 hours of n.received
  within   30 days of n.received

obligation seven_working_days
  for each r: Request
  must     answer(r)
  within   7 working days of r.received
  counting general_clauses_act_office by office

obligation the_order_says "Within the time that the order gives, by the days of the office."
  for each o: Order
  when     o.comply_within is present
  must     obey(o)
  within   o.comply_within of o.received
  counting civil by office

obligation whose_days
  "Within the time that the order gives; no calendar says which days are working days."
  for each o: Order
  when     o.comply_within is present
  must     obey(o)
  within   o.comply_within of o.received

reading by_the_minute "An hour is sixty minutes"
  contested_hour: counting elapsed
