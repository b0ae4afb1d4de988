"""What the parts of one case file are checked against, and where their faults are gathered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from zoneinfo import ZoneInfo

from lexcheck.base.diagnostics import Diagnostic, Label, did_you_mean
from lexcheck.base.text import Source, Span
from lexcheck.facts.case import NOWHERE, Provenance
from lexcheck.facts.schema import PARTY, Schema
from lexcheck.facts.tree import (
    Mapping,
    Node,
    Place,
    Scalar,
    Sequence,
    described,
    entry_span,
    key_span,
    quoted,
    span,
)

#: Comparing words is slow: a file of nothing but misspelt names must not take minutes.
_MAX_COMPARISONS = 30_000

#: Who said it, and who says it is not so: reserved words wherever a fact stands.
PROVENANCE_KEYS = ("sources", "asserts", "denies", "because")
_PROVENANCE = frozenset(PROVENANCE_KEYS)


#: That an act says `id:` and nothing after it: what is called by that id is then unknown.
NO_ID = ("an act without its id",)


class Scope:
    """The names that a case file knows. `tz` and the sets are filled before the facts are read.

    `ids` leads from the id of a record to its type, of which `types` are all; `places` from any id
    to where it is given. `parties` is None where any name may be given for a party: the vocabulary
    has no `Party`, or the case lists none.

    `absent` are the complaints of keys that a mapping lacks, and `lost` the ids of things that
    stand where something is at fault: `causes.told` leaves out what only follows.
    """

    def __init__(self, schema: Schema, source: Source) -> None:
        self.schema = schema
        self.source = source
        self.tz: ZoneInfo | None = None
        self.ids: dict[str, str] = {}
        self.types: set[str] = set()
        self.places: dict[str, Place] = {}
        self.references: frozenset[str] = frozenset()
        self.parties: frozenset[str] | None = None
        self.diagnostics: list[Diagnostic] = []
        self.absent: list[tuple[Diagnostic, Mapping, str]] = []
        self.lost: set[str] = set()
        self.constants = {enum.name: frozenset(enum.constants) for enum in schema.enums}
        self._comparisons = 0
        self._provenances: dict[Provenance, Provenance] = {}

    # ── Faults ─────────────────────────────────────────────────────────────────────────────────

    def complain(
        self,
        code: str,
        where: Node | Span,
        message: str,
        hint: str = "",
        labels: tuple[Label, ...] = (),
        about: tuple[str, ...] = (),
    ) -> None:
        place = where if isinstance(where, Span) else span(where, self.source)
        self.diagnostics.append(
            Diagnostic(
                code=code, message=message, span=place, hint=hint, labels=labels, about=about
            )
        )

    def near(self, word: str, known: Collection[str]) -> str:
        """A did-you-mean, until comparing has cost too much."""
        if self._comparisons + len(known) > _MAX_COMPARISONS:
            return ""
        self._comparisons += len(known)
        return did_you_mean(word, known)

    def _near_id(self, word: str, wanted: str | None) -> str:
        if self._comparisons + len(self.ids) > _MAX_COMPARISONS:
            return ""  # not even worth listing them
        known = [id_ for id_, type_ in self.ids.items() if wanted in (None, type_)]
        return self.near(word, known)

    def expected(self, node: Node, what: str, hint: str = "", about: tuple[str, ...] = ()) -> None:
        message = f"{what} is expected here, not {described(node)}"
        self.complain("LX420", node, message, hint, about=about)

    def unknown_keys(self, node: Mapping, known: Collection[str], where: str) -> None:
        """Complains of every key that means nothing there."""
        if node.entries.keys() <= set(known):
            return
        # A comma in what belongs to a key without its `:` makes several keys of it.
        run_in = any('"' in key for key in node.entries)
        about = (f"keys run into values at {span(node, self.source).place}",) if run_in else ()
        for key, value in node.entries.items():
            if key not in known:
                self.complain(
                    "LX421",
                    key_span(value, self.source),
                    f"{where} has no entry {quoted(key)}",
                    self.without_colon(key, known) or self.near(key, known),
                    about=about,
                )

    @staticmethod
    def without_colon(key: str, known: Collection[str]) -> str:
        word, _, rest = key.partition(" ")
        return f"is a `:` missing after `{word}`?" if rest and word in known else ""

    def backwards(self, node: Scalar) -> None:
        message = f"the range {quoted(node.text)} ends before it starts"
        self.complain("LX438", node, message)

    def missing(
        self, where: Node | Span, key: str, what: str, hint: str = "", or_else: str = ""
    ) -> None:
        """`where` is shown from its start on, one character: the whole would be too much. The key
        `or_else` would do as well.
        """
        place = where if isinstance(where, Span) else span(where, self.source)
        start = Span(self.source, place.start, min(place.start + 1, place.end))
        self.complain("LX422", start, f"{what} has no `{key}`", hint)
        if isinstance(where, Mapping):
            self.lacks(where, key, *([or_else] if or_else else []))

    def lacks(self, node: Mapping, *keys: str) -> None:
        """The last complaint is that a mapping has none of these keys."""
        self.absent += [(self.diagnostics[-1], node, key) for key in keys]

    # ── Shapes ─────────────────────────────────────────────────────────────────────────────────

    def text(self, node: Node, what: str, about: tuple[str, ...] = ()) -> str | None:
        """A text that is not empty, or a complaint."""
        if isinstance(node, Scalar) and not node.is_null and node.text.strip():
            return node.text
        self.expected(node, what, about=about)
        return None

    def texts(self, node: Node, what: str) -> tuple[Scalar, ...]:
        """A text or a list of texts."""
        if isinstance(node, Sequence):
            return tuple(
                item
                for item in node.items
                if self.text(item, what) is not None and isinstance(item, Scalar)
            )
        if isinstance(node, Scalar) and self.text(node, f"{what}, or a list of such,") is not None:
            return (node,)
        if isinstance(node, Mapping):
            self.expected(node, f"{what}, or a list of such,")
        return ()

    def mapping(self, node: Node, what: str, hint: str = "") -> Mapping | None:
        """A mapping; nothing at all counts as an empty one."""
        if isinstance(node, Mapping):
            return node
        if isinstance(node, Scalar) and node.is_null:
            return Mapping({}, node.at, node.key)
        self.expected(node, what, hint)
        return None

    def sequence(self, node: Node, what: str) -> Iterator[Node]:
        if isinstance(node, Sequence):
            yield from node.items
        elif not (isinstance(node, Scalar) and node.is_null):
            self.expected(node, what)

    # ── Names ──────────────────────────────────────────────────────────────────────────────────

    def record(self, node: Scalar, wanted: str | None = None) -> str | None:
        """The id of a record, of the wanted type (None: any), or a complaint."""
        found = self.ids.get(node.text)
        if found is None:
            what = f"no {wanted}" if wanted else "no record"
            message = f"there is {what} {quoted(node.text)}"
            hint = self._near_id(node.text, wanted)
            about = about_id(node.text)
            if wanted is not None and wanted not in self.types:
                about += (f"no {wanted}",)  # there is none at all: that is one mistake
            self.complain("LX428", node, message, hint, self._meant(hint), about)
            return None
        if wanted is not None and found != wanted:
            self.complain(
                "LX429",
                node,
                f"{quoted(node.text)} is of type {found}, but {wanted} is asked for here",
                labels=self.first_place(node.text),
                about=about_id(node.text),
            )
            return None
        return node.text

    def _meant(self, hint: str) -> tuple[Label, ...]:
        """The place of the id that was meant, perhaps."""
        return self.first_place(hint.removeprefix("did you mean `").removesuffix("`?"))

    def first_place(self, id_: str) -> tuple[Label, ...]:
        place = self.places.get(id_)
        if place is None:
            return ()
        return (Label(span=Span(self.source, *place), message=f"{quoted(id_)} stands here"),)

    def party(self, node: Scalar) -> str | None:
        if self.parties is None or node.text in self.parties:
            return node.text
        found = self.ids.get(node.text)
        self.complain(
            "LX431",
            node,
            f"there is no {PARTY} {quoted(node.text)}"
            + (f": it is of type {found}" if found else ""),
            self.near(node.text, self.parties),
            about=about_id(node.text),
        )
        return None

    def provenance(self, node: Mapping) -> Provenance:
        """The provenance that a mapping's entries give; NOWHERE where they give none."""
        entries = node.entries
        if _PROVENANCE.isdisjoint(entries):
            return NOWHERE
        sources = tuple(self._sources(entries.get("sources")))
        asserts, denies = (
            tuple(self._parties(entries.get(key), key)) for key in ("asserts", "denies")
        )
        if both := [name for name in asserts if name in denies]:
            self.complain(
                "LX452",
                entry_span(entries["denies"], self.source),
                f"{quoted(both[0])} both asserts and denies this",
                "keep one of the two",
                labels=(Label(span=span(entries["asserts"], self.source), message="asserted"),),
            )
        because = ""
        if "because" in entries:
            because = self.text(entries["because"], "a reason") or ""
        made = Provenance(sources=sources, asserts=asserts, denies=denies, because=because)
        return self._provenances.setdefault(made, made)

    def _sources(self, node: Node | None) -> Iterable[str]:
        for item in self.texts(node, "the key of a source") if node else ():
            if item.text in self.references:
                yield item.text
            else:
                self.complain(
                    "LX430",
                    item,
                    f"the case has no source {quoted(item.text)}",
                    self.near(item.text, self.references) or "list it under `sources:`",
                    about=(f"source {item.text}",),
                )

    def _parties(self, node: Node | None, key: str) -> Iterable[str]:
        for item in self.texts(node, f"who {key} it") if node else ():
            if self.party(item) is not None:
                yield item.text


def about_id(id_: str) -> tuple[str, ...]:
    """What complaints of one id have in common."""
    return (f"id {id_}",)
