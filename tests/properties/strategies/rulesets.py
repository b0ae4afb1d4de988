"""Random rulesets, as text: duties of all kinds on one target, with what bears on them."""

from __future__ import annotations

import re
from typing import Literal

import attrs
from hypothesis import strategies as st

from tests.properties.strategies.chooser import Chooser
from tests.properties.strategies.conditions import Speech
from tests.properties.strategies.vocabularies import FIELDS, Vocabulary, vocabulary

ZONES = ("UTC", "Asia/Kolkata", "America/New_York")

_MOMENTS = ("", "", " at the trigger", " at the deadline", " throughout", " at any time")
_INEXACT = ("cash", "rate")

STANDARD = 'standard "soon"'

ASSESSED = """\
assessment enough
  share of duty(STARS) in {complied, complied_late, pending} at least 50%
assessment few
  count of duty(STARS) in {breached, undetermined} at most 1
assessment done
  share of duty(STARS) graded at least partial
"""

#: How time is counted, besides plainly. Tuesday, 2 March 2021, is a holiday: cases begin on Monday.
COUNTED = """\
calendar city
  weekend: saturday, sunday
  covers: 2000-01-01 to 2100-12-31
  closed: 2021-03-02
counting rule office like frcp_6a
  cut_off: "17:00"
  deemed: 1 hours
"""
RULES = (
    "civil", "elapsed", "general_clauses_act_office", "regulation_1182_71", "frcp_6a", "office",
)  # fmt: skip

#: Two rules in dispute.
CONTESTED = re.compile(r"counting (\w+) or (\w+)")

Kind = Literal["obligation", "prohibition"]


@attrs.frozen(kw_only=True)
class Rules:
    """A ruleset, and what a case for it must know.

    `by_day`: civil days are counted, so that midnights matter. `presumes`: something is presumed
    absent, so that more evidence may lead to other verdicts. `shift`: hours by which all moments
    lie later, so that some fall on another day.
    """

    text: str
    vocabulary: Vocabulary
    by_day: bool
    shift: int

    def settled(self, length: str, rule: int) -> str:
        """The text with the one standard that no number settles taken as this length, and with the
        first or the second of the rules that are in dispute.
        """
        text = self.text
        if length:
            text = text.replace(f"{STANDARD} of", f"{STANDARD} taken as {length} of")
        return CONTESTED.sub(rf"counting \{rule + 1}", text)

    @property
    def rules(self) -> tuple[int, ...]:
        """The rules in dispute, by their place; one place, where none are."""
        return (0, 1) if CONTESTED.search(self.text) else (0,)

    @property
    def has_standard(self) -> bool:
        return f"{STANDARD} of" in self.text


@st.composite
def rulesets(draw: st.DrawFn, *, exact: bool = False, presumptions: bool = False) -> Rules:
    """A ruleset; `exact`: one whose doubts can be gone through in full.

    `presumptions`: some exceptions are presumed absent, so that evidence may lead elsewhere.
    """
    choose = Chooser(draw)
    allowed = tuple(name for name in FIELDS if not exact or name not in _INEXACT)
    words = vocabulary(choose, allowed)
    kinds: tuple[Kind, ...] = ("obligation", "obligation", "prohibition")
    speech = Speech(choose, words, exact)
    writer = Writer(choose, speech, choose.one(kinds), choose.chance(2), presumptions)
    versions = choose.chance(4)
    main = writer.norm("duty")
    parts = [main]
    if versions:
        parts = [
            f"{main}  in force from 2020-01-01 until 2021-03-01\n",
            f"{writer.norm('duty', _same(choose, main))}  in force from 2021-03-02\n",
        ]
    parts = [writer.define(), *parts, *writer.defeaters(), *writer.further()]
    zone = "UTC" if exact else choose.one(ZONES)
    stars = ", ".join("*" for _ in words.bound.split(", "))
    parts.append(ASSESSED.replace("STARS", stars))
    counting = f"  {writer.counting()}\n" if choose.chance(4) else ""
    head = f'ruleset random\n  timezone "{zone}"\n{counting}'
    text = f"{head}{words.text}{COUNTED}{''.join(parts)}"
    return Rules(
        text=text,
        vocabulary=words,
        by_day="days of" in text or "o.day" in text or "counting" in text or versions,
        shift=9 if versions else 0,
    )


