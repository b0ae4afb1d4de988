"""Random cases for a ruleset, some of their facts in doubt.

Every fact is drawn as definite first; then some that matter are made doubtful, so that what is true
is always among the ways of a doubt.
"""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import strategies as st

from tests.judging import Document, at
from tests.properties.strategies.chooser import Chooser
from tests.properties.strategies.doubt import GONE, STRANGERS, Hole, number_of_completions
from tests.properties.strategies.rulesets import Rules
from tests.properties.strategies.vocabularies import ACTIONS, FIELDS, PLACED, WEIGHTED

#: The latest moment, in hours.
LAST = 10

PARTIES = ("p", "q")
#: Numbers as they are drawn, and, of what a doubtful one may be, two in each stretch around and
#: between them.
NUMBERS = (0, 2, 3, 4, 6)
_ANY_NUMBER = (-2, -1, 0, 0.5, 1, 2, 2.25, 2.5, 3, 3.25, 3.5, 4, 5, 5.5, 6, 7, 8)
_LENGTHS = tuple(f"{hours} hours" for hours in range(7))

#: Values by type, such that for every condition that can be asked all its answers are among them.
VALUES: dict[str, tuple[Any, ...]] = {
    "boolean": (True, False),
    "Kind": ("red", "green", "blue"),
    "number": NUMBERS,
    "text": ("x", "y", "z", "w"),
    "Party": (*PARTIES, *STRANGERS),
    "date": ("2021-03-01", "2021-03-02", "2021-03-03"),
    "duration": _LENGTHS,
    "duration?": (*_LENGTHS, "none"),
    "territory": ("IN", "US", "worldwide", "EU"),
    "money": ("0 EUR", "2 EUR", "3 EUR", "4 EUR", "5 EUR", "8 EUR"),
    "percent": ("0%", "25%", "50%", "75%", "100%"),
}
_WAYS: dict[str, tuple[Any, ...]] = {"number": _ANY_NUMBER}
#: Of these an unknown one can be more than `VALUES` has: lengths are like moments.
_OPEN_ENDED = ("duration", "duration?")


@attrs.frozen
class Slot:
    """A definite fact that may be made doubtful: where it stands, its type, its value."""

    where: Document
    key: str
    type: str


@attrs.frozen(kw_only=True)
class Doubted:
    """A document with holes in it, judged as of an hour."""

    rules: Rules
    document: Document
    as_of: int


@st.composite
def doubted(draw: st.DrawFn, rules: Rules, *, most: int, doubts: int, exact: bool) -> Doubted:
    """A case with up to so many doubts, and at most so many completions."""
    choose = Chooser(draw)
    clerk = Clerk(choose, rules, exact)
    document = clerk.document()
    clerk.make_doubtful(document, most, doubts)
    _write(document)
    as_of = choose.one((LAST, LAST + 2, 8, choose.upto(0, LAST + 2)))
    return Doubted(rules=rules, document=document, as_of=as_of + rules.shift)


