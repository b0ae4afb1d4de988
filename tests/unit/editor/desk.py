"""The sample of the tests on an editor's desk: opened, typed in, looked at."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig, LanguageClient

from tests.unit.samples import RULESET, VOCABULARY

SERVER = ClientServerConfig(server_command=[sys.executable, "-m", "lexcheck", "lsp"])


class Desk:
    """The sample in a folder, its ruleset open in the editor."""

    def __init__(self, client: LanguageClient, folder: Path, text: str = RULESET) -> None:
        (folder / "desk.lex").write_text(VOCABULARY, "utf-8")
        (folder / "shop.lex").write_text(text, "utf-8")
        self.client = client
        self.text = text
        self.uri = (folder / "shop.lex").as_uri()
        self.words = (folder / "desk.lex").as_uri()
        self.version = 1

    async def open(self) -> list[lsp.Diagnostic]:
        item = lsp.TextDocumentItem(self.uri, "lexcheck", 1, self.text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return await self.shown()

    async def type(self, before: str, after: str) -> list[lsp.Diagnostic]:
        """The same, and look what is wrong then."""
        self.put(before, after)
        return await self.shown()

    def put(self, before: str, after: str) -> None:
        """Put some text in the place of other text, as one change of that stretch."""
        start = self.at(before)
        end = self.at(before, len(before))
        self.text = self.text.replace(before, after, 1)
        self.version += 1
        change = lsp.TextDocumentContentChangePartial(range=lsp.Range(start, end), text=after)
        document = lsp.VersionedTextDocumentIdentifier(version=self.version, uri=self.uri)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))

    async def shown(self) -> list[lsp.Diagnostic]:
        await self.client.wait_for_notification(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        return list(self.client.diagnostics[self.uri])

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for something that was asked for to be so."""
        for _ in range(1_000):
            with suppress(KeyError):  # nothing was shown of a file yet
                if holds():
                    return
            await asyncio.sleep(0.02)
        raise AssertionError(self.client.diagnostics)

    def at(self, text: str, more: int = 0) -> lsp.Position:
        offset = self.text.index(text) + more
        line = self.text.count("\n", 0, offset)
        return lsp.Position(line, offset - (self.text.rfind("\n", 0, offset) + 1))

    @property
    def document(self) -> lsp.TextDocumentIdentifier:
        return lsp.TextDocumentIdentifier(self.uri)