def _same(choose: Chooser, norm: str) -> str | None:
    """The clause that says when a norm arises, for another version; None for one of its own."""
    found = [line.strip() for line in norm.splitlines() if line.startswith("  from ")]
    return None if found and choose.chance(2) else found[0] if found else ""


@attrs.frozen
class Writer:
    """Writes the norms of one ruleset, all on one target."""

    choose: Chooser
    speech: Speech
    kind: Kind
    is_state: bool
    presumptions: bool

    @property
    def words(self) -> Vocabulary:
        return self.speech.vocabulary

    @property
    def target(self) -> str:
        return f"{'on' if self.is_state else 'send'}({self.words.arguments})"

    def define(self) -> str:
        """`given(o)`, of use to the norms; it asks of the moment `t`."""
        body = attrs.evolve(self.speech, moment="t").condition(0)
        parameters = "o: Order, i: Item" if self.words.has_item else "o: Order"
        return f"define given({parameters}) at t = {body}\n"

    def moment(self) -> str:
        """When an exception is asked, and who must show it."""
        presumed = self.presumptions and self.choose.chance(3)
        return self.choose.one(_MOMENTS) + (" presumed absent" if presumed else "")

    def asked(self) -> str:
        """A condition, at times by way of the define."""
        match self.choose.upto(0, 4):
            case 0 | 1 | 2:
                return self.speech.condition()
            case 3:
                return f"given({self.words.bound})"
            case _:
                return f"given({self.words.bound}) at {self.speech.time()}"

    # ── Norms ──────────────────────────────────────────────────────────────────────────────────

    def norm(self, name: str, trigger: str | None = None) -> str:
        """A norm on the target. `trigger`: the clause that says when it arises, if it is given."""
        choose = self.choose
        must = "must" if self.kind == "obligation" else "must not"
        place = ""
        if not self.is_state and self.words.territorial and choose.chance(3):
            place = " in IN"
        clauses = [f"for each {self.words.binders}", f"{must} {self.target}{place}"]
        if choose.chance(2):
            clauses.append(f"when {self.asked()}")
        clauses += self.window(trigger)
        if self.kind == "obligation":
            clauses += self.only_of_obligations()
        for _ in range(choose.one((0, 0, 0, 1, 2))):
            clauses.append(f"unless {self.asked()}{self.moment()}")
        return f"{self.kind} {name}\n" + "".join(f"  {clause}\n" for clause in clauses)

    def window(self, trigger: str | None) -> list[str]:
        """When it arises, by when it is due, when it ends. An obligation arises at some moment."""
        choose = self.choose
        clauses = [trigger if trigger is not None else f"from {self.anchor()}"]
        needs_deadline = self.kind == "obligation" and not self.is_state
        if needs_deadline or (choose.chance(2) and clauses != [""]):
            clauses.append(self.deadline())
            if clauses[-1].startswith("within") and choose.chance(2):
                clauses += self.clock()
        elif self.kind == "prohibition" and trigger is None and choose.chance(3):
            clauses = []  # always
        if choose.chance(3):
            ends = [f"o.{name}" for name in ("ends", "due") if self.speech.has(name)]
            clauses.append(f"until {choose.one([*ends, '8 hours of o.received'])}")
        return [clause for clause in clauses if clause]

    def clock(self) -> list[str]:
        """How the period of a deadline is counted, and what its clock does besides."""
        choose = self.choose
        clauses = [self.counting()] if choose.chance(2) else []
        # A pause whose ends are in doubt is not followed exactly.
        if not self.speech.exact and choose.chance(2):
            clauses.append(f"paused while {self.lasting()}")
        if choose.chance(3):
            clauses.append(f"restarts after {self.lasting()}")
        for _ in range(choose.one((0, 0, 1, 2))):
            length = choose.one(("1 hours", "3 hours", "1 days", "o.extra"))
            if length == "o.extra" and not self.speech.has("extra"):
                length = "2 hours"
            clauses.append(f"extended by {length}{choose.one((f' if {self.asked()}', ''))}")
        return clauses

    def lasting(self) -> str:
        """A condition that holds for a while."""
        return self.choose.one(("stay(o)", "stay(o)", "not stay(o)", self.speech.condition(0)))

    def counting(self) -> str:
        """Rules with a calendar, at times two of them in dispute."""
        rule, other = self.choose.one(RULES), self.choose.one(RULES)
        contested = f" or {other}" if self.choose.chance(3) and other != rule else ""
        return f"counting {rule}{contested} by city"

    def anchor(self) -> str:
        anchors = ["o.received", "o.received"] + (["o.told"] if self.speech.has("told") else [])
        return self.choose.one(anchors)

    def deadline(self) -> str:
        choose = self.choose
        match choose.upto(0, 5):
            case 0 if self.speech.has("due"):
                return "not later than o.due"
            case 1:
                which = choose.one(("earlier", "later"))
                return f"within the {which} of {self.period()} and {self.period()}"
            case _:
                return f"within {self.period()}"

    def period(self) -> str:
        anchor, hours = self.anchor(), self.speech.hours()
        found = [f"{hours} hours of {anchor}", f"{hours} hours of {anchor}"]
        found += [f"o.{name} of {anchor}" for name in ("allowed", "extra") if self.speech.has(name)]
        found.append(f"{self.choose.upto(0, 1)} days of {anchor}")
        found.append(f"{self.choose.upto(0, 2)} days of {anchor}")
        if not self.speech.exact:
            taken = ("", "", " taken as 3 hours")
            found.append(f"{STANDARD}{self.choose.one(taken)} of {anchor}")
            found.append(f"1 months of {anchor}")
        return self.choose.one(found)

    def only_of_obligations(self) -> list[str]:
        choose = self.choose
        clauses = ["time is of the essence"] if choose.chance(5) else []
        if self.is_state:
            return clauses
        if choose.chance(2):
            clauses.append("or earlier")
        if choose.chance(3):
            clauses.append(f"not before {self.speech.hours()} hours of o.received")
        return clauses

    # ── What bears on them ─────────────────────────────────────────────────────────────────────

    def defeaters(self) -> list[str]:
        """Exceptions, exceptions to exceptions, and permissions."""
        choose = self.choose
        found: list[str] = []
        to = "duty"
        for number in range(choose.one((0, 0, 0, 0, 1, 2, 3))):
            found.append(f"exception e{number} to {to}\n  when {self.asked()}\n {self.moment()}\n")
            to = choose.one((f"e{number}", "duty"))
        if self.kind == "prohibition" and not self.is_state and choose.chance(2):
            found.append(f"permission leave to duty\n  when {self.asked()}\n  at the act\n")
        return found

    def further(self) -> list[str]:
        """A norm that arises on breach or on an act, or one that overrides or gives way."""
        choose, words, hours = self.choose, self.words, self.speech.hours()
        match choose.one(("", "", "breach", "repair", "overrides", "subject to", "event")):
            case "breach":
                return [self._second("")]
            case "repair" if self.kind == "obligation":
                return [self._second("  repairs duty\n")]
            case "overrides" | "subject to" as word:
                opposite: Kind = "prohibition" if self.kind == "obligation" else "obligation"
                rival = attrs.evolve(self, kind=opposite).norm("rival")
                return [f"{rival}  {word} duty\n"]
            case "event":
                asked = attrs.evolve(self.speech, event=True).condition(0)
                reply = (
                    f"obligation reply\n  for each {words.binders}, seen: note({words.arguments})\n"
                )
                return [
                    f"{reply}  when {asked}\n  must grant(o)\n  within {hours} hours of seen.at\n"
                ]
            case _:
                return []

    def _second(self, repairs: str) -> str:
        things = self.words.arguments
        anchor = self.choose.one(("o.received", "breach"))
        target = f"must note({things})\n  within {self.speech.hours()} hours of {anchor}"
        if self.kind == "obligation" and self.choose.chance(2):
            target = f"must on({things})"
        if self.choose.chance(3):
            target += f"\n  when breach {self.speech.compare()} {self.speech.time()}"
        if self.choose.chance(3):
            target += f"\n  unless {self.speech.condition(0)}{self.moment()}"
        return f"obligation second\n  on breach of duty({self.words.bound})\n{repairs}  {target}\n"
