"""From the bytes of a file to a Source: UTF-8 text, or a plain word on why it is none."""

from __future__ import annotations

from lexcheck.base.diagnostics import Diagnostic, Severity
from lexcheck.base.text import Source, Span, start_of

#: More than this is no case and no ruleset. Callers look at a file's size before they read it.
MAX_BYTES = 200_000_000

_ORDER_MARK = b"\xef\xbb\xbf"

_SIGNS = (
    (b"\xff\xfe", "UTF-16 text", "save it as UTF-8"),
    (b"\xfe\xff", "UTF-16 text", "save it as UTF-8"),
    (b"\x1f\x8b", "a gzip archive", "unpack it first"),
    (b"PK\x03\x04", "a zip archive, or an office document", "export it as YAML or JSON"),
    (b"PAR1", "a Parquet table", "tables are read in bulk, not as a case file"),
    (b"%PDF", "a PDF document", "a case file is YAML or JSON"),
)


def too_large(size: int, name: str) -> Diagnostic | None:
    """A complaint where a file has more bytes than anything that is meant to be read here."""
    if size <= MAX_BYTES:
        return None
    return Diagnostic(
        code="LX405",
        message=f"the file has {size:,} bytes; at most {MAX_BYTES:,} are read",
        hint="split it into several cases, or give it as tables",
        span=start_of(name),
    )


def decode(data: bytes, name: str) -> tuple[Source | None, list[Diagnostic]]:
    """The text of a file under the name the user gave it. None with a complaint, for no text.

    A byte order mark is taken off, with a warning.
    """
    if large := too_large(len(data), name):
        return None, [large]
    if not data.strip():
        return None, [Diagnostic(code="LX401", message="the file is empty", span=start_of(name))]
    if binary := _binary(data, name):
        return None, [binary]
    diagnostics = []
    if data.startswith(_ORDER_MARK):
        data = data[len(_ORDER_MARK) :]
        diagnostics.append(
            Diagnostic(
                code="LX403",
                message="the file starts with a byte order mark, which is left out",
                severity=Severity.WARNING,
                hint="save it as UTF-8 without one",
                span=start_of(name),
            )
        )
    try:
        return Source(name=name, text=data.decode("utf-8")), diagnostics
    except UnicodeDecodeError as error:
        return None, [*diagnostics, _not_utf_8(data, name, error)]


def _binary(data: bytes, name: str) -> Diagnostic | None:
    for sign, what, hint in _SIGNS:
        if data.startswith(sign):
            message = f"the file is {what}"
            return Diagnostic(code="LX402", message=message, hint=hint, span=start_of(name))
    at = data.find(b"\0")
    if at < 0:
        return None
    message = f"the file is binary: byte {at + 1:,} is zero"
    hint = "save it as text, in UTF-8"
    return Diagnostic(code="LX402", message=message, hint=hint, span=start_of(name))


def _not_utf_8(data: bytes, name: str, error: UnicodeDecodeError) -> Diagnostic:
    at = len(data[: error.start].decode("utf-8"))
    source = Source(name=name, text=data.decode("utf-8", "replace"))
    return Diagnostic(
        code="LX404",
        message=f"byte {error.start + 1:,} (0x{data[error.start]:02x}) is no UTF-8",
        span=Span(source, at, at + 1),
        hint="save the file as UTF-8",
    )
