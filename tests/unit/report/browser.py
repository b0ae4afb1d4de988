"""A Chromium that the machine has, driven without a window and without a network."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = next(
    (
        found
        for name in ("chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)

needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


#: Shows a page in the browser, at a width; fails at the end if the page complained, or asked for
#: any address.
Opened = Callable[..., AbstractContextManager[Page]]


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser for several pages: to start one takes longer than most tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def shown(browser: Browser, data: bytes, folder: Path, *, width: int = 1000) -> Iterator[Page]:
    """As `Opened`. Nothing is left of what another page may have kept."""
    path = folder / "page.html"
    path.write_bytes(data)
    complaints: list[str] = []
    asked: list[str] = []
    page = browser.new_page(viewport={"width": width, "height": 900})
    try:
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("dialog", lambda dialog: complaints.append("a dialog opened"))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        yield page
        assert not complaints
        assert asked == [path.as_uri()]
    finally:
        page.close()
