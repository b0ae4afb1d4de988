"""From the bytes of a file to a Source: UTF-8 text, or a plain word on why it is none."""

from __future__ import annotations

from lexcheck.base.diagnostics import Diagnostic, Severity
from lexcheck.base.text import Source, Span, head_of

#: More than this is no case and no ruleset. Callers look at a file's size before they read it.
MAX_BYTES = 200_000_000

_ORDER_MARK = b"\xef\xbb\xbf"

_WIDE = (b"\xff\xfe", b"\xfe\xff")

_SIGNS = (
    *((sign, "UTF-16 text", "save it as UTF-8") for sign in _WIDE),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"PK\x03\x04", "a zip archive, or an office document", "export it as YAML or JSON"),
    (b"PAR1", "a Parquet table", "tables are read in bulk, not as a case file"),
    (b"%PDF", "a PDF document", "a case file is YAML or JSON"),
)


#: So much of a file that is not read is looked at, to show how it begins.
_GLANCE = 4_096


def too_large(size: int, name: str, begins: bytes = b"") -> Diagnostic | None:
    """A complaint where a file has more bytes than anything that is meant to be read here.

    `begins`: its first bytes, of which the first line is shown.
    """
    if size <= MAX_BYTES:
        return None
    return Diagnostic(
        code="LX405",
        message=f"the file has {size:,} bytes; at most {MAX_BYTES:,} are read",
        hint="split it into several cases, or give it as tables",
        span=head_of(_as_it_looks(begins[:_GLANCE], name)),
    )


def decode(data: bytes, name: str) -> tuple[Source | None, list[Diagnostic]]:
    """The text of a file under the name the user gave it. None with a complaint, for no text.

    A byte order mark is taken off, with a warning.
    """
    if large := too_large(len(data), name, data):
        return None, [large]
    if not data.strip():
        return None, [_empty(data, name)]
    if binary := _binary(data, name):
        return None, [binary]
    marked = data.startswith(_ORDER_MARK)
    data = data.removeprefix(_ORDER_MARK)
    try:
        source = Source(name=name, text=data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return None, [_not_utf_8(data, name, error)]
    return source, [_order_mark(source)] if marked else []


def _empty(data: bytes, name: str) -> Diagnostic:
    """The place is where something should stand."""
    what = "`ruleset` or `vocabulary`" if name.endswith(".lex") else "`case:`"
    return Diagnostic(
        code="LX401",
        message="the file is empty",
        span=Span(_as_it_looks(data, name), 0, 0),
        hint=f"it should begin with {what}, and a name; was it saved?",
    )


def _order_mark(source: Source) -> Diagnostic:
    return Diagnostic(
        code="LX403",
        message="an invisible byte order mark stands before this; it is left out",
        severity=Severity.WARNING,
        hint="save it as UTF-8 without one",
        span=Span(source, 0, 1),
    )


def _binary(data: bytes, name: str) -> Diagnostic | None:
    for sign, what, hint in _SIGNS:
        if data.startswith(sign):
            message = f"the file is {what}"
            return Diagnostic(code="LX402", message=message, hint=hint, span=_signed(data, name))
    at = data.find(b"\0")
    if at < 0:
        return None
    source = _as_it_looks(data[: at + _GLANCE], name)
    before = len(_as_it_looks(data[:at], name).text)
    message = f"the file is binary: byte {at + 1:,} is zero"
    hint = "save it as text, in UTF-8"
    span = Span(source, before, before + 1)
    return Diagnostic(code="LX402", message=message, hint=hint, span=span)


def _signed(data: bytes, name: str) -> Span:
    """The start of a file that shows by it what it is: the first line, where it is a text."""
    if data.startswith(_WIDE):
        wide = data[:_GLANCE].decode("utf-16", "replace")
        return head_of(Source(name=name, text=wide))
    source = _as_it_looks(data[:_GLANCE], name)
    return Span(source, 0, min(4, len(source.text)))


def _as_it_looks(data: bytes, name: str) -> Source:
    """What is no text, as far as it can be shown: a sign stands for what cannot."""
    return Source(name=name, text=data.decode("utf-8", "replace"))


def _not_utf_8(data: bytes, name: str, error: UnicodeDecodeError) -> Diagnostic:
    at = len(data[: error.start].decode("utf-8"))
    return Diagnostic(
        code="LX404",
        message=f"byte {error.start + 1:,} (0x{data[error.start]:02x}) is no UTF-8",
        span=Span(_as_it_looks(data, name), at, at + 1),
        hint="save the file as UTF-8",
    )
