"""Bytes that are a text, and bytes that are none."""

import pytest

from lexcheck.base.decoding import MAX_BYTES, decode, too_large
from lexcheck.base.diagnostics import Severity
from tests.unit.facts.bad_texts import BAD_BYTES


def test_utf_8_is_read_as_it_is() -> None:
    source, diagnostics = decode("case: ä\r\n".encode(), "a/b.yaml")
    assert source is not None
    assert (source.name, source.text) == ("a/b.yaml", "case: ä\r\n")
    assert not diagnostics


def test_a_byte_order_mark_is_taken_off_with_a_warning() -> None:
    source, (diagnostic,) = decode(b"\xef\xbb\xbfcase: x\n", "b.yaml")
    assert source is not None
    assert source.text == "case: x\n"
    assert (diagnostic.code, diagnostic.severity) == ("LX403", Severity.WARNING)


@pytest.mark.parametrize(("code", "data", "message"), BAD_BYTES, ids=[m for _, _, m in BAD_BYTES])
def test_what_is_no_text_is_refused(code: str, data: bytes, message: str) -> None:
    source, (diagnostic,) = decode(data, "b.yaml")
    assert source is None
    assert (diagnostic.code, diagnostic.message) == (code, message)
    assert diagnostic.span.source.name == "b.yaml"


def test_a_wrong_byte_is_shown_in_its_line() -> None:
    _, (diagnostic,) = decode("case: ä\ntitle: caf".encode() + b"\xe9\n", "b.yaml")
    assert diagnostic.span.place == "b.yaml:2:11"


def test_a_size_can_be_judged_before_the_file_is_read() -> None:
    assert too_large(MAX_BYTES, "x") is None
    assert too_large(MAX_BYTES + 1, "x") is not None
