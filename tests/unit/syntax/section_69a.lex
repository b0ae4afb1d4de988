ruleset in.it_act.s69a
  title        "Blocking orders under section 69A, Information Technology Act, 2000"
  jurisdiction IN
  timezone     "Asia/Kolkata"
  uses         moderation                    # records, actions, states: a vocabulary file
  in force     from 2009-10-27
  reviewed     2026-11-22

source ita  "Information Technology Act, 2000"
source br09 "Blocking Rules, 2009 (G.S.R. 781(E))"

define binding(o: Order) =
    o.provision in {section_69a, rule_9} and o.addressee.kind = intermediary

suspend(i)             counts as blocked(i)
block(i) in IN         counts as blocked(i)
withhold(i) in IN      counts as partly blocked(i)   because "still visible outside India"
restore(i)             ends blocked(i)
stay_granted(o)        counts as stayed(o)
stay_lifted(o)         ends stayed(o)

obligation comply "An intermediary blocks everything that a binding order lists, and keeps it blocked."
  cites    ita "s 69A(1)", br09 "r 9"
  for each o: Order, i: Item in o.items
  when     binding(o)
  duty of  o.addressee to o.authority
  must     blocked(i)
  within   o.comply_within of o.received     # the order sets the time; a silent order leaves it unknown
  until    o.revoked
  unless   stayed(o) throughout

obligation acknowledge
  cites    br09 "r 13(2)" unverified
  for each o: Order
  duty of  o.addressee
  must     acknowledge(o)
  within   2 hours of o.received

obligation confirm "An emergency direction goes before the committee within 48 hours of its issue."
  cites    br09 "r 9(3)"
  for each o: Order
  when     o.provision = rule_9
  duty of  o.authority
  must     refer_to_committee(o)
  within   48 hours of o.issued

sanction s69a_3 on breach of comply
  cites    ita "s 69A(3)"
  liable   o.addressee
  exposure "imprisonment for up to seven years, and a fine"

assessment substantial for o: Order
  "At least 95% of what the order lists is complied with, late or not."
  share of comply(o, *) in {complied, complied_late} at least 95%

reading government "Government statement reported on 12 February 2021"
  comply: within standard "immediately", time is of the essence

reading platform "Twitter's published position of 10 February 2021"
  withhold(i) in IN counts as blocked(i)
  exception press to comply
    when    i.holder in {news_media, journalist, activist, politician}
    because "blocking them would violate free expression under Indian law"
