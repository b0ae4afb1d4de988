"""Random duties over definite facts: for each its ruleset, its case, and the `naive.Duty` it is."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import strategies as st

from lexcheck.base.time.instants import DAY, HOUR, read_moment
from tests.differential.naive import Asked, Bearing, Duty, Excuse, Grade, Period, Stretches
from tests.judging import Document, at, hour

LAST = 12  # hours; the random moments lie in 0..LAST, acts also before

VOCABULARY = """\
ruleset random
  timezone "UTC"
enum Kind = red, green
record Party
record Item
  special: boolean
record Order
  kind: Kind
  received: time
  allowed: duration
  due: time?
  revoked: time?
  opens: time?
  closes: time?
action start(i: Item) in territory
action half(i: Item) in territory
action stop(i: Item)
action odd(i: Item)
action mail(o: Order, i: Item)
action draft(i: Item)
action send(i: Item)
action grant(o: Order)
action lift(o: Order)
action halt(o: Order)
action resume(o: Order)
action ask(o: Order)
action clear(o: Order)
action tell(o: Order)
action untell(o: Order)
state on(i: Item)
state halted(o: Order)
state unclear(o: Order)
state told(o: Order)
state stay(o: Order)
start(x) in IN counts as on(x)
half(x) in IN counts as partly on(x) because "it is only half"
odd(x) counts as on(x) when x.special and draft(x) happened
stop(y) ends on(y)
mail(o, x) counts as send(x)
draft(x) counts as partly send(x)
grant(o) counts as stay(o)
lift(o) ends stay(o)
halt(o) counts as halted(o)
resume(o) ends halted(o)
ask(o) counts as unclear(o)
clear(o) ends unclear(o)
tell(o) counts as told(o)
untell(o) ends told(o)
"""


@attrs.frozen(kw_only=True)
class Trial:
    """A duty as rules and facts, and what `naive` needs to judge it."""

    rules: str
    document: Document
    as_of: int
    duty: Duty
    acts: tuple[Bearing, ...]


moments = st.integers(0, LAST)
early_moments = st.integers(-3, LAST)
kinds = st.sampled_from(["red", "red", "red", "green"])
sides = st.sampled_from(["i", "i", "i", "i", "j"])
numbers_of_acts = st.sampled_from([4, 3, 5, 2, 6, 1, 0])

# ── Acts ───────────────────────────────────────────────────────────────────────────────────────

_STATE = {
    ("start", "IN"): Grade.FULL,
    ("start", "worldwide"): Grade.FULL,
    ("start", "US"): None,
    ("half", "IN"): Grade.PARTIAL,
    ("half", "US"): None,
    ("stop", ""): Grade.NONE,
    ("draft", ""): None,
    ("odd", ""): None,  # but see `_odd`
}
_ACT = {
    ("send", ""): Grade.FULL,
    ("mail", ""): Grade.FULL,
    ("draft", ""): Grade.PARTIAL,
    ("start", "IN"): None,
}


@st.composite
def acts_of(draw: st.DrawFn, is_state: bool) -> tuple[list[Document], tuple[Bearing, ...]]:
    table = _STATE if is_state else _ACT
    written: list[Document] = []
    bearing: list[Bearing] = []
    for number in range(draw(numbers_of_acts)):
        action, territory = draw(st.sampled_from(sorted(table)))
        moment, item = draw(early_moments), draw(sides)
        name = f"a{number}"
        act: Document = {
            action: ["o", item] if action == "mail" else item,
            "id": name,
            "at": at(moment),
        }
        if territory:
            act["in"] = territory
        written.append(act)
        grade = table[action, territory]
        if grade is not None and item == "i":
            bearing.append(Bearing(hour(moment), name, grade))
    if is_state:
        bearing += _odd(written)
    return written, tuple(bearing)


def _odd(written: list[Document]) -> list[Bearing]:
    """`odd(i)` counts where a draft came before it, or with it; of j, never: it is not special."""
    drafts = [act["at"] for act in written if act.get("draft") == "i"]
    return [
        Bearing(read_moment(act["at"], None).earliest or 0, act["id"], Grade.FULL)
        for act in written
        if act.get("odd") == "i" and any(draft <= act["at"] for draft in drafts)
    ]


@attrs.frozen
class Condition:
    """A condition on a moment: its text, the facts it rests on, the stretches in which it holds."""

    text: str
    defines: str
    acts: list[Document]
    fields: dict[str, str]
    stretches: Stretches


@st.composite
def stretches_of(
    draw: st.DrawFn, starts: str = "grant", stops: str = "lift", as_of: int = LAST + 1
) -> tuple[list[Document], Stretches]:
    """Acts that start and end a state, and the stretches in which it holds, as it is seen."""
    written: list[Document] = []
    edges: list[tuple[int, bool]] = []
    for number in range(draw(st.integers(0, 4))):
        grants, moment = draw(st.booleans()), draw(early_moments)
        action = starts if grants else stops
        written.append({action: "o", "id": f"{starts}{number}", "at": at(moment)})
        if moment <= as_of:
            edges.append((moment, grants))
    found: list[tuple[int, int | None]] = []
    for begin in sorted({moment for moment, grants in edges if grants}):
        ends = [moment for moment, grants in edges if not grants and moment > begin]
        found.append((hour(begin), hour(min(ends)) if ends else None))
    return written, tuple(found)


@st.composite
def stays(draw: st.DrawFn) -> Condition:
    """That a stay holds, by grants and lifts."""
    written, found = draw(stretches_of())
    return Condition("stay(o)", "", written, {}, found)


@st.composite
def windows(draw: st.DrawFn) -> Condition:
    """That a moment, or one some hours later, lies between two moments of the order."""
    opens, length = draw(early_moments), draw(st.integers(0, 5))
    sooner, later = draw(st.integers(0, 8)), draw(st.integers(0, 8))
    text = f"o.opens <= t + {sooner} hours and t + {later} hours < o.closes"
    return Condition(
        "within_window(o)",
        f"define within_window(o: Order) at t = {text}\n",
        [],
        {"opens": at(opens), "closes": at(opens + length)},
        _stretch(hour(opens - sooner), hour(opens + length - later)),
    )


@st.composite
def echoes(draw: st.DrawFn) -> Condition:
    """That a grant happened not long ago."""
    moments = draw(st.lists(early_moments, max_size=3))
    length = draw(st.integers(0, 4))
    return Condition(
        "fresh(o)",
        f"define fresh(o: Order) at t = grant(o) happened at most {length} hours before t\n",
        [{"grant": "o", "id": f"s{n}", "at": at(moment)} for n, moment in enumerate(moments)],
        {},
        # The last instant is in, so that the stretch ends a microsecond later.
        tuple((hour(m), hour(m + length) + 1) for m in sorted(moments)),
    )


@st.composite
def days(draw: st.DrawFn) -> Condition:
    """That the ends of two days near the moment lie on two sides of moments of the order."""
    number, sooner, later = (draw(st.integers(0, most)) for most in (1, 20, 20))
    opens, closes = draw(st.integers(0, 36)), draw(st.integers(0, 36))
    first, last = (f"{number} days of (t + {hours} hours)" for hours in (sooner, later))
    # A day is late enough if it is the day of `opens`, or later; early enough if before `closes`.
    begin, end = ((hour(moment) // DAY - number) * DAY for moment in (opens, closes))
    return Condition(
        "between_days(o)",
        f"define between_days(o: Order) at t = {first} >= o.opens and {last} < o.closes\n",
        [],
        {"opens": at(opens), "closes": at(closes)},
        _stretch(begin - sooner * HOUR, end - later * HOUR),
    )


def _stretch(begin: int, end: int) -> Stretches:
    return ((begin, end),) if begin < end else ()


# ── Duties ─────────────────────────────────────────────────────────────────────────────────────

_ASKED: list[Asked] = ["at the trigger", "at the deadline", "throughout", "at any time"]


@attrs.define
class Draft:
    """The clauses and the order's fields, as they are drawn."""

    clauses: list[str]
    order: dict[str, Any]
    duty: dict[str, Any]
    as_of: int
    acts: list[Document] = attrs.field(factory=list)
    defines: str = ""
    after: str = ""


