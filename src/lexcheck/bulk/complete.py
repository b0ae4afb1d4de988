"""For what the record of a dataset is complete, as far as it is so for everything there is.

Absence from a complete record is *did not happen*; absence from any other is unknown, and SQL
knows no unknown acts. What is complete for some things only, or for one party's acts, counts here
as open: it is the evaluator that looks at each of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lexcheck.base.light import light
from lexcheck.bulk.dataset import EMPTY, Dataset, Table
from lexcheck.bulk.model import Acts, Records, Relation
from lexcheck.facts.case import RecordKind
from lexcheck.facts.schema import Field, Kind, Schema


@light(kw_only=True)
class Complete:
    """Of a dataset, up to an as-of."""

    dataset: Dataset
    as_of: int

    @property
    def _is_log(self) -> bool:
        return self.dataset.kind is RecordKind.LOG

    def _reaches(self, until: int | None) -> bool:
        return until is None or until >= self.as_of

    @property
    def _log_reaches(self) -> bool:
        own = self.dataset.as_of
        return self._reaches(None if own is None else own.latest)

    def action(self, name: str) -> bool:
        """Is every act of this action recorded, whatever it was done to? A log is complete for all
        up to its end, but for the actions that its coverage names.
        """
        named = [c for c in self.dataset.coverage if c.actions is None or name in c.actions]
        if self._is_log and not any(c.actions for c in named):
            return self._log_reaches
        return any(
            each.things is None
            and each.by is None
            and (each.start is None or each.start.earliest is None)
            and self._reaches(None if each.until is None else each.until.latest)
            for each in named
        )

    def field(self, relation: Relation, field: Field) -> bool:
        """Is what no column gives absent? Only of moments is it asked until when."""
        if not isinstance(relation, Records):
            return self._is_log
        reaches, complete = self._log_reaches, self._is_log
        for each in self.dataset.coverage:
            if f"{relation.type}.{field.name}" in each.fields:
                reaches = self._reaches(None if each.until is None else each.until.latest)
                complete = each.things is None
                break
        return complete and (reaches or field.type.kind is not Kind.TIME)

    def open(self, schema: Schema) -> frozenset[Relation]:
        """What SQL cannot ask about: the actions whose acts may be missing, and rows whose empty
        cells may stand for something, though they need not.
        """
        found: set[Relation] = {Acts(name) for name in schema.action if not self.action(name)}
        for table in self.dataset.tables:
            fields = dict(table.fields)
            for relation, declared in _declared(table, schema):
                for field in declared:
                    given = fields.get(field.name)
                    silent = given is not None and given.constant is None and given.empty == EMPTY
                    if silent and field.type.optional and not self.field(relation, field):
                        found.add(relation)
        return frozenset(found)


def _declared(table: Table, schema: Schema) -> Iterator[tuple[Relation, Sequence[Field]]]:
    if table.holds == "records":
        yield Records(table.type), schema.record[table.type].fields
    elif table.holds == "acts":
        for _, action in table.actions:
            if action is not None:
                yield Acts(action), schema.action[action].fields
