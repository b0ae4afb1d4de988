"""`light`: the decorator of the models.

To the type checker it is `attrs.frozen`. At run time nothing stops an assignment, and equality,
hash and text are three shared functions instead of three generated for each class: making a model
class, and making its instances by the ten thousand, is most of what a short run would do besides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from attrs import frozen as light
else:

    def light(cls=None, *, kw_only=False, eq=True):
        """A model class. `eq` False: instances are equal only to themselves."""

        def wrap(body):
            made = attrs.define(
                body,
                kw_only=kw_only,
                eq=False,
                repr=False,
                order=False,
                match_args=False,
                weakref_slot=False,
                getstate_setstate=False,
            )
            if eq:
                made.__eq__ = _equal
                made.__hash__ = _hash
            made.__repr__ = _text
            return made

        return wrap if cls is None else wrap(cls)


def _key(model: Any) -> tuple[object, ...]:
    """What equality compares: the fields, or what a field gives for it, in order."""
    found = []
    for field in attrs.fields(type(model)):
        if field.eq:
            value = getattr(model, field.name)
            found.append(value if field.eq_key is None else field.eq_key(value))
    return tuple(found)


def _equal(self: object, other: object) -> Any:
    return _key(self) == _key(other) if type(other) is type(self) else NotImplemented


def _hash(self: object) -> int:
    return hash((type(self), _key(self)))


def _text(self: Any) -> str:
    parts = [f"{f.name}={getattr(self, f.name)!r}" for f in attrs.fields(type(self)) if f.repr]
    return f"{type(self).__name__}({', '.join(parts)})"


__all__ = ["light"]