@st.composite
def trials(draw: st.DrawFn, *, excused: bool = False) -> Trial:
    """A duty; `excused`: one that nobody performs, so that what excuses it decides."""
    kind = draw(st.sampled_from(["obligation", "obligation", "prohibition"]))
    is_state = draw(st.booleans())
    received = draw(st.integers(0, 5))
    order = {"kind": draw(kinds), "received": at(received), "allowed": "3 hours"}
    as_of = draw(st.sampled_from([LAST, LAST + 1]) | st.integers(received - 1, LAST))
    duty = {"kind": kind, "is_state": is_state, "trigger": hour(received)}
    draft = Draft([], order, duty, as_of)
    if draw(st.booleans()):
        draft.clauses.append("when o.kind = red")
        draft.duty["applies"] = order["kind"] == "red"
    bounded = _window(draw, draft, received)
    if kind == "obligation":
        _extras(draw, draft, received)
    written: list[Document] = []
    bearing: tuple[Bearing, ...] = ()
    if not excused or kind == "prohibition":
        written, bearing = draw(acts_of(is_state))
    if excused or draw(st.integers(0, 2)) == 0:
        written += _excuse(draw, draft, bounded)
    written += draft.acts
    target = ("must" if kind == "obligation" else "must not", "on(i)" if is_state else "send(i)")
    text = f"{kind} duty\n  for each o: Order, i: Item\n  {' '.join(target)}\n"
    text += "".join(f"  {clause}\n" for clause in draft.clauses)
    document: Document = {
        "case": "random",
        "built_from": "log",
        "records": {
            "Order": {"o": order},
            "Item": {"i": {"special": True}, "j": {"special": False}},
        },
        "acts": draw(st.permutations(written)),
    }
    return Trial(
        rules=VOCABULARY + draft.defines + text + draft.after,
        document=document,
        as_of=as_of,
        duty=Duty(**draft.duty),
        acts=bearing,
    )


