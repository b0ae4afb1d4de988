"""By which keys facts can be split, so that an instance finds all that it needs in one part.

What an instance needs is known by paths from its variables (`needs`). One of these paths is made
the key of a norm: rows that are needed by the value at its end go to that value's part; all others
must be seen whole in every part, and of these there may be so many bytes only. Of the keys by which
a norm's instances are found once, the one that leaves the least to be seen whole is taken; a norm
that has none is judged in one part, if its facts are few enough, else refused by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from lexcheck.base.light import light
from lexcheck.bulk.model import Acts, Members, Records, Relation
from lexcheck.bulk.needs import Need, Path, needs_of
from lexcheck.bulk.profile import Profile
from lexcheck.norms.model import Norm, Ruleset
from lexcheck.resolved import terms as t

#: Bytes, as the files hold them, of what may be seen whole by every part.
WHOLE = 64 << 20


@light(kw_only=True)
class Pass:
    """Norms whose facts are split alike. `placed`: by which column the rows of a relation are;
    those of `whole` are seen by each part. `together`: there is but one part.
    """

    norms: tuple[str, ...]
    placed: tuple[tuple[Relation, str], ...]
    whole: tuple[Relation, ...]

    @property
    def together(self) -> bool:
        return not self.placed


@light(kw_only=True)
class TooWide:
    """A norm that cannot be split: `what` would have to be seen whole, of so many bytes."""

    norm: str
    what: str
    bytes: int


@light(kw_only=True)
class Sizes:
    """Which tables hold some of each relation, and how many bytes each of them has."""

    tables: Mapping[Relation, tuple[str, ...]]
    bytes: Mapping[str, int]

    def of(self, relations: Iterable[Relation]) -> int:
        """The bytes of their tables together, each counted once."""
        return sum(self.bytes[name] for name in {n for r in relations for n in self.tables[r]})


def passes(
    ruleset: Ruleset, profile: Profile, sizes: Sizes, most: int = WHOLE
) -> tuple[tuple[Pass, ...], tuple[TooWide, ...]]:
    """How each norm's facts are split, norms that are split alike in one pass; and what cannot be.

    Nothing is asked of the rows but whether a field that a path leads over may be unknown.
    """
    found: list[_Group] = []
    refused = []
    for name in ruleset.versions:
        key = _best(ruleset, name, profile, sizes)
        seen = sizes.of(key.whole)
        if seen > most:
            widest = max(key.whole, key=lambda r: (sizes.of([r]), str(r)))
            refused.append(TooWide(norm=name, what=shown(widest), bytes=seen))
            continue
        for group in found:
            if group.takes(key):
                group.add(name, key)
                break
        else:
            found.append(_Group([name], dict(key.placed), set(key.whole)))
    return tuple(group.made() for group in found), tuple(refused)


def shown(relation: Relation) -> str:
    match relation:
        case Records(type=type_):
            return f"all records of {type_}"
        case Members(record=record, field=field):
            return f"all lists of {record}.{field}"
        case Acts(action=action):
            return f"all acts of {action}"


# ── The key of one norm ────────────────────────────────────────────────────────────────────────


@light
class _Key:
    placed: Mapping[Relation, str]
    whole: frozenset[Relation]


def _best(ruleset: Ruleset, name: str, profile: Profile, sizes: Sizes) -> _Key:
    needs = [need for need in needs_of(ruleset, name) if profile.has(need.relation)]
    finders = {relation for norm in ruleset.versions[name] for relation in _finders(ruleset, norm)}
    keys = [_split(needs, path) for path in _paths(needs, profile)]
    found = [key for key in keys if finders & key.placed.keys()]
    if not found:
        return _Key({}, frozenset(need.relation for need in needs))
    return min(found, key=lambda key: sizes.of(key.whole))  # ORDER: the first of the least


def _finders(ruleset: Ruleset, norm: Norm) -> Iterator[Relation]:
    """The relations whose rows list the instances of a norm: each takes one row of each of them."""
    for binder in norm.binders:
        if isinstance(binder, t.ActBinder):
            yield Acts(binder.occurrence.action)
        elif binder.within is None:
            yield Records(binder.type.name)
        elif isinstance(binder.within, t.FieldOf):
            yield Members(binder.within.of.type.name, binder.within.field)
    if norm.on_breach is not None:
        for primary in ruleset.versions.get(norm.on_breach.norm, ()):
            yield from _finders(ruleset, primary)


def _paths(needs: Iterable[Need], profile: Profile) -> list[Path]:
    """The paths by which something is needed, but those on which the way may be lost, and those
    that lead over a list to several things.
    """
    found: dict[Path, None] = {}
    for need in needs:
        for _, path in need.columns:
            found[path] = None
        if need.only is not None:
            found[need.only] = None
    return [
        path
        for path in found
        if not any(
            isinstance(relation, Members) or profile.of(relation, field).unknown
            for relation, field in path.steps
        )
    ]


def _split(needs: Iterable[Need], path: Path) -> _Key:
    """Which relations a key places, and by which column."""
    columns: dict[Relation, set[str]] = {}
    for need in needs:
        fit = set(_columns(need, path))
        columns[need.relation] = columns.get(need.relation, fit) & fit
    placed = {relation: min(fit) for relation, fit in columns.items() if fit}
    return _Key(placed, frozenset(columns.keys() - placed.keys()))


def _columns(need: Need, path: Path) -> Iterator[str]:
    """The columns of the needed rows in which the value of the path stands."""
    for column, leads in need.columns:
        if leads == path:
            yield column
        if path.steps and column == "id":
            *before, (relation, field) = path.steps
            if relation == need.relation and leads == Path(path.place, tuple(before)):
                yield field
    if need.only == path:
        yield "member"


# ── Norms that are split alike ─────────────────────────────────────────────────────────────────


@attrs.define
class _Group:
    norms: list[str]
    placed: dict[Relation, str]
    whole: set[Relation]

    def takes(self, key: _Key) -> bool:
        """Do they agree on every relation that both need?"""
        if bool(key.placed) != bool(self.placed):
            return False
        alike = all(self.placed.get(r, column) == column for r, column in key.placed.items())
        return alike and not (self.whole & key.placed.keys() or key.whole & self.placed.keys())

    def add(self, name: str, key: _Key) -> None:
        self.norms.append(name)
        self.placed.update(key.placed)
        self.whole |= key.whole

    def made(self) -> Pass:
        return Pass(
            norms=tuple(self.norms),
            placed=tuple(sorted(self.placed.items(), key=str)),
            whole=tuple(sorted(self.whole, key=str)),
        )
