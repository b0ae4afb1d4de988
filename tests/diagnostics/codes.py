"""The codes that the program can say."""

from __future__ import annotations

import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src/lexcheck"


def codes_in_the_source() -> set[str]:
    return {
        code
        for path in SOURCE.rglob("*.py")
        for code in re.findall(r'"(LX\d{3})"', path.read_text("utf-8"))
    }
