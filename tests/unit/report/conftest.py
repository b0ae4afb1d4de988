"""The browser that the tests of a file share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.unit.report.browser import Opened, launched, shown


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as found:
        yield found


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Opened:
    return partial(shown, browser, folder=tmp_path)
