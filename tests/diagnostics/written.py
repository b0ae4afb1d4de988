"""The files of examples, with what no page can show: see `report/manual.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

#: `⟨0x50 0x4B⟩` are two bytes; `⟨60 times not ⟩` is a text sixty times.
_MEANT = re.compile(r"⟨(?:(?P<bytes>0x\w\w(?: 0x\w\w)*)|(?P<times>[\d,]+) times (?P<what>[^⟩]+))⟩")


def write(path: Path, text: str) -> None:
    """Zeros that stand many times are a hole in the file, which takes no room on a disk."""
    with path.open("wb") as file:
        for unit, times in _pieces(text):
            if unit == b"\0":
                file.truncate(file.tell() + times)
                file.seek(0, 2)
            else:
                file.write(unit * times)


def _pieces(text: str) -> Iterator[tuple[bytes, int]]:
    at = 0
    for found in _MEANT.finditer(text):
        yield text[at : found.start()].encode(), 1
        if found["bytes"]:
            yield _bytes(found["bytes"]), 1
        else:
            what = found["what"]
            unit = _bytes(what) if what.startswith("0x") else what.encode()
            yield unit, int(found["times"].replace(",", ""))
        at = found.end()
    yield text[at:].encode(), 1


def _bytes(shown: str) -> bytes:
    return bytes(int(each, 16) for each in shown.split())
