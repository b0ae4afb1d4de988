"""Faults of names and types, in one wording each, and the place where all faults gather.

LX201 unknown name · 202 unknown type · 203 unknown field · 204 unknown define, state or action ·
205 unknown source · 206 wrong type · 207 wrong number of arguments · 208 values without an order ·
209 bare number where a duration is needed · 210 money of different currencies · 211 `partly` of
what is no state · 212 act asked without `happened` · 213 no action where an act is needed ·
214 defines in a cycle · 215 declared twice · 216 reserved name of a field · 217 constant of several
enums · 218 moment equal to a day · 219 no such day or moment · 220 day where a moment is needed ·
221 values that cannot be compared or reckoned with · 222 durations that cannot be reckoned with ·
223 territory of an act that has none · 224 bound said twice · 225 `_` or `*` out of place ·
226 standard outside a deadline · 227 pattern with an argument that is no fresh name · 228 unknown
norm · 229 unknown verdict · 230 parameter that is no constant · 231 unknown parameter · 232 setting
that cannot be read · 233 define nested too deep · 234 list of what is written in several ways
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lexcheck.base.diagnostics import Diagnostic, Label, did_you_mean, has_errors, nearest
from lexcheck.base.text import Span
from lexcheck.facts.schema import SCALARS, Kind, Type
from lexcheck.resolved.terms import Constant, Term

#: A second place, None where it is not known, and what it has to do with a fault.
Cause = tuple[Span | None, str]


class Faults:
    """All faults found so far, each once, however often its text is read.

    Where a fault is reported, None stands for the term that is not to be had; whatever needs that
    term is silent, so that only root causes are shown.
    """

    def __init__(self) -> None:
        #: How often a fault was met, repeats included: a way to ask whether work met any.
        self.met = 0
        self._found: dict[tuple[str, Span, str], Diagnostic] = {}

    def add(
        self,
        code: str,
        message: str,
        span: Span,
        *,
        hint: str = "",
        cause: Cause | None = None,
        causes: Iterable[Cause] = (),
        about: tuple[str, ...] = (),
    ) -> None:
        """`cause`: a second place, and what it has to do with it. `causes` are declarations, one of
        which may be the mistake: whatever else one of them causes is told with this.
        `about` as in Diagnostic.
        """
        labels = tuple(
            Label(span=at, message=why)
            for at, why in ((cause, *causes) if cause else causes)
            if at is not None and not at.encloses(span)
        )
        about += tuple(f"declared at {at.place}" for at, _ in causes if at is not None)
        self.met += 1
        self._found.setdefault(
            (code, span, message),
            Diagnostic(
                code=code, message=message, span=span, hint=hint, labels=labels, about=about
            ),
        )

    @property
    def errors(self) -> bool:
        return has_errors(self._found.values())

    def sorted(self) -> list[Diagnostic]:
        return sorted(self._found.values(), key=lambda fault: fault.position)


def quoted(span: Span, width: int = 48) -> str:
    """The author's text in backticks, on one line, cut if it is long."""
    text = " ".join(span.text.split())
    return f"`{text if len(text) <= width else text[: width - 1] + '…'}`"


#: What to do about a word that is near to nothing, by the sort of thing that is meant.
_UNDECLARED = {
    "type": "declare it, or name the file that does after `uses`",
    "norm": "write that norm, or name another",
}


#: Faults in types, states and actions. Where none is declared at all, a vocabulary is missing.
_OF_A_VOCABULARY = ("LX202", "LX204")
_NO_WORDS = "none is declared: name a vocabulary after `uses`, or declare it"


def unknown(
    faults: Faults,
    code: str,
    sort: str,
    word: str,
    span: Span,
    known: Iterable[str] | Mapping[str, object],
    hint: str = "",
) -> None:
    """A word that names nothing of the sort that is meant; of any sort where `sort` is empty.

    `known` may lead from names to what they name, which is shown where it has a place. `hint` is
    for a word that is near to none of them.
    """
    message = f"no {sort} is called `{word}`" if sort else f"nothing is called `{word}`"
    near = nearest(word, known)
    about: tuple[str, ...] = (f"name {word}",)
    if code in _OF_A_VOCABULARY and not set(known) - set(SCALARS):  # it is not this word
        about, hint = (*about, "no words"), _NO_WORDS
    faults.add(
        code,
        message,
        span,
        hint=(not near and hint) or did_you_mean(word, known) or _UNDECLARED.get(sort, ""),
        cause=declared(near, known[near]) if near and isinstance(known, Mapping) else None,
        about=about,
    )


def declared(name: str, thing: object) -> Cause:
    """Where something is declared, of several the first, as the cause of a fault; without a place
    where it has none.
    """
    if isinstance(thing, tuple):
        thing = thing[0] if thing else None
    span = thing if isinstance(thing, Span) else getattr(thing, "span", None)
    return (_first_line(span), f"`{name}` is declared here")


def _first_line(span: Span | None) -> Span | None:
    """Of a statement that goes on, only the line that has its name."""
    if span is None or "\n" not in span.text:
        return span
    return Span(span.source, span.start, span.start + span.text.index("\n"))


def duplicate(
    faults: Faults, word: str, span: Span, first: Span | None, about: tuple[str, ...] = ()
) -> None:
    faults.add(
        "LX215",
        f"`{word}` is declared twice",
        span,
        hint="give one of the two another name",
        cause=(first, f"`{word}` was declared here"),
        about=about,
    )


def with_article(found: Type) -> str:
    """`a time`, `an Order`, `a list of Item`: a type as a sentence names it."""
    word = str(found).removesuffix("?")
    if found.kind is Kind.ACT:
        return f"an act `{found.name}`"
    article = "an" if word[0] in "AEIOUaeiou" else "a"
    own = found.kind in (Kind.ENUM, Kind.RECORD) or found.is_list
    return f"{article} `{word}`" if own else f"{article} {word}"


def wrong_type(faults: Faults, term: Term, wanted: Type, causes: Iterable[Cause] = ()) -> None:
    """A term stands where another type is needed; `causes` are the declaration that gave it its
    own, and the one that asks for the other.
    """
    found = term.type
    text = quoted(term.span)
    if found.kind is Kind.NUMBER and wanted.kind is Kind.DURATION:
        hint = f"say the unit, as in `{term.span.text} hours` or `{term.span.text} days`"
        if not isinstance(term, Constant):
            hint = "declare it as a `duration`"
        message = f"{text} is a bare number, and no length of time"
        faults.add("LX209", message, term.span, hint=hint, causes=causes)
        return
    hint = ""
    if wanted.kind is Kind.BOOLEAN and found.kind is not Kind.BOOLEAN and not found.is_list:
        hint = f"compare it, as in `{term.span.text} = …`"
    elif found.kind is Kind.DATE and wanted.kind is Kind.TIME:
        hint = "a date is a whole day: declare it as a `time` to use it as a moment"
    elif found.kind is Kind.DURATION and wanted.kind is Kind.TIME:
        hint = f"say from when it runs: `{term.span.text} of …`"
    elif found.is_list and not wanted.is_list:
        hint = "speak of its members: `some x in … has …`, `every x in … has …`"
    message = f"{text} is {with_article(found)}, where {with_article(wanted)} is needed"
    faults.add("LX206", message, term.span, hint=hint, causes=causes)