@attrs.frozen
class Clerk:
    """Writes one case, and remembers which of its facts matter."""

    choose: Chooser
    rules: Rules
    exact: bool
    slots: list[Slot] = attrs.field(factory=list)

    @property
    def norms(self) -> str:
        """The ruleset without its vocabulary."""
        return self.rules.text.partition("lift(o) ends stay(o)")[2]

    # ── Definite facts ─────────────────────────────────────────────────────────────────────────

    def document(self) -> Document:
        choose = self.choose
        records: Document = {"Party": {name: {} for name in PARTIES}, "Item": {}, "Order": {}}
        for name in ("i1", "i2")[: choose.upto(1, 2)]:
            item: Document = {}
            self.put(item, "special", "boolean", ".special")
            self.put(item, "kind", "Kind", "i.kind", "j.kind")
            records["Item"][name] = item
        for name in ("o1", "o2")[: choose.one((1, 1, 2))]:
            order: Document = {}
            self.put(order, "received", "time", "o.received", first=0, last=3)
            for field in self.rules.vocabulary.fields:
                if field == "items":
                    order[field] = choose.some(list(records["Item"]), 0, 2)
                    self.slots.append(Slot(order, field, "list of Item"))
                else:
                    # A deadline that the order does not set is unknown, so this must be there.
                    owed = f"o.{field} of" in self.norms or f"than o.{field}" in self.norms
                    type_ = FIELDS[field].removesuffix("?") if owed else FIELDS[field]
                    self.put(order, field, type_, f"o.{field}")
            records["Order"][name] = order
        acts = [self.act(records, number) for number in range(choose.one((3, 2, 4, 1, 0)))]
        return {"case": "random", "built_from": "log", "records": records, "acts": acts}

    def put(
        self, where: Document, key: str, type_: str, *words: str, first: int = 0, last: int = 8
    ) -> None:
        """A definite value; a slot if the rules speak of it by one of these words."""
        choose = self.choose
        if type_ == "time?" and choose.chance(3):
            where[key] = "none"
        elif type_ in ("time", "time?"):
            where[key] = choose.upto(first, last) + self.rules.shift
        else:
            where[key] = choose.one([v for v in VALUES[type_] if v not in STRANGERS])
        if any(word in self.rules.text for word in words):
            self.slots.append(Slot(where, key, type_))

    def act(self, records: Document, number: int) -> Document:
        choose, vocabulary = self.choose, self.rules.vocabulary
        bearing = ("start", "half", "stop") if "on(" in self.norms else ("send", "mail", "draft")
        action = choose.one((*bearing, *bearing, *ACTIONS, "grant", "lift"))
        things = {"o": choose.one(list(records["Order"])), "i": choose.one(list(records["Item"]))}
        names = vocabulary.things if action in ACTIONS else ("o",)
        arguments: Document = {name: things[name] for name in names}
        act: Document = {action: arguments, "id": f"a{number}"}
        self.put(act, "at", "time", "", first=-2, last=LAST)
        self.put(act, "by", "Party", " by o.who")
        self.slots.extend(Slot(arguments, n, "Item" if n == "i" else "Order") for n in names)
        if action in WEIGHTED:
            self.put(act, "weight", "number", ".weight")
        if action in PLACED and vocabulary.territorial:
            self.put(act, "in", "territory", " in IN")
        if action in ACTIONS:
            self.slots.append(Slot(act, action, "action"))
        self.slots.append(Slot(act, "", "existence"))
        return act

    # ── Doubts ─────────────────────────────────────────────────────────────────────────────────

    def make_doubtful(self, document: Document, most: int, doubts: int) -> None:
        """Make some facts doubtful in place."""
        by_day = self.rules.by_day
        wanted = self.choose.upto(1, doubts)
        slots = self.choose.some(self.slots, 1, wanted)
        # The existence of an act comes last: it takes the act with its other doubts.
        for slot in sorted(slots, key=lambda slot: slot.type == "existence"):
            kept = dict(slot.where)
            hole = self.doubt(slot, document)
            if hole is not None and number_of_completions(document, by_day) > most:
                if slot.type == "existence":
                    acts = document["acts"]
                    document["acts"] = [slot.where if act is hole else act for act in acts]
                slot.where.clear()
                slot.where.update(kept)

    def doubt(self, slot: Slot, document: Document) -> Hole | None:
        """Make one fact doubtful; None if that cannot be."""
        where, key = slot.where, slot.key
        if slot.type == "existence":
            hole = Hole({**where, "denies": ["p"]}, (where, GONE))
            acts = document["acts"]
            document["acts"] = [hole if act is where else act for act in acts]
            return hole
        if slot.type == "action":
            return self._of_action(where, key)
        value, records = where[key], document["records"]
        found: Hole | None = None
        if slot.type in ("time", "time?"):
            found = self._of_moment(value, slot.type == "time?")
        elif slot.type in ("Item", "Order"):
            found = self._of_options(value, tuple(records[slot.type]), False)
        elif slot.type == "list of Item":
            found = self._of_list(value)
        else:
            found = self._of_value(value, slot.type)
        if found is not None:
            where[key] = found
        return found

    def _of_action(self, where: Document, action: str) -> Hole | None:
        others = _alike(action, self.rules.vocabulary.territorial)
        if not others:
            return None
        names = sorted([action, self.choose.one(others)])
        arguments = where.pop(action)
        ways = tuple({name: arguments} for name in names)
        hole = Hole({f"one of [{', '.join(names)}]": arguments}, ways)
        where["*"] = hole
        return hole

    def _of_list(self, value: list[str]) -> Hole | None:
        if not value:
            return None
        rest = value[1:]
        return Hole([{"value": value[0], "denies": ["p"]}, *rest], (value, rest))

    def _of_value(self, value: Any, type_: str) -> Hole | None:
        form = self.choose.one(("unknown", "missing", "one of", "range", "rivals"))
        if form == "range" and type_ == "number":
            low = self.choose.one([n for n in (0, 2, 4) if n <= value] or [0])
            high = self.choose.one([n for n in (2, 4, 6) if n >= value and n > low])
            return Hole(f"{low}..{high}", tuple(n for n in _ANY_NUMBER if low <= n <= high))
        open_ended = self.exact and type_ in _OPEN_ENDED
        if form in ("one of", "rivals", "range") or open_ended:
            known = tuple(option for option in VALUES[type_] if option not in STRANGERS)
            return self._of_options(value, known, form == "rivals")
        # What a log leaves out is absent, if it may be.
        missing = form == "missing" and not type_.endswith("?")
        return Hole(GONE if missing else "unknown", _WAYS.get(type_, VALUES[type_]))

    def _of_options(self, value: Any, options: tuple[Any, ...], rivals: bool) -> Hole | None:
        others = [option for option in options if option not in (value, "none")]
        if value == "none" or not others:
            return None
        found = sorted((value, self.choose.one(others)), key=str)
        if rivals:
            claims = [{"value": v, "asserts": [p]} for v, p in zip(found, PARTIES, strict=True)]
            return Hole(claims, tuple(found))
        return Hole({"one of": [_told(option) for option in found]}, tuple(found))

    def _of_moment(self, value: Any, optional: bool) -> Hole | None:
        if value == "none":
            return None
        choose = self.choose
        form = choose.one(("between", "between", "between", "one of", "rivals", "unknown"))
        if form == "unknown" and not self.exact:
            ways = [at(h) for h in (-50, value - 1, value, value + 1.5, value + 4, 80)]
            return Hole("unknown", (*ways, "none") if optional else tuple(ways))
        low = value - choose.upto(0, 2)
        high = max(low + 1, value + choose.upto(0, 1))
        ends = (at(low), at(high))
        if form == "one of":
            return Hole({"one of": list(ends)}, ends)
        if form == "rivals":
            claims = [{"value": v, "asserts": [p]} for v, p in zip(ends, PARTIES, strict=True)]
            return Hole(claims, ends)
        return Hole({"after": ends[0], "before": ends[1]}, None, low, high)


def _told(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _alike(action: str, territorial: bool) -> list[str]:
    """The actions that an act may have been instead: those with the same further facts."""

    def kind(name: str) -> tuple[bool, bool]:
        return name in WEIGHTED, territorial and name in PLACED

    return [other for other in ACTIONS if other != action and kind(other) == kind(action)]


_MOMENTS = {"at", "received", *(name for name, type_ in FIELDS.items() if "time" in type_)}


def _write(tree: Any) -> None:
    """Whole hours, where they stand for moments, as a case file writes them."""
    if isinstance(tree, Hole):
        for way in (tree.shown, *(tree.ways or ())):
            _write(way)
    elif isinstance(tree, list):
        for part in tree:
            _write(part)
    elif isinstance(tree, dict):
        for key, part in tree.items():
            if key in _MOMENTS and isinstance(part, int):
                tree[key] = at(part)
            else:
                _write(part)
