"""A first manifest for files, in the words of a vocabulary: what their names and cells suggest.

Each table is weighed against each record type, list and action: how like the names are, and how
many of the fields find a column. The best is taken, if it is any good. Whatever is not found is
written as `TODO`, and no manifest with one of them is used: a gap is never silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

import attrs

from lexcheck.base.light import evolve, light
from lexcheck.bulk.likeness import LIKE, likeness, parts
from lexcheck.bulk.seen import Seen, SeenColumn
from lexcheck.facts.schema import PARTY, Action, Field, Kind, Record, Schema, Type

#: A table is taken for what it is like at least so much; below the second, that is a guess.
_ENOUGH, _SURE = 0.5, 1.2

#: A column that says what was done has no more words than this.
_FEW = 40

#: Names that are as like are one.
_SAME = 0.95

TIME = Type(Kind.TIME, "time")


@light(kw_only=True)
class Wanted:
    """A field, and the column that was found for it; None: none was. `sure`: the names agree."""

    field: Field
    column: SeenColumn | None
    sure: bool = True


@light(kw_only=True)
class Draft:
    """What one table seems to be. `words`: of a table of several acts, what its column says and the
    action that is meant, None where that is not known. `unused`: columns that nothing reads.
    """

    seen: Seen
    holds: Literal["records", "members", "act", "acts", "nothing"]
    type: str = ""
    id: SeenColumn | None = None
    arguments: tuple[Wanted, ...] = ()
    fields: tuple[Wanted, ...] = ()
    column: SeenColumn | None = None
    words: tuple[tuple[str, str | None], ...] = ()
    unused: tuple[str, ...] = ()
    weight: float = 0.0

    @property
    def sure(self) -> bool:
        return self.weight >= _SURE


@attrs.define
class _Pool:
    """The columns of a table that nothing has taken yet."""

    free: list[SeenColumn]

    def take(self, name: str, type_: Type | None = None) -> tuple[SeenColumn | None, float]:
        """The column most like a name, of a kind that fits."""
        found, best = None, 0.0
        for column in self.free:
            weight = likeness(name, column.name)
            if weight > best and (type_ is None or fits(column, type_)):
                found, best = column, weight
        if found is None or best < LIKE:
            return None, 0.0
        self.free.remove(found)
        return found, best

    def only(self, type_: Type) -> SeenColumn | None:
        """The one column that is left of this kind, if there is just one."""
        fit = [column for column in self.free if column.cells and fits(column, type_)]
        if len(fit) != 1:
            return None
        self.free.remove(fit[0])
        return fit[0]

    def holding(self, known: frozenset[str]) -> SeenColumn | None:
        """The column whose words are, for the most part, among these."""
        for column in self.free:
            words = set(column.words)
            if words and len(words & known) * 2 > len(words):
                self.free.remove(column)
                return column
        return None


def fits(column: SeenColumn, type_: Type) -> bool:
    """May a column hold values of a type?"""
    if not column.cells:
        return True
    match type_.kind:
        case Kind.TIME | Kind.DATE:
            return column.kind in ("day", "moment")
        case Kind.NUMBER | Kind.PERCENT | Kind.MONEY:
            return column.kind == "number"
        case Kind.DURATION:
            return column.kind in ("number", "text")
        case Kind.BOOLEAN:
            return column.kind in ("boolean", "text", "number")
        case _:
            return column.kind not in ("day", "moment")


# ── What a table is ────────────────────────────────────────────────────────────────────────────


def drafts(tables: Sequence[Seen], schema: Schema) -> list[Draft]:
    """What each table seems to be. Records come first: their ids are looked for in the others."""
    known: dict[str, frozenset[str]] = {}
    found: dict[int, Draft] = {}
    for number, seen in enumerate(tables):
        best = max(_candidates(seen, schema), key=lambda d: d.weight, default=None)
        found[number] = best if best is not None and best.weight >= _ENOUGH else _nothing(seen)
    for wanted in ("records", "members", "act", "acts"):
        for number, each in found.items():
            if each.holds == wanted:
                found[number] = done = _completed(each, known)
                _learn(done, known)
    return [found[number] for number in range(len(tables))]


def _nothing(seen: Seen) -> Draft:
    return Draft(seen=seen, holds="nothing", unused=seen.names)


def _candidates(seen: Seen, schema: Schema) -> Iterator[Draft]:
    for record in schema.records:
        yield _of_record(seen, record)
        for field in record.fields:
            if field.type.is_list:
                yield from _of_members(seen, record, field)
    for action in schema.actions:
        yield _of_action(seen, action, schema)
    yield from _of_actions(seen, schema)


def _of_record(seen: Seen, record: Record) -> Draft:
    pool = _Pool(list(seen.columns))
    id_ = _identity(pool, record.name)
    fields = _fields(pool, record.fields)
    share = sum(each.column is not None for each in fields) / max(len(fields), 1)
    weight = 1.5 * likeness(record.name, seen.name) + share * (id_ is not None)
    return Draft(
        seen=seen, holds="records", type=record.name, id=id_, fields=fields,
        unused=_names(pool), weight=weight,
    )  # fmt: skip


def _identity(pool: _Pool, type_: str) -> SeenColumn | None:
    """A column that names each row, nearly always by another text."""
    whole = [column for column in pool.free if len(column.words) * 2 > len(column.cells)]
    found = max(whole, key=lambda c: (_names_one(c, type_), -pool.free.index(c)), default=None)
    if found is None or not _names_one(found, type_):
        return None
    pool.free.remove(found)
    return found


def _names_one(column: SeenColumn, type_: str) -> float:
    marks = {"id", "uuid", "guid", "key", "no", "number", "nr", "ref", "path", "entry"}
    marked = bool(marks & set(parts(column.name)))
    like = likeness(type_, column.name)
    return (like if marked or like == 1.0 else 0.0) + 0.5 * marked


def _of_members(seen: Seen, record: Record, field: Field) -> Iterator[Draft]:
    if len(seen.columns) > 4 or any(c.kind in ("day", "moment") for c in seen.columns):
        return
    pool = _Pool(list(seen.columns))
    owner, first = pool.take(record.name)
    if owner is None:
        return
    member, second = pool.take(field.type.name)
    if member is None:
        member, second = pool.take(field.name)
    sure = member is not None
    if member is None:
        member = pool.only(Type(Kind.TEXT, "text"))
    named = max(likeness(f"{record.name} {field.name}", seen.name), likeness(field.name, seen.name))
    ends = (_party(record.name, owner, True), _party(field.type.name, member, sure))
    yield Draft(
        seen=seen, holds="members", type=f"{record.name}.{field.name}", arguments=ends,
        unused=_names(pool), weight=first + second + named if member is not None else 0.0,
    )  # fmt: skip


def _party(type_: str, column: SeenColumn | None, sure: bool) -> Wanted:
    return Wanted(field=Field(name="", type=Type(Kind.RECORD, type_)), column=column, sure=sure)


def _of_action(seen: Seen, action: Action, schema: Schema) -> Draft:
    pool = _Pool(list(seen.columns))
    fields = _fields(pool, act_fields(schema, [action]))
    arguments = _arguments(pool, action)
    found = [*fields, *arguments]
    share = sum(each.column is not None for each in found) / len(found)
    named = likeness(action.name, seen.name)
    return Draft(
        seen=seen, holds="act", type=action.name, fields=fields, arguments=arguments,
        unused=_names(pool), weight=1.5 * named + share if named >= LIKE else 0.0,
    )  # fmt: skip


def _of_actions(seen: Seen, schema: Schema) -> Iterator[Draft]:
    """As a log: a column of few words says what was done."""
    if not any(column.kind in ("day", "moment") for column in seen.columns):
        return
    for column in seen.columns:
        words = column.words
        if column.kind != "text" or not words or len(words) > _FEW:
            continue
        meant = tuple((word, _action(word, schema)) for word in words)
        actions = [schema.action[name] for _, name in meant if name is not None]
        widths = {len(action.parameters) for action in actions}
        if not actions or len(widths) != 1:
            continue
        pool = _Pool([each for each in seen.columns if each is not column])
        fields = _fields(pool, act_fields(schema, actions))
        arguments = _arguments(pool, actions[0])
        yield Draft(
            seen=seen, holds="acts", column=column, words=meant, fields=fields,
            arguments=arguments, unused=_names(pool), weight=1.2 + len(actions) / len(words),
        )  # fmt: skip


def _action(word: str, schema: Schema) -> str | None:
    best = max(schema.action, key=lambda name: likeness(name, word), default=None)
    return best if best is not None and likeness(best, word) >= LIKE else None


def act_fields(schema: Schema, actions: Sequence[Action]) -> tuple[Field, ...]:
    """What a table of these acts can give besides what they are done to."""
    found = {"at": Field(name="at", type=TIME)}
    if any(action.territorial for action in actions):
        territory = Type(Kind.TERRITORY, "territory")
        found["territory"] = Field(name="territory", type=territory)
    found.update({field.name: field for action in actions for field in action.fields})
    if schema.has_parties:
        found["by"] = Field(name="by", type=Type(Kind.RECORD, PARTY))
    return tuple(found.values())


def _fields(pool: _Pool, fields: Iterable[Field]) -> tuple[Wanted, ...]:
    """A column for each field; who is most like a column takes it first."""
    fields = tuple(fields)
    order = sorted(
        fields,
        key=lambda f: -max((likeness(f.name, c.name) for c in pool.free), default=0.0),
    )
    found: dict[str, Wanted] = {}
    for field in order:
        column, weight = pool.take(field.name, field.type)
        found[field.name] = Wanted(field=field, column=column, sure=weight >= _SAME)
    return tuple(found[field.name] for field in fields)


def _arguments(pool: _Pool, action: Action) -> tuple[Wanted, ...]:
    """Parameters have short names, and columns rather that of the type."""
    found = []
    for parameter in action.parameters:
        column, weight = pool.take(parameter.type.name, parameter.type)
        if column is None:
            column, weight = pool.take(parameter.name, parameter.type)
        found.append(Wanted(field=parameter, column=column, sure=weight >= _SAME))
    return tuple(found)


def _names(pool: _Pool) -> tuple[str, ...]:
    return tuple(column.name for column in pool.free)


# ── What the cells say ─────────────────────────────────────────────────────────────────────────


def _completed(draft: Draft, known: Mapping[str, frozenset[str]]) -> Draft:
    """With the columns that only their cells give away: ids that stand in other tables, the one
    column of moments, the ids of acts.
    """
    pool = _Pool([column for column in draft.seen.columns if column.name in draft.unused])
    fields = tuple(_found(each, pool, known) for each in draft.fields)
    id_ = draft.id
    if draft.holds in ("act", "acts"):
        id_ = _identity(pool, draft.seen.name)
    arguments = tuple(_found(each, pool, known) for each in draft.arguments)
    return evolve(draft, fields=fields, arguments=arguments, id=id_, unused=_names(pool))


def _found(wanted: Wanted, pool: _Pool, known: Mapping[str, frozenset[str]]) -> Wanted:
    type_, column = wanted.field.type, wanted.column
    if column is None and type_.kind is Kind.RECORD and not type_.is_list:
        column = pool.holding(known.get(type_.name, frozenset()))
    if column is None and wanted.field.name == "at":
        column = pool.only(TIME)
    if column is wanted.column:
        return wanted
    return Wanted(field=wanted.field, column=column, sure=False)


def _learn(draft: Draft, known: dict[str, frozenset[str]]) -> None:
    """The ids that a table shows, by type."""
    if draft.holds == "records" and draft.id is not None:
        known[draft.type] = known.get(draft.type, frozenset()) | frozenset(draft.id.cells)
    for each in draft.arguments:
        if each.column is not None:
            name = each.field.type.name
            known[name] = known.get(name, frozenset()) | frozenset(each.column.cells)