def _window(draw: st.DrawFn, draft: Draft, received: int) -> bool:
    """Deadline and end; is there but one of them?"""
    obligation = draft.duty["kind"] == "obligation"
    has_end = draw(st.integers(0, 2)) == 0
    needs_deadline = obligation and not draft.duty["is_state"]
    has_deadline = needs_deadline or draw(st.booleans())
    standing = not obligation and not has_deadline and draw(st.booleans())
    if standing:
        draft.duty |= {"trigger": hour(-1_000), "standing": True}
    elif has_deadline:
        length = draw(st.integers(0, 5))
        form = draw(st.sampled_from(["constant", "order", "field", "days"]))
        draft.duty["deadline"] = hour(received + length)
        if form == "days":
            draft.duty["deadline"] = end_of_day(hour(received), length % 2)
            draft.clauses.append(f"within {length % 2} days of o.received")
        elif form == "order":
            draft.order["allowed"] = f"{length * 60} minutes"
            draft.clauses.append("within o.allowed of o.received")
        elif form == "field":
            draft.order["due"] = at(received + length)
            draft.clauses += ["from o.received", "not later than o.due"]
        else:
            draft.clauses.append(f"within {length} hours of o.received")
            if draw(st.booleans()):
                _clock(draw, draft, received, length)
    else:
        draft.clauses.append("from o.received")
    if has_end:
        draft.clauses.append("until o.revoked")
        if draw(st.booleans()) or draft.duty["kind"] == "prohibition":
            revoked = draw(st.integers(received, LAST))
            draft.order["revoked"] = at(revoked)
            draft.duty["end"] = hour(revoked)
        elif draw(st.booleans()):
            revoked = draw(early_moments)
            draft.order["revoked"] = at(revoked)
            draft.duty["end"] = hour(revoked)
    return not (has_end and has_deadline)


