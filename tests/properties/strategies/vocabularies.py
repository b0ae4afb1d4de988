"""Random vocabularies: which fields, actions and states the rulesets and cases may speak of."""

from __future__ import annotations

import attrs

from tests.properties.strategies.chooser import Chooser

#: Fields of an order besides `received`, with their types.
FIELDS = {
    "flag": "boolean",
    "kind": "Kind",
    "n": "number",
    "m": "number",
    "name": "text",
    "other": "text",
    "due": "time?",
    "ends": "time?",
    "told": "time",
    "allowed": "duration",
    "extra": "duration?",
    "day": "date",
    "who": "Party",
    "whom": "Party",
    "place": "territory",
    "cash": "money",
    "rate": "percent",
    "items": "list of Item",
}

#: What is done to the target's things; those that have a weight, and those that have a territory.
ACTIONS = ("start", "half", "stop", "send", "mail", "draft", "note")
WEIGHTED = ("start", "half", "send", "mail", "note")
PLACED = ("start", "half", "send", "mail")


@attrs.frozen
class Vocabulary:
    """`things` are what the target is about: `o`, `i` or both. `fields` are those of an order."""

    things: tuple[str, ...]
    fields: tuple[str, ...]
    territorial: bool

    @property
    def has_item(self) -> bool:
        return "i" in self.things

    @property
    def arguments(self) -> str:
        return ", ".join(self.things)

    @property
    def parameters(self) -> str:
        types = {"o": "Order", "i": "Item"}
        return ", ".join(f"{thing}: {types[thing]}" for thing in self.things)

    @property
    def bound(self) -> str:
        """The variables of an instance."""
        return "o, i" if self.has_item else "o"

    @property
    def binders(self) -> str:
        if not self.has_item:
            return "o: Order"
        return "o: Order, i: Item in o.items" if "items" in self.fields else "o: Order, i: Item"

    @property
    def text(self) -> str:
        where = " in territory" if self.territorial else ""
        covers = " in IN" if self.territorial else ""
        p, a = self.parameters, self.arguments
        actions = [
            f"action {name}({p}){where if name in PLACED else ''}"
            + ("\n  weight: number" if name in WEIGHTED else "")
            for name in ACTIONS
        ]
        lines = [
            "enum Kind = red, green, blue",
            "record Party",
            "record Item\n  special: boolean\n  kind: Kind",
            "record Order\n  received: time",
            *(f"  {name}: {FIELDS[name]}" for name in self.fields),
            *actions,
            "action grant(o: Order)\naction lift(o: Order)",
            # No norm speaks of these: what is said of them is noise.
            "record Noise\n  level: number\naction rumble(x: Noise)\n  weight: number",
            "state loud(x: Noise)\nrumble(x) counts as loud(x)",
            f"state on({p})\nstate stay(o: Order)",
            f"start({a}){covers} counts as on({a})",
            f"half({a}) counts as partly on({a})",
            f"stop({a}) ends on({a})",
            f"mail({a}) counts as send({a})",
            f"draft({a}) counts as partly send({a})",
            "grant(o) counts as stay(o)\nlift(o) ends stay(o)",
        ]
        return "\n".join(lines) + "\n"


def vocabulary(choose: Chooser, allowed: tuple[str, ...]) -> Vocabulary:
    """A vocabulary with some of these fields."""
    things = choose.one((("o",), ("i",), ("o", "i")))
    fields = tuple(choose.some(allowed, 2, 6))
    return Vocabulary(things, fields, choose.chance(2))
