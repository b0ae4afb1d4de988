"""What is known of a dataset's columns before a norm is lowered: which there are, and how sure.

It comes from the manifest, and from counting the cells once, when every row is looked at. A column
in which nothing is unknown and no moment imprecise needs no question about doubt in any plan.
"""

from __future__ import annotations

from collections.abc import Mapping

from lexcheck.base.light import field, light
from lexcheck.bulk.model import Acts, Members, Records, Relation


@light(kw_only=True)
class FieldProfile:
    """`unknown`: some cell is not known. `imprecise`: some moment is no instant, or some territory
    is a group, or several. `never`: the field
    is in no table, and absent by nature; `missing`: in none, and not known. `elapsed`: a duration
    in microseconds, not a text.
    """

    unknown: bool = False
    imprecise: bool = False
    never: bool = False
    missing: bool = False
    elapsed: bool = False


#: Of a field that no table gives.
MISSING = FieldProfile(unknown=True, missing=True)


@light(kw_only=True)
class Profile:
    """`fields` by relation and name. `open`: actions whose acts may be missing, and
    rows of which an empty cell may stand for something. `unlisted`: types whose records need not
    stand in a table.
    """

    fields: Mapping[tuple[Relation, str], FieldProfile] = field(factory=dict)
    relations: frozenset[Relation] = frozenset()
    open: frozenset[Relation] = frozenset()
    unlisted: frozenset[str] = frozenset()

    def of(self, relation: Relation, name: str) -> FieldProfile:
        return self.fields.get((relation, name), MISSING)

    def has(self, relation: Records | Members | Acts) -> bool:
        return relation in self.relations

    def lists_all(self, relation: Records) -> bool:
        """Does every record of a type stand in a table?"""
        return self.has(relation) and relation.type not in self.unlisted

    @property
    def spotless(self) -> bool:
        """Is nothing in any table unknown or imprecise?"""
        return not any(each.unknown or each.imprecise for each in self.fields.values())
