"""Random conditions, as text: what can be asked of an order and its history, at a moment."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from tests.properties.strategies.chooser import Chooser
from tests.properties.strategies.vocabularies import FIELDS, PLACED, WEIGHTED, Vocabulary

#: The numbers that conditions compare with; `cases.NUMBERS` has those between and around them.
LIMITS = ("2", "4")
COMPARISONS = ("<", "<=", ">", ">=", "=", "!=")


@attrs.frozen
class Speech:
    """What conditions may speak of.

    `exact`: only of what the ways of a doubtful fact stand for in full; else of sums and products
    too. `event`: an act is bound as `seen`. `moment`: the name of a bound moment.
    """

    choose: Chooser
    vocabulary: Vocabulary
    exact: bool
    event: bool = False
    moment: str = ""

    def has(self, *names: str) -> bool:
        return all(name in self.vocabulary.fields for name in names)

    # ── Moments and acts ───────────────────────────────────────────────────────────────────────

    def hours(self) -> int:
        return self.choose.upto(0, 5)

    def time(self) -> str:
        """A moment. Some may be absent: what is compared with nothing is false."""
        choose, plain = self.choose, self._plain_time
        match choose.upto(0, 8):
            case 0 | 1 | 2:
                return plain()
            case 3:
                return f"({self.hours()} hours of {plain()})"
            case 4:
                return f"({plain()} + {self.hours()} hours)"
            case 6:
                return f"({plain()} - {self.hours()} hours)"
            case 7:
                return f"({choose.upto(0, 1)} days of {plain()})"
            case 8 if self.has("allowed"):
                return f"(o.allowed of {plain()})"
            case _:
                return f"(the {choose.one(('earlier', 'later'))} of {plain()} and {plain()})"

    def _plain_time(self) -> str:
        names = ["o.received", "2021-03-01T15:00Z", "2021-03-01T18:00Z"]
        names += [f"o.{name}" for name in self.vocabulary.fields if FIELDS[name].startswith("time")]
        if self.event:
            names.append("seen.at")
        if self.moment:
            names.append(self.moment)
        return self.choose.one(names)

    def window(self) -> str:
        choose = self.choose
        match choose.upto(0, 6):
            case 0 | 1 | 2:
                return ""
            case 3 | 4:
                return f" {choose.one(('before', 'after', 'since', 'up to'))} {self.time()}"
            case 5:
                side = choose.one(("before", "after"))
                return f" at most {self.hours()} hours {side} {self.time()}"
            case _:
                return f" since {self.time()} before {self.time()}"

    def occurrence(self, actions: tuple[str, ...] = ()) -> tuple[str, str]:
        """`send(o)` and `in IN before o.due`: an act, and where, by whom and when it was done."""
        choose, vocabulary = self.choose, self.vocabulary
        action = choose.one(actions or ("start", "half", "stop", "send", "mail", "note"))
        rest = self.window()
        if vocabulary.territorial and action in PLACED and choose.chance(3):
            rest = f" in IN{rest}"
        if self.has("who") and choose.chance(4):
            rest = f" by o.who{rest}"
        return f"{action}({vocabulary.arguments})", rest

    # ── Conditions ─────────────────────────────────────────────────────────────────────────────

    def condition(self, depth: int = 1) -> str:
        """A condition with so many junctions, one inside the other, at most."""
        choose = self.choose
        match choose.upto(0, 5) if depth else 0:
            case 0 | 1 | 2:
                return self.on_fields() if choose.chance(2) else self.on_history()
            case 3:
                return f"not ({self.condition(depth - 1)})"
            case 4:
                return f"({self.condition(depth - 1)}) and ({self.condition(depth - 1)})"
            case _:
                return f"({self.condition(depth - 1)}) or ({self.condition(depth - 1)})"

    def compare(self) -> str:
        return self.choose.one(COMPARISONS)

    def limit(self) -> str:
        return f"{self.compare()} {self.choose.one(LIMITS)}"

    def on_fields(self) -> str:
        """A condition on the fields of the order, the item or the bound act."""
        found: list[Callable[[], str]] = [
            make for needed, make in self._table().items() if self.has(*needed)
        ]
        if self.vocabulary.has_item:
            found.append(lambda: self.choose.one(("i.special", "i.kind = red")))
        if self.vocabulary.has_item and self.has("items"):
            found.append(lambda: self.choose.one(("i in o.items", "i not in o.items")))
        if self.event:
            found.append(lambda: f"seen.weight {self.limit()}")
        return self.choose.one(found)()

    def _table(self) -> dict[tuple[str, ...], Callable[[], str]]:
        one, compare = self.choose.one, self.compare
        table: dict[tuple[str, ...], Callable[[], str]] = {
            (): lambda: f"{self.time()} {compare()} {self.time()}",
            ("flag",): lambda: one(("o.flag", "o.flag = false")),
            ("kind",): lambda: one(
                ("o.kind = red", "o.kind != red", "o.kind in {red, blue}", "o.kind not in {green}")
            ),
            ("n",): lambda: f"o.n {self.limit()}",
            ("m",): lambda: f"o.m {self.limit()}",
            ("n", "m"): lambda: f"o.n {compare()} o.m",
            ("name",): lambda: one(('o.name = "x"', 'o.name != "x"', 'o.name in {"x", "y"}')),
            ("name", "other"): lambda: one(("o.name = o.other", "o.name != o.other")),
            ("who", "whom"): lambda: one(("o.who = o.whom", "o.who != o.whom")),
            ("day",): lambda: one(
                (f"o.day {compare()} 2021-03-02", "o.day in {2021-03-02, 2021-03-03}")
            ),
            ("due",): lambda: one(("o.due is present", "o.due is absent")),
            ("allowed",): lambda: one(
                (
                    f"o.allowed {compare()} {self.hours()} hours",
                    f"2 * o.allowed {compare()} {self.hours()} hours",
                    f"o.allowed + 1 hours {compare()} {self.hours()} hours",
                )
            ),
            ("extra",): lambda: one(("o.extra is present", "o.extra > 2 hours")),
            ("place",): lambda: one(("o.place = IN", "o.place != IN", "o.place in {IN, US}")),
            ("items",): lambda: one(
                ("some j in o.items has j.special", "every j in o.items has j.kind = red")
            ),
        }
        if not self.exact:
            table |= {
                ("m", "n"): lambda: one(
                    ("o.n + o.m > 4", "o.n - 1 < o.m", "o.n * o.m >= 4", "2 * o.n < o.m")
                ),
                ("n",): lambda: one((f"o.n {self.limit()}", f"o.n * o.n {self.limit()}")),
                ("cash",): lambda: f"o.cash {compare()} 4 EUR",
                ("rate",): lambda: f"o.rate {compare()} 50%",
                ("cash", "rate"): lambda: f"o.rate * o.cash {compare()} 2 EUR",
            }
        return table

    def on_history(self) -> str:
        """A condition on what happened, or on what held."""
        choose, compare = self.choose, self.compare
        state = choose.one(("on", "partly on", "stay"))
        things = "o" if state == "stay" else self.vocabulary.arguments
        act, when = self.occurrence()
        heavy, then = self.occurrence(WEIGHTED)
        which = choose.one(("first", "last"))
        match choose.upto(0, 9 if self.exact else 10):
            case 0 | 1:
                return f"{choose.one(('', 'no '))}{act} happened{when}"
            case 2:
                return f"{state}({things})"
            case 3:
                return f"{state}({things}) at {self.time()}"
            case 4:
                quantifier = choose.one(("some", "every"))
                return f"{quantifier} e: {heavy}{then} has e.weight {self.limit()}"
            case 5:
                return f"(count of e: {act}{when}) {compare()} {choose.upto(0, 2)}"
            case 6:
                where = f"where e.weight {self.limit()}"
                return f"(count of e: {heavy}{then} {where}) {compare()} {choose.upto(0, 2)}"
            case 7:
                return f"({which} {heavy}{then}).weight {self.limit()}"
            case 8:
                return f"({which} {act}{when}).at {compare()} {self.time()}"
            case 9:
                return f"({which} {act}{when}) is present"
            case _:
                return f"(sum of e.weight for e: {heavy}{then}) {compare()} {choose.upto(0, 6)}"