def end_of_day(moment: int, later: int) -> int:
    """The last instant of the day so many days later, in UTC."""
    return (moment // DAY + later + 1) * DAY - 1


def _clock(draw: st.DrawFn, draft: Draft, received: int, length: int) -> None:
    """What the clock of the deadline does besides running."""
    drawn: dict[str, Stretches] = {}
    for word, starts, ends in (("paused", "halt", "resume"), ("restarts", "ask", "clear")):
        if draw(st.booleans()):
            written, drawn[word] = draw(stretches_of(starts, ends, draft.as_of))
            draft.acts += written
            state = "paused while halted(o)" if word == "paused" else "restarts after unclear(o)"
            draft.clauses.append(state)
    extended: list[tuple[int, Stretches | None]] = []
    written, told = draw(stretches_of("tell", "untell", draft.as_of))
    draft.acts += written
    for _ in range(draw(st.integers(0, 2))):
        more, asked = draw(st.integers(0, 4)), draw(st.booleans())
        extended.append((more, told if asked else None))
        draft.clauses.append(f"extended by {more} hours{' if told(o)' * asked}")
    period = Period(start=hour(received), hours=length, extended=tuple(extended), **drawn)
    draft.duty["deadline"] = period.due(hour(draft.as_of))


def _extras(draw: st.DrawFn, draft: Draft, received: int) -> None:
    """What only an obligation says."""
    if draw(st.integers(0, 3)) == 0:
        draft.clauses.append("time is of the essence")
        draft.duty["essence"] = True
    if draft.duty["is_state"]:
        return
    if draw(st.booleans()):
        draft.clauses.append("or earlier")
        draft.duty["or_earlier"] = True
    if draw(st.integers(0, 2)) == 0:
        length = draw(st.integers(0, 4))
        draft.clauses.append(f"not before {length} hours of o.received")
        draft.duty["opening"] = hour(received + length)


def _excuse(draw: st.DrawFn, draft: Draft, bounded: bool) -> list[Document]:
    end = draft.duty.get("end")
    if end is not None and end < draft.duty["trigger"]:
        return []  # from the trigger to an earlier end there is no moment
    asked = draw(st.sampled_from(_ASKED))
    if asked == "at the deadline" and draft.duty["kind"] == "prohibition" and not bounded:
        return []
    condition = draw(st.one_of(stays(), windows(), echoes(), days()))
    negated = draw(st.booleans())
    text = f"{'not ' if negated else ''}{condition.text}"
    stretches = _others(condition.stretches) if negated else condition.stretches
    if draw(st.booleans()):
        draft.clauses.append(f"unless {text} {asked}")
        draft.duty["excuses"] = (Excuse(asked, stretches),)
    else:
        draft.duty["excuses"] = (_with_exceptions(draw, draft, text, asked, stretches),)
    draft.defines += condition.defines
    draft.order |= condition.fields
    return condition.acts


def _with_exceptions(
    draw: st.DrawFn, draft: Draft, text: str, asked: Asked, stretches: Stretches
) -> Excuse:
    """The same, as an exception that has one of its own, and perhaps that one another."""
    draft.after += f"exception e0 to duty\n  when {text}\n  {asked}\n"
    inner: tuple[Excuse, ...] = ()
    written = []
    for number in range(draw(st.integers(0, 2)), 0, -1):
        moment = draw(st.sampled_from(_ASKED[:1] + _ASKED[2:]))
        begin, length = draw(early_moments), draw(st.integers(0, 8))
        condition = f"{at(begin)} <= t and t < {at(begin + length)}"
        draft.defines += f"define inside{number}(o: Order) at t = {condition}\n"
        written.append(
            f"exception e{number} to e{number - 1}\n  when inside{number}(o)\n  {moment}\n"
        )
        inner = (Excuse(moment, _stretch(hour(begin), hour(begin + length)), inner),)
    draft.after += "".join(reversed(written))
    return Excuse(asked, stretches, inner)


def _others(stretches: Stretches) -> Stretches:
    """The rest of time."""
    found: list[tuple[int, int | None]] = []
    start: int | None = hour(-1_000)
    for begin, end in sorted(stretches, key=lambda stretch: stretch[0]):
        if start is not None and start < begin:
            found.append((start, begin))
        if start is not None:
            start = None if end is None else max(start, end)
    if start is not None:
        found.append((start, None))
    return tuple(found)
