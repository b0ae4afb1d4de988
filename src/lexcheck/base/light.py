"""`light`: the decorator of the models; `field` for fields that need a word; and `evolve`.

To the type checker all is attrs, and what attrs offers takes light models as it takes any other.
At run time it is not attrs that makes them. Nothing stops an assignment; equality, hash and text
are three functions that all classes share; and a constructor is written when a class makes its
first instance. A short run makes 250 classes, uses half of them, and makes instances by the ten
thousand: that is most of what it would do besides.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from operator import attrgetter
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any

#: No default.
_NOTHING: Any = object()


class Field:
    """What a model knows of a field. `eq` is what equality compares of it: False for nothing.

    The names of its attributes are those by which attrs looks for them.
    """

    __slots__ = ("alias", "default", "eq", "factory", "init", "name", "repr")

    def __init__(
        self,
        default: Any = _NOTHING,
        factory: Callable[[], Any] | None = None,
        eq: bool | Callable[[Any], Any] = True,
        repr: bool = True,  # noqa: A002 - as attrs has it
    ) -> None:
        self.default, self.factory, self.eq, self.repr = default, factory, eq, repr
        self.init = True
        self.name = self.alias = ""


if TYPE_CHECKING:
    from attrs import evolve, field
    from attrs import fields as fields_of
    from attrs import frozen as light
    from attrs import has as is_model
else:

    def evolve(model, **changes):
        """The model with some of its fields changed."""
        kept = {each.name: getattr(model, each.name) for each in model.__attrs_attrs__}
        return type(model)(**(kept | changes))

    def fields_of(cls):
        """The fields of a model class, in order."""
        return cls.__attrs_attrs__

    def is_model(cls):
        return hasattr(cls, "__attrs_attrs__")

    def field(*, default=_NOTHING, factory=None, eq=True, repr=True):  # noqa: A002 - as attrs has it
        """A field with a default made anew for each instance, or left out of equality or text."""
        return Field(default, factory, eq, repr)

    def light(cls=None, *, kw_only=False, eq=True):
        """A model class. `eq` False: instances are equal only to themselves."""
        return _made(cls, kw_only, eq) if cls else lambda body: _made(body, kw_only, eq)


def _made(body: type, kw_only: bool, eq: bool) -> type:
    """The class of a body, with a slot for each field."""
    namespace = dict(vars(body))
    own = []
    for name in namespace.get("__annotations__", ()):
        given = namespace.pop(name, _NOTHING)
        found = given if isinstance(given, Field) else Field(given)
        if type(given).__module__.startswith("attr."):
            raise TypeError(
                f"{body.__name__}.{name}: a light model takes `light.field`, not attrs'"
            )
        found.name = found.alias = name
        own.append(found)
    slots = [each.name for each in own]
    if any(isinstance(value, cached_property) for value in namespace.values()):
        slots.append("__dict__")  # where they keep what they found
    for name in ("__dict__", "__weakref__"):
        namespace.pop(name, None)

    def first(self: Any, *arguments: Any, **named: Any) -> None:
        constructor = _constructor(made.__attrs_attrs__, kw_only)  # type: ignore[attr-defined]
        made.__init__ = constructor  # type: ignore[misc]
        constructor(self, *arguments, **named)

    namespace["__slots__"] = tuple(slots)
    namespace["__attrs_attrs__"] = (*getattr(body, "__attrs_attrs__", ()), *own)
    namespace["__init__"] = first
    namespace.setdefault("__repr__", _text)
    if eq:
        namespace["__key__"] = staticmethod(_key(namespace["__attrs_attrs__"]))
        namespace.setdefault("__eq__", _equal)
        namespace.setdefault("__hash__", _hash)
    made = type(body)(body.__name__, body.__bases__, namespace)
    return made


#: The code of a constructor by the number of its fields, there called `f0`, `f1` and so on.
_SHAPES: dict[int, CodeType] = {}


def _constructor(fields: tuple[Field, ...], kw_only: bool) -> Callable[..., None]:
    """`def __init__(self, *, name, span=None): self.name = name; self.span = span`.

    Where no default is made anew, constructors of as many fields are one code under other names: to
    compile one for each class takes a short run 10 ms.
    """
    if any(each.factory is not None for each in fields):
        return _written(fields, kw_only)
    number = len(fields)
    if number not in _SHAPES:
        _SHAPES[number] = _written(tuple(map(_numbered, range(number))), False).__code__
    names = tuple([each.name for each in fields])
    defaults = tuple([each.default for each in fields if each.default is not _NOTHING])
    by_name = number if kw_only else 0
    code = _SHAPES[number].replace(
        co_varnames=("self", *names),
        co_names=names,
        co_argcount=1 + number - by_name,
        co_kwonlyargcount=by_name,
    )
    made = FunctionType(code, {}, "__init__")
    if kw_only:
        made.__kwdefaults__ = {e.name: e.default for e in fields if e.default is not _NOTHING}
    elif any(each.default is _NOTHING for each in fields[number - len(defaults) :]):
        raise TypeError("a field without a default follows one that has a default")
    else:
        made.__defaults__ = defaults
    return made


def _numbered(place: int) -> Field:
    found = Field()
    found.name = f"f{place}"
    return found


def _written(fields: tuple[Field, ...], kw_only: bool) -> FunctionType:
    """The constructor as it would be written out."""
    scope: dict[str, Any] = {"NOTHING": _NOTHING}
    parameters, lines = [], []
    for each in fields:
        name = each.name
        value = parameter = name
        if each.factory is not None:
            scope[f"make_{name}"] = each.factory
            parameter = f"{name}=NOTHING"
            value = f"make_{name}() if {name} is NOTHING else {name}"
        elif each.default is not _NOTHING:
            scope[f"default_{name}"] = each.default
            parameter = f"{name}=default_{name}"
        parameters.append(parameter)
        lines.append(f"    self.{name} = {value}\n")
    star = "*, " if kw_only and fields else ""
    head = f"def __init__(self, {star}{', '.join(parameters)}):\n"
    exec(head + ("".join(lines) or "    pass\n"), scope)
    made: FunctionType = scope["__init__"]
    return made


def _key(fields: tuple[Field, ...]) -> Callable[[Any], object]:
    """What gives what equality compares: the fields, or what a field gives for it, in order."""
    compared = [each for each in fields if each.eq]
    if compared and all(each.eq is True for each in compared):
        return attrgetter(*[each.name for each in compared])
    return lambda model: tuple(
        [
            getattr(model, each.name) if each.eq is True else each.eq(getattr(model, each.name))  # type: ignore[operator]  # it is a function, then
            for each in compared
        ]
    )


def _equal(self: Any, other: Any) -> Any:
    if type(other) is not type(self):
        return NotImplemented
    return self is other or self.__key__(self) == self.__key__(other)


def _hash(self: Any) -> int:
    return hash((type(self), self.__key__(self)))


def _text(self: Any) -> str:
    shown = [f"{f.name}={getattr(self, f.name)!r}" for f in self.__attrs_attrs__ if f.repr]
    return f"{type(self).__name__}({', '.join(shown)})"


__all__ = ["evolve", "field", "fields_of", "is_model", "light"]
